"""`vaern evidence`: what an operator can prove of a case's evidence, at the machine on which Værn runs.

It tells ids, times, sizes and fingerprints, and neither a file's name nor a word of its content. It works
beside a running Værn: its transactions are short, and it does not take the data folder for itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Literal

import typer
from sqlalchemy.exc import OperationalError, ProgrammingError

from bot.master_key import RESTORE, file_of, found_master
from bot.misconfigured import Misconfigured
from bot.running import system_clock
from bot.settings import Store, load_store
from flows.case.case import Case, Evidence
from flows.evidence.custody import OPERATOR
from storage import custody, evidence, journal, journal_heads
from storage.cases import NoSuchCase
from storage.database import Storage, connect
from storage.evidence import Changed, Fingerprint
from storage.journal import Line, Link
from storage.keys import Key, Keyring, Unreadable
from storage.turns import SEALED

CaseNumber = Annotated[str, typer.Argument(metavar="CASE", help="The number of the case: 2026-0042.")]
Result = Literal["holds", "CHANGED", "MISSING", "UNREADABLE", "not received"]

HOLDING: frozenset[Result] = frozenset({"holds", "not received"})
HEADS_AT_ONCE = 4
WRONG_MASTER = f"The master key does not open what is stored. {RESTORE}"
NO_DATABASE = (
    "The database cannot be read: it is away, busy or of another version. "
    "Check DATABASE_URL, and start Værn once with it."
)
NOT_ALLOWED = "This user may not read the data folder. Run the command as the user that runs Værn."
HEAD = f"{'item':<34}{'received':<30}{'bytes':>12}  {'type':<28}{'fingerprint':<66}"
WORDS = {
    "FileOffered": "handed it in",
    "FileSettled": "took it in, or refused it",
    "Typed": "wrote it",
    "WordsKept": "wrote it",
    "EvidenceDescribed": "told where it comes from",
    SEALED: "sent it with the report",
    "EvidenceAsked": "asked for a copy",
    custody.SHARED: "got a copy",
    custody.VERIFIED: "checked the fingerprint",
}

cli = typer.Typer(help="Check a case's evidence, and see who has had it.", no_args_is_help=True)


@cli.command()
def verify(case: CaseNumber) -> None:
    """Compare every item with its fingerprint: 0 when all of it holds, 1 when something does not."""
    with open_case(case) as (storage, found):
        typer.echo(f"{HEAD}now")
        results = [_verified(storage, found, item) for item in found.evidence]
        with storage.reading() as tx:
            line = journal.first_broken(tx, found.id)
        head = _first_broken_head(storage)
    typer.echo(f"The journal of the case {_holds(line, 'line')}.")
    typer.echo(f"The chain of heads over all journals {_holds(head, 'head')}.")
    raise typer.Exit(0 if (line, head) == (None, None) and HOLDING.issuperset(results) else 1)


def _holds(broken: int | None, link: str) -> str:
    return "holds" if broken is None else f"is BROKEN at {link} {broken}"


@cli.command("list")
def list_custody(case: CaseNumber) -> None:
    """List what happened to every item, and who has read the case."""
    with open_case(case) as (storage, found), storage.reading() as tx:
        lines = journal.lines(tx, found.id)
    typer.echo(HEAD.rstrip())
    for item in found.evidence:
        typer.echo(_facts(item).rstrip())
        _print_lines([line for line in lines if line.about == item.id])
    typer.echo("Who has read the case")
    _print_lines([line for line in lines if line.act == "read"])


@contextmanager
def open_case(number: str) -> Iterator[tuple[Storage, Case]]:
    """The store and the case. Ends the command with a sentence and 2 when there is none to be had."""
    faults: list[str]
    try:
        with closing(_connected(load_store())) as storage:
            yield storage, _case(storage, number)
        return
    except Misconfigured as wrong:
        faults = wrong.faults
    except NoSuchCase:
        faults = [f"There is no case of the number {number}."]
    except Unreadable:
        faults = [WRONG_MASTER]
    except (OperationalError, ProgrammingError):
        faults = [NO_DATABASE]
    except PermissionError:
        faults = [NOT_ALLOWED]
    for fault in faults:
        typer.echo(fault, err=True)
    raise typer.Exit(2)


def _connected(store: Store) -> Storage:
    if not store.database_url and not (store.data / "vaern.db").exists():
        raise Misconfigured([f"There is no database in {store.data}. Set VAERN_DATA to the folder of Værn."])
    master = found_master(store.data, store.master_key)
    if master is None:
        raise Misconfigured([f"The master key {file_of(store.data)} is missing. {RESTORE}"])
    return connect(store.database_url, Keyring(master), store.data)


def _case(storage: Storage, number: str) -> Case:
    with storage.reading() as tx:
        return custody.numbered(tx, number)


def _verified(storage: Storage, case: Case, item: Evidence) -> Result:
    """Prints how it stands with an item and notes in the journal that it was looked at."""
    result: Result = "not received"
    if item.state == "kept":
        with storage.reading() as tx:
            key = tx.key(case.id)
        result = _compared(storage, case, item, key)
        line = Line(system_clock(), OPERATOR, custody.VERIFIED, item.id)
        storage.run(partial(journal.write, subject=case.id, line=line))
    typer.echo(f"{_facts(item)}{result}")
    return result


def _compared(storage: Storage, case: Case, item: Evidence, key: Key) -> Result:
    try:
        found = evidence.fingerprint(evidence.path_of(storage.folder, case.id, item.id), key)
    except Changed:
        return "CHANGED"
    except OSError:
        return "UNREADABLE"
    if found is None:
        return "MISSING"
    with storage.reading() as tx:
        came = {line.fingerprint for line in journal.lines(tx, case.id) if line.about == item.id} - {""}
    is_same = found == Fingerprint(item.received.size, item.received.sha256) and came <= {
        item.received.sha256
    }
    return "holds" if is_same else "CHANGED"


def _first_broken_head(storage: Storage) -> int | None:
    """The number of the first head that does not hold, looked for a page at a time."""
    reached, broken, link = Link(), None, None
    while broken is None and reached != link:
        link = reached
        with storage.reading() as tx:
            reached, broken = journal_heads.followed(tx, link, HEADS_AT_ONCE)
    return broken


def _facts(item: Evidence) -> str:
    received = _moment(item.received_at) if item.received_at else "-"
    about = (
        f"{item.received.size:>12}  {item.received.media_type or '-':<28}{item.received.sha256 or '-':<66}"
    )
    return f"{item.id:<34}{received:<30}{about}"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%a %Y-%m-%d %H:%M:%S} UTC"


def _print_lines(lines: list[Line]) -> None:
    for line in lines:
        typer.echo(f"  {_moment(line.at)}  {line.person:<14}{WORDS.get(line.act, line.act)}")
