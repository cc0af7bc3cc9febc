"""Rules of reminding that hold in every history: any severity, any hour, any outage, any clock change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.access import is_member, may_decide
from flows.asks import asks
from flows.case import Case, Nudge
from flows.dues import police_deadline
from flows.duties import duty
from flows.nudges import ASK, due_nudges, is_to_book, next_nudge_at, planned
from flows.organisation import Context
from flows.procedure import STEPS, step
from tests.flows.given import CALENDAR, case, context, decided

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
    }
    return case(sent, **facts)


def is_quiet(found: Case, nudge: Nudge, ctx: Context) -> bool:
    """Whether the person should be left alone at this hour."""
    if found.severity == "RED" and nudge.to != found.employee:
        return False
    calendar = ctx.calendar_for(nudge.to)
    if calendar.is_working_time(ctx.now):
        return False
    duty_of = step(nudge.step)
    limit = duty_of.limit(found, CALENDAR) if duty_of else None
    return limit is None or not ctx.now < limit <= calendar.next_working_time(ctx.now)


@settings(deadline=None)
@given(cases(), zones, st.lists(spans, min_size=1, max_size=8))
def test_a_sweep_at_any_time_keeps_every_rule(found: Case, zone: str, waits: list[timedelta]) -> None:
    now = found.sent_at
    for wait in waits:
        now += wait
        ctx = context(now, zone=zone)
        sent = due_nudges(found, ctx)
        assert len({nudge.step for nudge in sent}) == len(sent)
        for nudge in sent:
            assert_is_right(found, nudge, ctx)
        found = replace(found, nudges=(*found.nudges, *sent))
        assert due_nudges(found, ctx) == ()


def assert_is_right(found: Case, nudge: Nudge, ctx: Context) -> None:
    assert nudge.number > max((n.number for n in found.nudges if n.step == nudge.step), default=0)
    assert not is_quiet(found, nudge, ctx)
    if nudge.step.startswith(ASK):
        assert is_member(nudge.to, found)
        return
    duty_of = step(nudge.step)
    assert duty_of is not None
    item = duty(found, duty_of, CALENDAR, ctx.now)
    assert item.state in {"open", "overdue"} or is_to_book(item)
    assert may_decide(nudge.to, nudge.step, found)
    moment = dict(planned(found, duty_of, ctx.calendar_for(nudge.to), CALENDAR))[nudge.number]
    assert found.sent_at < moment <= ctx.now


@settings(deadline=None)
@given(cases(), zones, spans)
def test_the_clock_is_asked_for_exactly_when_something_is_due(
    found: Case, zone: str, wait: timedelta
) -> None:
    now = found.sent_at + wait
    found = replace(found, nudges=due_nudges(found, context(now, zone=zone)))
    following = next_nudge_at(found, context(now, zone=zone))
    if following is None:
        assert due_nudges(found, context(now + timedelta(days=400), zone=zone)) == ()
        return
    assert following > now
    assert due_nudges(found, context(following, zone=zone))
    assert not due_nudges(found, context(max(now, following - timedelta(seconds=1)), zone=zone))


@settings(deadline=None)
@given(cases(), zones)
def test_a_case_that_is_swept_on_time_ends_with_no_more_than_planned(found: Case, zone: str) -> None:
    ctx = context(found.sent_at, zone=zone)
    most = sum(len(planned(found, s, CALENDAR, CALENDAR)) for s in STEPS) + len(asks(found, CALENDAR))
    sweeps = 0
    while (following := next_nudge_at(found, ctx)) is not None:
        sweeps += 1
        assert sweeps <= most
        ctx = context(following, zone=zone)
        found = replace(found, nudges=(*found.nudges, *due_nudges(found, ctx)))
    assert all(step(nudge.step) or nudge.step.startswith(ASK) for nudge in found.nudges)


@settings(deadline=None)
@given(cases(), zones)
def test_legal_reminders_come_before_the_72_hours_end_or_never_wake_anybody(found: Case, zone: str) -> None:
    legal = step("legal")
    assert legal is not None
    limit, owner = police_deadline(found), context(zone=zone).calendar_for("U0LARS")
    if limit <= found.sent_at:
        return
    for _, at in planned(found, legal, owner, CALENDAR):
        assert at < limit
        assert found.severity == "RED" or owner.is_working_time(at) or owner.next_working_time(at) >= limit


@settings(deadline=None)
@given(moments, st.integers(1, 72 * 60 - 2), st.sampled_from(["YELLOW", "ORANGE", "RED"]), zones)
def test_whoever_owns_the_police_report_is_reminded_before_the_72_hours_end(
    sent: datetime, age: int, severity: Any, zone: str
) -> None:
    found = case(sent, content_at=sent - timedelta(minutes=age), severity=severity)
    ctx, heard = context(sent, zone=zone), []
    while (following := next_nudge_at(found, ctx)) is not None and following < police_deadline(found):
        ctx = context(following, zone=zone)
        new = due_nudges(found, ctx)
        heard += [nudge for nudge in new if nudge.step == "legal"]
        found = replace(found, nudges=(*found.nudges, *new))
    assert heard
    assert len({nudge.number for nudge in heard}) == len(heard)
