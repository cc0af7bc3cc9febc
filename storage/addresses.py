"""Whom Slack knows by the mail addresses of the organisation's file.

They are kept so that a later start asks only for what is new, and so that a person whose address has changed
since is still found by the old one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlmodel import col, select

from storage.database import Transaction
from storage.people_tables import AddressRow


def known(tx: Transaction) -> dict[str, str]:
    """The Slack user id for each address that was asked for, "" where Slack knew nobody by it."""
    return {row.address: row.person for row in tx.session.exec(select(AddressRow))}


def put(tx: Transaction, found: Mapping[str, str], now: datetime) -> None:
    """Remembers what Slack said of these addresses.

    Somebody who was found by an address stays found by it, whatever Slack says later.
    """
    for address, person in sorted(found.items()):
        row = tx.session.get(AddressRow, address) or AddressRow(address=address, person="", asked_at=now)
        row.person, row.asked_at = person or row.person, now
        row.is_told = row.is_told and not row.person
        tx.session.add(row)


def lose(tx: Transaction, lost: Iterable[str], now: datetime) -> None:
    """Remembers that these addresses lead to nobody any more."""
    for address in lost:
        row = tx.session.get(AddressRow, address) or AddressRow(address=address, person="", asked_at=now)
        row.person, row.asked_at = "", now
        tx.session.add(row)


def told(tx: Transaction, wanted: Collection[str]) -> list[str]:
    """Those of these addresses that lead to nobody and were not told of before; they count as told now."""
    rows = tx.session.exec(select(AddressRow).where(col(AddressRow.is_told).is_(False)))
    found = sorted(
        (row for row in rows if not row.person and row.address in wanted), key=lambda row: row.address
    )
    for row in found:
        row.is_told = True
        tx.session.add(row)
    return [row.address for row in found]
