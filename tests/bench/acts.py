"""What people do about a case once they sit down with it: the events of their acts, and when they go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from flows import events as ev
from flows.calendar.working_time import COPENHAGEN, Calendar
from flows.case.case import Case
from flows.case.reminder_key import ReminderKey
from flows.people.organisation import Context
from flows.procedure.due_times import easy_limit, meeting_start
from flows.procedure.gates import police_wish, the_72_hours_run, three_to_six_are_decided

REASON = "Det er aftalt med medarbejderen."
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Sitting:
    """Somebody sits down with a step of a case."""

    case: Case
    by: str
    ctx: Context
    chance: Random

    @property
    def today(self) -> str:
        """Their day, for a form."""
        return self.ctx.now.astimezone(self.calendar.zone).date().isoformat()

    @property
    def calendar(self) -> Calendar:
        """Their hours."""
        return self.ctx.calendar_for(self.by)

    def decides(self, step: str, outcome: str, **details: str) -> ev.StepDecided:
        return ev.StepDecided(self.by, step, outcome, REASON, details)

    def does(self, step: str, task: str, **values: str) -> ev.TaskDone:
        return ev.TaskDone(self.by, step, task, values)

    def later(self, days: int) -> datetime:
        """A meeting that many working days from now, in the middle of the day."""
        day = self.calendar.add_working_days(self.ctx.now, days).astimezone(COPENHAGEN)
        return day.replace(hour=self.chance.choice((10, 11, 13)), minute=0, second=0, microsecond=0)


Acts = Iterator[ev.CaseEvent]


def _document(at: Sitting) -> Acts:
    yield at.decides("document", "partly")


def _contact(at: Sitting) -> Acts:
    if at.chance.random() < 0.3:
        yield at.does("contact", "acknowledge")
    yield at.decides("contact", "agreed", plan="Vi ringer sammen i morgen.")


def _support(at: Sitting) -> Acts:
    outcome = at.chance.choice(("held", "held", "declined", "crisis_help", "later"))
    day = {"day": at.today} if outcome in {"held", "crisis_help"} else {}
    yield at.decides("support", outcome, **day)


def _legal(at: Sitting) -> Acts:
    """RED is reported at once; else HR is asked first, and who waits for its answer says so."""
    case = at.case
    roll = Random(case.id).random()  # noqa: S311
    if case.report.severity == "RED":
        yield at.decides("legal", "reported", day=at.today, reference="0700-1")
        return
    if roll < 0.4:
        yield at.decides("legal", "employee_reports")
        yield ev.TaskDone(case.employee, "legal", "own_report", {"answer": "yes"})
        return
    if not case.record("legal", "ask_hr") and not case.with_role("hr"):
        yield at.does("legal", "ask_hr")
        return
    if not case.record("legal", "advice"):
        yield at.does("legal", "advice", answer="not_report", text="HR fraråder det.")
    if not police_wish(case):
        yield at.does("legal", "wish", answer="no")
    if roll > 0.9 and not the_72_hours_run(case, at.ctx.now) and not case.last_word("legal"):
        yield at.decides("legal", "waiting")
        return
    yield at.decides("legal", "not_reported")


def _removal(at: Sitting) -> Acts:
    is_early = at.case.report.severity == "RED" and not at.case.last_word("legal")
    if at.chance.random() < 0.5 and not is_early:
        yield at.decides("removal", "platform", day=at.today, reference="")
    else:
        yield at.decides("removal", "not_relevant")


def _register(at: Sitting) -> Acts:
    if easy_limit(at.case, at.calendar):
        yield at.decides("register", "easy", day=at.today, reference="EASY-1")
        return
    if at.chance.random() < 0.5:
        yield at.does("register", "absence", answer="no")
    yield at.decides("register", "anonymous")


def _meeting(at: Sitting) -> Acts:
    """Booked first, the summary as soon as it can be sent, decided when it has been held."""
    start = meeting_start(at.case, "meeting")
    if start is None or (start < at.ctx.now and three_to_six_are_decided(at.case, at.ctx.now)):
        yield ev.MeetingBooked(at.by, "meeting", at.later(at.chance.choice((5, 6, 7))))
    elif start < at.ctx.now:
        outcome = "close" if at.chance.random() < 0.9 or at.case.last_word("meeting") else "continue"
        following = {"next": at.later(8).date().isoformat()} if outcome == "continue" else {}
        if not at.case.record("meeting", "summary"):
            yield at.does("meeting", "summary")
        yield at.decides("meeting", outcome, **following)


def _analyse(at: Sitting) -> Acts:
    start = meeting_start(at.case, "analyse")
    if start is None or (start < at.ctx.now and not at.case.decision("register")):
        yield ev.MeetingBooked(at.by, "analyse", at.later(at.chance.choice((6, 8, 10))))
    elif start < at.ctx.now:
        if at.chance.random() < 0.4:
            when = at.later(8).date().isoformat()
            yield at.decides("analyse", "prevention", what="To om samtalerne.", who="Lederen", when=when)
        else:
            yield at.decides("analyse", at.chance.choice(("assessment", "guideline", "passed_on")))


STEPS: dict[str, Callable[[Sitting], Acts]] = {
    "document": _document,
    "contact": _contact,
    "support": _support,
    "legal": _legal,
    "removal": _removal,
    "register": _register,
    "meeting": _meeting,
    "analyse": _analyse,
}


def answers(at: Sitting, question: ReminderKey) -> Acts:
    """What is asked again is answered."""
    if question.kind == "look":
        yield at.does("removal", "look", answer="gone")
    elif question.kind == "action":
        yield at.does("analyse", "action_done", number=str(question.round), answer="done")
    elif question.kind == "own_absence" and at.chance.random() < 0.05:
        yield at.does("register", "absence", answer="yes", first_day=at.today)
    elif question.kind == "crisis_help":
        yield at.does("support", "crisis_help", answer=at.chance.choice(("declined", "accepted")))


def waits_until(at: Sitting, step: str) -> datetime | None:
    """When they go on with a step that they have begun: after the meeting, or when HR has had a day."""
    start = meeting_start(at.case, step)
    if step in {"meeting", "analyse"} and start:
        return max(start, at.ctx.now) + at.chance.randint(1, 4) * HOUR
    return at.calendar.add_working_hours(at.ctx.now, at.chance.randint(4, 10))
