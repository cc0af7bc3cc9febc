"""The guidance as somebody reads it, and the result of the eight questions as Mette gets it."""

from __future__ import annotations

from collections.abc import Mapping

from flows.guidance.identification import PROMPTS, YesNo
from flows.report.draft import Draft
from flows.report.people import as_known
from flows.screens.elements import Button, Buttons, FormScreen, Note, Row, Text
from flows.screens.guidance import counted
from flows.screens.view import View
from flows.words import Language
from tests.flows.given import METTE, context, view
from tests.flows.reading import texts

KEYS = tuple(prompt.key for prompt in PROMPTS)


def eyes(language: Language = "da") -> View:
    return view(context(language=language), METTE)


def known(report: Draft | None = None, *kept_out: str) -> Draft:
    return as_known(METTE, report, frozenset(kept_out), context())


def result(answers: Mapping[str, YesNo], seen: View | None = None) -> FormScreen:
    return counted(answers, known(), seen or eyes())


def buttons(form: FormScreen) -> list[Button]:
    rows = [button for part in form.parts if isinstance(part, Buttons) for button in part.buttons]
    return rows + [part.button for part in form.parts if isinstance(part, Row) and part.button]


def read(form: FormScreen) -> str:
    return "\n".join(texts([part.text for part in form.parts if isinstance(part, Text | Note | Row)]))
