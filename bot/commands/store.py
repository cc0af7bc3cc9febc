"""What every command begins with: the store and the case, or a sentence and exit code 2 when there is none.

A command works beside a running Værn: its transactions are short, and it does not take the data folder for
itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from typing import Annotated, TextIO

import typer
from pyrage.x25519 import Recipient
from sqlalchemy.exc import OperationalError, ProgrammingError

from bot import organisation
from bot.clock import system_clock
from bot.master_key import RESTORE, RESTORE_KEYS, required_master
from bot.misconfigured import Misconfigured
from bot.roster import Roster
from bot.settings import Store, load_store
from flows import events
from flows.access.rules import VAERN
from flows.calendar.working_time import Calendar
from flows.case.case import Case
from flows.effects import Refused
from flows.people.organisation import Context
from storage import addresses, case_lists, cases, custody, people
from storage.case_turns import case_turn
from storage.cases import NoSuchCase
from storage.column_ciphers import SpoiltColumn
from storage.database import Storage, Transaction, connect
from storage.database_key import DatabaseKeyMissing
from storage.folder import InUse, prepare_folder, take_folder
from storage.keys import Keyring, Unreadable

CaseNumber = Annotated[str, typer.Argument(metavar="CASE", help="The number of the case: 2026-0042.")]

WRONG_MASTER = f"The master key does not open what is stored. {RESTORE}"
SPOILT = "Something in the database was not written by Værn. Run vaern audit verify, which tells where."
NO_DATABASE = (
    "The database cannot be read: it is away, busy or of another version. "
    "Check DATABASE_URL, and start Værn once with it."
)
NOT_ALLOWED = "This user may not read the data folder. Run the command as the user that runs Værn."


@contextmanager
def open_case(number: str) -> Iterator[tuple[Storage, Case]]:
    """The store and the case. Ends the command with a sentence and 2 when there is none to be had."""
    with faults_told(number), closing(connected(load_store())) as storage:
        yield storage, _case(storage, number)


@contextmanager
def open_store() -> Iterator[Storage]:
    """The store alone. Ends the command like `open_case`, also when the master key opens nothing in it."""
    with faults_told(), opened(load_store()) as storage:
        yield storage


@contextmanager
def opened(store: Store) -> Iterator[Storage]:
    """The store, for a visitor. Raises Misconfigured, also when the master key opens nothing in it."""
    with closing(connected(store)) as storage:
        if not storage.keyring.opens_any(storage.keys):
            raise Misconfigured([WRONG_MASTER])
        yield storage


@contextmanager
def faults_told(number: str = "") -> Iterator[None]:
    """Ends the command with a sentence for each fault, and 2."""
    faults: list[str]
    try:
        yield
        return
    except Misconfigured as wrong:
        faults = wrong.faults
    except NoSuchCase:
        faults = [f"There is no case of the number {number}."]
    except DatabaseKeyMissing:
        faults = [f"The key of the database is missing. {RESTORE_KEYS}"]
    except SpoiltColumn:
        faults = [SPOILT]
    except Unreadable:
        faults = [WRONG_MASTER]
    except (OperationalError, ProgrammingError):
        faults = [NO_DATABASE]
    except PermissionError:
        faults = [NOT_ALLOWED]
    for fault in faults:
        typer.echo(fault, err=True)
    raise typer.Exit(2)


def require_database(store: Store) -> None:
    """Raises Misconfigured where no Værn has ever been."""
    if not store.database_url and not (store.data / "vaern.db").exists():
        raise Misconfigured([f"There is no database in {store.data}. Set VAERN_DATA to the folder of Værn."])


def connected(store: Store, recovery: tuple[Recipient, ...] = ()) -> Storage:
    """The store as it is, for a visitor. Raises Misconfigured."""
    require_database(store)
    return connect(store.database_url, Keyring(required_master(store), recovery), store.data)


def held(store: Store) -> TextIO:
    """Holds the data folder until it is closed. Raises Misconfigured while Værn runs with it."""
    prepare_folder(store.data)
    try:
        return take_folder(store.data)
    except InUse:
        raise Misconfigured(["Værn is running with this data folder. Stop it first."]) from None


def _case(storage: Storage, number: str) -> Case:
    with storage.reading() as tx:
        return custody.numbered(tx, number)


def context(tx: Transaction, file: organisation.File, now: datetime) -> Context:
    """By the addresses that Slack has told of; one who was never found counts as nobody."""
    roster = Roster(file, addresses.known(tx))
    return tx.newest(Context(now, roster.organisation(people.known(tx)), as_of=0))


def decided(storage: Storage, case: str, event: events.RetentionEvent) -> datetime:
    """What the operator does in a case, as a turn of it; gives when. Raises Misconfigured if refused."""
    file, now = organisation.load(load_store().organisation), system_clock()
    ctx = storage.read(lambda tx: context(tx, file, now))
    try:
        storage.turn(lambda tx, ctx: case_turn(tx, cases.get(tx, case, as_=VAERN), event, ctx), ctx)
    except Refused as refusal:
        raise Misconfigured([refusal.message]) from None
    return now


def case_numbers(storage: Storage, *, with_ended: bool) -> Iterator[tuple[str, str]]:
    """The cases by id and number, in the order of their numbers, read a piece at a time."""
    after = ""
    while piece := storage.read(partial(case_lists.numbers, after=after, with_ended=with_ended)):
        yield from piece
        after = piece[-1][1]


def calendar() -> Calendar:
    """The organisation's hours and closed days. Raises Misconfigured."""
    return Roster(organisation.load(load_store().organisation), {}).organisation({}).calendar
