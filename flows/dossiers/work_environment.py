"""The part for the personnel and work-environment file: all that was done, advised and decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flows.access.rules import VAERN
from flows.case.case import Case, Participant, Record
from flows.dossiers.sections import Dossier, Row, Section
from flows.dossiers.steps import step_section
from flows.dossiers.teller import Teller
from flows.dossiers.timeline import timeline
from flows.evidence.custody import Access
from flows.form import Question, answered_part, path
from flows.procedure.gates import actions
from flows.procedure.procedure import procedure_of
from flows.report.questions import REPORT, WISHES
from flows.screens.answers import answer_text, day_text
from flows.screens.case.closing_messages import AFTERWARDS, ANSWERS
from flows.screens.terms import ROLES, SEVERITIES
from flows.words import N_

HELP = {
    "representative": N_("{who} has asked the representative for help ({when})."),
    "hr": N_("{who} has asked HR for help ({when})."),
    "escalated": N_("{who} has asked the manager's manager to join ({when})."),
    "stands_in": N_("{who} stepped in for the manager ({when})."),
    "stood_down": N_("{who} has the case again ({when})."),
    "taken": N_("{who} stepped in at a step that was not answered ({when})."),
    "whole": N_("{who} was given the whole case ({when})."),
    "declined": N_("{who} was asked to come in and could not ({when})."),
    "snooze": N_("{who} put the reminders of a step off ({when})."),
}
GIVEN = N_("{who} was given a step of the case ({when}).")
CLOSING = {
    "asked": N_("The employee was asked whether the case can close ({when})."),
    "agree": N_("The employee has agreed that the case closes ({when})."),
    "disagree": N_("The employee has not agreed that the case closes ({when})."),
    "passed_on": N_(
        "The employee had not answered, and the manager's manager was asked to close it ({when})."
    ),
    "closed": N_("{who} has closed the case without an answer ({when})."),
    "reopened": N_("The employee has opened the case again ({when})."),
    "held": N_("It was decided that the case is not erased ({when})."),
    "lifted": N_("It was decided that the case may be erased again ({when})."),
}
DOSSIERS = {
    "uploaded": N_("The dossier is in the folder of the organisation ({when})."),
    "confirmed": N_("The dossier is in the files of the organisation ({when})."),
    "refused": N_("The dossier could not be put in the folder of the organisation ({when})."),
    "off": N_("No folder is set up for the dossier ({when})."),
}


def work_environment(teller: Teller, accesses: Sequence[Access]) -> Dossier:
    """What the organisation keeps of how it took care of the employee."""
    case = teller.case
    steps = (step_section(step, teller) for step in procedure_of(case).steps)
    sections = (
        _case(teller),
        _people(teller),
        _severity(teller),
        _answers(teller),
        *steps,
        _actions(teller),
        _help(teller),
        _closing(teller),
        timeline(teller),
        _readers(teller, accesses),
    )
    title = teller.say(N_("Case {number}: personnel and work environment"), number=case.number)
    return Dossier("work_environment", case.number, title, tuple(s for s in sections if s.rows or s.texts))


def _case(teller: Teller) -> Section:
    case = teller.case
    times = (
        (N_("It happened, or was found"), case.report.content_at),
        (N_("Reported"), case.report.sent_at),
        (N_("Withdrawn by the employee"), case.ending.withdrawn_at),
        (N_("Closed"), case.ending.closed_at),
        (N_("Archived"), case.ending.archived_at),
    )
    known = tuple(Row(teller.say(label), teller.stamp(at)) for label, at in times if at)
    facts = (Row(teller.say(N_("Number")), case.number), Row(teller.say(N_("Procedure")), case.procedure))
    return Section(teller.say(N_("The case")), (*facts, *known))


def _people(teller: Teller) -> Section:
    case = teller.case
    parts = sorted((*case.people.participants, *case.people.former), key=lambda part: part.since)
    rows = tuple(_person(part, teller) for part in parts if part.person not in case.people.excluded)
    return Section(teller.say(N_("Who has had a part in the case")), rows)


def _person(part: Participant, teller: Teller) -> Row:
    values = {"who": teller.name(part.person), "first": teller.stamp(part.since)}
    if part.left_at is None:
        return teller.row(ROLES[part.role], N_("{who}, from {first}"), **values)
    last = teller.stamp(part.left_at)
    return teller.row(ROLES[part.role], N_("{who}, from {first} until {last}"), last=last, **values)


def _severity(teller: Teller) -> Section:
    case, say = teller.case, teller.say
    rows = [Row(say(N_("Now")), say(SEVERITIES[case.report.severity]))]
    for record in (r for r in case.records if (r.step, r.task) == ("case", "severity")):
        levels = {end: say(SEVERITIES[record.values[end]]) for end in ("from", "to")}
        text = N_("{who} has changed it from {first} to {last} ({when}).")
        who, when = teller.name(record.by), teller.stamp(record.at)
        rows.append(
            teller.row(N_("Changed"), text, who=who, when=when, first=levels["from"], last=levels["to"])
        )
        rows += teller.reason(record.values.get("reason", ""))
    return Section(say(N_("How urgent it is")), tuple(rows))


def _answers(teller: Teller) -> Section:
    case, rows = teller.case, list[Row]()
    road = [
        q for q in path(REPORT, case.report.answers) if q.key in case.report.answers and q.kind != "people"
    ]
    for asked in road:
        rows += _answer(asked, teller)
    story = str(case.report.answers.get("story", ""))
    return Section(teller.say(N_("What the employee has answered")), tuple(rows), (story,) if story else ())


def _answer(asked: Question, teller: Teller) -> tuple[Row, ...]:
    case, say, value = teller.case, teller.say, teller.case.report.answers[asked.key]
    if asked.kind == "text":
        return tuple(Row(say(N_("Correction")), text) for text in corrections(case))
    if asked.kind == "each":
        return tuple(row for part in WISHES if part.key != "police" for row in _wish(part.key, teller))
    if asked.kind == "evidence" and value == "kept":
        count = sum(1 for item in case.evidence_kept() if item.kind != "correction")
        return (Row(say(asked.short), say.plural("{count} item", "{count} items", count)),)
    return (Row(say(asked.short), answer_text(asked, value, teller.view)),)


def corrections(case: Case) -> tuple[str, ...]:
    """What the employee has put right in the report since."""
    return tuple(item.details.get("quote", "") for item in case.evidence_kept() if item.kind == "correction")


def _wish(key: str, teller: Teller) -> tuple[Row, ...]:
    part = next(part for part in WISHES if part.key == key)
    said = answered_part(teller.case.report.answers, "wishes", key)
    if not said:
        return ()
    labels = {option.key: teller.say(option.label) for option in part.options}
    day = N_("{answer}, from {day}")
    words = labels.get(said) or teller.say(day, answer=labels["yes"], day=day_text(said, teller.view))
    return (Row(teller.say(part.label), words),)


def _actions(teller: Teller) -> Section:
    """The preventive actions as they now stand, by their numbers."""
    say = teller.say
    rows = []
    for number, action in enumerate(actions(teller.case), 1):
        done = say(N_("It is done.")) if action.get("done") else say(N_("It is not done yet."))
        day = day_text(action.get("when", ""), teller.view)
        what, who = action.get("what", ""), action.get("who", "")
        text = say(N_("{what}. {who}, by {day}. {done}"), what=what, who=who, day=day, done=done)
        rows.append(Row(str(number), text))
    return Section(say(N_("What is done so that it does not happen again")), tuple(rows))


def _help(teller: Teller) -> Section:
    rows: list[Row] = []
    for record in (r for r in teller.case.records if r.step == "help" or r.task in HELP):
        who, when = teller.name(record.by), teller.stamp(record.at)
        text = GIVEN if record.task == "taken" and "from" in record.values else HELP[record.task]
        rows.append(teller.row(N_("Done"), text, who=who, when=when))
        rows += teller.reason(record.values.get("reason", ""))
    return Section(teller.say(N_("Help along the way")), tuple(rows))


def _closing(teller: Teller) -> Section:
    found = (record for record in teller.case.records if record.step in {"closing", "retention"})
    rows = tuple(row for record in found for row in _ended(record, teller))
    return Section(teller.say(N_("How the case ended")), rows)


def _ended(record: Record, teller: Teller) -> tuple[Row, ...]:
    say, when = teller.say, teller.stamp(record.at)
    if record.task in AFTERWARDS:
        answers = {key: label for label, key in ANSWERS}
        return (Row(say(AFTERWARDS[record.task]), f"{say(answers[record.values['answer']])} ({when})"),)
    if record.task == "dossier":
        return (teller.row(N_("Done"), DOSSIERS[record.values["state"]], when=when),)
    key = record.values["answer"] if record.task == "answered" else record.task
    done = teller.row(N_("Done"), CLOSING[key], who=teller.name(record.by), when=when)
    return (done, *teller.reason(record.values.get("reason", "")))


def _readers(teller: Teller, accesses: Sequence[Access]) -> Section:
    """Everybody who has read the case, a line each: how often, and when first and last."""
    looks: dict[str, list[datetime]] = {}
    for access in accesses:
        if access.act == "read" and access.person not in {*teller.case.people.excluded, VAERN}:
            looks.setdefault(access.person, []).append(access.at)
    rows = tuple(Row(teller.name(person), _looks(at, teller)) for person, at in looks.items())
    return Section(teller.say(N_("Who has read the case")), rows)


def _looks(at: Sequence[datetime], teller: Teller) -> str:
    first, last = teller.stamp(min(at)), teller.stamp(max(at))
    if len(at) == 1:
        return first
    return teller.say(N_("{count} times, first {first}, last {last}"), count=len(at), first=first, last=last)
