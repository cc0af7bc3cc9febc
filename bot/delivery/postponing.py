"""Within which budget something is delivered, when it is tried again, and what counts towards giving up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.delivery.result import NotNow, Shown
from bot.graph.answers import GraphUnavailable
from bot.slack.answers import HeldBack, SlackUnavailable
from bot.slack.budgets import HALF, UNLIMITED, WHOLE
from flows import effects as fx
from storage.claiming import OutboxItem
from storage.settling import Postponed, Waiting

SHORTEST_WAIT = 1.0
LONGEST_WAIT = 300.0
MOST_DOUBLINGS = 10


@dataclass(frozen=True)
class Obstacle:
    """What kept an item from being delivered.

    `after` is the wait in seconds that was asked for, if any. `is_failure` tells that it counts towards
    giving up, and `is_unknown` that the item may have been delivered.
    """

    error: str
    after: float | None
    is_unknown: bool
    is_failure: bool = True


def obstacle_of(error: SlackUnavailable | GraphUnavailable, item: OutboxItem) -> Obstacle:
    """The obstacle that an answer of Slack or Graph is."""
    match error:
        case SlackUnavailable():
            is_unknown = error.is_unknown or item.is_unknown
            return Obstacle(error.reason, error.retry_after, is_unknown, error.is_failure)
        case GraphUnavailable():
            return Obstacle(str(error), error.retry_after, error.is_unknown, error.is_failure)


def postponed(item: OutboxItem, met: Obstacle, now: datetime, shown: Shown) -> Postponed:
    """Until the wait that was asked for is over; without one it is twice as long each time."""
    if met.after is None:
        wait = _backoff(item.failures if met.is_failure else item.attempts)
    else:
        # No limit ends what is only asked to wait, so that it must not come round at once.
        wait = met.after if met.is_failure else max(met.after, SHORTEST_WAIT)
    remember = partial(shown.remember, now=now)
    due_at = now + timedelta(seconds=wait)
    return Postponed(item, due_at, met.error, met.is_unknown, remember, met.is_failure)


def waiting(item: OutboxItem, error: NotNow | HeldBack, now: datetime, shown: Shown) -> Waiting:
    """Until a person's own hours begin, or there is a budget again."""
    due_at = now + timedelta(seconds=max(error.seconds, SHORTEST_WAIT))
    return Waiting(item, due_at, partial(shown.remember, now=now))


def share_of(item: OutboxItem) -> float:
    """Which share of their methods' budgets the calls of an item are made within.

    What a person waits for goes before what is only drawn anew; whoever opens their Home tab waits for it.
    """
    match item.effect:
        case fx.Alert() | fx.Tell(message=fx.CONTACT_WANTED):
            return UNLIMITED
        case fx.Show(surface="home") if item.subject == item.lane:
            return WHOLE
        case fx.Show(surface="home" | "messages"):
            return HALF
        case _:
            return WHOLE


def _backoff(times: int) -> float:
    return min(2.0 ** min(times, MOST_DOUBLINGS), LONGEST_WAIT)
