"""What the database and the evidence folder hold, as storage itself reads it: looked at again and again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import select

from flows.case.case import Case, Evidence, Participant
from flows.report.draft import Draft
from storage import cases, drafts, evidence
from storage.database import Storage, Transaction, connect
from storage.keys import Keyring, Unreadable, read_identity
from storage.tables import CaseRow, DraftRow, ErasureRow, InboxRow, OutboxRow
from tests.simulation.watch import tokens_in

UNDER_WAY = timedelta(minutes=2)
"""What Værn had sent to somebody before they left may come as long after."""


@dataclass
class Kept:
    """Of all that was ever looked at: `readers` has by token who may or might once read it.

    `sources` are the files of Slack's that became items, `arrived` the keys of arrivals, and `owed` each
    outbox item as it was looked at last.
    """

    folder: Path
    database: str
    now: Callable[[], datetime]
    readers: dict[str, set[str]] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)
    arrived: set[str] = field(default_factory=set)
    owed: dict[str, OutboxRow] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    _contents: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        master = read_identity((self.folder / "master.key").read_text())
        self.storage: Storage = connect(self.database, Keyring(master), self.folder)

    def close(self) -> None:
        """Ends its connections."""
        self.storage.close()

    def look(self) -> None:
        """Reads all there is."""
        with self.storage.reading() as tx:
            ids = list(tx.session.exec(select(DraftRow.id)))
            for draft in filter(None, (drafts.get(tx, one) for one in ids)):
                self._note(tx, draft, draft.id, {draft.person}, draft.evidence)
            self.cases = cases.those(tx, tx.session.exec(select(CaseRow.id)).all())
            for case in self.cases.values():
                taking_part = {p.person for p in case.people.participants}
                taking_part |= {p.person for p in case.people.former if _has_just_left(p, self.now())}
                self.numbers[case.id] = case.number
                self._note(tx, case, case.id, taking_part, case.evidence)
            self._note_arrivals(tx)
            self.owed |= {row.id: row for row in tx.session.exec(select(OutboxRow))}
            self.erased = set(tx.session.exec(select(ErasureRow.subject)))

    def look_at_arrivals(self) -> None:
        """Reads their keys alone, which a clock that was far behind lets go as soon as it is right again."""
        with self.storage.reading() as tx:
            self._note_arrivals(tx)

    def _note_arrivals(self, tx: Transaction) -> None:
        self.arrived |= set(tx.session.exec(select(InboxRow.key)))

    def _note(
        self,
        tx: Transaction,
        found: Draft | Case,
        subject: str,
        readers: set[str],
        items: tuple[Evidence, ...],
    ) -> None:
        self.sources |= {item.source for item in items}
        tokens = tokens_in(repr(found))
        for item in items:
            if item.state == "kept":
                tokens |= self._inside(tx, subject, item.id)
        for token in tokens:
            self.readers.setdefault(token, set()).update(readers)

    def _inside(self, tx: Transaction, subject: str, item: str) -> set[str]:
        if item not in self._contents:
            try:
                data = evidence.original(evidence.path_of(self.folder, subject, item), tx.key(subject))
            except (FileNotFoundError, Unreadable, evidence.Changed):
                return set()
            self._contents[item] = tokens_in(data.decode("latin-1"))
        return self._contents[item]


def _has_just_left(participant: Participant, now: datetime) -> bool:
    return participant.left_at is not None and participant.left_at > now - UNDER_WAY
