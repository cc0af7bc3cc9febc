"""What Slack last said about people, kept so that the clock's sweep asks nobody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import col, select

from flows.people import Person
from flows.words import Language, language_of
from storage.database import Transaction
from storage.tables import PersonRow

FRESH_FOR = timedelta(hours=1)


def put(tx: Transaction, person: Person, now: datetime) -> None:
    """Remembers the person as just seen."""
    row = tx.session.get(PersonRow, person.id) or PersonRow(
        id=person.id, name="", language="da", zone="", seen_at=now
    )
    row.name, row.language, row.zone = person.name, person.language, person.zone
    row.mail, row.is_active, row.is_member = person.mail, person.is_active, person.is_member
    row.seen_at = now
    tx.session.add(row)


def choose_language(tx: Transaction, person: str, language: Language | None) -> None:
    """The language in which the person wants to be spoken to; None for that of their Slack."""
    row = tx.session.get(PersonRow, person)
    if row is not None:
        row.chosen_language = language or ""
        tx.session.add(row)


def chosen_language(tx: Transaction, person: str) -> Language | None:
    """The language that the person has asked for here; None for that of their Slack."""
    row = tx.session.get(PersonRow, person)
    return language_of(row.chosen_language) if row and row.chosen_language else None


def want_weekly(tx: Transaction, person: str, *, is_wanted: bool) -> None:
    """Whether the person wants to be told each Monday how their own case stands."""
    row = tx.session.get(PersonRow, person)
    if row is not None:
        row.wants_weekly = is_wanted
        tx.session.add(row)


def known(tx: Transaction) -> dict[str, Person]:
    """Everybody who has been seen."""
    return {row.id: _person(row) for row in tx.session.exec(select(PersonRow))}


def stale(tx: Transaction, persons: Iterable[str], now: datetime) -> list[str]:
    """Those of whom we know nothing, or nothing fresh."""
    wanted = list(dict.fromkeys(persons))
    fresh = tx.session.exec(
        select(PersonRow.id).where(col(PersonRow.id).in_(wanted), PersonRow.seen_at > now - FRESH_FOR)
    ).all()
    return [person for person in wanted if person not in fresh]


def _person(row: PersonRow) -> Person:
    return Person(
        row.id,
        row.name,
        language_of(row.chosen_language or row.language),
        row.zone,
        row.mail,
        row.is_active,
        row.is_member,
        row.wants_weekly,
    )
