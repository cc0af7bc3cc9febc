"""One step as everybody is shown it: its state in words, its deadline, and the buttons that lead on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from flows.case.case import Case
from flows.procedure.due_times import meeting_start, police_deadline
from flows.procedure.step_state import StepState, is_to_book, is_undecided
from flows.screens.deadlines import deadline
from flows.screens.elements import Button, Buttons, Part, Row
from flows.screens.view import View
from flows.words import N_

BOOK = {
    "support": N_("Book the talk"),
    "meeting": N_("Book the meeting"),
    "analyse": N_("Book the analysis"),
}


def step_rows(item: StepState, text: str, view: View, more: tuple[Button, ...] = ()) -> tuple[Part, ...]:
    """A step that is brought to somebody, with what can be done about it at once.

    `more` are the buttons of its owner, where only the owner looks.
    """
    if item.decision:
        return (Row(text, open_button(item, view)),)
    is_here = item.state in {"open", "overdue"}
    row = Row(text, decide_button(item, view) if is_here else None)
    return (row, Buttons((*_ways_on(item, view), *more))) if is_undecided(item) else (row,)


def decide_button(item: StepState, view: View) -> Button:
    """The button that opens the step's small form."""
    return Button(view.say(N_("Decide")), "decide", about(item), "primary")


def open_button(item: StepState, view: View, style: Literal["", "primary"] = "") -> Button:
    """The button that opens the step, where everything about it can be done."""
    label = view.say(N_("Open step {number}"), number=item.step.number)
    return Button(label, "open_step", about(item), style)


def about(item: StepState) -> str:
    """The ids that a button of a step carries."""
    return f"{item.case.id}|{item.step.key}"


def _ways_on(item: StepState, view: View) -> tuple[Button, ...]:
    return (open_button(item, view), *book_button(item, view))


def book_button(item: StepState, view: View) -> tuple[Button, ...]:
    """Where the step has a meeting that is not booked."""
    if item.step.books is None or meeting_start(item.case, item.step.key):
        return ()
    return (Button(view.say(BOOK[item.step.key]), "book", about(item)),)


def state_text(item: StepState, view: View) -> str:
    """The state of a step in words: never by colour or sign alone. The viewer is "you" in it."""
    return f"{_state(item, view)}{_booked(item, view.moment, view)}"


def _booked(item: StepState, moment: Callable[[datetime], str], view: View) -> str:
    start = meeting_start(item.case, item.step.key)
    if start is None or not is_undecided(item):
        return ""
    text = N_("The meeting is booked: {when}.")
    if start <= view.ctx.now:
        text = N_("The meeting was booked for {when}.")
    return "\n" + view.say(text, when=moment(start))


def _state(item: StepState, view: View) -> str:
    say = view.say
    if item.decision:
        outcome = item.step.outcome(item.decision.outcome)
        done = N_("Decided by {who} {when}: {outcome}")
        words = say(outcome.words) if outcome else item.decision.outcome
        who = view.whom(item.decision.by)
        return say(done, who=who, when=view.moment(item.decision.at), outcome=words)
    if item.state == "ended":
        is_withdrawn = item.case.ending.withdrawn_at is not None
        return say(N_("Ended: the case is withdrawn.") if is_withdrawn else N_("Ended: the case is closed."))
    theirs, own = _WAITING if item.state == "blocked" else _OPEN
    told = own if item.owner and item.owner == view.viewer_id else theirs
    text = deadline(item, told, view, who=owner_name(item, view), why=say(item.missing))
    return text + _meanwhile(item, view)


def owner_name(item: StepState, view: View) -> str:
    """Who has the step, by first name."""
    return view.first_name(item.owner) if item.owner else view.say(N_("nobody yet"))


_OPEN = (
    (N_("To be decided by {who}, at the latest {when}."), N_("The deadline was {when}. {who} has it.")),
    (N_("You decide it, at the latest {when}."), N_("You have it. The deadline was {when}.")),
)
"""A step that can be decided: as others read it, and as its owner does; before its deadline and after it."""
_WAITING = (
    (
        N_("Waiting. {why} After that {who} decides, by {when}."),
        N_("Waiting. {why} {who} has it. The deadline was {when}."),
    ),
    (
        N_("Waiting. {why} After that you decide, by {when}."),
        N_("Waiting. {why} You have it. The deadline was {when}."),
    ),
)
"""One that is behind its gate."""
DEADLINE_WAS = N_("The deadline was {when}.")
_OWN_BRIEFLY = (N_("At the latest {when}."), DEADLINE_WAS)
_BRIEFLY = (N_("{who}, at the latest {when}."), N_("{who}. The deadline was {when}."))


def _meeting(item: StepState, view: View) -> str:
    return " " + view.say(N_("Not booked yet.")) if is_to_book(item) else _booked(item, view.brief, view)


def brief_state(item: StepState, view: View) -> str:
    """Who has an open step and by when, for a list. A list of the viewer's own names nobody."""
    is_own = item.owner and item.owner == view.viewer_id
    words = _OWN_BRIEFLY if is_own else _BRIEFLY
    text = deadline(item, words, view, view.brief, who=owner_name(item, view))
    return f"{text}{_meeting(item, view)}{_meanwhile(item, view)}"


def _meanwhile(item: StepState, view: View) -> str:
    """What was last said of a step that is still open: why it waits, or that it was opened again."""
    said = item.case.last_word(item.step.key)
    if said is None:
        return ""
    who, when = view.whom(said.by), view.moment(said.at)
    if not said.outcome:
        return "\n" + view.say(N_("Opened again by {who} {when}."), who=who, when=when)
    outcome = item.step.outcome(said.outcome)
    words = view.say(outcome.words) if outcome else said.outcome
    return "\n" + view.say(N_("For now, by {who} {when}: {outcome}"), who=who, when=when, outcome=words)


_FIRST = (
    N_("Next deadline: {when}. Step {number}, {who}."),
    N_("The deadline was {when}. Step {number}, {who}."),
)


def first_deadline(item: StepState, view: View, written: Callable[[datetime], str] | None = None) -> str:
    """The deadline that comes first in a case, with its step and whose it is."""
    return deadline(item, _FIRST, view, written, number=item.step.number, who=owner_name(item, view))


def deadline_note(item: StepState, view: View) -> str:
    """What a deadline by law or policy means, with its source, as it stands now; "" where there is none."""
    if item.limit is None:
        return ""
    if item.step.key == "legal":
        return police_note(item.case, view)
    running, ended = _EASY
    return view.say(ended if view.ctx.now > item.limit else running, when=view.dated(item.limit))


def police_note(case: Case, view: View) -> str:
    """The 72 hours, as they stand now."""
    limit = police_deadline(case)
    running, ended = _POLICE
    return view.say(ended if view.ctx.now > limit else running, when=view.dated(limit))


_POLICE = (
    N_(
        "The 72 hours end {when}. After that, the employee may lose the right to "
        "compensation from the state. "
        "Source: civilstyrelsen.dk, checked on 22 November 2026."
    ),
    N_(
        "The 72 hours ended {when}. A police report can still be made. Ask HR about compensation. "
        "Source: civilstyrelsen.dk, checked on 22 November 2026."
    ),
)
_EASY = (
    N_(
        "The 14 days for EASY end {when}. They count from the first day of absence, or from the day it "
        "happened when costs may be claimed. Source: at.dk and aes.dk, checked on 22 November 2026."
    ),
    N_(
        "The 14 days for EASY ended {when}. It is still to be reported, and HR is to know. "
        "Source: at.dk and aes.dk, checked on 22 November 2026."
    ),
)
