"""How urgent it is: the employee may say more than the answers do, never less, and take that back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import events as ev
from flows.case.severity import LEVELS, Severity, severity
from flows.effects import Refused, Show
from flows.form import Value
from flows.report.choices import CIRCUMSTANCES
from flows.report.kinds import KINDS
from flows.screens.elements import Pick
from flows.screens.report.review import review
from flows.screens.terms import SEVERITIES
from tests.flows.given import METTE, context, draft, view
from tests.flows.talk import Talk

YELLOW: dict[str, Value] = {}
ORANGE: dict[str, Value] = {"kinds": ("doxxing",)}
RED: dict[str, Value] = {"kinds": ("threat_life",)}
BY_ANSWERS: dict[Severity, dict[str, Value]] = {"YELLOW": YELLOW, "ORANGE": ORANGE, "RED": RED}
RAISING = [(low, high) for low in LEVELS for high in LEVELS if LEVELS.index(high) >= LEVELS.index(low)]
LOWERING = [(low, high) for low in LEVELS for high in LEVELS if LEVELS.index(high) > LEVELS.index(low)]


def chosen(answers: dict[str, Value], level: Severity) -> Talk:
    talk = Talk(draft(answers=answers))
    talk.does(ev.UrgencyChosen(METTE, level))
    return talk


@pytest.mark.parametrize(("least", "level"), RAISING)
def test_may_be_as_high_as_the_employee_says(least: Severity, level: Severity) -> None:
    talk = chosen(BY_ANSWERS[least], level)
    assert talk.draft.severity() == talk.sends().report.severity == level


@pytest.mark.parametrize(("level", "least"), LOWERING)
def test_is_never_lower_than_the_answers_make_it(level: Severity, least: Severity) -> None:
    with pytest.raises(Refused, match="less urgent"):
        chosen(BY_ANSWERS[least], level)


def test_that_was_raised_can_be_taken_back() -> None:
    talk = chosen(YELLOW, "RED")
    talk.does(ev.UrgencyChosen(METTE, "ORANGE"))
    assert talk.draft.severity() == "ORANGE"
    talk.does(ev.UrgencyChosen(METTE, "YELLOW"))
    assert talk.draft.severity() == "YELLOW"
    assert talk.draft.raised is None


def test_that_was_raised_stays_when_the_answers_change() -> None:
    talk = chosen(YELLOW, "ORANGE")
    talk.changes("kinds")
    talk.presses("kinds", ("review",))
    assert talk.draft.severity() == "ORANGE"


def test_rises_with_the_answers_above_what_was_asked_for() -> None:
    talk = chosen(YELLOW, "ORANGE")
    talk.changes("kinds")
    talk.presses("kinds", ("threat_life",))
    assert talk.draft.severity() == "RED"


def test_of_the_answers_alone_follows_them_down_again() -> None:
    talk = chosen(ORANGE, "ORANGE")
    talk.changes("kinds")
    talk.presses("kinds", ("review",))
    assert talk.draft.severity() == "YELLOW"


def test_changes_nothing_else_and_is_shown() -> None:
    talk = Talk(draft())
    before = talk.draft
    assert talk.does(ev.UrgencyChosen(METTE, "RED")) == (Show("report", METTE),)
    assert talk.draft.answers == before.answers
    assert talk.draft.conversation.asked == before.conversation.asked


@pytest.mark.parametrize("least", LEVELS)
def test_is_offered_from_what_the_answers_make_it_and_upwards(least: Severity) -> None:
    parts = review(draft(answers=BY_ANSWERS[least]), view(context(), METTE))
    offered = [
        c.key for part in parts if isinstance(part, Pick) and part.act == "urgency" for c in part.choices
    ]
    upwards = LEVELS[LEVELS.index(least) :]
    assert offered == ([f"draft1|{level}" for level in upwards] if least != "RED" else [])
    assert set(SEVERITIES) == set(LEVELS)


kinds = st.lists(st.sampled_from([o.key for o in KINDS]), min_size=1, unique=True).map(tuple)
circumstances = st.lists(st.sampled_from([o.key for o in CIRCUMSTANCES]), min_size=1, unique=True).map(tuple)


@given(kinds, circumstances, st.lists(st.sampled_from(LEVELS), max_size=4))
def test_is_what_was_last_asked_for_or_what_the_answers_make_it(
    several: tuple[str, ...], also: tuple[str, ...], said: list[Severity]
) -> None:
    talk = Talk(draft(answers={"kinds": several, "circumstances": also}))
    expected = least = severity(talk.draft.answers)
    for level in said:
        try:
            talk.does(ev.UrgencyChosen(METTE, level))
            expected = level
        except Refused:
            assert LEVELS.index(level) < LEVELS.index(least)
    assert talk.draft.severity() == expected
