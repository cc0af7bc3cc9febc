"""What is asked again after a while: absence, crisis help, whether it is still there, actions, closing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flows.calendar.working_time import Calendar
from flows.case.case import Case
from flows.case.records import RecordTask
from flows.case.reminder_key import SILENCE, ReminderKey, ReminderKind
from flows.procedure.closing_conditions import SILENT_AFTER, asked_at
from flows.procedure.done_parts import asked_to_report, is_own_report_done
from flows.procedure.due_times import circumstances, meeting_start, police_deadline
from flows.procedure.gates import actions, it_was_asked_for
from flows.procedure.procedure import procedure_of
from flows.procedure.step_state import acted_at, due_of, is_ended, owner_of, owner_of_key
from flows.reminders.reminder import claimed_of, round_of

ABSENCE_DAYS = (1, 3, 7, 13, 30, 60, 90)
CRISIS_HELP_DAYS = (14, 30, 90)
CLOSING_DAYS = (3, 7, SILENT_AFTER)
BETWEEN_REMINDERS = 2
"""Working days, also when an outage has delayed the first."""
APART: frozenset[ReminderKind] = frozenset({"summary", "own_report"})
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
class FollowUpQuestion:
    """Something to ask at that time. The number of its key grows with the times it is asked in its round.

    `is_earlier` moves it into working hours before that time instead of after it; where that is not after
    `since`, half of the time to `until` is left first. From `until` on it is asked no more.
    """

    key: ReminderKey
    at: datetime
    is_earlier: bool = False
    since: datetime | None = None
    until: datetime | None = None


def follow_up_questions(case: Case, calendar: Calendar) -> tuple[FollowUpQuestion, ...]:
    """All that this case still has to ask, past and to come."""
    if case.ending.withdrawn_at or case.ending.archived_at:
        return ()
    found = _OF_CLOSED if case.ending.closed_at else _OF_OPEN
    questions = (question for plan in found for question in plan(case, calendar))
    return tuple(question for question in questions if question.key.person)


def is_absence_asked(case: Case) -> bool:
    """Whether an answer on absence can still change how it is registered."""
    said = case.decision("register")
    return not circumstances(case).is_absent and (said is None or said.outcome in BY_ACCIDENT)


def _absence(case: Case, calendar: Calendar) -> Iterator[FollowUpQuestion]:
    """Whether it has kept the employee from work, as long as that matters: of the owner and the employee.

    An answer of that day or later, whoever gave it, is not asked for a second time.
    """
    if not is_absence_asked(case):
        return
    for number, day in enumerate(ABSENCE_DAYS, 1):
        at = case.report.sent_at + timedelta(days=day)
        if not _is_answered(case, ("register", "absence"), at, calendar):
            owner = owner_of_key(case, "register")
            yield FollowUpQuestion(ReminderKey("absence", "register", 0, number, owner), at)
            yield FollowUpQuestion(ReminderKey("own_absence", "register", 0, number, case.employee), at)


def _is_answered(case: Case, task: tuple[str, RecordTask], at: datetime, calendar: Calendar) -> bool:
    record = case.record(*task)
    return record is not None and _day(record.at, calendar) >= _day(at, calendar)


def _day(at: datetime, calendar: Calendar) -> date:
    return at.astimezone(calendar.zone).date()


def _crisis_help(case: Case, _: Calendar) -> Iterator[FollowUpQuestion]:
    """Crisis help is offered again to one who said: not now. A talk that was held answers nothing of it."""
    record, said = case.record("support", "crisis_help"), case.decision("support")
    answers = [(record.at, record.values.get("answer", ""))] if record else []
    answers += [(said.at, said.outcome)] if said and said.outcome != "held" else []
    if answers and max(answers)[1] == "later":
        for number, day in enumerate(CRISIS_HELP_DAYS, 1):
            at = case.report.sent_at + timedelta(days=day)
            if at > max(answers)[0]:
                key = ReminderKey("crisis_help", "support", 0, number, owner_of_key(case, "support"))
                yield FollowUpQuestion(key, at)


def _own_report(case: Case, _: Calendar) -> Iterator[FollowUpQuestion]:
    """The employee's own police report, once before the 72 hours end: whether they do it, or have done it."""
    said, limit = asked_to_report(case), police_deadline(case)
    if said is None or is_own_report_done(case):
        return
    times = sum(d.step == "legal" and d.outcome == said.outcome and d.is_waiting for d in case.decisions)
    key = ReminderKey("own_report", "legal", 0, times, case.employee)
    yield FollowUpQuestion(key, limit - OWN_REPORT_AHEAD, is_earlier=True, since=said.at, until=limit)


