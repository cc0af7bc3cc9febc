"""A small app for the tests of the page: it shows every element and says what reaches it."""

import asyncio
import re
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.hands import RealTime
from tests.workspace.server import Workspace

Json = dict[str, Any]
PATIENCE = 60.0
"""Seconds that the app has for an answer."""

MANIFEST = """
display_information: {name: Værn}
features:
  app_home: {home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false}
  bot_user: {display_name: vaern, always_online: true}
  slash_commands:
    - {command: /try, description: Try something, usage_hint: "[what]", should_escape: true}
  shortcuts:
    - {name: Start something, type: global, callback_id: start, description: Opens a modal}
    - {name: About this message, type: message, callback_id: about, description: Opens a modal about it}
oauth_config:
  scopes:
    bot: [chat:write, commands, files:read, im:history, im:write, users:read]
settings:
  event_subscriptions: {bot_events: [app_home_opened, message.im]}
  interactivity: {is_enabled: true}
  socket_mode_enabled: true
"""


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def marked(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


LETTERS = [{"text": plain(f"Letter {letter.upper()}"), "value": letter} for letter in "abc"]

TEXT = [
    {"type": "header", "block_id": "text", "text": plain("A header")},
    {
        "type": "section",
        "text": marked(
            "*bold* _italic_ ~struck~ `code` <https://example.com/a?b=1&amp;c=2|a link> <@U0LARS>\n"
            "&gt; quoted\n"
            "&lt;b&gt;not markup&lt;/b&gt; &amp; so on\n<!date^1795593600^{date_long} {time}|a date>"
        ),
        "fields": [marked("*Left*\n1"), plain("Right")],
    },
    {"type": "divider"},
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [{"type": "text", "text": "rich item", "style": {"bold": True}}],
                    }
                ],
            },
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "as it is"}]},
        ],
    },
    {
        "type": "table",
        "rows": [[{"type": "raw_text", "text": "a head"}], [{"type": "raw_text", "text": "a cell"}]],
    },
    {"type": "context", "elements": [marked("a remark")]},
]

SURE = {
    "title": plain("Really?"),
    "text": plain("It is gone then."),
    "confirm": plain("Yes"),
    "deny": plain("No"),
}

ELEMENTS = [
    {
        "type": "actions",
        "block_id": "elements",
        "elements": [
            {
                "type": "button",
                "action_id": "press",
                "text": plain("Press me"),
                "value": "pressed",
                "style": "primary",
            },
            {
                "type": "button",
                "action_id": "delete",
                "text": plain("Delete"),
                "value": "deleted",
                "style": "danger",
                "confirm": SURE,
            },
            {"type": "button", "action_id": "open", "text": plain("Open form"), "value": "open"},
            {
                "type": "static_select",
                "action_id": "one",
                "placeholder": plain("A letter"),
                "options": LETTERS,
            },
            {"type": "users_select", "action_id": "person", "placeholder": plain("A person")},
            {"type": "datepicker", "action_id": "date", "initial_date": "2026-11-24"},
            {"type": "timepicker", "action_id": "time", "initial_time": "09:00"},
            {"type": "datetimepicker", "action_id": "moment"},
            {"type": "overflow", "action_id": "more", "options": LETTERS},
        ],
    },
    {
        "type": "section",
        "text": marked("*Several*"),
        "accessory": {
            "type": "multi_static_select",
            "action_id": "many",
            "placeholder": plain("Some letters"),
            "options": LETTERS,
        },
    },
    {
        "type": "actions",
        "elements": [
            {"type": "checkboxes", "action_id": "boxes", "options": LETTERS},
            {"type": "radio_buttons", "action_id": "radio", "options": LETTERS},
        ],
    },
]


def asked(label: str, element: Json, **fields: Any) -> Json:
    return {"type": "input", "block_id": label.lower(), "label": plain(label), "element": element, **fields}


INPUTS = [
    asked("Nickname", {"type": "plain_text_input", "action_id": "value"}) | {"block_id": "inputs"},
    asked("Choice", {"type": "static_select", "action_id": "value", "options": LETTERS}, optional=True),
    asked("Deadline", {"type": "datepicker", "action_id": "value"}, hint=plain("A weekday")),
]

