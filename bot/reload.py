"""A changed organisation.toml takes hold while Værn runs; a wrong one is refused, and the old one stays.

After each look the configuration is compared with that of the other processes.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from pathlib import Path

from bot import organisation
from bot.configuration import Configuration
from bot.misconfigured import Misconfigured
from bot.organisation import File
from bot.slack.answers import SlackRefused, SlackUnavailable
from bot.world import World

log = logging.getLogger(__name__)

NO_OPERATOR = "organisation.toml: Slack knows none of the operators. Mend their addresses."


class Watch:
    """The file as it was last looked at, so that one that is wrong is told of once."""

    def __init__(self, path: Path, configuration: Configuration) -> None:
        self._path, self._configuration = path, configuration
        self._seen = _fingerprint(path)

    async def look(self, world: World) -> None:
        """Takes the file when it has changed, and compares the configuration with that of other processes."""
        await self._reload(world)
        await self._configuration.compare(world)

    async def _reload(self, world: World) -> None:
        """Takes the file when it has changed and is right; a wrong one is logged with its faults."""
        seen = await asyncio.to_thread(_fingerprint, self._path)
        if seen == self._seen:
            return
        try:
            file = await asyncio.to_thread(self._loaded, has_graph=world.graph is not None)
            await _look_up(world, file)
        except Misconfigured as wrong:
            self._seen = seen
            for fault in wrong.faults:
                log.error("the changed organisation.toml is refused, and the old one stays: %s", fault)
        except (SlackRefused, SlackUnavailable) as error:
            log.warning("the changed organisation.toml is taken later: slack gave no people: %s", error)
        else:
            self._seen = seen
            _take(world, file)

    def _loaded(self, *, has_graph: bool) -> File:
        if faults := organisation.faults_of(self._path, has_graph=has_graph):
            raise Misconfigured(faults)
        return organisation.load(self._path)


async def _look_up(world: World, file: File) -> None:
    """Whoever is new in the file is looked up before it counts, so that nobody is missing for a while.

    A start with a file that is refused for its operators is to find them new, and refuse it too.
    """
    new = world.roster.with_file(file).not_asked(world.storage.known.people)
    for address in new:
        await world.look_up([address])
        await asyncio.sleep(world.slack.seconds_between_lookups)
    if not world.roster.with_file(file).organisation(world.storage.known.people).operators:
        await world.forget(new)
        raise Misconfigured([NO_OPERATOR])


def _take(world: World, file: File) -> None:
    if file.recovery_recipients != world.roster.file.recovery_recipients:
        log.warning("organisation.toml: recovery_recipients takes hold at the next start")
    world.roster.take(file)
    # At once: the operators hear of who was not found, and every open case is planned anew.
    world.progress.next_round_at = 0.0
    log.info("the changed organisation.toml has taken hold")


def _fingerprint(path: Path) -> bytes:
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return b""
