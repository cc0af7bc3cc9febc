"""One turn of a report: what arrived is decided and remembered, with what it owes, in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from flows import events as ev
from flows.access.rules import VAERN
from flows.case.case import Evidence
from flows.effects import Refused
from flows.evidence.items import as_bytes
from flows.people.organisation import Context
from flows.report import decide as draft_flow
from flows.report.draft import Draft
from flows.report.evidence import told_words
from flows.report.sending import open_case
from flows.words import N_
from storage import case_lists, cases, drafts, evidence, inbox, journal, outbox
from storage.database import Storage, Transaction
from storage.trying import Conflict

SEALED = "EvidenceSent"
MOST_REPORTS = 5
"""Within a day. Nobody needs more, and more would bury the leaders and hide the others."""


def remember_event(
    tx: Transaction,
    subject: str,
    event: object,
    now: datetime,
    new: Mapping[str, Evidence] | None = None,
    *,
    found: str = "",
) -> None:
    """Stores the words that have become evidence, and writes down who did what, by key, id or fingerprint.

    `new` are the items that the event brought, by id: their words are on disk before the turn that says so
    is committed. `found` is what the decision has found that the event does not say: the id of words that
    have become an answer, or what is wrong with a channel. In a case the fingerprints are in the journal's
    chain; of a draft, which may be erased, the journal keeps none until it is sent.
    """
    kept = (new or {}).get(getattr(event, "item", ""))
    if kept is not None and isinstance(event, ev.Typed | ev.WordsKept):
        key = tx.key(subject)
        evidence.keep(tx.folder, subject, event.item, key, as_bytes(event.text))
    person = getattr(event, "by", VAERN)
    detail = _detail(event, kept, is_sealed=tx.opened_draft(subject) is None) or found
    journal.write(tx, subject, journal.Line(now, person, type(event).__name__, detail))


def _detail(event: object, kept: Evidence | None, *, is_sealed: bool) -> str:
    item = kept or getattr(event, "evidence", None)
    if isinstance(item, Evidence):
        return sealed(item) if is_sealed else item.id
    return detail_of(event)


def detail_of(event: object) -> str:
    """What an act was about, by key, never by content: a step and its task, a question, a role, a person.

    Of people, only those who come into a case or leave it: who is kept out stands nowhere in the journal.
    """
    if isinstance(event, ev.PersonLeft | ev.PersonBack | ev.Invited):
        return event.person
    if isinstance(event, ev.HandedOver):
        return event.to
    step, task = getattr(event, "step", ""), getattr(event, "task", "")
    if step:
        return f"{step}:{task}" if task else str(step)
    named = (getattr(event, name, "") for name in ("evidence", "question", "role", "severity"))
    return next((str(value) for value in named if isinstance(value, str) and value), "")


def sealed(item: Evidence) -> str:
    """An item with its fingerprint, as the journal's chain holds it."""
    return f"{item.id} {item.received.sha256}".strip()


def new_items(after: tuple[Evidence, ...], before: tuple[Evidence, ...]) -> dict[str, Evidence]:
    """The items that a turn has added, by id."""
    known = {item.id for item in before}
    return {item.id: item for item in after if item.id not in known}


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

    def turn(tx: Transaction, ctx: Context) -> None:
        if not arrival or inbox.once(tx, arrival, ctx.now):
            draft_turn(tx, _own_draft(tx, person, draft), event, ctx)

    storage.turn(turn, ctx)


def _own_draft(tx: Transaction, person: str, pressed: str) -> Draft | None:
    """The report under way. A button of an earlier one, left on a screen, must not act on it."""
    draft = drafts.of(tx, person)
    if pressed in {"", draft.id if draft else ""}:
        return draft
    if case_lists.is_reported_by(tx, person, pressed):
        raise Refused(SENT)
    if draft is not None:
        raise Refused(N_("That button belongs to a report that is erased."))
    return None


def draft_turn(tx: Transaction, draft: Draft | None, event: ev.DraftEvent, ctx: Context) -> None:
    """A turn within a transaction."""
    if draft is None:
        if isinstance(event, ev.ReportStarted):
            draft_or_new(tx, event.by, event.draft, ctx)
            return
        raise Refused(N_("There is no report under way. Write hello to begin one."))
    if isinstance(event, ev.ToldWordsKept):
        event = told_words(draft, event)
    changed, effects = draft_flow.decide(draft, event, ctx)
    if changed is None:
        drafts.erase(tx, draft.id, ctx.now)
        outbox.drop(tx, draft.id)
    elif changed != draft:
        drafts.put(tx, changed, ctx.now)
    outbox.owe(tx, draft.id, effects, ctx.now)
    new = new_items(changed.evidence, draft.evidence) if changed else {}
    is_answer = changed is not None and (changed.answers, changed.account) != (draft.answers, draft.account)
    heard = str(getattr(event, "item", "")) if is_answer else ""
    remember_event(tx, draft.id, event, ctx.now, new, found=heard)


def draft_or_new(tx: Transaction, person: str, draft: str, ctx: Context) -> Draft | None:
    """The report under way, begun under that id when there is none.

    Raises Refused for who is no colleague.
    """
    found = drafts.of(tx, person)
    if found is not None:
        return found
    event = ev.ReportStarted(person, draft)
    new, effects = draft_flow.begin(event, _number(tx, ctx.now), ctx)
    if drafts.add(tx, new):
        outbox.owe(tx, new.id, effects, ctx.now)
        remember_event(tx, new.id, event, ctx.now)
    elif drafts.of(tx, person) is None:
        # Another report has drawn the same number at this moment: drawn again, it will be another.
        raise Conflict
    return drafts.of(tx, person)


def send(storage: Storage, person: str, ctx: Context, *, arrival: str, draft: str = "") -> None:
    """The draft becomes a case. A second press finds no draft and is told so; nothing is made twice."""

    def turn(tx: Transaction, ctx: Context) -> None:
        if not inbox.once(tx, arrival, ctx.now):
            return
        found = _own_draft(tx, person, draft)
        if found is None:
            raise Refused(N_("That report is sent already, or it is erased."))
        if case_lists.sent_since(tx, person, ctx.now - timedelta(days=1)) >= MOST_REPORTS:
            raise Refused(TOO_MANY)
        case, effects = open_case(found, ctx)
        drafts.drop(tx, found.id)
        cases.add(tx, case, ctx)
        outbox.owe(tx, case.id, effects, ctx.now)
        sent = journal.Line(ctx.now, person, ev.Sent.__name__, "")
        items = (journal.Line(ctx.now, person, SEALED, sealed(item)) for item in case.evidence_kept())
        journal.write_all(tx, [(case.id, line) for line in (sent, *items)])

    storage.turn(turn, ctx)


SENT = N_(
    "That report is sent. If you want to correct or add something, press Show the case in the message with "
    "its number."
)
TOO_MANY = N_(
    "You have sent five reports within a day. This one is kept here, and you can send it tomorrow. If it "
    "cannot wait, call your manager or your work-environment representative."
)


def _number(tx: Transaction, now: datetime) -> str:
    """Drawn by chance: with numbers in a row, a gap would tell of a case that one may not know."""
    for digits in (4, 4, 4, 4, 5, 6, 8):
        number = f"{now.year}-{secrets.randbelow(10**digits):0{digits}d}"
        if case_lists.is_free(tx, number):
            return number
    raise RuntimeError("no free case number was found")
