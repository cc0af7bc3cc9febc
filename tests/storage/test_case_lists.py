"""Which cases somebody is shown or offered, when they have many."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from sqlalchemy import update
from sqlmodel import col

from flows import events as ev
from flows.case.case import Case
from flows.evidence.routing import ASK, IncomingContent, route
from storage import case_lists, case_turns, reminders
from storage.database import Storage
from storage.tables import CaseRow
from tests.storage.stories import ANNE, DAY, HOUR, LARS, NOW, at, reports


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
    saved = IncomingContent(ANNE, "Det her er nyt.", "item", is_saved=True, channel="C0OTHER")
    assert route(saved, False, offered(storage, ANNE)) == ASK


def test_a_leader_is_offered_no_place_since_leaders_add_nothing(storage: Storage) -> None:
    reports(storage)
    assert offered(storage, LARS) == ()


def pages(storage: Storage, *places: int) -> list[str]:
    """The cases that Lars is shown from each of these places to the next, in their order."""
    found: list[str] = []
    for first, following in pairwise(places):
        shown, _ = storage.read(
            partial(case_lists.foremost, person=LARS, first=first, most=following - first)
        )
        found += [case.id for case in shown]
    return found


def test_the_oldest_deadline_comes_first_over_all_pages_and_the_rest_is_counted(storage: Storage) -> None:
    made = [reports(storage, f"U0E{number}", NOW + number * DAY) for number in range(8)]
    first, count = storage.read(lambda tx: case_lists.foremost(tx, LARS, 0, 3))
    assert (len(first), count) == (3, 8)
    assert pages(storage, 0, 3, 6, 9) == made


def test_a_case_moves_down_when_its_oldest_deadline_is_met(storage: Storage) -> None:
    made = [reports(storage, f"U0E{number}", NOW + number * HOUR) for number in range(3)]
    assert pages(storage, 0, 2, 4) == made
    agreed = ev.StepDecided(LARS, "contact", "agreed", "", {"plan": "Vi ringer sammen mandag."})
    case_turns.on_case(storage, made[0], agreed, at(NOW + 4 * HOUR), as_=LARS, arrival="agreed")
    assert pages(storage, 0, 2, 4) == [*made[1:], made[0]]


def test_the_numbers_are_listed_in_their_order_and_without_the_ended_ones_if_wanted(storage: Storage) -> None:
    made = [reports(storage, f"U0E{number}", NOW + number * DAY) for number in range(4)]
    closed(storage, made[0])
    for case, ending in ((made[1], {"archived_at": NOW}), (made[2], {"withdrawn_at": NOW})):
        change = update(CaseRow).where(col(CaseRow.id) == case).values(ending)
        storage.run(lambda tx, change=change: tx.session.execute(change))
    every = storage.read(lambda tx: case_lists.numbers(tx, "", with_ended=True))
    assert [number for _, number in every] == sorted(number for _, number in every)
    assert {case for case, _ in every} == set(made)
    under_way = storage.read(lambda tx: case_lists.numbers(tx, "", with_ended=False))
    assert under_way == [pair for pair in every if pair[0] in {made[0], made[3]}]
    last = storage.read(lambda tx: case_lists.numbers(tx, every[2][1], with_ended=True))
    assert last == every[3:]


def test_what_is_decided_comes_last(storage: Storage) -> None:
    made = [reports(storage, f"U0E{number}", NOW + number * DAY) for number in range(2)]
    nothing_left = update(CaseRow).where(col(CaseRow.id) == made[0]).values(due_at=None)
    storage.run(lambda tx: tx.session.execute(nothing_left))
    assert pages(storage, 0, 1, 2) == made[::-1]


def test_a_deadline_that_is_not_known_yet_is_found_when_cases_are_looked_at_anew(storage: Storage) -> None:
    made = reports(storage)
    unknown = update(CaseRow).where(col(CaseRow.id) == made).values(due_at=None)
    storage.run(lambda tx: tx.session.execute(unknown))
    assert storage.run(partial(reminders.outdated, wanted=[made], ctx=at())) == [made]
    reminders.replan(storage, made, at())
    assert storage.run(partial(reminders.outdated, wanted=[made], ctx=at())) == []


def test_one_s_own_open_case_is_not_hidden_by_ended_ones(storage: Storage) -> None:
    made = [reports(storage, "U0E1", NOW + number * DAY) for number in range(12)]
    ended = update(CaseRow).where(col(CaseRow.id).in_(made[1:])).values(archived_at=NOW + 20 * DAY)
    storage.run(lambda tx: tx.session.execute(ended))
    assert storage.read(lambda tx: case_lists.own(tx, "U0E1"))[0].id == made[0]
