"""Faults that a test injects: errors, rate limits, held calls, cut connections.

`method` is a Web API method, or `download`, `upload`, `graph`; `*` is any call of the Web API.
"""

import asyncio
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

from aiohttp import web

Moment = Literal["before", "after"]
OF_ONE_PERSON = frozenset({"conversations.invite", "conversations.open"})
"""The calls that can be refused for one person alone."""


@dataclass
class Fault:
    """`skip` calls pass first, then `times` calls meet the fault: of `graph` those whose address ends so.

    With `user` the error is of that person alone, in every call that names them.
    """

    method: str
    address: str = ""
    user: str = ""
    error: str | None = None
    status: int | None = None
    retry_after: int | None = None
    hold: Moment | None = None
    drop: Moment | None = None
    html_login: bool = False
    skip: int = 0
    times: int = 1

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> "Fault":
        """Raises ValueError for a field that does not exist, a moment other than before and after, or a
        `user` of a call that cannot be refused for one person alone.
        """
        known = {field.name for field in fields(cls)}
        body = {name: value for name, value in body.items() if name != "as"}
        if unknown := body.keys() - known:
            raise ValueError(f"unknown fields: {', '.join(sorted(unknown))}")
        if "method" not in body:
            raise ValueError("method is missing")
        if body.get("user") and body["method"] not in OF_ONE_PERSON:
            raise ValueError(f"{body['method']} cannot be refused for one person alone")
        if {body.get("hold"), body.get("drop")} - {None, "before", "after"}:
            raise ValueError("hold and drop are before or after")
        return cls(**body)


class Faults:
    def __init__(self) -> None:
        self.rules: list[Fault] = []
        self.held: dict[int, dict[str, Any]] = {}
        self._releases: dict[int, asyncio.Event] = {}
        self._somebody_is_held = asyncio.Event()
        self._count = 0

    def take(self, method: str, address: str) -> Fault | None:
        """The fault this call meets; counting it."""
        for rule in self.rules:
            is_meant = rule.method == method or (rule.method == "*" and address.startswith("/api/"))
            if not is_meant or rule.user or not address.endswith(rule.address):
                continue
            if rule.skip:
                rule.skip -= 1
                return None
            rule.times -= 1
            if rule.times <= 0:
                self.rules.remove(rule)
            return rule
        return None

    def of(self, method: str, user: str) -> str | None:
        """The error that is of this person alone."""
        found = (rule.error for rule in self.rules if (rule.method, rule.user) == (method, user))
        return next(found, None)

    async def hold(self, method: str, moment: Moment) -> None:
        """Returns when released; cancelled when the caller's connection dies."""
        self._count += 1
        number = self._count
        self.held[number] = {"n": number, "method": method, "hold": moment}
        self._releases[number] = asyncio.Event()
        self._somebody_is_held.set()
        try:
            await self._releases[number].wait()
        finally:
            del self.held[number], self._releases[number]
            if not self.held:
                self._somebody_is_held.clear()

    async def wait_until_held(self, seconds: float) -> None:
        """Returns when a call is held, or after `seconds`."""
        try:
            await asyncio.wait_for(self._somebody_is_held.wait(), seconds)
        except TimeoutError:
            return

    def release(self) -> None:
        for release in self._releases.values():
            release.set()

    def as_json(self) -> dict[str, Any]:
        return {"rules": [asdict(rule) for rule in self.rules], "held": list(self.held.values())}

    async def around(
        self,
        method: str,
        request: web.Request,
        perform: Callable[[], web.Response],
        refuse: Callable[[Fault], web.Response | None],
    ) -> web.Response:
        """Performs a call under the fault it meets, if any. `refuse` turns a fault into its answer."""
        fault = self.take(method, request.path)
        if fault is None:
            return perform()
        if fault.hold == "before":
            await self.hold(method, "before")
        if fault.drop == "before":
            return _cut(request)
        answer = refuse(fault) or perform()
        if fault.hold == "after":
            await self.hold(method, "after")
        return _cut(request) if fault.drop == "after" else answer


def _cut(request: web.Request) -> web.Response:
    """Cuts the connection; the answer returned goes nowhere."""
    if request.transport:
        request.transport.abort()
    return web.Response(status=500)
