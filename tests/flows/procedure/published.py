"""A procedure written out in full, so that a change of a published version shows.

`python -m tests.flows.procedure.published` prints the newest, for the golden file of a version that is to
be published.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from flows.calendar.working_time import COPENHAGEN
from flows.case.case import Case, Decision, Record
from flows.procedure.procedure import HERLEV_2026_11, Procedure
from flows.procedure.steps import Field, Gate, Outcome, ReminderTime, Step, Task, is_open
from tests.flows.given import ANSWERS, CALENDAR, LARS, NOW, case, local

SENT = local("Thu 2026-11-19 10:00")
BOOKED = Record("meeting", "meeting", LARS, SENT, {"number": "1", "start": "2026-12-01T09:00:00+00:00"})
ABSENT = Record("register", "absence", LARS, NOW, {"answer": "yes", "first_day": "2026-11-20"})
CASES: dict[str, Case] = {
    "YELLOW, sent Thursday 19 November 10:00, of the same hour": case(SENT),
    "ORANGE and public, sent Friday 15:00, of Wednesday; absence from Friday; the meeting booked": case(
        NOW,
        severity="ORANGE",
        content_at=local("Wed 2026-11-18 12:00"),
        answers=ANSWERS | {"where": ("facebook",)},
        records=(BOOKED, ABSENT),
    ),
    "RED, sent Saturday 27 March 23:30, in Easter, before summer time; passed on; waits; meets again": case(
        local("Sat 2027-03-27 23:30"),
        severity="RED",
        decisions=(
            Decision("contact", "sent_on", "", LARS, local("Sun 2027-03-28 04:00"), is_waiting=True),
            Decision("legal", "waiting", "Vi venter.", LARS, local("Sun 2027-03-28 05:00"), is_waiting=True),
            Decision(
                "meeting", "continue", "", LARS, local("Fri 2027-04-09 12:00"), {"next": "2027-04-20"}, True
            ),
        ),
    ),
}


def written(procedure: Procedure) -> str:
    """Every step with its words, owners, times, gates, outcomes and tasks, one fact a line."""
    lines = [f"procedure {procedure.version}", ""]
    lines += [f"case {letter}: {words}" for letter, words in zip("ABC", CASES, strict=True)]
    for step in procedure.steps:
        lines += ["", *_step(step)]
    return "\n".join(lines) + "\n"


def _step(step: Step) -> Iterator[str]:
    yield f"step {step.number} {step.key}: {step.title}"
    yield f"  instruction: {step.instruction.text}"
    yield from (f"  instruction when {_name(is_so)}: {words}" for is_so, words in step.instruction.instead)
    yield f"  owners: {', '.join(step.owners)}"
    yield f"  gate: {_name(step.gate)}"
    yield f"  meeting on days: {step.books[0]} to {step.books[1]}" if step.books else "  no meeting"
    for letter, found in zip("ABC", CASES.values(), strict=True):
        yield from _times(step, letter, found)
    yield from (f"  reminder: {_why(moment)}" for moment in step.reminder_times)
    yield from (f"  escalation to {', '.join(level.roles)}: {_why(level.time)}" for level in step.escalation)
    for outcome in step.outcomes:
        yield from _outcome(outcome)
    for task in step.tasks:
        yield from _task(task)


def _times(step: Step, letter: str, found: Case) -> Iterator[str]:
    due, limit = step.deadline.due(found, CALENDAR), step.deadline.limit(found, CALENDAR)
    yield f"  case {letter} due: {_moment(due)}"
    yield f"  case {letter} by law or policy: {_moment(limit)}"
    yield f"  case {letter} reminders: {_moments(step.reminder_times, found, due)}"
    yield f"  case {letter} escalation: {_moments([level.time for level in step.escalation], found, due)}"


def _moments(moments: Iterable[ReminderTime], found: Case, due: datetime) -> str:
    return "; ".join(_moment(moment.at(found, due, CALENDAR)) for moment in moments)


def _why(moment: ReminderTime) -> str:
    return moment.why.format(**dict(moment.values))


def _outcome(outcome: Outcome) -> Iterator[str]:
    marks = [word for word, is_so in (("a not", outcome.is_not), ("waits", outcome.is_waiting)) if is_so]
    marks += [] if outcome.gate is is_open else [f"gate {_name(outcome.gate)}"]
    yield f"  outcome {outcome.key}: {outcome.words}{_marks(marks)}"
    yield from _fields(outcome.fields)


def _task(task: Task) -> Iterator[str]:
    marks = [", ".join(sorted(task.roles))] + ([] if task.gate is is_open else [f"gate {_name(task.gate)}"])
    yield f"  task {task.key}: {task.label}{_marks(marks)}"
    yield f"    record: {task.sentence}"
    yield from _fields(task.fields)


def _fields(fields: tuple[Field, ...]) -> Iterator[str]:
    for field in fields:
        marks = [field.kind, *(["optional"] if field.is_optional else [])]
        marks += [f"only with {field.only_with}"] if field.only_with else []
        yield f"    field {field.key}: {field.label}{_marks(marks)}"
        if field.hint:
            yield f"      hint: {field.hint}"
        for option in field.options:
            yield f"      option {option.key}: {option.label}"


def _marks(marks: list[str]) -> str:
    return f" [{'; '.join(marks)}]" if marks else ""


def _name(gate: Gate) -> str:
    return "none" if gate is is_open else gate.__name__


def _moment(at: datetime | None) -> str:
    if at is None:
        return "none"
    local_at = at.astimezone(COPENHAGEN)
    if local_at.hour == local_at.minute == 0:
        return f"{local_at - timedelta(days=1):%a %Y-%m-%d} 24:00"
    return f"{local_at:%a %Y-%m-%d %H:%M}"


if __name__ == "__main__":
    sys.stdout.write(written(HERLEV_2026_11))
