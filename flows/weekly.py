"""Rule 5, Monday's summary: what it holds for a person, and whether there is anything to say at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flows.candidates import department_of, is_here
from flows.case import Case
from flows.duties import Duty, duties, is_undecided, next_deadline
from flows.organisation import Context
from flows.rules import hours_of, monday_of


@dataclass(frozen=True)
class Week:
    """A person's open duties, their own cases with what is due next, and for HR the counts by unit.

    `overdue` is how many steps are overdue in each unit; "" is that of nobody.
    """

    duties: tuple[Duty, ...] = ()
    standing: tuple[tuple[Case, Duty | None], ...] = ()
    overdue: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """There is nothing to say."""
        return not (self.duties or self.standing or self.overdue)


def monday_due(person: str, ctx: Context) -> datetime | None:
    """When this week's summary was due, for one who can have it now; None for anybody else."""
    hours = hours_of(person, None, ctx)
    monday, today = monday_of(hours, ctx.now), ctx.now.astimezone(hours.zone).date()
    is_reachable = ctx.quiet_until(person) is None and not ctx.is_away(person, ctx.now)
    is_now = monday <= ctx.now and hours.is_working_time(ctx.now) and is_reachable
    return monday if is_now and is_here(person, ctx) and ctx.told.get(person) != today else None


def week_name(monday: datetime, person: str, ctx: Context) -> str:
    """The week, by the date of its Monday on the person's calendar."""
    day = monday.astimezone(hours_of(person, None, ctx).zone).date()
    return (day - timedelta(days=day.weekday())).isoformat()


def open_duties(cases: Iterable[Case], person: str, ctx: Context) -> tuple[Duty, ...]:
    """The person's undecided duties, the earliest deadline first."""
    calendar = ctx.organisation.calendar
    found = (item for case in cases for item in duties(case, calendar, ctx.now))
    mine = (item for item in found if is_undecided(item) and person and item.owner == person)
    return tuple(sorted(mine, key=lambda item: item.due))


def standing(cases: Iterable[Case], person: str, ctx: Context) -> tuple[tuple[Case, Duty | None], ...]:
    """The person's own cases with what is due next in each."""
    mine = (case for case in cases if person and case.employee == person)
    return tuple((case, next_deadline(case, ctx.organisation.calendar, ctx.now)) for case in mine)


def overdue_by_unit(cases: Iterable[Case], person: str, ctx: Context) -> dict[str, int]:
    """How many steps are overdue in each unit, without anything of the cases that keep the person out."""
    counts: Counter[str] = Counter()
    for case in cases:
        if person not in case.excluded:
            late = sum(d.state == "overdue" for d in duties(case, ctx.organisation.calendar, ctx.now))
            department = department_of(case, ctx)
            counts[department.name if department else ""] += late
    return {unit: count for unit, count in sorted(counts.items()) if count}


def week_of(person: str, mine: Iterable[Case], all_open: Iterable[Case], ctx: Context) -> Week:
    """What Monday's summary holds for the person. Of one's own case only what is still under way."""
    cases = tuple(mine)
    known = ctx.people.get(person)
    own = tuple(
        (case, item)
        for case, item in standing(cases, person, ctx)
        if not (case.closed_at or case.withdrawn_at or case.archived_at)
    )
    is_hr = person in ctx.organisation.hr
    return Week(
        open_duties(cases, person, ctx),
        own if known is None or known.wants_weekly else (),
        overdue_by_unit(all_open, person, ctx) if is_hr else {},
    )
