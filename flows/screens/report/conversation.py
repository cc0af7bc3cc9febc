"""The report's conversation: each turn is one message, the open one asks, the others tell what was said."""

from __future__ import annotations

from collections.abc import Iterable

from flows.case.case import Case
from flows.form import Question, Value, question
from flows.report.draft import IN_DANGER, REVIEW, Draft
from flows.report.questions import REPORT
from flows.screens.answers import answer, ask
from flows.screens.elements import Button, Note, Part, Row, Screen, Text
from flows.screens.report.asking import open_turn
from flows.screens.report.messages import past_danger
from flows.screens.view import View
from flows.words import N_


def turn(draft: Draft, number: int, view: View) -> Screen:
    """The message of one turn: the question when it is open, else the answer it got."""
    notice = view.say(N_("Værn has a message for you."))
    if number == draft.turn:
        return Screen(notice, open_turn(draft, view))
    return Screen(notice, _past_turn(draft, number, view))


def sent_turn(case: Case, key: str, view: View) -> Screen:
    """The same message once the report is sent.

    What was answered looks as it did before: changing each of these messages for one button would be a call
    to Slack each. Whoever presses "Change" there is told where to correct it.
    """
    notice = view.say(N_("Værn has a message for you."))
    if key == REVIEW:
        text = view.say(N_("Sent and kept. Your case has number {number}."), number=case.number)
        return Screen(notice, (Text(text),))
    if key == IN_DANGER:
        return Screen(notice, past_danger(case.people.contacts, view))
    asked = question(REPORT, key)
    if asked is None or key not in case.report.answers:
        return Screen(notice, (Note(view.say(N_("This question is not part of the report."))),))
    people = [p.person for p in case.people.participants if p.role != "employee"]
    return Screen(notice, _answered(asked, case.report.answers[key], case, people, view))


def _past_turn(draft: Draft, number: int, view: View) -> tuple[Part, ...]:
    key = draft.conversation.asked[number].question
    asked = question(REPORT, key)
    if key == IN_DANGER:
        return past_danger(draft.people.contacts, view)
    if asked is None:
        return (Note(view.say(N_("You went on answering below."))),)
    if key not in draft.answers or draft.is_asked_later(number):
        moved = N_("{question} You find this question further down.")
        if draft.conversation.is_endangered:
            moved = N_("{question} We come back to it when you are safe.")
        return (Note(view.say(moved, question=ask(asked, view))),)
    return _answered(asked, draft.answers[key], draft, filter(None, draft.involved()), view)


def _answered(
    asked: Question, value: Value, of: Draft | Case, people: Iterable[str], view: View
) -> tuple[Part, ...]:
    """What was answered, with the button that changes it; `people` are to be with the employee."""
    line, more = answer(asked, value, of.evidence, view.names(people), view)
    change = Button(view.say(N_("Change")), "change", f"{of.id}|{asked.key}")
    return (Row(line, change), *more)
