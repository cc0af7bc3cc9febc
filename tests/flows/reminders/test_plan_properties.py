"""Rules of reminding that hold in every history: any severity, any hour, any outage, any clock change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from flows.access.candidates import is_free
from flows.access.rules import is_member, may_decide
from flows.case.case import Case, ClaimedReminder
from flows.case.reminder_key import FOLLOW_UPS, TOLD
from flows.people.organisation import Context
from flows.procedure.due_times import police_deadline
from flows.procedure.procedure import STEPS, step
from flows.procedure.step_state import is_to_book, step_state
from flows.reminders.follow_up_questions import follow_up_questions
from flows.reminders.plan import reminders
from flows.reminders.rules import AT_ANY_HOUR, hours_of
from flows.reminders.step_times import planned
from tests.flows.clockwork import due_reminders_of, look, looks, next_at
from tests.flows.given import CALENDAR, HANNE, LARS, NAMES, case, context, decided
from tests.reminder_names import named
from tests.searching import searching

START = datetime(2026, 1, 1, tzinfo=UTC)
KEYS = [s.key for s in STEPS]
moments = st.integers(0, 365 * 24 * 4).map(lambda quarter: START + timedelta(minutes=15 * quarter))
spans = st.integers(1, 60 * 24 * 4).map(lambda quarter: timedelta(minutes=15 * quarter))
zones = st.sampled_from(["Europe/Copenhagen", "America/Nuuk", "Pacific/Auckland"])


@st.composite
def cases(draw: st.DrawFn) -> Case:
    sent = draw(moments)
    facts: dict[str, Any] = {
        "severity": draw(st.sampled_from(["YELLOW", "ORANGE", "RED"])),
        "content_at": sent - draw(st.integers(0, 120).map(lambda hours: timedelta(hours=hours))),
        "decisions": decided(*draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=6)), at=sent),
        "excluded": frozenset(draw(st.sets(st.just(HANNE)))),
    }
    return case(sent, **facts)


def is_quiet(found: Case, claimed_reminder: ClaimedReminder, ctx: Context) -> bool:
    """Whether the person should be left alone at this hour."""
    key = claimed_reminder.key.step
    if found.report.severity == "RED" and key in AT_ANY_HOUR and claimed_reminder.to != found.employee:
        return False
    hours = hours_of(claimed_reminder.to, found, ctx)
    if hours.is_working_time(ctx.now):
        return False
    its_step = step(key) if claimed_reminder.to != found.employee else None
    limit = its_step.deadline.limit(found, CALENDAR) if its_step else None
    return limit is None or not ctx.now < limit <= hours.next_working_time(ctx.now)


@searching(sample=10, soak=1000)
@given(cases(), zones, st.lists(spans, min_size=1, max_size=8))
def test_a_sweep_at_any_time_keeps_every_rule(found: Case, zone: str, waits: list[timedelta]) -> None:
    ctx = context(found.report.sent_at, zone=zone)
    for wait in waits:
        ctx = context(ctx.now + wait, zone=zone, message_days=ctx.message_days)
        seen = look(found, ctx)
        assert len(
            {(named(claimed_reminder), claimed_reminder.to) for claimed_reminder in seen.claimed_reminders}
        ) == len(seen.claimed_reminders)
        for claimed_reminder in seen.claimed_reminders:
            assert_is_right(found, claimed_reminder, ctx)
        found, ctx = seen.case, context(ctx.now, zone=zone, message_days=seen.message_days)
        # Whom an escalation was just taken to is not asked again, and the employee may hear of it at once.
        assert all(claimed_reminder.key.kind in TOLD for claimed_reminder in due_reminders_of(found, ctx))


def assert_is_right(found: Case, claimed_reminder: ClaimedReminder, ctx: Context) -> None:
    assert claimed_reminder.key not in {n.key for n in found.claimed_reminders}
    assert not is_quiet(found, claimed_reminder, ctx)
    if claimed_reminder.key.kind in TOLD | FOLLOW_UPS:
        assert is_member(claimed_reminder.to, found)
    elif claimed_reminder.key.kind == "escalation":
        assert is_member(claimed_reminder.to, found) or is_free(claimed_reminder.to, found, ctx)
    else:
        assert_is_of_a_step(found, claimed_reminder, ctx)


def assert_is_of_a_step(found: Case, claimed_reminder: ClaimedReminder, ctx: Context) -> None:
    its_step = step(named(claimed_reminder))
    assert its_step is not None
    item = step_state(found, its_step, CALENDAR, ctx.now)
    assert item.state in {"open", "overdue"} or is_to_book(item)
    assert may_decide(claimed_reminder.to, named(claimed_reminder), found)
    times = [(time.kind, time.number) for time in planned(found, its_step, CALENDAR)]
    later = times[times.index((claimed_reminder.key.kind, claimed_reminder.key.number)) + 1 :]
    said = {(n.key.kind, n.key.number) for n in found.claimed_reminders if n.key.step == its_step.key}
    assert not said & set(later)


@searching(sample=10, soak=1000)
@given(cases(), zones, spans)
def test_the_clock_is_asked_for_exactly_when_something_is_due(
    found: Case, zone: str, wait: timedelta
) -> None:
    now = found.report.sent_at + wait
    seen = look(found, context(now, zone=zone))
    seen = look(seen.case, context(now, zone=zone, message_days=seen.message_days))
    following = next_at(seen.case, context(now, zone=zone, message_days=seen.message_days))
    if following is None:
        assert due_reminders_of(seen.case, context(now + timedelta(days=400), zone=zone)) == ()
        return
    assert following > now
    assert due_reminders_of(seen.case, context(following, zone=zone, message_days=seen.message_days))
    before = max(now, following - timedelta(seconds=1))
    assert not due_reminders_of(seen.case, context(before, zone=zone, message_days=seen.message_days))


@searching(sample=10, soak=1000)
@given(cases(), zones)
def test_a_case_that_is_swept_on_time_ends_with_no_more_than_planned(found: Case, zone: str) -> None:
    levels = 1 + sum(len(s.escalation) for s in STEPS)
    most = sum(len(planned(found, s, CALENDAR)) for s in STEPS) + len(follow_up_questions(found, CALENDAR))
    said = []
    for _, seen in looks(found, context(found.report.sent_at, zone=zone)):
        said += seen.claimed_reminders
        assert len(said) <= most + levels * (len(NAMES) + 1)
    assert all(
        step(key)
        for claimed_reminder in said
        if (key := claimed_reminder.key.step) not in {"closing", "silence"}
    )


@given(cases(), zones)
def test_legal_reminders_come_before_the_72_hours_end_or_never_wake_anybody(found: Case, zone: str) -> None:
    ctx = context(found.report.sent_at, zone=zone)
    limit, hours = police_deadline(found), ctx.calendar_for(LARS)
    if limit <= found.report.sent_at:
        return
    for item in reminders(found, ctx):
        if named(item) == "legal":
            assert item.at < limit
            is_quiet_hour = found.report.severity != "RED" and not hours.is_working_time(item.at)
            assert not is_quiet_hour or hours.next_working_time(item.at) >= limit


@searching(sample=15, soak=1000)
@given(moments, st.integers(1, 72 * 60 - 2), st.sampled_from(["YELLOW", "ORANGE", "RED"]), zones)
def test_whoever_owns_the_police_report_is_reminded_before_the_72_hours_end(
    sent: datetime, age: int, severity: Any, zone: str
) -> None:
    found = case(sent, content_at=sent - timedelta(minutes=age), severity=severity)
    before = police_deadline(found) - timedelta(seconds=1)
    numbers = [
        (claimed_reminder.key.kind, claimed_reminder.key.number)
        for _, seen in looks(found, context(sent, zone=zone), before)
        for claimed_reminder in seen.claimed_reminders
        if named(claimed_reminder) == "legal"
    ]
    assert numbers
    assert len(set(numbers)) == len(numbers)
