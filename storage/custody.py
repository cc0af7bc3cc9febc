"""The custody of a case's evidence: what the journal knows of who read, asked for, got and checked it."""

from __future__ import annotations

from sqlmodel import select

from flows.access.rules import VAERN
from flows.case.case import Case
from flows.evidence.custody import Access, Act
from storage import cases, journal
from storage.database import Transaction
from storage.tables import CaseRow

SHARED = "EvidenceShared"
VERIFIED = "EvidenceVerified"
EXPORTED = "exported"
"""Somebody at the machine has taken the whole case out of it: that is read by it too."""

_ACTS: dict[str, Act] = {
    "read": "read",
    EXPORTED: "read",
    "EvidenceAsked": "asked",
    SHARED: "delivered",
    VERIFIED: "verified",
}


def of(tx: Transaction, case: Case) -> tuple[Access, ...]:
    """Who has had the case or an item of it before their eyes, oldest first."""
    known = (line for line in journal.lines(tx, case.id) if line.act in _ACTS)
    return tuple(Access(line.at, line.person, _ACTS[line.act], line.about) for line in known)


def numbered(tx: Transaction, number: str) -> Case:
    """The case of that number, for the operator at the machine. Raises NoSuchCase."""
    case = tx.session.exec(select(CaseRow.id).where(CaseRow.number == number)).first()
    if case is None:
        raise cases.NoSuchCase
    return cases.get(tx, case, as_=VAERN)
