"""The first seals: of what a version before them has left in the database.

That version had a chain of plain SHA-256 hashes. What holds by these is hashed anew with the key of the
journal, and sealed with its facts as they are. What does not hold stays as it is, so that it goes on to show.
All of it is one transaction, before anything else is done with the database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import bindparam, select, update
from sqlmodel import col

from flows.access.rules import VAERN
from flows.case.case import Case
from flows.report.draft import Draft
from storage import cases, drafts, facts, journal, journal_heads, journal_key, missing_keys, seals
from storage.database import PlainRow, Transaction
from storage.seals import HEADS, Link, Seal
from storage.tables import JournalHeadRow, JournalRow, SealRow

FIRST_REVISION = "0007"
"""Of the database that had seals."""
PIECE = 500
_IS_BEGUN = select(col(SealRow.subject)).limit(1)
_SUBJECTS = (
    select(col(JournalRow.subject))
    .where(col(JournalRow.subject) > bindparam("after"))
    .distinct()
    .order_by(col(JournalRow.subject))
    .limit(PIECE)
)
_HEADS = (
    select(JournalHeadRow)
    .where(col(JournalHeadRow.number) > bindparam("after"))
    .order_by(col(JournalHeadRow.number))
    .limit(PIECE)
)
_HASH_LINE = update(JournalRow).where(col(JournalRow.seq) == bindparam("of")).values(hash=bindparam("hashed"))
_HASH_HEAD = (
    update(JournalHeadRow)
    .where(col(JournalHeadRow.number) == bindparam("of"))
    .values(hash=bindparam("hashed"))
)


def seal_first(tx: Transaction) -> None:
    """Makes the key of the journal, if nothing was ever sealed, and seals all that is there with it.

    Where the master key opens nothing or the keys of all cases are away, it waits for a start with them.
    Where there are seals and no key, the key is lost: another one could not check them, so none is made.
    """
    is_in_the_making = journal_key.is_in_the_making(tx.keys)
    if is_sealed(tx) or not (is_in_the_making or journal_key.is_missing(tx.keys)):
        return
    if tx.keyring.opens_any(tx.keys) and not missing_keys.count(tx).are_all_missing:
        seal_all(replace(tx, journal_key=journal_key.begin(tx.keyring, tx.keys)))
        tx.session.flush()


def is_sealed(tx: Transaction) -> bool:
    """Whether anything is."""
    return tx.execute(_IS_BEGUN).first() is not None


def seal_all(tx: Transaction) -> None:
    """Seals every chain and the heads, of which none is sealed yet."""
    # Before the hashes of the lines are others.
    holding = _heads_that_hold(tx)
    after = ""
    while subjects := list(tx.execute(_SUBJECTS, {"after": after}).scalars()):
        for subject in subjects:
            _seal(tx, subject)
        after = subjects[-1]
    _seal_heads(tx, holding)


def _seal(tx: Transaction, subject: str) -> None:
    plain, keyed, is_whole = Link(), Link(), True
    for row in journal.pieces(tx, subject):
        fields = (plain.hash, row.number, journal.moment(row.at), subject, row.person, row.act, row.detail)
        if not journal.follows(row, plain, _plain(fields)):
            is_whole = False
            break
        plain = Link(row.number, row.hash)
        keyed = Link(row.number, journal.hash_of(row, keyed.hash, tx.journal_key))
        tx.execute(_HASH_LINE, {"of": row.seq, "hashed": keyed.hash})
    if is_whole:
        seals.put_all(tx, [(subject, Seal(keyed, facts.of(_found(tx, subject), tx.journal_key)))])


def _plain(fields: Iterable[object]) -> str:
    return hashlib.sha256("\x1f".join(map(str, fields)).encode()).hexdigest()


def _found(tx: Transaction, subject: str) -> Case | Draft | None:
    """The draft or case, None when it is erased or cannot be read; it is not kept in memory."""
    try:
        return drafts.get(tx, subject) or cases.get(tx, subject, as_=VAERN)
    except cases.BEYOND_READING:
        return None
    finally:
        tx.opened.pop(subject, None)
        tx.session.expunge_all()


def _heads(tx: Transaction) -> Iterator[tuple[PlainRow, list[journal_heads.End]]]:
    """The heads with the lines that they cover."""
    after = -1
    while rows := tx.execute(_HEADS, {"after": after}).all():
        for row in rows:
            yield row, journal_heads.lines_of(tx, [row.number])[row.number]
        after = rows[-1].number


def _heads_that_hold(tx: Transaction) -> int:
    link = Link()
    for row, lines in _heads(tx):
        hashed = _plain(journal_heads.fields_of(row, link.hash, lines))
        if not journal.follows(row, link, hashed):
            break
        link = Link(row.number, row.hash)
    return link.number


def _seal_heads(tx: Transaction, holding: int) -> None:
    link, is_whole = Link(), True
    for row, lines in _heads(tx):
        if row.number > holding:
            is_whole = False
            break
        link = Link(row.number, journal_heads.hash_of(row, link.hash, lines, tx.journal_key))
        tx.execute(_HASH_HEAD, {"of": row.number, "hashed": link.hash})
    if is_whole and link != Link():
        seals.put_all(tx, [(HEADS, Seal(link))])