def _restraining_order(case: Case, calendar: Calendar) -> Iterator[FollowUpQuestion]:
    """A restraining order that is considered is looked at again on its day."""
    if when := case.value("legal", "restraining_order", "when"):
        day = date.fromisoformat(when)
        at = datetime.combine(day, MORNING, calendar.zone)
        key = ReminderKey("restraining_order", "legal", 0, day.toordinal(), owner_of_key(case, "legal"))
        yield FollowUpQuestion(key, at)


def _other_ways(case: Case, calendar: Calendar) -> Iterator[FollowUpQuestion]:
    """Nobody has acted for three weeks while a step of others was late: the employee hears once what else
    there is."""
    at = max((case.report.sent_at, *acted_at(case))) + NOBODY_ACTS
    late = (
        due_of(case, step, calendar) < at and owner_of(case, step) != case.employee
        for step in procedure_of(case).steps
        if case.decision(step.key) is None and not is_ended(case, step)
    )
    if any(late):
        yield FollowUpQuestion(ReminderKey("other_ways", SILENCE, 0, 1, case.employee), at)


def _look(case: Case, calendar: Calendar) -> Iterator[FollowUpQuestion]:
    """Whether what was to be removed is still there."""
    said, seen = case.decision("removal"), case.record("removal", "look")
    if said is None or it_was_asked_for(case, said.at):
        return
    if seen and seen.values.get("answer") == "gone" and seen.at >= said.at:
        return
    begun, owner = round_of(case, "removal"), owner_of_key(case, "removal")
    for number, day in enumerate(case.report.times.removal.look_days, 1):
        at = said.at + timedelta(days=day)
        if not _is_answered(case, ("removal", "look"), at, calendar):
            yield FollowUpQuestion(ReminderKey("look", "removal", begun, number, owner), at)


def _actions(case: Case, calendar: Calendar) -> Iterator[FollowUpQuestion]:
    """Each preventive action on its day, until it is done; a moved one on its new day."""
    for place, action in enumerate(actions(case), 1):
        if action.get("when") and not action.get("done"):
            day = date.fromisoformat(action["when"])
            at = datetime.combine(day, MORNING, calendar.zone)
            key = ReminderKey("action", "analyse", place, day.toordinal(), owner_of_key(case, "analyse"))
            yield FollowUpQuestion(key, at)


def _summary(case: Case, _: Calendar) -> Iterator[FollowUpQuestion]:
    """The summary reaches the employee a day before the meeting, also one that is booked late."""
    if case.decision("meeting"):
        return
    start, booked = meeting_start(case, "meeting"), case.record("meeting", "meeting")
    sent = case.record("meeting", "summary")
    if start is None or booked is None or (sent and sent.at + SUMMARY_AHEAD >= start - timedelta(days=7)):
        return
    key = ReminderKey("summary", "meeting", 0, int(booked.values["number"]), case.employee)
    yield FollowUpQuestion(key, max(start - SUMMARY_AHEAD, booked.at), is_earlier=True)


def _closing(case: Case, calendar: Calendar) -> Iterator[FollowUpQuestion]:
    """Two reminders to the employee, and the third time it is passed on.

    Each waits for the one before: after an outage nobody is passed over who was not reminded.
    """
    since, passed_on = asked_at(case), case.record("closing", "passed_on")
    if since is None or (passed_on and passed_on.at >= since):
        return
    sent = [n.at for n in claimed_of(case, "closing", {"closing"}) if n.at > since]
    at = calendar.add_working_days(since, CLOSING_DAYS[min(len(sent), len(CLOSING_DAYS) - 1)])
    if sent:
        at = max(at, calendar.add_working_days(max(sent), BETWEEN_REMINDERS))
    times_asked = sum((r.step, r.task) == ("closing", "asked") for r in case.records)
    key = ReminderKey("closing", "closing", times_asked, len(sent) + 1, case.employee)
    yield FollowUpQuestion(key, at)


Plan = Callable[[Case, Calendar], Iterator[FollowUpQuestion]]
_OF_OPEN: tuple[Plan, ...] = (
    *(_absence, _crisis_help, _own_report, _restraining_order, _look, _actions, _summary, _closing),
    _other_ways,
)
_OF_CLOSED: tuple[Plan, ...] = (_actions,)
