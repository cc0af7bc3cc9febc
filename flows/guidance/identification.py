"""Identification: eight questions that help to see clearly, and what their answers come to.

The words are the municipality's own as near as easy reading allows. Nothing that is answered here is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from flows.words import N_

YesNo = Literal["yes", "no", "unknown"]
Advice = Literal["unanswered", "report", "criticism", "talk"]


@dataclass(frozen=True)
class Prompt:
    """A question that is answered by yes, no or "I do not know"."""

    key: str
    ask: str


PROMPTS = (
    Prompt("person", N_("Is it about you as a person, and not only about a decision?")),
    Prompt("threat", N_("Is there a threat or a hint, for example that they know where you live?")),
    Prompt("private", N_("Does it show something private, such as your address or a picture of you?")),
    Prompt("accused", N_("Are you accused by name of something serious, such as breaking the law?")),
    Prompt("repeated", N_("Has it happened several times, or does it go on after you have said no?")),
    Prompt("free_time", N_("Does it reach your own mail, telephone, family or free time?")),
    Prompt("urges", N_("Are others urged to contact you, seek you out or harm you?")),
    Prompt("hateful", N_("Is it sexual, or hateful because of, for example, gender, faith or origin?")),
)
WEIGHTY = frozenset({"threat", "private", "free_time", "urges", "hateful"})
"""One of these is enough to recommend a report."""


_SIGNS: dict[str, YesNo] = {"y": "yes", "n": "no", "u": "unknown"}
_MARK = "answers:"


def carried(answers: Mapping[str, YesNo]) -> str:
    """The answers as the window carries them while it is open: they are kept nowhere else."""
    signs = {answer: sign for sign, answer in _SIGNS.items()}
    said = (answers.get(prompt.key) for prompt in PROMPTS)
    return _MARK + "".join(signs[answer] if answer else "-" for answer in said)


def carried_back(text: str) -> dict[str, YesNo]:
    """The answers that a window carries; none for any other text."""
    signs = text.removeprefix(_MARK) if text.startswith(_MARK) else ""
    return {p.key: _SIGNS[sign] for p, sign in zip(PROMPTS, signs, strict=False) if sign in _SIGNS}


def affirmed(answers: Mapping[str, YesNo]) -> frozenset[str]:
    """The questions answered with yes."""
    return frozenset(prompt.key for prompt in PROMPTS if answers.get(prompt.key) == "yes")


def advice(answers: Mapping[str, YesNo]) -> Advice:
    """What to recommend, which is never a verdict: only people can assess what has happened.

    Criticism is what is left when all eight are answered with no: it concerns a decision and nothing else.
    """
    if not answers:
        return "unanswered"
    if affirmed(answers) & WEIGHTY:
        return "report"
    if all(answers.get(prompt.key) == "no" for prompt in PROMPTS):
        return "criticism"
    return "talk"
