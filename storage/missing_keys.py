"""Which drafts and cases lack their key: the folder of the keys is another one, or a part of it is gone."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, union_all
from sqlmodel import col

from storage.database import Transaction
from storage.tables import CaseRow, DraftRow

_ALL = union_all(select(col(DraftRow.id)), select(col(CaseRow.id)))


@dataclass(frozen=True)
class Keys:
    """How many drafts and cases there are, and how many of them lack their key."""

    all: int
    missing: int

    @property
    def are_all_missing(self) -> bool:
        """Whether nothing of what there is can be read."""
        return 0 < self.all == self.missing


def count(tx: Transaction) -> Keys:
    """As it stands now."""
    wanted = set(tx.execute(_ALL).scalars())
    return Keys(len(wanted), len(wanted.difference(tx.keys.subjects())))
