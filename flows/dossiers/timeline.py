"""What happened in a case, in the order of time: who came and went, what was decided and passed on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flows.case.case import Participant
from flows.case.reminder_key import SILENCE, ReminderKey
from flows.dossiers.sections import Row, Section
from flows.dossiers.steps import decided
from flows.dossiers.teller import Teller
from flows.procedure.procedure import procedure_of
from flows.screens.terms import CHANNEL_FAULTS, ROLES
from flows.words import N_

Entry = tuple[datetime, str]


def timeline(teller: Teller) -> Section:
    """A line each, the oldest first."""
    case, say = teller.case, teller.say
    ends = (
        (N_("Reported"), case.report.sent_at),
        (N_("Withdrawn by the employee"), case.ending.withdrawn_at),
        (N_("Closed"), case.ending.closed_at),
        (N_("Archived"), case.ending.archived_at),
    )
    found: list[Entry] = [(at, say(label)) for label, at in ends if at]
    found += [*_people(teller), *_decisions(teller), *_escalations(teller), *_channels(teller)]
    rows = tuple(Row(teller.stamp(at), text) for at, text in sorted(found, key=lambda moment: moment[0]))
    return Section(say(N_("What happened, in order")), rows)


def _people(teller: Teller) -> Iterator[Entry]:
    case = teller.case
    for part in (*case.people.participants, *case.people.former):
        if part.person in case.people.excluded:
            continue
        if part.since > case.report.sent_at:
            yield part.since, _line(part, N_("{who} came in ({role})."), teller)
        if part.left_at is not None:
            yield part.left_at, _line(part, N_("{who} went out ({role})."), teller)


def _line(part: Participant, text: str, teller: Teller) -> str:
    return teller.say(text, who=teller.name(part.person), role=teller.say(ROLES[part.role]))


def _decisions(teller: Teller) -> Iterator[Entry]:
    procedure = procedure_of(teller.case)
    for decision in teller.case.decisions:
        step = procedure.step(decision.step)
        if step is not None:
            said = decided(step, decision, teller).value
            yield decision.at, f"{step.number}. {teller.say(step.title)}: {said}"


def _channels(teller: Teller) -> Iterator[Entry]:
    """What became of the case's channel; who is kept out and came into it is named nowhere."""
    for record in (record for record in teller.case.records if record.step == "channel"):
        if record.task == "frozen":
            who = ", ".join(teller.name(person) for person in record.values["who"].split(","))
            yield record.at, teller.say(CHANNEL_FAULTS[record.values["fault"]], who=who)
        else:
            yield record.at, teller.say(CHANNEL_AFTER[record.task], who=teller.name(record.by))


CHANNEL_AFTER = {
    "mended": N_("The channel of the case was in order again."),
    "renewed": N_("{who} had a new channel opened for the case."),
}


def _escalations(teller: Teller) -> Iterator[Entry]:
    for asked in teller.case.claimed_reminders:
        if asked.key.kind == "escalation" and asked.to not in teller.case.people.excluded:
            yield asked.at, _escalation(asked.key, teller)


def _escalation(key: ReminderKey, teller: Teller) -> str:
    who = teller.name(key.person)
    if key.step == SILENCE:
        return teller.say(N_("Nothing had happened for a whole working day. {who} was asked."), who=who)
    step = procedure_of(teller.case).step(key.step)
    text = N_("Step {number} was not decided in time. {who} was asked.")
    return teller.say(text, number=step.number if step else "", who=who)
