"""The direct messages that are told once. Each opens by number, never by content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flows.access import may
from flows.case import Case, Evidence
from flows.duties import Duty, duties, is_undecided
from flows.effects import HELP
from flows.procedure import step
from flows.screen import Buttons, Note, Part, Row, Screen, Text
from flows.screens.answers import evidence_name
from flows.screens.case import withdrawn_text
from flows.screens.closing_messages import CLOSING_MESSAGES
from flows.screens.deadlines import deadline
from flows.screens.decided import decided
from flows.screens.duty import decide_button
from flows.screens.duty_messages import DUTY_MESSAGES, acknowledge_button
from flows.screens.own_report import OWN_REPORT_MESSAGES
from flows.screens.report_messages import (
    MISSED,
    SENTENCES,
    about_item,
    added,
    contact_answered,
    needed,
    sentence,
)
from flows.screens.view import View
from flows.sitting import DECIDED
from flows.words import N_


def case_message(case: Case, message: str, about: str, view: View) -> Screen:
    """A message about a case. `about` is a step, several steps with commas, or a file.

    What was told about the report under way is shown anew after it is sent, too.
    """
    if message in SENTENCES:
        return sentence(message, view)
    if message == HELP:
        return needed(case, about, view)
    if message == "contact-missed":
        return Screen(
            view.say(N_("Værn has a message for you.")),
            (Text(view.say(MISSED, who=view.first_name(about))),),
        )
    if message == "contact-answered":
        return contact_answered(about, view)
    viewer = view.viewer_id
    draw = _MESSAGES[message]
    if viewer in {p.person for p in case.former}:
        draw = DUTY_MESSAGES["left"]
    parts = draw(case, about, view)
    return Screen(view.say(N_("Case {number}: there is a message for you."), number=case.number), parts)


def is_wanted(case: Case, message: str) -> bool:
    """Whether the message still has its reason: a withdrawn case asks nothing more of anybody."""
    return not (case.withdrawn_at and message in {"opened", "receipt", "no-channel"})


def _receipt(case: Case, _: str, view: View) -> tuple[Part, ...]:
    say = view.say
    return (
        Text(say(N_("Thank you. Your case has number {number}."), number=case.number)),
        *_in_the_channel(case, view),
        *_withdrawn(case, view),
        *_files(case, view),
        *_next(case, view),
        Buttons((view.open_case(case.id),)),
    )


def _in_the_channel(case: Case, view: View) -> tuple[Part, ...]:
    """Who really is in it: nobody is promised company that did not come."""
    say = view.say
    others = [p for p in case.participants if p.role != "employee"]
    here = [p.person for p in others if not p.missing]
    absent = [p.person for p in others if p.missing]
    told = N_("{people} could not come into the channel and is told in a direct message.")
    return (
        *((Text(_company(case, here, view)),) if here else ()),
        *((Text(say(told, people=view.names(absent))),) if absent else ()),
    )


def _company(case: Case, here: list[str], view: View) -> str:
    if any(p.missing for p in case.participants if p.role == "employee"):
        alone = N_(
            "{people} has a closed channel for the case. I could not bring you into it. I write to you."
        )
        return view.say(alone, people=view.names(here))
    return view.say.plural(
        "{people} is with you in a closed channel.",
        "{people} are with you in a closed channel.",
        len(here),
        people=view.names(here),
    )


def _withdrawn(case: Case, view: View) -> tuple[Part, ...]:
    """A message that was sent before says it too, since it stands there with the old deadlines."""
    return (Text(withdrawn_text(case, view)),) if case.withdrawn_at else ()


def _files(case: Case, view: View) -> tuple[Part, ...]:
    """What was sent with the report; what joined the case later was told then."""
    line = N_("Received: {name}. Fingerprint {fingerprint}")
    kept = [item for item in case.evidence_kept() if item.offered_at <= case.sent_at]
    return tuple(Note(view.say(line, name=evidence_name(e, view), fingerprint=e.sha256[:16])) for e in kept)


def _next(case: Case, view: View) -> tuple[Part, ...]:
    answer = step("contact")
    found = [d for d in _duties(case, view) if d.step == answer and is_undecided(d)]
    found = [d for d in found if view.is_here(d.owner)]
    text = N_("{who} is to answer you at the latest {when}.")
    return tuple(
        Text(view.say(text, who=view.first_name(d.owner), when=view.moment(d.due))) for d in found if d.owner
    )


def _no_channel(case: Case, _: str, view: View) -> tuple[Part, ...]:
    say = view.say
    others = [p.person for p in case.participants if p.role != "employee"]
    told = N_("I could not open a closed channel. {people} is told in a direct message instead.")
    return (
        Text(say(N_("Thank you. Your case has number {number}."), number=case.number)),
        Text(say(told, people=view.names(others))),
        *_withdrawn(case, view),
        *_files(case, view),
        *_next(case, view),
        Buttons((view.open_case(case.id),)),
    )


FIRST_DUTY = (
    N_("First: {duty} At the latest {when}."),
    N_("First: {duty} The deadline was {when}."),
)


def _opened(case: Case, _: str, view: View) -> tuple[Part, ...]:
    say = view.say
    text = N_("{employee} has reported digital harassment and needs you. It is case {number}.")
    parts: list[Part] = [Text(say(text, employee=view.first_name(case.employee), number=case.number))]
    parts += _withdrawn(case, view)
    mine = [d for d in _duties(case, view) if view.viewer and d.owner == view.viewer.id and is_undecided(d)]
    if mine:
        first = min(mine, key=lambda d: d.due)
        parts.append(Text(deadline(first, FIRST_DUTY, view, duty=say(first.duty))))
    if any(p.is_in_channel for p in case.participants if view.viewer and p.person == view.viewer.id):
        parts.append(Note(say(N_("You are in a closed channel with the checklist."))))
    decide = tuple(decide_button(d, view) for d in mine[:1] if d.state in {"open", "overdue"})
    is_reader = view.viewer is not None and may(view.viewer.id, "read", case)
    seen = acknowledge_button(case, view)
    return (*parts, Buttons((*decide, *seen, *((view.open_case(case.id),) if is_reader else ()))))


def _about_file(case: Case, about: str, view: View) -> tuple[Part, ...]:
    parts = about_item(_item(case, about), case.id, view)
    if not case.withdrawn_at:
        return parts
    return tuple(replace(part, button=None) if isinstance(part, Row) else part for part in parts)


def _added(case: Case, about: str, view: View) -> tuple[Part, ...]:
    return added(case, _item(case, about), view)


def _item(case: Case, about: str) -> Evidence | None:
    return next((e for e in case.evidence if e.id == about), None)


def _case_keeps(case: Case, _: str, view: View) -> tuple[Part, ...]:
    text = N_("A message of yours is deleted in Slack. Case {number} keeps what you gave me in it.")
    more = N_("Documentation cannot be taken out of a case again, whatever you delete in Slack.")
    if view.viewer_id == case.employee and not case.withdrawn_at:
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


def _duties(case: Case, view: View) -> tuple[Duty, ...]:
    return duties(case, view.ctx.organisation.calendar, view.ctx.now)


_MESSAGES: dict[str, Callable[[Case, str, View], tuple[Part, ...]]] = {
    "receipt": _receipt,
    "no-channel": _no_channel,
    "opened": _opened,
    DECIDED: decided,
    "file-kept": _about_file,
    "file-refused": _about_file,
    "added": _added,
    "case-withdrawn": _case_withdrawn,
    "case-keeps": _case_keeps,
    **DUTY_MESSAGES,
    **OWN_REPORT_MESSAGES,
    **CLOSING_MESSAGES,
}


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
