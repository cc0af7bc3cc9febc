"""The Bolt app: arrivals first, listeners by what people do, and nothing left unanswered."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from slack_bolt import BoltResponse
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.request.async_request import AsyncBoltRequest
from sqlalchemy.exc import DBAPIError

from bot.arrival import ARRIVAL, Arrivals, Body, end_in_vain
from bot.listeners import (
    answers,
    booking,
    case,
    channel,
    closing,
    custody,
    evidence,
    form,
    guidance,
    home,
    menu,
    own_case,
    report,
    retention,
    roles,
    said,
    step,
)
from bot.listeners.gesture import handling
from bot.not_kept import TAKES_NOTHING, NotKept
from bot.payload import NOT_UNDERSTOOD
from bot.slack.answers import SlackRefused
from bot.world import World
from storage.inbox import Arrival

log = logging.getLogger(__name__)


def build(world: World, identity: AuthorizeResult) -> AsyncApp:
    """The app with all its listeners, in the order in which Bolt tries them."""

    async def authorize() -> AuthorizeResult:
        return identity

    app = AsyncApp(
        name="vaern",  # Else Bolt looks through every module for who has called it.
        client=world.slack.client,
        authorize=authorize,
        # The signature is checked before Bolt reads the body (bot/http.py).
        request_verification_enabled=False,
        raise_error_for_unhandled_request=True,
        logger=logging.getLogger("bot.bolt"),
    )
    app.use(Arrivals(world))
    in_order = (said, report, form, evidence, case, step, booking, roles, closing, own_case, custody, home)
    for listeners in (*in_order, channel, answers, guidance, menu, retention):
        listeners.register(app, world)
    app.error(_failed(world))
    return app


Failed = Callable[..., Awaitable[BoltResponse | None]]


def _failed(world: World) -> Failed:
    """What becomes of an arrival that no listener has dealt with."""

    not_kept = NotKept(world)

    async def failed(
        error: Exception, body: Body, context: AsyncBoltContext, response: BoltResponse | None
    ) -> BoltResponse | None:
        """The answer to Slack; None for the `response` that stands, after which it is handed out again.

        Without a `response` it is acknowledged already.
        """
        if isinstance(error, BoltUnhandledRequestError):
            # Slack would deliver an event again, and blame a press on us.
            async with handling(world, context):
                await world.handled(context[ARRIVAL])
            return BoltResponse(status=200, body="")
        # The error's own text may hold content.
        log.error("a listener failed at %s: %s", body.get("type", "a command"), type(error).__name__)
        if isinstance(error, TAKES_NOTHING):
            await not_kept.tell(body)
        if not isinstance(error, (*NOT_UNDERSTOOD, SlackRefused)):
            return None
        if ARRIVAL in context:
            # While the database is away it stays, and is handed out again.
            with suppress(DBAPIError):
                key, now = context[ARRIVAL], world.clock()
                await world.run(lambda tx: end_in_vain(tx, key, body, now))
        if response is None:
            return None
        # A form that is not acknowledged stays open, with what was written in it.
        return BoltResponse(status=400 if body.get("type") == "view_submission" else 200, body="")

    return failed


async def hand_out_again(app: AsyncApp, arrival: Arrival) -> None:
    """Gives Bolt an arrival whose handling was cut short, past the signature it has proved already."""
    body = json.loads(arrival.payload)
    context = {ARRIVAL: arrival.key}
    asked = AsyncBoltRequest(body=body, mode="socket_mode", context=context)
    # In a task, so that whoever hands it out is not taken for the person who acts.
    await asyncio.create_task(app.async_dispatch(asked))
