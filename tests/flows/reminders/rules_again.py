"""The rules of reminding, written a second time, as what must be true of all that was said."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta

from flows.calendar.working_time import Calendar
from flows.case.case import Case
from flows.people.organisation import Context
from flows.procedure.step_state import StepState, begun_at, is_ended, is_undecided, owner_of, step_states
from flows.procedure.steps import Step
from tests.flows.given import CALENDAR
from tests.flows.reminders.hours_again import can_be_reached, clock, midnight, next_reached, next_working
from tests.flows.reminders.persons_again import about, asked, is_theirs, step_named
from tests.flows.reminders.reminded import Item, Message
from tests.reminder_names import named

FIRST_DAYS = {"contact", "support", "legal", "removal"}


class Rules:
    """Holds every message against the rules, with all that was said before."""

    def __init__(self) -> None:
        self.keys: set[tuple[object, ...]] = set()
        self.days: set[tuple[str, date]] = set()
        self.weeks: set[tuple[str, date]] = set()
        self.rounds: Counter[tuple[str, str, int]] = Counter()

    def hear(self, message: Message) -> None:
        """Raises AssertionError where a rule is broken."""
        known = message.ctx.people[message.to]
        assert known.is_active, "said to somebody who has left"
        assert message.items or message.kind == "weekly", "nothing is said"
        for item in message.items:
            assert message.to not in item.before.people.excluded, "said to one who is kept out"
            is_theirs(message, item)
            is_still_open(item.before, item.name)
            is_in_the_right_message(message, item)
            is_not_moot(message, item)
            is_at_a_good_hour(message, item)
            is_not_too_early(message, item)
            is_not_put_off(message, item)
            self._is_said_once(item)
        self._is_one_a_day(message)
        if message.kind == "weekly":
            self._is_one_a_week(message)

    def _is_said_once(self, item: Item) -> None:
        key = item.key
        # To whom counts only where several are asked at once.
        person = key.person if key.kind == "escalation" else ""
        entry = (item.before.id, key.kind, key.step, key.round, key.number, person)
        assert entry not in self.keys, "said twice"
        self.keys.add(entry)
        found = step_named(item.name)
        if found:
            begun = (item.before.id, item.name, item.key.round)
            self.rounds[begun] += 1
            asked = sum((r.step, r.task) == (item.name, "snooze") for r in item.before.records)
            assert self.rounds[begun] <= len(found.reminder_times) + 2 + asked, "said more often than planned"

    def _is_one_a_day(self, message: Message) -> None:
        if message.kind == "apart":
            return
        entry = (message.to, clock(message.to, message.ctx).date())
        assert entry not in self.days, "two messages on a day"
        self.days.add(entry)

    def _is_one_a_week(self, message: Message) -> None:
        now = clock(message.to, message.ctx)
        monday = now.date() - timedelta(days=now.weekday())
        assert now.replace(tzinfo=None) >= datetime.combine(monday, time(8, 30)), "before Monday 08:30"
        assert (message.to, monday) not in self.weeks, "two summaries in a week"
        self.weeks.add((message.to, monday))
        assert can_be_reached(message.to, message.ctx, is_employee=False), "the summary at a bad hour"
        week = message.week
        assert all(d.owner == message.to and is_undecided(d) for d in week.step_states)
        assert all(case.employee == message.to for case, _ in week.standing)
        assert message.items or week.step_states or week.standing or week.overdue, "an empty summary"
        if week.standing:
            assert can_be_reached(message.to, message.ctx, is_employee=True), "the employee at a bad hour"


def step_state_of(case: Case, step: Step, ctx: Context) -> StepState:
    """The step as it stands."""
    return next(d for d in step_states(case, ctx.organisation.calendar, ctx.now) if d.step is step)


def is_still_open(case: Case, key: str) -> None:
    """Nothing is said of what is decided or ended."""
    assert case.ending.withdrawn_at is None and case.ending.archived_at is None, "the case is over"
    found = about(key)
    if found:
        assert case.decision(found.key) is None, "the step is decided"
        assert not is_ended(case, found), "the step has ended"
    elif case.ending.closed_at:
        assert asked(key) == "action", "the case is closed"


def is_apart(item: Item) -> bool:
    """RED, a deadline by law, also the employee's own, and the summary before a meeting: each may come beside
    the message of the day."""
    case, found = item.before, about(item.name)
    if item.name in {"summary", "own_report", "escalation:silence"}:
        return True
    if found is None or item.name.startswith("told:") or owner_of(case, found) == case.employee:
        return False
    return case.report.severity == "RED" or limit_of(case, found) is not None


def is_in_the_right_message(message: Message, item: Item) -> None:
    """What may come beside the message of the day joins it only when it was to come later that day anyway."""
    if message.kind == "apart":
        assert is_apart(item), "beside the message of the day"
        return
    found = step_named(item.name)
    may_join = found is not None and item.before.report.severity != "RED"
    assert not is_apart(item) or may_join, "in the message of the day"


def is_not_moot(message: Message, item: Item) -> None:
    """Nothing is asked whose answer no longer matters, or was given that day."""
    case, what = item.before, asked(item.name)
    if what in {"absence", "own_absence"}:
        said, told = case.decision("register"), case.record("register", "absence")
        assert said is None or said.outcome in {"incident", "anonymous"}, "the registration is beyond it"
        assert told is None or told.values["answer"] == "no", "the absence is known"
    if what == "own_report":
        assert message.at < case.report.content_at + timedelta(hours=72), "the 72 hours have ended"
        words = [d for d in case.decisions if d.step == "legal"]
        assert words[-1].outcome == "employee_reports", "not theirs to report"
    if what == "other_ways":
        done = [r for r in case.records if r.task != "declined"]
        acts = [e.at for e in (*case.decisions, *done) if e.by not in {"", case.employee}]
        said_on = max((case.report.sent_at, *acts)) + timedelta(days=21)
        assert said_on < midnight(message.to, message.ctx), "somebody has acted"
        assert not any(named(n) == item.name for n in case.claimed_reminders), "told of the other ways again"


def due_again(case: Case, step: Step, calendar: Calendar) -> datetime:
    """The deadline; what is opened again after it has a working day, but no deadline by law moves."""
    due, words = step.deadline.due(case, calendar), [d for d in case.decisions if d.step == step.key]
    if not words or words[-1].outcome or due > words[-1].at:
        return due
    again, limit = calendar.add_working_days(words[-1].at, 1), step.deadline.limit(case, calendar)
    if limit is not None and limit <= words[-1].at:
        return due
    return again if limit is None or again < limit else limit


def limit_of(case: Case, step: Step) -> datetime | None:
    """The deadline by law of steps 4 and 6."""
    return step.deadline.limit(case, CALENDAR)


def is_at_a_good_hour(message: Message, item: Item) -> None:
    """In the person's own hours; RED's first days at any hour, a deadline by law when it would pass."""
    case, ctx, to, found = item.before, message.ctx, message.to, about(item.name)
    if to == case.employee:
        assert time(7) <= clock(to, ctx).time() <= time(17), "the employee in the evening"
    if can_be_reached(to, ctx, is_employee=to == case.employee):
        return
    assert to != case.employee, "the employee outside hours"
    assert found, "outside hours"
    if case.report.severity == "RED" and found.key in FIRST_DAYS:
        return
    limit = found.deadline.limit(case, ctx.organisation.calendar)
    assert limit and item.name.removeprefix("escalation:") == found.key, "outside hours"
    assert ctx.now < limit <= next_reached(to, ctx), "outside hours, with time left"


def is_in_the_night(moment: datetime, message: Message) -> bool:
    """Whether the hours of the person end half an hour from now, and begin after the moment."""
    ahead = message.ctx.now + timedelta(minutes=31)
    return next_working(message.to, ahead, message.ctx) > moment


def is_not_too_early(message: Message, item: Item) -> None:
    """Its moment has come, or comes today; one by law that falls on a closed day is earlier."""
    case, ctx, found = item.before, message.ctx, about(item.name)
    if found is None or item.name.startswith("told:"):
        return
    calendar, number = ctx.organisation.calendar, item.key.number
    due = due_again(case, found, calendar)
    if item.name.startswith("escalation:"):
        moment = found.escalation[number - 1].time.at(case, due, calendar)
        assert moment, "a moment that is none"
        is_due = moment <= ctx.now or (limit_of(case, found) and is_in_the_night(moment, message))
        is_due = is_due or any((r.step, r.task) == (found.key, "declined") for r in case.records)
        assert is_due, "passed on before its time"
        begun = begun_at(case, found)
        assert moment > begun or calendar.add_working_days(begun, 1) <= ctx.now, "passed on at once"
        return
    if item.key.kind != "scheduled":
        return
    moment = found.reminder_times[number - 1].at(case, due, calendar)
    assert moment and moment > begun_at(case, found), "a moment that is none"
    if message.kind == "apart" and moment > ctx.now:
        assert limit_of(case, found) and is_in_the_night(moment, message), "before its moment"
    is_joined = message.kind != "apart" and is_apart(item)
    assert not is_joined or ctx.now < due, "early, and the deadline has passed"
    tonight = midnight(message.to, ctx)
    is_early = limit_of(case, found) is not None and next_working(message.to, tonight, ctx) > moment
    assert moment < tonight or is_early or message.kind == "apart", "days before its moment"


def is_not_put_off(message: Message, item: Item) -> None:
    """A snooze and a pause are kept to the day, but for what may come beside the message of the day."""
    case, end = item.before, midnight(message.to, message.ctx)
    if message.to == case.employee and not is_apart(item):
        until = case.value("reminders", "pause", "until")
        assert not until or datetime.fromisoformat(until) < end, "the employee had paused"
    record, said = case.record(item.name, "snooze"), case.last_word(item.name)
    is_newest = record and not (said and said.at > record.at)
    if record and is_newest and not is_apart(item):
        assert datetime.fromisoformat(record.values["until"]) < end, "snoozed"
