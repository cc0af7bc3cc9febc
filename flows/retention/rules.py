"""When a report under way or an ended case is erased, and why. What is held is never erased.

An open case is never erased. One that is withdrawn is kept like one that was closed: others have acted on it
(docs/decisions/2026-11-30-what-is-erased-and-when.md).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from flows.case.case import Ending
from flows.times.periods import Periods

Why = Literal["draft", "exported", "unexported"]
"""A report that was not sent; a case whose export is confirmed, or is not."""

RESTORED = "restored"
"""Why a case is erased that was erased before, and came back with an older backup."""
NOTICE = timedelta(days=5)
"""Between the message to the employee that an unsent report is to be erased, and the erasing."""
AFTER_A_HOLD = timedelta(days=14)
"""So long after a hold is lifted nothing is erased: one that was lifted by mistake can be set again."""


@dataclass(frozen=True)
class Erasing:
    """When something may be erased at the earliest, and why."""

    at: datetime
    why: Why


def done_at(ending: Ending) -> datetime | None:
    """Since when nothing more is to come in a case, so that it can be exported as a whole."""
    return ending.withdrawn_at or ending.archived_at


def is_exported(ending: Ending) -> bool:
    """Whether somebody, or SharePoint, has confirmed that all of the case is in the organisation's files."""
    done = done_at(ending)
    return done is not None and ending.exported_at is not None and ending.exported_at >= done


def erasing_of(ending: Ending, periods: Periods) -> Erasing | None:
    """When a case is to be erased; None while it is open. A hold is asked about apart."""
    ended = ending.withdrawn_at or ending.closed_at
    if ended is None:
        return None
    found = Erasing(ended + timedelta(days=periods.unexported_days), "unexported")
    if is_exported(ending) and ending.exported_at is not None:
        found = Erasing(ending.exported_at + timedelta(days=periods.exported_days), "exported")
    if ending.lifted_at is not None:
        return replace(found, at=max(found.at, ending.lifted_at + AFTER_A_HOLD))
    return found


def is_case_due(ending: Ending, periods: Periods, now: datetime) -> bool:
    """Whether the case is to be erased now."""
    found = erasing_of(ending, periods)
    return found is not None and ending.held_at is None and found.at <= now


@dataclass(frozen=True)
class Untouched:
    """A report under way: since when nothing was done with it, and when the employee was told of its erasing.

    `announced_at` is None again once anything is done with it.
    """

    since: datetime
    announced_at: datetime | None = None


def draft_erasing(draft: Untouched, periods: Periods) -> Erasing:
    """When the report is erased at the earliest, as far as is known now: never without its notice."""
    at = draft.since + timedelta(days=periods.draft_days)
    return Erasing(max(at, draft.announced_at + NOTICE) if draft.announced_at else at, "draft")


def is_to_be_announced(draft: Untouched, periods: Periods, now: datetime) -> bool:
    """Whether the employee is to hear now that the report is erased soon."""
    return draft.announced_at is None and draft_erasing(draft, periods).at - NOTICE <= now


def is_draft_due(draft: Untouched, periods: Periods, now: datetime) -> bool:
    """Whether the report is to be erased now."""
    return draft.announced_at is not None and draft_erasing(draft, periods).at <= now
