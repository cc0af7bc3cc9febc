"""What happens with pieces of evidence, of a report or of a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from flows.case.case import Evidence

WordsKind = Literal["text", "link", "message", "correction"]


@dataclass(frozen=True)
class FileOffered:
    """A file was dropped into the conversation; it is not fetched yet."""

    by: str
    evidence: Evidence


@dataclass(frozen=True)
class WordsKept:
    """Words are to join the evidence: pasted text, a link, a message of somebody else, or a correction.

    Their bytes are stored in the same turn. Without a `kind` the words themselves tell it. `is_told` says
    that they stand in the account so far, and leave it.
    """

    by: str
    item: str
    text: str
    kind: WordsKind | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    is_told: bool = False


@dataclass(frozen=True)
class EvidenceDescribed:
    """Somebody told where an item comes from; `details` by the keys of flows/evidence/items.py."""

    by: str
    evidence: str
    details: Mapping[str, str]


@dataclass(frozen=True)
class FileSettled:
    """A file was kept or refused; `evidence` carries how."""

    evidence: Evidence


@dataclass(frozen=True)
class FileGivenUp:
    """A file could not be fetched by a fault of ours; `evidence` is its id."""

    evidence: str


@dataclass(frozen=True)
class EvidenceAsked:
    """A participant asked for a copy of a piece of evidence; `is_small` as of `ShareEvidence`."""

    by: str
    evidence: str
    is_small: bool = False
