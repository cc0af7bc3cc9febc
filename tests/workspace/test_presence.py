"""Notifications paused, and automatic replies."""

from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.hands import Hands, refusal, refusal_in_full
from tests.workspace.server import Workspace

pytestmark = pytest.mark.anyio
NOBODYS = {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}


@pytest.fixture(autouse=True)
def granted(workspace: Workspace) -> None:
    workspace.manifest.scopes.append("dnd:read")


async def told_of(slack: AsyncWebClient, **whom: str) -> dict[str, Any]:
    answer = dict((await slack.dnd_info(**whom)).data)
    return {name: answer[name] for name in answer if "dnd" in name or "snooze" in name}


async def test_nobody_has_paused_anything_at_first(slack: AsyncWebClient) -> None:
    assert await told_of(slack, user="U0METTE") == NOBODYS


async def test_snoozing_is_told_of_the_app_alone(slack: AsyncWebClient) -> None:
    assert await told_of(slack) == NOBODYS | {"snooze_enabled": False}


async def test_a_pause_is_a_session_until_it_ends(
    slack: AsyncWebClient, workspace: Workspace, mette: Hands
) -> None:
    until = workspace.now() + timedelta(hours=2)
    assert (await mette.does("dnd", until=until.isoformat()))["ok"]
    told = await told_of(slack, user="U0METTE")
    assert told["dnd_enabled"]
    assert told["next_dnd_start_ts"] <= workspace.now().timestamp() < told["next_dnd_end_ts"]
    assert told["next_dnd_end_ts"] == int(until.timestamp())
    assert await told_of(slack, user="U0OMAR") == NOBODYS
    await mette.does("clock", by=7201)
    assert await told_of(slack, user="U0METTE") == NOBODYS


async def test_a_pause_is_taken_back(slack: AsyncWebClient, workspace: Workspace, mette: Hands) -> None:
    await mette.does("dnd", until=(workspace.now() + timedelta(hours=2)).isoformat())
    await mette.does("dnd", until=None)
    assert await told_of(slack, user="U0METTE") == NOBODYS
    assert not (await mette.does("dnd", until="2020-01-01T08:00"))["ok"]


async def test_it_takes_the_scope_and_a_person(slack: AsyncWebClient, mette: Hands) -> None:
    assert await refusal(slack.dnd_info(user="U0NOBODY")) == "user_not_found"
    await mette.does("scopes", bot=["users:read"])
    answer = await refusal_in_full(slack.dnd_info(user="U0METTE"))
    assert (answer["error"], answer["needed"]) == ("missing_scope", "dnd:read")


async def test_automatic_replies_have_an_end_or_none_and_are_taken_back(
    workspace: Workspace, mette: Hands
) -> None:
    settings = workspace.graph.mailboxes.out_of_office
    await mette.does("automatic_replies", on=True)
    assert settings["U0METTE"] == {"status": "alwaysEnabled"}
    await mette.does("automatic_replies", on=True, until="2099-12-01T08:00")
    assert settings["U0METTE"]["status"] == "scheduled"
    ends = {"dateTime": "2099-12-01T07:00:00.000000", "timeZone": "UTC"}
    assert settings["U0METTE"]["scheduledEndDateTime"] == ends
    await mette.does("automatic_replies", on=False)
    assert settings["U0METTE"] == {"status": "disabled"}
