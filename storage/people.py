"""What Slack last said about people, kept so that the clock's sweep asks nobody."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlmodel import col

from flows.people.person import Person
from flows.words import Language, language_of
from storage.column_ciphers import SpoiltColumn
from storage.database import Transaction
from storage.known import changed, person_of
from storage.people_tables import PersonRow

_EVERYBODY = select(PersonRow)
_THAT = _EVERYBODY.where(col(PersonRow.id) == bindparam("person"))
_FORGET = delete(PersonRow).where(col(PersonRow.id) == bindparam("person"))
KEPT_FOR = timedelta(hours=1)
"""How old the time may be at which somebody was seen, as it is written down: a restart asks after it."""


def is_as_known(tx: Transaction, person: Person, now: datetime) -> bool:
    """Whether what Slack says of the person is written down already, and not long ago."""
    said = _said(person).items()
    rows = tx.rows_that_open(_THAT, {"person": person.id})
    return any(
        row.seen_at > now - KEPT_FOR and all(getattr(row, name) == told for name, told in said)
        for row in rows
    )


def put(tx: Transaction, person: Person, now: datetime) -> None:
    """Remembers the person as just seen; a row that is spoilt begins anew with what Slack says."""
    row = _row(tx, person.id) or PersonRow(id=person.id, **_said(person), seen_at=now)
    if not row.change or not _said(person).items() <= vars(row).items():
        row.change = changed(tx.session)
    for name, value in _said(person).items():
        setattr(row, name, value)
    row.seen_at = now
    tx.session.add(row)


def _row(tx: Transaction, person: str) -> PersonRow | None:
    try:
        return tx.session.get(PersonRow, person)
    except SpoiltColumn:
        tx.execute(_FORGET, {"person": person})
        return None


def _said(person: Person) -> dict[str, Any]:
    """What Slack says of a person, by column."""
    return {
        "name": person.name,
        "language": person.language,
        "zone": person.zone,
        "mail": person.mail,
        "is_active": person.is_active,
        "is_member": person.is_member,
    }


def known(tx: Transaction) -> dict[str, Person]:
    """Everybody who has been seen."""
    return {row.id: person_of(row) for row in tx.rows_that_open(_EVERYBODY)}


def choose_language(tx: Transaction, person: str, language: Language | None) -> None:
    """The language in which the person wants to be spoken to; None for that of their Slack."""
    row = _row(tx, person)
    if row is not None:
        row.chosen_language, row.change = language or "", changed(tx.session)
        tx.session.add(row)


def chosen_language(tx: Transaction, person: str) -> Language | None:
    """The language that the person has asked for here; None for that of their Slack."""
    row = _row(tx, person)
    return language_of(row.chosen_language) if row and row.chosen_language else None


def want_weekly(tx: Transaction, person: str, *, is_wanted: bool) -> None:
    """Whether the person wants to be told each Monday how their own case stands."""
    row = _row(tx, person)
    if row is not None:
        row.wants_weekly, row.change = is_wanted, changed(tx.session)
        tx.session.add(row)
