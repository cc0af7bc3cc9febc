"""What an act may cost: counted, so that it is the same on every machine.

`python -m tests.counting ACT` prints where the transactions and statements of an act come from.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.counting import acts, sweeps

LIMITS = (
    # act, transactions, statements
    (acts.ANSWER, 5, 21),
    (acts.TYPED, 5, 25),
    (acts.DROPPED, 14, 64),
    (acts.SEND, 18, 137),
    (acts.STEP, 2, 10),
    (acts.STORY, 2, 15),
    (acts.ITEM, 2, 10),
    (acts.SMALL, 10, 52),
    (acts.OWN, 2, 13),
    (acts.FORM, 2, 10),
    (acts.DECIDED, 9, 81),
    (acts.HOME, 5, 24),
)
MOST_FOR_A_DUE_CASE = 8
"""Statements of a sweep, for each case of which something is due."""

Figures = dict[str, object]


@pytest.fixture(scope="module")
def plays(tmp_path_factory: pytest.TempPathFactory) -> list[acts.Costs]:
    """All acts three times, each time in a workspace of its own."""
    return [acts.played(tmp_path_factory.mktemp("play")) for _ in range(3)]


@pytest.mark.timeout(300)
def test_an_act_costs_the_same_each_time(plays: list[acts.Costs]) -> None:
    first, second, third = ({act: cost.figures() for act, cost in costs.items()} for costs in plays)
    assert first == second == third


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("act", "transactions", "statements"), LIMITS, ids=[name for name, *_ in LIMITS])
def test_an_act_costs_no_more_than_that(
    plays: list[acts.Costs], act: str, transactions: int, statements: int
) -> None:
    cost = plays[0][act]
    assert len(cost.transactions) <= transactions, cost.report()
    assert cost.statements <= statements, cost.report()


def test_no_statement_is_compiled_anew_each_time(plays: list[acts.Costs]) -> None:
    assert [statement for cost in plays[0].values() for statement in cost.uncached] == []


def test_every_act_has_a_limit() -> None:
    assert tuple(name for name, *_ in LIMITS) == acts.ACTS


def test_a_sweep_costs_what_is_due_and_not_what_there_is(tmp_path: Path) -> None:
    few, many = sweeps.of_none_due(tmp_path, 100, 2_000)
    assert few.figures() == many.figures()
    assert few.writing == 0, few.report()


def test_a_due_case_costs_a_sweep_no_more_than_that(tmp_path: Path) -> None:
    cost = sweeps.of_due(tmp_path, 20)
    assert cost.statements <= MOST_FOR_A_DUE_CASE * 20
