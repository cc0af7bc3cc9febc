"""Several processes at one outbox, each of which may die or take too long: all is posted once, and kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.effects import Effect, Show, Tell
from storage import claiming, outbox
from storage.claiming import LEASE, OutboxItem
from storage.database import Storage, Transaction
from storage.settling import Done, Postponed, Released, Settlement, Waiting
from tests.storage.passing import forget, passing
from tests.storage.stories import LARS, METTE, NOW, nothing
from tests.storage.test_outbox import is_quiet_in

Choice = TypeVar("Choice")

SECOND = timedelta(seconds=1)
ACTS = ("owe", "claim", "claim", "go_on", "go_on", "go_on", "wait", "wait", "die")
OUTCOMES = ("answered", "answered", "no answer", "not reached", "held back")


@dataclass
class Process:
    """What it has claimed by lane, and what has become of as much of it as it has come to."""

    number: int
    lanes: list[tuple[list[OutboxItem], list[Settlement]]] = field(default_factory=list)

    def busy(self) -> list[str]:
        """What it works on."""
        return [item.id for items, _ in self.lanes for item in items]


@dataclass
class World:
    """One database, and Slack, which has what was posted to it. `kept` is what is remembered of that."""

    tx: Transaction
    chance: Random
    processes: tuple[Process, ...]
    now: datetime = NOW
    outcomes: tuple[str, ...] = OUTCOMES
    owed: int = 0
    effects: dict[str, Effect] = field(default_factory=dict)
    posted: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)

    def owe(self) -> None:
        self.owed += 1
        effects: tuple[Effect, ...] = (Tell(LARS, f"{self.owed}"), Show("report", METTE))
        outbox.owe(self.tx, "a report", (self._one(effects),), self.now)

    def claim(self) -> None:
        self._claim(self._one(self.processes))

    def _claim(self, process: Process) -> None:
        """Each lane goes on by itself."""
        most = self._one((1, 2, 8))
        lanes: dict[str, list[OutboxItem]] = {}
        for item in claiming.claim(self.tx, self.now, process.busy(), most, process.number).items:
            self.effects[item.id] = item.effect
            lanes.setdefault(item.lane, []).append(item)
        process.lanes += [(items, []) for items in lanes.values()]

    def go_on(self) -> None:
        process = self._one(self.processes)
        if process.lanes:
            self._go_on(process)

    def _go_on(self, process: Process) -> None:
        """With the next of a lane, as `bot.delivery.loop` does, or what became of all is written down."""
        lane = items, found = self._one(process.lanes)
        if len(found) < len(items):
            waits = bool(found) and not isinstance(found[-1], Done)
            item = items[len(found)]
            found.append(Released(item) if waits else self._performed(item))
        else:
            process.lanes.remove(lane)
            for settlement in found:
                self._settle(settlement)

    def _performed(self, item: OutboxItem) -> Settlement:
        """What was perhaps posted is looked for first; what another process may be at is left to it."""
        if not item.is_ours_at(self.now):
            return Released(item)
        outcome, due_at = self._one(self.outcomes), self.now + self._one((0, 30)) * SECOND
        match outcome:
            case "held back":
                return Waiting(item, due_at, nothing)
            case "not reached":
                return Postponed(item, due_at, outcome, item.is_unknown, nothing)
        if not item.is_unknown or not self.posted[item.id]:
            self.posted[item.id] += 1
        if outcome == "no answer":
            return Postponed(item, due_at, outcome, is_unknown=True, remember=nothing)
        return Done(item, None, nothing)

    def _settle(self, settlement: Settlement) -> None:
        item = settlement.item
        match settlement:
            case Done():
                self.kept[item.id] += claiming.delivered(self.tx, item, self.now)
            case Postponed():
                claiming.later(self.tx, item, settlement.due_at, settlement.error, settlement.is_unknown)
            case Waiting():
                claiming.wait(self.tx, item, self.now, settlement.due_at)
            case Released():
                claiming.release(self.tx, item)

    def die(self) -> None:
        self._one(self.processes).lanes.clear()

    def wait(self) -> None:
        self.now += self._one((SECOND, LEASE, LEASE + SECOND))

    def _one(self, some: Sequence[Choice]) -> Choice:
        return self.chance.choice(some)

    def end(self) -> None:
        """A process comes last that does not die, when all claims have run out and Slack answers again."""
        last, self.outcomes = Process(len(self.processes) + 1), ("answered",)
        while not is_quiet_in(self.tx, self.now + 31 * SECOND):
            self.now += LEASE + SECOND
            self._claim(last)
            while last.lanes:
                self._go_on(last)


@given(seed=st.integers(0, 2**32))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_is_posted_once_and_remembered_and_only_what_is_shown_anyway_is_left_out(
    storage: Storage, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311
    with passing(storage) as tx:
        world = World(tx, chance, tuple(Process(number) for number in range(1, chance.randint(2, 4))))
        for act in chance.choices(ACTS, k=chance.randint(10, 90)):
            getattr(world, act)()
            forget(tx)
        world.end()
        assert set(world.posted.values()) <= {1}
        assert +world.kept == world.posted
        left_out = [effect for item, effect in world.effects.items() if item not in world.posted]
        assert all(isinstance(effect, Show) for effect in left_out)
