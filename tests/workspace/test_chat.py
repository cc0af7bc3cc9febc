"""Posting, updating and deleting messages."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.hands import Hands, actions, button, messages_in, refusal
from tests.workspace.server import Workspace

pytestmark = pytest.mark.anyio


async def test_posting_to_a_user_opens_the_direct_message(slack: AsyncWebClient, mette: Hands) -> None:
    answer = await slack.chat_postMessage(channel="U0METTE", text="Hej")
    assert answer["channel"] == "D0METTE"
    assert [m["text"] for m in messages_in(await mette.sees(), "D0METTE")] == ["Hej"]


async def test_a_message_needs_something_to_show(slack: AsyncWebClient) -> None:
    assert await refusal(slack.chat_postMessage(channel="U0METTE", text=" ")) == "no_text"


async def test_text_is_cut_at_40000_characters(slack: AsyncWebClient) -> None:
    answer = await slack.chat_postMessage(channel="U0METTE", text="x" * 40_001)
    assert len(answer["message"]["text"]) == 40_000


async def test_membership_decides_where_the_app_may_post(workspace: Workspace, slack: AsyncWebClient) -> None:
    hidden = workspace.store.new_channel("hidden", private=True, creator="U0LARS", members=["U0LARS"])
    everybody = workspace.store.channel_named("generelt")
    assert everybody
    assert await refusal(slack.chat_postMessage(channel="C0NOWHERE", text="x")) == "channel_not_found"
    assert await refusal(slack.chat_postMessage(channel=hidden.id, text="x")) == "channel_not_found"
    assert await refusal(slack.chat_postMessage(channel=everybody.id, text="x")) == "not_in_channel"


async def test_an_archived_channel_takes_nothing(slack: AsyncWebClient) -> None:
    channel = (await slack.conversations_create(name="case", is_private=True))["channel"]["id"]
    ts = (await slack.chat_postMessage(channel=channel, text="x"))["ts"]
    await slack.conversations_archive(channel=channel)
    assert await refusal(slack.chat_postMessage(channel=channel, text="x")) == "is_archived"
    assert await refusal(slack.chat_update(channel=channel, ts=ts, text="y")) == "is_inactive"
    assert await refusal(slack.conversations_archive(channel=channel)) == "already_archived"
    assert await refusal(slack.conversations_unarchive(channel=channel)) == "not_in_channel"


async def test_the_messages_tab_can_be_off(workspace: Workspace, slack: AsyncWebClient, mette: Hands) -> None:
    workspace.manifest.document["features"]["app_home"]["messages_tab_enabled"] = False
    assert await refusal(slack.chat_postMessage(channel="U0METTE", text="x")) == "messages_tab_disabled"
    assert not (await mette.says("x"))["ok"]


async def test_updates_replace_own_messages_only(slack: AsyncWebClient, mette: Hands) -> None:
    theirs = await mette.says("mine")
    own = await slack.chat_postMessage(channel="D0METTE", text="a", blocks=[actions(button("go"))])
    assert await refusal(slack.chat_update(channel="D0METTE", ts=theirs["ts"], text="x")) == (
        "cant_update_message"
    )
    assert await refusal(slack.chat_update(channel="D0METTE", ts="1.0", text="x")) == "message_not_found"
    assert (
        await refusal(slack.chat_update(channel="D0METTE", ts=own["ts"], text="x" * 4001)) == "msg_too_long"
    )
    await slack.chat_update(channel="D0METTE", ts=own["ts"], text="b")
    message = messages_in(await mette.sees(), "D0METTE")[-1]
    assert (message["text"], message["blocks"], message["edited"]) == ("b", [], True)


async def test_an_app_deletes_its_own_messages_only(slack: AsyncWebClient, mette: Hands) -> None:
    theirs = await mette.says("mine")
    own = await slack.chat_postMessage(channel="D0METTE", text="a")
    assert await refusal(slack.chat_delete(channel="D0METTE", ts=theirs["ts"])) == "cant_delete_message"
    await slack.chat_delete(channel="D0METTE", ts=own["ts"])
    assert await refusal(slack.chat_delete(channel="D0METTE", ts=own["ts"])) == "message_not_found"


async def test_an_app_deletes_nothing_in_an_archived_channel(slack: AsyncWebClient) -> None:
    """Archiving takes the bot out of a channel: github.com/open-cli-collective/slack-chat-api/issues/26."""
    channel = (await slack.conversations_create(name="sag-gemt", is_private=True))["channel"]["id"]
    own = await slack.chat_postMessage(channel=channel, text="a")
    await slack.conversations_archive(channel=channel)
    assert await refusal(slack.chat_delete(channel=channel, ts=own["ts"])) == "is_archived"


async def test_an_ephemeral_message_is_for_its_addressee_alone(
    slack: AsyncWebClient, mette: Hands, omar: Hands
) -> None:
    channel = (await slack.conversations_create(name="case", is_private=True))["channel"]["id"]
    await slack.conversations_invite(channel=channel, users="U0METTE,U0OMAR")
    await slack.chat_postEphemeral(channel=channel, user="U0METTE", text="psst")
    assert messages_in(await mette.sees(), channel)[-1]["ephemeral"]
    assert all(m["text"] != "psst" for m in messages_in(await omar.sees(), channel))
    outsider = slack.chat_postEphemeral(channel=channel, user="U0LARS", text="psst")
    assert await refusal(outsider) == "user_not_in_channel"


async def test_metadata_has_a_type_and_a_payload(slack: AsyncWebClient) -> None:
    bad = slack.chat_postMessage(channel="U0METTE", text="x", metadata={"event_type": "x"})
    assert await refusal(bad) == "invalid_metadata_schema"
    good = {"event_type": "x", "event_payload": {"id": "1"}}
    await slack.chat_postMessage(channel="U0METTE", text="x", metadata=good)
    history = await slack.conversations_history(channel="D0METTE", include_all_metadata=True)
    assert history["messages"][0]["metadata"] == good


async def test_timestamps_rise_also_over_jumps_in_time(slack: AsyncWebClient, mette: Hands) -> None:
    first = (await slack.chat_postMessage(channel="U0METTE", text="a"))["ts"]
    second = (await slack.chat_postMessage(channel="U0METTE", text="b"))["ts"]
    jumped = await mette.does("clock", by=3600)
    third = (await slack.chat_postMessage(channel="U0METTE", text="c"))["ts"]
    assert first < second < third
    assert float(third) - float(second) >= 3600
    assert jumped["offset"] == 3600
