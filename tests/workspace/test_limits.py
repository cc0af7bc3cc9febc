"""Slack's limits by method and minute, held where a test wants them."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.hands import Hands
from tests.workspace.server import Workspace

pytestmark = pytest.mark.anyio


async def test_beyond_its_tier_a_method_is_refused_until_the_next_minute(
    workspace: Workspace, slack: AsyncWebClient, mette: Hands
) -> None:
    await mette.does("limits", are_held=True)
    await mette.does("clock", to="2030-01-01T09:00:15+01:00")
    await mette.does("stop_clock")
    for number in range(20):
        await slack.conversations_create(name=f"sag-{number}", is_private=True)
    with pytest.raises(SlackApiError) as refused:
        await slack.conversations_create(name="sag-20", is_private=True)
    assert refused.value.response.status_code == 429
    assert 44 <= int(refused.value.response.headers["Retry-After"]) <= 45
    assert (await slack.auth_test())["ok"], "other methods go on"
    await mette.does("clock", by=46)
    assert (await slack.conversations_create(name="sag-20", is_private=True))["ok"]
    assert workspace.limits.as_json() == {"refused": {"conversations.create": 1}}


async def test_a_stopped_clock_only_jumps(workspace: Workspace, mette: Hands) -> None:
    await mette.does("stop_clock")
    before, passed = workspace.now(), workspace.clock.monotonic()
    assert workspace.now() == before
    await mette.does("clock", by=5)
    assert (workspace.now() - before).total_seconds() == pytest.approx(5)
    assert workspace.clock.monotonic() - passed == pytest.approx(5)
