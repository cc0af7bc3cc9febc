"""With what a history begins: when, in which folder and database, with how many processes, reached how."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from uuid import uuid4

from pyrage.x25519 import Identity

from storage.database import KEYS, open_storage
from storage.database_key import DATABASE
from storage.key_files import KeyFiles
from storage.keys import Key, Keyring, make_master
from tests.drafted import drafted
from tests.storage.postgresql import Server, running_server

STARTS = (
    datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
    datetime(2027, 3, 24, 8, 30, tzinfo=UTC),
    datetime(2026, 10, 22, 12, 0, tzinfo=UTC),
    datetime(2026, 12, 21, 9, 0, tzinfo=UTC),
)
"""An ordinary Tuesday; before Easter and the clocks' change of March, that of October, and Christmas."""
DATABASE_KEY = "AGE-SECRET-KEY-19087K9GXH5G7Q3S3FWTSAXQNMKRVPJ4S8YJYZ82ZCU6A8C5QCNQQ2STWPK"
"""The same in all: rows come in the order of their encrypted keys, by which a seed would lead elsewhere."""
REPORT_IS_READY, BY_SOCKET, BY_TWO = 0.75, 0.25, 0.12


@dataclass(frozen=True)
class Beginning:
    """`database` is "" for SQLite in the folder. `processes` work on PostgreSQL where there are several."""

    folder: Path
    at: datetime
    database: str
    processes: int
    is_by_socket: bool


@contextmanager
def beginning(chance: Random) -> Iterator[Beginning]:
    """One by chance, gone after its history."""
    at, is_ready, is_by_socket = (
        chance.choice(STARTS),
        chance.random() < REPORT_IS_READY,
        chance.random() < BY_SOCKET,
    )
    is_shared = chance.random() < BY_TWO
    made, like = _made(at, is_ready=is_ready, is_shared=is_shared)
    with tempfile.TemporaryDirectory(prefix="vaern-simulation-") as name:
        folder = Path(name) / "data"
        shutil.copytree(made, folder)
        if not is_shared:
            yield Beginning(folder, at, "", 1, is_by_socket)
            return
        database = f"simulated-{uuid4().hex}"
        try:
            yield Beginning(folder, at, _server().create(database, like), 2, is_by_socket)
        finally:
            _server().drop(database)


@cache
def _made(at: datetime, *, is_ready: bool, is_shared: bool) -> tuple[Path, str]:
    """A data folder as a first start leaves it, or with a report at its review; and a database like it."""
    folder = Path(tempfile.mkdtemp(prefix="vaern-beginnings-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    empty, ready, like = folder / "empty", folder / "ready", f"beginning-{uuid4().hex}" if is_shared else ""
    empty.mkdir()
    url = _server().create(like) if is_shared else ""
    keyring = Keyring(make_master(empty / "master.key"))
    KeyFiles(empty / KEYS).add(DATABASE, keyring.wrap(Key(Identity.from_str(DATABASE_KEY))))
    open_storage(url, keyring, empty).close()
    if is_ready:
        drafted(empty, ready, at, url)
    return (ready if is_ready else empty), like


@cache
def _server() -> Server:
    """One for all histories of this process."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(running_server())
