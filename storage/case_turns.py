"""One turn of a case: who acts is checked at the door, and every look is written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from flows import events as ev
from flows.access.channel import frozen
from flows.access.rules import VAERN
from flows.case.case import Case
from flows.deciding import decide as case_flow
from flows.deciding.taking_over import may_answer
from flows.effects import Refused, Show
from flows.people.organisation import Context
from flows.report.draft import Draft
from storage import cases, drafts, inbox, journal, outbox
from storage.database import Storage, Transaction
from storage.turns import draft_turn, new_items, remember_event

Result = TypeVar("Result")
Happened = ev.PersonLeft | ev.PersonBack | ev.ChannelSeen
"""Somebody does not work here any more, or is not away any more; Slack told of the case's channel."""


LOOKS_TOGETHER = timedelta(minutes=1)
"""Whoever reads a case opens several windows of it: the employee's Home tab tells of them at once."""
Seen = tuple[Case, Result]
"""A case that somebody looks at, with what else of it was read in the same transaction."""


@dataclass(frozen=True)
class Look(Generic[Result]):
    """What is read of a case besides it, and whether what was read shows content, so that it is journaled."""

    reads: Callable[[Transaction, Case], Result]
    shows_content: Callable[[Result], bool]


def look(
    storage: Storage,
    case: str,
    person: str,
    now: datetime,
    wanted: Look[Result],
    *,
    arrival: str = "",
) -> Seen[Result]:
    """The case for someone who opens something of it, with what else is read for that.

    A look goes to the journal, and so does a refusal. The employee's Home tab tells who has looked last. The
    arrival that asked for it is done with it. Raises NoSuchCase for someone who may not read it.
    """

    def look(tx: Transaction) -> Seen[Result]:
        found = cases.get(tx, case, as_=person)
        result = wanted.reads(tx, found)
        if wanted.shows_content(result):
            _remember_look(tx, found, person, now)
        if arrival:
            inbox.done(tx, arrival, now)
        return found, result

    return journaling_refusals(storage, case, person, now, look)


def _remember_look(tx: Transaction, case: Case, person: str, now: datetime) -> None:
    journal.write(tx, case.id, journal.Line(now, person, "read", ""))
    if person != case.employee:
        outbox.owe(tx, case.id, (Show("home", case.employee),), now, now + LOOKS_TOGETHER)


def journaling_refusals(
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
        if inbox.once(tx, arrival, ctx.now):
            case_turn(tx, cases.get(tx, case, as_=as_), event, tx.newest(ctx))

    try:
        journaling_refusals(storage, case, as_, ctx.now, turn)
    except Refused:
        # Two who decide at once have both acted; so has one who tries what is not theirs.
        line = journal.Line(ctx.now, as_, f"{type(event).__name__} refused", getattr(event, "step", ""))
        storage.run(lambda tx: journal.write(tx, case, line))
        raise


def join(
    storage: Storage, case: str, person: str, ctx: Context, *, arrival: str, is_declined: bool = False
) -> None:
    """Somebody who was asked says yes, or that they cannot.

    Raises NoSuchCase for one who was not asked, or who came too late.
    """

    def turn(tx: Transaction) -> None:
        if not inbox.once(tx, arrival, ctx.now):
            return
        found, now_known = cases.get(tx, case, as_=VAERN), tx.newest(ctx)
        if not may_answer(person, found, now_known):
            raise cases.NoSuchCase
        event = ev.InvitationDeclined(person) if is_declined else ev.InvitationAccepted(person)
        case_turn(tx, found, event, now_known)

    journaling_refusals(storage, case, person, ctx.now, turn)


def happened(storage: Storage, case: str, event: Happened, ctx: Context) -> None:
    """What a case comes to by what nobody in it has done."""
    storage.turn(lambda tx, ctx: case_turn(tx, cases.get(tx, case, as_=VAERN), event, ctx), ctx)


def case_turn(tx: Transaction, case: Case, event: ev.CaseEvent, ctx: Context) -> None:
    """A turn within a transaction."""
    changed, effects = case_flow.decide(case, event, ctx)
    if changed != case:
        cases.put(tx, changed, ctx)
    outbox.owe(tx, case.id, effects, ctx.now)
    if changed != case or effects:
        new = new_items(changed.evidence, case.evidence)
        fault = _fault(changed) if isinstance(event, ev.ChannelSeen) else ""
        remember_event(tx, case.id, event, ctx.now, new, found=fault)


def _fault(case: Case) -> str:
    """What is wrong with the case's channel, for the journal: never who, since they may be kept out."""
    held = frozen(case)
    return held.values["fault"] if held else ""


def answer_contact(storage: Storage, subject: str, person: str, ctx: Context, *, arrival: str) -> None:
    """Somebody who was asked to get in touch says that they do, whether the report is sent by then or not.

    They may have no part in the case. Raises NoSuchCase for somebody who was not asked.
    """

    def turn(tx: Transaction) -> None:
        if not inbox.once(tx, arrival, ctx.now):
            return
        now_known = tx.newest(ctx)
        event, draft = ev.ContactAnswered(person), drafts.get(tx, subject)
        found = draft or cases.get(tx, subject, as_=VAERN)
        kept_out = found.excluded() if isinstance(found, Draft) else found.people.excluded
        if person in kept_out or person not in {contact.person for contact in found.people.contacts}:
            raise cases.NoSuchCase
        if isinstance(found, Draft):
            draft_turn(tx, found, event, now_known)
        else:
            case_turn(tx, found, event, now_known)

    journaling_refusals(storage, subject, person, ctx.now, turn)
