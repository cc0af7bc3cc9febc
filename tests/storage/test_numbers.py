"""A report has its number from the start, no two have the same, and five a day are enough."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlmodel import select

from flows import events as ev
from flows.effects import Refused
from storage import case_lists, turns
from storage.database import Storage
from storage.tables import CaseRow, DraftRow
from storage.turns import MOST_REPORTS
from tests.storage.conftest import Open
from tests.storage.contents import everything
from tests.storage.dropping import draft_of
from tests.storage.races import at_once
from tests.storage.stories import (
    DAY,
    HOUR,
    METTE,
    MINUTE,
    NOW,
    OMAR,
    answers,
    arrives,
    at,
    begins,
    case_of,
    does,
    reports,
)


def number_of(storage: Storage, person: str = METTE) -> str:
    draft = draft_of(storage, person)
    assert draft is not None
    return draft.number


def numbers(storage: Storage) -> list[str]:
    with storage.transaction() as tx:
        return [*tx.session.exec(select(DraftRow.number)), *tx.session.exec(select(CaseRow.number))]


def sends(storage: Storage, key: str = "one more", after: timedelta = timedelta()) -> None:
    turns.send(storage, METTE, at(NOW + after), arrival=arrives(storage, key))


def has_sent(storage: Storage, times: int) -> None:
    for hour in range(times):
        reports(storage, now=NOW + hour * HOUR)


def test_the_number_of_the_report_is_the_number_of_the_case(storage: Storage) -> None:
    case = begins(storage)
    number = number_of(storage)
    answers(storage)
    does(storage, ev.Paused(METTE))
    assert number_of(storage) == number
    sends(storage)
    assert case_of(storage, case).number == number


def test_a_number_is_the_year_and_four_digits(storage: Storage) -> None:
    begins(storage)
    year, digits = number_of(storage).split("-")
    assert (year, len(digits), digits.isdecimal()) == ("2026", 4, True)


def test_no_two_reports_have_the_same_number_under_way_or_sent(storage: Storage) -> None:
    for person in range(12):
        if person % 2:
            reports(storage, f"U0{person}")
        else:
            begins(storage, f"U0{person}")
    assert len(set(numbers(storage))) == 12


def test_reports_begun_at_once_have_numbers_of_their_own(opened: Open) -> None:
    storages = [opened(), opened()]
    for n in range(6):
        at_once(*(lambda s=s, n=n: begins(s, f"U0{n}{id(s)}") for s in storages))
    assert len(set(numbers(storages[0]))) == 12


def test_a_number_grows_when_all_of_four_digits_are_taken(storage: Storage) -> None:
    taken = [{"id": f"{n}", "person": f"{n}", "number": f"2026-{n:04d}"} for n in range(10**4)]
    same = {"started_at": NOW, "updated_at": NOW, "version": 1, "body": b""}
    with storage.transaction() as tx:
        tx.session.execute(insert(DraftRow), [row | same for row in taken])
    begins(storage)
    assert len(number_of(storage)) > len("2026-0000")


def test_a_number_is_free_again_when_the_report_is_erased(storage: Storage) -> None:
    begins(storage)
    number = number_of(storage)
    does(storage, ev.Withdrawn(METTE))
    with storage.transaction() as tx:
        assert case_lists.is_free(tx, number)


def test_the_sixth_report_of_a_day_is_refused_and_kept(storage: Storage) -> None:
    has_sent(storage, MOST_REPORTS)
    begins(storage)
    answers(storage)
    before = draft_of(storage)
    arrives(storage, "one more")
    rows = everything(storage)
    with pytest.raises(Refused, match="five reports within a day"):
        sends(storage, after=5 * HOUR)
    assert everything(storage) == rows
    assert draft_of(storage) == before


def test_it_can_be_sent_once_a_day_has_passed_since_the_first(storage: Storage) -> None:
    has_sent(storage, MOST_REPORTS)
    case = begins(storage)
    answers(storage)
    with pytest.raises(Refused):
        sends(storage, after=DAY - MINUTE)
    sends(storage, "the next day", DAY)
    assert case_of(storage, case).report.sent_at == NOW + DAY
    begins(storage)
    answers(storage)
    with pytest.raises(Refused):
        sends(storage, "again too many", DAY + MINUTE)


def test_what_others_send_takes_nothing_from_anybody(storage: Storage) -> None:
    """Mette has a part in none of Omar's, and the leader in all of them."""
    for hour in range(MOST_REPORTS):
        reports(storage, OMAR, NOW + hour * HOUR)
    reports(storage)
    reports(storage, "U0LARS", NOW + 5 * HOUR)
