"""Whether all processes at work on one database are set up alike, and what is said when they are not.

Compared are digests of organisation.toml as it holds and of the settings that are to be the same. Tokens,
keys and addresses with passwords are not in them.
"""

from __future__ import annotations

import hashlib
import json
import logging
from uuid import uuid4

from bot.settings import Settings
from bot.world import World
from flows.effects import Alert
from storage import outbox, processes
from storage.database import Transaction
from storage.processes import Process

log = logging.getLogger(__name__)

NAMES = ("organisation.toml", "the settings")
"""What the two digests of a configuration are of."""


class Configuration:
    """The configuration of this process, as the others are told of it, and in what they differ from it."""

    def __init__(self, settings: Settings) -> None:
        self._process = uuid4().hex
        graph = settings.graph
        self._settings = {
            "SLACK_API_URL": settings.slack_api,
            "VAERN_LARGEST_FILE_MB": settings.largest_file,
            "graph": (graph.tenant, graph.client, graph.base_url) if graph else None,
        }
        self._differing: tuple[str, ...] = ()

    async def compare(self, world: World) -> None:
        """Tells the others how this process is set up, and says so when they differ, once each time.

        On SQLite there are no others.
        """
        if not world.storage.is_shared:
            return
        mine, now = self._digests(world), world.clock()

        def look(tx: Transaction) -> tuple[str, ...]:
            found = processes.look_around(tx, self._process, mine, now)
            others = processes.others_that_differ(found)
            differing = _differing(mine, others)
            # Of those that differ one tells the operators, so that they hear of it once.
            if differing and not self._differing and self._process < min(other.id for other in others):
                outbox.owe(tx, "configuration", (Alert("configurations-differ", "configuration"),), now)
            return differing

        self._say(await world.run(look))

    def _say(self, differing: tuple[str, ...]) -> None:
        if differing and differing != self._differing:
            what = " and ".join(differing)
            log.error("another process works with another configuration: make %s the same for all", what)
        if self._differing and not differing:
            log.info("all processes work with the same configuration again")
        self._differing = differing

    def _digests(self, world: World) -> str:
        """Of organisation.toml as it holds now, and of the settings with the app's own user."""
        settings = self._settings | {"app": world.bot_user}
        return f"{_digest(world.roster.file.model_dump(mode='json'))} {_digest(settings)}"


def _differing(mine: str, others: tuple[Process, ...]) -> tuple[str, ...]:
    """What of the configuration is other than in any of these."""
    pairs = [zip(mine.split(), other.configuration.split(), strict=True) for other in others]
    places = {place for pair in pairs for place, (own, theirs) in enumerate(pair) if own != theirs}
    return tuple(NAMES[place] for place in sorted(places))


def _digest(values: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
