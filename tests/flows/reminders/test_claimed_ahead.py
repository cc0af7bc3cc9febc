"""A clock that is ahead: what is said while nobody knows the time, and what is planned anew afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from flows.case.case import Case
from flows.procedure.procedure import step
from flows.reminders.claimed_ahead import APART, claimed_ahead, without_claims
from flows.reminders.plan import next_reminders
from tests.flows.clockwork import look, looks
from tests.flows.given import CALENDAR, LARS, METTE, NOW, case, context, local
from tests.flows.reminders.test_plan_properties import cases
from tests.reminder_names import claimed, named
from tests.searching import searching

MINUTE = timedelta(minutes=1)
spans = st.integers(11, 60 * 24 * 9).map(lambda minutes: timedelta(minutes=minutes))
waits = st.integers(0, 60 * 24 * 4).map(lambda minutes: timedelta(minutes=minutes))


def _well_on(found: Case, wait: timedelta) -> Case:
    """What a clock that goes right has said of it by then."""
    seen = [done.case for _, done in looks(found, context(found.report.sent_at), found.report.sent_at + wait)]
    return seen[-1] if seen else found


@searching(sample=20, soak=1000)
@given(cases(), waits, spans)
def test_while_the_time_is_not_known_only_what_is_law_is_said_and_all_of_it_is_taken_back(
    found: Case, wait: timedelta, ahead: timedelta
) -> None:
    before, now = _well_on(found, wait), found.report.sent_at + wait
    doubted = replace(context(now + ahead), is_time_known=False)
    after = look(before, doubted).case
    for claimed_reminder in after.claimed_reminders[len(before.claimed_reminders) :]:
        reminded_of = step(named(claimed_reminder))
        assert reminded_of
        assert reminded_of.deadline.limit(before, CALENDAR)
        assert claimed_reminder.to != METTE
    assert without_claims(after, claimed_ahead(after, now)) == before


@searching(sample=20, soak=1000)
@given(cases(), waits, spans)
def test_what_is_planned_anew_is_planned_as_if_nothing_had_been_claimed(
    found: Case, wait: timedelta, ahead: timedelta
) -> None:
    before, now = _well_on(found, wait), found.report.sent_at + wait
    after = look(before, context(now + ahead)).case
    assume(after.claimed_reminders != before.claimed_reminders)
    anew = without_claims(after, claimed_ahead(after, now))
    assert anew.claimed_reminders == before.claimed_reminders
    # What asking itself leads to, such as the summary before a meeting, is a fact of the case and stays.
    if after.records == before.records:
        assert next_reminders(anew, context(now)) == next_reminders(before, context(now))


@given(st.lists(st.timedeltas(-timedelta(days=9), timedelta(days=9)), max_size=9))
def test_only_what_was_claimed_at_a_time_that_no_right_clock_can_show_is_taken_back(
    offs: list[timedelta],
) -> None:
    said = tuple(claimed("support", LARS, NOW + off, number) for number, off in enumerate(offs, 1))
    found = case(claimed_reminders=said)
    gone = claimed_ahead(found, NOW)
    assert {claimed_reminder.at - NOW > APART for claimed_reminder in gone} <= {True}
    assert without_claims(found, gone).claimed_reminders == tuple(n for n in said if n.at - NOW <= APART)


def test_one_that_has_reached_somebody_is_said_again_too() -> None:
    early = replace(claimed("legal", LARS, NOW + 3 * APART), told_at=NOW + 3 * APART)
    assert claimed_ahead(case(claimed_reminders=(early,)), NOW) == (early,)


def test_a_red_case_and_the_message_of_the_day_wait_for_a_time_that_is_known() -> None:
    found = case(local("Tue 2026-11-24 09:30"), severity="RED", content_at=local("Mon 2026-11-23 14:30"))
    monday = context(local("Mon 2026-11-30 09:00"))
    known, unknown = look(found, monday), look(found, replace(monday, is_time_known=False))
    assert {"contact", "escalation:silence"} <= known.said().keys()
    assert set(unknown.said()) == {"legal"}
