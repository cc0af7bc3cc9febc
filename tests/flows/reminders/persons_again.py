"""Who may be told what, written a second time."""

from __future__ import annotations

from flows.case.case import Case
from flows.people.organisation import Context
from flows.procedure.procedure import STEPS
from flows.procedure.step_state import begun_at, owner_of
from flows.procedure.steps import Step
from tests.flows.reminders.hours_again import away
from tests.flows.reminders.reminded import Item, Message
from tests.reminder_names import named

ABOVE = {"deputy", "leader", "next_leader"}


OF_THE_EMPLOYEE = {"own_absence", "own_report", "other_ways", "summary", "closing"}


STEP_OF_QUESTION = {
    "absence": "register",
    "crisis_help": "support",
    "restraining_order": "legal",
    "look": "removal",
    "action": "analyse",
}


def step_named(name: str) -> Step | None:
    """The step of that key; None for any other name."""
    return next((step for step in STEPS if step.key == name), None)


def about(name: str) -> Step | None:
    """The step that a reminder, an escalation or a note of one is about."""
    return step_named(name.removeprefix("escalation:").removeprefix("told:"))


def asked(name: str) -> str:
    """Which question is asked; "" for all else."""
    return name if name in OF_THE_EMPLOYEE | STEP_OF_QUESTION.keys() else ""


def is_theirs(message: Message, item: Item) -> None:
    """It is the person's own, or they stand in, or they are asked to step in."""
    case, to, ctx = item.before, message.to, message.ctx
    if item.name.startswith("told:") or asked(item.name) in OF_THE_EMPLOYEE:
        assert to == case.employee, "for the employee alone"
        is_news(message, item)
    elif asked(item.name):
        found = step_named(STEP_OF_QUESTION[asked(item.name)])
        assert found, "asked about nothing"
        assert to == owner_of(case, found), "asked of somebody else"
    elif item.name.startswith("escalation:"):
        is_rightly_asked(to, item, ctx)
    else:
        found = step_named(item.name)
        assert found, "about no step"
        owner = owner_of(case, found)
        others = [p for p in ctx.people if may_stand_in(p, owner, case, ctx) and not has_said_no(p, item)]
        assert to == owner or (away(owner, ctx) and to in others), "of somebody else"
        if away(owner, ctx) and to == owner and owner != case.employee:
            assert not others, "to the one who is away"


def is_news(message: Message, item: Item) -> None:
    """That a step was passed on is told after it was, and once; and again when nobody is left to ask, or when
    somebody is asked after that, in turn."""
    found = about(item.name)
    if found and item.name.startswith("told:"):
        since = begun_at(item.before, found)
        claimed_reminders = [n for n in item.before.claimed_reminders if n.at > since]
        told = [n for n in claimed_reminders if (named(n), n.to) == (item.name, message.to)]
        last = max(told, key=lambda n: n.key.number, default=None)
        assert last is None or item.key.number == last.key.number + 1, "told again"
        assert last is None or item.key.kind != last.key.kind, "told the same again"
        news = [n for n in claimed_reminders if last is None or n.at > last.at]
        is_asked = any(named(n) == f"escalation:{found.key}" for n in news)
        assert item.key.kind == "nobody_left_told" or is_asked, "told of what was not passed on"


def has_said_no(person: str, item: Item) -> bool:
    """To this step, since it was last begun."""
    found, case = about(item.name), item.before
    if found is None:
        return False
    said = (r.at for r in case.records if (r.step, r.task, r.by) == (found.key, "declined", person))
    return any(at >= begun_at(case, found) for at in said)


def may_stand_in(person: str, owner: str, case: Case, ctx: Context) -> bool:
    """A role above, or HR; the representative has HR alone, and the employee nobody."""
    role = case.role_of(owner)
    if role in {None, "employee", "union"} or person == owner or away(person, ctx):
        return False
    roles = {"hr"} if role == "representative" else ABOVE | {"hr"}
    return can_be(person, roles - {"leader"}, case, ctx) or case.role_of(person) in roles


def can_be(person: str, roles: set[str], case: Case, ctx: Context) -> bool:
    """They have one of the roles, or could be brought in for it."""
    if person in case.people.excluded or not ctx.people[person].is_active:
        return False
    if case.role_of(person) is not None:
        return case.role_of(person) in roles
    known = ctx.organisation.departments
    own = [d for d in known if case.employee in d.members] or [d for d in known if _leads(case, d.leader)]
    named = {("hr", p) for p in ctx.organisation.hr} | {("next_leader", case.people.next_leader)}
    for department in own:
        named |= {("deputy", department.deputy), ("next_leader", department.next_leader)}
    return any((role, person) in named for role in roles)


def _leads(case: Case, person: str) -> bool:
    return any(
        p.person == person and p.role == "leader" for p in (*case.people.participants, *case.people.former)
    )


LAST = {"representative"}
"""Who is to know where nobody can be asked."""


def may_be_asked(roles: set[str], case: Case, ctx: Context) -> set[str]:
    """Those who have one of the roles or could have it, and are here."""
    found = (p for p in ctx.people if can_be(p, roles, case, ctx) and not away(p, ctx))
    return {person for person in found if person != case.employee}


def is_rightly_asked(to: str, item: Item, ctx: Context) -> None:
    """At an escalation level, or of HR in a silence: not the owner, nor the employee, nor one who is away."""
    case, found = item.before, about(item.name)
    assert to != case.employee, "the employee is asked to step in"
    assert not away(to, ctx), "one who is away is asked to step in"
    if found is None:
        assert item.name == "escalation:silence" and case.report.severity == "RED", (
            "a silence in a case that is not RED"
        )
        told = {n.to for n in case.claimed_reminders if named(n) == item.name}
        is_last = not [p for p in may_be_asked({"hr"}, case, ctx) if p not in told]
        assert can_be(to, {"hr"} | LAST if is_last else {"hr"}, case, ctx), (
            "a silence told to another than HR"
        )
        return
    roles = {role for level in found.escalation[item.key.number - 1 :] for role in level.roles}
    assert can_be(to, roles | {"hr"} | LAST, case, ctx), "asked as nothing that the step names"
    if not can_be(to, roles, case, ctx):
        others = may_be_asked(roles - LAST, case, ctx) - {owner_of(case, found)}
        assert all(has_said_no(p, item) for p in others), "asked before somebody whom the step names"
    assert to != owner_of(case, found), "the owner is asked to step in"
    assert not has_said_no(to, item), "asked again after a no"
