"""A small municipality, a finished report and a case: what the tests of flows/ begin with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from flows import events as ev
from flows.calendar.working_time import COPENHAGEN, Calendar
from flows.case.case import Case, Decision, Evidence, Participant, People, Report
from flows.people.organisation import Context, CrisisHelp, Department, OnCallContact, Organisation
from flows.people.person import Person
from flows.people.presence import Presence
from flows.procedure.procedure import STEPS
from flows.report import decide as drafts
from flows.report.draft import REVIEW, Asked, Conversation, Draft
from flows.report.people import confirmed
from flows.report.questions import REPORT
from flows.report.sending import open_case
from flows.screens.view import View
from flows.words import Language, catalogues
from tests.answers import ANSWERS

METTE, LARS, ANNE, DORTE = "U0METTE", "U0LARS", "U0ANNE", "U0DORTE"
HANNE, SOFIE, STRANGER = "U0HANNE", "U0SOFIE", "U0STRANGER"
VIBEKE, TOVE = "U0VIBEKE", "U0TOVE"
NAMES = {
    METTE: "Mette Holm",
    LARS: "Lars Bech",
    ANNE: "Anne Lund",
    DORTE: "Dorte Krag",
    HANNE: "Hanne Friis",
    SOFIE: "Sofie Dahl",
    STRANGER: "Poul Kro",
    VIBEKE: "Vibeke Munk",
    TOVE: "Tove Ravn",
}
ON_CALL = OnCallContact("Vagten", "+45 00 00 00 01", (VIBEKE,))
"""Who is called at danger where the organisation has somebody."""

CALENDAR = Calendar()


def local(text: str, zone: ZoneInfo = COPENHAGEN) -> datetime:
    """'Fri 2026-11-20 15:00' on that zone's clock, the weekday checked against the printed calendar."""
    weekday, rest = text.split(" ", 1)
    moment = datetime.fromisoformat(rest).replace(tzinfo=zone)
    assert moment.strftime("%a") == weekday, text
    return moment.astimezone(UTC)


Kept = TypeVar("Kept", Case, Draft)
NOW = local("Fri 2026-11-20 15:00")
"""A Friday afternoon: one working hour is left of the week."""

FOUND = ev.PeopleFound(LARS, DORTE, ANNE)


def persons(language: Language = "da", zone: str = "Europe/Copenhagen") -> dict[str, Person]:
    """Everybody in the municipality, all with that language and zone."""
    return {key: Person(key, name, language, zone) for key, name in NAMES.items()}


def organisation(calendar: Calendar = CALENDAR, on_call: OnCallContact | None = None) -> Organisation:
    """The municipality with those hours, and with somebody on duty where one is named."""
    department = Department("Borgerservice", LARS, (ANNE,), SOFIE, DORTE, frozenset({METTE}))
    help_line = CrisisHelp("Krisehjælpen", "+45 00 00 00 00", "Lederen ringer")
    return Organisation(
        "Eksempel Kommune", (department,), (HANNE,), (STRANGER,), help_line, calendar, on_call
    )


def context(
    now: datetime = NOW,
    calendar: Calendar = CALENDAR,
    language: Language = "da",
    zone: str = "Europe/Copenhagen",
    on_call: OnCallContact | None = None,
    presence: Mapping[str, Presence] | None = None,
    message_days: Mapping[str, date] | None = None,
) -> Context:
    """What a decision may look at, at that time."""
    made = organisation(calendar, on_call)
    return Context(now, made, persons(language, zone), presence or {}, message_days or {})


def view(ctx: Context, viewer: str = "") -> View:
    """The eyes of that person; the channel's without one."""
    return View(ctx, ctx.people.get(viewer))


def offered(key: str = "file1", *, by: str = METTE, name: str = "opslag.png") -> Evidence:
    """A file that was dropped and is not fetched yet."""
    return Evidence(key, f"F-{key}", name, by, NOW)


