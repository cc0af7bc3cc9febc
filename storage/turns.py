"""One turn: what arrived is decided and remembered, with what it owes, in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from flows import decide as case_flow
from flows import events as ev
from flows import report as draft_flow
from flows.access import VAERN
from flows.case import Case
from flows.effects import Refused
from flows.organisation import Context
from flows.report import Draft
from flows.words import N_
from storage import cases, drafts, evidence, inbox, journal, outbox
from storage.database import Storage, Transaction

Result = TypeVar("Result")
LONGEST_GREETING = 20


def _journal(tx: Transaction, subject: str, event: object, now: datetime) -> None:
    person = getattr(event, "by", VAERN)
    detail = getattr(event, "step", "") or getattr(event, "question", "") or getattr(event, "role", "")
    journal.write(tx, subject, journal.Line(now, person, type(event).__name__, detail))


def on_draft(
    storage: Storage,
    event: ev.DraftEvent,
    ctx: Context,
    *,
    person: str,
    arrival: str = "",
    draft: str = "",
) -> None:
    """A turn of the person's report under way; `draft` is the one that a pressed button belongs to.

    Raises Refused with the sentence for the person.
    """

    def turn(tx: Transaction) -> str:
        if arrival and inbox.is_done(tx, arrival):
            return ""
        found = _own_draft(tx, person, draft)
        erased = _draft_turn(tx, found, event, ctx)
        inbox.done(tx, arrival, ctx.now)
        return erased

    if erased := storage.run(turn):
        evidence.erase(storage.folder, erased)


def _own_draft(tx: Transaction, person: str, pressed: str) -> Draft | None:
    """The report under way. A button of an earlier one, left on a screen, must not act on it."""
    draft = drafts.of(tx, person)
    if draft is not None and pressed not in {"", draft.id}:
        raise Refused(N_("That button belongs to a report that is sent or erased."))
    return draft


def _draft_turn(tx: Transaction, draft: Draft | None, event: ev.DraftEvent, ctx: Context) -> str:
    if draft is None:
        if isinstance(event, ev.ReportStarted):
            _begin(tx, event, ctx)
            return ""
        raise Refused(N_("There is no report under way. Write hello to begin one."))
    changed, effects = draft_flow.decide(draft, event, ctx)
    if changed is None:
        drafts.erase(tx, draft.id)
        outbox.drop(tx, draft.id)
    elif changed != draft:
        drafts.put(tx, changed, ctx.now)
    outbox.owe(tx, draft.id, effects, ctx.now)
    _journal(tx, draft.id, event, ctx.now)
    return draft.id if changed is None else ""


def _begin(tx: Transaction, event: ev.ReportStarted, ctx: Context) -> None:
    draft, effects = draft_flow.begin(event, ctx.now)
    if drafts.add(tx, draft):
        outbox.owe(tx, draft.id, effects, ctx.now)
        _journal(tx, draft.id, event, ctx.now)


def offer_file(storage: Storage, event: ev.FileOffered, draft: str, ctx: Context, arrival: str) -> None:
    """A dropped file joins the report under way, else the person's newest own case.

    Without either it begins a report of the id `draft`.
    """

    def turn(tx: Transaction) -> None:
        if inbox.is_done(tx, arrival):
            return
        own = [case for case in cases.of(tx, event.by) if case.employee == event.by]
        if drafts.of(tx, event.by) is None and own:
            _case_turn(tx, own[0], event, ctx)
            return
        _draft_turn(tx, _draft_or_new(tx, event.by, draft, ctx), event, ctx)

    storage.run(turn)


def say(storage: Storage, event: ev.Typed, draft: str, ctx: Context, arrival: str) -> None:
    """Words in the direct message answer the open question; without a report they begin one.

    More than a greeting is kept as what happened, so that nobody has to write it twice.
    """

    def turn(tx: Transaction) -> None:
        if inbox.is_done(tx, arrival):
            return
        found = drafts.of(tx, event.by)
        if found is None:
            _draft_or_new(tx, event.by, draft, ctx)
            if len(event.text) > LONGEST_GREETING:
                _draft_turn(tx, drafts.of(tx, event.by), ev.StoryBegun(event.by, event.text), ctx)
        else:
            _draft_turn(tx, found, event, ctx)
        inbox.done(tx, arrival, ctx.now)

    storage.run(turn)


def _draft_or_new(tx: Transaction, person: str, draft: str, ctx: Context) -> Draft | None:
    if drafts.of(tx, person) is None:
        _begin(tx, ev.ReportStarted(person, draft), ctx)
    return drafts.of(tx, person)


def send(storage: Storage, person: str, ctx: Context, *, arrival: str, draft: str = "") -> None:
    """The draft becomes a case. A second press finds no draft and is told so; nothing is made twice."""

    def turn(tx: Transaction) -> None:
        if inbox.is_done(tx, arrival):
            return
        found = _own_draft(tx, person, draft)
        if found is None:
            raise Refused(N_("The report is sent already."))
        event = ev.Sent(person, _number(tx, ctx.now))
        case, effects = case_flow.open_case(found, event, ctx)
        drafts.drop(tx, found.id)
        cases.add(tx, case, ctx)
        outbox.owe(tx, case.id, effects, ctx.now)
        _journal(tx, case.id, event, ctx.now)
        inbox.done(tx, arrival, ctx.now)

    storage.run(turn)


def _number(tx: Transaction, now: datetime) -> str:
    """Drawn by chance: with numbers in a row, a gap would tell of a case that one may not know."""
    for digits in (4, 4, 4, 4, 5, 6, 8):
        number = f"{now.year}-{secrets.randbelow(10**digits):0{digits}d}"
        if cases.is_free(tx, number):
            return number
    raise RuntimeError("no free case number was found")


def read(storage: Storage, case: str, person: str, now: datetime) -> Case:
    """The case for someone who looks at it; the look, or its refusal, goes to the journal.

    Raises NoSuchCase for someone who may not read it.
    """

    def look(tx: Transaction) -> Case:
        found = cases.get(tx, case, as_=person)
        journal.write(tx, case, journal.Line(now, person, "read", ""))
        return found

    return _through_the_door(storage, case, person, now, look)


def _through_the_door(
    storage: Storage, case: str, person: str, now: datetime, work: Callable[[Transaction], Result]
) -> Result:
    """The work, with a refusal at the door journaled in a transaction of its own."""
    try:
        return storage.run(work)
    except cases.NoSuchCase:
        storage.run(lambda tx: journal.write(tx, case, journal.Line(now, person, "refused", "")))
        raise


def on_case(
    storage: Storage, case: str, event: ev.CaseEvent, ctx: Context, *, as_: str, arrival: str
) -> None:
    """A turn of a case. Raises NoSuchCase for someone who may not read it, Refused with a sentence."""

    def turn(tx: Transaction) -> None:
        if inbox.is_done(tx, arrival):
            return
        _case_turn(tx, cases.get(tx, case, as_=as_), event, ctx)
        inbox.done(tx, arrival, ctx.now)

    _through_the_door(storage, case, as_, ctx.now, turn)


def _case_turn(tx: Transaction, case: Case, event: ev.CaseEvent, ctx: Context) -> None:
    changed, effects = case_flow.decide(case, event, ctx)
    if changed != case:
        cases.put(tx, changed, ctx)
    outbox.owe(tx, case.id, effects, ctx.now)
    if changed != case or effects:
        _journal(tx, case.id, event, ctx.now)


Answer = (
    ev.PeopleFound
    | ev.FileSettled
    | ev.ChannelOpened
    | ev.ChannelRefused
    | ev.MemberJoined
    | ev.MemberMissing
)


def pay(
    storage: Storage,
    debt: outbox.Debt,
    answer: Answer | None,
    ctx: Context,
    *,
    error: str,
    remember: Callable[[Transaction], None],
) -> None:
    """A debt is settled and the world's answer decided upon, in one transaction."""

    def turn(tx: Transaction) -> None:
        outbox.paid(tx, debt.id, ctx.now, error)
        remember(tx)
        if answer is not None:
            _on_answer(tx, debt.subject, answer, ctx)

    storage.run(turn)


def _on_answer(tx: Transaction, subject: str, answer: Answer, ctx: Context) -> None:
    draft = drafts.get(tx, subject)
    if draft is not None and isinstance(answer, ev.PeopleFound | ev.FileSettled):
        _draft_turn(tx, draft, answer, ctx)
        return
    try:
        case = cases.get(tx, subject, as_=VAERN)
    except cases.NoSuchCase:
        return
    if not isinstance(answer, ev.PeopleFound):
        _case_turn(tx, case, answer, ctx)


def due_cases(storage: Storage, now: datetime) -> list[str]:
    """The cases whose next reminder is due."""
    with storage.transaction() as tx:
        return cases.due(tx, now)


def pass_time(storage: Storage, case: str, ctx: Context) -> None:
    """The clock's turn of one case."""

    def turn(tx: Transaction) -> None:
        found = cases.get(tx, case, as_=VAERN)
        changed, effects = case_flow.decide(found, ev.TimePassed(), ctx)
        cases.put(tx, changed, ctx)
        outbox.owe(tx, case, effects, ctx.now)
        if effects:
            _journal(tx, case, ev.TimePassed(), ctx.now)

    storage.run(turn)
