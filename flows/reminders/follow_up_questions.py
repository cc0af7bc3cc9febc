"""What is asked again after a while: absence, crisis help, whether it is still there, actions, closing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flows.calendar.working_time import Calendar
from flows.case.case import Case
from flows.procedure.closing_conditions import SILENT_AFTER, asked_at
from flows.procedure.done_parts import asked_to_report, is_own_report_done
from flows.procedure.due_times import circumstances, meeting_start, police_deadline
from flows.procedure.gates import actions, it_was_asked_for
from flows.procedure.procedure import procedure_of
from flows.procedure.step_state import acted_at, due_of, is_ended, owner_of

ABSENCE_DAYS = (1, 3, 7, 13, 30, 60, 90)
CRISIS_HELP_DAYS = (14, 30, 90)
LOOK_DAYS = (1, 3, 7, 14)
CLOSING_DAYS = (3, 7, SILENT_AFTER)
BETWEEN_REMINDERS = 2
"""Working days, also when an outage has delayed the first."""
SUMMARY, OWN_REPORT = "summary", "own-report"
APART = frozenset({SUMMARY, OWN_REPORT})
"""What does not wait for the one message of the day."""
OWN_REPORT_AHEAD = timedelta(hours=12)
"""Before the 72 hours end: there is still a working day, or most of one, to do it in."""
NOBODY_ACTS = timedelta(days=21)
"""After which the employee is told of the other ways there are."""
BY_ACCIDENT = frozenset({"incident", "anonymous"})
"""Outcomes of step 6 that an absence makes too little."""
SUMMARY_AHEAD = timedelta(hours=25)
"""An hour more than the day that the employee is to have it: the delivery takes a moment."""
MORNING = time(9)


@dataclass(frozen=True)
class Ask:
    """Something to ask `to` at that time. The `number` grows with the times of the same key.

    `is_earlier` moves it into working hours before that time instead of after it; where that is not after
    `since`, half of the time to `until` is left first. From `until` on it is asked no more.
    """

    key: str
    number: int
    at: datetime
    to: str
    is_earlier: bool = False
    since: datetime | None = None
    until: datetime | None = None


def asks(case: Case, calendar: Calendar) -> tuple[Ask, ...]:
    """All that this case still has to ask, past and to come."""
    if case.withdrawn_at or case.archived_at:
        return ()
    found = _OF_CLOSED if case.closed_at else _OF_OPEN
    return tuple(ask for plan in found for ask in plan(case, calendar) if ask.to)


def _owner(case: Case, key: str) -> str:
    found = procedure_of(case).step(key)
    return owner_of(case, found) if found else ""


def is_absence_asked(case: Case) -> bool:
    """Whether an answer on absence can still change how it is registered."""
    said = case.decision("register")
    return not circumstances(case).is_absent and (said is None or said.outcome in BY_ACCIDENT)


def _absence(case: Case, calendar: Calendar) -> Iterator[Ask]:
    """Whether it has kept the employee from work, as long as that matters: of the owner and the employee.

    An answer of that day or later, whoever gave it, is not asked for a second time.
    """
    if not is_absence_asked(case):
        return
    for number, day in enumerate(ABSENCE_DAYS, 1):
        at = case.sent_at + timedelta(days=day)
        if not _is_answered(case, ("register", "absence"), at, calendar):
            yield Ask("absence", number, at, _owner(case, "register"))
            yield Ask("own-absence", number, at, case.employee)


def _is_answered(case: Case, task: tuple[str, str], at: datetime, calendar: Calendar) -> bool:
    record = case.record(*task)
    return record is not None and _day(record.at, calendar) >= _day(at, calendar)


def _day(at: datetime, calendar: Calendar) -> date:
    return at.astimezone(calendar.zone).date()


def _crisis_help(case: Case, _: Calendar) -> Iterator[Ask]:
    """Crisis help is offered again to one who said: not now. A talk that was held answers nothing of it."""
    record, said = case.record("support", "crisis_help"), case.decision("support")
    answers = [(record.at, record.values.get("answer", ""))] if record else []
    answers += [(said.at, said.outcome)] if said and said.outcome != "held" else []
    if answers and max(answers)[1] == "later":
        for number, day in enumerate(CRISIS_HELP_DAYS, 1):
            at = case.sent_at + timedelta(days=day)
            if at > max(answers)[0]:
                yield Ask("crisis_help", number, at, _owner(case, "support"))


def _own_report(case: Case, _: Calendar) -> Iterator[Ask]:
    """The employee's own police report, once before the 72 hours end: whether they do it, or have done it."""
    said, limit = asked_to_report(case), police_deadline(case)
    if said is None or is_own_report_done(case):
        return
    times = sum(d.step == "legal" and d.outcome == said.outcome and d.is_waiting for d in case.decisions)
    at = limit - OWN_REPORT_AHEAD
    yield Ask(OWN_REPORT, times, at, case.employee, is_earlier=True, since=said.at, until=limit)


