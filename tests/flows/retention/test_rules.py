"""When something is erased, and why: never before its time, never while it is held, in whatever order."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.case.case import Ending
from flows.retention.rules import (
    AFTER_A_HOLD,
    NOTICE,
    Erasing,
    Untouched,
    draft_erasing,
    erasing_of,
    is_case_due,
    is_draft_due,
    is_to_be_announced,
)
from flows.times.periods import STANDARD, Periods
from tests.flows.given import NOW

DAY = timedelta(days=1)
YEARS = 1826 * DAY
CLOSED = Ending(closed_at=NOW)
ARCHIVED = Ending(closed_at=NOW, archived_at=NOW + DAY)
EXPORTED = replace(ARCHIVED, exported_at=NOW + 2 * DAY)
WITHDRAWN = Ending(withdrawn_at=NOW)

TABLE = [
    ("open", Ending(), None),
    ("closed, the analysis not done", CLOSED, Erasing(NOW + YEARS, "unexported")),
    ("archived, not exported", ARCHIVED, Erasing(NOW + YEARS, "unexported")),
    ("archived and exported", EXPORTED, Erasing(NOW + 32 * DAY, "exported")),
    (
        "exported before it was archived anew",
        replace(ARCHIVED, exported_at=NOW),
        Erasing(NOW + YEARS, "unexported"),
    ),
    (
        "exported before it was archived",
        replace(CLOSED, exported_at=NOW + DAY),
        Erasing(NOW + YEARS, "unexported"),
    ),
    ("withdrawn", WITHDRAWN, Erasing(NOW + YEARS, "unexported")),
    (
        "withdrawn and exported",
        replace(WITHDRAWN, exported_at=NOW + DAY),
        Erasing(NOW + 31 * DAY, "exported"),
    ),
    (
        "a hold that was lifted when its time was over",
        replace(EXPORTED, lifted_at=NOW + 90 * DAY),
        Erasing(NOW + 90 * DAY + AFTER_A_HOLD, "exported"),
    ),
    (
        "a hold that was lifted long before",
        replace(EXPORTED, lifted_at=NOW + 3 * DAY),
        Erasing(NOW + 32 * DAY, "exported"),
    ),
]


@pytest.mark.parametrize(("ending", "wanted"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_when_a_case_is_erased_and_why(ending: Ending, wanted: Erasing | None) -> None:
    assert erasing_of(ending, STANDARD) == wanted
    if wanted is not None:
        assert is_case_due(ending, STANDARD, wanted.at)
        assert not is_case_due(ending, STANDARD, wanted.at - timedelta(seconds=1))


def test_what_is_held_is_never_due() -> None:
    assert not is_case_due(replace(EXPORTED, held_at=NOW), STANDARD, NOW + 100 * YEARS)


def test_a_report_is_announced_five_days_before_it_is_erased() -> None:
    left = Untouched(NOW)
    assert not is_to_be_announced(left, STANDARD, NOW + 24 * DAY)
    assert is_to_be_announced(left, STANDARD, NOW + 25 * DAY)
    assert not is_draft_due(left, STANDARD, NOW + 1000 * DAY)
    announced = Untouched(NOW, NOW + 25 * DAY)
    assert not is_to_be_announced(announced, STANDARD, NOW + 1000 * DAY)
    assert [is_draft_due(announced, STANDARD, NOW + days * DAY) for days in (29, 30)] == [False, True]


def test_after_a_long_outage_the_notice_is_as_long_as_ever() -> None:
    assert draft_erasing(Untouched(NOW, NOW + 300 * DAY), STANDARD).at == NOW + 305 * DAY


periods = st.builds(
    Periods,
    draft_days=st.integers(14, 180),
    exported_days=st.integers(14, 366),
    unexported_days=st.integers(366, 3653),
)
acts = st.lists(
    st.tuples(
        st.sampled_from(["close", "archive", "reopen", "withdraw", "export", "hold", "lift", "nothing"]),
        st.floats(0.01, 400),
    ),
    max_size=25,
)


def after(ending: Ending, act: str, now: datetime) -> Ending:
    """What the case's own rules let become of it."""
    is_over = ending.withdrawn_at or ending.archived_at
    match act:
        case "close" if not is_over and not ending.closed_at:
            return replace(ending, closed_at=now)
        case "archive" if ending.closed_at and not is_over:
            return replace(ending, archived_at=now)
        case "reopen" if ending.closed_at and not ending.withdrawn_at:
            return replace(ending, closed_at=None, archived_at=None)
        case "withdraw" if not ending.closed_at and not is_over:
            return replace(ending, withdrawn_at=now)
        case "export" if is_over:
            return replace(ending, exported_at=now)
        case "hold" if not ending.held_at:
            return replace(ending, held_at=now)
        case "lift" if ending.held_at:
            return replace(ending, held_at=None, lifted_at=now)
        case _:
            return ending


@given(periods, acts)
def test_nothing_is_erased_before_its_time_and_nothing_that_is_held(
    kept: Periods, done: list[tuple[str, float]]
) -> None:
    """The facts of the case are kept a second time here, as one would tell them."""
    ending, now = Ending(), NOW
    ended: datetime | None = None
    exported: datetime | None = None
    held, lifted = False, NOW - 10 * YEARS
    for act, days in done:
        before, ending = ending, after(ending, act, now)
        if ending != before:
            match act:
                case "close":
                    ended = now
                case "withdraw":
                    ended = now
                case "archive":
                    exported = None
                case "reopen":
                    ended = exported = None
                case "export":
                    exported = now
                case "hold":
                    held = True
                case "lift":
                    held, lifted = False, now
        now += timedelta(days=days)
        waits = [] if exported is None else [exported + timedelta(days=kept.exported_days)]
        waits = waits or ([] if ended is None else [ended + timedelta(days=kept.unexported_days)])
        is_due = bool(waits) and not held and waits[0] <= now and lifted + AFTER_A_HOLD <= now
        assert is_case_due(ending, kept, now) == is_due


@given(periods, st.lists(st.tuples(st.booleans(), st.floats(0.01, 60)), max_size=25))
def test_no_report_is_erased_without_a_notice_or_soon_after_it_was_touched(
    kept: Periods, passed: list[tuple[bool, float]]
) -> None:
    draft, now = Untouched(NOW), NOW
    for is_touched, days in passed:
        if is_touched:
            draft = Untouched(now)
        now += timedelta(days=days)
        if is_to_be_announced(draft, kept, now):
            assert draft.announced_at is None
            draft = replace(draft, announced_at=now)
            assert not is_draft_due(draft, kept, now)
        if is_draft_due(draft, kept, now):
            assert draft.announced_at is not None
            assert now - draft.announced_at >= NOTICE
            assert now - draft.since >= timedelta(days=kept.draft_days)
