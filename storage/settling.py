"""A debt is settled: what the world answered is decided upon in the same transaction."""

from __future__ import annotations

from collections.abc import Callable

from flows import events as ev
from flows.access import VAERN
from flows.organisation import Context
from storage import cases, drafts, outbox
from storage.case_turns import case_turn
from storage.database import Storage, Transaction
from storage.turns import draft_turn

Answer = (
    ev.PeopleFound
    | ev.FileSettled
    | ev.ChannelOpened
    | ev.ChannelRefused
    | ev.MemberJoined
    | ev.MemberMissing
    | ev.ContactTold
    | ev.MeetingSettled
    | ev.MailSettled
    | ev.DossierSettled
)

OF_A_DRAFT = ev.PeopleFound | ev.FileSettled | ev.ContactTold


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
    if draft is not None and isinstance(answer, OF_A_DRAFT):
        draft_turn(tx, draft, answer, ctx)
        return
    try:
        case = cases.get(tx, subject, as_=VAERN)
    except cases.NoSuchCase:
        return
    if not isinstance(answer, ev.PeopleFound):
        case_turn(tx, case, answer, ctx)
