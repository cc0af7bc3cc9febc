"""What Slack and Graph do at their worst: to the product's calls, and to what they bring it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import web

from tests.simulation.fates import Fates
from tests.simulation.fleet import Fleet
from tests.simulation.process import Process
from tests.simulation.watch import tokens_in
from tests.workspace.delivery import Transport
from tests.workspace.faults import Fault, Faults
from tests.workspace.outcomes import Envelope, Outcome
from tests.workspace.request_url import RequestUrl
from tests.workspace.server import SECONDS_TO_ACKNOWLEDGE, Workspace

OF_CALLS = {
    "429": 0.02,
    "5xx": 0.01,
    "error of Slack's own": 0.01,
    "time-out before the act": 0.006,
    "time-out after the act": 0.006,
    "connection dropped before the act": 0.008,
    "dropped answer": 0.012,
    "answer in HTML": 0.004,
    "slow": 0.02,
    "kill before a call": 0.001,
    "kill after a call": 0.001,
}
OF_ARRIVALS = {
    "late": 0.08,
    "lost on the way": 0.02,
    "answer lost": 0.03,
    "twice at once": 0.03,
    "again later": 0.03,
    "silence": 0.003,
    "kill before an acknowledgement": 0.004,
    "kill while it is handled": 0.006,
}
LONGEST_SILENCE = 900.0
KEPT_FORMS = frozenset({"decide", "decide_more", "reopen_step", "correct", "task"})
"""Forms whose words are added to a case, and never changed there."""
NOWHERE = "http://127.0.0.1:1/slack/events"
Dies = Callable[[Process], None]


@dataclass(frozen=True)
class Said:
    """What a person wrote to Værn and Slack was answered 200 for; `at` a simulated second.

    A form that was closed says that it was taken, so that nothing else need be told.
    """

    person: str
    tokens: tuple[str, ...]
    files: tuple[str, ...]
    at: float
    is_form: bool = False


class SeededFaults(Faults):
    """The fault that a call meets, if any, is decided by the seed."""

    def __init__(self, fates: Fates, dies: Dies) -> None:
        super().__init__()
        self._fates, self._dies = fates, dies

    async def around(
        self,
        method: str,
        request: web.Request,
        perform: Callable[[], web.Response],
        refuse: Callable[[Fault], web.Response | None],
    ) -> web.Response:
        fault = self._fates.one_of(OF_CALLS, method)
        if refusal := self._refusal(fault, method):
            return refuse(refusal) or perform()
        if fault == "answer in HTML":
            return web.Response(text="<html>Down for maintenance</html>", content_type="text/html")
        if fault == "slow":
            await asyncio.sleep(self._fates.faults.uniform(0.5, 9))
        is_done = "before" not in fault
        answer = perform() if is_done else web.Response(status=500)
        if fault.startswith("kill"):
            caller = getattr(getattr(request.transport, "peer", None), "process", None)
            if isinstance(caller, Process):
                self._dies(caller)
        if fault.startswith("time-out"):
            return await _never()
        return _cut(request) if fault.startswith(("kill", "connection", "dropped")) else answer

    def _refusal(self, fault: str, method: str) -> Fault | None:
        chance = self._fates.faults
        match fault:
            case "429":
                return Fault(method, retry_after=chance.randint(1, 40), status=429)
            case "5xx":
                return Fault(method, status=chance.choice((500, 502, 503, 504)))
            case "error of Slack's own":
                error = chance.choice(("internal_error", "fatal_error", "service_unavailable"))
                return Fault(method, error=error, status=503)
        return None


async def _never() -> web.Response:
    """Until whoever has asked hangs up, which ends this."""
    return await asyncio.get_running_loop().create_future()


def _cut(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response(status=500)


class Arriving:
    """The way to the product: late, lost, twice, again, or not at all.

    `taken` has when each was answered with 200, its payload and the answer, whether Slack heard it or not;
    `brought` has the payloads of these and of those that were not answered in time.
    """

    def __init__(self, fates: Fates, fleet: Fleet, workspace: Workspace, is_by_socket: bool) -> None:
        self._fates, self._fleet, self._workspace, self._is_by_socket = fates, fleet, workspace, is_by_socket
        self.taken: list[tuple[float, dict[str, Any], Any]] = []
        self.brought: list[dict[str, Any]] = []
        self._silent_until = 0.0
        self._turn = 0
        self._again: set[asyncio.Task[Any]] = set()

    async def ready(self) -> None:
        """An address is always worth a try; a socket is waited for."""
        if self._is_by_socket:
            await self._workspace.socket.ready()

    async def deliver(self, envelope: Envelope) -> Outcome:
        """What Slack is told of it."""
        is_event = envelope.kind == "events_api"
        if asyncio.get_running_loop().time() < self._silent_until:
            return await _too_late()
        match self._fates.one_of(OF_ARRIVALS, envelope.kind):
            case "late":
                await asyncio.sleep(self._fates.faults.uniform(0.05, 30 if is_event else 2))
            case "lost on the way":
                return await _too_late()
            case "answer lost":
                await self._bring(envelope)
                return Outcome("timed_out")
            case "twice at once":
                first, _ = await asyncio.gather(self._bring(envelope), self._bring(envelope))
                return first
            case "again later":
                self._later(envelope)
            case "silence":
                length = self._fates.faults.uniform(5, LONGEST_SILENCE)
                self._silent_until = asyncio.get_running_loop().time() + length
                return await _too_late()
            case "kill before an acknowledgement":
                self._die_within(0.02)
            case "kill while it is handled":
                self._die_within(3)
        return await self._bring(envelope)

    async def _bring(self, envelope: Envelope) -> Outcome:
        # As it is now: what stands in a form may change while it is on its way.
        envelope = replace(envelope, payload=deepcopy(envelope.payload))
        self.brought.append(envelope.payload)
        outcome = await self._transport().deliver(envelope)
        if outcome.is_acknowledged:
            self.taken.append((asyncio.get_running_loop().time(), envelope.payload, outcome.payload))
        return outcome

    def _transport(self) -> Transport:
        """The sockets, or the next process that takes requests; where none does, the connection fails."""
        if self._is_by_socket:
            return self._workspace.socket
        self._turn += 1
        addresses = self._fleet.addresses() or [NOWHERE]
        address = addresses[self._turn % len(addresses)]
        return RequestUrl(self._workspace._session, address, SECONDS_TO_ACKNOWLEDGE)

    def said(self) -> list[Said]:
        """What people wrote of it: messages to Værn, and forms that it closed, each once."""
        found: dict[str, Said] = {}
        for at, payload, answer in self.taken:
            event = payload.get("event") or {}
            is_said = event.get("type") == "message" and event.get("subtype") in (None, "file_share")
            if is_said and event.get("channel_type") == "im" and not event.get("bot_id"):
                files = tuple(str(file["id"]) for file in event.get("files") or ())
                said = Said(str(event["user"]), tuple(sorted(tokens_in(event["text"]))), files, at)
                found.setdefault(str(payload["event_id"]), said)
            view = payload["view"] if payload.get("type") == "view_submission" and not answer else {}
            if view.get("callback_id") in KEPT_FORMS:
                written = tuple(sorted(tokens_in(view["state"]["values"])))
                said = Said(str(payload["user"]["id"]), written, (), at, is_form=True)
                found.setdefault(str(payload["trigger_id"]), said)
        return list(found.values())

    def _later(self, envelope: Envelope) -> None:
        async def again() -> None:
            await asyncio.sleep(self._fates.faults.uniform(0.1, 400))
            await self._bring(envelope)

        task = asyncio.get_running_loop().create_task(again())
        self._again.add(task)
        task.add_done_callback(self._again.discard)

    def _die_within(self, seconds: float) -> None:
        after = self._fates.faults.uniform(0, seconds)
        asyncio.get_running_loop().call_later(after, self._one_dies)

    def _one_dies(self) -> None:
        if alive := self._fleet.alive():
            self._fleet.dies(self._fates.faults.choice(alive))


async def _too_late() -> Outcome:
    await asyncio.sleep(3)
    return Outcome("timed_out")
