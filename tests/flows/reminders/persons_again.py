"""Who may be told what, written a second time."""

from __future__ import annotations

from flows.case.case import Case
from flows.people.organisation import Context
from flows.procedure.procedure import STEPS
from flows.procedure.step_state import begun_at, owner_of
from flows.procedure.steps import Step
from flows.reminders.escalation import PLACE
from flows.reminders.reminder import ROUND
from tests.flows.reminders.hours_again import away
from tests.flows.reminders.reminded import Item, Message

ABOVE = {"deputy", "leader", "next_leader"}


OWN_ASKS = {"own-absence", "own-report", "other-ways", "summary", "closing"}


STEP_OF_ASK = {
    "absence": "register",
    "crisis_help": "support",
    "restraining_order": "legal",
    "look": "removal",
    "action": "analyse",
}


def step_named(key: str) -> Step | None:
    """The step that the key is about, with no prefix."""
    return next((step for step in STEPS if step.key == key), None)


def about(key: str) -> Step | None:
    """The step that a reminder, an escalation or a note of one is about."""
    return step_named(key.removeprefix("rise.").removeprefix("risen."))


def asked(key: str) -> str:
    """What is asked, without the number of an action; "" for all else."""
    return key.removeprefix("ask.").split(".")[0] if key.startswith("ask.") else ""


def is_theirs(message: Message, item: Item) -> None:
    """It is the person's own, or they stand in, or they are asked to step in."""
    case, to, ctx = item.before, message.to, message.ctx
    if item.key.startswith("risen.") or asked(item.key) in OWN_ASKS:
        assert to == case.employee, "for the employee alone"
        is_news(message, item)
    elif asked(item.key):
        found = step_named(STEP_OF_ASK[asked(item.key)])
        assert found, "asked about nothing"
        assert to == owner_of(case, found), "asked of somebody else"
    elif item.key.startswith("rise."):
        is_rightly_asked(to, item, ctx)
    else:
        found = step_named(item.key)
        assert found, "about no step"
        owner = owner_of(case, found)
        others = [p for p in ctx.people if may_stand_in(p, owner, case, ctx) and not has_said_no(p, item)]
        assert to == owner or (away(owner, ctx) and to in others), "of somebody else"
        if away(owner, ctx) and to == owner and owner != case.employee:
            assert not others, "to the one who is away"


def is_news(message: Message, item: Item) -> None:
    """That a step was passed on is told after it was, and once; and again when nobody is left to ask, or when
    somebody is asked after that. By odd and even numbers in turn."""
    found = about(item.key)
    if found and item.key.startswith("risen."):
        since = begun_at(item.before, found)
        claimed_reminders = [n for n in item.before.claimed_reminders if n.at > since]
        told = [n for n in claimed_reminders if (n.step, n.to) == (item.key, message.to)]
        last = max(told, key=lambda n: n.number, default=None)
        assert last is None or item.number == last.number + 1, "told again"
        asked = [
            n for n in claimed_reminders if n.step == f"rise.{found.key}" and (last is None or n.at > last.at)
        ]
        assert item.number % 2 == 0 or asked, "told of what was not passed on"


def has_said_no(person: str, item: Item) -> bool:
    """To this step, since it was last begun."""
    found, case = about(item.key), item.before
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
    if person in case.excluded or not ctx.people[person].is_active:
        return False
    if case.role_of(person) is not None:
        return case.role_of(person) in roles
    known = ctx.organisation.departments
    own = [d for d in known if case.employee in d.members] or [d for d in known if _leads(case, d.leader)]
    named = {("hr", p) for p in ctx.organisation.hr} | {("next_leader", case.next_leader)}
    for department in own:
        named |= {("deputy", department.deputy), ("next_leader", department.next_leader)}
    return any((role, person) in named for role in roles)


def _leads(case: Case, person: str) -> bool:
    return any(p.person == person and p.role == "leader" for p in (*case.participants, *case.former))


LAST = {"representative"}
"""Who is to know where nobody can be asked."""


def may_be_asked(roles: set[str], case: Case, ctx: Context) -> set[str]:
    """Those who have one of the roles or could have it, and are here."""
    found = (p for p in ctx.people if can_be(p, roles, case, ctx) and not away(p, ctx))
    return {person for person in found if person != case.employee}


def is_rightly_asked(to: str, item: Item, ctx: Context) -> None:
    """Of a rung, or of HR in a silence: not the owner, nor the employee, nor one who is away."""
    case, found = item.before, about(item.key)
    assert to != case.employee, "the employee is asked to step in"
    assert not away(to, ctx), "one who is away is asked to step in"
    if found is None:
        assert item.key == "rise.silence" and case.severity == "RED", "a silence in a case that is not RED"
        told = {n.to for n in case.claimed_reminders if n.step == item.key}
        is_last = not [p for p in may_be_asked({"hr"}, case, ctx) if p not in told]
        assert can_be(to, {"hr"} | LAST if is_last else {"hr"}, case, ctx), (
            "a silence told to another than HR"
        )
        return
    place = item.number % ROUND // PLACE
    named = {role for rung in found.escalation[place - 1 :] for role in rung.roles}
    assert can_be(to, named | {"hr"} | LAST, case, ctx), "asked as nothing that the step names"
    if not can_be(to, named, case, ctx):
        others = may_be_asked(named - LAST, case, ctx) - {owner_of(case, found)}
        assert all(has_said_no(p, item) for p in others), "asked before somebody whom the step names"
    assert to != owner_of(case, found), "the owner is asked to step in"
    assert not has_said_no(to, item), "asked again after a no"
