"""Which cases somebody is shown or offered, when they have many."""

from __future__ import annotations

from functools import partial

from sqlalchemy import update
from sqlmodel import col

from flows.case import Case
from flows.placing import ASK, Dropped, place
from storage import case_lists
from storage.database import Storage
from storage.tables import CaseRow
from tests.storage.stories import ANNE, DAY, LARS, NOW, reports


def closed(storage: Storage, *cases: str) -> None:
    """Everything in these has come to an end but the analysis."""
    change = update(CaseRow).where(col(CaseRow.id).in_(cases)).values(closed_at=NOW)
    storage.run(lambda tx: tx.session.execute(change))


def offered(storage: Storage, person: str) -> tuple[Case, ...]:
    return storage.read(partial(case_lists.where_to_add, person=person))


def test_of_many_closed_cases_none_hides_one_that_something_may_belong_to(storage: Storage) -> None:
    made = [reports(storage, f"U0E{number}", NOW + number * DAY) for number in range(14)]
    closed(storage, *made[1:-1])
    assert {case.id for case in offered(storage, ANNE)} == {made[0], made[-1]}
    saved = Dropped(ANNE, "Det her er nyt.", "item", is_saved=True, channel="C0OTHER")
    assert place(saved, False, offered(storage, ANNE)) == ASK


def test_a_leader_is_offered_no_place_since_leaders_add_nothing(storage: Storage) -> None:
    reports(storage)
    assert offered(storage, LARS) == ()


def test_what_has_something_to_say_soonest_comes_first_and_the_rest_is_counted(storage: Storage) -> None:
    made = [reports(storage, f"U0E{number}", NOW + number * DAY) for number in range(8)]
    first, count = storage.read(lambda tx: case_lists.foremost(tx, LARS, 0, 3))
    rest, _ = storage.read(lambda tx: case_lists.foremost(tx, LARS, 3, 10))
    assert [case.id for case in (*first, *rest)] == made
    assert (len(first), count) == (3, 8)


def test_one_s_own_open_case_is_not_hidden_by_ended_ones(storage: Storage) -> None:
    made = [reports(storage, "U0E1", NOW + number * DAY) for number in range(12)]
    ended = update(CaseRow).where(col(CaseRow.id).in_(made[1:])).values(archived_at=NOW + 20 * DAY)
    storage.run(lambda tx: tx.session.execute(ended))
    assert storage.read(lambda tx: case_lists.own(tx, "U0E1"))[0].id == made[0]
