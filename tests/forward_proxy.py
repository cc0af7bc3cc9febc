"""A stand-in for the proxy of an organisation, through which everything has to go out.

It takes absolute addresses, and tunnels by CONNECT. Where it has an authority it looks into the tunnels, as
such proxies do, and knows every name: all of them are the one server behind it.
"""

from __future__ import annotations

import asyncio
import base64
import re
from collections import Counter
from contextlib import suppress
from urllib.parse import urlsplit

from tests.authority import Authority

LARGEST_HEAD = 1 << 16
PIECE = 1 << 16


class ForwardProxy:
    """`asked` counts by host how often it was asked for a connection, and `ports` are where its own began.

    `credentials` is the user and password without which it does nothing, like "user:password".
    """

    def __init__(self, authority: Authority | None = None, behind: int = 0, credentials: str = "") -> None:
        self.asked: Counter[str] = Counter()
        self.ports: set[int] = set()
        self.refused = 0
        self.credentials = credentials
        self._authority, self._behind = authority, behind
        self._relays: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Listens on 127.0.0.1."""
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0, limit=LARGEST_HEAD)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        """Ends what goes through it too."""
        self._server.close()
        for relay in self._relays:
            relay.cancel()
        await asyncio.gather(*self._relays, return_exceptions=True)

    def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._relays.add(task)
        task.add_done_callback(self._relays.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            await self._relay(reader, writer)
        writer.close()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        if not self._is_known(head):
            self.refused += 1
            writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            return
        method, target, _ = head.decode("latin-1").split(" ", 2)
        to = urlsplit(f"//{target}" if method == "CONNECT" else target)
        host = to.hostname or ""
        self.asked[host] += 1
        if method == "CONNECT":
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            if self._authority:
                await writer.start_tls(self._authority.vouching_for(host))
            head = b""
        there = ("127.0.0.1", self._behind) if self._behind else (host, to.port or 80)
        back, out = await asyncio.open_connection(*there)
        self.ports.add(out.get_extra_info("sockname")[1])
        out.write(head)
        await asyncio.gather(_copy(reader, out), _copy(back, writer))

    def _is_known(self, head: bytes) -> bool:
        told = re.search(rb"(?i)\r\nproxy-authorization: basic ([^\r]*)", head)
        return base64.b64decode(told[1] if told else b"").decode() == self.credentials


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()
    writer.close()
