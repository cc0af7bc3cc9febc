"""The history of a step: everything that was decided and done about it, the oldest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flows.case.case import Decision, Record
from flows.dossiers.sections import Row, Section
from flows.dossiers.teller import Teller
from flows.procedure.steps import Step
from flows.screens.steps.records import MAILS
from flows.words import N_

REPORTED = frozenset({"reported"})
"""Outcomes whose fields are facts of a report to the police."""


def step_section(step: Step, teller: Teller) -> Section:
    """Every decision with its fields and reason, and every record of a task, mail or meeting."""
    # What is done at the moment of a decision has led to it.
    told = [(record.at, _record(step, record, teller)) for record in _records(step, teller)]
    told += [(decision.at, _decision(step, decision, teller)) for decision in _decisions(step, teller)]
    told.sort(key=lambda entry: entry[0])
    return _section(step, [row for _, rows in told for row in rows], teller)


def reports_section(step: Step, teller: Teller) -> Section:
    """What was decided, with the day and the number of a report that was made; no reason and no advice."""
    rows: list[Row] = []
    for decision in _decisions(step, teller):
        outcome = step.outcome(decision.outcome)
        is_made = outcome is not None and decision.outcome in REPORTED
        fields = teller.filled(decision.details, outcome.fields) if outcome and is_made else ()
        rows += [decided(step, decision, teller), *fields]
    return _section(step, rows, teller)


def _section(step: Step, rows: Sequence[Row], teller: Teller) -> Section:
    nothing = teller.row(N_("Decision"), N_("not decided yet"))
    return Section(f"{step.number}. {teller.say(step.title)}", tuple(rows) or (nothing,))


def _decisions(step: Step, teller: Teller) -> list[Decision]:
    return [decision for decision in teller.case.decisions if decision.step == step.key]


def _records(step: Step, teller: Teller) -> list[Record]:
    return [record for record in teller.case.records if record.step == step.key]


def decided(step: Step, decision: Decision, teller: Teller) -> Row:
    """The decision in one line."""
    outcome = step.outcome(decision.outcome)
    message = N_("Decided by {who} {when}: {outcome}")
    if not decision.outcome:
        message = N_("Opened again by {who} {when}.")
    elif decision.is_waiting:
        message = N_("For now, by {who} {when}: {outcome}")
    words = teller.say(outcome.words) if outcome else decision.outcome
    who, when = teller.name(decision.by), teller.stamp(decision.at)
    return teller.row(N_("Decision"), message, who=who, when=when, outcome=words)


def _decision(step: Step, decision: Decision, teller: Teller) -> tuple[Row, ...]:
    outcome = step.outcome(decision.outcome)
    fields = teller.filled(decision.details, outcome.fields if outcome else ())
    return (decided(step, decision, teller), *fields, *teller.reason(decision.reason))


def _record(step: Step, record: Record, teller: Teller) -> tuple[Row, ...]:
    if record.task == "meeting":
        return (_meeting(record, teller),)
    if record.task == "mail":
        return (Row(teller.stamp(record.at), teller.say(MAILS[record.values["state"]])),)
    task = step.task(record.task)
    if task is None:
        # What the calendars answered: ids that say nothing to a reader.
        return ()
    who, when = teller.name(record.by), teller.stamp(record.at)
    done = teller.row(N_("Done"), task.sentence, who=who, when=when)
    return (done, *teller.filled(record.values, task.fields))


def _meeting(record: Record, teller: Teller) -> Row:
    who, when, start = teller.name(record.by), teller.stamp(record.at), record.values.get("start")
    if not start:
        return teller.row(N_("Meeting"), N_("Cancelled by {who} ({when})."), who=who, when=when)
    at = teller.stamp(datetime.fromisoformat(start))
    return teller.row(N_("Meeting"), N_("{at}. Booked by {who} ({when})."), at=at, who=who, when=when)
