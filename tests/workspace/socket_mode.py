"""Slack's end of Socket Mode: tickets, connections, envelopes and their acknowledgements.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import json
import secrets
import uuid
from typing import Any

from aiohttp import WSMsgType, web

from tests.workspace.outcomes import Envelope, Outcome
from tests.workspace.people import APP_ID

Json = dict[str, Any]
MOST_CONNECTIONS = 10
SECONDS_TO_CLOSE = 1.0
RETRY_REASONS = {"timed_out": "timeout"}


class SocketMode:
    """The open sockets of one app. Each envelope goes to one of them."""

    def __init__(self, seconds_to_acknowledge: float) -> None:
        self.seconds_to_acknowledge = seconds_to_acknowledge
        self.tickets: set[str] = set()
        self.connections: list[web.WebSocketResponse] = []
        self.connected = asyncio.Event()
        self._waiting: dict[str, tuple[web.WebSocketResponse, asyncio.Future[Outcome]]] = {}
        self._turn = 0

    def new_ticket(self) -> str:
        ticket = secrets.token_hex(8)
        self.tickets.add(ticket)
        return ticket

    async def link(self, request: web.Request) -> web.StreamResponse:
        """The WebSocket itself. A ticket from `apps.connections.open` is good for one connection."""
        ticket = request.query.get("ticket", "")
        if ticket not in self.tickets:
            return web.Response(status=403)
        self.tickets.discard(ticket)
        socket = web.WebSocketResponse(timeout=SECONDS_TO_CLOSE)
        await socket.prepare(request)
        if len(self.connections) >= MOST_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        await self._greet(socket)
        try:
            await self._listen(socket)
        finally:
            self._forget(socket)
        return socket

    async def _greet(self, socket: web.WebSocketResponse) -> None:
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self.connections) + 1,
                "connection_info": {"app_id": APP_ID},
                "debug_info": {"host": "stand-in", "approximate_connection_time": 3600},
            }
        )
        self.connections.append(socket)
        self.connected.set()

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            if message.type != WSMsgType.TEXT or not message.data.startswith("{"):
                continue
            reply = json.loads(message.data)
            _, waiting = self._waiting.get(reply.get("envelope_id", ""), (None, None))
            if waiting and not waiting.done():
                waiting.set_result(Outcome("acknowledged", reply.get("payload")))

    def _forget(self, socket: web.WebSocketResponse) -> None:
        if socket in self.connections:
            self.connections.remove(socket)
        if not self.connections:
            self.connected.clear()
        for sent_on, acknowledgement in list(self._waiting.values()):
            if sent_on is socket and not acknowledgement.done():
                acknowledgement.set_result(Outcome("connection_lost"))

    async def disconnect(self, reason: str | None) -> None:
        """Warns all connections (`warning`, `refresh_requested`, `link_disabled`), or just cuts them off."""
        for socket in list(self.connections):
            if reason:
                await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {}})
            else:
                await socket.close()

    async def ready(self) -> None:
        """Returns when a connection is up."""
        await self.connected.wait()

    async def deliver(self, envelope: Envelope) -> Outcome:
        if not self.connections:
            return Outcome("not_connected")
        self._turn += 1
        socket = self.connections[self._turn % len(self.connections)]
        envelope_id = str(uuid.uuid4())
        acknowledgement: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = (socket, acknowledgement)
        try:
            await socket.send_json(_as_sent(envelope, envelope_id))
            return await asyncio.wait_for(acknowledgement, self.seconds_to_acknowledge)
        except TimeoutError:
            return Outcome("timed_out")
        except (ConnectionError, RuntimeError):  # aiohttp: the socket closed under us
            return Outcome("connection_lost")
        finally:
            del self._waiting[envelope_id]


def _as_sent(envelope: Envelope, envelope_id: str) -> Json:
    frame: Json = {
        "envelope_id": envelope_id,
        "type": envelope.kind,
        "payload": envelope.payload,
        "accepts_response_payload": envelope.kind != "events_api",
    }
    if envelope.kind == "events_api":
        frame |= {
            "retry_attempt": envelope.attempt,
            "retry_reason": RETRY_REASONS.get(envelope.reason or "", envelope.reason or ""),
        }
    return frame
