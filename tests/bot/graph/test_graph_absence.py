"""Microsoft Graph: who is away, and until when."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.graph.answers import GraphRefused
from flows.people.presence import Presence
from tests.bot.graph.graph_given import DORTE, LARS, Given, asking, given
from tests.bot.raw_http import json, served

pytestmark = pytest.mark.anyio
COPENHAGEN = "Europe/Copenhagen"
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def here() -> AsyncIterator[Given]:
    async with given() as made:
        yield made


def moment(clock: str, zone: str) -> dict[str, str]:
    return {"dateTime": f"2026-11-24T{clock}.0000000", "timeZone": zone}


async def test_nobody_is_away_without_automatic_replies(here: Given) -> None:
    assert await here.graph.absence(LARS, NOW, COPENHAGEN) == Presence()


@pytest.mark.parametrize(
    ("zone", "begins", "ends", "is_away"),
    [
        ("UTC", "08:00:00", "09:00:00", True),
        ("UTC", "09:00:00", "10:00:00", False),
        ("Romance Standard Time", "09:00:00", "10:00:00", True),
        ("Romance Standard Time", "08:00:00", "09:30:00", False),
        ("Romance Standard Time", "09:30:00", "10:00:00", True),
        ("Asia/Bangkok", "15:00:00", "16:00:00", True),
        ("SE Asia Standard Time", "09:00:00", "10:00:00", False),
        ("romance standard time", "09:00:00", "10:00:00", True),
        ("europe/copenhagen", "09:00:00", "10:00:00", True),
        ("(UTC+01:00) Brussels, Copenhagen, Madrid, Paris", "09:00:00", "10:00:00", True),
        ("(UTC+01:00) Bruxelles, København, Madrid, Paris", "08:00:00", "09:00:00", False),
        ("(UTC) Coordinated Universal Time", "09:00:00", "10:00:00", True),
    ],
)
async def test_scheduled_replies_hold_in_their_zone(
    here: Given, zone: str, begins: str, ends: str, is_away: bool
) -> None:
    here.mailboxes.out_of_office["U0LARS"] = {
        "status": "scheduled",
        "scheduledStartDateTime": moment(begins, zone),
        "scheduledEndDateTime": moment(ends, zone),
        "internalReplyMessage": "Jeg er på ferie.",
    }
    absence = await here.graph.absence(LARS, NOW, COPENHAGEN)
    assert absence.is_away is is_away
    assert (absence.away_until is not None) is is_away


CUSTOM = ["tzone://Microsoft/Custom", "Customized Time Zone", "Nowhere Standard Time", "(UTC+01:00) Atlantis"]


@pytest.mark.parametrize("zone", CUSTOM)
@pytest.mark.parametrize(
    ("mailbox", "lives_in", "begins", "ends"),
    [
        ("Romance Standard Time", "America/Nuuk", "09:00:00", "10:00:00"),
        ("Customized Time Zone", "America/Nuuk", "06:00:00", "07:00:00"),
        (None, "Asia/Bangkok", "15:00:00", "16:00:00"),
    ],
)
async def test_a_zone_that_is_not_known_is_the_mailbox_s_or_that_of_the_person_and_never_utc(
    caplog: pytest.LogCaptureFixture, zone: str, mailbox: str | None, lives_in: str, begins: str, ends: str
) -> None:
    replies = {
        "status": "scheduled",
        "scheduledStartDateTime": moment(begins, zone),
        "scheduledEndDateTime": moment(ends, zone),
    }
    told = json(automaticRepliesSetting=replies, timeZone=mailbox)
    async with served(told) as server, asking(server.url) as graph:
        found = await graph.absence(LARS, NOW, lives_in)
    assert found.is_away
    assert found.away_until
    assert timedelta() < found.away_until - NOW <= timedelta(hours=1)
    assert "unknown_zone" in caplog.text
    assert zone not in caplog.text


@pytest.mark.parametrize(
    ("replies", "is_away"),
    [
        ({"status": "alwaysEnabled"}, True),
        ({"status": "disabled", "scheduledStartDateTime": moment("00:00:00", "UTC")}, False),
        ({"status": "scheduled"}, False),
        ({"status": "scheduled", "scheduledStartDateTime": {"dateTime": "i går"}}, False),
        ("alwaysEnabled", False),
        (None, False),
    ],
)
async def test_what_is_told_of_replies_is_read_with_care(replies: Any, is_away: bool) -> None:
    async with served(json(automaticRepliesSetting=replies)) as server, asking(server.url) as graph:
        assert await graph.absence(LARS, NOW, COPENHAGEN) == Presence(is_away=is_away)


async def test_scheduled_replies_tell_their_end_as_utc(here: Given) -> None:
    here.mailboxes.out_of_office["U0LARS"] = {
        "status": "scheduled",
        "scheduledStartDateTime": moment("08:00:00", "Romance Standard Time"),
        "scheduledEndDateTime": moment("16:00:00", "Romance Standard Time"),
    }
    absence = await here.graph.absence(LARS, NOW, COPENHAGEN)
    assert absence == Presence(is_away=True, away_until=datetime(2026, 11, 24, 15, tzinfo=UTC))
    assert absence.away_until
    assert absence.away_until.tzinfo is UTC


async def test_a_mailbox_that_is_closed_or_not_there_is_a_refusal(here: Given) -> None:
    here.mailboxes.closed.add("U0LARS")
    here.mailboxes.without_mailbox.add("U0DORTE")
    refusals = []
    for user in (LARS, DORTE):
        with pytest.raises(GraphRefused) as refusal:
            await here.graph.absence(user, NOW, COPENHAGEN)
        refusals.append((refusal.value.status, refusal.value.code))
    assert refusals == [(403, "ErrorAccessDenied"), (404, "MailboxNotEnabledForRESTAPI")]
