"""`make year`: the figures of a year of 200 cases, and the rules that they show to be kept."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles

from sqlmodel import select

from flows.access.rules import VAERN
from flows.case.case import Case
from flows.case.reminder_key import FOLLOW_UPS, TOLD
from flows.clock.message_of_the_day import Ref
from flows.people.organisation import Context
from storage import cases
from storage.database import Transaction
from storage.tables import CaseRow
from tests.bench.messages import (
    MINUTE,
    Message,
    day_of,
    got,
    is_allowed_at_any_hour,
    is_apart,
    is_in_the_night,
)
from tests.bench.staff import BY_ID, STAFF
from tests.bench.year import Year, lived

Rows = Iterator[tuple[str, str]]
CASES = 200
ROLES = ("leader", "representative", "employee", "deputy", "next_leader", "hr")
WEEKS = 52


def figures(folder: Path, count: int = CASES) -> Rows:
    """The rows of a year that is lived in the folder. Raises SystemExit with what rule is broken, at last."""

    async def counted() -> tuple[list[tuple[str, str]], str]:
        async with lived(folder / "year", count) as year:
            return await of(year)

    rows, broken = asyncio.run(counted())
    yield from rows
    if broken:
        raise SystemExit(broken)


async def of(year: Year) -> tuple[list[tuple[str, str]], str]:
    """The rows of the table, and a sentence when a rule is broken."""
    store, ctx = year.workspace.store, await year.world.context()
    messages = await year.world.run(lambda tx: got(tx, store))
    found = await year.world.run(_all)
    told = _Told(messages, found, ctx)
    rows = [
        *_how_much(told),
        *_when(told, year),
        *_answers(year),
        *_escalations(found, year),
        *_cost(year),
    ]
    return rows, _broken(told, year)


def _all(tx: Transaction) -> dict[str, Case]:
    return {key: cases.get(tx, key, as_=VAERN) for key in tx.session.exec(select(CaseRow.id))}


class _Told:
    """The messages with what the rules say of each."""

    def __init__(self, messages: list[Message], found: dict[str, Case], ctx: Context) -> None:
        self.messages, self.found, self.ctx = messages, found, ctx
        calendar = ctx.organisation.calendar
        self.apart: list[Message] = []
        self.of_the_day: list[Message] = []
        for message in messages:
            refs = [is_apart(ref, found[ref.case], message.to, calendar) for ref in message.refs]
            is_alone = bool(refs) and all(refs) and message.kind != "weekly"
            (self.apart if is_alone else self.of_the_day).append(message)
        self.outside = [m for m in messages if not self._is_inside(m)]
        self.wrong = [m for m in self.outside if not is_allowed_at_any_hour(m, found, ctx)]

    def _is_inside(self, message: Message) -> bool:
        hours = message.hours(self.ctx.organisation.calendar)
        # Closing time itself counts, and the delivery takes a moment.
        return hours.is_working_time(message.at) or hours.is_working_time(message.at - MINUTE)

    @property
    def twice(self) -> list[tuple[tuple[str, object], int]]:
        """Who has had more than one message of the day, and when."""
        days = Counter((m.to, m.day) for m in self.of_the_day)
        return [entry for entry in days.items() if entry[1] > 1]


def _how_much(told: _Told) -> Rows:
    yield "reminders and Monday summaries in a year", str(len(told.messages))
    for role in ROLES:
        weeks = _weeks([m for m in told.messages if BY_ID[m.to].role == role], role)
        yield f"messages a week, {role}: median / 95 % / most", _spread(weeks, 0)
    weeks = [
        count for role in ROLES for count in _weeks([m for m in told.apart if BY_ID[m.to].role == role], role)
    ]
    yield "of them apart (RED, by law, own report, summary), a person a week", _spread(weeks, 0)
    yield "days with a second message of the day", str(len(told.twice))


def _weeks(messages: Iterable[Message], role: str) -> list[int]:
    """How many each person of that role had each week, also none."""
    counts = Counter((m.to, m.day.isocalendar()[:2]) for m in messages)
    persons = sum(who.role == role for who in STAFF)
    return sorted([*counts.values(), *[0] * max(persons * WEEKS - len(counts), 0)])


def _spread(values: Sequence[float], places: int) -> str:
    if len(values) < 2:
        return "-"
    high = quantiles(values, n=20)[-1]
    return " / ".join(f"{value:.{places}f}" for value in (median(values), high, max(values)))


def _when(told: _Told, year: Year) -> Rows:
    allowed = [m for m in told.outside if m not in told.wrong]
    yield "messages outside the person's hours, by the explicit rule", str(len(allowed))
    yield "messages outside the person's hours, otherwise", str(len(told.wrong))
    yield "to employees between 17 and 07", str(len(_in_the_night(told)))
    yield "reminders that missed their day without a rule", str(len(_missed(told, year)))
    yield "minutes from planned to received: median / 95 % / most", _spread(_late(told, year), 1)


def _in_the_night(told: _Told) -> list[Message]:
    return [m for m in told.messages if BY_ID[m.to].role == "employee" and is_in_the_night(m)]


def _missed(told: _Told, year: Year) -> list[tuple[Ref, str]]:
    """What was due in somebody's hours and said on a later day, though the day had no message of theirs."""
    has_had = {(m.to, m.day) for m in told.of_the_day}
    found = []
    for message in told.messages:
        who = BY_ID[message.to]
        for ref in message.refs:
            key = ref
            day = day_of(year.first[key], message.to) if key in year.first else message.day
            is_away = any(begin <= day < end for begin, end in who.away)
            # Step 6 is apart only since its absence is told of, which may be after that day.
            is_of_step_6 = ref.key.step == "register" and ref.key.kind not in FOLLOW_UPS
            may_wait = message not in told.apart or is_of_step_6
            waits = may_wait and (who.id, day) in has_had
            if day < message.day and not (waits or is_away or who.pauses):
                found.append((key, f"{year.first[key]:%a %d %b %H:%M}, said {message.at:%a %d %b %H:%M} UTC"))
    return found


