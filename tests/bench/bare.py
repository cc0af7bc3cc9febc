"""What the product is compared with: a Bolt app that does for an act what any app would have to do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Engine
from sqlmodel import Field, Session, SQLModel, create_engine

from tests.bench.processes import Measured, answering, process
from tests.bench.product import Site
from tests.conftest import free_port

BUTTON = "Tryk"
TEXT = {"type": "section", "text": {"type": "mrkdwn", "text": "Det er noteret. " * 10}}
PRESSED = {
    "type": "button",
    "text": {"type": "plain_text", "text": BUTTON},
    "action_id": "act",
    "value": "1",
}
BLOCKS: list[dict[str, Any]] = [TEXT, {"type": "actions", "elements": [PRESSED]}]
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "Noteret"}, "blocks": [TEXT]}
HOME = {"type": "home", "blocks": [TEXT]}


class ActRow(SQLModel, table=True):
    """What it remembers of an act."""

    __tablename__ = "bench_act"
    id: int | None = Field(default=None, primary_key=True)
    person: str
    body: str


class Bare:
    """One listener for all acts: a transaction, and the calls that it was told to make.

    Without calls (None) it acknowledges and does nothing else.
    """

    def __init__(self, client: AsyncWebClient, engine: Engine) -> None:
        self.client, self.engine = client, engine
        self.calls: list[str] | None = None
        self.posted: dict[str, str] = {}
        self.opened = ""

    async def greets(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """A message gets an answer with a button."""
        await ack()
        if self.calls is None:
            return
        channel = body["event"]["channel"]
        posted = await self.client.chat_postMessage(channel=channel, text="Hej", blocks=BLOCKS)
        self.posted[channel] = str(posted["ts"])

    async def acts(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """A press, or the Home tab."""
        await ack()
        if self.calls is None or "actions" not in body:
            return
        await asyncio.to_thread(self._remember, body)
        channel = body["channel"]["id"]
        for method in self.calls:
            answer = await self.client.api_call(method, json=self._given(method, channel, body))
            # An act that opens no modal updates the one that an earlier act opened.
            self.opened = answer["view"]["id"] if method == "views.open" else self.opened

    def _remember(self, body: dict[str, Any]) -> None:
        with Session(self.engine) as session, session.begin():
            session.add(ActRow(person=body["user"]["id"], body=str(body["actions"])))

    def _given(self, method: str, channel: str, body: dict[str, Any]) -> dict[str, Any]:
        shown = {"channel": channel, "text": "Noteret", "blocks": BLOCKS}
        of_method: dict[str, dict[str, Any]] = {
            "chat.postMessage": shown,
            "chat.update": shown | {"ts": self.posted[channel]},
            "views.open": {"trigger_id": body["trigger_id"], "view": MODAL},
            "views.update": {"view_id": self.opened, "view": MODAL},
            "views.publish": {"user_id": body["user"]["id"], "view": HOME},
        }
        return of_method[method]


@contextmanager
def bare_app(at: Site, *, over_http: bool = False) -> Iterator[Measured]:
    """The app in that workspace; it is told its calls by the word "calls"."""
    port = free_port() if over_http else 0
    at.data.mkdir(parents=True, exist_ok=True)
    with process(_main, at.workspace.url, at.data, at.database, port) as measured:
        if port:
            at.people.post("request_url", url=f"http://127.0.0.1:{port}/slack/events")
        yield measured


def _main(pipe: Connection, *given: Any) -> None:
    asyncio.run(_at_work(pipe, *given))


async def _at_work(pipe: Connection, url: str, data: Path, database: str, port: int) -> None:
    client = AsyncWebClient(token="xoxb-standin", base_url=f"{url}/api/")
    address = database.replace("postgresql://", "postgresql+psycopg://") or f"sqlite:///{data / 'bare.db'}"
    engine = create_engine(address)
    SQLModel.metadata.create_all(engine, tables=[SQLModel.metadata.tables["bench_act"]])
    app = AsyncApp(client=client, token="xoxb-standin", signing_secret="standin-signing-secret")
    bare = Bare(client, engine)
    app.event("message")(bare.greets)
    app.event("app_home_opened")(bare.acts)
    app.action("act")(bare.acts)
    app.action("open_step.0")(bare.acts)

    async def told(calls: list[str] | None) -> None:
        bare.calls = calls

    async with _on_http(app, port) if port else _on_socket(app, url):
        await answering(pipe, {"calls": told})


@asynccontextmanager
async def _on_socket(app: AsyncApp, url: str) -> AsyncIterator[None]:
    web_client = AsyncWebClient(base_url=f"{url}/api/")
    handler = AsyncSocketModeHandler(app, "xapp-standin", web_client=web_client)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    yield
    await handler.close_async()  # type: ignore[no-untyped-call]


@asynccontextmanager
async def _on_http(app: AsyncApp, port: int) -> AsyncIterator[None]:
    async def events(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    served = web.Application()
    served.router.add_post("/slack/events", events)
    runner = web.AppRunner(served, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield
    await runner.cleanup()
