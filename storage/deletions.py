"""What became of a message that its writer has deleted in Slack: a report or case keeps what was in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, bindparam, select
from sqlmodel import col

from flows.effects import Tell
from storage import case_lists, drafts, inbox, journal, outbox
from storage.database import Storage, Transaction
from storage.tables import EvidenceRow, JournalRow

DELETED = "MessageDeleted"
ANSWERING = ("Typed", "StoryBegun")
"""Acts whose words may have become an answer, whose id then is the detail."""
TOGETHER = timedelta(days=1)
"""Who deletes one message deletes others too, and is told once."""

_ABOUT: BindParameter[Any] = bindparam("subjects", expanding=True)
_ITEMS: BindParameter[Any] = bindparam("items", expanding=True)
_EVIDENCE = select(col(EvidenceRow.subject)).where(
    col(EvidenceRow.id).in_(_ITEMS), col(EvidenceRow.subject).in_(_ABOUT), col(EvidenceRow.state) == "kept"
)
_LINES = select(col(JournalRow.subject), col(JournalRow.act), col(JournalRow.detail)).where(
    col(JournalRow.subject).in_(_ABOUT)
)


def note(storage: Storage, person: str, items: Collection[str], now: datetime, *, arrival: str) -> None:
    """Notes the deletion in the person's report and cases that keep something of it, and tells the person.

    `items` are the ids of all that could have been kept. Nothing is said of what was erased or never kept.
    """

    def turn(tx: Transaction) -> None:
        if not inbox.once(tx, arrival, now):
            return
        draft = drafts.id_of(tx, person)
        mine = [*filter(None, (draft,)), *case_lists.holding(tx, person)]
        for subject in _keeping(tx, mine, items):
            _noted(tx, subject, Tell(person, "report-keeps" if subject == draft else "case-keeps"), now)

    storage.run(turn)


def _keeping(tx: Transaction, subjects: Iterable[str], items: Collection[str]) -> list[str]:
    """Those of the drafts and cases in which an item is kept, or words have become an answer."""
    mine = list(subjects)
    given = {"subjects": mine, "items": list(items)}
    lines = tx.execute(_LINES, {"subjects": mine})
    answers = {row.subject for row in lines if row.act in ANSWERING and row.detail in items}
    found = answers.union(tx.execute(_EVIDENCE, given).scalars())
    return [subject for subject in mine if subject in found]


def _noted(tx: Transaction, subject: str, told: Tell, now: datetime) -> None:
    """Written first and looked at then: of two at the same moment one waits, and finds the other's note."""
    journal.write(tx, subject, journal.Line(now, told.person, DELETED, told.message))
    lately = (line for line in journal.lines(tx, subject) if line.at > now - TOGETHER)
    same = (DELETED, told.person, told.message)
    if [(line.act, line.person, line.detail) for line in lately].count(same) == 1:
        outbox.owe(tx, subject, (told,), now)
