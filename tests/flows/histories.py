"""What may happen to a sent case: every event, sensible or odd, in any order and at any time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from hypothesis import strategies as st

from flows import events as ev
from flows.calendar.working_time import COPENHAGEN
from flows.case.case import Case, Contact, Decision, Record
from flows.case.severity import LEVELS
from flows.deciding.decide import decide
from flows.effects import Effect, Refused
from flows.people.organisation import Context
from flows.procedure.procedure import STEPS
from flows.procedure.steps import Field, Outcome, Step, Task
from tests.flows.colleagues import REASON, act
from tests.flows.given import (
    ANNE,
    ANSWERS,
    DORTE,
    HANNE,
    LARS,
    METTE,
    NOW,
    SOFIE,
    STRANGER,
    TOVE,
    case,
    context,
    kept,
    offered,
    opened,
    refused,
    with_part,
)
from tests.flows.words.sentences import said

PEOPLE = [METTE, LARS, ANNE, SOFIE, DORTE, HANNE, TOVE, STRANGER, "U0NOBODY", ""]
MAY_LEAVE = [person for person in PEOPLE if person != HANNE]
"""HR always has somebody, as an organisation does; everybody else may leave."""
KEYS = [step.key for step in STEPS]
ODD = ["", " ", "yes", "gone", "moved", "done", "1", "99", "²", "9" * 5000, "0001-01-01", "9999-12-31", LARS]

anybody = st.sampled_from([METTE, LARS, LARS, METTE, ANNE, LARS, *PEOPLE])
reasons = st.sampled_from([REASON, REASON, REASON, "kort", ""])
keys = st.sampled_from([*KEYS, "", "party"])
odd_values = st.dictionaries(
    st.sampled_from(
        ["answer", "day", "first_day", "number", "when", "what", "who", "person", "next", "plan"]
    ),
    st.sampled_from(ODD),
    max_size=4,
)
spans = st.sampled_from([0, 1, 5, 26, 80, 24 * 8, 24 * 40]).map(lambda count: timedelta(hours=count))
files = st.sampled_from(
    [
        make(key, by=by)
        for make in (offered, kept, refused)
        for key in ("file1", "file2")
        for by in (METTE, ANNE)
    ]
)


def filled(field: Field, today: date) -> st.SearchStrategy[str]:
    """What somebody who means it puts into the field on that day."""
    match field.kind:
        case "choice":
            return st.sampled_from([option.key for option in field.options])
        case "past":
            return st.integers(0, 20).map(lambda days: (today - timedelta(days=days)).isoformat())
        case "coming":
            return st.integers(0, 30).map(lambda days: (today + timedelta(days=days)).isoformat())
        case "person":
            return anybody
        case _:
            return st.sampled_from(["1", "2", "To om samtalerne."])


def values(fields: tuple[Field, ...], today: date) -> st.SearchStrategy[dict[str, str]]:
    """A form that is filled in with sense."""
    return st.fixed_dictionaries({field.key: filled(field, today) for field in fields})


def _by(likely: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Most often somebody whose act it is, and anybody else too."""
    return st.one_of(st.sampled_from(likely), st.sampled_from(likely), anybody) if likely else anybody


def _decisions(found: Case, today: date) -> st.SearchStrategy[ev.CaseEvent]:
    def of(way: tuple[Step, Outcome]) -> st.SearchStrategy[ev.CaseEvent]:
        step, outcome = way
        details = st.one_of(values(outcome.fields, today), values(outcome.fields, today), odd_values)
        owners = _by(found.with_role(*step.owners))
        return st.builds(ev.StepDecided, owners, st.just(step.key), st.just(outcome.key), reasons, details)

    return st.sampled_from([(step, outcome) for step in STEPS for outcome in step.outcomes]).flatmap(of)


def _tasks(found: Case, today: date) -> st.SearchStrategy[ev.CaseEvent]:
    def of(way: tuple[Step, Task]) -> st.SearchStrategy[ev.CaseEvent]:
        step, task = way
        wanted = st.one_of(values(task.fields, today), values(task.fields, today), odd_values)
        helpers = _by(found.with_role(*sorted(task.roles)))
        return st.builds(ev.TaskDone, helpers, st.just(step.key), st.just(task.key), wanted)

    return st.sampled_from([(step, task) for step in STEPS for task in step.tasks]).flatmap(of)


