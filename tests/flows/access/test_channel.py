"""What is wrong with a case's channel, whoever is seen in it and however it is set up."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.access.channel import REMOVAL, ChannelFault, faults_of, outsiders
from flows.case.case import Participant
from flows.events import ChannelSeen
from tests.flows.given import ANNE, DORTE, HANNE, LARS, METTE, NOW, SOFIE, STRANGER, case, context, with_part

HERE = (ANNE, LARS, METTE)
CASE = case()
CTX = context()
EVERYBODY = (*HERE, SOFIE, DORTE, HANNE, STRANGER, "U0UNKNOWN")
some = st.lists(st.sampled_from(EVERYBODY), unique=True).map(tuple)
states = st.fixed_dictionaries(
    {name: st.booleans() for name in ("is_private", "is_shared", "is_archived", "is_bot_in")}
)


@given(some, some, states)
def test_a_channel_is_in_order_only_with_those_who_take_part_in_a_closed_one(
    members: tuple[str, ...], joined: tuple[str, ...], state: dict[str, bool]
) -> None:
    seen = ChannelSeen("C0SAG", members, joined, **state)
    found = faults_of(seen, CASE, CTX)
    is_alone = {*members, *joined} <= set(HERE)
    assert ("outsider" in found) is not is_alone
    assert set(outsiders(seen, CASE, CTX)) == {*members, *joined} - set(HERE)
    told = {"public": not state["is_private"], "shared": state["is_shared"], "archived": state["is_archived"]}
    told["bot_removed"] = not state["is_bot_in"]
    assert {fault for fault in told if told[fault]} == set(found) - {"outsider", "guest"}  # type: ignore[index]
    assert found == tuple(fault for fault in get_args(ChannelFault) if fault in found), "the worst first"


@given(some)
def test_whoever_the_case_brings_in_is_no_outsider(members: tuple[str, ...]) -> None:
    found = CASE
    for person in set(members) - set(HERE):
        found = with_part(found, person, "deputy")
    assert faults_of(ChannelSeen("C0SAG", members, members), found, CTX) == ()


def test_whoever_is_kept_out_is_an_outsider_whatever_part_was_given_to_them() -> None:
    found = replace(CASE, people=replace(CASE.people, excluded=frozenset({LARS})))
    assert outsiders(ChannelSeen("C0SAG", HERE), found, CTX) == (LARS,)


@pytest.mark.parametrize(("age", "found"), [(timedelta(), ()), (REMOVAL, ("outsider",))])
def test_whose_part_has_ended_is_an_outsider_when_they_are_there_still(
    age: timedelta, found: tuple[str, ...]
) -> None:
    former = (Participant(SOFIE, "deputy", NOW, left_at=NOW),)
    known = replace(CASE, people=replace(CASE.people, former=former))
    assert faults_of(ChannelSeen("C0SAG", (SOFIE,)), known, context(NOW + age)) == found
    assert faults_of(ChannelSeen("C0SAG", joined=(SOFIE,)), known, CTX) == ("outsider",), "brought in again"


def test_a_guest_is_told_as_one() -> None:
    people = {**CTX.people, STRANGER: replace(CTX.people[STRANGER], is_member=False)}
    ctx = replace(CTX, people=people)
    assert faults_of(ChannelSeen("C0SAG", (STRANGER,)), CASE, ctx) == ("guest", "outsider")
