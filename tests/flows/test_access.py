"""Who may do what in a case. The table is read as it stands; what it does not say is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.access import VAERN, Act, may, may_decide
from flows.case import Participant, Role
from flows.procedure import STEPS
from tests.flows.given import ANNE, LARS, METTE, STRANGER, case, with_part

TABLE = """
                read  add   document contact support legal removal register meeting analyse
employee        yes   yes   yes      -       -       -     -       -        -       -
leader          yes   -     -        yes     yes     yes   yes     yes      yes     yes
representative  yes   yes   yes      yes     -       -     -       -        -       yes
deputy          yes   -     -        yes     yes     yes   yes     yes      yes     yes
hr              yes   -     -        -       -       -     -       -        -       -
union           -     -     -        -       -       -     -       -        -       -
nobody          -     -     -        -       -       -     -       -        -       -
"""
HEADER, *LINES = [line.split() for line in TABLE.strip().splitlines()]
ROWS = [
    (cells[0], act, said == "yes") for cells in LINES for act, said in zip(HEADER, cells[1:], strict=True)
]
SOMEONE = "U0SOMEONE"


def allows(person: str, act: str, **changes: object) -> bool:
    found = replace(case(), **changes) if changes else case()  # type: ignore[arg-type]
    if act in {"read", "add"}:
        return may(person, "read" if act == "read" else "add_evidence", found)
    return may_decide(person, act, found)


def test_the_table_names_every_role_act_and_step() -> None:
    assert [cells[0] for cells in LINES] == [*get_args(Role), "nobody"]
    assert HEADER[2:] == [step.key for step in STEPS]
    assert len(get_args(Act)) == 2


def members(role: str) -> tuple[Participant, ...]:
    return case().participants if role == "nobody" else with_part(case(), SOMEONE, role).participants


@pytest.mark.parametrize("role", [line[0] for line in LINES])
def test_a_role_may_do_what_the_table_says(role: str) -> None:
    may_do = {act: allows(SOMEONE, act, participants=members(role)) for act in HEADER}
    assert may_do == {act: said for who, act, said in ROWS if who == role}


@pytest.mark.parametrize("role", [line[0] for line in LINES])
def test_an_excluded_person_may_nothing_whatever_the_role(role: str) -> None:
    excluded = frozenset({SOMEONE})
    assert not any(allows(SOMEONE, act, participants=members(role), excluded=excluded) for act in HEADER)


def test_nobody_decides_a_step_that_is_not_there() -> None:
    assert not any(may_decide(person, "celebrate", case()) for person in (METTE, LARS, ANNE))


def test_the_product_itself_reads_but_decides_nothing() -> None:
    assert may(VAERN, "read", case())
    assert not any(may_decide(VAERN, step.key, case()) for step in STEPS)


def test_nobody_is_everybody_by_an_empty_name() -> None:
    assert not may("", "read", case())
    assert not may_decide("", "contact", case())


@given(st.text(max_size=12).filter(lambda person: person not in {VAERN, METTE, LARS, ANNE}))
def test_a_stranger_may_nothing_under_any_name(person: str) -> None:
    for name in (person, STRANGER, METTE.lower(), f"{METTE} "):
        assert not any(allows(name, act) for act in HEADER)
