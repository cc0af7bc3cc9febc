"""Somebody who was asked says yes: HR that is needed, or whoever an unanswered step was taken to."""

from __future__ import annotations

from collections.abc import Mapping

from flows import events as ev
from flows.access.candidates import is_here
from flows.access.rules import NOT_YOURS
from flows.case.case import Case, Record, Role
from flows.deciding.role_changes import is_hr_asked, joined, left
from flows.deciding.surfaces import everywhere
from flows.effects import Alert, Decided, Effect, MessageKind, Refused, Show, Tell
from flows.people.organisation import Context
from flows.procedure.procedure import procedure_of
from flows.procedure.step_state import DECLINED
from flows.reminders.escalation import has_nobody_to_ask
from flows.reminders.invitations import INVITED_AS, invited_as, invited_for

HR = "hr"
"""In place of a step, where HR was asked without one."""
TAKES_OVER: Mapping[Role, MessageKind] = {"deputy": "taken-over", "hr": "hr-joined"}
"""What the employee is told of one who comes in so; of any other that they have stepped in."""
NOBODY_LEFT = "nobody-to-ask"
"""What the operators are alerted of, by the step: nobody is left who could be asked."""


def may_join(person: str, case: Case, ctx: Context) -> bool:
    """Whether the person was asked to come in, works here, has no part yet, and is not kept out."""
    if person in case.people.excluded or case.role_of(person) is not None or not is_here(person, ctx):
        return False
    is_asked = person in ctx.organisation.hr and is_hr_asked(case) and not _has_said_no_for_hr(case, person)
    return is_asked or invited_as(case, person, ctx) is not None


def may_answer(person: str, case: Case, ctx: Context) -> bool:
    """Whether they can have been asked to take over: they may join, or take part as one above already."""
    return may_join(person, case, ctx) or case.role_of(person) in INVITED_AS


def invitation_declined(case: Case, event: ev.InvitationDeclined, ctx: Context) -> Decided[Case]:
    """The person cannot. It is over for them, and the next one is asked, or it is told that there is none."""
    by = event.by
    keys = [*invited_for(case, by, ctx), *((HR,) if is_hr_asked(case) and by in ctx.organisation.hr else ())]
    if not keys or by in case.people.excluded or not may_answer(by, case, ctx):
        raise Refused(NOT_YOURS)
    said = tuple(Record(key, DECLINED, by, ctx.now) for key in dict.fromkeys(keys))
    changed = case.with_records(*said)
    alone = (key for key in dict.fromkeys(keys) if key != HR and has_nobody_to_ask(changed, key, ctx))
    alerts = tuple(Alert(NOBODY_LEFT, key) for key in alone)
    nobody = _nobody_of_hr(changed, ctx) if HR in keys else ()
    return changed, (*alerts, *nobody, Show("messages"), Show("home", by))


def _nobody_of_hr(case: Case, ctx: Context) -> tuple[Effect, ...]:
    """Whoever asked for HR, and the representative, are not to wait for somebody who will not come."""
    if is_hr_coming(case, ctx):
        return ()
    asked = [record.by for record in _asked_for_hr(case) if case.role_of(record.by) is not None]
    told = dict.fromkeys((*asked[-1:], *case.with_role("representative")))
    return (Alert(NOBODY_LEFT, HR), *(Tell(person, "nobody-of-hr") for person in told))


def is_hr_coming(case: Case, ctx: Context) -> bool:
    """Whether somebody of HR who was asked can still say yes."""
    return any(may_join(person, case, ctx) for person in ctx.organisation.hr)


def _asked_for_hr(case: Case) -> list[Record]:
    """By whom HR was asked, the newest last."""
    found = (case.record("help", "hr"), case.record("legal", "ask_hr"))
    return sorted((record for record in found if record), key=lambda record: record.at)


def has_declined(case: Case, person: str) -> bool:
    """The person has said that they cannot, whatever they were asked for last."""
    return any(record.by == person and record.task == DECLINED for record in case.records)


def _has_said_no_for_hr(case: Case, person: str) -> bool:
    """Since HR was last asked."""
    asked = [record.at for record in _asked_for_hr(case)]
    said = [r.at for r in case.records if (r.step, r.task, r.by) == (HR, DECLINED, person)]
    return bool(said) and max(said) >= max(asked, default=max(said))


def invitation_accepted(case: Case, event: ev.InvitationAccepted, ctx: Context) -> Decided[Case]:
    """The person joins as what they were asked as, and has the steps for which they were asked."""
    by = event.by
    if case.role_of(by) in INVITED_AS:
        return _took_over(case, by, ctx)
    if not may_join(by, case, ctx):
        raise Refused(NOT_YOURS)
    role = invited_as(case, by, ctx) or "hr"
    stands_in = [Record("help", "stands_in", by, ctx.now)] if role == "deputy" else []
    known = case.with_records(*_taken(case, by, ctx), *stands_in)
    changed, found = joined(known, by, role, ctx)
    # What they were asked with says it in its place.
    effects = tuple(effect for effect in found if effect != Tell(by, "joined"))
    for other in case.with_role("deputy") if role == "deputy" else ():
        changed, more = left(changed, other, ctx)
        effects = (*effects, *more)
    return changed, (*effects, Tell(case.employee, TAKES_OVER.get(role, "stepped-in"), by))


def _took_over(case: Case, by: str, ctx: Context) -> Decided[Case]:
    """One above who takes part already has the step from now on."""
    records = _taken(case, by, ctx)
    if not records:
        return case, ()
    changed = case.with_records(*records)
    return changed, (Tell(case.employee, "stepped-in", by), *everywhere(changed))


def _taken(case: Case, by: str, ctx: Context) -> list[Record]:
    steps = (key for key in invited_for(case, by, ctx) if procedure_of(case).step(key))
    return [Record(key, "taken", by, ctx.now) for key in steps]
