"""The two parts of a dossier as files: each a ZIP with a PDF, the same as JSON, and its evidence."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from flows.calendar.working_time import COPENHAGEN
from flows.case.case import Case, Evidence
from flows.dossiers.dossier import annexes, parts
from flows.dossiers.sections import Dossier
from flows.evidence.custody import Access
from flows.people.person import People
from storage import custody, evidence, journal_heads, people
from storage.database import Transaction
from storage.evidence import Changed, Fingerprint
from storage.keys import Key
from storage.media_types import SUFFIXES
from storage.seals import Link

SCHEMA = "vaern-dossier"
VERSION = 1
LARGEST_PLAIN = 1 << 30
"""Bytes; larger files need the 64-bit form of ZIP."""


@dataclass(frozen=True)
class Source:
    """All that a dossier is made of."""

    case: Case
    accesses: tuple[Access, ...]
    people: People
    key: Key
    folder: Path
    head: Link


def source(tx: Transaction, case: Case) -> Source:
    """What is stored of the case."""
    key = tx.key(case.id)
    return Source(case, custody.of(tx, case), people.known(tx), key, tx.folder, journal_heads.last(tx))


def dossiers(source: Source, made_at: datetime) -> tuple[Dossier, Dossier]:
    """The part for personnel and work environment, and that for the police."""
    return parts(source.case, source.accesses, source.people, made_at, str(source.head))


def name_of(dossier: Dossier) -> str:
    """The name of its file: number and part, and of nobody."""
    return f"{dossier.number}-{dossier.part}"


def write(out: IO[bytes], dossier: Dossier, source: Source, made_at: datetime) -> None:
    """The ZIP, a piece at a time. Raises Changed, and FileNotFoundError for evidence that is missing."""
    from bot.dossiers.pdf import pdf

    items = annexes(source.case) if dossier.part == "police" else ()
    named = {_name(number, item, dossier): item for number, item in enumerate(items, 1)}
    with ZipFile(out, "w") as archive:
        archive.writestr(_entry(f"{name_of(dossier)}.pdf", made_at), pdf(dossier, made_at))
        archive.writestr(_entry(f"{name_of(dossier)}.json", made_at), as_json(dossier, named, made_at))
        for name, item in named.items():
            _add(archive, _entry(name, made_at, ZIP_STORED), item, source)
        if named:
            entry = _entry(f"{dossier.number}-fingerprints.txt", made_at)
            archive.writestr(
                entry, "".join(f"{item.received.sha256}  {name}\n" for name, item in named.items())
            )


def _name(number: int, item: Evidence, dossier: Dossier) -> str:
    """A neutral name: what the employee called the file may tell too much to whoever sees the list."""
    return f"{dossier.number}-{number:02}{SUFFIXES.get(item.received.media_type, '')}"


def _entry(name: str, made_at: datetime, compression: int = ZIP_DEFLATED) -> ZipInfo:
    entry = ZipInfo(name, made_at.astimezone(COPENHAGEN).timetuple()[:6])
    entry.compress_type, entry.external_attr = compression, 0o600 << 16
    return entry


def _add(archive: ZipFile, entry: ZipInfo, item: Evidence, source: Source) -> None:
    place = evidence.path_of(source.folder, source.case.id, item.id)
    with archive.open(entry, "w", force_zip64=item.received.size > LARGEST_PLAIN) as out:
        found = evidence.decrypt(place, source.key, out)
    if found != Fingerprint(item.received.size, item.received.sha256):
        raise Changed


def as_json(dossier: Dossier, named: dict[str, Evidence], made_at: datetime) -> bytes:
    """The part for machines, in UTF-8. `version` grows when a reader would have to change."""
    told = {
        "schema": SCHEMA,
        "version": VERSION,
        "made_at": made_at.astimezone(COPENHAGEN).isoformat(timespec="seconds"),
        **asdict(dossier),
        "annexes": [_annex(name, item) for name, item in named.items()],
    }
    # Half a sign, as a cut-off message may hold, has no form in UTF-8 but one in JSON.
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")


def _annex(name: str, item: Evidence) -> dict[str, str | int]:
    received = item.received_at or item.offered_at
    return {
        "file": name,
        "sha256": item.received.sha256,
        "bytes": item.received.size,
        "media_type": item.received.media_type,
        "received_at": received.astimezone(COPENHAGEN).isoformat(timespec="seconds"),
    }
