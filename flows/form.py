"""The form engine: questions are data, and the road through them is computed from the answers.

There is no pointer to "where the person is": at every turn `path` follows the questions that apply to the
answers given so far, so going back, changing an answer, a week's pause, a restart and a deploy in
mid-conversation need no special care.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Value = str | tuple[str, ...]
Answers = Mapping[str, Value]
Kind = Literal["one", "many", "each", "text", "when", "evidence", "people"]


def always(_: Answers) -> bool:
    """The question is asked whatever was answered before."""
    return True


@dataclass(frozen=True)
class Option:
    """One choice. `typed` are phrases, in any language, by which people name it (flows/typed/matching.py).

    `hints` are phrases that make one think of it: it is offered for them, and not taken.
    """

    key: str
    label: str
    typed: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class SubQuestion:
    """One of the things that a question of the kind "each" asks at once: its `options` exclude each other.

    With `day_words` a day may answer it too; typed, the day follows one of those words. `choose` stands in
    the list of its options as long as none is chosen.
    """

    key: str
    label: str
    options: tuple[Option, ...]
    day_words: tuple[str, ...] = ()
    choose: str = ""


@dataclass(frozen=True)
class Question:
    """One question of a form.

    `ask`, `short` (its name in the review) and `guide` are English message ids of the catalogue in
    flows/words. A `closing` question ends the road when its answer is `closing`. One of the kind "each"
    asks its `parts`, any of which may be left out: its answer is a tuple of "part:option" or "part:day".
    `asides` are phrases that seem to name a choice and do not.
    """

    key: str
    kind: Kind
    ask: str
    short: str
    guide: str = ""
    options: tuple[Option, ...] = ()
    asides: tuple[str, ...] = ()
    applies: Callable[[Answers], bool] = always
    closing: str = ""
    parts: tuple[SubQuestion, ...] = ()


Form = tuple[Question, ...]


def path(form: Form, answers: Answers) -> Form:
    """The questions that lie on the road of these answers, in order, up to one whose answer ends it."""
    road = []
    for question in form:
        if question.applies(answers):
            road.append(question)
            if question.closing and answers.get(question.key) == question.closing:
                break
    return tuple(road)


def next_question(form: Form, answers: Answers) -> Question | None:
    """The first question on the road without an answer; None when all are answered."""
    return next((q for q in path(form, answers) if q.key not in answers), None)


def question(form: Form, key: str) -> Question | None:
    """The question of that key, None when the form has none."""
    return next((q for q in form if q.key == key), None)


def on_road(form: Form, answers: Answers) -> dict[str, Value]:
    """The answers without those that a later change has put off the road."""
    keys = {q.key for q in path(form, answers)}
    return {key: value for key, value in answers.items() if key in keys}


def is_valid(asked: Question, value: Value) -> bool:
    """Whether the value is one this question offers: a payload comes back through the person's client."""
    keys = {option.key for option in asked.options}
    if asked.kind == "one":
        return value in keys
    if asked.kind == "many":
        return isinstance(value, tuple) and set(value) <= keys
    if asked.kind == "each":
        return isinstance(value, tuple) and _is_each(asked, value)
    return isinstance(value, str) and bool(value.strip())


def _is_each(asked: Question, value: tuple[str, ...]) -> bool:
    said = [entry.partition(":") for entry in value]
    parts = {part.key: part for part in asked.parts}
    if len({key for key, _, _ in said}) < len(said) or not {key for key, _, _ in said} <= parts.keys():
        return False
    return all(_is_part(parts[key], choice) for key, _, choice in said)


def _is_part(part: SubQuestion, choice: str) -> bool:
    return choice in {o.key for o in part.options} or (bool(part.day_words) and _is_day(choice))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def answered_part(answers: Answers, key: str, part: str) -> str:
    """What was said to one part of a question of the kind "each"; "" when it was left out."""
    value = answers.get(key, ())
    entries = [entry.partition(":") for entry in ((value,) if isinstance(value, str) else value)]
    return next((choice for name, _, choice in entries if name == part), "")


def is_to_come(value: Value, today: date) -> bool:
    """Whether an answer to a question of the kind "each" names a day after today."""
    days = (entry.partition(":")[2] for entry in value)
    return any(_is_day(day) and date.fromisoformat(day) > today for day in days)


def understood_each(
    asked: Question, typed: str, labels: Mapping[str, str], day: Callable[[str], str | None]
) -> Value | None:
    """What a typed answer says to the parts; None when a piece of it is unclear or two contradict.

    `labels` are the texts of the options by "part:option", `day` reads a day that somebody wrote.
    """
    found = [_part_said(asked, piece, labels, day) for piece in pieces(typed) if piece]
    if not found or None in found:
        return None
    value = tuple(dict.fromkeys(entry for entry in found if entry))
    return value if is_valid(asked, value) else None


def _part_said(
    asked: Question, piece: str, labels: Mapping[str, str], day: Callable[[str], str | None]
) -> str | None:
    said = _plain(piece)
    for part in asked.parts:
        for option in part.options:
            key = f"{part.key}:{option.key}"
            if said in {_plain(labels.get(key, "")), *map(_plain, option.typed)}:
                return key
        for word in part.day_words:
            if said.startswith(f"{word} ") and (found := day(said.removeprefix(f"{word} "))):
                return f"{part.key}:{found}"
    return None


def pieces(typed: str) -> list[str]:
    """What is written between commas, line breaks, "og" and "and"."""
    flat = typed.replace("\n", ",").replace(";", ",").replace(" og ", ",").replace(" and ", ",")
    return [piece.strip() for piece in flat.split(",")]


def _plain(text: str) -> str:
    return " ".join(text.casefold().strip(" .!?").split())
