"""Questions to Slack that nobody waits for: who is here, who has left, and what the app may do.

Slack tells of a change as it happens; what it told while nobody listened is found here.
"""

from __future__ import annotations

import asyncio
import logging
import time

from bot.slack.answers import SlackRefused, SlackUnavailable
from bot.sweeps import plan_anew
from bot.world import World
from flows.effects import Alert
from flows.events import PersonLeft
from storage import addresses, case_lists, outbox
from storage.database import Transaction

log = logging.getLogger(__name__)

LACKING = "missing_scope"
SECONDS_BETWEEN_ROUNDS = 6 * 3600.0
MOST_NAMED = 20
LONGEST_WAIT = 600.0
"""Seconds, where Slack does not answer."""


async def look_around(world: World) -> None:
    """A round, when it is time for one: who has which address, and who has left."""
    progress = world.progress
    if not world.keeper.is_confirmed or time.monotonic() < progress.next_round_at:
        return
    progress.next_round_at = time.monotonic() + SECONDS_BETWEEN_ROUNDS
    await _look_up(world)
    await _see_who_left(world)
    await _tell_of_nobody(world)
    await _ask_graph(world)
    await plan_anew(world)


async def _look_up(world: World) -> None:
    """The addresses that nobody has asked for, then those by which nobody was found before."""
    people = world.storage.known.people
    for address in (*world.roster.not_asked(people), *world.roster.nobody(people)):
        await _in_time(world)
        try:
            await world.look_up([address])
        except SlackRefused as refusal:
            log.error("slack does not look people up: %s", refusal.error)
            return
        except SlackUnavailable as error:
            log.warning("people are looked up later: %s", error.reason)
            world.progress.next_round_at = time.monotonic() + (error.retry_after or LONGEST_WAIT)
            return


async def _see_who_left(world: World) -> None:
    """Those whom the organisation names and those who take part in a case."""
    taking_part = await world.read(case_lists.participants)
    for person in dict.fromkeys((*world.organisation.everybody(), *taking_part)):
        if world.storage.known.stale(person, world.clock()):
            await _in_time(world)
            await world.context(person)
    if gone := world.roster.gone(world.storage.known.people):
        await world.lose(gone)
    for person in taking_part:
        known = world.known().people.get(person)
        if known is not None and not known.is_active:
            await world.in_each_case(PersonLeft(person))


async def _tell_of_nobody(world: World) -> None:
    """The operators hear once, and together, of the addresses that lead to nobody."""
    wanted, now = set(world.roster.nobody(world.storage.known.people)), world.clock()

    def tell(tx: Transaction) -> list[str]:
        found = addresses.told(tx, wanted)
        if found:
            named = (*found[:MOST_NAMED], *(("…",) if len(found) > MOST_NAMED else ()))
            outbox.owe(tx, "addresses", (Alert("address-unknown", ", ".join(named)),), now)
        return found

    for address in await world.run(tell) if wanted else ():
        log.warning("organisation.toml: slack knows no colleague with the address %s", address)


async def _ask_graph(world: World) -> None:
    """The operators hear once a day that Microsoft does not let us in."""
    if world.graph is not None and not await world.graph.is_let_in():
        log.error("microsoft refuses the app that is to ask graph")
        now = world.clock()
        await world.run(lambda tx: outbox.owe(tx, "graph", (Alert("graph-refused", "graph_refused"),), now))


async def _in_time(world: World) -> None:
    """Between two questions, so that half of the method's budget is left for whoever waits."""
    await asyncio.sleep(world.slack.seconds_between_lookups)


async def see_what_is_granted(world: World) -> None:
    """Asks Slack who we are: whether the token still counts, and whether the app may do all that it needs."""
    try:
        missing = await world.slack.missing_scopes()
    except SlackRefused as refusal:
        world.progress.refused = refusal.error
        return
    except SlackUnavailable as error:
        world.progress.refused = error.reason if error.is_about_the_app else world.progress.refused
        return
    if missing and missing != world.progress.lacking:
        log.error("the slack app lacks %s: install it again from its manifest", ", ".join(missing))
        alert, now = Alert("scopes-missing", ", ".join(missing)), world.clock()
        await world.run(lambda tx: outbox.owe(tx, "scopes", (alert,), now))
    world.progress.refused, world.progress.lacking = LACKING if missing else "", missing
