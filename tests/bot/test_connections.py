"""Half requests, slow ones, large ones, and more connections than there is room for."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.connections import Connections, serving

pytestmark = pytest.mark.anyio
SECONDS = 0.5
HALVES = {
    "nothing": b"",
    "half a line": b"POST /slack/ev",
    "half the headers": b"POST / HTTP/1.1\r\nHost: vaern\r\nX-Sla",
}
HALF_A_BODY = b"POST / HTTP/1.1\r\nHost: vaern\r\nContent-Length: 100\r\n\r\nhalf"
CHUNKS_WITHOUT_END = b"POST / HTTP/1.1\r\nHost: vaern\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
WHOLE = b"POST / HTTP/1.1\r\nHost: vaern\r\nContent-Length: 4\r\n\r\nbody"


@asynccontextmanager
async def server(connections: Connections) -> AsyncIterator[int]:
    """Answers each request with its length; gives the port."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=str(len(await request.read())))

    served = web.Application(client_max_size=4 * 1024**2)
    served.add_routes([web.post("/", answer)])
    bound = socket.create_server(("127.0.0.1", 0))
    async with serving(served, bound, connections):
        yield bound.getsockname()[1]


async def answered(port: int, sent: bytes) -> bytes:
    """All that comes until the other side hangs up, which it does by itself."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    try:
        async with asyncio.timeout(60):
            return await reader.read()
    finally:
        writer.close()


@pytest.mark.parametrize("half", HALVES)
async def test_whoever_brings_no_whole_request_is_hung_up_on(half: str) -> None:
    async with server(Connections(SECONDS)) as port:
        assert await answered(port, HALVES[half]) == b""


@pytest.mark.parametrize("half", [HALF_A_BODY, CHUNKS_WITHOUT_END], ids=["length", "chunks"])
async def test_half_a_body_is_told_and_hung_up_on(half: bytes) -> None:
    async with server(Connections(SECONDS)) as port:
        assert (await answered(port, half)).startswith(b"HTTP/1.1 408 ")


async def test_a_request_that_is_kept_alive_for_half_of_the_next_one_is_hung_up_on_too() -> None:
    async with server(Connections(SECONDS)) as port:
        found = await answered(port, WHOLE + HALF_A_BODY)
    assert (found.count(b"HTTP/1.1 200 "), found.count(b"HTTP/1.1 408 ")) == (1, 1)


async def test_whoever_is_refused_is_hung_up_on() -> None:
    async with server(Connections(seconds=3600)) as port:
        found = await answered(port, b"GET /nowhere HTTP/1.1\r\nHost: vaern\r\n\r\n")
    assert found.startswith(b"HTTP/1.1 404 ")


async def test_ten_megabytes_are_refused() -> None:
    body = b"x" * 10 * 1024**2
    head = b"POST / HTTP/1.1\r\nHost: vaern\r\nContent-Length: %d\r\n\r\n" % len(body)
    async with server(Connections()) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(head + body)
        assert (await reader.readline()).startswith(b"HTTP/1.1 413 ")
        writer.close()


async def test_four_hundred_half_requests_hold_up_no_whole_one() -> None:
    async with server(Connections(seconds=3600, most=50)) as port:
        halves = [await asyncio.open_connection("127.0.0.1", port) for _ in range(400)]
        for _, writer in halves:
            writer.write(HALVES["half the headers"])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(WHOLE)
        assert (await reader.readline()).startswith(b"HTTP/1.1 200 ")
        gone = [asyncio.create_task(reader.read()) for reader, _ in halves[:350]]
        await asyncio.wait_for(asyncio.gather(*gone, return_exceptions=True), 60)
        writer.close()
        for _, writer in halves:
            writer.close()


async def test_while_all_that_there_is_room_for_are_being_answered_another_is_refused() -> None:
    connections = Connections(most=1)
    async with server(connections) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(WHOLE)
        assert (await reader.readline()).startswith(b"HTTP/1.1 200 ")
        assert await answered(port, b"") == b""
        writer.close()


@pytest.mark.parametrize("turns", range(8))
async def test_a_stop_waits_for_nobody_who_has_just_connected(turns: int) -> None:
    with socket.socket() as connected:
        async with asyncio.timeout(30), server(Connections(seconds=3600)) as port:
            connected.connect(("127.0.0.1", port))
            for _ in range(turns):
                await asyncio.sleep(0)
