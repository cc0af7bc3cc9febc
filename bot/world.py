"""Everything the product works with, put together in one place and handed around."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import ParamSpec, TypeVar

from bot.directory import Directory
from bot.graph import Graph
from bot.slack import Slack
from bot.slack_answer import SlackRefused, SlackUnavailable
from flows.organisation import Context, Organisation
from flows.people import Person
from flows.presence import Presence
from flows.rules import hours_of
from flows.screens.view import View
from storage import inbox, people, presence, reminders
from storage.database import Storage, Transaction

log = logging.getLogger(__name__)

P = ParamSpec("P")
Result = TypeVar("Result")
MOST_TRANSFERS = 4
"""Files that come or go at one time."""
MOST_LOOKS = 4
"""People whose presence is asked for at one time."""
Clock = Callable[[], datetime]


@dataclass
class World:
    """The product's surroundings. `bot_user` is our own Slack user id; `clock` gives aware UTC times.

    `link` opens the conversation with Værn from a mail. `under_way` are the arrivals that are being
    handled; `delivered_at` is when the delivery loop last looked, by the monotonic clock.
    """

    organisation: Organisation
    storage: Storage
    slack: Slack
    directory: Directory
    clock: Clock
    bot_user: str
    largest_file: int
    graph: Graph | None = None
    link: str = ""
    under_way: set[str] = field(default_factory=set)
    delivered_at: float = field(default_factory=time.monotonic)
    looks: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_LOOKS))
    transfers: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_TRANSFERS))
    owing: asyncio.Event = field(default_factory=asyncio.Event)
    sweeping: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def do(self, work: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        """Runs storage work in a thread, so that the event loop never waits for a disk."""
        return await asyncio.to_thread(work, *args, **kwargs)

    async def run(self, work: Callable[[Transaction], Result]) -> Result:
        """One transaction, in a thread."""
        return await asyncio.to_thread(self.storage.run, work)

    async def context(self, *persons: str) -> Context:
        """The time, the organisation and who these persons are, asked of Slack when not fresh."""
        await self._refresh(person for person in persons if person)
        return await self._known()

    async def _known(self) -> Context:
        now = self.clock()

        def look(tx: Transaction) -> Context:
            known, reachable = people.known(tx), presence.known(tx)
            return Context(now, self.organisation, known, reachable, reminders.told(tx, now))

        return await self.run(look)

    async def view(self, viewer: str, *persons: str) -> View:
        """The eyes of a person, or of a channel when `viewer` is empty."""
        ctx = await self.context(viewer, *persons)
        return View(ctx, ctx.people.get(viewer))

    async def glance(self, viewer: str) -> View:
        """The eyes of a person as they are known, without asking Slack: a modal must open at once."""
        ctx = await self._known()
        return View(ctx, ctx.people.get(viewer))

    async def _refresh(self, persons: Iterable[str]) -> None:
        wanted, now = list(persons), self.clock()
        if not wanted:
            return
        for person in await self.run(lambda tx: people.stale(tx, wanted, now)):
            await self.refresh(person)

    async def refresh(self, person: str) -> None:
        """Asks Slack anew who the person is; what is known of them goes on counting while it is silent."""
        try:
            found = await self.directory.person(person)
        except (SlackRefused, SlackUnavailable) as error:
            log.warning("slack did not say who somebody is: %s", error)
            return
        if found is not None:
            now = self.clock()
            await self.run(lambda tx: people.put(tx, found, now))

    async def look_for(self, *persons: str) -> list[str]:
        """Asks whether these can be reached, where that is not fresh; gives who was away and is back.

        Back is who is at work again: in the night after a holiday nobody is, nor during Do Not Disturb.
        """
        now = self.clock()
        wanted = await self.run(lambda tx: presence.stale(tx, persons, now))
        await self._refresh(wanted)
        known, last = await self.run(lambda tx: (people.known(tx), presence.known(tx)))
        here = [known[person] for person in wanted if person in known and known[person].is_active]
        found = await asyncio.gather(
            *(self._presence(person, last.get(person.id, Presence())) for person in here)
        )

        ctx = await self.context()

        def remember(tx: Transaction) -> list[str]:
            back = []
            for person, now_is in zip(here, found, strict=True):
                is_back = presence.is_back(tx, person.id, now_is, now)
                is_in_hours = hours_of(person.id, None, ctx).is_working_time(now)
                if not is_back or (is_in_hours and not now_is.is_quiet_at(now)):
                    presence.put(tx, person.id, now_is, now)
                    back += [person.id] if is_back else []
            return back

        return await self.run(remember)

    async def _presence(self, person: Person, last: Presence) -> Presence:
        async with self.looks:
            return await self.directory.presence(person, last)

    async def handled(self, arrival: str) -> None:
        """The arrival has led to all it leads to, or waits for a choice; what it owes can be paid."""
        now = self.clock()
        await self.run(lambda tx: inbox.handled(tx, arrival, now))
        self.under_way.discard(arrival)
        self.owing.set()
