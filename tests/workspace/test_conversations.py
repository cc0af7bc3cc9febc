"""Private channels: names, invitations, removal, and who sees what."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.hands import Hands, messages_in, refusal, refusal_in_full
from tests.workspace.server import Workspace

pytestmark = pytest.mark.anyio


async def new_channel(slack: AsyncWebClient, name: str = "case-1") -> str:
    return (await slack.conversations_create(name=name, is_private=True))["channel"]["id"]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("Sag", "invalid_name_specials"),
        ("sag nr 1", "invalid_name_specials"),
        ("værn", "invalid_name_specials"),
        ("-_-", "invalid_name_punctuation"),
        ("x" * 81, "invalid_name_maxlength"),
        ("generelt", "name_taken"),
    ],
)
async def test_channel_names_are_checked(slack: AsyncWebClient, name: str, error: str) -> None:
    assert await refusal(slack.conversations_create(name=name, is_private=True)) == error


async def test_a_name_is_taken_by_archived_and_by_hidden_channels(
    workspace: Workspace, slack: AsyncWebClient
) -> None:
    await slack.conversations_archive(channel=await new_channel(slack, "old"))
    workspace.store.new_channel("hidden", private=True, creator="U0LARS", members=["U0LARS"])
    for name in ("old", "hidden"):
        assert await refusal(slack.conversations_create(name=name, is_private=True)) == "name_taken"


async def test_invitations_are_refused_whole_unless_forced(slack: AsyncWebClient) -> None:
    channel = await new_channel(slack)
    answer = await refusal_in_full(slack.conversations_invite(channel=channel, users="U0LARS,U0NOBODY"))
    assert answer["errors"] == [{"user": "U0NOBODY", "ok": False, "error": "user_not_found"}]
    assert (await slack.conversations_members(channel=channel))["members"] == ["U0VAERN"]
    await slack.conversations_invite(channel=channel, users="U0LARS,U0NOBODY", force=True)
    assert (await slack.conversations_members(channel=channel))["members"] == ["U0VAERN", "U0LARS"]
    assert await refusal(slack.conversations_invite(channel=channel, users="U0LARS")) == "already_in_channel"
    assert await refusal(slack.conversations_invite(channel=channel, users="U0VAERN")) == "cant_invite_self"


async def test_a_deactivated_invitee_is_passed_over_in_silence(slack: AsyncWebClient, mette: Hands) -> None:
    channel = await new_channel(slack)
    await mette.does("person", id="U0ANNE", deleted=True)
    await slack.conversations_invite(channel=channel, users="U0LARS,U0ANNE")
    assert "U0ANNE" not in (await slack.conversations_members(channel=channel))["members"]


async def test_guests_are_refused(slack: AsyncWebClient, mette: Hands) -> None:
    channel = await new_channel(slack)
    await mette.does("person", id="U0ANNE", is_ultra_restricted=True)
    await mette.does("person", id="U0SOFIE", is_restricted=True)
    assert await refusal(slack.conversations_invite(channel=channel, users="U0ANNE")) == "ura_max_channels"
    assert await refusal(slack.conversations_invite(channel=channel, users="U0SOFIE")) == "user_is_restricted"


async def test_a_private_channel_is_on_the_screens_of_its_members_only(
    slack: AsyncWebClient, mette: Hands, omar: Hands
) -> None:
    channel = await new_channel(slack)
    await slack.chat_postMessage(channel=channel, text="before you came")
    await slack.conversations_invite(channel=channel, users="U0METTE")
    assert messages_in(await mette.sees(), channel)[0]["text"] == "before you came"
    assert channel not in str(await omar.sees())
    assert not (await omar.says("hello?", channel))["ok"]


async def test_kicking_and_leaving_have_their_rules(slack: AsyncWebClient) -> None:
    channel = await new_channel(slack)
    assert await refusal(slack.conversations_kick(channel=channel, user="U0VAERN")) == "cant_kick_self"
    assert await refusal(slack.conversations_kick(channel=channel, user="U0OMAR")) == "not_in_channel"
    assert await refusal(slack.conversations_leave(channel=channel)) == "last_member"
    await slack.conversations_invite(channel=channel, users="U0OMAR")
    await slack.conversations_kick(channel=channel, user="U0OMAR")
    await slack.conversations_invite(channel=channel, users="U0OMAR")
    await slack.conversations_leave(channel=channel)
    assert await refusal(slack.conversations_info(channel=channel)) == "channel_not_found"


async def test_a_workspace_can_forbid_creating_channels(slack: AsyncWebClient, mette: Hands) -> None:
    await mette.does("faults", method="conversations.create", error="restricted_action")
    assert await refusal(slack.conversations_create(name="a", is_private=True)) == "restricted_action"
    assert await new_channel(slack, "a")


async def test_when_people_unarchive_the_app_must_be_invited_anew(
    slack: AsyncWebClient, mette: Hands
) -> None:
    channel = await new_channel(slack)
    await slack.conversations_invite(channel=channel, users="U0METTE")
    await slack.conversations_archive(channel=channel)
    await mette.does("channel", conversation=channel, act="unarchive")
    assert await refusal(slack.chat_postMessage(channel=channel, text="x")) == "channel_not_found"
    await mette.does("channel", conversation=channel, act="join", user="U0VAERN")
    assert (await slack.chat_postMessage(channel=channel, text="x"))["ok"]


async def test_a_shared_channel_says_so_from_the_invitation_on(slack: AsyncWebClient, mette: Hands) -> None:
    channel = await new_channel(slack)
    await mette.does("channel", conversation=channel, act="offer_to_share")
    offered = (await slack.conversations_info(channel=channel))["channel"]
    assert (offered["is_pending_ext_shared"], offered["is_ext_shared"]) == (True, False)
    await mette.does("channel", conversation=channel, act="share")
    shared = (await slack.conversations_info(channel=channel))["channel"]
    assert (shared["is_pending_ext_shared"], shared["is_ext_shared"]) == (False, True)
    assert (shared["is_shared"], shared["is_private"]) == (True, True)


async def test_of_a_channel_made_public_an_app_for_private_ones_may_know_nothing(
    slack: AsyncWebClient, mette: Hands
) -> None:
    channel = await new_channel(slack)
    await mette.does("channel", conversation=channel, act="make_public")
    for call in (slack.conversations_info, slack.conversations_members, slack.conversations_archive):
        assert await refusal(call(channel=channel)) == "missing_scope"
    assert (await slack.chat_postMessage(channel=channel, text="x"))["ok"]


async def test_topics_end_at_250_characters_and_leave_a_line(slack: AsyncWebClient, mette: Hands) -> None:
    channel = await new_channel(slack)
    await slack.conversations_invite(channel=channel, users="U0METTE")
    assert await refusal(slack.conversations_setTopic(channel=channel, topic="x" * 251)) == "too_long"
    await slack.conversations_setTopic(channel=channel, topic="Neutral")
    assert messages_in(await mette.sees(), channel)[-1]["system"]


async def test_a_direct_message_is_no_channel(slack: AsyncWebClient) -> None:
    dm = (await slack.conversations_open(users="U0METTE"))["channel"]["id"]
    for call in (
        slack.conversations_archive(channel=dm),
        slack.conversations_invite(channel=dm, users="U0OMAR"),
        slack.conversations_setTopic(channel=dm, topic="x"),
    ):
        assert await refusal(call) == "method_not_supported_for_channel_type"


async def test_messages_are_pinned_once(slack: AsyncWebClient) -> None:
    channel = await new_channel(slack)
    ts = (await slack.chat_postMessage(channel=channel, text="x"))["ts"]
    await slack.pins_add(channel=channel, timestamp=ts)
    assert await refusal(slack.pins_add(channel=channel, timestamp=ts)) == "already_pinned"
    await slack.pins_remove(channel=channel, timestamp=ts)
    assert await refusal(slack.pins_remove(channel=channel, timestamp=ts)) == "no_pin"
