"""Who was asked to take over, as whom, and whether that is still open.

Somebody is asked by an escalation, or by the reminder of a step whose owner is away. It is open until they
answer, or the step is decided or taken by somebody else; where the owner was away also until they are back.
"""

from __future__ import annotations

from flows.access.candidates import is_free, named_for
from flows.case.case import Case, ClaimedReminder, Role
from flows.case.reminder_key import OF_STEP, SILENCE, TOLD
from flows.people.organisation import Context
from flows.procedure.procedure import procedure_of
from flows.procedure.step_state import owner_of, owner_of_key
from flows.reminders.reminder import claimed_of
from flows.reminders.succession import declined_at

INVITED_AS: tuple[Role, ...] = ("deputy", "next_leader", "hr")
"""As whom somebody without a part can be asked to take over."""


def invited_as(case: Case, person: str, ctx: Context) -> Role | None:
    """As whom the person was asked to take over, as long as that is open; None when they were not.

    They may have been asked by an escalation or while somebody is away.
    """
    steps = invited_for(case, person, ctx)
    if not steps or not is_free(person, case, ctx):
        return None
    if any(_is_led(case, step) and not _was_escalated(case, step, person) for step in steps):
        return "deputy"
    return next((role for role in INVITED_AS if person in named_for(role, case, ctx)), None)


def may_take_over(case: Case, person: str, ctx: Context) -> bool:
    """Whether the person was asked and can still say yes, from outside or as one above who takes part."""
    if person in case.people.excluded:
        return False
    is_above = case.role_of(person) in INVITED_AS and bool(invited_for(case, person, ctx))
    return is_above or invited_as(case, person, ctx) is not None


def invited_for(case: Case, person: str, ctx: Context) -> tuple[str, ...]:
    """The steps, or `SILENCE`, for which the person was asked and nobody has taken over since.

    What was asked while somebody was away is over when they are back.
    """
    if case.ending.withdrawn_at or case.ending.archived_at:
        return ()
    left = next((p.left_at for p in case.people.former if p.person == person), None)
    kinds = {"escalation", *OF_STEP}
    said = [n for n in case.claimed_reminders if n.to == person and n.key.kind in kinds]
    # One who came and has left is not invited by what was said before.
    said = [n for n in said if left is None or n.at > left]
    asked = [n for n in said if n.key.kind == "escalation" or not _is_own(case, n.key.step, person)]
    newest = {claimed_reminder.key.step: claimed_reminder for claimed_reminder in asked}
    return tuple(step for step, last in newest.items() if _is_unanswered(case, last, ctx))


def _is_own(case: Case, key: str, person: str) -> bool:
    return owner_of_key(case, key) == person


def _is_led(case: Case, key: str) -> bool:
    """Whether the step is with one of those who lead, for whom somebody can stand in."""
    return case.role_of(owner_of_key(case, key)) in {"leader", "deputy", "next_leader"}


def _was_escalated(case: Case, step: str, person: str) -> bool:
    """Whether the newest that the person was asked about the step was an escalation."""
    asked = [n.key.kind for n in claimed_of(case, step, {"escalation", *OF_STEP, *TOLD}) if n.to == person]
    return bool(asked) and asked[-1] == "escalation"


def _is_unanswered(case: Case, asked: ClaimedReminder, ctx: Context) -> bool:
    if asked.key.step == SILENCE:
        said_no = declined_at(case, asked) is not None
        return case.ending.closed_at is None and not case.with_role("hr") and not said_no
    step, taken = procedure_of(case).step(asked.key.step), case.record(asked.key.step, "taken")
    if step is None or case.decision(step.key) is not None:
        return False
    is_over = asked.key.kind != "escalation" and not ctx.is_away(owner_of(case, step), ctx.now)
    is_taken = taken is not None and taken.at >= asked.at and case.role_of(taken.by) is not None
    return not is_over and not is_taken and declined_at(case, asked) is None
