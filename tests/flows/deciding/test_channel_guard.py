"""What a fault of its channel means for a case: it goes on as one that has no channel."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows import events as ev
from flows.access.channel import frozen
from flows.case.case import Case
from flows.deciding.decide import decide
from flows.effects import (
    Alert,
    ArchiveChannel,
    Invite,
    LookAtChannel,
    OpenChannel,
    Refused,
    Remove,
    Show,
    Tell,
)
from tests.flows.given import ANNE, LARS, METTE, NOW, SOFIE, STRANGER, case, context

CTX = context()
OUTSIDER = ev.ChannelSeen("C0SAG", joined=(STRANGER,))
IN_ORDER = ev.ChannelSeen("C0SAG", (ANNE, LARS, METTE), is_looked_at=True)


def held(event: ev.ChannelSeen = OUTSIDER) -> Case:
    """A case whose channel is frozen."""
    found, _ = decide(case(), event, CTX)
    assert frozen(found) is not None
    return found


def test_everybody_is_told_by_direct_message_and_the_operators_by_code() -> None:
    found, effects = decide(case(), OUTSIDER, CTX)
    assert found.channel is None
    assert {e.person for e in effects if isinstance(e, Tell)} == {METTE, LARS, ANNE}
    assert [e for e in effects if isinstance(e, Alert)] == [Alert("channel-frozen", "outsider")]
    assert not {Show("card"), Show("checklist")} & set(effects)


@pytest.mark.parametrize("event", [OUTSIDER, IN_ORDER, ev.ChannelSeen("C0OTHER", is_archived=True)])
def test_what_is_seen_of_another_channel_or_of_an_archived_case_changes_nothing(
    event: ev.ChannelSeen,
) -> None:
    over = replace(case(), ending=replace(case().ending, closed_at=NOW, archived_at=NOW))
    assert decide(over, event, CTX) == (over, ())
    other = replace(event, channel="C0OTHER")
    assert decide(case(), other, CTX) == (case(), ())


def test_what_is_told_of_a_frozen_channel_is_not_told_again() -> None:
    found = held()
    assert decide(found, ev.ChannelSeen("C0SAG", is_archived=True), CTX) == (found, ())


def test_only_a_look_puts_it_to_use_again() -> None:
    found = held()
    assert decide(found, replace(IN_ORDER, is_looked_at=False), CTX) == (found, ())
    mended, effects = decide(found, IN_ORDER, CTX)
    assert mended.channel == "C0SAG"
    assert {Show("card"), Show("checklist")} <= set(effects)


def test_whoever_came_or_left_meanwhile_is_brought_in_or_out() -> None:
    handed_over, effects = decide(held(), ev.HandedOver(LARS, SOFIE, is_for_good=True), CTX)
    assert not [e for e in effects if isinstance(e, Remove | Invite)]
    _, effects = decide(handed_over, IN_ORDER, CTX)
    assert Invite((SOFIE,)) in effects
    assert Remove(LARS) in effects


def test_somebody_s_word_that_it_is_in_order_is_looked_at() -> None:
    found = held()
    assert decide(found, ev.ChannelMended(ANNE), CTX)[1] == (LookAtChannel("C0SAG", is_asked=True),)
    with pytest.raises(Refused):
        decide(case(), ev.ChannelMended(ANNE), CTX)


def test_a_new_channel_is_opened_once_and_the_old_one_archived() -> None:
    renewed, effects = decide(held(), ev.ChannelRenewed(LARS), CTX)
    assert effects[:2] == (OpenChannel(), ArchiveChannel("C0SAG"))
    with pytest.raises(Refused):
        decide(renewed, ev.ChannelRenewed(LARS), CTX)
    opened, effects = decide(renewed, ev.ChannelOpened("C1NEW"), CTX)
    assert opened.channel == "C1NEW"
    assert Invite((METTE, LARS, ANNE)) in effects
    _, effects = decide(opened, ev.MembersSeen((METTE, LARS, ANNE)), CTX)
    assert not [e for e in effects if isinstance(e, Tell)], "everybody knows of the case already"


def test_one_that_is_out_of_reach_is_left_as_it_is() -> None:
    public = held(ev.ChannelSeen("C0SAG", is_private=False))
    assert ArchiveChannel("C0SAG") not in decide(public, ev.ChannelRenewed(LARS), CTX)[1]


def test_a_channel_that_is_gone_before_anybody_was_told_leads_to_the_message_without_one() -> None:
    people = case().people
    waiting = tuple(replace(p, is_in_channel=False) for p in people.participants)
    found = replace(case(), people=replace(people, participants=waiting))
    _, effects = decide(found, ev.ChannelSeen("C0SAG", is_bot_in=False), CTX)
    assert Tell(METTE, "no-channel") in effects
    assert Tell(LARS, "opened") in effects
