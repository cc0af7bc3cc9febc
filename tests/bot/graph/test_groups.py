"""Whose turns of the clock share a transaction: few people, few cases, nobody twice and nobody left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.sweeps import CASES_A_TURN, PERSONS_A_TURN, groups

cases = st.lists(st.integers(0, 60).map(str), max_size=30, unique=True)
due = st.dictionaries(st.integers(0, 200).map(str), cases, max_size=90)


@given(due)
def test_everybody_has_one_turn_and_no_turn_is_long(due: dict[str, list[str]]) -> None:
    found = list(groups(due))
    assert sorted(person for group in found for person in group) == sorted(due)
    for group in found:
        concerned = {case for person in group for case in due[person]}
        assert 1 <= len(group) <= PERSONS_A_TURN
        assert len(concerned) <= max(CASES_A_TURN, *(len(due[person]) for person in group))


def test_those_who_share_cases_have_their_turn_together() -> None:
    shared = {"lars": ["one", "two"], "omar": [str(n) for n in range(12)], "mette": ["one"], "anne": ["two"]}
    assert list(groups(shared)) == [["lars", "mette", "anne"], ["omar"]]


def test_many_who_have_only_a_summary_have_it_a_few_at_a_time() -> None:
    assert [len(group) for group in groups({str(n): [] for n in range(60)})] == [24, 24, 12]
