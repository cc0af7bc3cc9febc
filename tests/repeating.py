"""The answer to a form is lost on the way: it comes once more, or its person reads that there was none."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from tests.workspace.delivery import Transport
from tests.workspace.outcomes import Envelope, Outcome
from tests.workspace.server import Workspace


@dataclass
class AnswersLost:
    """Each form is brought twice, at once or one after the other; its person gets the second answer."""

    inner: Transport
    is_at_once: bool

    async def ready(self) -> None:
        """As it is without the loss."""
        await self.inner.ready()

    async def deliver(self, envelope: Envelope) -> Outcome:
        """What came of the second time."""
        if envelope.payload.get("type") != "view_submission":
            return await self.inner.deliver(envelope)
        if self.is_at_once:
            both = await asyncio.gather(self.inner.deliver(envelope), self.inner.deliver(envelope))
            return both[1]
        await self.inner.deliver(envelope)
        return await self.inner.deliver(envelope)


@dataclass
class NoAnswer:
    """Of the first form that comes Slack hears nothing, whatever became of it."""

    inner: Transport
    is_over: bool = False

    async def ready(self) -> None:
        """As it is without the loss."""
        await self.inner.ready()

    async def deliver(self, envelope: Envelope) -> Outcome:
        """What Slack hears."""
        outcome = await self.inner.deliver(envelope)
        if self.is_over or envelope.payload.get("type") != "view_submission":
            return outcome
        self.is_over = True
        return Outcome("timed_out")


def hears_nothing_once(workspace: Workspace) -> None:
    """Of the next form."""
    workspace.delivery.transport = NoAnswer(workspace.delivery.transport)


def loses_answers(workspace: Workspace, *, is_at_once: bool) -> None:
    """From now on."""
    workspace.delivery.transport = AnswersLost(workspace.delivery.transport, is_at_once)
