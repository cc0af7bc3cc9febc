"""What Slack tells of messages that are more than typed words: sent on, answered, deleted, posted by apps."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.hands import Hands, messages_in, on_socket, refusal

pytestmark = pytest.mark.anyio
Json = dict[str, Any]


class Listener:
    """An app that keeps every message event."""

    def __init__(self, slack: AsyncWebClient) -> None:
        self.app, self.got = AsyncApp(client=slack), []
        self.app.event("message")(self.note)

    async def note(self, event) -> None:
        self.got.append(event)


@pytest.fixture
async def listener(slack: AsyncWebClient):
    listening = Listener(slack)
    async with on_socket(listening.app):
        yield listening


async def open_channel(person: Hands) -> str:
    return next(c["id"] for c in (await person.sees())["conversations"] if c["name"] == "generelt")


async def test_a_message_that_is_sent_on_stands_in_an_attachment(
    slack: AsyncWebClient, listener: Listener, mette: Hands, omar: Hands
) -> None:
    room = await open_channel(omar)
    said = await omar.says("I know & see", room, files=[{"name": "a.png", "size": 1}])
    answer = await mette.does("forward", conversation=room, ts=said["ts"], to="vaern", text="look")
    assert answer["acknowledged"]
    (event,) = listener.got
    (shared,) = event["attachments"]
    assert (event["text"], event.get("subtype")) == ("look", None)
    assert (shared["is_share"], shared["author_id"], shared["text"]) == (True, "U0OMAR", "I know &amp; see")
    assert shared["message_blocks"][0]["message"]["blocks"][0]["type"] == "rich_text"
    assert (await slack.files_info(file=shared["files"][0]["id"]))["file"]["name"] == "a.png"
    assert messages_in(await mette.sees(), "D0METTE")[-1]["attachments"] == [shared]


async def test_a_file_of_a_private_channel_is_not_shown_to_the_app_by_sending_it_on(
    workspace, slack: AsyncWebClient, mette: Hands
) -> None:
    closed = workspace.store.new_channel("closed", private=True, creator="U0METTE", members=["U0METTE"])
    said = await mette.says("", closed.id, files=[{"name": "a.png", "size": 1}])
    await mette.does("forward", conversation=closed.id, ts=said["ts"], to="vaern")
    assert await refusal(slack.files_info(file=said["files"][0])) == "not_visible"


async def test_an_answer_in_a_thread_may_be_shown_in_the_conversation_too(
    listener: Listener, mette: Hands
) -> None:
    first = await mette.says("hej")
    await mette.says("ja", thread_ts=first["ts"], is_broadcast=True)
    await mette.says("nej", thread_ts=first["ts"])
    await mette.says("vinker", is_me=True)
    told = [(event.get("subtype"), event.get("thread_ts")) for event in listener.got]
    in_thread = first["ts"]
    assert told == [(None, None), ("thread_broadcast", in_thread), (None, in_thread), ("me_message", None)]


async def test_a_deleted_message_with_answers_leaves_a_stone(listener: Listener, mette: Hands) -> None:
    first = await mette.says("hej")
    await mette.says("ja", thread_ts=first["ts"])
    await mette.does("delete_message", conversation="vaern", ts=first["ts"])
    event = listener.got[-1]
    assert (event["subtype"], event["message"]["subtype"]) == ("message_changed", "tombstone")
    assert event["previous_message"]["user"] == "U0METTE"


async def test_another_app_posts_under_a_name_of_its_own(mette: Hands) -> None:
    room = await open_channel(mette)
    card = {"title": "Mail", "text": "Til dig"}
    await mette.does("integration", conversation=room, username="Mailbroen", attachments=[card])
    seen = messages_in(await mette.sees(), room)[-1]
    assert (seen["username"], seen["attachments"], seen["system"]) == ("Mailbroen", [card], False)


@pytest.mark.parametrize(
    ("mode", "told", "seen"),
    [
        ("external", {"is_external": True, "url_private": "https://a.example"}, "https://a.example"),
        ("hidden_by_limit", {}, None),
        ("tombstone", {}, None),
    ],
)
async def test_a_file_may_be_none_that_slack_holds(
    slack: AsyncWebClient, mette: Hands, mode: str, told: Json, seen: str | None
) -> None:
    said = await mette.says("", files=[{"name": "a.png", "mode": mode, "told": told}])
    file = (await slack.files_info(file=said["files"][0]))["file"]
    assert (file["mode"], file.get("url_private")) == (mode, seen)


async def test_any_message_event_can_be_sent(listener: Listener, mette: Hands) -> None:
    await mette.does("message_event", event={"user": "U0METTE", "subtype": "huddle_thread", "text": ""})
    (event,) = listener.got
    assert (event["subtype"], event["channel"], event["channel_type"]) == ("huddle_thread", "D0METTE", "im")
