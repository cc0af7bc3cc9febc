"""Where the rules meet: a limit in the night, many in HR, a pause before a meeting, parts that end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows import events as ev
from flows.access.rules import may
from flows.clock.message_of_the_day import Ref
from flows.people.presence import Presence
from flows.procedure.procedure import step
from flows.procedure.step_state import step_state
from flows.reminders.plan import TAKEN_OVER, reminders
from flows.reminders.rules import waits_until
from flows.screens.reminders.reminder import reminder
from tests.flows.casework import REASON, Casework
from tests.flows.given import (
    CALENDAR,
    DORTE,
    HANNE,
    LARS,
    METTE,
    SOFIE,
    case,
    context,
    decided,
    local,
    view,
    with_part,
)
from tests.flows.reading import buttons, texts
from tests.reminder_names import claimed, key_of, named

AWAY = Presence(is_away=True)


def test_hr_is_asked_before_the_weekend_in_which_the_72_hours_end() -> None:
    found = case(local("Fri 2026-11-20 10:00"), content_at=local("Thu 2026-11-19 20:00"))
    asked = [
        item for item in reminders(found, context(found.report.sent_at)) if named(item) == "escalation:legal"
    ]
    assert {item.to for item in asked} == {HANNE, DORTE}
    assert {item.at for item in asked} == {local("Fri 2026-11-20 15:30")}


def test_a_red_case_is_kept_however_many_hr_has() -> None:
    many = tuple(f"U0HR{number}" for number in range(30))
    found = case(local("Mon 2026-11-23 09:00"), severity="RED")
    ctx = context(found.report.sent_at)
    people = {**ctx.people, **{person: replace(ctx.people[HANNE], id=person) for person in many}}
    ctx = replace(ctx, organisation=replace(ctx.organisation, hr=many), people=people)
    asked = [item for item in reminders(found, ctx) if named(item) == "escalation:silence"]
    assert len({item.key for item in asked}) == len(asked) == 20


def test_a_pause_does_not_keep_the_summary_from_the_meeting() -> None:
    work = Casework(case(), local("Mon 2026-11-23 10:00"))
    work.does(ev.MeetingBooked(LARS, "meeting", local("Thu 2026-11-26 10:00")))
    before = [item.at for item in reminders(work.case, work.ctx) if named(item) == "summary"]
    work.does(ev.RemindersPaused(METTE, 7))
    assert [item.at for item in reminders(work.case, work.ctx) if named(item) == "summary"] == before


def test_hr_who_takes_part_can_step_in_while_everybody_above_is_away() -> None:
    found = with_part(case(), HANNE, "hr")
    found = replace(found, claimed_reminders=(claimed("legal", HANNE, local("Mon 2026-11-23 09:00")),))
    absent = dict.fromkeys((LARS, SOFIE, DORTE), AWAY)
    ctx = context(local("Mon 2026-11-23 09:00"), presence=absent)
    shown = reminder([Ref(found.id, key_of("legal"))], {found.id: found}, view(ctx, HANNE))
    assert "accept" in {button.act for button in buttons(shown)}
    assert "De 72 timer" in " ".join(texts(shown))


@pytest.mark.parametrize("handed_on", [False, True])
def test_whoever_came_while_the_leader_was_away_leaves_and_so_does_whom_they_gave_it_to(
    handed_on: bool,
) -> None:
    work = Casework(case(), local("Mon 2026-11-23 09:00"), presence={LARS: AWAY})
    work.case = replace(work.case, claimed_reminders=(claimed("contact", SOFIE, work.ctx.now),))
    work.does(ev.InvitationAccepted(SOFIE))
    if handed_on:
        work.does(ev.HandedOver(SOFIE, DORTE, is_for_good=False))
    work.does(ev.PersonBack(LARS))
    assert not may(SOFIE, "read", work.case)
    assert not may(DORTE, "read", work.case)


def test_who_is_back_in_a_case_that_is_withdrawn_is_told_nothing() -> None:
    work = Casework(case(), local("Mon 2026-11-23 09:00"), presence={LARS: AWAY})
    work.case = replace(work.case, claimed_reminders=(claimed("contact", SOFIE, work.ctx.now),))
    work.does(ev.InvitationAccepted(SOFIE))
    work.does(ev.Withdrawn(METTE))
    assert work.does(ev.PersonBack(LARS)) == []


def test_what_was_asked_of_a_stand_in_who_never_came_is_said_to_the_leader_who_is_back() -> None:
    found = case(local("Mon 2026-11-23 09:00"), content_at=local("Mon 2026-11-23 08:00"))
    found = replace(
        found, claimed_reminders=(claimed("legal", SOFIE, local("Thu 2026-11-26 02:00"), number=5),)
    )
    soon = context(local("Thu 2026-11-26 07:50"))
    left = [item for item in reminders(found, soon) if named(item) == "legal"]
    assert {item.to for item in left} == {LARS}


@pytest.mark.parametrize(
    ("person", "severity", "until"),
    [
        (LARS, "YELLOW", "Tue 2026-11-24 08:00"),
        (METTE, "RED", "Tue 2026-11-24 08:00"),
        (LARS, "RED", None),
    ],
)
def test_what_could_not_be_delivered_by_day_is_not_delivered_at_night(
    person: str, severity: str, until: str | None
) -> None:
    found = case(local("Mon 2026-11-23 09:00"), severity=severity)
    support = step("support")
    assert support is not None
    ctx = context(local("Mon 2026-11-23 23:00"))
    waits = waits_until(person, [step_state(found, support, CALENDAR, ctx.now)], ctx)
    assert waits == (local(until) if until else None)


def test_whoever_takes_over_what_nobody_was_reminded_of_is_reminded_a_working_day_later() -> None:
    work = Casework().at("Fri 2026-12-04 11:00")
    work.does(ev.HandedOver(LARS, SOFIE, is_for_good=True))
    found = [item for item in reminders(work.case, work.ctx) if named(item) == "removal"]
    assert {(item.to, item.at) for item in found} == {(SOFIE, local("Mon 2026-12-07 11:00"))}
    assert TAKEN_OVER in {reason.text for item in found for reason in item.reasons}


def test_whoever_takes_over_late_is_reminded_of_the_72_hours_before_they_end() -> None:
    found = case(local("Tue 2026-11-17 13:00"), content_at=local("Tue 2026-11-17 12:00"))
    work = Casework(found).at("Fri 2026-11-20 09:00")
    work.does(ev.HandedOver(LARS, SOFIE, is_for_good=True))
    legal = {(item.to, item.at) for item in reminders(work.case, work.ctx) if named(item) == "legal"}
    assert legal == {(SOFIE, local("Fri 2026-11-20 11:30"))}


def test_what_is_said_after_the_72_hours_waits_its_time_when_it_falls_at_closing() -> None:
    work = Casework(case(decisions=decided("legal"))).at("Tue 2026-12-01 16:00")
    work.does(ev.StepReopened(LARS, "legal", REASON))
    asked = next(item for item in reminders(work.case, work.ctx) if named(item) == "escalation:legal")
    assert asked.at == local("Thu 2026-12-03 08:00")
