"""Lines that people type, collected from writers who never saw the choices, and how they are read.

Each line has the answers that are `right`, those that may stand `also` beside them, and whether it is
`unclear`: then asking back is right, and choosing is not. Some of the lines were looked at while the tables
of words were made (tuned_on.json), others never (held_out.json). The author of those in known_choices.json
knew the choices, and wrote them before the tables were widened, for every question that has choices.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from flows.form import Question, Value, question
from flows.report.questions import REPORT
from flows.report.understanding import Heard, heard
from tests.flows.given import context

FOLDER = Path(__file__).parents[2] / "typed_lines"
NOW = "2026-11-24T10:35+01:00"
"""Tuesday 10.35 in Copenhagen, where a line says nothing else: the writers were told so."""

Half = Literal["tuned_on", "known_choices", "held_out"]
Reading = Literal["understood", "asked again", "wrong"]


@dataclass(frozen=True)
class Line:
    """A line as it was typed at a question, at what time, and what it means."""

    question: str
    line: str
    right: tuple[str, ...]
    also: tuple[str, ...]
    unclear: bool
    now: str


def lines(half: Half) -> list[Line]:
    """The lines of one file."""
    found = json.loads((FOLDER / f"{half}.json").read_text(encoding="utf-8"))
    return [
        Line(
            one["question"],
            one["line"],
            tuple(one["right"]),
            tuple(one.get("also", ())),
            one["unclear"],
            one.get("now", NOW),
        )
        for one in found
    ]


def asked(line: Line) -> Question:
    """The question at which it was typed."""
    found = question(REPORT, line.question)
    assert found is not None
    return found


def read(line: Line) -> Heard:
    """What the product makes of it."""
    now = datetime.fromisoformat(line.now).astimezone(UTC)
    return heard(asked(line), line.line, context(now), "mette")


def reading(line: Line) -> Reading:
    """How it is read. An unclear line is understood when nothing is chosen, or only what it says."""
    found = read(line)
    if found.value is not None:
        return "understood" if _is_right(line, found.value) else "wrong"
    if not line.right or line.question == "danger":
        return "understood"
    return "understood" if _is_offered(line, found.offers[:3]) else "asked again"


def _keys(value: Value) -> set[str]:
    return {value} if isinstance(value, str) else set(value)


def _is_right(line: Line, value: Value) -> bool:
    if line.question == "when" or isinstance(value, str):
        return bool(line.right) and value in line.right and (not line.unclear or value == line.right[0])
    chosen = _keys(value)
    is_allowed = chosen <= {*line.right, *line.also}
    return is_allowed and not line.unclear and set(line.right) <= chosen | set(line.also)


def _is_offered(line: Line, offers: tuple[Value, ...]) -> bool:
    """Whether the right answer is among those offered; of several choices at once, all of them."""
    if asked(line).kind not in {"many", "each"}:
        return any(offer in line.right for offer in offers)
    offered = {key for offer in offers for key in _keys(offer)}
    return bool(offered & set(line.right)) if line.unclear else set(line.right) <= offered | set(line.also)


def told(found: list[Line]) -> Iterator[str]:
    """One line for each that is not understood, for whoever tunes the tables."""
    for line in found:
        if (how := reading(line)) != "understood":
            yield f"{how}: {line.question} | {line.line} | {line.right} {line.also} | {read(line)}"
