"""Bringing events, interactions and commands to the app, and events again when nobody acknowledged them.

Events not acknowledged within three seconds come again with the same `event_id`: at once, after a minute,
after five minutes (https://docs.slack.dev/apis/events-api/). An event that met no connection, or whose
connection broke, waits for the next one and uses up no retry. Interactions and commands are tried once.
"""

import asyncio
import time
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from typing import Any, Protocol

from tests.workspace.outcomes import Envelope, Json, Kind, Outcome

LOST = ("connection_lost", "not_connected")


class Transport(Protocol):
    async def ready(self) -> None: ...

    async def deliver(self, envelope: Envelope) -> Outcome: ...


class Delivery:
    """The log of deliveries, and the tasks that still have something to bring."""

    def __init__(self, transport: Transport, retry_delays: Sequence[float]) -> None:
        self.transport = transport
        self.retry_delays = tuple(retry_delays)
        self.log: list[Json] = []
        self.events: dict[str, Envelope] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def interact(self, kind: Kind, identity: str, payload: Json) -> Outcome:
        """An interaction or a command: one attempt, now."""
        return await self._attempt(Envelope(kind, identity, payload))

    def send_event(self, event_id: str, payload: Json) -> asyncio.Future[Outcome]:
        """Queues an event; the future holds the outcome of its first attempt."""
        self.events[event_id] = Envelope("events_api", event_id, payload)
        first: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._start(self._bring(self.events[event_id], first))
        return first

    async def redeliver(self, event_id: str | None) -> Outcome | None:
        """The same event once more, marked as a retry; None when there is no such event."""
        if event_id is None:
            event_id = next(reversed(self.events), None)
        if event_id not in self.events:
            return None
        return await self._attempt(replace(self.events[event_id], attempt=1, reason="timed_out"))

    async def _bring(self, envelope: Envelope, first: asyncio.Future[Outcome]) -> None:
        delays = iter(self.retry_delays)
        while True:
            outcome = await self._attempt(envelope)
            if not first.done():
                first.set_result(outcome)
            if outcome.is_acknowledged or not outcome.may_retry:
                return
            if outcome.status not in LOST:
                delay = next(delays, None)
                if delay is None:
                    return
                await asyncio.sleep(delay)
            await self.transport.ready()
            attempt = envelope.attempt + (outcome.status != "not_connected")
            envelope = replace(envelope, attempt=attempt, reason=outcome.status)

    async def _attempt(self, envelope: Envelope) -> Outcome:
        started = time.monotonic()
        outcome = await self.transport.deliver(envelope)
        self.log.append(
            {
                "kind": envelope.kind,
                "type": _type_of(envelope),
                "id": envelope.id,
                "status": outcome.status,
                "seconds": round(time.monotonic() - started, 3),
                "attempt": envelope.attempt,
            }
        )
        return outcome

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def is_at_rest(self) -> bool:
        """Whether no event is on its way to the app or waits for it."""
        return not self._tasks

    async def stop(self) -> None:
        """Ends what is under way. Before Python 3.12, wait_for loses a cancellation that meets its answer."""
        while tasks := [task for task in self._tasks if not task.done()]:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks, timeout=1)


def _type_of(envelope: Envelope) -> str:
    if envelope.kind == "events_api":
        return str(envelope.payload["event"]["type"])
    return str(envelope.payload.get("type", envelope.payload.get("command", "")))
