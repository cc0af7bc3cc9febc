"""Everything the product works with, put together in one place and handed around."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from bot.directory import Directory
from bot.progress import Arrivals, Progress
from bot.roster import Roster
from bot.slack.answers import SlackRefused, SlackUnavailable
from bot.slack.budgets import UNLIMITED, within
from bot.slack.calls import Slack
from bot.threads import Threads
from bot.timekeeping import Timekeeper
from flows.effects import Alert
from flows.events import PersonBack, PersonLeft
from flows.people.organisation import Context, Organisation
from flows.people.person import Person
from flows.people.presence import Presence
from flows.reminders.rules import hours_of
from flows.screens.view import View
from storage import addresses, call_budgets, case_lists, case_turns, inbox, outbox, people, presence
from storage.claiming import OutboxItem
from storage.database import Storage, Transaction
from storage.gathering import Facts, gather
from storage.keys import Unreadable

if TYPE_CHECKING:
    from bot.graph.calls import Graph

log = logging.getLogger(__name__)

P = ParamSpec("P")
Result = TypeVar("Result")


def _is_at_work(person: str, seen: Presence, ctx: Context) -> bool:
    """In their working hours, and not during Do Not Disturb."""
    return hours_of(person, None, ctx).is_working_time(ctx.now) and not seen.is_quiet_at(ctx.now)


def _is_colleague(person: Person | None) -> bool:
    return person is not None and person.is_member and person.is_active


@dataclass
class World:
    """The product's surroundings. `bot_user` is our own Slack user id; `keeper` knows the time.

    `link` opens the conversation with Værn from a mail.
    """

    roster: Roster
    storage: Storage
    slack: Slack
    directory: Directory
    keeper: Timekeeper
    bot_user: str
    largest_file: int
    threads: Threads
    graph: Graph | None = None
    link: str = ""
    arrivals: Arrivals = field(default_factory=Arrivals)
    progress: Progress = field(default_factory=Progress)

    def clock(self) -> datetime:
        """The time by which we live, aware, in UTC."""
        return self.keeper.now()

    async def do(self, work: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        """Work that takes a while, in a thread, so that the event loop never waits for it."""
        return await asyncio.to_thread(work, *args, **kwargs)

    async def write(self, work: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        """Storage work that writes, in the order asked for; nobody who reads waits for it."""
        return await self.threads.writers.run(work, *args, **kwargs)

    async def turn(self, work: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        """Storage work that deals with an `arrival`, which needs nothing more then."""
        result = await self.write(work, *args, **kwargs)
        self.arrivals.settled.add(str(kwargs["arrival"]))
        return result

    async def deal_with(self, arrival: str, work: Callable[[Transaction], None]) -> None:
        """The work and the end of the arrival that asks for it, in one writing transaction."""
        now = self.clock()

        def dealt_with(tx: Transaction) -> None:
            work(tx)
            inbox.done(tx, arrival, now)

        await self.run(dealt_with)
        self.arrivals.settled.add(arrival)

    async def run(self, work: Callable[[Transaction], Result]) -> Result:
        """One writing transaction, in the order asked for."""
        return await self.threads.writers.run(self.storage.run, work)

    async def draw(self, method: str, minute: datetime, more: int) -> int:
        """Draws calls of a method from the budget that the processes share."""
        return await self.run(lambda tx: call_budgets.draw(tx, method, minute, more))

    async def read(self, look: Callable[[Transaction], Result]) -> Result:
        """One reading transaction, which waits for nobody who writes."""
        return await self.threads.readers.run(self.storage.read, look)

    @property
    def organisation(self) -> Organisation:
        """The organisation as its file says it, with those of its people who are found."""
        return self.roster.organisation(self.storage.known.people)

    async def complete(self, department: str) -> None:
        """Asks Slack who the people of a department are, as far as nobody has asked yet."""
        await self.look_up(self.roster.of_department(department, self.storage.known.people))

    async def look_up(self, wanted: Iterable[str]) -> None:
        """Asks Slack who has these addresses, and remembers it. Raises SlackRefused and SlackUnavailable."""
        await self.take_in({address: await self.slack.user_by_mail(address) for address in wanted})

    async def take_in(self, said: Mapping[str, dict[str, Any] | None]) -> None:
        """What Slack said of these addresses; one that is no colleague's leads to nobody."""
        if not said:
            return
        found = {address: self.directory.person_of(user) for address, user in said.items() if user}
        ids = {address: found[address].id if _is_colleague(found.get(address)) else "" for address in said}
        now = self.clock()

        def remember(tx: Transaction) -> None:
            for person in found.values():
                people.put(tx, person, now)
            addresses.put(tx, ids, now)

        await self.run(remember)
        self.roster.know(ids)
        await self.catch_up()

    async def lose(self, lost: Sequence[str]) -> None:
        """These addresses lead to nobody any more; the departments go on with whoever is left."""
        now = self.clock()
        await self.run(lambda tx: addresses.lose(tx, lost, now))
        self.roster.lose(lost)

    async def forget(self, asked: Collection[str]) -> None:
        """What Slack said of these addresses counts for nothing, and is asked again where they are named."""
        await self.run(lambda tx: addresses.forget(tx, asked))
        self.roster.forget(asked)

    def known(self) -> Context:
        """The time, the organisation and who people are, as far as that is in memory."""
        return self.storage.known.context(self.clock(), self.organisation)

    async def context(self, *persons: str) -> Context:
        """The time, the organisation and who people are; these are asked of Slack when not fresh."""
        for person in dict.fromkeys(filter(None, persons)):
            if self.storage.known.stale(person, self.clock()):
                await self.refresh(person)
        return self.known()

    async def view(self, viewer: str, *persons: str) -> View:
        """Language, zone, names and the organisation for one reader; for a channel when `viewer` is empty.

        Slack is asked for whoever is not known yet.
        """
        await self.learn(viewer, *persons)
        return self.glance(viewer)

    def glance(self, viewer: str) -> View:
        """The same from what is known, without asking Slack: a modal must open within three seconds."""
        ctx = self.known()
        return View(ctx, ctx.people.get(viewer))

    async def learn(self, *persons: str) -> None:
        """Asks Slack who those are that are not known at all."""
        for person in sorted({*persons} - {""} - set(self.known().people)):
            await self.refresh(person)

    async def refresh(self, person: str) -> None:
        """Asks Slack anew who the person is; what is known of them goes on counting while it is silent."""
        try:
            # Whoever draws a name needs it now: without it nobody would be named.
            with within(UNLIMITED):
                found = await self.directory.person(person)
        except (SlackRefused, SlackUnavailable) as error:
            log.warning("slack did not say who somebody is: %s", error)
            return
        now = self.clock()
        self.storage.known.saw(person, now)
        if found is not None and not await self.read(lambda tx: people.is_as_known(tx, found, now)):
            await self.run(lambda tx: people.put(tx, found, now))
        if self.directory.has_met_unknown_zone:
            await self.run(lambda tx: outbox.owe(tx, "zones", (Alert("zone-unknown", "unknown_zone"),), now))
            self.directory.has_met_unknown_zone = False
        # Another process may have written down the same before.
        await self.catch_up()

    async def catch_up(self) -> None:
        """Reads what has changed of people since this process looked last."""
        ctx = self.known()
        await self.read(lambda tx: tx.newest(ctx))

    async def gather(self, items: Sequence[OutboxItem]) -> dict[str, Facts | Unreadable]:
        """The facts behind these deliveries as of one moment; who is named and not known is asked for."""
        ctx = self.known()
        found = await self.read(lambda tx: gather(tx, items, ctx))
        named = {str(getattr(item.effect, "person", "")) for item in items} - {""}
        for facts in found.values():
            named |= facts.persons() if isinstance(facts, Facts) else set()
        if named - set(self.known().people):
            await self.learn(*named)
            newest = self.known()
            return {
                item: replace(facts, ctx=newest) if isinstance(facts, Facts) else facts
                for item, facts in found.items()
            }
        return found

    async def look_for(self, *persons: str) -> list[str]:
        """Asks whether these can be reached, where that is not fresh; gives who was away and is back.

        Back is who is at work again: in the night after a holiday nobody is, nor during Do Not Disturb. They
        are given each time until `presence.is_told`.
        """
        now = self.clock()
        wanted = await self.read(lambda tx: presence.stale(tx, persons, now)) if persons else []
        if wanted:
            await self._look_at(wanted, now)
        back = await self.read(presence.untold) if persons else []
        ctx = self.known()
        return sorted(p for p in back if _is_at_work(p, ctx.presence.get(p, Presence()), ctx))

    async def _look_at(self, persons: Iterable[str], now: datetime) -> None:
        """Asks whether these can be reached, and remembers it."""
        ctx = await self.context(*persons)
        here = [ctx.people[p] for p in persons if p in ctx.people and ctx.people[p].is_active]
        found = await asyncio.gather(
            *(self.directory.presence(person, ctx.presence.get(person.id, Presence())) for person in here)
        )
        seen = {person.id: now_is for person, now_is in zip(here, found, strict=True)}

        def remember(tx: Transaction) -> None:
            """Who is back, and is not at work yet, is looked for again."""
            is_back = presence.back(tx, seen, now)
            not_yet = {person for person in is_back if not _is_at_work(person, seen[person], ctx)}
            presence.put_all(tx, {p: now_is for p, now_is in seen.items() if p not in not_yet}, now)

        await self.run(remember)
        await self.catch_up()

    async def in_each_case(self, event: PersonLeft | PersonBack) -> None:
        """What each of somebody's cases comes to, in a turn of its own, so that nobody waits for all of them.

        A case that fails stops no other.
        """
        for case in await self.read(partial(case_lists.holding, person=event.person)):
            turn = self.write(case_turns.happened, self.storage, case, event, self.known())
            (failure,) = await asyncio.gather(turn, return_exceptions=True)
            if failure is not None:
                log.error("a case could not go on without somebody: %s", type(failure).__name__)

    async def handled(self, arrival: str) -> None:
        """The arrival has led to all it leads to, or waits for a choice."""
        if arrival not in self.arrivals.settled:
            now = self.clock()
            await self.run(lambda tx: inbox.handled(tx, arrival, now))
        self.arrivals.over(arrival)
