"""Whoever has left or is kept out is owed nothing: no message, no invitation, no reminder, no question."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from flows import events as ev
from flows.access.rules import ACTS, is_member, may, may_decide
from flows.deciding.meetings import attendees
from flows.effects import Tell
from flows.people.organisation import Context
from flows.procedure.procedure import STEPS
from flows.procedure.step_state import step_states
from flows.reminders.follow_up_questions import follow_up_questions
from flows.reminders.plan import reminders
from tests.flows.given import METTE, context
from tests.flows.histories import History, Turn, beginnings
from tests.flows.report.roads import reaches
from tests.searching import searching


def without_part(turn: Turn) -> set[str]:
    """Those who once had a part and have none now, those who left their work, and those kept out."""
    left = {p.person for p in turn.after.people.former} - {p.person for p in turn.after.people.participants}
    return (left | turn.gone | set(turn.after.people.excluded)) - {METTE}


def without(ctx: Context, gone: frozenset[str]) -> Context:
    """Those have left their work."""
    return replace(ctx, people={k: replace(p, is_active=k not in gone) for k, p in ctx.people.items()})


def assert_nothing_is_owed(turn: Turn) -> None:
    found, ctx, nobody = turn.after, context(turn.now), without_part(turn)
    # Who goes out just now, and still works here, is told so by the number alone.
    goes_out = {p.person for p in turn.before.people.participants} - turn.gone - found.people.excluded
    owed = tuple(e for e in turn.effects if e not in {Tell(p, "left") for p in goes_out})
    assert not nobody & reaches(owed)
    planned = reminders(found, without(ctx, turn.gone))
    assert not nobody & {item.to for item in planned if item.key.kind != "escalation"}
    # Who once had a part may be asked to come in again, unless they left their work or are kept out.
    assert not (turn.gone | found.people.excluded) & {item.to for item in planned}
    assert not nobody & {asked.key.person for asked in follow_up_questions(found, ctx.organisation.calendar)}
    assert not nobody & {item.owner for item in step_states(found, ctx.organisation.calendar, ctx.now)}
    assert not nobody & {person for step in STEPS for person in attendees(found, step.key)}
    for person in nobody:
        assert not is_member(person, found)
        assert not any(may(person, act, found) for act in ACTS)
        assert not any(may_decide(person, step.key, found) for step in STEPS)


@searching(sample=10, soak=1000)
@given(beginnings, st.data())
def test_nobody_who_has_left_or_is_kept_out_is_owed_anything(begun: Any, data: st.DataObject) -> None:
    history = History(begun)
    history.goes_on(data)
    for turn in history.turns[::2] + history.turns[-6:]:
        assert_nothing_is_owed(turn)


@searching(sample=10, soak=1000)
@given(beginnings, st.data())
def test_a_case_whose_employee_ended_it_takes_nobody_new(begun: Any, data: st.DataObject) -> None:
    history = History(begun)
    history.goes_on(data, 5)
    history.happens(ev.Withdrawn(METTE))
    had = {p.person for p in history.case.people.participants}
    is_over = history.case.ending.withdrawn_at is not None
    history.goes_on(data, 10)
    assert not is_over or {p.person for p in history.case.people.participants} <= had
