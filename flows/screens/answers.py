"""Answers and pieces of evidence in the viewer's words."""

from __future__ import annotations

from datetime import date

from flows.case.case import Evidence
from flows.evidence.items import DETAILS
from flows.form import Question, Value, answered_part
from flows.report.places import CHANNELS
from flows.screens.elements import Part, Quote
from flows.screens.view import View, as_name
from flows.words import N_

LONGEST_QUOTE = 600
LONGEST_NAME = 80
LONGEST_BEGINNING = 30

NAMES = {
    "file": N_("A file"),
    "text": N_("A text"),
    "link": N_("A link"),
    "message": N_("A message"),
    "correction": N_("A correction"),
}
BEGINNING = frozenset({"text", "message", "correction"})
"""Items that are words, and are told apart by how these begin."""


def ask(asked: Question, view: View) -> str:
    """The question itself."""
    return view.say(asked.ask)


def answer(
    asked: Question, value: Value, evidence: tuple[Evidence, ...], people: str, view: View
) -> tuple[str, tuple[Part, ...]]:
    """The answer in one line, and the employee's own words where there are some."""
    head = f"*{view.say(asked.short)}*"
    if asked.kind == "text":
        return head, (Quote(shortened(str(value), view)),)
    if asked.kind == "people":
        return f"{head}: {people}", ()
    if asked.kind == "evidence" and value == "kept":
        kept = sum(1 for item in evidence if item.state != "refused")
        return f"{head}: {_count_of_items(kept, view)}", ()
    return f"{head}: {answer_text(asked, value, view)}", ()


def _count_of_items(count: int, view: View) -> str:
    return view.say.plural("{count} item", "{count} items", count)


def answer_text(asked: Question, value: Value, view: View) -> str:
    """An answer in the viewer's words."""
    if asked.kind == "when":
        return view.answer_date(str(value))
    if asked.kind == "each":
        return _each_text(asked, value, view)
    keys = (value,) if isinstance(value, str) else value
    labels = {option.key: view.say(option.label) for option in asked.options}
    return ", ".join(labels.get(key, key) for key in keys)


def _each_text(asked: Question, value: Value, view: View) -> str:
    said = []
    for part in asked.parts:
        choice = answered_part({asked.key: value}, asked.key, part.key)
        labels = {option.key: view.say(option.label) for option in part.options}
        if choice in labels:
            said.append(labels[choice])
        elif choice:
            said.append(
                view.say(N_("{answer}, from {day}"), answer=labels["yes"], day=day_text(choice, view))
            )
    return ". ".join(said) if said else view.say(N_("not said"))


def day_text(day: str, view: View) -> str:
    """A day with its weekday and year; "" for none."""
    if not day:
        return ""
    return view.say.day(date.fromisoformat(day), "whole")


def shortened(text: str, view: View) -> str:
    """Somebody's words, or their beginning where they are long."""
    if len(text) <= LONGEST_QUOTE:
        return text
    return view.say(N_("{start} … (all of it is kept)"), start=text[:LONGEST_QUOTE])


def kind_name(item: Evidence, view: View) -> str:
    """What an item is, without anything of its content."""
    return view.say(NAMES[item.kind])


def evidence_name(item: Evidence, view: View) -> str:
    """What an item is called: a file's own name, for words what they are and how they begin."""
    if item.kind == "file":
        return as_name(item.name) or kind_name(item, view)
    if item.kind == "text" and item.by == view.viewer_id:
        name = view.say(N_("Your text"))
    else:
        name = kind_name(item, view)
    more = shortened_name(item.details.get("link" if item.kind == "link" else "sender", ""))
    named = f"{name}: {as_name(more)}" if more else name
    beginning = _beginning(item.details.get("quote", "")) if item.kind in BEGINNING else ""
    return view.say(N_('{name} "{words}"'), name=named, words=as_name(beginning)) if beginning else named


def _beginning(words: str) -> str:
    """The first words, on one line, by which somebody knows their text again."""
    line = " ".join(words.split())
    if len(line) <= LONGEST_BEGINNING:
        return line
    kept = line[: LONGEST_BEGINNING + 1].rpartition(" ")[0] or line[:LONGEST_BEGINNING]
    return f"{kept} ..."


def shortened_name(name: str) -> str:
    """A name that leaves room for what is said about it."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def evidence_line(item: Evidence, view: View) -> str:
    """An item in one line: its name and whether it is safe."""
    name = evidence_name(item, view)
    if item.state == "kept":
        return view.say(N_("{name}: received and kept"), name=name)
    if item.state == "fetching":
        return view.say(N_("{name}: being received"), name=name)
    return view.say(N_("{name}: could not be received"), name=name)


def detail_lines(item: Evidence, view: View) -> tuple[Part, ...]:
    """What is told about an item, a line each."""
    return tuple(
        Quote(f"{view.say(label)}: {detail_text(key, item.details[key], view)}")
        for key, label in DETAILS.items()
        if item.details.get(key)
    )


def detail_text(key: str, value: str, view: View) -> str:
    """One detail in the viewer's words."""
    if key == "platform":
        return next((view.say(option.label) for option in CHANNELS if option.key == value), value)
    return view.answer_date(value) if key == "posted" else value
