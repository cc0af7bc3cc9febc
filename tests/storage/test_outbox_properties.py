"""Whatever crashes, fails or waits: every outbox item is settled once, and each lane in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.effects import Tell
from storage import claiming, outbox
from storage.claiming import LEASE, OutboxItem
from storage.database import Storage, Transaction
from tests.storage.passing import forget, passing
from tests.storage.stories import LARS, NOW
from tests.storage.test_outbox import is_quiet_in

ACTS = ["owe", "claim", "claim", "deliver", "deliver", "fail", "crash", "wait"]


@dataclass
class World:
    """One database, and processes that take outbox items, deliver them, fail or die."""

    tx: Transaction
    choice: st.DataObject
    now: datetime = NOW
    owed: dict[str, list[str]] = field(default_factory=dict)
    delivered: dict[str, list[str]] = field(default_factory=dict)
    held: dict[str, OutboxItem] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def owe(self) -> None:
        lane = self.choice.draw(st.sampled_from("abc"))
        name = f"{lane}{len(self.owed.setdefault(lane, []))}"
        self.owed[lane].append(name)
        outbox.owe(self.tx, lane, (Tell(LARS, name),), self.now)

    def claim(self) -> None:
        most = self.choice.draw(st.integers(1, 3))
        for item in claiming.claim(self.tx, self.now, list(self.held), most).items:
            assert item.id not in self.held
            assert item.is_unknown == (item.id in self.begun)
            assert not any(other.subject == item.subject for other in self.held.values())
            self.held[item.id] = item
            self.begun.add(item.id)

    def deliver(self) -> None:
        if item := self._taken():
            claiming.delivered(self.tx, item, self.now)
            assert isinstance(item.effect, Tell)
            self.delivered.setdefault(item.subject, []).append(item.effect.message)

    def fail(self) -> None:
        if item := self._taken():
            is_unknown = self.choice.draw(st.booleans())
            wait = timedelta(seconds=self.choice.draw(st.integers(0, 90)))
            claiming.later(self.tx, item, self.now + wait, "ratelimited", is_unknown)
            if not is_unknown:
                self.begun.discard(item.id)

    def crash(self) -> None:
        """All that the process held is forgotten; only the lease gives it back."""
        self.held.clear()

    def wait(self) -> None:
        self.now += timedelta(seconds=self.choice.draw(st.integers(0, 200)))

    def _taken(self) -> OutboxItem | None:
        if not self.held:
            return None
        return self.held.pop(self.choice.draw(st.sampled_from(sorted(self.held))))

    def settle_all(self) -> None:
        """A process that does not die comes last."""
        self.crash()
        for _ in range(sum(map(len, self.owed.values())) + 1):
            self.now += LEASE + timedelta(seconds=1)
            self.claim()
            while self.held:
                self.deliver()


@given(acts=st.lists(st.sampled_from(ACTS), max_size=30), choice=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_item_is_settled_once_and_each_lane_in_order(
    storage: Storage, acts: list[str], choice: st.DataObject
) -> None:
    with passing(storage) as tx:
        world = World(tx, choice)
        for act in acts:
            getattr(world, act)()
            forget(tx)
        world.settle_all()
        assert world.delivered == world.owed
        assert is_quiet_in(tx, world.now)
