"""Connections at our addresses: how many there are, and how long they may take to bring a request.

aiohttp limits neither: a connection that brings half of a request's headers, or nothing, is kept for ever.
Each connection has some seconds for its first whole request, and the same for the body of each that follows;
between requests aiohttp's own limit holds. Slack brings a request at once, and gives up after three seconds:
docs.slack.dev/apis/events-api.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import cast

from aiohttp import web

SECONDS_TO_ASK = 10.0
MOST_CONNECTIONS = 512
"""Slack holds some tens; a process may have 1,024 open files (`ulimit -n`), of which we need others."""
SECONDS_TO_HANG_UP = 1.0
"""In which the rest of a body that is refused is read, so that its sender hears the answer."""

SECONDS_TO_KEEP = 75.0
"""Between requests: longer than a reverse proxy keeps a connection, or it would send into a closed one."""
FIRST_REFUSAL = 400

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class _Refused(asyncio.Protocol):
    """A connection that there is no room for."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.close()


class Connections:
    """Those of one server. `seconds` are given to each for a whole request, `most` may be open."""

    def __init__(self, seconds: float = SECONDS_TO_ASK, most: int = MOST_CONNECTIONS) -> None:
        self._seconds = seconds
        self._most = most
        self._waiting: dict[web.RequestHandler, asyncio.TimerHandle] = {}
        self._is_over = False

    def accept(self, server: web.Server) -> asyncio.Protocol:
        """Room for a new one: where there is none, the oldest goes that has brought nothing yet."""
        if self._is_over:
            return _Refused()
        there = set(server.connections)
        if len(there) >= self._most:
            oldest = next((one for one in self._waiting if one in there), None)
            if oldest is None:
                return _Refused()
            self._hang_up(oldest)
        connection = server()
        loop = asyncio.get_running_loop()
        self._waiting[connection] = loop.call_later(self._seconds, self._hang_up, connection)
        return connection

    def end(self) -> None:
        """From now on there is room for none, and who has brought nothing goes: aiohttp waits for whoever
        it has just let in, and reads nothing from them any more.
        """
        self._is_over = True
        for connection in list(self._waiting):
            self._hang_up(connection)

    def _hang_up(self, connection: web.RequestHandler) -> None:
        self._heard(connection)
        connection.force_close()

    def _heard(self, connection: web.RequestHandler) -> None:
        if timer := self._waiting.pop(connection, None):
            timer.cancel()

    @web.middleware
    async def whole(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Hands on what has come wholly in time. Whoever is not let in is not kept."""
        self._heard(request.protocol)
        try:
            answer = await self._answer(request, handler)
        except web.HTTPException as refused:
            refused.force_close()
            raise
        if answer.status >= FIRST_REFUSAL:
            answer.force_close()
        return answer

    async def _answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            async with asyncio.timeout(self._seconds):
                await request.read()
        except TimeoutError:
            return web.Response(status=408)
        return await handler(request)


@asynccontextmanager
async def serving(
    served: web.Application, bound: socket.socket, connections: Connections
) -> AsyncIterator[None]:
    """Answers at the address that is bound, until the block ends; then what has come is answered."""
    served.middlewares.append(connections.whole)
    runner = web.AppRunner(
        served,
        access_log=None,
        keepalive_timeout=SECONDS_TO_KEEP,
        lingering_time=SECONDS_TO_HANG_UP,
        # Slack packs nothing, and what is packed wrongly would fail while it is read.
        auto_decompress=False,
    )
    await runner.setup()
    server = cast(web.Server, runner.server)  # There once it is set up.
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(lambda: connections.accept(server), sock=bound)
    try:
        yield
    finally:
        listening.close()
        # What has come wholly is begun before.
        await asyncio.sleep(0)
        connections.end()
        await runner.cleanup()
