"""The reminders to come in words: when, to which role, about which step, and why at that time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flows.access.candidates import named_for
from flows.case.case import Case, Role
from flows.case.reminder_key import FOLLOW_UPS, OF_STEP, ReminderKey
from flows.clock.preview import Coming
from flows.people.organisation import Context
from flows.procedure.procedure import procedure_of
from flows.reminders.invitations import INVITED_AS
from flows.reminders.reminder import Reminder
from flows.screens.reminders.reminder import reason_text
from flows.screens.terms import ROLES
from flows.screens.view import View
from flows.words import N_

ESCALATED: Mapping[str, str] = {
    "escalation": N_("Asked to step in: {what}"),
    "escalation_told": N_("Told that somebody is asked to step in: {what}"),
    "nobody_left_told": N_("Told that somebody is asked to step in: {what}"),
}
ASKED: Mapping[str, str] = {
    "absence": N_("Asked about absence"),
    "own_absence": N_("Asked about absence"),
    "crisis_help": N_("Asked whether crisis help was offered again"),
    "own_report": N_("Asked about their own police report"),
    "restraining_order": N_("Asked how it stands with a restraining order"),
    "other_ways": N_("Hears of other ways, since nobody acts"),
    "look": N_("Asked whether it is still there"),
    "action": N_("Asked whether an action is done"),
    "summary": N_("Gets the summary before the meeting"),
    "closing": N_("Asked whether the case can be closed"),
}


def lines(found: Iterable[Coming], view: View) -> list[dict[str, str]]:
    """Each thing to be said: `when`, `to`, `what` and `why`. Roles instead of names, and no content."""
    return [
        {
            "when": view.moment(message.at),
            "to": _role(message.case, message.to, view),
            "what": _what(message.case, item.key, view),
            "why": _why(item, message.case, view),
        }
        for message in found
        for item in message.items
    ]


def role_then(message: Coming, ctx: Context) -> Role | None:
    """The role in which somebody gets the message: the one they have then, or are asked to take."""
    return _role_of(message.case, message.to, ctx)


def _role_of(case: Case, person: str, ctx: Context) -> Role | None:
    return case.role_of(person) or next((r for r in INVITED_AS if person in named_for(r, case, ctx)), None)


def _role(case: Case, person: str, view: View) -> str:
    role = _role_of(case, person, view.ctx)
    return view.say(ROLES[role]) if role else view.say(N_("someone"))


def _what(case: Case, key: ReminderKey, view: View) -> str:
    if key.kind in FOLLOW_UPS:
        return view.say(ASKED[key.kind])
    step = procedure_of(case).step(key.step)
    what = f"{step.number}. {view.say(step.title)}" if step else view.say(SILENT)
    return what if key.kind in OF_STEP else view.say(ESCALATED[key.kind], what=what)


SILENT = N_("nothing has happened in a RED case")


def _why(item: Reminder, case: Case, view: View) -> str:
    """The reasons in order; a person is named by their role."""

    def called(person: str) -> str:
        return _role(case, person, view).lower()

    return " ".join(reason_text(reason, view, called) for reason in item.reasons)
