"""A year of 200 cases: the product against the stand-in, whose clock jumps from one event to the next."""

from __future__ import annotations

import asyncio
import heapq
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from itertools import count
from pathlib import Path
from random import Random

from sqlalchemy import Connection, event
from sqlalchemy.orm import Mapper
from sqlmodel import col, func, select

from bot.running import running
from bot.sweeps import sweep
from bot.world import World
from flows.calendar.working_time import COPENHAGEN
from flows.case.case import ClaimedReminder
from flows.clock.message_of_the_day import Ref
from storage import case_lists
from storage.database import Transaction
from storage.plan import LEFT, key_of
from storage.tables import OutboxRow, ReminderRow
from tests.bench import reports, staff
from tests.bench.forgotten import forgotten
from tests.bench.life import Intent, Life
from tests.bench.reports import Report
from tests.standin import MANIFEST, settings, surroundings
from tests.workspace.gestures import administering, resting
from tests.workspace.server import Workspace

FIRST = date(2026, 1, 5)
SWEPT_EVERY = 30.0
"""Seconds between two sweeps of the product: what is due waits that long at most."""
NEVER = 10.0**7


@dataclass
class Year:
    """What was seen of it.

    `first` is when each reminder was planned at first, `planned` at last; `sweeps` are their seconds.
    """

    workspace: Workspace
    world: World
    life: Life
    planned: dict[Ref, datetime] = field(default_factory=dict)
    first: dict[Ref, datetime] = field(default_factory=dict)
    heard: set[Ref] = field(default_factory=set)
    sweeps: list[tuple[datetime, float]] = field(default_factory=list)
    sent: list[Report] = field(default_factory=list)
    forgotten: set[str] = field(default_factory=set)

    @property
    def now(self) -> datetime:
        return self.workspace.now()

    async def lives(self, planned_reports: list[Report]) -> None:
        """The whole year."""
        rest = sorted(planned_reports, key=lambda report: report.at)
        mornings, chance = _mornings(), Random(2027)  # noqa: S311
        end = datetime.combine(FIRST + timedelta(days=reports.DAYS), clock_time(), COPENHAGEN)
        morning = next(mornings)
        while (at := min(await self._next(rest), morning)) < end:
            self.workspace.clock.jump(max((at - self.now).total_seconds(), 0))
            if at == morning:
                if (morning.hour, morning.minute) == (8, 0):
                    await self._comes_and_goes()
                if morning.hour == 11:
                    await self._looks_for_the_forgotten()
                morning = next(mornings)
            while rest and rest[0].at <= self.now:
                await self._reports(rest.pop(0))
            while self.life.intents and self.life.intents[0].at <= self.now:
                await self._does()
            await self._drained()
            self.workspace.clock.jump(chance.uniform(0, SWEPT_EVERY))
            await self._swept()

    async def _next(self, rest: list[Report]) -> datetime:
        found = [report.at for report in rest[:1]] + [intent.at for intent in self.life.intents[:1]]
        query = select(func.min(ReminderRow.at)).where(LEFT)
        at = await self.world.run(lambda tx: tx.session.exec(query).one())
        # What is due already and still there waits for something else.
        return min([*found, *([max(at, self.now + timedelta(minutes=1))] if at else [])], default=_FAR)

    async def _reports(self, report: Report) -> None:
        await reports.send(self.world, report)
        self.sent.append(report)
        self.world.progress.owed.set()
        await self.life.looks_at(report.id)
        if staff.BY_ID[report.by].pauses:
            self.life.means(Intent(self.now + timedelta(hours=1), report.id, "pause", report.by))

    async def _does(self) -> None:
        await self.life.does(heapq.heappop(self.life.intents))

    async def _looks_for_the_forgotten(self) -> None:
        """Each Monday, whether something has been overdue for long and nobody knows."""
        ctx = await self.world.context()
        found = [await self.life.case(key) for key in await self.world.run(case_lists.open_ones)]
        self.forgotten |= forgotten(found, ctx)

    async def _comes_and_goes(self) -> None:
        """Automatic replies go on, and accounts are closed, as on that day."""
        today = self.now.astimezone(COPENHAGEN).date()
        for who in staff.STAFF:
            for begin, end in who.away:
                if begin == today:
                    body = {"as": who.id, "on": True, "until": f"{end.isoformat()}T00:00"}
                    await resting.reply_automatically(self.workspace, body)
            if who.leaves == today:
                await administering.change_person(self.workspace, {"id": who.id, "deleted": True})

    async def _drained(self) -> None:
        """Until all that is owed is delivered, or waits for another try."""
        self.world.progress.owed.set()
        while await self.world.run(self._owed) or self.world.arrivals.under_way:
            await asyncio.sleep(0.02)

    def _owed(self, tx: Transaction) -> bool:
        waiting = select(OutboxRow.seq).where(col(OutboxRow.done_at).is_(None), OutboxRow.due_at <= self.now)
        return tx.session.exec(waiting).first() is not None

    async def _swept(self) -> None:
        for key, at in (await self.world.run(self._due)).items():
            self.first.setdefault(key, at)
            self.planned[key] = at
        begun, at = time.perf_counter(), self.now
        await sweep(self.world)
        self.sweeps.append((at, time.perf_counter() - begun))
        await self._drained()
        new: dict[str, list[ClaimedReminder]] = defaultdict(list)
        for row in await self.world.run(self._claimed):
            claimed = _ref(row)
            if claimed not in self.heard:
                self.heard.add(claimed)
                new[row.case_id].append(ClaimedReminder(claimed.key, row.at))
        for case, claimed_reminders in new.items():
            await self.life.hears(case, claimed_reminders)

    def _due(self, tx: Transaction) -> dict[Ref, datetime]:
        rows = tx.session.exec(select(ReminderRow).where(LEFT, ReminderRow.at <= self.now))
        return {_ref(row): row.at for row in rows}

    def _claimed(self, tx: Transaction) -> list[ReminderRow]:
        recent = self.now - timedelta(hours=1)
        return list(
            tx.session.exec(select(ReminderRow).where(col(ReminderRow.is_claimed), ReminderRow.at > recent))
        )


