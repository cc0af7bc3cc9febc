"""Rule 5, Monday's summary: what it holds for a person, and whether there is anything to say at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from flows.access.candidates import department_of, is_here
from flows.case.case import Case
from flows.clock.message_of_the_day import OWN, Listed
from flows.effects import MessageKind
from flows.people.organisation import Context
from flows.procedure.step_state import StepState, is_undecided, next_deadline, step_states
from flows.reminders.rules import hours_of, monday_of

WEEKLY: MessageKind = "weekly"
"""The message that holds the summary."""
EARLIEST_ZONE, EVERYWHERE = timedelta(hours=14), timedelta(hours=26)
LISTED = 16
"""Open steps that a summary lists; how many more there are it says."""


@dataclass(frozen=True)
class Week:
    """A person's open steps, their own cases with what is due next, and for HR the counts by unit.

    `rest` is how many open steps there are besides those listed. `overdue` is how many steps are overdue in
    each unit; "" is that of nobody.
    """

    step_states: tuple[StepState, ...] = ()
    standing: tuple[tuple[Case, StepState | None], ...] = ()
    overdue: Mapping[str, int] = field(default_factory=dict)
    rest: int = 0

    @property
    def is_empty(self) -> bool:
        """There is nothing to say."""
        return not (self.step_states or self.standing or self.overdue)

    @property
    def listed(self) -> tuple[Listed, ...]:
        """What is listed, as the message names it."""
        steps = (Listed(item.case.id, item.step.key) for item in self.step_states)
        return (*steps, *(Listed(case.id, OWN) for case, _ in self.standing))

    def joined(self, other: Week) -> Week:
        """This and what other cases add to it, the earliest deadlines listed."""
        found = sorted((*self.step_states, *other.step_states), key=lambda item: item.due)
        counts = Counter(self.overdue) + Counter(other.overdue)
        rest = self.rest + other.rest + len(found[LISTED:])
        return Week(
            tuple(found[:LISTED]), (*self.standing, *other.standing), dict(sorted(counts.items())), rest
        )


def monday_due(person: str, ctx: Context) -> datetime | None:
    """When this week's summary was due, for one who can have it now; None for anybody else."""
    hours = hours_of(person, None, ctx)
    monday, today = monday_of(hours, ctx.now), ctx.now.astimezone(hours.zone).date()
    is_reachable = ctx.quiet_until(person) is None and not ctx.is_away(person, ctx.now)
    is_now = monday <= ctx.now and hours.is_working_time(ctx.now) and is_reachable
    return monday if is_now and is_here(person, ctx) and ctx.message_days.get(person) != today else None


def next_monday_anywhere(now: datetime) -> datetime:
    """From when on it may be the Monday of another week for somebody; now, while the week turns.

    A day begins 14 hours before it does in UTC, and 26 hours after that everywhere.
    """
    there = (now + EARLIEST_ZONE).date()
    begins = datetime.combine(there - timedelta(days=there.weekday()), time(), UTC) - EARLIEST_ZONE
    return now if now < begins + EVERYWHERE else begins + timedelta(days=7)


def week_name(monday: datetime, person: str, ctx: Context) -> str:
    """The week, by the date of its Monday on the person's calendar."""
    day = monday.astimezone(hours_of(person, None, ctx).zone).date()
    return (day - timedelta(days=day.weekday())).isoformat()


def open_steps(cases: Iterable[Case], person: str, ctx: Context) -> tuple[StepState, ...]:
    """The person's undecided steps, the earliest deadline first."""
    calendar = ctx.organisation.calendar
    found = (item for case in cases for item in step_states(case, calendar, ctx.now))
    mine = (item for item in found if is_undecided(item) and person and item.owner == person)
    return tuple(sorted(mine, key=lambda item: item.due))


def standing(cases: Iterable[Case], person: str, ctx: Context) -> tuple[tuple[Case, StepState | None], ...]:
    """The person's own cases with what is due next in each."""
    mine = (case for case in cases if person and case.employee == person)
    return tuple((case, next_deadline(case, ctx.organisation.calendar, ctx.now)) for case in mine)


def overdue_by_unit(cases: Iterable[Case], person: str, ctx: Context) -> dict[str, int]:
    """How many steps are overdue in each unit, without anything of the cases that keep the person out."""
    counts: Counter[str] = Counter()
    for case in cases:
        if person not in case.people.excluded:
            late = sum(d.is_late for d in step_states(case, ctx.organisation.calendar, ctx.now))
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
        if not (case.ending.closed_at or case.ending.withdrawn_at or case.ending.archived_at)
    )
    is_hr = person in ctx.organisation.hr
    return Week().joined(
        Week(
            open_steps(cases, person, ctx),
            own if known is None or known.wants_weekly else (),
            overdue_by_unit(all_open, person, ctx) if is_hr else {},
        )
    )


def listed_week(
    person: str,
    listed: Collection[Listed],
    cases: Mapping[str, Case],
    counted: Week,
    ctx: Context,
) -> Week:
    """What was listed in a summary that was sent, as it stands now; the counts are those of that Monday."""
    now = week_of(person, cases.values(), (), ctx)
    return Week(
        tuple(item for item in now.step_states if Listed(item.case.id, item.step.key) in listed),
        tuple((case, step) for case, step in now.standing if Listed(case.id, OWN) in listed),
        counted.overdue,
        counted.rest,
    )
