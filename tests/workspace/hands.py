"""A person at the control API, and a clock a test can move: for the stand-in's own tests."""

import asyncio
from collections.abc import Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from tests.workspace.people import APP_TOKEN
from tests.workspace.server import Workspace

Json = dict[str, Any]


class RealTime:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class Hands:
    """`does` answers what the control call answers; `sees` is the person's snapshot."""

    def __init__(self, workspace: Workspace, session: aiohttp.ClientSession, person: str) -> None:
        self.workspace, self.session, self.id = workspace, session, person

    async def does(self, call: str, **body: Any) -> Json:
        address = f"{self.workspace.url}/_control/{call}"
        async with self.session.post(address, json={"as": self.id, **body}) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def asks(self, call: str, **query: Any) -> Json:
        address = f"{self.workspace.url}/_control/{call}"
        async with self.session.get(address, params={"as": self.id, **query}) as response:
            return await response.json()

    async def says(self, text: str, conversation: str = "vaern", **more: Any) -> Json:
        return await self.does("say", conversation=conversation, text=text, **more)

    async def sees(self) -> Json:
        return await self.asks("view")

    async def sees_when(self, is_so: Callable[[Json], Any], seconds: float = 60) -> Json:
        """The first snapshot in which something is so."""
        async with asyncio.timeout(seconds):
            seen = await self.sees()
            while not is_so(seen):
                seen |= await self.asks("view", since=seen["rev"], timeout=1)
        return seen


def messages_in(seen: Json, conversation: str) -> list[Json]:
    return next((c["messages"] for c in seen["conversations"] if c["id"] == conversation), [])


async def refusal(call: Any) -> str:
    """The error code with which Slack refused."""
    return (await refusal_in_full(call))["error"]


async def refusal_in_full(call: Any) -> Json:
    try:
        answer = await call
    except SlackApiError as error:
        return dict(error.response.data)
    raise AssertionError(f"not refused: {answer}")


@asynccontextmanager
async def on_socket(app: AsyncApp):
    """The app, connected by Socket Mode."""
    handler = AsyncSocketModeHandler(app, APP_TOKEN)
    await handler.connect_async()
    try:
        yield handler
    finally:
        await handler.close_async()


async def until(is_so: Callable[[], Any], seconds: float = 60) -> None:
    """Returns when something is so."""
    async with asyncio.timeout(seconds):
        while not is_so():
            await asyncio.sleep(0.005)


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(action_id: str, **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(action_id), **more}


def actions(*elements: Json, block_id: str = "here") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def text_input(block_id: str = "what", **more: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "typed", **more}
    return {"type": "input", "block_id": block_id, "label": plain("What"), "element": element}


def modal(*blocks: Json, **more: Any) -> Json:
    title, submit = plain("Title"), plain("Send")
    return {
        "type": "modal",
        "title": title,
        "submit": submit,
        "blocks": list(blocks) or [text_input()],
        **more,
    }
