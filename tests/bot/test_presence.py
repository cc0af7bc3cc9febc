"""Whether somebody can be reached: Slack's Do Not Disturb and Outlook's automatic replies, each when told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.directory import Directory
from bot.slack.answers import SlackRefused, SlackUnavailable
from bot.slack.calls import Slack
from flows.calendar.working_time import Calendar
from flows.people.organisation import CrisisHelp, Organisation
from flows.people.person import Person
from flows.people.presence import Presence
from tests.bot.graph.graph_given import Given, given
from tests.bot.raw_http import json, served

pytestmark = pytest.mark.anyio
LARS = Person("U0LARS", "Lars Bak", "da", "Europe/Copenhagen", "lars@herlev.example")
HOUR = timedelta(hours=1)
AT = 1_795_509_000
NOW = datetime.fromtimestamp(AT, UTC)
DISTURBED = {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}


def client(url: str, session: aiohttp.ClientSession) -> Slack:
    made = AsyncWebClient(token="xoxb-standin", base_url=f"{url}/api/", session=session, retry_handlers=[])
    return Slack(made, session, 0)


async def quiet_until(**told: Any) -> datetime | None:
    """What is made of Slack's answer."""
    async with served(json(ok=True, **told)) as server, aiohttp.ClientSession() as session:
        return await client(server.url, session).quiet_until("U0LARS", NOW)


def session_of(begins: int, ends: int) -> dict[str, Any]:
    return {"dnd_enabled": True, "next_dnd_start_ts": AT + begins, "next_dnd_end_ts": AT + ends}


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        (DISTURBED, None),
        ({}, None),
        ({"dnd_enabled": True}, None),
        (session_of(-60, 60), 60),
        (session_of(0, 60), 60),
        (session_of(-60, 0), None),
        (session_of(1, 60), None),
        (session_of(-60, 60) | {"dnd_enabled": False}, 60),
        (DISTURBED | {"snooze_enabled": True, "snooze_endtime": AT + 30}, 30),
        (DISTURBED | {"snooze_enabled": True, "snooze_endtime": AT}, None),
        (DISTURBED | {"snooze_enabled": False, "snooze_endtime": AT + 30}, None),
        (DISTURBED | {"snooze_enabled": True}, None),
        (session_of(-60, 60) | {"snooze_enabled": True, "snooze_endtime": AT + 90}, 90),
    ],
)
async def test_do_not_disturb_is_a_session_that_has_begun_and_not_ended(
    told: dict[str, Any], seconds: int | None
) -> None:
    assert await quiet_until(**told) == (None if seconds is None else NOW + timedelta(seconds=seconds))


async def test_its_end_is_told_as_utc() -> None:
    until = await quiet_until(**session_of(-60, 60))
    assert until
    assert until.tzinfo is UTC


async def test_a_call_fails_like_any_other() -> None:
    async with (
        served(json(ok=False, error="user_not_found"), json(ok=False, error="missing_scope")) as server,
        aiohttp.ClientSession() as session,
    ):
        slack = client(server.url, session)
        with pytest.raises(SlackRefused):
            await slack.quiet_until("U0LARS", NOW)
        with pytest.raises(SlackUnavailable):
            await slack.quiet_until("U0LARS", NOW)


@pytest.mark.parametrize(
    ("presence", "quiet", "away"),
    [
        (Presence(), False, False),
        (Presence(quiet_until=NOW + HOUR), True, False),
        (Presence(quiet_until=NOW), False, False),
        (Presence(is_away=True), False, True),
        (Presence(is_away=True, away_until=NOW + HOUR), False, True),
        (Presence(is_away=True, away_until=NOW), False, False),
        (Presence(away_until=NOW + HOUR), False, False),
    ],
)
def test_presence_holds_until_its_moment(presence: Presence, quiet: bool, away: bool) -> None:
    assert (presence.is_quiet_at(NOW), presence.is_away_at(NOW)) == (quiet, away)


REACHED = Presence()


