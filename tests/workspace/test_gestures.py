"""What people can do, what the app is told of it, and what they see when it does not answer."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.workspace.hands import Hands, RealTime, actions, button, messages_in, on_socket, plain, text_input
from tests.workspace.server import Workspace

pytestmark = pytest.mark.anyio
Json = dict[str, Any]
OPTIONS = [{"text": plain(text), "value": text} for text in ("one", "two")]


class Recorder:
    """An app that acknowledges every interaction and keeps its payload."""

    def __init__(self, slack: AsyncWebClient) -> None:
        self.app, self.got = AsyncApp(client=slack), []
        for register in (
            self.app.action("go"),
            self.app.action("pick"),
            self.app.action("typed"),
            self.app.shortcut("start_anywhere"),
            self.app.shortcut("about_message"),
            self.app.command("/try"),
            self.app.event("app_home_opened"),
        ):
            register(self.note)

    async def note(self, ack, body) -> None:
        self.got.append(body)
        await ack()


async def post(slack: AsyncWebClient, *blocks: Json) -> Json:
    answer = await slack.chat_postMessage(channel="U0METTE", text="x", blocks=list(blocks))
    return {"conversation": "vaern", "ts": answer["ts"]}


async def test_a_press_tells_the_app_everything(slack: AsyncWebClient, mette: Hands) -> None:
    recorder = Recorder(slack)
    where = await post(slack, actions(button("go", value="7")))
    async with on_socket(recorder.app):
        assert (await mette.does("press", **where, block_id="here", action_id="go"))["ok"]
    payload = recorder.got[0]
    assert payload["type"] == "block_actions"
    assert payload["user"] == {"id": "U0METTE", "username": "mette", "name": "mette", "team_id": "T01VAERN"}
    assert payload["container"] == {
        "type": "message",
        "message_ts": where["ts"],
        "channel_id": "D0METTE",
        "is_ephemeral": False,
    }
    assert payload["channel"] == {"id": "D0METTE", "name": "directmessage"}
    assert payload["message"]["blocks"][0]["block_id"] == "here"
    assert payload["response_url"].startswith(mette.workspace.url)
    action = payload["actions"][0]
    assert (action["action_id"], action["block_id"], action["value"]) == ("go", "here", "7")
    assert action["action_ts"]
    assert payload["trigger_id"]


async def test_a_press_that_nobody_acknowledges_fails_in_the_persons_face(
    slack: AsyncWebClient, mette: Hands
) -> None:
    mette.workspace.socket.seconds_to_acknowledge = 0.5
    where = await post(slack, actions(button("go")))
    assert not (await mette.does("press", **where, block_id="here", action_id="go"))["ok"]
    async with on_socket(AsyncApp(client=slack)):
        answer = await mette.does("press", **where, block_id="here", action_id="go")
    assert answer == {"ok": False, "error": "the app did not answer: timed_out"}
    assert len((await mette.sees())["problems"]) == 2


async def test_people_press_only_what_is_on_their_screen(
    slack: AsyncWebClient, mette: Hands, omar: Hands
) -> None:
    where = await post(slack, actions(button("go")))
    elsewhere = {"conversation": "D0METTE", "ts": where["ts"], "block_id": "here", "action_id": "go"}
    assert not (await omar.does("press", **elsewhere))["ok"]
    assert not (await mette.does("press", **{**elsewhere, "action_id": "gone"}))["ok"]
    assert not (await mette.does("press", view_id="V1", block_id="here", action_id="go"))["ok"]
    await mette.does("person", id="U0METTE", deleted=True)
    assert not (await mette.does("press", **elsewhere))["ok"]


async def test_a_choice_acts_at_once_and_stays(slack: AsyncWebClient, mette: Hands) -> None:
    recorder = Recorder(slack)
    select = {"type": "static_select", "action_id": "pick", "options": OPTIONS}
    where = await post(slack, actions(select)) | {"block_id": "here", "action_id": "pick"}
    async with on_socket(recorder.app):
        assert (await mette.does("press", **where, value={"selected_option": OPTIONS[1]}))["ok"]
        other = {"selected_option": {"text": plain("three"), "value": "three"}}
        assert not (await mette.does("press", **where, value=other))["ok"]
    payload = recorder.got[0]
    assert payload["actions"][0]["selected_option"] == OPTIONS[1]
    assert payload["state"]["values"]["here"]["pick"]["selected_option"] == OPTIONS[1]
    message = messages_in(await mette.sees(), "D0METTE")[-1]
    assert message["state"]["here"]["pick"]["selected_option"] == OPTIONS[1]


async def test_an_overflow_menu_offers_its_options(slack: AsyncWebClient, mette: Hands) -> None:
    recorder = Recorder(slack)
    where = await post(slack, actions({"type": "overflow", "action_id": "pick", "options": OPTIONS}))
    async with on_socket(recorder.app):
        place = {**where, "block_id": "here", "action_id": "pick"}
        assert (await mette.does("press", **place, value={"selected_option": OPTIONS[0]}))["ok"]
        assert not (await mette.does("press", **place))["ok"]
    assert recorder.got[0]["actions"][0]["selected_option"] == OPTIONS[0]


async def test_an_input_acts_only_where_it_dispatches(slack: AsyncWebClient, mette: Hands) -> None:
    recorder = Recorder(slack)
    quiet, loud = text_input("quiet"), text_input("loud") | {"dispatch_action": True}
    where = await post(slack, quiet, loud) | {"action_id": "typed"}
    async with on_socket(recorder.app):
        assert (await mette.does("change", **where, block_id="quiet", value={"value": "a"}))["ok"]
        assert not (await mette.does("press", **where, block_id="quiet", value={"value": "a"}))["ok"]
        assert (await mette.does("press", **where, block_id="loud", value={"value": "b"}))["ok"]
    assert recorder.got[0]["state"]["values"]["quiet"]["typed"]["value"] == "a"
    assert recorder.got[0]["actions"][0]["value"] == "b"


async def test_elements_on_the_home_tab_have_a_view_and_no_response_url(
    slack: AsyncWebClient, mette: Hands
) -> None:
    recorder = Recorder(slack)
    await slack.views_publish(user_id="U0METTE", view={"type": "home", "blocks": [actions(button("go"))]})
    async with on_socket(recorder.app):
        await mette.does("press", home=True, block_id="here", action_id="go")
        await mette.does("home")
    pressed, opened = recorder.got
    assert pressed["container"]["type"] == "view"
    assert pressed["view"]["type"] == "home"
    assert "response_url" not in pressed
    assert opened["event"]["tab"] == "home"
    assert opened["event"]["view"]["hash"] == pressed["view"]["hash"]


async def test_commands_and_shortcuts_are_those_of_the_manifest(
    slack: AsyncWebClient, mette: Hands, omar: Hands
) -> None:
    recorder = Recorder(slack)
    said = await mette.says("hej")
    async with on_socket(recorder.app):
        assert (await mette.does("command", conversation="vaern", command="/try", text="<b>"))["ok"]
        assert not (await mette.does("command", conversation="vaern", command="/other"))["ok"]
        assert (await mette.does("shortcut", callback_id="start_anywhere"))["ok"]
        assert not (await mette.does("shortcut", callback_id="about_message"))["ok"]
        here = {"callback_id": "about_message", "conversation": "D0METTE", "ts": said["ts"]}
        assert (await mette.does("shortcut", **here))["ok"]
        assert not (await omar.does("shortcut", **here))["ok"]
    command, everywhere, on_message = recorder.got
    assert (command["text"], command["channel_name"]) == ("&lt;b&gt;", "directmessage")
    assert "response_url" not in everywhere
    assert on_message["message"]["text"] == "hej"
    assert on_message["message_ts"] == said["ts"]


async def test_a_response_url_works_five_times(slack: AsyncWebClient, mette: Hands) -> None:
    recorder = Recorder(slack)
    where = await post(slack, actions(button("go")))
    async with on_socket(recorder.app):
        await mette.does("press", **where, block_id="here", action_id="go")
    hook = AsyncWebhookClient(recorder.got[0]["response_url"])
    assert (await hook.send(text="replaced", replace_original=True)).status_code == 200
    for _ in range(3):
        await hook.send(text="for you")
    assert (await hook.send(text="for all", response_type="in_channel")).body == "ok"
    assert (await hook.send(text="once more")).body == "used_url"
    messages = messages_in(await mette.sees(), "D0METTE")
    assert [(m["text"], m["ephemeral"]) for m in messages] == [
        ("replaced", False),
        *[("for you", True)] * 3,
        ("for all", False),
    ]


async def test_a_response_url_lives_half_an_hour(
    workspace: Workspace, slack: AsyncWebClient, mette: Hands, real_time: RealTime
) -> None:
    recorder = Recorder(slack)
    async with on_socket(recorder.app):
        await mette.does("command", conversation="vaern", command="/try")
    real_time.seconds += 30 * 60 + 1
    hook = AsyncWebhookClient(recorder.got[0]["response_url"])
    assert (await hook.send(text="late")).body == "expired_url"


async def test_notifications_show_the_top_level_text_or_what_the_blocks_say(
    slack: AsyncWebClient, mette: Hands
) -> None:
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "secret of <@U0LARS> &amp; co"}}
    await slack.chat_postMessage(channel="U0METTE", text="Something to do", blocks=[block])
    await slack.chat_postMessage(channel="U0METTE", blocks=[block])
    shown = [(entry["title"], entry["text"]) for entry in (await mette.sees())["notifications"]]
    assert shown == [("Værn", "Something to do"), ("Værn", "secret of @Lars Bak & co")]


async def test_unread_counts_what_others_wrote_until_it_is_read(slack: AsyncWebClient, mette: Hands) -> None:
    async def unread() -> int:
        return (await mette.sees())["conversations"][-1]["unread"]

    await slack.chat_postMessage(channel="U0METTE", text="a")
    await slack.chat_postMessage(channel="U0METTE", text="b")
    assert await unread() == 2
    await mette.does("read", conversation="vaern")
    assert await unread() == 0


async def test_the_view_answers_when_something_changes(slack: AsyncWebClient, mette: Hands) -> None:
    before = await mette.sees()
    assert await mette.asks("view", since=before["rev"], timeout=0.01) == {"rev": before["rev"]}
    await slack.chat_postMessage(channel="U0METTE", text="a")
    assert (await mette.asks("view", since=before["rev"]))["rev"] > before["rev"]


async def test_the_clock_jumps_to_working_days_and_never_back(mette: Hands) -> None:
    await mette.does("clock", to="2027-01-01T12:00:00+01:00")
    assert (await mette.does("clock", next="working_day"))["now"].startswith("2027-01-04T08:00:00")
    assert (await mette.does("clock", next="monday"))["now"].startswith("2027-01-11T07:30:00")
    async with mette.session.post(
        f"{mette.workspace.url}/_control/clock", json={"to": "2027-01-01T12:00:00+01:00"}
    ) as response:
        assert response.status == 400


async def test_a_malformed_control_call_is_told_so(mette: Hands) -> None:
    for body in ({"as": "U0NOBODY", "conversation": "vaern", "text": "x"}, {"text": "x"}):
        async with mette.session.post(f"{mette.workspace.url}/_control/say", json=body) as response:
            assert response.status == 400
