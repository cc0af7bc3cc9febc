"""What is not answered is taken to the next one, by role and without content, and the employee is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from flows import events as ev
from flows.access.rules import ACTS, may
from flows.case.case import Case
from flows.people.person import Person
from flows.people.presence import Presence
from flows.reminders.plan import reminders
from tests.flows.casework import REASON, Casework
from tests.flows.clockwork import next_at
from tests.flows.given import (
    ANNE,
    CALENDAR,
    DORTE,
    HANNE,
    LARS,
    METTE,
    SOFIE,
    case,
    changed,
    context,
    decided,
    local,
    with_part,
)
from tests.reminder_names import claimed, named

AWAY = Presence(is_away=True)
ALONE: dict[str, Any] = {"decisions": decided("support", "legal")}
"""Nothing but the first answer is to be taken to anybody on the first day."""
NEXT_WEEK = "Thu 2026-12-03 16:00"


def sent(**facts: Any) -> Case:
    """Reported on Friday at 15:00."""
    return case(**facts)


def red(at: str, **facts: Any) -> Case:
    return case(local(at), severity="RED", **facts)


def of(step: str, work: Casework, until: str = NEXT_WEEK) -> list[str]:
    """To whom the step is taken, in that order, with the clock on time."""
    work.hears_until(until)
    return [
        claimed_reminder.to
        for claimed_reminder in work.case.claimed_reminders
        if named(claimed_reminder) == f"escalation:{step}"
    ]


@pytest.mark.parametrize(
    ("step", "asked", "facts"),
    [
        ("document", [ANNE], {}),
        ("contact", [SOFIE, DORTE, HANNE], ALONE),
        ("legal", [DORTE, HANNE] * 2, {}),
        ("support", [DORTE, DORTE, ANNE], {}),
        ("removal", [HANNE], {"decisions": decided("document")}),
        ("meeting", [DORTE], {"decisions": decided("document", "support", "legal", "removal", "register")}),
    ],
)
def test_each_level_asks_those_of_its_roles(step: str, asked: list[str], facts: dict[str, Any]) -> None:
    assert sorted(of(step, Casework(sent(**facts)), "Thu 2026-12-10 16:00")) == sorted(asked)


def test_the_levels_of_the_first_answer_come_one_after_the_other() -> None:
    assert of("contact", Casework(sent(**ALONE))) == [SOFIE, DORTE, HANNE]


def test_one_who_is_asked_reads_and_may_do_nothing_before_they_say_yes() -> None:
    work = Casework(sent())
    work.hears_until(NEXT_WEEK)
    for person in (SOFIE, DORTE, HANNE):
        assert work.case.role_of(person) is None
        assert not any(may(person, act, work.case) for act in ACTS)
    work.does(ev.InvitationAccepted(DORTE))
    assert may(DORTE, "read", work.case)


def test_who_is_kept_out_is_passed_over() -> None:
    found = sent(excluded=frozenset({SOFIE, HANNE}), **ALONE)
    assert not {SOFIE, HANNE} & set(of("contact", Casework(found)))


def test_who_is_away_is_passed_over() -> None:
    work = Casework(sent(**ALONE), presence={SOFIE: AWAY, DORTE: AWAY})
    assert set(of("contact", work)) == {HANNE}


def test_who_has_left_is_passed_over() -> None:
    work = Casework(sent())
    ctx = work.at("Mon 2026-11-23 09:00").ctx
    gone = {**ctx.people, SOFIE: Person(SOFIE, "Sofie Dahl", is_active=False)}
    found = reminders(work.case, replace(ctx, people=gone))
    assert SOFIE not in {item.to for item in found}
    assert DORTE in {item.to for item in found if named(item) == "escalation:contact"}


def test_one_with_a_part_already_is_asked_as_who_they_are() -> None:
    work = Casework(with_part(sent(**ALONE), DORTE, "next_leader"))
    assert DORTE in of("contact", work)
    assert work.has(DORTE, "next_leader")


def test_a_step_that_is_decided_is_escalated_no_further() -> None:
    work = Casework(sent())
    work.hears_until("Mon 2026-11-23 11:00")
    work.decides(LARS, "contact", "agreed", plan="Vi ringer sammen mandag.")
    before = of("contact", work, "Mon 2026-11-23 11:00")
    assert of("contact", work) == before


def test_a_step_that_is_opened_again_is_escalated_anew_after_a_working_day() -> None:
    work = Casework(sent())
    first = of("support", work)
    work.decides(LARS, "support", "declined")
    work.does(ev.StepReopened(LARS, "support", REASON))
    begun = work.now
    said = work.hears_until("Thu 2026-12-17 16:00")
    again = [at for at, keys in said.items() if "escalation:support" in keys]
    assert first
    assert again
    assert min(again) >= CALENDAR.add_working_days(begun, 1)


def test_the_employee_is_told_once_of_each_level_in_their_own_hours() -> None:
    work = Casework(sent())
    said = work.hears_until(NEXT_WEEK)
    told = [at for at, keys in said.items() if "told:contact" in keys]
    levels = {n.key.number for n in work.case.claimed_reminders if named(n) == "escalation:contact"}
    assert 1 <= len(told) <= len(levels)
    assert all(CALENDAR.is_working_time(at) for at in told)
    numbers = [n.key.number for n in work.case.claimed_reminders if named(n) == "told:contact"]
    assert len(numbers) == len({*numbers})
    assert {n.to for n in work.case.claimed_reminders if named(n).startswith("told:")} == {METTE}


@pytest.mark.parametrize("night", ["Tue 2026-11-24 17:30", "Tue 2026-11-24 23:00", "Wed 2026-11-25 05:00"])
def test_the_employee_hears_of_it_in_the_morning_and_never_between_17_and_07(night: str) -> None:
    asked = claimed("escalation:contact", SOFIE, local("Tue 2026-11-24 16:30"))
    found = replace(red("Tue 2026-11-24 12:00"), claimed_reminders=(asked,))
    work = Casework(found, local(night))
    [told] = [item for item in reminders(work.case, work.ctx) if named(item) == "told:contact"]
    assert told.at == local("Wed 2026-11-25 08:00")


def test_the_employee_is_not_told_of_their_own_step_that_help_is_offered_for() -> None:
    work = Casework(sent())
    work.hears_until(NEXT_WEEK)
    assert "told:document" not in {named(n) for n in work.case.claimed_reminders}


class TestSilence:
    """Nobody has acted for a whole working day in a RED case."""

    def test_calls_hr_once(self) -> None:
        work = Casework(red("Tue 2026-11-24 10:00"))
        said = work.hears_until(NEXT_WEEK)
        asked = {at: keys["escalation:silence"] for at, keys in said.items() if "escalation:silence" in keys}
        assert asked == {local("Wed 2026-11-25 10:00"): HANNE}

    def test_is_told_to_the_employee(self) -> None:
        work = Casework(red("Tue 2026-11-24 10:00"))
        work.hears_until("Thu 2026-11-26 16:00")
        assert METTE in {n.to for n in work.case.claimed_reminders if named(n) == "told:silence"}

    def test_begins_anew_when_somebody_has_acted(self) -> None:
        work = Casework(red("Tue 2026-11-24 10:00"))
        work.at("Wed 2026-11-25 09:00").helps(
            LARS, "legal", "advice", answer="report", text="Hanne tilråder."
        )
        said = work.hears_until(NEXT_WEEK)
        assert [at for at, keys in said.items() if "escalation:silence" in keys] == [
            local("Thu 2026-11-26 09:00")
        ]

    def test_is_not_broken_by_the_employee_or_the_clock(self) -> None:
        work = Casework(red("Tue 2026-11-24 10:00"))
        work.at("Wed 2026-11-25 09:00").helps(METTE, "legal", "wish", answer="yes")
        assert (HANNE, True) in {
            (item.to, item.at == local("Wed 2026-11-25 10:00"))
            for item in reminders(work.case, work.ctx)
            if named(item) == "escalation:silence"
        }

    @pytest.mark.parametrize("severity", ["YELLOW", "ORANGE"])
    def test_is_of_red_cases_alone(self, severity: str) -> None:
        work = Casework(case(local("Tue 2026-11-24 10:00"), severity=severity))
        assert of("silence", work) == []


@pytest.mark.parametrize("ended", ["withdrawn_at", "closed_at"])
def test_a_case_that_has_ended_asks_nobody(ended: str) -> None:
    work = Casework(red("Tue 2026-11-24 10:00", **{ended: local("Tue 2026-11-24 11:00")}))
    work.case = replace(work.case, decisions=decided("register", "analyse"))
    assert next_at(work.case, work.ctx) is None


@pytest.mark.parametrize("ended", ["withdrawn_at", "closed_at", "archived_at"])
def test_the_employee_of_a_case_that_has_ended_is_not_told_of_its_silence(ended: str) -> None:
    asked = claimed("escalation:silence", HANNE, local("Wed 2026-11-25 10:00"))
    found = red("Tue 2026-11-24 10:00", claimed_reminders=(asked,), decisions=decided("register", "analyse"))
    at = local("Wed 2026-11-25 17:30")
    assert [item.to for item in reminders(found, context(at)) if named(item) == "told:silence"] == [METTE]
    over = changed(found, **{ended: local("Wed 2026-11-25 11:00")})
    assert [item for item in reminders(over, context(at)) if item.to == METTE] == []
