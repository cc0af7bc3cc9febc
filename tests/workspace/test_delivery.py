"""Events come until they are acknowledged, over Socket Mode and over signed HTTP."""

import re
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.conftest import PATIENCE
from tests.workspace.hands import Hands, actions, button, messages_in, on_socket, until
from tests.workspace.people import SIGNING_SECRET
from tests.workspace.server import Workspace

pytestmark = pytest.mark.anyio
Json = dict[str, Any]


class Listener:
    """An app that refuses the first events and notes what it got."""

    def __init__(self, slack: AsyncWebClient, refuses: int = 0) -> None:
        self.app = AsyncApp(client=slack, signing_secret=SIGNING_SECRET, request_verification_enabled=True)
        self.got: list[Json] = []
        self.retries: list[tuple[str, str]] = []
        self.refuses = refuses
        self.app.middleware(self.note)
        self.app.event(re.compile(".*"))(self.listen)

    async def note(self, req, next) -> BoltResponse | None:
        self.got.append(req.body)
        headers = req.headers
        self.retries.append(
            (headers.get("x-slack-retry-num", [""])[0], headers.get("x-slack-retry-reason", [""])[0])
        )
        if self.refuses:
            self.refuses -= 1
            return BoltResponse(status=500)
        await next()
        return None

    async def listen(self, event: Json) -> None:
        """Everything is acknowledged."""

    @property
    def event_ids(self) -> list[str]:
        return [body["event_id"] for body in self.got]


async def test_an_event_comes_again_with_the_same_id_until_acknowledged(
    slack: AsyncWebClient, mette: Hands
) -> None:
    listener, socket = Listener(slack, refuses=2), mette.workspace.socket
    socket.seconds_to_acknowledge = 1
    async with on_socket(listener.app):
        said = await mette.says("hej")
        assert said["ok"]
        assert not said["acknowledged"]
        await until(lambda: len(listener.got) == 2)
        socket.seconds_to_acknowledge = PATIENCE
        # What is acknowledged is in the log a little after the listener has got it.
        await until(lambda: len(mette.workspace.delivery.log) == 3)
        assert len(set(listener.event_ids)) == 1
        assert [number for number, _ in listener.retries] == ["0", "1", "2"]
        log = (await mette.asks("deliveries"))["deliveries"]
    assert [(entry["attempt"], entry["status"]) for entry in log] == [
        (0, "timed_out"),
        (1, "timed_out"),
        (2, "acknowledged"),
    ]


async def test_after_three_retries_slack_gives_up(slack: AsyncWebClient, mette: Hands) -> None:
    mette.workspace.socket.seconds_to_acknowledge = 0.05
    listener = Listener(slack, refuses=9)
    async with on_socket(listener.app):
        await mette.says("hej")
        await until(lambda: len(mette.workspace.delivery.log) == 4 == len(listener.got))
        await mette.says("again")
        await until(lambda: len(set(listener.event_ids)) == 2)
        assert listener.event_ids.count(listener.event_ids[0]) == 4


async def test_events_wait_for_a_connection(slack: AsyncWebClient, mette: Hands) -> None:
    assert (await mette.says("is anybody there?"))["ok"]
    await mette.says("hello?")
    listener = Listener(slack)
    async with on_socket(listener.app):
        await until(lambda: len(listener.got) == 2)
    assert [body["event"]["text"] for body in listener.got] == ["is anybody there?", "hello?"]


async def test_events_on_a_connection_that_broke_come_on_the_next(
    slack: AsyncWebClient, mette: Hands
) -> None:
    deaf, listener = Listener(slack, refuses=99), Listener(slack)
    async with on_socket(deaf.app) as handler:
        saying = mette.workspace.rooms.post(mette.workspace.store.dm("U0METTE"), "U0METTE", "hej")[1]
        await until(lambda: deaf.got)
        await handler.client.disconnect()
        await until(saying[0].done)
    async with on_socket(listener.app):
        await until(lambda: listener.got)
    assert listener.event_ids[0] == deaf.event_ids[0]


async def test_a_warned_connection_is_renewed_without_loss(slack: AsyncWebClient, mette: Hands) -> None:
    listener = Listener(slack)
    async with on_socket(listener.app):
        first = mette.workspace.socket.connections[0]
        await mette.does("disconnect", reason="warning")
        await until(lambda: mette.workspace.socket.connections not in ([], [first]))
        await mette.says("hej")
        await until(lambda: listener.got)


async def test_only_what_the_manifest_subscribes_and_grants_is_sent(
    workspace: Workspace, slack: AsyncWebClient, mette: Hands
) -> None:
    listener = Listener(slack)
    async with on_socket(listener.app):
        channel = (await slack.conversations_create(name="case", is_private=True))["channel"]["id"]
        await slack.conversations_invite(channel=channel, users="U0METTE")
        await until(lambda: listener.got)
        await mette.says("the app does not read this", channel)
        await mette.does("scopes", bot=["chat:write"])
        await mette.says("nor this")
    assert {body["event"]["type"] for body in listener.got} == {"member_joined_channel"}
    assert listener.got[0]["event"]["inviter"] == "U0VAERN"


