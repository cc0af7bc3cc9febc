"""`vaern dossier`: both parts of a case as files, for whoever keeps the organisation's files.

It prints paths and fingerprints alone. Like `vaern evidence` it works beside a running Værn.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import system_clock
from bot.commands.output import AsJson, print_json
from bot.commands.store import CaseNumber, open_case
from bot.dossiers.files import dossiers, name_of, source, write
from bot.misconfigured import Misconfigured
from flows.evidence.custody import OPERATOR
from storage import custody, journal
from storage.evidence import Changed
from storage.journal import Line

Folder = Annotated[Path, typer.Option("--to", metavar="FOLDER", help="A folder that only you can read.")]

NO_FOLDER = "There is no folder {to}. Make it first, and let only those read it who may see the case."
IS_THERE = "{path} is there already. Remove it first, or choose another folder."
NOT_WRITTEN = "Nothing could be written to {to}: {reason}."
NOT_WHOLE = "A piece of evidence is not as it came. Run vaern evidence verify {number}, and mend that first."


def export(case: CaseNumber, to: Folder, as_json: AsJson = False) -> None:
    """Write both parts of a case into a folder.

    One ZIP for personnel and one for the police, which only their owner may read.
    """
    with open_case(case) as (storage, found):
        if not to.is_dir():
            raise Misconfigured([NO_FOLDER.format(to=to)])
        with storage.reading() as tx:
            what = source(tx, found)
        made_at = system_clock()
        with _all_or_nothing(to, found.number) as written:
            for dossier in dossiers(what, made_at):
                path = to / f"{name_of(dossier)}.zip"
                with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                    written.append(path)
                    write(out, dossier, what, made_at)
            storage.run(lambda tx: journal.write(tx, found.id, Line(made_at, OPERATOR, custody.EXPORTED, "")))
        files = [(path, _fingerprint(path)) for path in written]
    if as_json:
        told = [{"path": str(path), "sha256": sha256} for path, sha256 in files]
        print_json({"case": found.number, "files": told})
    for path, sha256 in () if as_json else files:
        typer.echo(f"{sha256}  {path}")


@contextmanager
def _all_or_nothing(to: Path, number: str) -> Iterator[list[Path]]:
    """Removes what was written when not all of it can be. Raises Misconfigured with the sentence."""
    written: list[Path] = []
    is_done = False
    try:
        yield written
        is_done = True
    except FileExistsError as error:
        raise Misconfigured([IS_THERE.format(path=error.filename)]) from None
    except (Changed, FileNotFoundError):
        raise Misconfigured([NOT_WHOLE.format(number=number)]) from None
    except OSError as error:
        raise Misconfigured([NOT_WRITTEN.format(to=to, reason=error.strerror)]) from None
    finally:
        for path in () if is_done else written:
            path.unlink(missing_ok=True)


def _fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
