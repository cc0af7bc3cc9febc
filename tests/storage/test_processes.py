"""Processes at work on one database: who is here, and who has been here for a while with something else."""

from __future__ import annotations

from datetime import datetime

from storage import processes
from storage.database import Storage
from tests.storage.stories import MINUTE, NOW


def looks(storage: Storage, process: str, configuration: str, now: datetime) -> list[str]:
    """The process looks around; those that differ from it."""
    found = storage.run(lambda tx: processes.look_around(tx, process, configuration, now))
    return [other.id for other in processes.others_that_differ(found)]


def test_two_that_differ_side_by_side_for_a_minute_see_it(storage: Storage) -> None:
    assert looks(storage, "one", "a", NOW) == []
    assert looks(storage, "two", "b", NOW) == []
    assert looks(storage, "one", "a", NOW + MINUTE) == []
    assert looks(storage, "two", "b", NOW + MINUTE) == ["one"]
    assert looks(storage, "one", "a", NOW + 2 * MINUTE) == ["two"]


def test_a_changed_file_that_each_takes_in_its_minute_is_no_difference(storage: Storage) -> None:
    for minute in range(3):
        looks(storage, "one", "a", NOW + minute * MINUTE)
        looks(storage, "two", "a", NOW + minute * MINUTE)
    assert looks(storage, "one", "b", NOW + 3 * MINUTE) == []
    assert looks(storage, "two", "a", NOW + 3 * MINUTE) == []
    assert looks(storage, "two", "b", NOW + 3.5 * MINUTE) == []
    assert looks(storage, "one", "b", NOW + 4 * MINUTE) == []


def test_one_that_was_ended_before_the_other_began_is_no_difference(storage: Storage) -> None:
    looks(storage, "ended", "a", NOW)
    assert [looks(storage, "new", "b", NOW + n * MINUTE) for n in range(1, 8)] == [[]] * 7


def test_one_that_gives_no_sign_for_five_minutes_is_forgotten(storage: Storage) -> None:
    for minute in range(3):
        looks(storage, "one", "a", NOW + minute * MINUTE)
        looks(storage, "two", "b", NOW + minute * MINUTE)
    assert looks(storage, "two", "b", NOW + 7 * MINUTE) == ["one"]
    assert looks(storage, "two", "b", NOW + 8 * MINUTE) == []
