"""What somebody drops or saves is put where it belongs, or waits for that person's choice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

from flows import events as ev
from flows.effects import Refused, Show, Tell
from flows.evidence.routing import (
    ASK,
    DEALT_WITH,
    DRAFT,
    NEW,
    IncomingContent,
    PlaceChosen,
    Said,
    about_question,
    belongs_to_the_report,
    kept_words,
    route,
    said_in_report,
)
from flows.people.organisation import Context
from flows.screens.case.where_to import NOWHERE
from storage import case_lists, cases, drafts, inbox, outbox, surfaces
from storage.case_turns import case_turn, journaling_refusals
from storage.database import Storage, Transaction
from storage.turns import draft_or_new, draft_turn

HELD_FOR = timedelta(days=7)


def drop(storage: Storage, dropped: IncomingContent, draft: str, ctx: Context, arrival: str) -> None:
    """Puts it where it belongs; `draft` is the id of the report it begins, where it begins one.

    Raises Refused with the sentence for the person.
    """

    def turn(tx: Transaction, ctx: Context) -> Refused | None:
        if inbox.is_done(tx, arrival):
            return None
        has_draft = bool(drafts.id_of(tx, dropped.by))
        is_at_once = belongs_to_the_report(dropped, has_draft=has_draft)
        mine = () if is_at_once else case_lists.where_to_add(tx, dropped.by, dropped.channel)
        where = route(dropped, has_draft, mine)
        if has_draft and where != DRAFT:
            drafts.touch(tx, dropped.by, ctx.now)
        if where == ASK:
            if inbox.hold(tx, arrival, ctx.now + HELD_FOR):
                told = Tell(dropped.by, "where-to", arrival)
                outbox.owe(tx, f"person:{dropped.by}", (told,), ctx.now)
            return None
        refusal = _put(tx, dropped, where, draft, ctx)
        inbox.done(tx, arrival, ctx.now)
        return refusal

    if refusal := storage.turn(turn, ctx):
        raise refusal


def choose(
    storage: Storage,
    dropped: IncomingContent,
    choice: PlaceChosen,
    draft: str,
    ctx: Context,
    *,
    arrival: str,
) -> None:
    """The person has said where it belongs.

    Raises Refused when it was dealt with or waited too long, NoSuchCase for a case that is not theirs.
    """

    def turn(tx: Transaction) -> Refused | None:
        if inbox.is_done(tx, arrival):
            return None
        if inbox.held(tx, waiting, ctx.now, to_choose=True) is None:
            raise Refused(DEALT_WITH)
        refusal = _put(tx, dropped, where, draft, tx.newest(ctx)) if where != NOWHERE else None
        inbox.done(tx, waiting, ctx.now, arrival)
        subject = f"person:{dropped.by}"
        chosen = cases.get(tx, where, as_=dropped.by).number if is_case else where
        if not surfaces.change_about(tx, subject, about_question(waiting), about_question(waiting, chosen)):
            _answer_unconfirmed(tx, subject, choice, chosen, ctx)
        outbox.owe(tx, subject, (Show("messages"),), ctx.now)
        return refusal

    waiting, where = choice.waiting, choice.where
    is_case = where not in {DRAFT, NEW, NOWHERE}
    run = partial(journaling_refusals, storage, where, dropped.by, ctx.now) if is_case else storage.run
    if refusal := run(turn):
        raise refusal


def _answer_unconfirmed(
    tx: Transaction, subject: str, choice: PlaceChosen, chosen: str, ctx: Context
) -> None:
    """The question is answered before Slack has confirmed that it was posted: it stands where it was pressed.

    The delivery that confirms it keeps what it is about.
    """
    about = about_question(choice.waiting, chosen)
    for asked in outbox.perhaps_posted(outbox.unsettled(tx, subject)):
        if asked.about == choice.waiting and choice.ts:
            surfaces.put(tx, replace(asked, about=about, channel=choice.channel, ts=choice.ts), ctx.now)


def _put(tx: Transaction, dropped: IncomingContent, where: str, draft: str, ctx: Context) -> Refused | None:
    """Files and forwarded messages first. They stay when the words beside them cannot be used.

    That refusal is given back.
    """
    is_report = where in {DRAFT, NEW}
    is_new = is_report and not drafts.id_of(tx, dropped.by)
    if is_report:
        draft_or_new(tx, dropped.by, draft, ctx)
    for file in dropped.files:
        _turn(tx, ev.FileOffered(dropped.by, file), where, ctx)
    for message in dropped.forwarded:
        kept = ev.WordsKept(dropped.by, message.item, message.text, "message", message.details)
        _turn(tx, kept, where, ctx)
    event = said_in_report(dropped, is_new=is_new) if is_report else kept_words(dropped)
    try:
        if event is not None and dropped.text:
            _turn(tx, event, where, ctx)
    except Refused as refusal:
        if not dropped.has_evidence:
            raise
        return refusal
    return None


def _turn(tx: Transaction, event: Said | ev.FileOffered, where: str, ctx: Context) -> None:
    if where in {DRAFT, NEW}:
        draft_turn(tx, drafts.of(tx, event.by), event, ctx)
    elif isinstance(event, ev.FileOffered | ev.WordsKept):
        case_turn(tx, cases.get(tx, where, as_=event.by), event, ctx)
