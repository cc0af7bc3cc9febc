"""The delivery loop: delivers what is owed, in order within a lane, and feeds the answers back as events."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from bot.delivery.handlers import performed
from bot.delivery.postponing import Obstacle, obstacle_of, postponed, share_of, waiting
from bot.delivery.result import DeliveryResult, NotNow, Shown, nothing
from bot.graph.answers import GraphUnavailable
from bot.slack.answers import HeldBack, SlackRefused, SlackUnavailable
from bot.slack.budgets import within
from bot.world import World
from flows import effects as fx
from flows.effects import Effect
from flows.events import ChannelRefused, ContactTold, FileGivenUp, MembersSeen
from storage import claiming, outbox
from storage.claiming import Claim, OutboxItem
from storage.database import Transaction
from storage.gathering import Facts
from storage.settling import DeliveryEvent, Done, Postponed, Released, Settlement, settle

log = logging.getLogger(__name__)

Result = TypeVar("Result")

LONGEST_ENDING = 60.0
"""Seconds for what has begun when the product is to end; systemd gives ninety for all of it."""
LONGEST_GATHERING = 60.0
"""Seconds, half of a delivery's: people whom nobody knows are asked for before anything is delivered."""
MOST_FAILURES = 6
MOST_FAILURES_OF_A_CHANNEL = 9
NOTHING = Claim(())


async def attempted(work: Awaitable[Result], what: str) -> Result | Exception:
    """What it came to; an exception is an outcome too, and ends no loop. Its own text may hold content."""
    try:
        return await work
    except (NotNow, SlackUnavailable, SlackRefused, GraphUnavailable) as error:
        return error
    except Exception as error:  # noqa: BLE001
        log.error("%s failed: %s", what, type(error).__name__)
        return error


