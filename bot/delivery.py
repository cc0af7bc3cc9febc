"""The delivery loop: pays what is owed, in order within a lane, and feeds the answers back as events."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import timedelta

from bot.graph_connection import GraphUnavailable
from bot.payments import channel, dossier, files, meetings, messages, people, surfaces
from bot.payments.paid import NotNow, Paid
from bot.slack_answer import SlackRefused, SlackUnavailable
from bot.world import World
from flows import effects as fx
from flows.events import ChannelRefused, ContactTold, MemberMissing
from storage import outbox, settling
from storage.database import Transaction
from storage.outbox import Debt
from storage.settling import Answer

log = logging.getLogger(__name__)

LONGEST_WAIT = 300.0
MOST_FAILURES = 6
MOST_WAITS_FOR_A_CHANNEL = 9
SECONDS_BETWEEN_LOOKS = 1.0


async def paid(world: World, debt: Debt) -> Paid:
    """Performs one effect. Raises SlackRefused, SlackUnavailable or GraphUnavailable."""
    effect = debt.effect
    match effect:
        case fx.OpenChannel():
            return await channel.open_channel(world, debt)
        case fx.Invite():
            return await channel.invite(world, debt, effect)
        case fx.Show():
            return await surfaces.show(world, debt, effect)
        case fx.Tell():
            return await messages.tell(world, debt, effect)
        case fx.FindPeople():
            return await people.find_people(world, effect)
        case fx.FetchFile():
            return await files.fetch_file(world, debt, effect)
        case fx.ShareEvidence():
            return await files.share_evidence(world, debt, effect)
        case fx.Alert():
            return await messages.alert(world, debt, effect)
        case fx.Remove() | fx.ArchiveChannel():
            return await channel.leave(world, debt, effect)
        case fx.KeepCalendar() | fx.SendCalendarFile() | fx.SendMail():
            return await meetings.pay(world, debt, effect)
        case fx.ExportDossier():
            return await dossier.export(world, debt)


class Delivery:
    """One loop a process; each lane's first debt is paid in a task of its own."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._is_stopping = False

    async def run(self) -> None:
        """Pays until `stop`, looking when something is owed and once a second.

        Whatever was claimed while `stop` was called is still paid: its claim says that it has begun.
        """
        while not self._is_stopping:
            self._world.owing.clear()
            debts = await self._claim()
            self._world.delivered_at = time.monotonic()
            for debt in debts:
                task = asyncio.create_task(self._pay(debt))
                self._under_way[debt.id] = task
            if not debts:
                await self._rest()
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def _claim(self) -> list[Debt]:
        try:
            return await self._world.do(self._claimed)
        except Exception as error:  # noqa: BLE001
            # A database that is away for a while must not end the loop for good.
            log.error("looking for what is owed failed: %s", type(error).__name__)
            return []

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(SECONDS_BETWEEN_LOOKS):
                await self._world.owing.wait()
        except TimeoutError:
            return

    def _claimed(self) -> list[Debt]:
        with self._world.storage.transaction() as tx:
            return outbox.claim(tx, self._world.clock(), list(self._under_way))

    def stop(self) -> None:
        """Claims nothing more; `run` ends when the payments that have begun are over."""
        self._is_stopping = True
        self._world.owing.set()

    async def _pay(self, debt: Debt) -> None:
        try:
            await self._settle(debt, await paid(self._world, debt))
        except NotNow as later:
            await self._later(debt, later.seconds, str(later), debt.is_unknown)
        except SlackUnavailable as error:
            await self._unavailable(debt, error)
        except GraphUnavailable as error:
            await self._later(debt, error.retry_after, str(error), error.is_unknown)
        except SlackRefused as refusal:
            await self._give_up(debt, refusal.error)
        except Exception as error:  # noqa: BLE001
            # One debt that cannot be paid must not stop the others; its text may hold content.
            log.error("paying %s failed: %s", type(debt.effect).__name__, type(error).__name__)
            if debt.attempts < MOST_FAILURES:
                await self._later(debt, None, type(error).__name__, True)
            else:
                await self._give_up(debt, type(error).__name__)
        finally:
            self._under_way.pop(debt.id, None)
            self._world.owing.set()

    async def _unavailable(self, debt: Debt, error: SlackUnavailable) -> None:
        """Waits and tries again, but a case does not wait for its channel as long as Slack may be away."""
        if isinstance(debt.effect, fx.OpenChannel) and debt.attempts >= MOST_WAITS_FOR_A_CHANNEL:
            await self._give_up(debt, error.reason)
        else:
            is_unknown = error.is_unknown or debt.is_unknown
            await self._later(debt, error.retry_after, error.reason, is_unknown)

    async def _settle(self, debt: Debt, result: Paid) -> None:
        ctx = await self._world.context(*(_persons(result)))
        world = self._world

        def settle() -> None:
            settling.pay(
                world.storage, debt, result.answer, ctx, error=result.error, remember=result.remember
            )

        await world.do(settle)

    async def _give_up(self, debt: Debt, error: str) -> None:
        """Slack will never do it. The operators are told, unless it was the telling of them."""
        log.warning("%s was refused: %s", type(debt.effect).__name__, error)
        last_word = _last_word(debt.effect, error)
        if last_word is not None:
            await self._settle(debt, Paid(last_word, error=error))
            return
        world = self._world

        def give_up(tx: Transaction) -> None:
            now = world.clock()
            outbox.paid(tx, debt.id, now, error)
            if not isinstance(debt.effect, fx.Alert):
                outbox.owe(tx, debt.subject, (fx.Alert("undelivered", error),), now)

        await world.do(world.storage.run, give_up)

    async def _later(self, debt: Debt, after: float | None, error: str, is_unknown: bool) -> None:
        wait = after if after is not None else min(2.0**debt.attempts, LONGEST_WAIT)
        due = self._world.clock() + timedelta(seconds=wait)
        world = self._world

        def postpone(tx: Transaction) -> None:
            outbox.later(tx, debt.id, due, error, is_unknown)

        await world.do(world.storage.run, postpone)


def _last_word(effect: fx.Effect, error: str) -> Answer | None:
    """What a case has to know of an effect that was given up, so that it goes on without it."""
    match effect:
        case fx.OpenChannel():
            return ChannelRefused(error)
        case fx.Invite():
            return MemberMissing(effect.person, error)
        case fx.Tell(message=fx.HELP):
            return ContactTold(effect.person, is_missed=True)
        case _:
            return None


def _persons(result: Paid) -> list[str]:
    found = [getattr(result.answer, name, "") for name in ("leader", "next_leader", "representative")]
    return [person for person in found if person]