def _restraining_order(case: Case, calendar: Calendar) -> Iterator[Ask]:
    """A restraining order that is considered is looked at again on its day."""
    if when := case.value("legal", "restraining_order", "when"):
        day = date.fromisoformat(when)
        at = datetime.combine(day, MORNING, calendar.zone)
        yield Ask("restraining_order", day.toordinal(), at, _owner(case, "legal"))


def _other_ways(case: Case, calendar: Calendar) -> Iterator[Ask]:
    """Nobody has acted for three weeks while a step of others was late: the employee hears once what else
    there is."""
    at = max((case.sent_at, *acted_at(case))) + NOBODY_ACTS
    late = (
        due_of(case, step, calendar) < at and owner_of(case, step) != case.employee
        for step in procedure_of(case).steps
        if case.decision(step.key) is None and not is_ended(case, step)
    )
    if any(late):
        yield Ask("other-ways", 1, at, case.employee)


def _look(case: Case, calendar: Calendar) -> Iterator[Ask]:
    """Whether what was to be removed is still there."""
    said, seen = case.decision("removal"), case.record("removal", "look")
    if said is None or it_was_asked_for(case, said.at):
        return
    if seen and seen.values.get("answer") == "gone" and seen.at >= said.at:
        return
    base = said.at.date().toordinal() * 10
    for number, day in enumerate(LOOK_DAYS, 1):
        at = said.at + timedelta(days=day)
        if not _is_answered(case, ("removal", "look"), at, calendar):
            yield Ask("look", base + number, at, _owner(case, "removal"))


def _actions(case: Case, calendar: Calendar) -> Iterator[Ask]:
    """Each preventive action on its day, until it is done; a moved one on its new day."""
    for place, action in enumerate(actions(case), 1):
        if action.get("when") and not action.get("done"):
            day = date.fromisoformat(action["when"])
            at = datetime.combine(day, MORNING, calendar.zone)
            yield Ask(f"action.{place}", day.toordinal(), at, _owner(case, "analyse"))


def _summary(case: Case, _: Calendar) -> Iterator[Ask]:
    """The summary reaches the employee a day before the meeting, also one that is booked late."""
    if case.decision("meeting"):
        return
    start, booked = meeting_start(case, "meeting"), case.record("meeting", "meeting")
    sent = case.record("meeting", "summary")
    if start is None or booked is None or (sent and sent.at + SUMMARY_AHEAD >= start - timedelta(days=7)):
        return
    number = int(booked.values["number"])
    yield Ask(SUMMARY, number, max(start - SUMMARY_AHEAD, booked.at), case.employee, is_earlier=True)


def _closing(case: Case, calendar: Calendar) -> Iterator[Ask]:
    """Two reminders to the employee, and the third time it is passed on.

    Each waits for the one before: after an outage nobody is passed over who was not reminded.
    """
    since, passed_on = asked_at(case), case.record("closing", "passed_on")
    if since is None or (passed_on and passed_on.at >= since):
        return
    sent = [n.at for n in case.claimed_reminders if n.step == "ask.closing" and n.at > since]
    at = calendar.add_working_days(since, CLOSING_DAYS[min(len(sent), len(CLOSING_DAYS) - 1)])
    if sent:
        at = max(at, calendar.add_working_days(max(sent), BETWEEN_REMINDERS))
    yield Ask("closing", since.date().toordinal() * 10 + len(sent) + 1, at, case.employee)


Plan = Callable[[Case, Calendar], Iterator[Ask]]
_OF_OPEN: tuple[Plan, ...] = (
    *(_absence, _crisis_help, _own_report, _restraining_order, _look, _actions, _summary, _closing),
    _other_ways,
)
_OF_CLOSED: tuple[Plan, ...] = (_actions,)
