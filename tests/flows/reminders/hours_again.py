"""When a person can be reached, written a second time: by the printed almanac and the person's clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.people.organisation import Context

DAY = timedelta(days=1)
HOLIDAYS = frozenset(
    date.fromisoformat(day)
    for day in (
        *("2026-12-25", "2026-12-26", "2027-01-01", "2027-03-25", "2027-03-26", "2027-03-28", "2027-03-29"),
        *("2027-05-06", "2027-05-16", "2027-05-17", "2027-12-25", "2027-12-26", "2028-01-01", "2028-04-13"),
        *("2028-04-14", "2028-04-16", "2028-04-17", "2028-05-25", "2028-06-04", "2028-06-05", "2028-12-25"),
    )
)
"""As printed in the almanac; the histories end before the next."""


def clock(person: str, ctx: Context, at: datetime | None = None) -> datetime:
    """What the person's own clock shows."""
    return (at or ctx.now).astimezone(ZoneInfo(ctx.people[person].zone))


def away(person: str, ctx: Context) -> bool:
    """Outlook answers for them."""
    found = ctx.presence.get(person)
    return bool(found and found.is_away and (found.away_until is None or ctx.now < found.away_until))


def is_working(person: str, at: datetime, ctx: Context, *, is_employee: bool = False) -> bool:
    """Within the organisation's hours on the person's clock; of an employee never before 7 or after 17."""
    local, calendar = clock(person, ctx, at), ctx.organisation.calendar
    opens = max(calendar.opens, time(7)) if is_employee else calendar.opens
    closes = min(calendar.closes, time(17)) if is_employee else calendar.closes
    is_off = local.weekday() > 4 or local.date() in HOLIDAYS | calendar.closed
    return not is_off and opens <= local.timetz().replace(tzinfo=None) <= closes


def can_be_reached(person: str, ctx: Context, *, is_employee: bool) -> bool:
    """At work, not away, and Slack is not silent."""
    found = ctx.presence.get(person)
    is_quiet = found and found.quiet_until and ctx.now < found.quiet_until
    return (
        not is_quiet and not away(person, ctx) and is_working(person, ctx.now, ctx, is_employee=is_employee)
    )


def next_reached(person: str, ctx: Context) -> datetime:
    """When the person is first at work again, for more than a minute.

    One without an end of absence is looked for the next day.
    """
    found, now = ctx.presence.get(person), ctx.now
    if found and away(person, ctx):
        now = max(now, found.away_until or midnight(person, ctx) + timedelta(seconds=1))
    if found and found.quiet_until:
        now = max(now, found.quiet_until)
    return next_working(person, now + timedelta(minutes=1), ctx)


def next_working(person: str, at: datetime, ctx: Context) -> datetime:
    """The first moment from then on at which the person works."""
    if is_working(person, at, ctx):
        return at
    day = clock(person, ctx, at).date()
    while True:
        opening = datetime.combine(day, ctx.organisation.calendar.opens, ZoneInfo(ctx.people[person].zone))
        if opening >= at and is_working(person, opening, ctx):
            return opening
        day += DAY


def midnight(person: str, ctx: Context) -> datetime:
    """The end of the person's day."""
    local = clock(person, ctx)
    return datetime.combine(local.date() + DAY, time(), local.tzinfo)
