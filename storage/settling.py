"""Marks outbox items delivered, and decides upon what Slack or Graph answered in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from flows import events as ev
from flows.access.rules import VAERN
from flows.effects import Tell
from flows.evidence.items import given_up
from flows.people.organisation import Context
from storage import cases, claiming, drafts, outbox
from storage.case_turns import case_turn
from storage.database import Storage, Transaction
from storage.turns import draft_turn

DeliveryEvent = (
    ev.PeopleFound
    | ev.FileSettled
    | ev.FileGivenUp
    | ev.ChannelOpened
    | ev.ChannelRefused
    | ev.ChannelSeen
    | ev.MembersSeen
    | ev.ContactTold
    | ev.MeetingSettled
    | ev.MailSettled
    | ev.DossierSettled
)

OF_A_DRAFT = ev.PeopleFound | ev.FileSettled | ev.ContactTold


@dataclass(frozen=True)
class Done:
    """An outbox item that is settled, also when it was refused with `error`.

    The answer is fed back as an event, and `remember` runs beside it.
    """

    item: claiming.OutboxItem
    answer: DeliveryEvent | None
    remember: Callable[[Transaction], None]
    error: str = ""


@dataclass(frozen=True)
class Postponed:
    """An outbox item that is tried again when due anew; `is_unknown` when it may have been delivered.

    Without `is_failure` it does not count towards giving up.
    """

    item: claiming.OutboxItem
    due_at: datetime
    error: str
    is_unknown: bool
    remember: Callable[[Transaction], None]
    is_failure: bool = True


@dataclass(frozen=True)
class Waiting:
    """An outbox item that has to wait until it is due anew, though nothing is wrong and nothing was tried."""

    item: claiming.OutboxItem
    due_at: datetime
    remember: Callable[[Transaction], None]


@dataclass(frozen=True)
class Released:
    """An outbox item that was claimed and not begun, since something before it in its lane has to wait."""

    item: claiming.OutboxItem


Settlement = Done | Postponed | Waiting | Released


def settle(storage: Storage, found: Iterable[Settlement], ctx: Context) -> None:
    """What became of some outbox items, and what the world answered, in one transaction."""
    settlements = tuple(found)

    def turn(tx: Transaction, ctx: Context) -> None:
        for settlement in settlements:
            _settle(tx, settlement, ctx)

    storage.turn(turn, ctx)


def _settle(tx: Transaction, settlement: Settlement, ctx: Context) -> None:
    item = settlement.item
    match settlement:
        case Done():
            if not claiming.delivered(tx, item, ctx.now, settlement.error):
                return
            settlement.remember(tx)
            if settlement.answer is not None:
                _on_answer(tx, item.subject, settlement.answer, ctx)
        case Postponed():
            settlement.remember(tx)
            error, is_unknown, is_failure = settlement.error, settlement.is_unknown, settlement.is_failure
            claiming.later(tx, item, settlement.due_at, error, is_unknown, is_failure=is_failure)
        case Waiting():
            settlement.remember(tx)
            claiming.wait(tx, item, ctx.now, settlement.due_at)
        case Released():
            claiming.release(tx, item)


def _on_answer(tx: Transaction, subject: str, answer: DeliveryEvent, ctx: Context) -> None:
    if isinstance(answer, ev.FileGivenUp):
        _on_given_up(tx, subject, answer.evidence, ctx)
        return
    draft = drafts.get(tx, subject)
    if draft is not None and isinstance(answer, OF_A_DRAFT):
        draft_turn(tx, draft, answer, ctx)
        return
    try:
        case = cases.get(tx, subject, as_=VAERN)
    except cases.NoSuchCase:
        _without_a_report(tx, subject, answer, ctx)
        return
    if not isinstance(answer, ev.PeopleFound):
        case_turn(tx, case, answer, ctx)


def _on_given_up(tx: Transaction, subject: str, evidence: str, ctx: Context) -> None:
    """The file is refused, so that nothing waits for it."""
    draft = drafts.get(tx, subject)
    try:
        items = draft.evidence if draft else cases.get(tx, subject, as_=VAERN).evidence
    except cases.NoSuchCase:
        return
    settled = given_up(items, evidence)
    if settled is not None:
        _on_answer(tx, subject, settled, ctx)


def _without_a_report(tx: Transaction, subject: str, answer: DeliveryEvent, ctx: Context) -> None:
    """Who asked for a talk without reporting is told when nobody has got that."""
    kind, _, person = subject.partition(":")
    if kind == "person" and isinstance(answer, ev.ContactTold) and answer.is_missed:
        outbox.owe(tx, subject, (Tell(person, "contact-missed", answer.person),), ctx.now)
