"""Two departments that share their people, their cases, and what all of them may do next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from flows import events as ev
from flows.calendar.working_time import Calendar
from flows.case.case import Case, Decision, Participant, People, Record, Report, Role
from flows.case.severity import LEVELS
from flows.people.organisation import Department, Organisation
from flows.procedure.procedure import STEPS
from flows.procedure.step_state import owner_of
from tests.flows.colleagues import REASON, books, decides, does_a_task
from tests.flows.given import (
    ANNE,
    ANSWERS,
    DORTE,
    HANNE,
    LARS,
    METTE,
    NAMES,
    SOFIE,
    STRANGER,
    TOVE,
    VIBEKE,
    local,
    offered,
    organisation,
)
from tests.flows.given import kept as kept_item

COPENHAGEN, NUUK, AUCKLAND = (
    "Europe/Copenhagen",
    "America/Nuuk",
    "Pacific/Auckland",
)
ZONES = (COPENHAGEN, COPENHAGEN, NUUK, AUCKLAND)
PEOPLE = tuple(NAMES)
EMPLOYEES = (METTE, STRANGER, SOFIE)
MAY_LEAVE = (LARS, ANNE, DORTE, VIBEKE, TOVE)
"""Not the employees, and one of HR stays."""

BEGINNINGS = tuple(
    local(text)
    for text in (
        "Fri 2026-10-23 15:00",
        "Fri 2026-11-20 15:00",
        "Wed 2026-12-23 16:30",
        "Mon 2026-12-28 07:15",
        "Wed 2027-03-24 12:00",
        "Sat 2027-03-27 23:00",
        "Sun 2027-05-02 11:00",
    )
)
"""Clock changes, Christmas, the end of the year, Easter, and a Friday like any other."""

HOURS = (
    Calendar(),
    Calendar(),
    Calendar(opens=time(6), closes=time(20)),
    Calendar(opens=time(9), closes=time(15), closed=frozenset({local("Thu 2026-12-24 12:00").date()})),
)


def two_departments(calendar: Calendar) -> Organisation:
    """Who leads one stands above the other, who stands in is an employee there, and HR is two persons."""
    first = Department("Borgerservice", LARS, (ANNE,), SOFIE, DORTE, frozenset({METTE, TOVE}))
    second = Department("Hjemmepleje", DORTE, (ANNE, TOVE), LARS, VIBEKE, frozenset({STRANGER, SOFIE}))
    return replace(organisation(calendar), departments=(first, second), hr=(HANNE, VIBEKE))


def some_case(number: int, now: datetime, chance: Random) -> Case:
    """A report, sent now or a while ago, by one of the employees, with some of the others in it."""
    employee = chance.choice(EMPLOYEES)
    sent = now - timedelta(minutes=chance.choice([0, 0, 1, 50, 60 * 26, 60 * 24 * 9]))
    leader, above = (LARS, DORTE) if employee == METTE else (DORTE, VIBEKE)
    wanted: list[tuple[str, Role]] = [(employee, "employee")]
    wanted += [(leader, "leader")] if chance.random() < 0.85 else []
    wanted += [(ANNE, "representative")] if chance.random() < 0.7 else []
    wanted += [(chance.choice([SOFIE, LARS, TOVE]), "deputy")] if chance.random() < 0.2 else []
    wanted += [(HANNE, "hr")] if chance.random() < 0.2 else []
    parts = dict(reversed(wanted))
    people = tuple(Participant(who, role, sent, True) for who, role in reversed(parts.items()))
    found = Case(
        id=f"case{number}",
        number=f"2026-{number:04}",
        procedure="herlev-2026-11",
        report=Report(
            severity=chance.choice(LEVELS),
            sent_at=sent,
            content_at=sent - timedelta(hours=chance.choice([0, 1, 10, 40, 70, 120])),
            answers=ANSWERS | _answers(chance),
        ),
        channel=chance.choice(["C0SAG", None]),
        people=People(
            people,
            next_leader=chance.choice([above, ""]),
            excluded=frozenset(p for p in PEOPLE if p not in parts and chance.random() < 0.12),
        ),
        evidence=(chance.choice([kept_item(by=employee), offered(by=employee)]),),
    )
    return _well_on(found, now, chance) if chance.random() < 0.25 else found


def _well_on(found: Case, now: datetime, chance: Random) -> Case:
    """Steps 1 to 6 are decided, the meeting is booked and the employee has the summary, perhaps just now."""
    by = (found.with_role("leader", "hr") or (found.employee,))[0]
    start = now + timedelta(days=chance.choice([1, 2, 6]))
    booked = Record("meeting", "meeting", by, now, {"number": "1", "start": start.isoformat()})
    analysis = Record("analyse", "meeting", by, now, {"number": "1", "start": start.isoformat()})
    summary = Record("meeting", "summary", by, now - timedelta(days=chance.choice([0, 2])))
    firsts = STEPS[: chance.choice([6, 6, 7])]
    done = tuple(Decision(step.key, step.outcomes[0].key, "", by, now) for step in firsts)
    return replace(found, decisions=done, records=(booked, analysis, summary))


def _answers(chance: Random) -> dict[str, Any]:
    wishes = chance.choice([(), ("police:no", "register:named"), ("absence:yes",), ("absence:2026-12-20",)])
    return {"circumstances": chance.choice([("none",), ("public",), ("child",)]), "wishes": wishes}


def opens_again(found: Case, _: datetime, chance: Random) -> ev.CaseEvent:
    """The owner of a step that is decided opens it again."""
    step = chance.choice([step for step in STEPS if found.decision(step.key)] or STEPS)
    return ev.StepReopened(owner_of(found, step), step.key, REASON)


def comes_or_goes(found: Case, _: datetime, chance: Random) -> ev.CaseEvent:
    """Somebody is brought into the case, or its people say how urgent it is."""
    members, anybody = [p.person for p in found.people.participants], chance.choice(PEOPLE)
    member = chance.choice(members)
    leads = chance.choice(found.with_role("leader", "deputy", "next_leader", "hr") or (LARS,))
    return chance.choice(
        [
            ev.HandedOver(leads, anybody, chance.random() < 0.5),
            ev.TakenBack(leads),
            ev.Invited(found.employee, anybody),
            ev.HelpAsked(member, chance.choice(["representative", "hr"])),
            ev.Escalated(chance.choice([found.employee, ANNE]), REASON),
            ev.SeverityChanged(chance.choice([found.employee, leads]), chance.choice(LEVELS), REASON),
            ev.SeverityChanged(found.employee, "RED", REASON),
        ]
    )


def steps_in(found: Case, _: datetime, chance: Random) -> ev.CaseEvent:
    """One of those who were asked says yes."""
    called = sorted(
        {
            claimed_reminder.to
            for claimed_reminder in found.claimed_reminders
            if not found.role_of(claimed_reminder.to)
        }
    )
    return ev.InvitationAccepted(chance.choice(called or [HANNE]))


def says_no(found: Case, _: datetime, chance: Random) -> ev.CaseEvent:
    """One of those who were asked last cannot."""
    asked = [
        claimed_reminder.to
        for claimed_reminder in found.claimed_reminders
        if claimed_reminder.to != found.employee
    ]
    return ev.InvitationDeclined(chance.choice(asked[-4:] or [HANNE]))


def puts_off(found: Case, _: datetime, chance: Random) -> ev.CaseEvent:
    """Somebody wants to be left alone for a while."""
    owner = chance.choice([p.person for p in found.people.participants])
    if owner == found.employee:
        return ev.RemindersPaused(owner, chance.choice([0, 1, 3, 7]))
    return ev.Snoozed(owner, chance.choice(STEPS).key, chance.choice([1, 3]), REASON)


def ends(found: Case, _: datetime, chance: Random) -> ev.CaseEvent:
    """The case ends, or begins again."""
    above = chance.choice(found.with_role("next_leader", "hr") or (DORTE,))
    return chance.choice(
        [
            ev.ClosingAnswered(found.employee, True),
            ev.ClosingAnswered(found.employee, False, REASON),
            ev.CaseClosed(above, REASON),
            ev.CaseReopened(found.employee, REASON),
            ev.Withdrawn(found.employee),
        ]
    )


Doing = Callable[[Case, datetime, Random], ev.CaseEvent]
WORK: tuple[Doing, ...] = (decides, decides, does_a_task, does_a_task, books, books, opens_again, opens_again)
PEOPLE_ACTS: tuple[Doing, ...] = (comes_or_goes, comes_or_goes, steps_in, says_no, says_no, puts_off, ends)