@cache  # Hypothesis looks through a strategy before its first draw, which takes longer than the draw.
def _meetings(now: datetime) -> st.SearchStrategy[ev.CaseEvent]:
    numbers, errors = st.sampled_from(["1", "2"]), st.sampled_from(["", "ErrorAccessDenied"])
    starts = st.sampled_from([-1, 5, 30, 200]).map(lambda hours: now + hours * HOUR)
    return st.one_of(
        st.builds(ev.MeetingBooked, anybody, keys, starts),
        st.builds(ev.MeetingCancelled, anybody, keys),
        st.builds(ev.MeetingSettled, keys, numbers, st.just("event1"), anybody, errors),
        st.builds(ev.MailSettled, st.sampled_from(["sent", "perhaps", "copy"])),
    )


HOUR = timedelta(hours=1)
NOTHING: tuple[Effect, ...] = ()
ROLES: st.SearchStrategy[ev.CaseEvent] = st.one_of(
    st.builds(ev.HandedOver, anybody, anybody, st.booleans()),
    st.builds(ev.TakenBack, anybody),
    st.builds(ev.PersonLeft, st.sampled_from(MAY_LEAVE)),
    st.builds(ev.Invited, anybody, st.sampled_from([TOVE, STRANGER, LARS, ""])),
    st.builds(ev.HelpAsked, anybody, st.sampled_from(["representative", "hr"])),
    st.builds(ev.InvitationAccepted, anybody),
    st.builds(ev.Escalated, anybody, reasons),
    st.builds(ev.SeverityChanged, anybody, st.sampled_from(LEVELS), reasons),
)
CLOCK: st.SearchStrategy[ev.CaseEvent] = st.one_of(
    st.builds(ev.Snoozed, anybody, keys, st.sampled_from([1, 3, 0, 99]), reasons),
    st.builds(ev.RemindersPaused, anybody, st.sampled_from([0, 1, 3, 7, -1])),
    st.builds(ev.PersonBack, anybody),
)
CLOSING: st.SearchStrategy[ev.CaseEvent] = st.one_of(
    st.builds(ev.ClosingAnswered, anybody, st.booleans(), reasons),
    st.builds(ev.CaseClosed, anybody, reasons),
    st.builds(ev.CaseReopened, anybody, reasons),
    st.builds(
        ev.AfterwardsAnswered, anybody, st.sampled_from(["helped", "told", ""]), st.sampled_from(["yes", "x"])
    ),
    st.builds(ev.DossierSettled, st.sampled_from(["uploaded", "refused", "off"])),
)
EVIDENCE: st.SearchStrategy[ev.CaseEvent] = st.one_of(
    st.builds(ev.EvidenceAsked, anybody, st.sampled_from(["file1", "file2", ""])),
    st.builds(ev.FileOffered, anybody, files),
    st.builds(ev.FileSettled, files.filter(lambda item: item.state != "fetching")),
    st.builds(
        ev.WordsKept,
        anybody,
        st.sampled_from(["words1", "file1"]),
        st.text(max_size=10),
        st.sampled_from([None, "message", "correction"]),
    ),
    st.builds(
        ev.EvidenceDescribed,
        anybody,
        st.sampled_from(["file1", "words1", ""]),
        st.dictionaries(st.sampled_from(["platform", "odd"]), st.sampled_from(["", "A"])),
    ),
)
REOPENED: st.SearchStrategy[ev.CaseEvent] = st.builds(ev.StepReopened, anybody, keys, reasons)
ENDING: st.SearchStrategy[ev.CaseEvent] = st.sampled_from([ev.Withdrawn(METTE), ev.Withdrawn(LARS)])
channels = st.sampled_from(["C1", "C0SAG"])
SLACK: st.SearchStrategy[ev.CaseEvent] = st.one_of(
    st.builds(ev.ChannelOpened, channels),
    st.builds(ev.ChannelRefused, st.just("restricted_action")),
    st.builds(lambda p: ev.MembersSeen((p,)), anybody),
    st.builds(lambda p: ev.MembersSeen(missing={p: "user_is_restricted"}), anybody),
    st.builds(
        ev.ChannelSeen,
        channels,
        st.lists(anybody, max_size=6, unique=True).map(tuple),
        st.sampled_from([(), (STRANGER,), (LARS,)]),
        *(st.booleans() for _ in range(5)),
    ),
    st.builds(ev.ChannelSeen, channels, is_looked_at=st.just(True)),
    st.builds(ev.ChannelMended, anybody),
    st.builds(ev.ChannelRenewed, anybody),
    st.builds(ev.ContactAnswered, anybody),
    st.builds(ev.ContactTold, anybody, st.booleans()),
)


def events(found: Case, now: datetime) -> st.SearchStrategy[ev.CaseEvent]:
    """Everything that may happen to the case at that time, and most often what moves it on."""
    today = now.astimezone(COPENHAGEN).date()
    decided, done = _decisions(found, today), _tasks(found, today)
    often = (decided, decided, decided, decided, done, done, done, ROLES, _meetings(now), CLOSING)
    return st.one_of(*often, REOPENED, EVIDENCE, SLACK, CLOCK, _looks(now), ENDING)


