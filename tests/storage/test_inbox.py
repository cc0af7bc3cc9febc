"""What arrives is kept before Slack is told so, handled once, and then blanked."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from storage import inbox
from storage.database import Storage, Transaction
from storage.inbox import MOST_ATTEMPTS, Arrival
from storage.tables import InboxRow
from tests.storage.conftest import Open
from tests.storage.races import at_once
from tests.storage.stories import DAY, MINUTE, NOW

CANARY = b'{"text": "Han skriver, at han ved, hvor jeg bor"}'
AFTER = timedelta(seconds=30)


def arrives(storage: Storage, key: str = "Ev1", payload: bytes = CANARY, at: datetime = NOW) -> bool:
    return storage.run(lambda tx: inbox.take_in(tx, key, payload, at))


def handled(storage: Storage, key: str = "Ev1", at: datetime = NOW) -> None:
    storage.run(lambda tx: inbox.done(tx, key, at))


def left_over(storage: Storage, now: datetime = NOW + MINUTE) -> list[Arrival]:
    return storage.run(lambda tx: inbox.left_over(tx, now, AFTER))


def payload(storage: Storage, key: str = "Ev1") -> bytes:
    with storage.transaction() as tx:
        row = tx.session.get(InboxRow, key)
        assert row is not None
        return row.payload


def test_a_new_event_is_kept_and_a_repetition_dropped(storage: Storage) -> None:
    assert arrives(storage)
    assert not arrives(storage)
    assert not arrives(storage, payload=b"changed")


def test_a_repetition_of_something_handled_is_dropped(storage: Storage) -> None:
    arrives(storage)
    handled(storage)
    assert not arrives(storage, at=NOW + DAY)
    assert left_over(storage, NOW + DAY) == []


def test_of_deliveries_at_the_same_moment_one_is_kept(opened: Open) -> None:
    storages = [opened() for _ in range(3)]
    assert sorted(at_once(*(lambda s=s: arrives(s) for s in storages))) == [False, False, True]


def test_the_content_is_sealed_while_it_waits(storage: Storage) -> None:
    arrives(storage)
    assert b"han ved" not in payload(storage)
    assert storage.keyring.unseal(payload(storage)) == CANARY


def test_the_content_is_blank_once_it_is_handled(storage: Storage) -> None:
    arrives(storage)
    handled(storage)
    assert payload(storage) == b""


def test_handled_is_known_and_only_then(storage: Storage) -> None:
    arrives(storage)
    with storage.transaction() as tx:
        assert not inbox.is_done(tx, "Ev1")
        assert not inbox.is_done(tx, "never came")
    handled(storage)
    with storage.transaction() as tx:
        assert inbox.is_done(tx, "Ev1")


def test_what_was_not_written_down_before_is_handled_once(storage: Storage) -> None:
    assert [storage.run(lambda tx: inbox.once(tx, "form", NOW)) for _ in range(3)] == [True, False, False]
    assert payload(storage, "form") == b""
    assert left_over(storage, NOW + DAY) == []


@pytest.mark.parametrize("is_kept", [True, False], ids=["an act", "a form"])
def test_of_three_who_handle_it_at_the_same_moment_one_does(opened: Open, is_kept: bool) -> None:
    storages = [opened() for _ in range(3)]
    if is_kept:
        arrives(storages[0])
    found = at_once(*(lambda s=s: s.run(lambda tx: inbox.once(tx, "Ev1", NOW)) for s in storages))
    assert sorted(found) == [False, False, True]


def test_handling_that_fails_leaves_the_event_to_be_handled(storage: Storage) -> None:
    arrives(storage)

    def fails(tx: Transaction) -> None:
        inbox.done(tx, "Ev1", NOW)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        storage.run(fails)
    assert [a.payload for a in left_over(storage)] == [CANARY]


def test_what_a_crash_left_is_given_out_oldest_first(storage: Storage) -> None:
    arrives(storage, "second", at=NOW + timedelta(seconds=1))
    arrives(storage, "first")
    arrives(storage, "handled")
    handled(storage, "handled")
    assert left_over(storage) == [Arrival("first", CANARY), Arrival("second", CANARY)]


def test_what_has_just_arrived_is_not_left_over(storage: Storage) -> None:
    arrives(storage)
    assert left_over(storage, NOW + AFTER - timedelta(seconds=1)) == []
    assert len(left_over(storage, NOW + AFTER)) == 1


def test_an_event_is_given_out_five_times_at_most(storage: Storage) -> None:
    arrives(storage)
    times = [len(left_over(storage, NOW + number * MINUTE)) for number in range(1, 9)]
    assert times == [1] * MOST_ATTEMPTS + [0] * 3


def test_one_that_always_fails_does_not_hold_up_the_next(storage: Storage) -> None:
    arrives(storage, "poison")
    for number in range(1, 9):
        left_over(storage, NOW + number * MINUTE)
    arrives(storage, "good", at=NOW + 9 * MINUTE)
    assert [a.key for a in left_over(storage, NOW + 10 * MINUTE)] == ["good"]


def test_two_processes_give_out_different_events(opened: Open) -> None:
    storage, other = opened(), opened()
    for number in range(20):
        arrives(storage, f"Ev{number}")
    times: dict[str, int] = {}
    for _ in range(MOST_ATTEMPTS):
        for found in at_once(lambda: left_over(storage), lambda: left_over(other)):
            for arrival in found:
                times[arrival.key] = times.get(arrival.key, 0) + 1
    assert max(times.values()) <= MOST_ATTEMPTS


def test_what_was_given_out_in_vain_is_given_up_and_its_content_goes(storage: Storage) -> None:
    with storage.transaction() as tx:
        inbox.take_in(tx, "Ev1", b"words", NOW)
    for _ in range(inbox.MOST_ATTEMPTS):
        with storage.transaction() as tx:
            assert inbox.given_up(tx, NOW, timedelta()) == []
            assert len(inbox.left_over(tx, NOW, timedelta())) == 1
    with storage.transaction() as tx:
        assert [a.payload for a in inbox.given_up(tx, NOW, timedelta())] == [b"words"]
        assert inbox.is_done(tx, "Ev1")


def test_what_is_under_way_is_not_given_out(storage: Storage) -> None:
    with storage.transaction() as tx:
        inbox.take_in(tx, "Ev1", b"words", NOW)
        assert inbox.left_over(tx, NOW, timedelta(), {"Ev1"}) == []
        assert len(inbox.left_over(tx, NOW, timedelta())) == 1