def kept(key: str = "file1", *, by: str = METTE, name: str = "opslag.png") -> Evidence:
    """The same file, safe in the evidence store."""
    item = offered(key, by=by, name=name)
    return replace(
        item,
        state="kept",
        received_at=NOW,
        received=replace(item.received, sha256="ab" * 32, size=10, media_type="image/png"),
    )


def refused(key: str = "file1", *, by: str = METTE, name: str = "opslag.png") -> Evidence:
    """The same file, of a type that is not received."""
    return replace(offered(key, by=by, name=name), state="refused", refusal="type")


def draft(**changes: Any) -> Draft:
    """A report at its review, with changed `answers` or fields."""
    answers = ANSWERS | changes.pop("answers", {})
    asked = turns(*changes.pop("asked", (*(q.key for q in REPORT), REVIEW)))
    empty = Draft("draft1", METTE, NOW, "2026-0042", answers, conversation=Conversation(asked))
    made = changed(empty, **{"found": FOUND} | changes)
    return made if "chosen" in changes else changed(made, chosen=confirmed(made))


def turns(*questions: str | Asked) -> tuple[Asked, ...]:
    """The turns of a conversation that asked these questions, one after the other."""
    return tuple(Asked(one) if isinstance(one, str) else one for one in questions)


def questions(made: Draft) -> tuple[str, ...]:
    """What the conversation has asked, turn by turn."""
    return tuple(turn.question for turn in made.conversation.asked)


def opened(sent_at: datetime = NOW, **changes: Any) -> Case:
    """The case that such a report becomes when it is sent at that time."""
    made, _ = open_case(draft(**changes), context(sent_at))
    return made


def case(sent_at: datetime = NOW, **changes: Any) -> Case:
    """A case with its channel, two helpers and an open step 1; any field may differ."""
    people = (
        Participant(METTE, "employee", sent_at, is_in_channel=True),
        Participant(LARS, "leader", sent_at, is_in_channel=True),
        Participant(ANNE, "representative", sent_at, is_in_channel=True),
    )
    facts: dict[str, Any] = {
        "id": "case1",
        "number": "2026-0042",
        "procedure": "herlev-2026-11",
        "report": Report("YELLOW", sent_at, sent_at, ANSWERS | {"evidence": "kept"}),
        "people": People(people),
        "channel": "C0SAG",
    }
    return changed(Case(**facts), **changes)


def changed(base: Kept, **changes: Any) -> Kept:
    """The case or draft with other facts, each by its own name, wherever in it they are kept."""
    own = {field.name: getattr(base, field.name) for field in fields(base)}
    for name, part in own.items():
        inside = {field.name for field in fields(part)} & changes.keys() if is_dataclass(part) else set()
        if inside:
            changes[name] = replace(changes.get(name, part), **{key: changes.pop(key) for key in inside})
    return replace(base, **changes)


def with_part(base: Case, person: str, role: Any) -> Case:
    """The case with one more person in it."""
    return replace(
        base,
        people=replace(
            base.people,
            participants=(*base.people.participants, Participant(person, role, base.report.sent_at)),
        ),
    )


def decided(*keys: str, at: datetime = NOW) -> tuple[Decision, ...]:
    """Decisions of these steps by the leader, the first outcome of each."""
    outcomes = {step.key: step.outcomes[0].key for step in STEPS}
    return tuple(Decision(key, outcomes[key], "", LARS, at) for key in keys)


def begun() -> Draft:
    """A report whose first question is open and whose people are found."""
    started, _ = drafts.begin(ev.ReportStarted(METTE, "draft1"), "2026-0042", context())
    return replace(started, people=replace(started.people, found=FOUND))


@cache
def danish() -> tuple[Message, ...]:
    """Every sentence of the Danish catalogue, as it is written."""
    return tuple(
        message
        for catalogue in catalogues("da")
        for message in read_po(BytesIO(catalogue), locale="da")
        if message.id
    )