def _ref(row: ReminderRow) -> Ref:
    return Ref(row.case_id, key_of(row.key))


_FAR = datetime(2100, 1, 1, tzinfo=COPENHAGEN)


def _mornings() -> Iterator[datetime]:
    """When the hours of a working day and Monday's summaries begin, in the zones where somebody lives."""
    for number in count():
        day = FIRST + timedelta(days=number)
        clocks = ((8, 0), (8, 30), (9, 30), (11, 30)) if day.weekday() == 0 else ((8, 0), (8, 30))
        for hour, minute in clocks if day.weekday() < 5 else ():
            yield datetime.combine(day, clock_time(hour, minute), COPENHAGEN)


def _leave_out(_: Mapper[OutboxRow], __: Connection, row: OutboxRow) -> None:
    """What is only drawn anew counts as delivered: it would take hours, and tells nobody anything."""
    if row.kind == "Show":
        row.done_at = row.owed_at


@asynccontextmanager
async def lived(data: Path, cases: int) -> AsyncIterator[Year]:
    """The year when it is over, with all that it has left."""
    begins = datetime.combine(FIRST, clock_time(6), COPENHAGEN)
    event.listen(OutboxRow, "before_insert", _leave_out)
    workspace = Workspace(MANIFEST, starts_at=begins)
    staff.settle(workspace)
    await workspace.start(port=0)
    try:
        organisation = data / "municipality.toml"
        chosen = settings(workspace.url, data, organisation=organisation)
        organisation.write_text(staff.organisation(), encoding="utf-8")
        around = replace(surroundings(workspace.clock, 0), seconds_between_sweeps=NEVER)
        async with running(chosen, around) as world:
            year = Year(workspace, world, Life(world))
            await year.lives(list(reports.of_the_year(FIRST, cases, Random(2026))))  # noqa: S311
            yield year
    finally:
        event.remove(OutboxRow, "before_insert", _leave_out)
        await workspace.stop()
