"""Runs of the flows: once without a kill, and once killed at each point, from the same beginning."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from storage.database import open_storage
from storage.keys import Keyring, read_identity
from tests.conftest import TUESDAY, Loop, patient
from tests.crashing.clock import SharedClock
from tests.crashing.points import KILLED
from tests.crashing.process import Plan
from tests.crashing.screens import seen
from tests.crashing.story import Processes, Story, StoryWorld
from tests.drafted import drafted
from tests.standin import MANIFEST
from tests.storage.postgresql import Server
from tests.workspace.server import Workspace
from tests.workspace.snapshots import restored, taken

LOST = 10.0
"""Seconds that Slack's three are over after a kill, before anybody takes over."""


@dataclass(frozen=True)
class Flow:
    """A short story that begins where another one has ended.

    Without one it begins with nothing, or where it `is_drafted`, with a report at its review. `others` are
    stories as one of which it may also end: what may have been done already is not done again where that
    would be worse, and people read so.
    """

    tell: Callable[[Story], None]
    begins: Flow | None = None
    is_drafted: bool = False
    others: tuple[Callable[[Story], None], ...] = ()

    @property
    def name(self) -> str:
        return self.tell.__name__


@dataclass(frozen=True)
class Beginning:
    """Where a story begins: the data folder, the name of the database, and Slack and Graph."""

    data: Path
    database: str
    slack: bytes


@dataclass(frozen=True)
class Run:
    """What was reached, in its order, and what everybody has seen at the end.

    A point has several names where several things are done in one transaction.
    """

    points: tuple[tuple[str, ...], ...]
    screens: list[str]
    kills: int


class Matrix:
    """All runs on one database."""

    def __init__(self, folder: Path, loop: Loop, migrated: Path, server: Server | None = None) -> None:
        self._place = Place(folder, loop, server)
        self._migrated = migrated
        self._beginnings: dict[str, Beginning] = {}
        self._clean: dict[str, Run] = {}

    def clean(self, flow: Flow) -> Run:
        """The story without a kill."""
        if flow.name not in self._clean:
            self._clean[flow.name] = self.run(flow)
        return self._clean[flow.name]

    def endings(self, flow: Flow) -> list[list[str]]:
        """What people may see at the end of it."""
        others = [self.clean(replace(flow, tell=one, others=())) for one in flow.others]
        return [run.screens for run in (self.clean(flow), *others)]

    def run(self, flow: Flow, *chosen: str) -> Run:
        """The story, with each process killed that reaches one of the chosen points."""
        with Stage(self._place, self._beginning(flow), chosen) as stage:
            stage.starts(is_armed=True)
            flow.tell(stage.story)
            stage.story.ends()
            lines = stage.reached()
            points = tuple(tuple(line.split("\t")) for line in lines if line != KILLED)
            return Run(points, seen(stage.story.everybody, stage.workspace), lines.count(KILLED))

    def _beginning(self, flow: Flow) -> Beginning:
        name = flow.begins.name if flow.begins else "drafted" if flow.is_drafted else "nothing"
        if name not in self._beginnings:
            made = self._after(flow.begins) if flow.begins else self._first(name, flow)
            self._beginnings[name] = made
        return self._beginnings[name]

    def _after(self, flow: Flow) -> Beginning:
        """Where the flow ends, when all that it has begun is over."""
        place = self._place
        with Stage(place, self._beginning(flow), ()) as stage:
            stage.starts(is_armed=False)
            flow.tell(stage.story)
            stage.story.processes.settle()
            stage.story.processes.end()
            kept = shutil.copytree(stage.plan.data, place.folder / flow.name)
            database = f"begin_{flow.name}"
            if place.server:
                place.server.create(database, like=stage.database)
            return Beginning(kept, database, taken(stage.workspace))

    def _first(self, name: str, flow: Flow) -> Beginning:
        data, database, server = self._place.folder / name, f"begin_{name}", self._place.server
        url = server.create(database) if server else ""
        if flow.is_drafted:
            drafted(self._migrated, data, TUESDAY, url)
        else:
            shutil.copytree(self._migrated, data)
            open_storage(url, Keyring(read_identity((data / "master.key").read_text())), data).close()
        return Beginning(data, database, b"")


@dataclass(frozen=True)
class Place:
    """Where runs are played: a folder, the loop of the stand-in, and a server of PostgreSQL or none."""

    folder: Path
    loop: Loop
    server: Server | None
    counted: Iterator[int] = field(default_factory=count)


class Stage:
    """Slack, the clock, the database and the processes of one run, until the block ends."""

    def __init__(self, place: Place, beginning: Beginning, chosen: tuple[str, ...]) -> None:
        self._place, self._beginning, self._chosen = place, beginning, chosen
        self.database = f"run{next(place.counted)}"
        self._folder = place.folder / self.database
        self._lost = 0.0

    def __enter__(self) -> Stage:
        place, folder = self._place, self._folder
        folder.mkdir()
        shutil.copytree(self._beginning.data, folder / "data")
        url = place.server.create(self.database, like=self._beginning.database) if place.server else ""
        clock = SharedClock(folder / "clock")
        clock.set(TUESDAY)
        self.workspace = Workspace(
            MANIFEST,
            retry_delays=(0.0, 0.1, 0.1),
            seconds_to_acknowledge=30.0,
            monotonic=lambda: patient() + self._lost,
            clock=clock,
        )
        if self._beginning.slack:
            restored(self.workspace, self._beginning.slack)
        place.loop.run(self.workspace.start())
        places = (folder / "data", url, folder / "clock", folder / "points")
        self.plan = Plan(self.workspace.url, *places, self._chosen)
        processes = Processes(self.plan, self.workspace.delivery, self._loses)
        self.story = Story(StoryWorld(self.workspace.url, processes))
        return self

    def starts(self, *, is_armed: bool) -> None:
        """The processes are ready; one that is armed tells of its points and is killed at the chosen one."""
        self.story.processes.start(is_armed=is_armed)

    def reached(self) -> list[str]:
        """What was reached so far, a line a point."""
        return self.plan.points.read_text().splitlines() if self.plan.points.exists() else []

    def _loses(self) -> None:
        self._lost += LOST

    def __exit__(self, *_: object) -> None:
        self.story.processes.are_gone()
        self._place.loop.run(self.workspace.stop())
        if self._place.server:
            self._place.server.drop(self.database)
        shutil.rmtree(self._folder, ignore_errors=True)
