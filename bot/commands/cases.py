"""`vaern cases`: which cases there are, how far each is, and what is due next.

It tells numbers, dates, steps and states, and neither a name nor a word of the content.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Annotated, Any

import typer

from bot.clock import system_clock
from bot.commands.output import AsJson, iso, print_json
from bot.commands.store import calendar, case_numbers, open_store
from flows.access.rules import VAERN, CaseState, state_of
from flows.calendar.working_time import Calendar
from flows.case.case import Case
from flows.case.severity import Severity
from flows.procedure.step_state import StepState, next_deadline, step_states
from storage import cases
from storage.database import Storage

WithEnded = Annotated[bool, typer.Option("--all", help="Also those that are archived or withdrawn.")]
HEAD = f"{'case':<11}{'sent on':<12}{'severity':<10}{'decided':<9}{'step':<6}{'due':<32}state"
UNREADABLE = "CANNOT BE READ"
NONE = "There is no case that is not archived or withdrawn. --all shows those too."
NONE_AT_ALL = "There is no case."
LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Listed:
    """How a case stands: `due` is the undecided step that is due first, None when nothing is left."""

    sent_at: datetime
    severity: Severity
    decided: int
    steps: int
    due: StepState | None
    state: CaseState


Row = tuple[str, Listed | None]
"""A number and the case, None for one that cannot be read."""


def list_cases(with_ended: WithEnded = False, as_json: AsJson = False) -> None:
    """List the cases, the next deadline first.

    Deadlines stand on the organisation's clock. Ends with 1 when a case cannot be read, which stops no other.
    """
    now = system_clock()
    with open_store() as storage:
        hours = calendar()
        numbers = case_numbers(storage, with_ended=with_ended)
        rows = [(number, _listed(storage, case, hours, now)) for case, number in numbers]
    rows.sort(key=_place)
    if as_json:
        print_json({"cases": [_as_json(number, found, hours) for number, found in rows]})
    else:
        _print_table(rows, hours, NONE_AT_ALL if with_ended else NONE)
    raise typer.Exit(0 if all(found for _, found in rows) else 1)


def _listed(storage: Storage, case: str, hours: Calendar, now: datetime) -> Listed | None:
    """A transaction for each case, so that one that cannot be read stops no other."""
    try:
        with storage.reading() as tx:
            return _standing(cases.get(tx, case, as_=VAERN), hours, now)
    except cases.BEYOND_READING:
        return None


def _standing(case: Case, hours: Calendar, now: datetime) -> Listed:
    steps = step_states(case, hours, now)
    decided = sum(step.state == "decided" for step in steps)
    due = next_deadline(case, hours, now)
    return Listed(case.report.sent_at, case.report.severity, decided, len(steps), due, state_of(case))


def _place(row: Row) -> tuple[bool, datetime, datetime, str]:
    """By the next deadline; then those without, by when they were sent; last those that cannot be read."""
    number, found = row
    if found is None:
        return True, LAST, LAST, number
    return False, found.due.due if found.due else LAST, found.sent_at, number


def _print_table(rows: list[Row], hours: Calendar, if_none: str) -> None:
    typer.echo(HEAD if rows else if_none)
    for number, found in rows:
        typer.echo(f"{number:<11}{_line(found, hours) if found else UNREADABLE}")


def _line(found: Listed, hours: Calendar) -> str:
    sent_on = _day(found.sent_at, hours)
    decided = f"{found.decided} of {found.steps}"
    step = found.due.step.number if found.due else "-"
    due = _due(found.due, hours) if found.due else "-"
    return f"{sent_on:<12}{found.severity:<10}{decided:<9}{step:<6}{due:<32}{found.state}"


def _due(step: StepState, hours: Calendar) -> str:
    """On the organisation's clock. Midnight is 24:00 of the day that ends, as in what people read."""
    at = step.due.astimezone(hours.zone)
    when = f"{at:%a %Y-%m-%d %H:%M}"
    if at.time() == time():
        when = f"{at.date() - timedelta(days=1):%a %Y-%m-%d} 24:00"
    return f"{when} {at:%Z}{', late' if step.is_late else ''}"


def _day(at: datetime, hours: Calendar) -> str:
    return at.astimezone(hours.zone).date().isoformat()


def _as_json(number: str, found: Listed | None, hours: Calendar) -> dict[str, Any]:
    if found is None:
        nothing = dict.fromkeys(("sent_on", "severity", "decided", "steps", "next_deadline"))
        return {"case": number, **nothing, "state": "unreadable"}
    due = found.due
    next_one = {"step": due.step.number, "due": iso(due.due), "is_late": due.is_late} if due else None
    return {
        "case": number,
        "sent_on": _day(found.sent_at, hours),
        "severity": found.severity,
        "decided": found.decided,
        "steps": found.steps,
        "next_deadline": next_one,
        "state": found.state,
    }
