"""Whom Slack knows by the mail addresses of the organisation's file.

They are kept so that a later start asks only for what is new, and so that a person whose address has changed
since is still found by the old one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlmodel import col

from storage.database import Transaction
from storage.people_tables import AddressRow

_ALL = select(AddressRow)
_UNTOLD = _ALL.where(col(AddressRow.is_told).is_(False))
_TOLD = update(AddressRow).where(col(AddressRow.address) == bindparam("told")).values(is_told=True)
_FORGET = delete(AddressRow).where(col(AddressRow.address).in_(bindparam("asked", expanding=True)))


def known(tx: Transaction) -> dict[str, str]:
    """The Slack user id for each address that was asked for, "" where Slack knew nobody by it."""
    return {row.address: row.person for row in tx.rows_that_open(_ALL)}


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


def forget(tx: Transaction, asked: Collection[str]) -> None:
    """These addresses have never been asked for."""
    tx.execute(_FORGET, {"asked": list(asked)})


def told(tx: Transaction, wanted: Collection[str]) -> list[str]:
    """Those of these addresses that lead to nobody and were not told of before; they count as told now."""
    rows = tx.rows_that_open(_UNTOLD)
    found = sorted(row.address for row in rows if not row.person and row.address in wanted)
    if found:
        tx.execute(_TOLD, [{"told": address} for address in found])
    return found