class Delivery:
    """One loop a process, which claims by its number.

    What is claimed together is read together; each lane is delivered on its own. So many seconds after a look
    in vain it looks again for what has become due, and for what another process owes.
    """

    def __init__(self, world: World, process: int, seconds_between_looks: float) -> None:
        self._world, self._process, self._pause = world, process, seconds_between_looks
        self._under_way: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_stopping = False
        self._claims = 0

    async def run(self) -> None:
        """Delivers until `stop`, looking when something is owed and after each pause.

        Whatever was claimed while `stop` was called is still delivered: its claim says that it has begun.
        What takes too long then is left, and is reconciled at the next start as after a kill.
        """
        heard, is_owed = self._hearing(), True
        self._world.storage.on_owed.append(heard)
        while not self._is_stopping:
            self._world.progress.owed.clear()
            self._world.keeper.look()
            claim = await self._claim() if is_owed else NOTHING
            self._world.progress.delivered_at = time.monotonic()
            if claim.items:
                self._begin(claim)
            is_owed = claim.is_more or await self._rest()
        self._world.storage.on_owed.remove(heard)
        await self._end()

    async def _end(self) -> None:
        ending = asyncio.gather(*self._tasks, return_exceptions=True)
        with contextlib.suppress(TimeoutError):
            # When the time is over it is cancelled, and with it what it waits for.
            await asyncio.wait_for(ending, LONGEST_ENDING)

    def _hearing(self) -> Callable[[], None]:
        """What the thread calls in whose transaction something was owed."""
        loop, owing = asyncio.get_running_loop(), self._world.progress.owed

        def heard() -> None:
            loop.call_soon_threadsafe(owing.set)

        return heard

    def _begin(self, claim: Claim) -> None:
        self._under_way |= {item.id for item in claim.items}
        task = asyncio.create_task(self._deliver(claim, self._claims))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _claim(self) -> Claim:
        """What is to be delivered now; nothing while the database is away, which must not end the loop."""
        self._claims += 1
        now, busy = self._world.clock(), list(self._under_way)
        claim = self._world.run(lambda tx: claiming.claim(tx, now, busy, process=self._process))
        found = await attempted(claim, "looking for what is owed")
        return NOTHING if isinstance(found, Exception) else found

    async def _rest(self) -> bool:
        """Until something is owed here, or the pause is over; whether there is anything to claim then."""
        try:
            async with asyncio.timeout(self._pause):
                await self._world.progress.owed.wait()
            return True
        except TimeoutError:
            return await self._is_any_due()

    async def _is_any_due(self) -> bool:
        """A look that writes nothing: what waited for its time, and what another process has owed."""
        now, busy = self._world.clock(), list(self._under_way)
        look = self._world.read(lambda tx: claiming.is_any_due(tx, now, busy, self._process))
        return await attempted(look, "looking for what is due") is True

    def stop(self) -> None:
        """Claims nothing more; `run` ends when the deliveries that have begun are over."""
        self._is_stopping = True
        self._world.progress.owed.set()

    async def _deliver(self, claim: Claim, number: int) -> None:
        """Everything is read as of one moment; then each lane goes on by itself, in its own order.

        `number` is which claim of this process it is.
        """
        begun = time.monotonic()
        found = await self._gathered(claim.items)
        lanes: dict[str, list[OutboxItem]] = {}
        for item in claim.items:
            lanes.setdefault(item.lane, []).append(item)

        async def deliver(lane: str, items: list[OutboxItem]) -> None:
            is_delivered = await self._deliver_lane(items, found, begun)
            # A claim that came later passed over what was owed meanwhile in this lane.
            if not is_delivered or lane in claim.followed or number != self._claims:
                self._world.progress.owed.set()

        await asyncio.gather(*(deliver(*lane) for lane in lanes.items()))

    async def _gathered(self, items: Sequence[OutboxItem]) -> dict[str, Facts | Exception]:
        """The facts behind each; when they cannot be read together, those that can be read alone."""
        found = await attempted(self._world.gather(items), "reading for deliveries")
        if not isinstance(found, Exception):
            return dict(found)
        if len(items) == 1:
            return {items[0].id: found}
        alone = [await self._gathered([item]) for item in items]
        return {item: facts for one in alone for item, facts in one.items()}

    async def _deliver_lane(
        self, items: list[OutboxItem], found: Mapping[str, Facts | Exception], begun: float
    ) -> bool:
        """One after the other; from one that has to wait on, the lane waits. Whether all of them are done."""
        shown = {item.id: Shown() for item in items}
        settlements: list[Settlement] = []
        done: set[Effect] = set()
        try:
            for item in items:
                if self._is_late(item, begun) or (settlements and not isinstance(settlements[-1], Done)):
                    settlements.append(Released(item))
                elif item.effect in done:
                    settlements.append(Done(item, None, nothing))
                else:
                    settlements.append(await self._settlement(item, found[item.id], shown[item.id]))
                    done.add(item.effect)
            await self._settle(settlements, shown)
        finally:
            self._under_way -= {item.id for item in items}
        return all(isinstance(settlement, Done) for settlement in settlements)

    def _is_late(self, item: OutboxItem, begun: float) -> bool:
        """After so long a wait, or a sleep of the machine, another process may begin with it too."""
        return time.monotonic() - begun > LONGEST_GATHERING or not item.is_ours_at(self._world.clock())

    async def _settlement(self, item: OutboxItem, facts: Facts | Exception, shown: Shown) -> Settlement:
        if isinstance(facts, Exception) and isinstance(item.effect, fx.Alert) and self._is_last_try(item):
            # Whom a case keeps out that cannot be read is not known; without it an alert tells nothing of it.
            facts = Facts(self._world.known())
        if isinstance(facts, Exception):
            return self._failed(item, type(facts).__name__, item.is_unknown, shown)
        name = type(item.effect).__name__
        with within(share_of(item)):
            outcome = await attempted(performed(self._world, item, facts, shown), f"delivering {name}")
        match outcome:
            case DeliveryResult() as result:
                return self._done(item, result, shown)
            case NotNow() | HeldBack() as error:
                return waiting(item, error, self._world.clock(), shown)
            case SlackUnavailable() | GraphUnavailable() as error:
                return self._unavailable(item, error, shown)
            case SlackRefused() as refusal:
                return self._given_up(item, refusal.error, shown)
            case failure:
                return self._failed(item, type(failure).__name__, True, shown)

    def _failed(self, item: OutboxItem, error: str, is_unknown: bool, shown: Shown) -> Settlement:
        """By our own fault: tried again, and given up after some times."""
        if not self._is_last_try(item):
            return self._later(item, Obstacle(error, None, is_unknown), shown)
        return self._given_up(item, error, shown)

    def _is_last_try(self, item: OutboxItem) -> bool:
        return item.failures >= MOST_FAILURES

    def _unavailable(
        self, item: OutboxItem, error: SlackUnavailable | GraphUnavailable, shown: Shown
    ) -> Settlement:
        """Waits and tries again, but a case does not wait for its channel as long as Slack may be away."""
        met = obstacle_of(error, item)
        if isinstance(error, SlackUnavailable) and error.is_about_the_app:
            self._world.progress.refused = error.reason
        is_channel = isinstance(item.effect, fx.OpenChannel)
        if is_channel and met.is_failure and item.failures >= MOST_FAILURES_OF_A_CHANNEL:
            return self._given_up(item, met.error, shown)
        return self._later(item, met, shown)

    def _done(self, item: OutboxItem, result: DeliveryResult, shown: Shown) -> Done:
        now = self._world.clock()

        def remember(tx: Transaction) -> None:
            shown.remember(tx, now)
            result.remember(tx)

        return Done(item, result.answer, remember, result.error)

    def _given_up(self, item: OutboxItem, error: str, shown: Shown) -> Done:
        """Slack will never do it: the case hears its last word, or the operators are told."""
        log.warning("%s was refused: %s", type(item.effect).__name__, error)
        last_word = _last_word(item.effect, error)
        is_ours = last_word is None or isinstance(last_word, FileGivenUp)
        remember = partial(self._alert, item, error) if is_ours else nothing
        return self._done(item, DeliveryResult(last_word, remember, error), shown)

    def _later(self, item: OutboxItem, met: Obstacle, shown: Shown) -> Postponed:
        return postponed(item, met, self._world.clock(), shown)

    async def _settle(self, settlements: list[Settlement], shown: Mapping[str, Shown]) -> None:
        """In one transaction. What cannot be decided upon is tried again, and given up after some times.

        When not even its last word can be decided upon, the operators are told. While the database is away
        the claims stay; when it is back they are claimed once more, and what was done is looked for then.
        """
        await self._world.context(*_persons(settlements))
        outcome = await self._written_down(settlements)
        for otherwise in (self._failed, self._without_a_word):
            if outcome is None:
                return
            name = type(outcome).__name__
            again = [otherwise(found.item, name, True, shown[found.item.id]) for found in settlements]
            outcome = await self._written_down(again)

    async def _written_down(self, settlements: list[Settlement]) -> Exception | None:
        written = self._world.write(settle, self._world.storage, settlements, self._world.known())
        return await attempted(written, "writing down what was delivered")

    def _without_a_word(self, item: OutboxItem, error: str, is_unknown: bool, shown: Shown) -> Settlement:
        if not self._is_last_try(item):
            return self._later(item, Obstacle(error, None, is_unknown), shown)
        return self._done(item, DeliveryResult(None, partial(self._alert, item, error), error), shown)

    def _alert(self, item: OutboxItem, error: str, tx: Transaction) -> None:
        """The operators are told of what was given up, unless it was the telling of them."""
        if not isinstance(item.effect, fx.Alert):
            outbox.owe(tx, item.subject, (fx.Alert("undelivered", error),), self._world.clock())


def _last_word(effect: Effect, error: str) -> DeliveryEvent | None:
    """What a case has to know of an effect that was given up, so that it goes on without it."""
    match effect:
        case fx.OpenChannel():
            return ChannelRefused(error)
        case fx.Invite():
            return MembersSeen(missing=dict.fromkeys(effect.persons, error))
        case fx.Tell(message=fx.CONTACT_WANTED):
            return ContactTold(effect.person, is_missed=True)
        case fx.FetchFile():
            return FileGivenUp(effect.evidence)
        case _:
            return None


def _persons(settlements: list[Settlement]) -> list[str]:
    """Those who were found for a report: who they are is asked before it is decided upon."""
    answers = [settlement.answer for settlement in settlements if isinstance(settlement, Done)]
    names = ("leader", "next_leader", "representative")
    return [person for answer in answers for name in names if (person := getattr(answer, name, ""))]
