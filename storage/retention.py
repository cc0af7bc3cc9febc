"""What is erased because its time is over: reports that were never sent, and cases that have ended.

Nothing is opened for it, so that it also works for what cannot be read any more. Whether it is due is looked
at again in the transaction that erases it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import bindparam, or_, select, update
from sqlmodel import col

from flows.access.rules import VAERN
from flows.case.case import Ending
from flows.effects import Effect, EraseFromSlack, Show, Tell
from flows.people.organisation import Context
from flows.reminders.rules import hours_of
from flows.retention import rules
from flows.retention.rules import Untouched
from flows.times.periods import Periods
from storage import erasing, journal, outbox, surfaces
from storage.case_rows import ending_of
from storage.claiming import LONGEST_DELIVERY
from storage.database import Transaction
from storage.rows import PlainRow
from storage.tables import CaseRow, DraftRow, ErasureRow, ParticipantRow, SurfaceRow

ERASED = "Erased"
"""The line of the journal that says so."""
STAYS = "stays"
"""In place of the digest of a message that Slack did not let go."""
SETTLED = LONGEST_DELIVERY + timedelta(minutes=1)
"""Until then a delivery that had begun has come to its end, and what it has posted is known."""

_HAS_ENDED = or_(col(CaseRow.withdrawn_at).is_not(None), col(CaseRow.closed_at).is_not(None))
_CASES = select(
    *(col(c) for c in (CaseRow.id, CaseRow.number, CaseRow.channel, CaseRow.withdrawn_at, CaseRow.closed_at)),
    *(col(c) for c in (CaseRow.archived_at, CaseRow.exported_at, CaseRow.held_at, CaseRow.lifted_at)),
)
_ENDED = _CASES.where(_HAS_ENDED).order_by(col(CaseRow.number))
_CASE = _CASES.where(col(CaseRow.id) == bindparam("case")).with_for_update()
_HELD = _CASES.where(col(CaseRow.held_at).is_not(None)).order_by(col(CaseRow.number))
_DRAFTS = select(
    *(col(c) for c in (DraftRow.id, DraftRow.person, DraftRow.version)),
    *(col(c) for c in (DraftRow.updated_at, DraftRow.announced_at)),
)
_ALL_DRAFTS = _DRAFTS.order_by(col(DraftRow.updated_at), col(DraftRow.id))
_DRAFT = _DRAFTS.where(col(DraftRow.id) == bindparam("draft")).with_for_update()
_ANNOUNCE = (
    update(DraftRow).where(col(DraftRow.id) == bindparam("draft")).values(announced_at=bindparam("at"))
)
_PERSONS = select(col(ParticipantRow.person)).where(col(ParticipantRow.case_id) == bindparam("case"))
_SHOWN = select(col(SurfaceRow.digest)).where(col(SurfaceRow.subject) == bindparam("about"))
_ERASURES = select(ErasureRow).where(col(ErasureRow.number) == bindparam("number"))


@dataclass(frozen=True)
class EndedCase:
    """A case that has ended or is held, as its row tells of it. `channel` is "" where there is none."""

    id: str
    number: str
    ending: Ending
    channel: str = ""


@dataclass(frozen=True)
class OldDraft:
    """A report under way, as its row tells of it: whose it is stays here."""

    id: str
    person: str
    version: int
    untouched: Untouched


@dataclass(frozen=True)
class Erasure:
    """A case that is erased.

    Of what Værn has posted of it in Slack, `left` is still to be deleted, and Slack did not let go of what
    `stays`.
    """

    subject: str
    number: str
    at: datetime
    why: str
    left: int
    stays: int


def ended(tx: Transaction) -> list[EndedCase]:
    """The cases that have ended, by their numbers."""
    return [_ended(row) for row in tx.rows_that_open(_ENDED)]


def held(tx: Transaction) -> list[EndedCase]:
    """The cases that are held, open ones too."""
    return [_ended(row) for row in tx.rows_that_open(_HELD)]


def drafts(tx: Transaction) -> list[OldDraft]:
    """The reports under way, those that were left longest first."""
    return [_old(row) for row in tx.rows_that_open(_ALL_DRAFTS)]


def _ended(row: PlainRow) -> EndedCase:
    return EndedCase(row.id, row.number, ending_of(row), row.channel or "")


def _old(row: PlainRow) -> OldDraft:
    return OldDraft(row.id, row.person, row.version, Untouched(row.updated_at, row.announced_at))


Piece = Callable[[Transaction, Context], bool]


def due(tx: Transaction, periods: Periods, now: datetime) -> list[Piece]:
    """What is to be announced and erased by now: each in a transaction of its own, which is short."""
    found: list[Piece] = []
    for draft in drafts(tx):
        if rules.is_to_be_announced(draft.untouched, periods, now):
            found.append(partial(announce, draft=draft.id, periods=periods))
        elif rules.is_draft_due(draft.untouched, periods, now):
            found.append(partial(erase_draft, draft=draft.id, periods=periods))
    for case in ended(tx):
        if rules.is_case_due(case.ending, periods, now):
            found.append(partial(erase_case, case=case.id, periods=periods))
    return found


def announce(tx: Transaction, ctx: Context, draft: str, periods: Periods) -> bool:
    """Tells the employee, in their own hours, that the report is erased soon; whether it was time for it.

    The notice counts from when they can read it.
    """
    row = tx.execute(_DRAFT, {"draft": draft}).first()
    if row is None or not rules.is_to_be_announced(_old(row).untouched, periods, ctx.now):
        return False
    at = _may_hear(row.person, ctx)
    until = rules.draft_erasing(Untouched(row.updated_at, at), periods).at
    tx.execute(_ANNOUNCE, {"draft": draft, "at": at})
    told = Tell(row.person, "draft-due", f"{row.version}:{until.isoformat()}")
    outbox.owe(tx, draft, (told,), ctx.now, at)
    return True


def _may_hear(person: str, ctx: Context) -> datetime:
    return hours_of(person, None, ctx).next_working_time(ctx.now)


def erase_draft(tx: Transaction, ctx: Context, draft: str, periods: Periods) -> bool:
    """Erases a report that nobody has touched, and the conversation of it in Slack; whether it was due."""
    row, now = tx.execute(_DRAFT, {"draft": draft}).first(), ctx.now
    if row is None or not rules.is_draft_due(_old(row).untouched, periods, now):
        return False
    outbox.drop(tx, draft)
    erasing.drop_rows(tx.session.connection(), draft, ("surface", "surface_case", "outbox"))
    tx.erase(draft, now, why="draft")
    journal.write(tx, draft, journal.Line(now, VAERN, ERASED, "draft"))
    outbox.owe(tx, draft, (Show("report", row.person), Show("home", row.person)), now)
    outbox.owe(
        tx, f"person:{row.person}", (Tell(row.person, "draft-erased"),), now, _may_hear(row.person, ctx)
    )
    return True


def erase_case(tx: Transaction, ctx: Context, case: str, periods: Periods) -> bool:
    """Erases a case whose time is over, and owes that it goes from Slack; whether it was due and not held.

    So does a message that is on its way, or was when a process was killed, which is looked for then.
    """
    row, now = tx.execute(_CASE, {"case": case}).first(), ctx.now
    if row is None or not rules.is_case_due(ending_of(row), periods, now):
        return False
    found, due = _ended(row), rules.erasing_of(ending_of(row), periods)
    assert due is not None  # noqa: S101 - it is due
    persons = sorted(set(tx.execute(_PERSONS, {"case": case}).scalars()))
    unsettled = outbox.unsettled(tx, case)
    channels = _open_channels(found, outbox.channels_to_archive(unsettled))
    surfaces.put_all(tx, outbox.perhaps_posted(unsettled), now)
    surfaces.take_over(tx, case)
    erasing.drop_rows(tx.session.connection(), case, ("surface",))
    tx.erase(case, now, found.number, due.why)
    journal.write(tx, case, journal.Line(now, VAERN, ERASED, due.why))
    owed: tuple[Effect, ...] = tuple(Show("home", person) for person in persons)
    outbox.owe(tx, case, owed, now)
    outbox.owe(tx, case, (EraseFromSlack(channels),), now, now + SETTLED)
    return True


def _open_channels(case: EndedCase, owed: list[str]) -> tuple[str, ...]:
    """The channels that are not archived yet, the own one first: Slack has them to do, or was never asked."""
    is_open = case.channel in owed or (case.channel and not case.ending.archived_at)
    own = [case.channel] if is_open else []
    return tuple(dict.fromkeys((*own, *owed)))


def erasure(tx: Transaction, number: str) -> Erasure | None:
    """What is known of an erased case of that number; None where none was erased."""
    row = tx.execute(_ERASURES, {"number": number}).first()
    if row is None:
        return None
    shown = [digest == STAYS for digest in tx.execute(_SHOWN, {"about": row.subject}).scalars()]
    return Erasure(row.subject, row.number, row.at, row.why, shown.count(False), shown.count(True))
