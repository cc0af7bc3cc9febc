"""A case in which every act could be done, if only it were the person's, and the events that do it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

from flows import events as ev
from flows.calendar.working_time import COPENHAGEN
from flows.case.case import Case, Decision, Participant, Record, Role
from flows.people.organisation import Context
from flows.people.person import Person
from flows.procedure.procedure import STEPS
from flows.procedure.steps import Field, is_asked
from tests.flows.colleagues import REASON, filled
from tests.flows.given import ANNE, DORTE, HANNE, LARS, METTE, NOW, SOFIE, TOVE, VIBEKE, case, context, kept

STATES = {"open": "O", "closed": "C", "archived": "A", "withdrawn": "W"}
FREE, EXCLUDED, STRANGER = "U0FREE", "U0EXCLUDED", "U0STRANGER"
PERSONS = {
    "employee": METTE,
    "leader": LARS,
    "deputy": SOFIE,
    "next_leader": DORTE,
    "representative": ANNE,
    "hr": HANNE,
    "union": TOVE,
    "amr_alone": ANNE,
    "hr_alone": HANNE,
    "former": VIBEKE,
    "excluded": EXCLUDED,
    "stranger": STRANGER,
}
COLUMNS = list(PERSONS)
LEADING: set[Role] = {"leader", "deputy", "next_leader"}
ABSENT: dict[str, set[Role]] = {"amr_alone": {*LEADING, "hr"}, "hr_alone": {*LEADING, "representative"}}
LATER = NOW + timedelta(days=30)
STEP = {step.key: step for step in STEPS}


def _people(column: str) -> tuple[Participant, ...]:
    roles: tuple[Role, ...] = ("employee", "leader", "deputy", "next_leader", "representative", "hr", "union")
    found = [Participant(PERSONS[role], role, NOW) for role in roles if role not in ABSENT.get(column, set())]
    excluded = Participant(EXCLUDED, "representative" if column in ABSENT else "leader", NOW)
    return (*found, excluded) if column == "excluded" else tuple(found)


def _first_outcomes() -> tuple[Decision, ...]:
    """Everything but the analysis is decided, by the first outcome of each."""
    return tuple(Decision(s.key, s.outcomes[0].key, "", LARS, NOW) for s in STEPS if s.key != "analyse")


RECORDS = (
    Record("legal", "advice", LARS, NOW, {"answer": "report", "text": "Hanne tilråder."}),
    Record("legal", "wish", METTE, NOW, {"answer": "yes"}),
    Record("removal", "draft", LARS, NOW, {"text": "Fjern opslaget."}),
    Record("removal", "check", HANNE, NOW, {"answer": "ok"}),
    Record("meeting", "summary", LARS, NOW),
    Record("analyse", "action", LARS, NOW, {"what": "To om samtalerne", "who": "Lars", "when": "2026-12-01"}),
    *(
        Record(key, "meeting", LARS, NOW, {"number": "1", "start": (LATER + timedelta(days=1)).isoformat()})
        for key in ("support", "meeting", "analyse")
    ),
    Record("closing", "asked", "", NOW),
)


def prepared(act: str, column: str, state: str) -> Case:
    """The case in that state, with all that the act asks for besides the right person."""
    at = LATER - timedelta(days=1)
    found = case(
        severity="ORANGE",
        participants=_people(column),
        former=(Participant(VIBEKE, "leader", NOW, left_at=NOW),),
        excluded=frozenset({EXCLUDED}),
        evidence=(kept(),),
        decisions=_first_outcomes(),
        records=RECORDS,
        closed_at=at if state in {"closed", "archived"} else None,
        archived_at=at if state == "archived" else None,
        withdrawn_at=at if state == "withdrawn" else None,
    )
    if act == "legal:own_report":
        asked = Decision("legal", "employee_reports", "", LARS, NOW, is_waiting=True)
        return _with(found, asked)
    if act == "renew_channel":
        frozen = Record("channel", "frozen", "", NOW, {"channel": "C0SAG", "fault": "archived", "who": ""})
        return replace(found.with_records(frozen), channel=None)
    if act == "contact:agree":
        return _with(found, Decision("contact", "not_harassment", REASON, LARS, NOW))
    if act == "legal:ask_hr" and column not in {"hr", "hr_alone"}:
        return replace(
            found,
            people=replace(
                found.people, participants=tuple(p for p in found.people.participants if p.role != "hr")
            ),
        )
    return found


def _with(found: Case, *more: Decision) -> Case:
    return replace(found, decisions=(*found.decisions, *more))


def a_month_later() -> Context:
    """When the acts are done, with a colleague who is free to come in."""
    ctx = context(LATER)
    return replace(ctx, people={**ctx.people, FREE: Person(FREE, "Bo Krog")})


def attempts(act: str, column: str, state: str) -> Iterator[tuple[Case, ev.CaseEvent]]:
    """The events that mean the act, each with a case in which it would be done."""
    found, by = prepared(act, column, state), PERSONS[column]
    kind, _, name = act.partition(":")
    if kind == "step":
        yield from _of_step(found, by, name)
    elif name:
        task = next(task for task in STEP[kind].tasks if task.key == name)
        yield found, ev.TaskDone(by, kind, name, _values(task.fields))
    else:
        yield found, _event(act, by)


def _of_step(found: Case, by: str, key: str) -> Iterator[tuple[Case, ev.CaseEvent]]:
    step = STEP[key]
    decided = _with(found, Decision(key, step.outcomes[0].key, "", LARS, NOW))
    again = _with(found, Decision(key, "", REASON, LARS, NOW))
    for outcome in step.outcomes[:1]:
        yield again, ev.StepDecided(by, key, outcome.key, REASON, _values(outcome.fields))
    yield decided, ev.StepReopened(by, key, REASON)
    if step.books:
        yield found, ev.MeetingBooked(by, key, LATER + timedelta(days=2))
        yield found, ev.MeetingCancelled(by, key)


def _values(fields: tuple[Field, ...]) -> dict[str, str]:
    today, chance = LATER.astimezone(COPENHAGEN).date(), Random(1)  # noqa: S311
    values = {field.key: filled(field, today, chance) for field in fields}
    return {field.key: values[field.key] for field in fields if is_asked(field, values)}


def _event(act: str, by: str) -> ev.CaseEvent:
    other = "hr" if by == ANNE else "representative"
    return {
        "read": ev.EvidenceAsked(by, "file1"),
        "add_evidence": ev.WordsKept(by, "words1", "Det står der stadig."),
        "hand_over": ev.HandedOver(by, FREE, is_for_good=True),
        "take_back": ev.TakenBack(by),
        "ask_help": ev.HelpAsked(by, other),  # type: ignore[arg-type]
        "invite_union": ev.Invited(by, FREE),
        "escalate": ev.Escalated(by, REASON),
        "raise_severity": ev.SeverityChanged(by, "RED"),
        "lower_severity": ev.SeverityChanged(by, "YELLOW", REASON),
        "withdraw": ev.Withdrawn(by),
        "answer_closing": ev.ClosingAnswered(by, is_agreed=True),
        "close": ev.CaseClosed(by, REASON),
        "reopen_case": ev.CaseReopened(by, REASON),
        "answer_afterwards": ev.AfterwardsAnswered(by, "helped", "yes"),
        "pause": ev.RemindersPaused(by, 3),
        "hold": ev.HoldSet(by, REASON),
        "renew_channel": ev.ChannelRenewed(by),
    }[act]
