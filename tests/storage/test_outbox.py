"""What is owed is delivered in order within a lane, each outbox item by one process at a time."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlmodel import col, select, update

from flows import effects as fx
from flows.effects import Effect
from storage import claiming, outbox, surfaces
from storage.claiming import LEASE, OutboxItem
from storage.database import Storage, Transaction
from storage.tables import OutboxRow
from tests.storage.conftest import Open
from tests.storage.races import at_once
from tests.storage.stories import ANNE, LARS, METTE, NOW, claims, release

SECOND = timedelta(seconds=1)
ALL: tuple[Effect, ...] = (
    fx.OpenChannel(),
    fx.Invite((LARS,)),
    fx.Show("card"),
    fx.Show("home", LARS),
    fx.Tell(LARS, "reminder", "support,legal"),
    fx.FindPeople(METTE),
    fx.FetchFile("file"),
    fx.EraseFile("file"),
    fx.EraseFromSlack(("C0CASE",)),
    fx.ShareEvidence(LARS, "file", is_small=True),
    fx.Alert("channel-refused", "restricted_action"),
    *(
        fx.Remove(LARS),
        fx.ArchiveChannel("C0SAG"),
        fx.LookAtChannel("C0SAG"),
        fx.SendMail(),
        fx.ExportDossier(),
    ),
    *(fx.KeepCalendar("support"), fx.SendCalendarFile(LARS, "support")),
)


def owes(storage: Storage, *effects: Effect, subject: str = "a case") -> None:
    storage.run(lambda tx: outbox.owe(tx, subject, effects, NOW))


def delivers(storage: Storage, *items: OutboxItem) -> None:
    for item in items:
        storage.run(partial(claiming.delivered, item=item, now=NOW))


def postpones(storage: Storage, item: OutboxItem, seconds: float, is_unknown: bool = False) -> None:
    due = NOW + timedelta(seconds=seconds)
    storage.run(lambda tx: claiming.later(tx, item, due, "ratelimited", is_unknown))


def is_quiet_in(tx: Transaction, now: datetime) -> bool:
    """Nothing is owed that could be delivered then."""
    due = select(OutboxRow.seq).where(col(OutboxRow.done_at).is_(None), OutboxRow.due_at <= now)
    return tx.session.exec(due).first() is None


def is_quiet(storage: Storage) -> bool:
    with storage.transaction() as tx:
        return is_quiet_in(tx, NOW)


def delivered_in_order(storage: Storage) -> list[Effect]:
    """Delivers all that can be delivered; gives the effects in that order."""
    done: list[Effect] = []
    while items := claims(storage):
        delivers(storage, *items)
        done += [item.effect for item in items]
    return done


@pytest.fixture(autouse=True)
def homes(storage: Storage) -> None:
    """Everybody has opened their Home tab."""
    for person in (METTE, LARS, ANNE):
        storage.run(partial(surfaces.home_opened, person=person, now=NOW))


@pytest.mark.parametrize("effect", ALL, ids=lambda effect: type(effect).__name__)
def test_an_effect_is_given_out_as_it_was_owed(storage: Storage, effect: Effect) -> None:
    owes(storage, effect)
    [item] = claims(storage)
    assert (item.subject, item.effect, item.owed_at) == ("a case", effect, NOW)
    assert (item.attempts, item.is_unknown) == (0, False)


def test_a_copy_that_was_owed_before_there_were_small_ones_is_in_full_size(storage: Storage) -> None:
    owes(storage, fx.ShareEvidence(LARS, "file"))
    before = json.dumps({"evidence": "file", "person": LARS})
    storage.run(lambda tx: tx.execute(update(OutboxRow).values(args=before)))
    [item] = claims(storage)
    assert item.effect == fx.ShareEvidence(LARS, "file", is_small=False)


def test_every_kind_of_effect_can_be_owed() -> None:
    assert {type(effect) for effect in ALL} == set(Effect.__args__)


def test_a_lane_is_delivered_in_order_one_at_a_time(storage: Storage) -> None:
    effects: list[Effect] = [
        fx.OpenChannel(),
        fx.Invite((METTE,)),
        fx.Invite((LARS,)),
        fx.Show("card"),
        fx.Show("checklist"),
    ]
    owes(storage, *effects)
    assert len(claims(storage)) == 1
    release(storage)
    assert delivered_in_order(storage) == effects


def test_nothing_is_shown_in_a_channel_before_the_look_at_it_is_settled(storage: Storage) -> None:
    look = fx.LookAtChannel("C0SAG")
    owes(storage, look, fx.Show("card"), fx.Show("checklist"))
    owes(storage, look)
    [first] = claims(storage)
    assert first.effect == look
    assert claims(storage) == []
    delivers(storage, first)
    assert [item.effect for item in claims(storage)] == [fx.Show("card"), fx.Show("checklist")]


def test_the_next_of_a_lane_waits_for_the_one_before(storage: Storage) -> None:
    owes(storage, fx.Invite((METTE,)), fx.Invite((LARS,)))
    [first] = claims(storage)
    assert claims(storage) == []
    delivers(storage, first)
    assert [item.effect for item in claims(storage)] == [fx.Invite((LARS,))]


def test_one_persons_messages_wait_for_nobody_elses(storage: Storage) -> None:
    owes(storage, fx.Tell(LARS, "opened"), fx.Tell(METTE, "receipt"), fx.Tell(LARS, "reminder"))
    assert [item.effect for item in claims(storage)] == [fx.Tell(LARS, "opened"), fx.Tell(METTE, "receipt")]


def test_lanes_are_delivered_side_by_side(storage: Storage) -> None:
    owes(storage, fx.OpenChannel(), subject="one")
    owes(storage, fx.OpenChannel(), fx.FetchFile("a"), fx.FetchFile("b"), fx.Alert("x"), subject="two")
    owes(storage, fx.Show("home", LARS), fx.Show("home", METTE), fx.FindPeople(METTE), subject="two")
    assert len(claims(storage)) == 8


def test_a_lane_that_waits_holds_up_no_other(storage: Storage) -> None:
    owes(storage, fx.OpenChannel(), fx.Invite((LARS,)), subject="slow")
    owes(storage, fx.OpenChannel(), fx.Invite((LARS,)), subject="quick")
    slow = next(item for item in claims(storage) if item.subject == "slow")
    postpones(storage, slow, 60)
    release(storage)
    assert delivered_in_order(storage) == [fx.OpenChannel(), fx.Invite((LARS,))]


def test_no_more_is_given_out_than_asked_for(storage: Storage) -> None:
    for number in range(5):
        owes(storage, fx.OpenChannel(), subject=f"{number}")
    assert len(claims(storage, most=2)) == 2
    assert len(claims(storage, most=9)) == 3


def test_what_a_process_works_on_is_not_given_to_it_again(storage: Storage) -> None:
    owes(storage, fx.OpenChannel())
    [item] = claims(storage)
    late = NOW + LEASE + SECOND
    assert storage.run(lambda tx: claiming.claim(tx, late, [item.id])).items == ()


def test_two_claimers_never_hold_the_same_item(opened: Open) -> None:
    storages = [opened(), opened()]
    for number in range(40):
        owes(storages[0], fx.OpenChannel(), subject=f"{number}")

    def takes(storage: Storage) -> list[str]:
        taken: list[str] = []
        while found := claims(storage, most=3):
            taken += [item.id for item in found]
        return taken

    one, other = at_once(*(lambda s=s: takes(s) for s in storages))
    assert len(one + other) == len({*one, *other})
    rest = [item.id for item in claims(storages[0], most=99)]
    assert len({*one, *other, *rest}) == 40


def test_threads_of_one_process_never_hold_the_same_item(storage: Storage) -> None:
    for number in range(12):
        owes(storage, fx.OpenChannel(), subject=f"{number}")
    taken = at_once(*[lambda: [item.id for item in claims(storage, most=4)]] * 3)
    ids = [item for part in taken for item in part]
    assert len(ids) == len(set(ids))


def test_the_lease_of_a_dead_process_expires(opened: Open) -> None:
    storage, other = opened(), opened()
    owes(storage, fx.OpenChannel())
    [item] = claims(storage)
    assert claims(other, NOW + LEASE) == []
    [again] = claims(other, NOW + LEASE + SECOND)
    assert again.id == item.id
    assert again.is_unknown


def test_after_a_restart_everything_is_free_and_unknown(storage: Storage) -> None:
    owes(storage, fx.OpenChannel(), fx.Invite((LARS,)))
    owes(storage, fx.OpenChannel(), subject="never begun")
    claims(storage, most=1)
    release(storage)
    assert [(d.subject, d.is_unknown) for d in claims(storage)] == [("a case", True), ("never begun", False)]


def test_a_claim_that_was_not_committed_was_never_begun(storage: Storage) -> None:
    owes(storage, fx.OpenChannel())

    def dies(tx: Transaction) -> None:
        claiming.claim(tx, NOW, ())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        storage.run(dies)
    assert [item.is_unknown for item in claims(storage)] == [False]


def test_a_failed_delivery_is_tried_when_the_other_side_said_so(storage: Storage) -> None:
    owes(storage, fx.OpenChannel())
    [item] = claims(storage)
    postpones(storage, item, 30)
    assert claims(storage, NOW + 29 * SECOND) == []
    [again] = claims(storage, NOW + 30 * SECOND)
    assert (again.id, again.attempts) == (item.id, 1)


@pytest.mark.parametrize("is_unknown", [True, False])
def test_a_failure_tells_whether_it_may_have_reached_the_other_side(
    storage: Storage, is_unknown: bool
) -> None:
    owes(storage, fx.OpenChannel())
    postpones(storage, claims(storage)[0], 0, is_unknown)
    assert [item.is_unknown for item in claims(storage)] == [is_unknown]


def test_a_lane_keeps_its_order_though_its_first_is_postponed(storage: Storage) -> None:
    owes(storage, fx.Invite((METTE,)), fx.Invite((LARS,)))
    postpones(storage, claims(storage)[0], 30)
    assert claims(storage, NOW + SECOND) == []
    assert [item.effect for item in claims(storage, NOW + 30 * SECOND)] == [fx.Invite((METTE,))]


def test_an_item_that_was_given_up_frees_its_lane(storage: Storage) -> None:
    owes(storage, fx.Invite((METTE,)), fx.Invite((LARS,)))
    [item] = claims(storage)
    storage.run(lambda tx: claiming.delivered(tx, item, NOW, "user_not_found"))
    assert [item.effect for item in claims(storage)] == [fx.Invite((LARS,))]


def test_a_show_that_waits_is_not_owed_twice(storage: Storage) -> None:
    owes(storage, fx.Show("card"), fx.Show("checklist"), fx.Show("card"))
    owes(storage, fx.Show("card"))
    owes(storage, fx.Show("card"), subject="another case")
    assert sorted(map(repr, delivered_in_order(storage))) == sorted(
        map(repr, [fx.Show("card"), fx.Show("checklist"), fx.Show("card")])
    )


def test_a_show_is_owed_again_once_it_is_being_delivered(storage: Storage) -> None:
    """It may have looked at the facts before they changed."""
    owes(storage, fx.Show("card"))
    [first] = claims(storage)
    owes(storage, fx.Show("card"))
    delivers(storage, first)
    assert [item.effect for item in claims(storage)] == [fx.Show("card")]


def test_a_show_is_owed_again_though_it_is_claimed_in_the_same_moment(postgresql: Storage) -> None:
    """Another process must not show the facts as they were before this decision and take that for it."""
    owes(postgresql, fx.Show("card"))
    with postgresql.transaction() as deciding:
        outbox.owe(deciding, "a case", (fx.Show("card"),), NOW)
        delivers(postgresql, *claims(postgresql))
    assert [item.effect for item in claims(postgresql)] == [fx.Show("card")]


def test_a_tell_is_owed_as_often_as_it_is_decided(storage: Storage) -> None:
    owes(storage, fx.Tell(LARS, "reminder", "support"), fx.Tell(LARS, "reminder", "support"))
    assert len(delivered_in_order(storage)) == 2
