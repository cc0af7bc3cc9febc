"""Who could be brought into a case: colleagues who are here, and nobody whom the employee keeps out."""

from __future__ import annotations

from collections.abc import Iterable

from flows.case.case import Case, Role
from flows.people.organisation import Context, Department


def is_here(person: str, ctx: Context) -> bool:
    """Whether the person still uses Slack, as far as is known."""
    known = ctx.people.get(person)
    return known is None or known.is_active


def is_colleague(person: str, ctx: Context) -> bool:
    """A member of the organisation who still uses Slack."""
    known = ctx.people.get(person)
    return known is not None and known.is_active and known.is_member


def department_of(case: Case, ctx: Context) -> Department | None:
    """The employee's, known by them or by whoever leads it or has led it in this case."""
    leaders = [p.person for p in (*case.people.participants, *case.people.former) if p.role == "leader"]
    found = (ctx.organisation.department_of(case.employee, leader) for leader in (*leaders, ""))
    return next((department for department in found if department), None)


def is_free(person: str, case: Case, ctx: Context) -> bool:
    """Whether the person may be brought in: a colleague without a part, and not one who is kept out."""
    has_none = person not in case.people.excluded and case.role_of(person) is None
    return bool(person) and has_none and is_colleague(person, ctx)


def first_free(case: Case, candidates: Iterable[str], ctx: Context) -> str:
    """The first who may be brought in, "" when nobody may."""
    return next((person for person in candidates if is_free(person, case, ctx)), "")


def first_named(case: Case, ctx: Context, *roles: Role) -> str:
    """The first who is named for one of these roles and may be brought in, "" when nobody may."""
    named = (person for role in roles for person in named_for(role, case, ctx))
    return first_free(case, named, ctx)


def hr_to_ask(case: Case, ctx: Context) -> tuple[str, ...]:
    """Those of HR who may be asked to join."""
    return tuple(person for person in ctx.organisation.hr if is_free(person, case, ctx))


def named_for(role: Role, case: Case, ctx: Context) -> tuple[str, ...]:
    """Whom the directory and the organisation name for the role, each once, whether they can come or not.

    The directory is first: it knows who is above this leader now, organisation.toml who is above most.
    """
    department = department_of(case, ctx)
    found: tuple[str, ...] = ()
    if role == "hr":
        found = ctx.organisation.hr
    elif role == "next_leader":
        found = (case.people.next_leader, department.next_leader if department else "")
    elif department and role == "deputy":
        found = (department.deputy,)
    elif department and role == "representative":
        found = department.representatives
    return tuple(dict.fromkeys(person for person in found if person))
