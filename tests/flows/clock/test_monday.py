"""What Monday's summary holds for each, and when there is nothing to say."""

from __future__ import annotations

from dataclasses import replace

from flows.case.case import Case
from flows.clock.monday import Week, overdue_by_unit, week_of
from flows.people.organisation import Context
from tests.flows.casework import Casework
from tests.flows.given import ANNE, DORTE, HANNE, LARS, METTE, NOW, case, context, decided, local

MONDAY = local("Mon 2026-11-30 08:30")


def week(person: str, *cases: Case, ctx: Context | None = None) -> Week:
    """The summary over these cases, of which the person takes part in those where they have a role."""
    mine = [found for found in cases if found.role_of(person)]
    return week_of(person, mine, cases, ctx or context(MONDAY))


def another(**facts: object) -> Case:
    return replace(case(**facts), id="case2", number="2026-0043")


def test_lars_has_his_open_steps_over_all_cases_the_oldest_deadline_first() -> None:
    later = another(sent_at=local("Tue 2026-11-24 10:00"))
    found = week(LARS, later, case()).step_states
    assert {item.case.id for item in found} == {"case1", "case2"}
    assert [item.due for item in found] == sorted(item.due for item in found)
    assert {item.owner for item in found} == {LARS}


def test_mette_has_how_her_case_stands_with_what_is_due_next() -> None:
    [(found, due)] = week(METTE, case()).standing
    assert found.id == "case1"
    assert due is not None


def test_mette_may_switch_hers_off_and_keeps_her_steps() -> None:
    ctx = context(MONDAY)
    off = replace(ctx, people={**ctx.people, METTE: replace(ctx.people[METTE], wants_weekly=False)})
    found = week(METTE, case(), ctx=off)
    assert found.standing == ()
    assert [item.step.key for item in found.step_states] == ["document"]


def test_a_case_of_mette_s_that_has_ended_is_not_in_it() -> None:
    assert week(METTE, case(withdrawn_at=NOW)).is_empty
    assert week(METTE, case(closed_at=NOW)).standing == ()
    assert week(METTE, case(closed_at=NOW, archived_at=NOW)).is_empty


def test_hr_has_how_much_is_overdue_in_each_unit_and_no_case() -> None:
    found = week(HANNE, case(), another())
    assert (found.step_states, found.standing) == ((), ())
    assert set(found.overdue) == {"Borgerservice"}
    assert found.overdue["Borgerservice"] == 2 * week(HANNE, case()).overdue["Borgerservice"]


def test_hr_s_counts_leave_out_the_cases_that_keep_them_out() -> None:
    kept_out = another(excluded=frozenset({HANNE}))
    assert week(HANNE, case(), kept_out).overdue == week(HANNE, case()).overdue
    assert week(HANNE, kept_out).is_empty


def test_a_case_of_no_known_unit_is_counted_without_one() -> None:
    ctx = context(MONDAY)
    nowhere = replace(ctx, organisation=replace(ctx.organisation, departments=()))
    assert set(overdue_by_unit([case()], HANNE, nowhere)) == {""}


def test_nobody_but_hr_has_the_counts() -> None:
    assert week(LARS, case()).overdue == {}
    assert week(DORTE, case()).is_empty


def test_there_is_nothing_to_say_where_nothing_is_open_or_overdue() -> None:
    done = case(decisions=decided("contact", "analyse"))
    assert week(ANNE, done).is_empty
    assert week_of(HANNE, (), (), context(MONDAY)).is_empty
    assert week(HANNE, case(local("Mon 2026-11-30 08:00"))).is_empty


def test_what_falls_due_on_monday_is_said_from_half_past_eight_on() -> None:
    said = Casework(case()).hears_until("Mon 2026-11-23 16:00")
    early = [at for at in said if at < local("Mon 2026-11-23 08:30") and at > local("Fri 2026-11-20 17:00")]
    # Only what is apart, a deadline by law or RED, comes before it.
    assert all(set(said[at]) <= {"legal", "escalation:legal"} for at in early)
    assert local("Mon 2026-11-23 08:30") in said
