"""The budget of calls that processes share: nothing that is drawn is lost, whoever draws beside."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from storage import call_budgets
from storage.database import Storage
from tests.storage.races import at_once
from tests.storage.stories import MINUTE, NOW

UPDATE = "chat.update"


def draws(storage: Storage, more: int, method: str = UPDATE, minute: datetime = NOW) -> int:
    return storage.run(partial(call_budgets.draw, method=method, minute=minute, more=more))


def test_all_that_was_drawn_is_told(storage: Storage) -> None:
    assert [draws(storage, 2), draws(storage, 5), draws(storage, 1)] == [2, 7, 8]


def test_each_method_and_each_minute_has_its_own(storage: Storage) -> None:
    draws(storage, 2)
    assert draws(storage, 1, minute=NOW + MINUTE) == 1
    assert draws(storage, 1, method="views.publish") == 1


def test_two_who_draw_at_the_same_moment_are_told_different_numbers(storage: Storage) -> None:
    told = at_once(*[lambda: draws(storage, 2)] * 6)
    assert sorted(told) == [2, 4, 6, 8, 10, 12]
