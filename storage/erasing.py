"""What is erased goes from the disk: first its key, without which nothing of it can be read, then its files.

That something is to be erased is remembered with the act that says so. What a killed process, or a disk that
did not answer, has left goes at the next start, and every six hours.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from sqlalchemy import Connection, Engine, delete
from sqlmodel import SQLModel

from storage import engines, evidence
from storage.key_files import KeyFiles

STAYING = frozenset({"journal", "seal", "erasure"})
"""Tables of whose rows none goes: they hold no content, and say that there was something."""


def drop_rows(connection: Connection, subject: str, but: Collection[str] = ()) -> None:
    """Takes every row about a draft or case out of the database, except in tables that stay or are named."""
    for found in reversed(SQLModel.metadata.sorted_tables):
        if found.name in STAYING or found.name in but:
            continue
        named = "id" if found.name in {"draft", "case"} else "case_id" if "case_id" in found.c else "subject"
        if named in found.c:
            connection.execute(delete(found).where(found.c[named] == subject))


def finish(engine: Engine, keys: KeyFiles, folder: Path, subjects: Collection[str]) -> None:
    """Takes keys and files of erased drafts and cases from the disk, and their rows from SQLite's log."""
    for subject in subjects:
        keys.destroy(subject)
        evidence.erase(folder, subject)
    if subjects and engine.dialect.name == "sqlite":
        engines.shorten_log(engine)


def is_left(keys: KeyFiles, folder: Path, subject: str) -> bool:
    """Whether anything of what is erased is on the disk, or the keys do not tell of it."""
    is_told = keys.is_erased(subject) and keys.read(subject) is None
    return not is_told or evidence.folder_of(folder, subject).exists()
