"""Connections without sockets: whoever connects to an address that is listened at is joined with it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.simulation.processes import Mortal, process_here

FIRST_PORT = 50_000
Factory = Callable[[], asyncio.Protocol]


@dataclass
class Address:
    """Looks like a listening socket to whoever asks for its address."""

    host: str
    port: int

    def getsockname(self) -> tuple[str, int]:
        return self.host, self.port


@dataclass
class Listening(asyncio.AbstractServer):
    """Who is asked at an address, in the context in which it began to listen."""

    network: Network
    address: Address
    factory: Factory
    process: Mortal | None
    context: Context = field(default_factory=copy_context)

    @property
    def sockets(self) -> list[Address]:
        return [self.address]

    def close(self) -> None:
        if self.network.listening.get(self.address.getsockname()) is self:
            del self.network.listening[self.address.getsockname()]

    async def wait_closed(self) -> None:
        return

    def is_serving(self) -> bool:
        return self.address.getsockname() in self.network.listening


@dataclass
class NoSocket:
    """Looks like the socket of a connection to whoever asks for its addresses or sets an option."""

    here: tuple[str, int]
    there: tuple[str, int]
    family: int = socket.AF_INET
    type: int = socket.SOCK_STREAM

    def getsockname(self) -> tuple[str, int]:
        return self.here

    def getpeername(self) -> tuple[str, int]:
        return self.there

    def setsockopt(self, *_: Any) -> None:
        """There is nothing that it could be set on."""

    def fileno(self) -> int:
        return -1


class Wire(asyncio.Transport):
    """One end of a connection. `process` is whose end it is."""

    def __init__(self, loop: Network, name: tuple[str, int], process: Mortal | None) -> None:
        super().__init__()
        self._loop, self._name, self.process = loop, name, process
        self.peer: Wire = self
        self._protocol: Any = None
        self._context = copy_context()
        self._is_paused, self._is_closing, self._is_lost = False, False, False
        self._waiting: list[bytes | None] = []

    def join(self, peer: Wire, protocol: Any, context: Context) -> None:
        """The other end, who is told of what comes, and in which context."""
        self.peer, self._protocol, self._context = peer, protocol, context

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        there = self.peer._name
        known = {"peername": there, "sockname": self._name, "socket": NoSocket(self._name, there)}
        return known.get(name, default)

    def set_protocol(self, protocol: Any) -> None:
        self._protocol = protocol

    def get_protocol(self) -> Any:
        return self._protocol

    def is_closing(self) -> bool:
        return self._is_closing

    def is_reading(self) -> bool:
        return not self._is_paused

    def pause_reading(self) -> None:
        self._is_paused = True

    def resume_reading(self) -> None:
        self._is_paused = False
        self._tell(self._feed)

    def write(self, data: Any) -> None:
        if not self._is_closing and not (self.process and self.process.is_dead):
            self.peer._bring(bytes(data))

    def can_write_eof(self) -> bool:
        return True

    def write_eof(self) -> None:
        if not self._is_closing:
            self.peer._bring(None)

    def get_write_buffer_size(self) -> int:
        return 0

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """What is written is with the other end at once."""

    def close(self) -> None:
        if not self._is_closing:
            self.write_eof()
            self._is_closing = True
            self._tell(self._lose, None)

    def abort(self) -> None:
        """Breaks off, also for the other end."""
        self._is_closing = True
        self._tell(self._lose, None)
        self.peer._is_closing = True
        self.peer._tell(self.peer._lose, ConnectionResetError())

    def _tell(self, what: Callable[..., None], *args: Any) -> None:
        self._loop.call_soon(what, *args, context=self._context)

    def _bring(self, data: bytes | None) -> None:
        self._waiting.append(data)
        self._tell(self._feed)

    def _feed(self) -> None:
        while self._waiting and not self._is_paused and not self._is_lost:
            data = self._waiting.pop(0)
            if data is not None:
                self._protocol.data_received(data)
            elif not self._protocol.eof_received():
                self.close()

    def _lose(self, error: Exception | None) -> None:
        if not self._is_lost:
            self._is_lost = True
            self._protocol.connection_lost(error)


class Network(asyncio.SelectorEventLoop):
    """A loop whose connections lead to whoever listens within it."""

    def __init__(self) -> None:
        super().__init__()
        self.listening: dict[tuple[str, int], Listening] = {}
        self._wires: list[Wire] = []
        self._ports = count(FIRST_PORT)
        self._wanted: dict[int, tuple[str, int]] = {}

    async def create_server(  # type: ignore[override]
        self, factory: Factory, host: str = "127.0.0.1", port: int = 0, *, sock: Any = None, **_: Any
    ) -> Listening:
        """Listens at an address, at any free port for port 0."""
        at = sock.getsockname()[:2] if sock is not None else (host, port or next(self._ports))
        made = self.listening[at] = Listening(self, Address(*at), factory, process_here())
        return made

    async def sock_connect(self, sock: socket.socket, address: Any) -> None:
        """The first half of what aiohttp does; raises ConnectionRefusedError where nobody listens."""
        self._listener(address[:2])
        self._wanted[sock.fileno()] = address[:2]

    async def create_connection(  # type: ignore[override]
        self, factory: Factory, host: str = "", port: int = 0, *, sock: Any = None, **_: Any
    ) -> tuple[Wire, Any]:
        """Joins both ends. Raises ConnectionRefusedError where nobody listens."""
        at = (host, port)
        if sock is not None:
            at = self._wanted.pop(sock.fileno())
            sock.close()
        listener = self._listener(at)
        here, there = Wire(self, (at[0], next(self._ports)), process_here()), Wire(self, at, listener.process)
        asking = factory()
        answering = listener.context.copy().run(listener.factory)
        here.join(there, asking, copy_context())
        there.join(here, answering, listener.context.copy())
        there._tell(answering.connection_made, there)
        asking.connection_made(here)
        self._wires = [wire for wire in self._wires if not wire._is_lost] + [here, there]
        return here, asking

    def _listener(self, at: tuple[str, int]) -> Listening:
        found = self.listening.get(at)
        if found is None:
            raise ConnectionRefusedError(111, "nobody listens there")
        return found

    def cut_off(self, process: Mortal) -> None:
        """All that the process is connected with breaks off, and nobody reaches it any more."""
        for listener in [one for one in self.listening.values() if one.process is process]:
            listener.close()
        for wire in [one for one in self._wires if one.process is process]:
            wire.abort()