async def test_what_becomes_of_a_channel_is_told_to_an_app_that_is_in_it(
    slack: AsyncWebClient, mette: Hands
) -> None:
    listener = Listener(slack)
    async with on_socket(listener.app):
        channel = (await slack.conversations_create(name="case", is_private=True))["channel"]["id"]
        await mette.does("channel", conversation=channel, act="share")
        await mette.does("channel", conversation=channel, act="archive")
        await until(lambda: len(listener.got) == 2)
    shared, archived = (body["event"] for body in listener.got)
    assert (shared["type"], shared["connected_team_id"]) == ("channel_shared", "T02ANDEN")
    assert (archived["type"], archived["channel"]) == ("group_archive", channel)
    assert listener.got[0]["is_ext_shared_channel"] is True


async def test_the_apps_own_messages_are_events_that_bolt_swallows(
    slack: AsyncWebClient, mette: Hands
) -> None:
    app, seen = AsyncApp(client=slack), []

    @app.event("message")
    async def on_message(event) -> None:
        seen.append(event)

    async with on_socket(app):
        await slack.chat_postMessage(channel="U0METTE", text="from the app")
        await until(lambda: mette.workspace.delivery.log)
    assert [entry["status"] for entry in mette.workspace.delivery.log] == ["acknowledged"]
    assert seen == []


async def test_an_event_can_be_delivered_again_by_hand(slack: AsyncWebClient, mette: Hands) -> None:
    listener = Listener(slack)
    async with on_socket(listener.app):
        await mette.says("hej")
        assert (await mette.does("redeliver"))["status"] == "acknowledged"
    assert listener.event_ids[0] == listener.event_ids[1]
    assert listener.retries[1][0] == "1"


async def test_message_events_tell_what_happened(slack: AsyncWebClient, mette: Hands) -> None:
    listener = Listener(slack)
    async with on_socket(listener.app):
        said = await mette.says("<!channel> & @Lars Bak", files=[{"name": "a.png", "size": 1}])
        await mette.does("edit_message", conversation="vaern", ts=said["ts"], text="changed")
        await mette.does("delete_message", conversation="vaern", ts=said["ts"])
    events = {body["event"].get("subtype", body["event"]["type"]): body["event"] for body in listener.got}
    new = events["file_share"]
    assert new["text"] == "&lt;!channel&gt; &amp; <@U0LARS>"
    assert (new["channel_type"], new["channel"], new["user"]) == ("im", "D0METTE", "U0METTE")
    assert new["client_msg_id"]
    assert events["file_shared"]["file_id"] == new["files"][0]["id"]
    assert events["message_changed"]["message"]["text"] == "changed"
    assert events["message_changed"]["previous_message"]["ts"] == said["ts"]
    assert events["message_deleted"]["deleted_ts"] == said["ts"]


class HttpListener(Listener):
    """The same app behind a request URL."""

    async def start(self) -> str:
        application = web.Application()
        application.router.add_post("/slack/events", self.receive)
        self.runner = web.AppRunner(application)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self.runner.addresses[0][1]}/slack/events"

    async def receive(self, request: web.Request) -> web.Response:
        bolt_request = AsyncBoltRequest(body=await request.text(), headers=dict(request.headers))
        answer = await self.app.async_dispatch(bolt_request)
        content_type = answer.first_headers().get("content-type", "text/plain").split(";")[0]
        return web.Response(status=answer.status, text=answer.body, content_type=content_type)


async def test_http_delivery_is_signed_and_retried(slack: AsyncWebClient, mette: Hands) -> None:
    listener = HttpListener(slack, refuses=1)
    await mette.does("request_url", url=await listener.start())
    await mette.says("hej")
    await until(lambda: len(listener.got) == 2)
    await listener.runner.cleanup()
    assert len(set(listener.event_ids)) == 1
    assert listener.retries == [("", ""), ("1", "http_error")]


async def test_a_wrong_signing_secret_is_refused(slack: AsyncWebClient, mette: Hands) -> None:
    listener = HttpListener(slack)
    listener.app = AsyncApp(client=slack, signing_secret="another")
    await mette.does("request_url", url=await listener.start())
    await mette.says("hej")
    await listener.runner.cleanup()
    assert mette.workspace.delivery.log[0]["status"] == "http_error"


async def test_interactions_and_commands_go_over_http_too(slack: AsyncWebClient, mette: Hands) -> None:
    listener = HttpListener(slack)
    pressed = []

    @listener.app.action("go")
    async def on_go(ack, body) -> None:
        pressed.append(body)
        await ack()

    @listener.app.command("/try")
    async def on_try(ack, command) -> None:
        await ack(f"You said {command['text']}")

    await mette.does("request_url", url=await listener.start())
    ts = (await slack.chat_postMessage(channel="U0METTE", text="x", blocks=[actions(button("go"))]))["ts"]
    answer = await mette.does("press", conversation="vaern", ts=ts, block_id="here", action_id="go")
    assert answer["ok"]
    assert (await mette.does("command", conversation="vaern", command="/try", text="a b"))["ok"]
    await listener.runner.cleanup()
    assert pressed[0]["message"]["ts"] == ts
    assert messages_in(await mette.sees(), "D0METTE")[-1]["text"] == "You said a b"


async def test_an_eleventh_connection_is_turned_away(slack: AsyncWebClient, mette: Hands) -> None:
    opened = []
    for _ in range(11):
        url = (await slack.apps_connections_open(app_token="xapp-standin"))["url"]
        opened.append(await mette.session.ws_connect(url))
    first = await opened[10].receive_json()
    assert first == {"type": "disconnect", "reason": "too_many_websockets"}
    assert (await opened[0].receive_json())["type"] == "hello"
    for socket in opened:
        await socket.close()