def _late(told: _Told, year: Year) -> list[float]:
    """Of each message that had something due: how long after the first of it was planned at last."""
    found = []
    for message in told.messages:
        planned = [year.planned[ref] for ref in message.refs if ref in year.planned]
        if planned:
            found.append((message.at - min(planned)).total_seconds() / 60)
    return sorted(found)


def _answers(year: Year) -> Rows:
    by_habit: dict[str, list[float]] = defaultdict(list)
    for decided in year.life.decided:
        by_habit[decided.habit].append(decided.hours_late)
    for habit, hours in sorted(by_habit.items()):
        on_time = sum(late <= 0 for late in hours) / len(hours)
        late = [value for value in hours if value > 0]
        lateness = f"{median(late):.0f} h" if late else "-"
        yield f"decided on time ({habit}, {len(hours)} decisions) / late by", f"{on_time:.0%} / {lateness}"


def _escalations(found: dict[str, Case], year: Year) -> Rows:
    claimed_reminders = [
        claimed_reminder for case in found.values() for claimed_reminder in case.claimed_reminders
    ]
    escalated = Counter(BY_ID[n.to].role for n in claimed_reminders if n.key.kind == "escalation")
    for role, count in escalated.most_common():
        stepped_in = year.life.accepted[role]
        yield f"escalations to {role} / stepped in, also for one who is away", f"{count} / {stepped_in}"
    yield (
        "employees told that it was passed on",
        str(sum(n.key.kind in TOLD for n in claimed_reminders)),
    )
    closed = sum(case.ending.closed_at is not None for case in found.values())
    archived = sum(case.ending.archived_at is not None for case in found.values())
    yield "cases / closed / archived", f"{len(found)} / {closed} / {archived}"
    yield "put off by a leader / paused by the employee", f"{year.life.snoozed} / {year.life.paused}"
    yield "acts that were refused", str(sum(year.life.refused.values()))


def _cost(year: Year) -> Rows:
    calls = [call for call in year.workspace.calls if not call["method"].startswith("graph")]
    yield (
        "calls to Slack without what is only drawn anew, a case",
        f"{len(calls) / max(len(year.sent), 1):.0f}",
    )
    seconds = [seconds for _, seconds in year.sweeps]
    yield "the longest sweep / the median one", f"{max(seconds) / median(seconds):.1f}"
    quarter = len(seconds) // 4
    yield (
        "a sweep of the last quarter / of the first",
        f"{median(seconds[-quarter:]) / median(seconds[:quarter]):.2f}",
    )


def _broken(told: _Told, year: Year) -> str:
    rules: tuple[tuple[str, Sequence[object]], ...] = (
        ("days with two messages of the day", told.twice),
        ("reminders that missed their day without a rule", _missed(told, year)),
        ("messages outside hours without a rule", told.wrong),
        ("messages to employees in the night", _in_the_night(told)),
        ("overdue steps of which nobody heard", sorted(year.forgotten)),
    )
    found = [f"{len(what)} {sentence}, such as {what[0]}" for sentence, what in rules if what]
    return f"A rule of reminding is broken: {'; '.join(found)}" if found else ""


def main() -> None:
    """Prints the rows; ends with a fault when a rule is broken."""
    with tempfile.TemporaryDirectory() as folder:
        for what, figure in figures(Path(folder)):
            sys.stdout.write(f"| {what:<74} | {figure:>12} |\n")


if __name__ == "__main__":
    main()
