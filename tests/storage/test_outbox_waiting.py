"""What is owed and waits: for Slack, for what is shown with it, for somebody who opens their Home tab."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import update
from sqlmodel import col

from flows import effects as fx
from flows.clock.monday import WEEKLY
from storage import claiming, outbox, surfaces
from storage.claiming import OutboxItem
from storage.database import Storage
from storage.tables import OutboxRow
from tests.storage.stories import LARS, METTE, NOW, claims
from tests.storage.test_outbox import SECOND, owes, postpones


@pytest.fixture(autouse=True)
def homes(storage: Storage) -> None:
    """Lars has opened his Home tab."""
    storage.run(partial(surfaces.home_opened, person=LARS, now=NOW))


def test_what_slack_wants_to_wait_for_waits_whatever_is_owed_besides(storage: Storage) -> None:
    owes(storage, fx.Show("card"))
    [item] = claims(storage)
    postpones(storage, item, 30)
    owes(storage, fx.Show("card"))
    assert claims(storage) == []
    assert [item.effect for item in claims(storage, NOW + 30 * SECOND)] == [fx.Show("card")]


def waits(storage: Storage, item: OutboxItem, seconds: float) -> None:
    storage.run(partial(claiming.wait, item=item, now=NOW, due_at=NOW + seconds * SECOND))


def test_what_has_no_budget_waits_and_that_is_no_attempt(storage: Storage) -> None:
    owes(storage, fx.OpenChannel())
    waits(storage, *claims(storage), 30)
    assert claims(storage, NOW + 29 * SECOND) == []
    [item] = claims(storage, NOW + 30 * SECOND)
    assert (item.attempts, item.failures, item.is_unknown) == (0, 0, False)


def test_what_has_no_budget_is_still_unknown_when_it_was(storage: Storage) -> None:
    owes(storage, fx.OpenChannel())
    postpones(storage, *claims(storage), 0, is_unknown=True)
    waits(storage, *claims(storage), 0)
    assert [item.is_unknown for item in claims(storage)] == [True]


def test_what_has_no_budget_is_shown_as_soon_as_it_has_changed(storage: Storage) -> None:
    """A part of it may need another method: the new question of a conversation is posted."""
    owes(storage, fx.Show("report", METTE))
    waits(storage, *claims(storage), 30)
    owes(storage, fx.Show("report", METTE))
    assert [item.effect for item in claims(storage)] == [fx.Show("report", METTE)]


@pytest.mark.parametrize(
    "other", [fx.Tell(METTE, "where-to", "an arrival"), fx.Tell(METTE, "reminders", "of the 72 hours")]
)
def test_a_summary_that_waits_for_the_morning_keeps_nothing_else_waiting(
    storage: Storage, other: fx.Tell
) -> None:
    owes(storage, fx.Tell(METTE, WEEKLY, "a week"), subject=METTE)
    waits(storage, *claims(storage), 8 * 3600)
    owes(storage, other, subject=METTE)
    assert [item.effect for item in claims(storage)] == [other]


def test_what_has_changed_while_it_met_no_budget_is_shown_at_once(storage: Storage) -> None:
    owes(storage, fx.Show("report", METTE))
    [first] = claims(storage)
    owes(storage, fx.Show("report", METTE))
    waits(storage, first, 30)
    [second] = claims(storage)
    assert (second.id != first.id, second.effect) == (True, first.effect)
    waits(storage, second, 30)
    assert [item.id for item in claims(storage, NOW + 30 * SECOND)] == [second.id]


def test_what_was_perhaps_posted_is_looked_for_though_it_has_changed_meanwhile(storage: Storage) -> None:
    """What is owed for the change knows nothing of the post, and would be posted beside it."""
    owes(storage, fx.Show("report", METTE))
    postpones(storage, *claims(storage), 0, is_unknown=True)
    [first] = claims(storage)
    owes(storage, fx.Show("report", METTE))
    waits(storage, first, 30)
    assert claims(storage) == []
    looked_for, changed = claims(storage, NOW + 30 * SECOND)
    assert (looked_for.id, looked_for.is_unknown, changed.is_unknown) == (first.id, True, False)


def test_what_is_shown_later_is_shown_at_once_when_it_has_changed(storage: Storage) -> None:
    home = fx.Show("home", LARS)
    storage.run(lambda tx: outbox.owe(tx, "a case", (home,), NOW, NOW + 60 * SECOND))
    assert claims(storage) == []
    owes(storage, home)
    assert [item.effect for item in claims(storage)] == [home]


def test_an_effect_in_the_form_of_another_version_stops_nothing(storage: Storage) -> None:
    owes(storage, fx.Invite((LARS,)), subject="old")
    owes(storage, fx.Invite((METTE,)), subject="new")
    old = update(OutboxRow).where(col(OutboxRow.subject) == "old").values(args='{"person": "U0LARS"}')
    storage.run(lambda tx: tx.session.execute(old))
    assert [item.subject for item in claims(storage)] == ["new"]


def test_the_home_tab_of_somebody_who_never_opened_it_is_not_drawn(storage: Storage) -> None:
    owes(storage, fx.Show("home", "U0NOBODY"))
    assert claims(storage) == []


def test_the_same_alert_comes_once_a_day(storage: Storage) -> None:
    owes(storage, fx.Alert("undelivered", "user_disabled"), fx.Alert("undelivered", "user_disabled"))
    assert len(claims(storage)) == 1


def test_to_be_asked_to_wait_is_an_attempt_and_no_failure(storage: Storage) -> None:
    owes(storage, fx.OpenChannel())
    for attempt in range(3):
        [item] = claims(storage)
        assert (item.attempts, item.failures) == (attempt, 0)
        wait = partial(claiming.later, item=item, due_at=NOW, error="ratelimited", is_unknown=False)
        storage.run(partial(wait, is_failure=False))
    [item] = claims(storage)
    postpones(storage, item, 0)
    assert [(item.attempts, item.failures) for item in claims(storage)] == [(4, 1)]