def _looks(now: datetime) -> st.SearchStrategy[ev.CaseEvent]:
    """The clock looks for somebody, with the message of the day or without."""
    return st.builds(ev.TimePassed, anybody, st.sampled_from([None, now, now + 8 * HOUR]))


def _almost_over(**changes: Any) -> Case:
    """Everything but the analysis is decided, and that is booked: the employee has been asked."""
    firsts = [step for step in STEPS if step.key != "analyse"]
    done = tuple(Decision(step.key, step.outcomes[0].key, "", LARS, NOW) for step in firsts)
    booked = Record("analyse", "meeting", LARS, NOW, {"number": "1", "start": (NOW + HOUR).isoformat()})
    records = (booked, Record("meeting", "summary", LARS, NOW), Record("closing", "asked", "", NOW))
    return case(decisions=done, records=records, **changes)


def _ready(**changes: Any) -> Case:
    """Steps 1 to 6 are decided, and the employee has had the summary for a while."""
    found = _almost_over(**changes)
    sent = Record("meeting", "summary", LARS, NOW - timedelta(days=2))
    return replace(found, decisions=found.decisions[:6], records=(sent,))


DOCUMENTED = (Decision("document", "cannot", "", METTE, NOW),)
WAITING = case(evidence=(offered("file1"), offered("file2")))
BEGINNINGS = [
    opened(),
    case(),
    WAITING,
    case(contacts=(Contact("leader", LARS, NOW), Contact("hr", HANNE, NOW)), severity="RED"),
    with_part(with_part(case(), SOFIE, "deputy"), HANNE, "hr"),
    case(decisions=DOCUMENTED),
    with_part(case(decisions=DOCUMENTED, severity="RED"), HANNE, "hr"),
    _ready(),
    with_part(_ready(), SOFIE, "deputy"),
    case(excluded=frozenset({SOFIE, STRANGER}), answers=ANSWERS | {"circumstances": ("child",)}),
    case(answers=ANSWERS | {"wishes": ("police:no", "register:named", "absence:2026-11-19")}),
    replace(WAITING, ending=replace(WAITING.ending, withdrawn_at=NOW)),
    _almost_over(),
    with_part(_almost_over(), DORTE, "next_leader"),
    _almost_over(closed_at=NOW),
    _almost_over(closed_at=NOW, archived_at=NOW),
]
beginnings = st.sampled_from(BEGINNINGS)


@dataclass(frozen=True)
class Turn:
    """One event and what it did; `gone` are those who do not work here any more."""

    event: ev.CaseEvent
    now: datetime
    before: Case
    after: Case
    effects: tuple[Effect, ...]
    gone: frozenset[str]


class History:
    """A case as it goes on: the clock moves, people leave the organisation, and acts may be refused."""

    def __init__(self, found: Case) -> None:
        self.case = found
        self.now = NOW
        self.gone: set[str] = set()
        self.turns: list[Turn] = []

    @property
    def ctx(self) -> Context:
        """What is known now: whoever has left is no active member any more."""
        ctx = context(self.now)
        known = {key: replace(who, is_active=key not in self.gone) for key, who in ctx.people.items()}
        return replace(ctx, people=known)

    def happens(self, event: ev.CaseEvent) -> tuple[Effect, ...]:
        """What is owed for it; a refusal owes nothing, changes nothing and is a sentence that we have."""
        if isinstance(event, ev.PersonLeft) and event.person != METTE:
            self.gone.add(event.person)
        before, effects = self.case, NOTHING
        try:
            self.case, effects = decide(before, event, self.ctx)
        except Refused as refusal:
            assert refusal.message in said()
        self.turns.append(Turn(event, self.now, before, self.case, effects, frozenset(self.gone)))
        return effects

    def lives(self, data: st.DataObject, most: int = 60) -> None:
        """The colleagues work on it for a while, in an order that a seed gives."""
        chance = Random(data.draw(st.integers(0, 2**32)))  # noqa: S311
        for _ in range(chance.randint(0, most)):
            self.now += timedelta(hours=chance.choice([0, 1, 5, 26, 80, 200]))
            self.happens(act(self.case, self.now, chance))

    def goes_on(self, data: st.DataObject, most: int = 6) -> None:
        """It has lived for a while; then anything happens, and again, with time between."""
        self.lives(data)
        for _ in range(data.draw(st.integers(0, most))):
            self.now += data.draw(spans)
            self.happens(data.draw(events(self.case, self.now)))
