"""A server that answers raw HTTP as a test tells it to, good or broken."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Server:
    """Answers requests in turn, the last way again and again, and keeps path, headers and body of each."""

    url: str = ""
    answers: list[Answer] = field(default_factory=list)
    seen: list[tuple[str, str, bytes]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One answer."""
        body = await request.read()
        self.seen.append((request.path, str(dict(request.headers)), body))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return await answer(request)


@asynccontextmanager
async def served(*answers: Answer) -> AsyncIterator[Server]:
    """Listens on 127.0.0.1 until the block ends."""
    server = Server(answers=list(answers))
    application = web.Application()
    application.router.add_route("*", "/{rest:.*}", server.handle)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield server
    await runner.cleanup()


def json(status: int = 200, headers: dict[str, str] | None = None, **body: object) -> Answer:
    """A JSON object."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.json_response(body, status=status, headers=headers)

    return answer


def text(
    body: str, status: int = 200, content_type: str = "text/html", headers: dict[str, str] | None = None
) -> Answer:
    """Any other body."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(text=body, status=status, content_type=content_type, headers=headers)

    return answer


def redirect(url: str, status: int = 302) -> Answer:
    """Sends the client elsewhere."""
    return text("", status, headers={"Location": url})


async def cut(request: web.Request) -> web.StreamResponse:
    """The request has been read, and the answer never comes."""
    assert request.transport
    request.transport.abort()
    return web.Response()


async def silent(_: web.Request) -> web.StreamResponse:
    """Nothing happens until the client has had enough."""
    await asyncio.Event().wait()
    return web.Response()


async def broken_off(request: web.Request) -> web.StreamResponse:
    """Promises more bytes than it sends."""
    assert request.transport
    request.transport.write(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 9\r\n\r\nshort")
    request.transport.close()
    return web.Response()
