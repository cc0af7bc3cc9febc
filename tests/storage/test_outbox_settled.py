"""What is dropped, settled late, or not to be delivered now."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from sqlmodel import select

from flows import effects as fx
from flows.reminders.claimed_ahead import APART
from storage import claiming, outbox, surfaces
from storage.claiming import LEASE, LONGEST_DELIVERY, OutboxItem
from storage.database import Storage, Transaction
from storage.tables import OutboxRow
from tests.storage.conftest import Open
from tests.storage.stories import LARS, METTE, NOW, claims
from tests.storage.test_outbox import SECOND, delivered_in_order, delivers, is_quiet, owes, postpones


@pytest.fixture(autouse=True)
def homes(storage: Storage) -> None:
    """Lars has opened his Home tab."""
    storage.run(partial(surfaces.home_opened, person=LARS, now=NOW))


def test_what_is_owed_for_a_withdrawn_draft_is_dropped(storage: Storage) -> None:
    owes(storage, fx.Show("report", METTE), fx.FetchFile("file"), fx.FindPeople(METTE), subject="a draft")
    owes(storage, fx.OpenChannel())
    storage.run(lambda tx: outbox.drop(tx, "a draft"))
    assert delivered_in_order(storage) == [fx.OpenChannel()]


@pytest.mark.parametrize("late", [delivers, lambda s, d: postpones(s, d, 1)], ids=["delivered", "later"])
def test_a_dropped_item_may_still_be_settled(storage: Storage, late: Callable[..., None]) -> None:
    owes(storage, fx.OpenChannel())
    [item] = claims(storage)
    storage.run(lambda tx: outbox.drop(tx, "a case"))
    late(storage, item)
    assert is_quiet(storage)


def test_it_is_quiet_when_nothing_can_be_delivered_now(storage: Storage) -> None:
    assert is_quiet(storage)
    owes(storage, fx.OpenChannel())
    assert not is_quiet(storage)
    [item] = claims(storage)
    assert not is_quiet(storage)
    postpones(storage, item, 30)
    assert is_quiet(storage)


def test_a_late_failure_does_not_revive_what_another_process_settled(opened: Open) -> None:
    storage, other = opened(), opened()
    owes(storage, fx.OpenChannel())
    [item] = claims(storage)
    delivers(other, *claims(other, NOW + LEASE + SECOND))
    postpones(storage, item, 0, is_unknown=True)
    assert claims(storage, NOW + 2 * LEASE) == []
    with storage.reading() as tx:
        [row] = tx.session.exec(select(OutboxRow)).all()
    assert (row.error, row.attempts, row.due_at) == ("", 0, NOW), "it reads as if it was given up"


@pytest.mark.parametrize(
    "frees",
    [
        lambda tx, item: claiming.later(tx, item, NOW, "ratelimited", is_unknown=False),
        claiming.release,
        lambda tx, item: claiming.wait(tx, item, NOW, NOW),
    ],
    ids=["tried again", "not begun", "waits"],
)
def test_whoever_took_too_long_frees_nothing_that_another_process_is_at(
    opened: Open, frees: Callable[[Transaction, OutboxItem], None]
) -> None:
    storage, other = opened(), opened()
    owes(storage, fx.OpenChannel())
    [item] = claims(storage)
    assert claims(other, NOW + LEASE + SECOND)
    storage.run(partial(frees, item=item))
    assert claims(storage, NOW + LEASE + 2 * SECOND) == []


@pytest.fixture
def two_at_one_show(opened: Open) -> tuple[Storage, OutboxItem, OutboxItem]:
    """The same Show as claimed by a process that took too long, and by the one that is at it now."""
    storage, other = opened(), opened()
    owes(storage, fx.Show("report", METTE))
    [slow] = claims(storage)
    [quick] = claims(other, NOW + LEASE + SECOND)
    return storage, slow, quick


def test_whoever_took_too_long_ends_nothing_that_another_process_is_showing(
    two_at_one_show: tuple[Storage, OutboxItem, OutboxItem],
) -> None:
    """What is owed after it would end it, and nobody would remember what the other has posted."""
    storage, slow, quick = two_at_one_show
    owes(storage, fx.Show("report", METTE))
    storage.run(partial(claiming.wait, item=slow, now=NOW, due_at=NOW))
    assert storage.run(lambda tx: claiming.delivered(tx, quick, NOW))


def test_whoever_took_too_long_gives_nothing_up_that_another_process_is_at(
    two_at_one_show: tuple[Storage, OutboxItem, OutboxItem],
) -> None:
    storage, slow, quick = two_at_one_show
    assert not storage.run(lambda tx: claiming.delivered(tx, slow, NOW, "is_archived"))
    assert storage.run(lambda tx: claiming.delivered(tx, quick, NOW))


def test_what_somebody_has_delivered_is_delivered_however_long_it_took(
    two_at_one_show: tuple[Storage, OutboxItem, OutboxItem],
) -> None:
    storage, slow, quick = two_at_one_show
    assert storage.run(lambda tx: claiming.delivered(tx, slow, NOW))
    assert not storage.run(lambda tx: claiming.delivered(tx, quick, NOW))


def test_what_a_process_is_at_is_left_to_it_by_one_whose_clock_is_ahead(opened: Open) -> None:
    storage, other = opened(), opened()
    owes(storage, fx.OpenChannel())
    [item] = claims(storage)
    done_at = NOW + LONGEST_DELIVERY
    assert claims(other, done_at + APART) == []
    assert item.is_ours_at(done_at - SECOND)
    assert not item.is_ours_at(done_at)


def test_what_was_freed_is_not_ours_any_more_nor_what_another_process_has_taken(opened: Open) -> None:
    storage, other = opened(), opened()
    owes(storage, fx.OpenChannel())
    [item] = claims(storage)

    def is_ours() -> bool:
        return storage.read(lambda tx: claiming.is_ours(tx, item))

    assert is_ours()
    other.run(claiming.release_all)
    assert not is_ours()
    [taken] = claims(other, NOW + SECOND)
    assert not is_ours()
    assert storage.read(lambda tx: claiming.is_ours(tx, taken))
