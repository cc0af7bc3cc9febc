"""The Bolt app: arrivals first, listeners by what people do, and nothing left unanswered."""

from __future__ import annotations

import json
import logging
import re

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.arrival import ARRIVAL, Arrivals
from bot.listeners import (
    answers,
    booking,
    case,
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
from bot.listeners.gesture import acknowledged
from bot.world import World
from storage.inbox import Arrival

log = logging.getLogger(__name__)


def build(world: World, signing_secret: str, identity: AuthorizeResult) -> AsyncApp:
    """The app with all its listeners, in the order in which Bolt tries them."""

    async def authorize() -> AuthorizeResult:
        return identity

    app = AsyncApp(
        name="vaern",  # Else Bolt looks through every module for who has called it.
        client=world.slack.client,
        authorize=authorize,
        signing_secret=signing_secret or "unused in Socket Mode",
        logger=logging.getLogger("bot.bolt"),
    )
    app.use(Arrivals(world))
    in_order = (said, report, form, evidence, case, step, booking, roles, closing, own_case, custody, home)
    for listeners in (*in_order, answers, guidance, menu, retention):
        listeners.register(app, world)
    _answer_everything_else(app, world)
    app.error(_failed)
    return app


def _answer_everything_else(app: AsyncApp, world: World) -> None:
    """What nobody listens to is acknowledged: Slack would redeliver an event and blame a press."""
    rest = acknowledged(world)
    app.event(re.compile(".*"))(rest)
    app.action(re.compile(".*"))(rest)
    app.view(re.compile(".*"))(rest)
    app.view_closed(re.compile(".*"))(rest)


async def _failed(error: Exception) -> None:
    """The arrival stays in the inbox and is handed out again; the error's own text may hold content."""
    log.error("a listener failed: %s", type(error).__name__)


async def hand_out_again(app: AsyncApp, arrival: Arrival) -> None:
    """Gives Bolt an arrival whose handling was cut short, past the signature it has proved already."""
    body = json.loads(arrival.payload)
    context = {ARRIVAL: arrival.key}
    await app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode", context=context))
