"""The people, the organisation and a whole report, as the storage tests need them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlmodel import col, select

from flows import events as ev
from flows.calendar.working_time import COPENHAGEN
from flows.case.case import Case, Evidence
from flows.effects import FindPeople
from flows.form import Value
from flows.people.organisation import Context, CrisisHelp, Department, Organisation
from flows.people.person import Person
from flows.report import decide
from storage import case_lists, case_turns, cases, claiming, drafts, inbox, journal, settling, turns
from storage.claiming import OutboxItem
from storage.database import Storage, Transaction
from storage.journal import Line
from storage.tables import OutboxRow
from tests.answers import ANSWERS as WHOLE

METTE, LARS, DORTE, ANNE, OMAR = "U0METTE", "U0LARS", "U0DORTE", "U0ANNE", "U0OMAR"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""A Tuesday, ten o'clock in Copenhagen."""

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

FOUND = ev.PeopleFound(LARS, DORTE, ANNE)
ANSWERS: Mapping[str, Value] = WHOLE | {
    "kinds": ("hate_page",),
    "where": ("facebook",),
    "when": "",
    "story": "Han har lavet en side om mig.",
    "evidence": "cannot",
    "circumstances": ("visible", "public"),
}
ORGANISATION = Organisation(
    "Herlev Kommune",
    (Department("Borgerservice", LARS, (ANNE,), next_leader=DORTE, members=frozenset({METTE})),),
    hr=("U0HANNE",),
    operators=("U0HANNE",),
    crisis_help=CrisisHelp("Krisekorps", "60 11 11 44", "Lederen ringer"),
)


def at(now: datetime = NOW, **zones: str) -> Context:
    """A moment in this organisation; `zones` are where people live who are not in Copenhagen."""
    people = {person: Person(person, person.title(), zone=zone) for person, zone in zones.items()}
    return Context(now, ORGANISATION, people)


def offered(name: str = "opslag.png", by: str = METTE, at: datetime = NOW) -> Evidence:
    """A file that was dropped into the conversation."""
    return Evidence(uuid4().hex, f"F{uuid4().hex}", name, by, at)


def begins(storage: Storage, person: str = METTE, ctx: Context | None = None) -> str:
    """The person begins a report; gives the draft's id."""
    ctx = ctx or at()
    does(storage, ev.ReportStarted(person, uuid4().hex), person, ctx)
    return under_way(storage, person)


def does(storage: Storage, event: ev.DraftEvent, person: str = METTE, ctx: Context | None = None) -> None:
    """One turn of the person's report under way."""
    turns.on_draft(storage, event, ctx or at(), person=person)


def under_way(storage: Storage, person: str = METTE) -> str:
    """The id of the person's report under way."""
    with storage.transaction() as tx:
        draft = drafts.of(tx, person)
    assert draft is not None
    return draft.id


def answers(
    storage: Storage,
    person: str = METTE,
    ctx: Context | None = None,
    kept_out: tuple[str, ...] = (),
    draft: str = "",
    **changes: Value,
) -> None:
    """The directory tells who leads; then every question is answered, in one transaction to be quick.

    `draft` is the id of the person's report where it is known.
    """
    ctx = ctx or at()
    finds(storage, draft or under_way(storage, person), ctx)
    for other in kept_out:
        does(storage, ev.PersonKeptOut(person, other), person, ctx)
    when = ctx.now.astimezone(COPENHAGEN) - 90 * MINUTE
    given = {**ANSWERS, "when": f"{when:%Y-%m-%dT%H:%M}", **changes}

    def all_of_them(tx: Transaction) -> None:
        draft = drafts.of(tx, person)
        for key, value in given.items():
            assert draft is not None
            draft, _ = decide.decide(draft, ev.Answered(person, key, value), ctx)
        assert draft is not None
        drafts.put(tx, draft, ctx.now)
        journal.write(tx, draft.id, Line(ctx.now, person, "Answered", ""))

    storage.run(all_of_them)


def finds(storage: Storage, draft: str, ctx: Context) -> None:
    """The directory answers; what else is owed is left alone."""
    wanted = select(OutboxRow).where(OutboxRow.subject == draft, col(OutboxRow.done_at).is_(None))
    with storage.reading() as tx:
        row = next(row for row in tx.session.exec(wanted) if row.kind == FindPeople.__name__)
        effect = FindPeople(**json.loads(row.args))
        item = OutboxItem(row.id, draft, effect, row.owed_at, row.attempts, is_unknown=False)
    settles(storage, item, FOUND, ctx)


def arrives(storage: Storage, key: str, payload: bytes = b"{}") -> str:
    """Slack delivers it; gives its key."""
    storage.run(lambda tx: inbox.take_in(tx, key, payload, NOW))
    return key


def nothing(_: Transaction) -> None:
    """A delivery that leaves nothing behind."""


def settles(
    storage: Storage,
    item: OutboxItem,
    answer: settling.DeliveryEvent | None,
    ctx: Context,
    remember: Callable[[Transaction], None] = nothing,
) -> None:
    """The outbox item is delivered, and the world has answered."""
    settling.settle(storage, [settling.Done(item, answer, remember)], ctx)


def claims(storage: Storage, now: datetime = NOW, most: int = 8) -> list[OutboxItem]:
    """What is given out to be delivered now."""
    return list(storage.run(lambda tx: claiming.claim(tx, now, (), most)).items)


def release(storage: Storage) -> None:
    """As after a restart of the only process."""
    storage.run(claiming.release_all)


def reports(
    storage: Storage,
    person: str = METTE,
    now: datetime = NOW,
    kept_out: tuple[str, ...] = (),
    **changes: Value,
) -> str:
    """A whole report, sent; gives the case's id."""
    ctx = at(now)
    case = begins(storage, person, ctx)
    answers(storage, person, ctx, kept_out, case, **changes)
    turns.send(storage, person, ctx, arrival=f"send-{case}")
    return case


def case_of(storage: Storage, case: str, as_: str = METTE) -> Case:
    """The case as someone sees it."""
    with storage.transaction() as tx:
        return cases.get(tx, case, as_=as_)


def cases_of(tx: Transaction, person: str) -> tuple[Case, ...]:
    """The cases that the person reported or has a part in, the newest first."""
    found = (*case_lists.own(tx, person), *case_lists.foremost(tx, person, 0, 100)[0])
    return tuple(sorted(found, key=lambda case: case.report.sent_at, reverse=True))


def looks_at(storage: Storage, case: str, person: str) -> Case:
    """Somebody has the case before their eyes. Raises NoSuchCase."""
    whole = case_turns.Look(lambda _tx, _case: None, lambda _: True)
    return case_turns.look(storage, case, person, NOW, whole)[0]


def owed(storage: Storage, subject: str) -> list[str]:
    """The kinds of effects that are not settled yet, in the order they were owed."""
    query = select(OutboxRow).where(OutboxRow.subject == subject, col(OutboxRow.done_at).is_(None))
    with storage.transaction() as tx:
        return [row.kind for row in tx.session.exec(query.order_by(col(OutboxRow.seq)))]
