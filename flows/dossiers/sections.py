"""What a part of a dossier is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DossierKind = Literal["work_environment", "police"]


@dataclass(frozen=True)
class Row:
    """A label and what is said of it. Several rows may share a label: the order is that of time."""

    label: str
    value: str


@dataclass(frozen=True)
class Section:
    """A heading, its rows, and longer texts exactly as somebody wrote them."""

    heading: str
    rows: tuple[Row, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dossier:
    """One part of a case for the organisation's own files, in Danish and Danish time.

    `journal_head` is the newest head of the journal, by number and hash.
    """

    part: DossierKind
    number: str
    title: str
    sections: tuple[Section, ...]
    journal_head: str = ""
