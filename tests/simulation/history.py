"""One history: people act while everything goes wrong by chance, then all becomes quiet, and it is asked."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from dataclasses import dataclass, field
from random import Random

from bot.running import Surroundings
from bot.settings import Settings
from tests.simulation.beginnings import Beginning
from tests.simulation.disk import Disk, at_its_worst
from tests.simulation.fates import Fates
from tests.simulation.fleet import Fleet, noting_connections
from tests.simulation.kept import Kept
from tests.simulation.loop import SimulatedLoop
from tests.simulation.machine import Machine, SlackClock, of_the_simulation
from tests.simulation.process import noting_tasks
from tests.simulation.questions import Asked, acts_of, faults_of
from tests.simulation.slack_faults import Arriving, SeededFaults
from tests.simulation.walkers import Walkers
from tests.simulation.watch import Watch
from tests.standin import MANIFEST, StandInCredential, settings
from tests.workspace.people import SIGNING_SECRET
from tests.workspace.server import Workspace

ACTS_BETWEEN_LOOKS = 5
HOUR, DAY = 3600.0, 86400.0
UNTIL_QUIET = 48 * HOUR
"""What Slack or Graph kept from being done is tried for a day at most, and people have working hours."""
PASSING = 5.0
"""Seconds at the end of each step of time in which what is due is done."""


@dataclass
class History:
    """What one seed leads to. `faults` are found by the questions, `journal` counts what was done."""

    beginning: Beginning
    fates: Fates
    acts: int
    faults: list[str] = field(default_factory=list)
    journal: dict[str, int] = field(default_factory=dict)
    _seen_wrongly: list[str] = field(default_factory=list)

    def play(self) -> None:
        """Plays it to its end."""
        self.loop = SimulatedLoop(self.fates.pace)
        self.loop.set_task_factory(noting_tasks)
        self.fates.time, self.fates.begins = self.loop.time, self.beginning.at
        self.machine = Machine(self.loop, self.beginning.at)
        self.disk = Disk(self.fates)
        with ExitStack() as stack:
            runner = stack.enter_context(asyncio.Runner(loop_factory=lambda: self.loop))
            chance = Random(f"{self.fates.seed} bytes")
            stack.enter_context(of_the_simulation(self.loop, self.machine, chance, self.disk))
            stack.enter_context(noting_connections())
            runner.run(self._play())

    async def _play(self) -> None:
        clock = SlackClock(self.loop, self.beginning.at)
        self.workspace = Workspace(MANIFEST, monotonic=self.loop.time, clock=clock)
        self.workspace.limits.are_held = True
        await self.workspace.start()
        around = Surroundings(
            clock=self.machine.now, monotonic=self.loop.time, credential=StandInCredential()
        )
        self.fleet = Fleet(self.loop, self.fates, self._settings, around)
        self.workspace.faults = SeededFaults(self.fates, self.fleet.dies)
        self.arriving = Arriving(self.fates, self.fleet, self.workspace, self.beginning.is_by_socket)
        self.workspace.delivery.transport = self.arriving
        self.watch = Watch(self.workspace, self._is_shown, self.loop.time)
        self.watch.begin()
        self.kept = Kept(self.beginning.folder, self.beginning.database, self.fates.now)
        try:
            with at_its_worst(self.fates, self.disk, self.fleet.dies):
                await self._lives()
            self._asks()
        finally:
            self.kept.close()
            await self.workspace.stop()

    async def _lives(self) -> None:
        for _ in range(self.beginning.processes):
            await self.fleet.begin()
        walkers = Walkers(self)
        for number in range(self.acts):
            await walkers.act()
            if number % ACTS_BETWEEN_LOOKS == 0:
                self.kept.look()
        await walkers.end()
        await self._calms_down()
        await self.fleet.stop()

    async def _calms_down(self) -> None:
        """No faults any more, and so much time that all that is owed can be paid."""
        self.fates.is_over = True
        self.disk.is_mended()
        self.machine.is_set()
        await self.fleet.settles()
        await asyncio.sleep(60)
        await self.passes(UNTIL_QUIET)

    def _asks(self) -> None:
        self.kept.look()
        now = self.workspace.now()
        asked = Asked(self.kept, self.watch, self.arriving, now, self._seen_wrongly)
        self.faults = faults_of(asked)
        self.journal = acts_of(asked)

    def _is_shown(self, viewer: str, token: str, where: str) -> None:
        """Somebody is shown what another has written."""
        if viewer not in self.kept.readers.get(token, ()):
            self.kept.look()
        if viewer not in self.kept.readers.get(token, ()):
            writer = self.watch.writers.get(token)
            self._seen_wrongly.append(f"{viewer} was shown {token} of {writer} in {where}")

    def _settings(self) -> Settings:
        by_http = {"app_token": "", "signing_secret": SIGNING_SECRET, "port": 0}
        changes = {} if self.beginning.is_by_socket else by_http
        address = self.beginning.database
        return settings(self.workspace.url, self.beginning.folder, database_url=address, **changes)

    async def passes(self, seconds: float, step: float = HOUR) -> None:
        """So much time goes by; what is due is looked for at each step."""
        end, looked_at = self.loop.time() + seconds, -DAY
        while (left := end - self.loop.time()) > 0:
            if left > 2 * PASSING:
                if self.loop.time() - looked_at >= DAY:
                    looked_at = self.loop.time()
                    self.kept.look()
                self.loop.jump(min(left, step) - PASSING)
                self.workspace.store.changed()
            await asyncio.sleep(min(left, PASSING))
            self.kept.look_at_arrivals()
