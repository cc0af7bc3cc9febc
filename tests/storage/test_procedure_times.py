"""A case keeps the times that it was sent with, whatever the organisation sets later."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import delete
from sqlmodel import select

from flows.procedure.procedure import procedure_of
from flows.times.times import STANDARD, Times, with_settings
from storage import turns
from storage.configuration_tables import ProcedureTimesRow
from storage.database import Storage
from storage.keys import Unreadable
from tests.storage.conftest import Open
from tests.storage.statements import counted
from tests.storage.stories import LARS, METTE, OMAR, answers, at, begins, case_of, reports

OWN = with_settings({"contact.orange_working_hours": 3, "legal.reminder_hours": (12, 36)})


def sends(storage: Storage, person: str, times: Times) -> str:
    """A whole report, sent where the organisation has these times; gives the case's id."""
    ctx = at()
    ctx = replace(ctx, organisation=replace(ctx.organisation, times=times))
    case = begins(storage, person, ctx)
    answers(storage, person, ctx)
    turns.send(storage, person, ctx, arrival=f"send-{case}")
    return case


def sets_kept(storage: Storage) -> list[str]:
    with storage.reading() as tx:
        return [row.procedure for row in tx.session.exec(select(ProcedureTimesRow))]


def of_times(statements: list[tuple[str, object]]) -> int:
    return sum("procedure_times" in statement for statement, _ in statements)


def test_a_case_keeps_its_times_also_in_a_process_that_has_others(opened: Open) -> None:
    storage = opened()
    first = sends(storage, METTE, OWN)
    second = sends(storage, OMAR, STANDARD)
    after = opened()
    assert case_of(after, first, LARS).report.times == OWN
    assert len(procedure_of(case_of(after, first, LARS)).steps[3].reminder_times) == 2
    assert case_of(after, second, LARS).report.times is STANDARD
    assert case_of(after, second, LARS).procedure == "herlev-2026-11"


def test_the_standard_takes_no_row_and_no_statement(storage: Storage) -> None:
    with counted(storage) as said:
        case = reports(storage)
        case_of(storage, case)
    assert of_times(said) == 0
    assert sets_kept(storage) == []


def test_a_set_is_kept_once_and_read_once_in_a_process(opened: Open) -> None:
    storage = opened()
    found = [sends(storage, person, OWN) for person in (METTE, OMAR)]
    after = opened()
    assert sets_kept(storage) == [case_of(storage, found[0]).procedure]
    with counted(after) as said:
        assert [case_of(after, case, LARS).report.times for case in found * 2] == [OWN] * 4
    assert of_times(said) == 1


def test_a_case_whose_times_are_gone_cannot_be_read(opened: Open) -> None:
    storage = opened()
    case = sends(storage, METTE, OWN)
    with storage.transaction() as tx:
        tx.execute(delete(ProcedureTimesRow))
    with pytest.raises(Unreadable):
        case_of(opened(), case)
