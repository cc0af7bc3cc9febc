"""The product against the stand-in workspace: its settings, its organisation and its clock."""

from __future__ import annotations

import os
import time
from dataclasses import fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from azure.core.credentials import AccessToken

from bot.running import Surroundings
from bot.settings import GraphSettings, Settings, Store
from bot.slack.budgets import PER_MINUTE
from tests.workspace.clock import Clock

MANIFEST = Path(__file__).parent.parent / "app_manifest.yaml"

ORGANISATION = """
name = "Herlev Kommune (demo)"
hr = ["hanne@herlev.example"]
operators = ["hanne@herlev.example"]
[hours]
closed_days = ["2026-12-24", "2026-12-31"]
[crisis_help]
name = "Nordisk Krisekorps"
phone = "60 11 11 44"
who_may_call = "Lederen ringer for medarbejderen"
[on_call]
name = "Vagten"
phone = "+45 00 00 00 00"
people = ["sofie@herlev.example"]
[[departments]]
name = "Borgerservice"
leader = "lars@herlev.example"
deputy = "sofie@herlev.example"
next_leader = "dorte@herlev.example"
representatives = ["anne@herlev.example"]
members = ["mette@herlev.example", "omar@herlev.example"]
[legal]
mailbox = "jura@herlev.example"
[graph]
sender = "vaern@herlev.example"
drive = "b!herlev-hr"
folder = "Sager"
"""


PLENTY = dict.fromkeys(PER_MINUTE, 1_000_000)
"""As people in a test act faster than people do; a test of the limits holds them."""


class StandInCredential:
    """Vouches for us at the stand-in's Graph, which takes one fixed token."""

    async def get_token(self, *scopes: str, **_: Any) -> AccessToken:
        """The fixed token."""
        return AccessToken("standin-graph-token", int(time.time()) + 3600)

    async def close(self) -> None:
        """Nothing to end."""

    async def __aenter__(self) -> StandInCredential:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def settings(url: str, data: Path, **changes: Any) -> Settings:
    """The product's settings for the stand-in at an address."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    values: dict[str, Any] = {
        "bot_token": "xoxb-standin",
        "app_token": "xapp-standin",
        "signing_secret": "",
        "host": "127.0.0.1",
        "port": 3000,
        "monitor_port": 0,
        "slack_api": f"{url}/api/",
        "data": data,
        "database_url": "",
        "master_key": "",
        "organisation": _organisation(data),
        "key_file": None,
        "key_command": "",
        "largest_file": 100_000_000,
        "graph": GraphSettings("tenant", "client", "secret", f"{url}/graph/v1.0"),
    }
    values |= changes
    kept = {field.name: values.pop(field.name) for field in fields(Store)}
    return Settings(store=Store(**kept), **values)


def _organisation(data: Path) -> Path:
    """The file of the organisation, whole at once: another process may be reading it."""
    place, new = data / "organisation.toml", data / f"organisation.{os.getpid()}"
    if not place.exists() or place.read_text() != ORGANISATION:
        new.write_text(ORGANISATION)
        new.replace(place)
    return place


class Machine:
    """The computer on which the product runs: its clock is the stand-in's until somebody sets it.

    When the stand-in's clock jumps, that much time has passed for it too.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.off = timedelta()

    def now(self) -> datetime:
        """What its clock shows."""
        return self._clock.now() + self.off

    def monotonic(self) -> float:
        """The seconds that have passed, whatever its clock shows."""
        return self._clock.monotonic()

    def is_set(self, **ahead: float) -> None:
        """Somebody sets its clock so far ahead of Slack's, or back: hours, days; without it, right."""
        self.off = timedelta(**ahead)


def surroundings(machine: Machine | Clock, seconds_between_posts: float = 0.02) -> Surroundings:
    """The clocks of the machine, looked at so often that a jump in time shows at once."""
    return Surroundings(
        clock=machine.now,
        monotonic=machine.monotonic,
        seconds_between_sweeps=0.5,
        seconds_between_looks=0.1,
        seconds_between_posts=seconds_between_posts,
        seconds_between_lookups=0.0,
        calls_per_minute=PLENTY,
        patience=5.0,
        credential=StandInCredential(),
    )
