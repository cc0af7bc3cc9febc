"""The README's table of the eight steps, made from the procedure.

`python -m tests.flows.procedure.steps_table` prints it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from flows.calendar.working_time import COPENHAGEN
from flows.case.case import Case, Record
from flows.case.severity import LEVELS
from flows.procedure.procedure import STEPS
from flows.procedure.steps import Step, is_open
from tests.flows.given import ANSWERS, CALENDAR, LARS, case, local

SENT = local("Mon 2026-11-02 09:00")
HEAD = "| # | step | who | due, for a report sent on a Monday at 09:00 | then also asked | gate | outcomes |"
RULE = "|---|---|---|---|---|---|---|"
ABSENT = Record("register", "absence", LARS, SENT, {"answer": "yes", "first_day": "2026-11-02"})
ABSENCE = "absence from that day"
OTHERWISE: Mapping[str, Case] = {
    "public": case(SENT, answers=ANSWERS | {"where": ("facebook",)}),
    ABSENCE: case(SENT, records=(ABSENT,)),
}
"""What makes another deadline, besides how serious it is."""


def table() -> str:
    """The table in Markdown, one row a step."""
    return "\n".join([HEAD, RULE, *(_row(step) for step in STEPS)])


def _row(step: Step) -> str:
    owners = ", ".join(owner.replace("_", " ") for owner in step.owners)
    gate = "" if step.gate is is_open else step.gate.__name__.replace("_", " ")
    outcomes = "; ".join(outcome.words for outcome in step.outcomes)
    cells = (str(step.number), step.title, owners, _due(step), _escalation(step), gate, outcomes)
    return f"| {' | '.join(cells)} |"


def _due(step: Step) -> str:
    common = case(SENT)
    by_level = {
        level: _moment(
            step.deadline.due(replace(common, report=replace(common.report, severity=level)), CALENDAR)
        )
        for level in LEVELS
    }
    usual = by_level["YELLOW"]
    found = [usual] if set(by_level.values()) == {usual} else [f"{k} {at}" for k, at in by_level.items()]
    for words, other in OTHERWISE.items():
        if (at := _moment(step.deadline.due(other, CALENDAR))) != usual:
            found.append(f"{words}: {at}")
    if limit := step.deadline.limit(common, CALENDAR):
        found.append(f"never later than {_moment(limit)}")
    return "; ".join(found)


def _escalation(step: Step) -> str:
    """Who is asked to step in, and when: of a YELLOW case, and of what is only there with absence."""
    usual, absent = case(SENT), OTHERWISE[ABSENCE]
    found: dict[str, list[str]] = {}
    for level in step.escalation:
        roles = ", ".join("HR" if role == "hr" else role.replace("_", " ") for role in level.roles)
        if at := level.time.at(usual, step.deadline.due(usual, CALENDAR), CALENDAR):
            found.setdefault(roles, []).append(_day(at))
        elif at := level.time.at(absent, step.deadline.due(absent, CALENDAR), CALENDAR):
            found.setdefault(f"{ABSENCE}: {roles}", []).append(_day(at))
    return "; ".join(f"{roles} {', '.join(days)}" for roles, days in found.items())


def _day(at: datetime) -> str:
    days = (at.astimezone(COPENHAGEN).date() - SENT.astimezone(COPENHAGEN).date()).days
    return f"{at.astimezone(COPENHAGEN):%A %H:%M}" if days < 7 else f"day {days}"


def _moment(at: datetime) -> str:
    """A weekday of the first days, else the number of days, the last of them to its end."""
    days = (at.astimezone(COPENHAGEN).date() - SENT.astimezone(COPENHAGEN).date()).days
    return f"{at.astimezone(COPENHAGEN):%A %H:%M}" if days < 7 else f"within {days - 1} days"


if __name__ == "__main__":
    sys.stdout.write(f"{table()}\n")
