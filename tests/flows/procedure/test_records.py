"""The table of records holds what is remembered of a case, and nothing that is not."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from flows.case.case import Case, Record
from flows.case.records import RecordTask
from flows.procedure.procedure import STEPS
from flows.procedure.records import ANY_STEP, RECORDS, Writer, kind_of
from tests.flows.histories import History, Turn, beginnings
from tests.searching import searching


def test_every_task_has_a_row_and_no_row_is_there_twice() -> None:
    assert {kind.task for kind in RECORDS} == set(get_args(RecordTask))
    assert len({(kind.area, kind.task) for kind in RECORDS}) == len(RECORDS)
    assert all(kind.written_by and kind.read_for for kind in RECORDS)


def test_the_row_of_a_step_is_its_own_before_that_of_any_step() -> None:
    assert kind_of("legal", "ask_hr") in RECORDS
    assert [kind.area for kind in (kind_of(step.key, "snooze") for step in STEPS) if kind] == [ANY_STEP] * 8
    assert kind_of("legal", "look") is None


@searching(sample=40, soak=1000)
@given(beginnings, st.data())
def test_whatever_happens_only_what_the_table_says_is_remembered(begun: Any, data: st.DataObject) -> None:
    history = History(begun)
    history.goes_on(data, 12)
    for turn in history.turns:
        for record in turn.after.records[len(turn.before.records) :]:
            is_in_the_table(record, turn)


def is_in_the_table(record: Record, turn: Turn) -> None:
    kind = kind_of(record.step, record.task)
    assert kind is not None, f"Give {record.step}, {record.task} a row in flows/procedure/records.py."
    assert set(record.values) <= set(kind.fields), f"Name the fields of {kind.area}, {kind.task} in its row."
    assert writers(record, turn) & kind.written_by, f"{writers(record, turn)} may write {kind}: say so in it."


def writers(record: Record, turn: Turn) -> set[Writer]:
    """As whom it was written: the role before the act or after it."""
    if not record.by:
        return {"vaern"}
    roles = {role for case in (turn.before, turn.after) if (role := _role(case, record.by))}
    return set(roles) or {"invited"}


def _role(case: Case, person: str) -> Writer | None:
    return case.role_of(person)