@dataclass
class Asked:
    """The directory beside the stand-ins of Slack and Graph."""

    here: Given
    slack: Slack

    async def presence(
        self, person: Person = LARS, *, has_graph: bool = True, last: Presence = REACHED
    ) -> Presence:
        """What it says of somebody of whom that was known."""
        organisation = Organisation("", (), (), (), CrisisHelp("", "", ""), Calendar())
        graph = self.here.graph if has_graph else None
        directory = Directory(self.slack, lambda: organisation, graph, self.here.workspace.now)
        return await directory.presence(person, last)

    def is_quiet(self, until: datetime) -> None:
        """Lars has paused his notifications."""
        span = (self.here.workspace.store.seconds() - 60, int(until.timestamp()))
        self.here.workspace.store.do_not_disturb[LARS.id] = span


@pytest.fixture
async def asked() -> AsyncIterator[Asked]:
    async with given(seconds=0.5) as here, aiohttp.ClientSession() as session:
        yield Asked(here, client(here.workspace.url, session))


async def test_somebody_at_work_can_be_reached(asked: Asked) -> None:
    assert await asked.presence() == Presence()


async def test_both_are_told(asked: Asked) -> None:
    until = (asked.here.workspace.now() + HOUR).replace(microsecond=0)
    asked.is_quiet(until)
    asked.here.mailboxes.out_of_office[LARS.id] = {"status": "alwaysEnabled"}
    assert await asked.presence() == Presence(quiet_until=until, is_away=True)
    assert await asked.presence(has_graph=False) == Presence(quiet_until=until)
    assert await asked.presence(replace(LARS, mail="")) == Presence(quiet_until=until)


async def test_a_slack_that_refuses_or_is_down_holds_nobody_for_quiet(
    asked: Asked, caplog: pytest.LogCaptureFixture
) -> None:
    asked.here.mailboxes.out_of_office[LARS.id] = {"status": "alwaysEnabled"}
    asked.is_quiet(asked.here.workspace.now() + HOUR)
    asked.here.meets("dnd.info", error="user_not_visible")
    asked.here.meets("dnd.info", status=500)
    for _ in range(2):
        assert await asked.presence() == Presence(is_away=True)
    asked.here.workspace.manifest.scopes.remove("dnd:read")
    assert await asked.presence() == Presence(is_away=True)
    assert [record.getMessage() for record in caplog.records] == [
        "slack gave no presence: user_not_visible",
        "slack gave no presence: http_500",
        "slack refused dnd.info: missing_scope, needed: dnd:read",
        "slack gave no presence: missing_scope",
    ]


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 429, "retry_after": 60}, {"hold": "before"}])
async def test_a_graph_that_is_down_holds_nobody_for_away(asked: Asked, fault: dict[str, Any]) -> None:
    until = (asked.here.workspace.now() + HOUR).replace(microsecond=0)
    asked.is_quiet(until)
    asked.here.mailboxes.out_of_office[LARS.id] = {"status": "alwaysEnabled"}
    asked.here.meets(times=9, **fault)
    assert await asked.presence() == Presence(quiet_until=until)


async def test_a_mailbox_that_is_closed_holds_nobody_for_away(
    asked: Asked, caplog: pytest.LogCaptureFixture
) -> None:
    asked.here.mailboxes.closed.add(LARS.id)
    assert await asked.presence() == Presence()
    assert [record.getMessage() for record in caplog.records] == ["graph gave no absence: status 403"]


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 429, "retry_after": 60}, {"hold": "before"}])
async def test_a_graph_that_is_down_does_not_bring_anybody_back(asked: Asked, fault: dict[str, Any]) -> None:
    away = Presence(is_away=True, away_until=asked.here.workspace.now() + HOUR)
    asked.here.meets(times=9, **fault)
    assert await asked.presence(last=away) == away


async def test_a_slack_that_is_down_leaves_a_pause_as_it_was(asked: Asked) -> None:
    quiet = Presence(quiet_until=asked.here.workspace.now() + HOUR)
    asked.here.meets("dnd.info", status=500)
    assert await asked.presence(last=quiet) == quiet


async def test_without_graph_nobody_stays_away(asked: Asked) -> None:
    assert await asked.presence(has_graph=False, last=Presence(is_away=True)) == REACHED


def test_do_not_disturb_for_days_counts_as_away() -> None:
    assert Presence(quiet_until=NOW + timedelta(days=2)).is_away_at(NOW)
    assert not Presence(quiet_until=NOW + timedelta(hours=20)).is_away_at(NOW)
