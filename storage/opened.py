"""A draft or case as a transaction has it open, with what of it may change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flows.case.case import Case
from flows.case.reminder_key import ReminderKey
from flows.report.draft import Draft
from storage.tables import EvidenceRow, ParticipantRow


@dataclass
class OpenedDraft:
    """A draft as this transaction has read or written it last, with the rows of its evidence.

    `sealed` is the draft as this transaction found it or sealed it last, None for a new one.
    """

    version: int
    draft: Draft
    evidence: dict[str, EvidenceRow]
    sealed: Draft | None

    @property
    def facts(self) -> Draft:
        """What a seal is over."""
        return self.draft

    def take_as_sealed(self) -> None:
        """It is sealed as it now is."""
        self.sealed = self.draft


@dataclass
class OpenedCase:
    """A case as this transaction has read or written it last, with those of its rows that may change.

    `reminders` are the rows of its plan, as storage.plan reads them, and `due_at` is its next deadline as it
    stands in its row. `sealed` is as of a draft; of a case that was just sent it is the draft.
    """

    version: int
    case: Case
    evidence: dict[str, EvidenceRow]
    participants: dict[str, ParticipantRow]
    reminders: dict[ReminderKey, Any]
    due_at: datetime | None
    sealed: Case | Draft | None

    @property
    def facts(self) -> Case:
        """What a seal is over."""
        return self.case

    def take_as_sealed(self) -> None:
        """It is sealed as it now is."""
        self.sealed = self.case