FORM = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("The form"),
    "submit": plain("Save"),
    "close": plain("Drop it"),
    "blocks": [
        {
            "type": "section",
            "text": marked("Say *what* happened."),
            "accessory": {
                "type": "button",
                "action_id": "closer",
                "text": plain("Look closer"),
                "value": "x",
            },
        },
        asked("Subject", {"type": "plain_text_input", "action_id": "value"}),
        asked("Story", {"type": "plain_text_input", "action_id": "value", "multiline": True}),
        asked("When", {"type": "datetimepicker", "action_id": "value"}),
        asked("With", {"type": "multi_users_select", "action_id": "value"}, optional=True),
        asked("Pictures", {"type": "file_input", "action_id": "value"}, optional=True),
        asked("Kinds", {"type": "checkboxes", "action_id": "value", "options": LETTERS}, optional=True),
    ],
}


def closer(text: str) -> Json:
    return {
        "type": "modal",
        "title": plain("Closer"),
        "close": plain("Back"),
        "blocks": [{"type": "section", "text": plain(text)}],
    }


def picked(action: Json) -> str:
    """The value of any element, as words."""
    options = action.get("selected_options")
    if options is not None:
        return ", ".join(option["value"] for option in options)
    if action.get("selected_option"):
        return str(action["selected_option"]["value"])
    names = ("value", "selected_date", "selected_time", "selected_date_time", "selected_user")
    return str(next((action[name] for name in names if action.get(name)), ""))


async def on_message(event: Json, say: AsyncSay) -> None:
    kinds: dict[Any, list[Json]] = {"show text": TEXT, "show elements": ELEMENTS, "show inputs": INPUTS}
    if event.get("text") in kinds:
        await say(text=event["text"], blocks=kinds[event["text"]])
    for file in event.get("files", []):
        await say(text=f"file: {file['name']}")


async def on_action(ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient) -> None:
    await ack()
    if action["action_id"] == "open":
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)
    elif action["action_id"] == "closer":
        await client.views_push(trigger_id=body["trigger_id"], view=closer("Here."))
    else:
        await client.chat_postMessage(channel=body["user"]["id"], text=f"{action['type']}: {picked(action)}")


async def on_form(ack: AsyncAck, body: Json, view: Json, client: AsyncWebClient) -> None:
    values = {block: next(iter(actions.values())) for block, actions in view["state"]["values"].items()}
    if values["subject"]["value"] == "wrong":
        await ack(response_action="errors", errors={"subject": "This subject is wrong"})
        return
    await ack()
    parts = [values["subject"]["value"], values["story"]["value"], str(values["when"]["selected_date_time"])]
    parts += [file["name"] for file in values["pictures"].get("files") or []]
    await client.chat_postMessage(channel=body["user"]["id"], text=f"form: {', '.join(parts)}")


async def on_command(ack: AsyncAck, respond: AsyncRespond, command: Json) -> None:
    await ack()
    await respond(text=f"command: {command['text']}", response_type="ephemeral")


async def on_shortcut(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
    await ack()
    about = body.get("message", {}).get("text", "Nothing yet.")
    await client.views_open(trigger_id=body["trigger_id"], view=closer(about))


async def on_home(event: Json, client: AsyncWebClient) -> None:
    if event["tab"] == "home":
        header = {"type": "header", "text": plain(f"Home of {event['user']}")}
        await client.views_publish(
            user_id=event["user"], view={"type": "home", "blocks": [header, *ELEMENTS]}
        )


def add_listeners(app: AsyncApp) -> None:
    app.event("message")(on_message)
    app.event("app_home_opened")(on_home)
    app.action(re.compile(".*"))(on_action)
    app.view("form")(on_form)
    app.command("/try")(on_command)
    app.shortcut("start")(on_shortcut)
    app.shortcut("about")(on_shortcut)


class Stage:
    """A workspace and the app in a thread of their own; `url` is where the page is."""

    def __init__(self, manifest: Path) -> None:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        # However busy the machine is, the app answers in time: its time stands still.
        self.workspace = Workspace(manifest, seconds_to_acknowledge=PATIENCE, monotonic=RealTime())
        self.run(self._open())
        self.url = self.workspace.url

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(20)

    async def _open(self) -> None:
        await self.workspace.start(port=0)
        client = AsyncWebClient(token="xoxb-standin", base_url=f"{self.workspace.url}/api/")
        app = AsyncApp(client=client, signing_secret="standin-signing-secret")
        add_listeners(app)
        self.handler = AsyncSocketModeHandler(app, "xapp-standin", web_client=client)
        await self.handler.connect_async()

    async def _close(self) -> None:
        await self.handler.close_async()
        await self.workspace.stop()

    def close(self) -> None:
        self.run(self._close())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()
