"""Who is asked next, while somebody is away or a step is not answered. A no is not asked again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flows.access.candidates import is_free, named_for
from flows.case.case import Case, ClaimedReminder, Role
from flows.people.organisation import Context
from flows.procedure.step_state import DECLINED, begun_at
from flows.procedure.steps import Step

ABOVE: tuple[Role, ...] = ("deputy", "leader", "next_leader")
"""Who stands in for one who leads, before HR does."""


def holders(
    case: Case, role: Role, at: datetime, ctx: Context, cannot: Collection[str] = ()
) -> tuple[str, ...]:
    """Those who have the role in the case, else those who could be brought in for it.

    Nobody who is away then, or is one of those who cannot. A representative comes at the wish of those in the
    case, and is never brought in by the clock.
    """
    here = tuple(p for p in case.with_role(role) if p not in cannot and not ctx.is_away(p, at))
    if here or role == "representative":
        return here
    free = (p for p in named_for(role, case, ctx) if p not in cannot and is_free(p, case, ctx))
    found = tuple(person for person in free if not ctx.is_away(person, at))
    return found if role == "hr" else found[:1]


def decliners(case: Case, step: Step) -> set[str]:
    """Who has said no since the step was last begun, whatever they were asked by."""
    since = begun_at(case, step)
    return {r.by for r in case.records if (r.step, r.task) == (step.key, DECLINED) and r.at >= since}


def declined_at(case: Case, asked: ClaimedReminder) -> datetime | None:
    """When the person who was asked by it said no; None when they have not."""
    mine = (asked.key.step, DECLINED, asked.to)
    said = (r.at for r in case.records if (r.step, r.task, r.by) == mine)
    return next((at for at in said if at >= asked.at), None)


def stand_in(case: Case, step: Step, owner: str, at: datetime, ctx: Context) -> str:
    """Who is asked about the step while its owner is away: those above, else HR.

    Nobody for the employee, whose own matters wait.
    """
    role = case.role_of(owner)
    if role in {None, "employee", "union"}:
        return ""
    order: tuple[Role, ...] = (*(ABOVE if role != "representative" else ()), "hr")
    cannot = {owner, *decliners(case, step)}
    return next((p for wanted in order for p in holders(case, wanted, at, ctx, cannot)), "")
