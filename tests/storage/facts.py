"""Drafts and cases of every shape, for hypothesis."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import get_args

from hypothesis import strategies as st

from flows.case.case import (
    Case,
    ClaimedReminder,
    Contact,
    Decision,
    Evidence,
    Participant,
    People,
    Received,
    Refusal,
    Report,
    Role,
)
from flows.case.reminder_key import ReminderKey, ReminderKind
from flows.events import PeopleFound
from flows.evidence.items import DETAILS
from flows.procedure.procedure import STEPS
from flows.report.draft import After, Asked, Conversation, Draft, DraftPeople
from flows.report.questions import REPORT

PERSONS = [f"U0{name}" for name in ("METTE", "LARS", "ANNE", "DORTE", "OMAR", "HANNE", "SOFIE")]
START = datetime(2024, 1, 1, tzinfo=UTC)
ROLES: list[Role] = ["leader", "representative", "deputy", "hr", "union"]

ids = st.uuids(version=4).map(lambda made: made.hex)
moments = st.integers(0, 10**14).map(lambda n: START + timedelta(microseconds=n))
persons = st.sampled_from(PERSONS)
written = st.text(max_size=200)
keys = st.sampled_from([question.key for question in REPORT])
values = written | st.lists(written, max_size=4).map(tuple)
answers = st.dictionaries(keys, values, max_size=len(REPORT))
severities = st.sampled_from(["YELLOW", "ORANGE", "RED"])
steps = st.sampled_from([step.key for step in STEPS])
contacts = st.lists(
    st.builds(
        Contact,
        st.sampled_from(["leader", "on_call", "representative", "hr"]),
        persons,
        moments,
        st.none() | moments,
    ),
    max_size=3,
).map(tuple)


def _in_order(items: list[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(items, key=lambda item: (item.offered_at, item.id)))


evidence = st.lists(
    st.builds(
        Evidence,
        id=ids,
        source=ids,
        name=written,
        by=persons,
        offered_at=moments,
        state=st.sampled_from(["fetching", "kept", "refused"]),
        received=st.builds(
            Received,
            st.sampled_from(["", "image/png"]),
            st.integers(0, 2**31 - 1),
            st.sampled_from(["", "0" * 64]),
        ),
        received_at=st.none() | moments,
        refusal=st.none() | st.sampled_from(get_args(Refusal)),
        kind=st.sampled_from(["file", "text", "link", "message", "correction"]),
        details=st.dictionaries(st.sampled_from(list(DETAILS)), written, max_size=3),
    ),
    max_size=3,
    unique_by=lambda item: item.id,
).map(_in_order)

asked = st.builds(
    Asked,
    question=keys,
    after=st.sampled_from(get_args(After)),
    said=written,
    offers=st.lists(values, max_size=3).map(tuple),
    items=st.lists(ids, max_size=3).map(tuple),
)
drafts = st.builds(
    Draft,
    id=ids,
    person=ids,
    started_at=moments,
    number=ids,
    answers=answers,
    account=written,
    raised=st.none() | severities,
    evidence=evidence,
    conversation=st.builds(
        Conversation,
        asked=st.lists(asked, max_size=12).map(tuple),
        reopened=st.just("") | keys,
        is_endangered=st.booleans(),
        is_paused=st.booleans(),
    ),
    people=st.builds(
        DraftPeople,
        found=st.none() | st.builds(PeopleFound, persons, persons, persons),
        chosen=st.dictionaries(st.sampled_from(["leader", "representative", "union"]), st.just("") | persons),
        kept_out=st.lists(persons, unique=True, max_size=3).map(tuple),
        contacts=contacts,
    ),
)


@st.composite
def _participants(draw: st.DrawFn) -> tuple[Participant, ...]:
    others = draw(st.lists(persons, unique=True, max_size=4))
    found = [Participant("U0EMPLOYEE", "employee", draw(moments))]
    for other in others:
        errors = st.sampled_from(["", "user_not_found"])
        role = draw(st.sampled_from(ROLES))
        found.append(Participant(other, role, draw(moments), draw(st.booleans()), draw(errors)))
    return tuple(found)


def _claimed_in_order(items: list[ClaimedReminder]) -> tuple[ClaimedReminder, ...]:
    return tuple(sorted(items, key=lambda item: (item.at, item.key.order, item.to)))


reminder_kinds = st.sampled_from(get_args(ReminderKind))
reminder_keys = st.builds(ReminderKey, reminder_kinds, steps, st.integers(0, 3), st.integers(1, 9), persons)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A case with what a report leaves in it; its employee is U0EMPLOYEE."""
    people = draw(_participants())
    decisions = st.lists(st.builds(Decision, steps, keys, written, persons, moments), max_size=4)
    claimed_reminders = st.lists(
        st.builds(ClaimedReminder, reminder_keys, moments),
        max_size=4,
        unique_by=lambda claimed_reminder: claimed_reminder.key,
    )
    return Case(
        id=draw(ids),
        number=draw(ids),
        procedure="herlev-2026-11",
        report=draw(st.builds(Report, severities, moments, moments, answers)),
        people=People(people, frozenset(draw(st.sets(persons, max_size=2))), draw(contacts)),
        evidence=draw(evidence),
        decisions=tuple(draw(decisions)),
        claimed_reminders=_claimed_in_order(draw(claimed_reminders)),
    )
