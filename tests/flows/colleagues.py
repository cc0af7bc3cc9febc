"""Colleagues who mean it: acts by those whose they are, filled in with sense, in an order left to chance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

from flows import events as ev
from flows.access.rules import may_do
from flows.calendar.working_time import COPENHAGEN
from flows.case.case import Case
from flows.case.severity import LEVELS
from flows.procedure.procedure import STEPS
from flows.procedure.step_state import owner_of
from flows.procedure.steps import Field, Step
from flows.reminders.plan import reminders
from tests.flows.given import ANNE, DORTE, HANNE, LARS, METTE, SOFIE, STRANGER, TOVE, context

REASON = "En grund der er lang nok."


def filled(field: Field, today: date, chance: Random) -> str:
    """What somebody who means it puts into the field on that day."""
    match field.kind:
        case "choice":
            return chance.choice(field.options).key
        case "past":
            return (today - timedelta(days=chance.randint(0, 20))).isoformat()
        case "coming":
            return (today + timedelta(days=chance.randint(0, 30))).isoformat()
        case "person":
            return SOFIE
        case _:
            return chance.choice(["1", "To om samtalerne."])


def _values(fields: tuple[Field, ...], now: datetime, chance: Random) -> dict[str, str]:
    today = now.astimezone(COPENHAGEN).date()
    return {field.key: filled(field, today, chance) for field in fields}


def _undecided(found: Case, chance: Random) -> Step:
    left = [step for step in STEPS if found.decision(step.key) is None]
    return chance.choice(left[:4] or STEPS)


def decides(found: Case, now: datetime, chance: Random) -> ev.CaseEvent:
    """The owner of one of the next steps decides it."""
    step = _undecided(found, chance)
    outcome = chance.choice(step.outcomes)
    by = owner_of(found, step)
    return ev.StepDecided(by, step.key, outcome.key, REASON, _values(outcome.fields, now, chance))


def does_a_task(found: Case, now: datetime, chance: Random) -> ev.CaseEvent:
    """Somebody who may does what helps."""
    step = chance.choice([step for step in STEPS if step.tasks])
    task = chance.choice(step.tasks)
    able = [p.person for p in found.people.participants if may_do(p.person, step.key, task.key, found)]
    return ev.TaskDone(chance.choice(able or [METTE]), step.key, task.key, _values(task.fields, now, chance))


def books(found: Case, now: datetime, chance: Random) -> ev.CaseEvent:
    """A meeting is booked, mostly that of the analysis."""
    step = STEPS[chance.choice([2, 6, 7, 7])]
    by = owner_of(found, step)
    if chance.random() < 0.2:
        return ev.MeetingCancelled(by, step.key)
    return ev.MeetingBooked(by, step.key, now + timedelta(days=chance.randint(1, 9)))


def reopens(found: Case, _: datetime, chance: Random) -> ev.CaseEvent:
    """A decided step is opened again by its owner."""
    step = chance.choice(STEPS)
    return ev.StepReopened(owner_of(found, step), step.key, REASON)


def comes_or_goes(found: Case, _: datetime, chance: Random) -> ev.CaseEvent:
    """Somebody comes into the case, or leaves it."""
    anybody = chance.choice([p.person for p in found.people.participants])
    leader = chance.choice([LARS, SOFIE, DORTE])
    acts: list[ev.CaseEvent] = [
        ev.HandedOver(leader, chance.choice([SOFIE, DORTE, STRANGER, LARS]), chance.random() < 0.5),
        ev.TakenBack(LARS),
        ev.PersonLeft(chance.choice([LARS, ANNE, SOFIE, DORTE, TOVE])),
        ev.Invited(METTE, TOVE),
        ev.HelpAsked(anybody, chance.choice(["representative", "hr"])),
        ev.InvitationAccepted(chance.choice([HANNE, SOFIE, DORTE])),
        ev.PersonBack(LARS),
        ev.Escalated(chance.choice([METTE, ANNE]), REASON),
        ev.SeverityChanged(anybody, chance.choice(LEVELS), REASON),
    ]
    return chance.choice(acts)


def ends(_: Case, __: datetime, chance: Random) -> ev.CaseEvent:
    """The employee answers, somebody closes in silence, or it begins again."""
    acts: list[ev.CaseEvent] = [
        ev.ClosingAnswered(METTE, True),
        ev.ClosingAnswered(METTE, False, REASON),
        ev.CaseClosed(chance.choice([DORTE, HANNE]), REASON),
        ev.CaseReopened(METTE, REASON),
        ev.AfterwardsAnswered(METTE, "helped", "yes"),
    ]
    return chance.choice(acts)


def passes(found: Case, now: datetime, chance: Random) -> ev.CaseEvent:
    """The clock looks for somebody, who may put off what they hear."""
    due = [item.to for item in reminders(found, context(now)) if item.at <= now]
    to = chance.choice(due or [METTE])
    step = chance.choice(STEPS)
    acts: list[ev.CaseEvent] = [
        ev.TimePassed(to),
        *[ev.TimePassed(to, now)] * 2,
        ev.Snoozed(owner_of(found, step), step.key, 1, REASON),
        ev.RemindersPaused(METTE, 3),
    ]
    return chance.choice(acts)


Doing = Callable[[Case, datetime, Random], ev.CaseEvent]
DOINGS: tuple[Doing, ...] = (
    *(decides, decides, decides, decides, does_a_task, does_a_task),
    *(books, reopens, comes_or_goes, ends, passes),
)


def act(found: Case, now: datetime, chance: Random) -> ev.CaseEvent:
    """What somebody does next."""
    return chance.choice(DOINGS)(found, now, chance)
