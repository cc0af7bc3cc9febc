"""One history: people act while everything goes wrong by chance, then all becomes quiet, and it is asked."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from bot.running import Surroundings
from tests.simulation.disk import at_its_worst
from tests.simulation.fates import Fates
from tests.simulation.kept import Kept
from tests.simulation.loop import SimulatedLoop
from tests.simulation.machine import Machine, SlackClock, of_the_simulation
from tests.simulation.process import Process, noting_tasks
from tests.simulation.questions import Asked, acts_of, faults_of
from tests.simulation.slack_faults import Arriving, SeededFaults
from tests.simulation.walkers import Walkers
from tests.simulation.watch import Watch
from tests.standin import MANIFEST, StandInCredential, settings
from tests.workspace.people import SIGNING_SECRET
from tests.workspace.request_url import RequestUrl
from tests.workspace.server import Workspace

ACTS = 100
LONGEST_DOWN = 120.0
ACTS_BETWEEN_LOOKS = 5
HOUR, DAY = 3600.0, 86400.0
UNTIL_QUIET = 48 * HOUR


@dataclass
class History:
    """What one seed leads to."""

    seed: int
    folder: Path
    acts: int = ACTS
    fates: Fates = field(init=False)
    loop: SimulatedLoop = field(init=False)
    processes: list[Process] = field(default_factory=list)
    seen_wrongly: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    journal: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.fates = Fates(self.seed)
        self.loop = SimulatedLoop(self.fates.pace)
        self.loop.set_task_factory(noting_tasks)
        self.fates.time = self.loop.time
        self.machine = Machine(self.loop)
        self._dying: set[asyncio.Task[None]] = set()

    def play(self) -> None:
        """Plays it to its end."""
        with (
            asyncio.Runner(loop_factory=lambda: self.loop) as runner,
            of_the_simulation(self.loop, self.machine, Random(f"{self.seed} bytes"), self._is_full),
            at_its_worst(self.fates, self.dies),
        ):
            runner.run(self._play())

    def _is_full(self) -> bool:
        return False

    async def _play(self) -> None:
        self.workspace = Workspace(MANIFEST, monotonic=self.loop.time, clock=SlackClock(self.loop))
        self.workspace.faults = SeededFaults(self.fates, self.dies)
        self.workspace.limits.are_held = True
        await self.workspace.start()
        self.watch = Watch(self.workspace, self._is_shown, self.loop.time)
        self.watch.begin()
        self.kept = Kept(self.folder / "data")
        self.arriving = Arriving(self.fates, self.dies, self.alive)
        self.workspace.delivery.transport = self.arriving
        try:
            await self.begin()
            walkers = Walkers(self)
            for number in range(self.acts):
                await walkers.act()
                if number % ACTS_BETWEEN_LOOKS == 0:
                    self.kept.look()
            await walkers.end()
            await self.calm_down()
            await self.processes[-1].stop()
            self.kept.look()
            asked = Asked(self.kept, self.watch, self.arriving, self.workspace.now(), self.seen_wrongly)
            self.faults = faults_of(asked)
            self.journal = acts_of(asked)
        finally:
            await self.workspace.stop()

    def _is_shown(self, viewer: str, token: str, where: str) -> None:
        """Somebody is shown what another has written."""
        if viewer not in self.kept.readers.get(token, ()):
            self.kept.look()
        if viewer not in self.kept.readers.get(token, ()):
            self.seen_wrongly.append(f"{viewer} was shown {token} of {self.watch.writers.get(token)} in {where}")

    def alive(self) -> list[Process]:
        """The processes that are at work or start."""
        return [process for process in self.processes if not process.is_dead]

    def dies(self, process: Process) -> None:
        """The process is killed, from within or from outside, and another one started after a while."""
        if process.is_dead:
            return
        process.is_dead = True
        self.fates.notes("a process is killed")
        task = self.loop.create_task(self._after(process), context=self._context)
        self._dying.add(task)
        task.add_done_callback(self._dying.discard)

    async def _after(self, process: Process) -> None:
        await process.kill()
        self.processes.remove(process)
        await asyncio.sleep(self.fates.faults.uniform(0, LONGEST_DOWN))
        await self.begin()

    async def begin(self) -> None:
        """A process starts; one that could not is started again."""
        from contextvars import copy_context

        self._context = copy_context()
        while True:
            process = Process(self.loop, self._settings(), self._around())
            self.processes.append(process)
            is_ready = await process.ready()
            if process.is_dead:
                return
            if is_ready:
                break
            self.fates.notes(f"a start fails: {process.fault()!r}")
            self.processes.remove(process)
            await asyncio.sleep(20)
        urls = [
            f"http://127.0.0.1:{at[1]}/slack/events"
            for at, listener in self.loop.listening.items()
            if listener.process is process and listener.address.host == "127.0.0.1"
        ]
        self.arriving.reaches = [RequestUrl(self.workspace._session, urls[-1], 3.0)]
        self.fates.notes("a process is ready")

    def _settings(self):
        way_in = {"app_token": "", "signing_secret": SIGNING_SECRET, "port": 0}
        return settings(self.workspace.url, self.folder / "data", **way_in)

    def _around(self) -> Surroundings:
        return Surroundings(
            clock=self.machine.now, monotonic=self.loop.time, credential=StandInCredential()
        )

    async def passes(self, seconds: float, step: float = HOUR) -> None:
        """So much time goes by; what is due is looked for at each step."""
        end = self.loop.time() + seconds
        looked_at = -DAY
        while (left := end - self.loop.time()) > 0:
            if left > 10:
                if self.loop.time() - looked_at >= DAY:
                    looked_at = self.loop.time()
                    self.kept.look()
                self.loop.jump(min(left, step) - 5)
                self.workspace.store.changed()
            await asyncio.sleep(min(left, 5))

    async def calm_down(self) -> None:
        """No faults any more, and so much time that all that is owed can be paid."""
        self.fates.is_over = True
        self.machine.off *= 0
        while self._dying:
            await asyncio.sleep(1)
        await asyncio.sleep(60)
        await self.passes(UNTIL_QUIET)


@contextmanager
def in_a_folder(migrated: Path) -> Iterator[Path]:
    """A data folder as a first start leaves it, gone after the history."""
    with tempfile.TemporaryDirectory(prefix="vaern-simulation-") as name:
        shutil.copytree(migrated, Path(name) / "data")
        yield Path(name)
