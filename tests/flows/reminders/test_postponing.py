"""A reminder that is put off: the reminders wait, the deadline does not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flows import events as ev
from flows.procedure.step_state import step_states
from flows.reminders.plan import reminders
from flows.reminders.postponing import ACUTE, paused_until
from tests.flows.casework import REASON, Casework
from tests.flows.given import ANNE, ANSWERS, CALENDAR, HANNE, LARS, METTE, SOFIE, case, local, with_part
from tests.reminder_names import named

TUESDAY = "Tue 2026-11-24 09:00"


def on_tuesday() -> Casework:
    """All of last week's reminders are said by then."""
    work = Casework(case())
    work.hears_until("Mon 2026-11-23 16:00")
    return work.at(TUESDAY)


def snoozed(days: int = 1, step: str = "support") -> ev.Snoozed:
    return ev.Snoozed(LARS, step, days, REASON)


def next_of(work: Casework, key: str) -> object:
    return min((item.at for item in reminders(work.case, work.ctx) if named(item) == key), default=None)


@pytest.mark.parametrize(("days", "again"), [(1, "Wed 2026-11-25 09:00"), (3, "Fri 2026-11-27 09:00")])
def test_it_comes_again_when_the_leader_asked_for_it(days: int, again: str) -> None:
    work = on_tuesday()
    work.does(snoozed(days))
    assert next_of(work, "support") == local(again)


def test_the_deadline_does_not_move() -> None:
    work = on_tuesday()
    before = {item.step.key: item.due for item in step_states(work.case, CALENDAR, work.now)}
    work.does(snoozed(3))
    assert {item.step.key: item.due for item in step_states(work.case, CALENDAR, work.now)} == before


def test_those_that_fall_meanwhile_wait_too() -> None:
    work = Casework(case())
    work.does(snoozed(3, "register"))
    assert next_of(work, "register") == local("Mon 2026-11-23 15:00")


def test_it_ends_when_the_step_is_opened_again() -> None:
    work = on_tuesday()
    work.does(snoozed(3))
    work.decides(LARS, "support", "declined")
    work.at("Tue 2026-11-24 10:00").does(ev.StepReopened(LARS, "support", REASON))
    assert next_of(work, "support") is None or next_of(work, "support") != local("Fri 2026-11-27 09:00")


@pytest.mark.parametrize("reason", ["", "kort", " " * 20])
def test_it_needs_a_reason(reason: str) -> None:
    on_tuesday().cannot(ev.Snoozed(LARS, "support", 1, reason), "ten characters")


@pytest.mark.parametrize("days", [0, 2, 4, -1, 365])
def test_it_is_one_or_three_days(days: int) -> None:
    on_tuesday().cannot(snoozed(days), "one or three")


@pytest.mark.parametrize("who", [METTE, ANNE, HANNE, SOFIE])
def test_it_is_the_owner_s_alone(who: str) -> None:
    on_tuesday().cannot(ev.Snoozed(who, "support", 1, REASON), "not yours to decide")


def test_a_step_that_is_decided_cannot_be_put_off() -> None:
    work = on_tuesday()
    work.decides(LARS, "support", "declined")
    work.cannot(snoozed(), "just been decided")


def test_what_is_acute_cannot_be_put_off() -> None:
    on_tuesday().cannot(snoozed(step="legal"), ACUTE)
    Casework(case(severity="RED")).cannot(snoozed(), ACUTE)
    easy = case(answers=ANSWERS | {"wishes": ("absence:2026-11-19",)})
    Casework(easy).cannot(snoozed(step="register"), ACUTE)


def test_a_deputy_puts_off_what_is_theirs_now() -> None:
    work = Casework(with_part(case(), SOFIE, "deputy"))
    work.does(ev.Snoozed(SOFIE, "support", 1, REASON))
    assert work.case.value("support", "snooze", "reason") == REASON


@pytest.mark.parametrize("days", [1, 3, 7])
def test_mette_pauses_hers_and_nobody_else_s(days: int) -> None:
    work = on_tuesday()
    others = [item for item in reminders(work.case, work.ctx) if item.to != METTE]
    work.does(ev.RemindersPaused(METTE, days))
    until = local(TUESDAY) + timedelta(days=days)
    assert paused_until(work.case) == until
    found = reminders(work.case, work.ctx)
    assert all(item.at >= until for item in found if item.to == METTE)
    assert [item for item in found if item.to != METTE] == others


def test_mette_ends_her_pause() -> None:
    work = on_tuesday()
    before = reminders(work.case, work.ctx)
    work.does(ev.RemindersPaused(METTE, 7))
    work.does(ev.RemindersPaused(METTE, 0))
    assert [item.at for item in reminders(work.case, work.ctx)] == [item.at for item in before]


@pytest.mark.parametrize("days", [-1, 2, 30])
def test_a_pause_is_one_three_or_seven_days(days: int) -> None:
    Casework().cannot(ev.RemindersPaused(METTE, days), "one, three or seven")


@pytest.mark.parametrize("who", [LARS, ANNE, HANNE])
def test_nobody_else_pauses(who: str) -> None:
    Casework().cannot(ev.RemindersPaused(who, 1), "not yours to do")
