"""The direct messages that are told once. Each opens by number, never by content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flows.access.rules import may
from flows.case.case import Case, Evidence
from flows.deciding.sittings import DECIDED
from flows.deciding.taking_over import may_join
from flows.effects import CONTACT_WANTED, MessageKind
from flows.people.organisation import Context
from flows.procedure.step_state import StepState, is_undecided, step_states
from flows.screens.case.channel_messages import CHANNEL_MESSAGES
from flows.screens.case.closing_messages import CLOSING_MESSAGES
from flows.screens.case.retention import RETENTION_MESSAGES
from flows.screens.case.showing import small_sent
from flows.screens.deadlines import deadline
from flows.screens.elements import Buttons, Note, Part, Row, Screen, Text
from flows.screens.report.messages import (
    SENTENCES,
    added,
    contact_answered,
    contact_missed,
    needed,
    received,
    sentence,
)
from flows.screens.report.receipt import no_channel, receipt
from flows.screens.steps.decided import decided
from flows.screens.steps.messages import STEP_MESSAGES, acknowledge_button
from flows.screens.steps.own_police_report import OWN_REPORT_MESSAGES
from flows.screens.steps.row import decide_button
from flows.screens.terms import withdrawn_text
from flows.screens.view import View
from flows.words import N_


def case_message(case: Case, message: MessageKind, about: str, view: View) -> Screen:
    """A message about a case. `about` is steps or items, several with commas.

    What was told about the report under way is shown anew after it is sent, too.
    """
    if message in SENTENCES:
        return sentence(message, view)
    if message == CONTACT_WANTED:
        return needed(case, about, view)
    if message == "contact-missed":
        return contact_missed(about, view)
    if message == "contact-answered":
        return contact_answered(about, view)
    viewer = view.viewer_id
    draw = CASE_MESSAGES[message]
    if _is_out(case, message, viewer, view.ctx):
        draw = STEP_MESSAGES["left"]
    parts = draw(case, about, view)
    return Screen(view.say(N_("Case {number}: there is a message for you."), number=case.number), parts)


def is_wanted(case: Case, message: MessageKind, person: str, ctx: Context) -> bool:
    """Whether the message still has its reason when it is sent.

    A withdrawn case asks nothing more of anybody, and whoever has gone out is told so once, and of nothing
    else that was still on its way to them.
    """
    is_over = case.ending.withdrawn_at is not None and message in {"opened", "receipt", "no-channel"}
    is_told_out = message in CASE_MESSAGES and message != "left" and _is_out(case, message, person, ctx)
    return not is_over and not is_told_out


def _is_out(case: Case, message: MessageKind, person: str, ctx: Context) -> bool:
    """Whether the person has gone out of the case, and is not asked to come in again by the message."""
    is_asked = message == "hr-asked" and may_join(person, case, ctx)
    return person in {p.person for p in case.people.former} and not is_asked


def _withdrawn(case: Case, view: View) -> tuple[Part, ...]:
    """A message that was sent before says it too, since it stands there with the old deadlines."""
    return (Text(withdrawn_text(case, view)),) if case.ending.withdrawn_at else ()


FIRST_STEP = (
    N_("First: {step} At the latest {when}."),
    N_("First: {step} The deadline was {when}."),
)


def _opened(case: Case, _: str, view: View) -> tuple[Part, ...]:
    say = view.say
    text = N_("{employee} has reported digital harassment and needs you. It is case {number}.")
    parts: list[Part] = [Text(say(text, employee=view.first_name(case.employee), number=case.number))]
    parts += _withdrawn(case, view)
    mine = [
        d for d in _step_states(case, view) if view.viewer and d.owner == view.viewer.id and is_undecided(d)
    ]
    if mine:
        first = min(mine, key=lambda d: d.due)
        parts.append(Text(deadline(first, FIRST_STEP, view, step=say(first.instruction))))
    if any(p.is_in_channel for p in case.people.participants if view.viewer and p.person == view.viewer.id):
        parts.append(Note(say(N_("You are in a closed channel with the checklist."))))
    decide = tuple(decide_button(d, view) for d in mine[:1] if d.state in {"open", "overdue"})
    is_reader = view.viewer is not None and may(view.viewer.id, "read", case)
    seen = acknowledge_button(case, view)
    return (*parts, Buttons((*decide, *seen, *((view.open_case(case.id),) if is_reader else ()))))


def _received(case: Case, about: str, view: View) -> tuple[Part, ...]:
    parts = received(_items(case, about), case.id, view)
    if not case.ending.withdrawn_at:
        return parts
    return tuple(replace(part, button=None) if isinstance(part, Row) else part for part in parts)


def _added(case: Case, about: str, view: View) -> tuple[Part, ...]:
    return added(case, _items(case, about), view)


def _items(case: Case, about: str) -> list[Evidence]:
    wanted = about.split(",")
    return [item for item in case.evidence if item.id in wanted]


def _case_keeps(case: Case, _: str, view: View) -> tuple[Part, ...]:
    text = N_("A message of yours is deleted in Slack. Case {number} keeps what you gave me in it.")
    more = N_("Documentation cannot be taken out of a case again, whatever you delete in Slack.")
    if view.viewer_id == case.employee and not case.ending.withdrawn_at:
        more = N_(
            "It cannot be taken out again, whatever you delete in Slack. "
            "If something is wrong, open the case and add a correction."
        )
    parts = (Text(view.say(text, number=case.number)), Text(view.say(more)))
    return (*parts, Buttons((view.open_case(case.id),)))


def _case_withdrawn(case: Case, _: str, view: View) -> tuple[Part, ...]:
    say = view.say
    text = N_("Case {number}: {employee} has withdrawn it. Nothing more is to be decided.")
    if view.viewer and view.viewer.id == case.employee:
        text = N_(
            "Case {number} is withdrawn. Nobody is reminded of it any more. You can always report again."
        )
    who = view.first_name(case.employee)
    kept = N_("What was sent is kept with the case until it is to be erased.")
    return (Text(say(text, number=case.number, employee=who)), Note(say(kept)))


def _step_states(case: Case, view: View) -> tuple[StepState, ...]:
    return step_states(case, view.ctx.organisation.calendar, view.ctx.now)


CASE_MESSAGES: dict[MessageKind, Callable[[Case, str, View], tuple[Part, ...]]] = {
    "receipt": receipt,
    "no-channel": no_channel,
    "opened": _opened,
    DECIDED: decided,
    "received": _received,
    "added": _added,
    "small-sent": small_sent,
    "case-withdrawn": _case_withdrawn,
    "case-keeps": _case_keeps,
    **STEP_MESSAGES,
    **OWN_REPORT_MESSAGES,
    **CLOSING_MESSAGES,
    **RETENTION_MESSAGES,
    **CHANNEL_MESSAGES,
}
"""How each message about a case is drawn, from what it is about."""


def copy_not_whole(case: Case, view: View) -> Screen:
    """Why no copy comes of an item whose bytes are no longer those that came."""
    text = N_("I cannot send you this item, because it is not as it came any more. The operators are told.")
    notice = view.say(N_("Case {number}: there is a message for you."), number=case.number)
    return Screen(notice, (Text(view.say(text)),))


def copy_not_drawn(case: Case, view: View) -> Screen:
    """Why the copy of a picture does not come: one that cannot be drawn anew could tell too much."""
    text = N_("I cannot show you this picture. It is kept safe, just as it came.")
    notice = view.say(N_("Case {number}: there is a message for you."), number=case.number)
    return Screen(notice, (Text(view.say(text)),))
