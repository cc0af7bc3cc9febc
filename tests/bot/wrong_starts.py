"""What is wrong with the data folder, the key, SQLite, the ports and Slack, and only shows at a start."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyrage.x25519 import Identity

from storage.database import open_storage
from storage.keys import Keyring, make_master
from tests.workspace.faults import Fault

BROKEN = "The database in {data} cannot be used. Restore it from a backup, and keep the broken file."
NO_ROOM = "The database in {data} cannot be used. See that the folder can be written and has room."
STRANGE = "The database in {data} is not one of Værn, or a part of it is gone. Restore it from a backup"
NOT_WRITABLE = "The data folder {data} cannot be written. Make it a folder of the user that runs Værn"
NO_KEY = "The master key is not an age secret key. Restore it from your copy; never make a new one."
NOT_SLACK = "Check SLACK_API_URL and the proxy, and start Værn again."
AGAIN = "Start Værn again in some minutes."
INSTALL = "Install the app again from its manifest."
OURS = "The host must be an address of this machine, for example 127.0.0.1."
EVENTS = {"app_token": "", "signing_secret": "5f2d", "port": 0}
OPERATORS = 'operators = ["hanne@herlev.example"]'


@dataclass(frozen=True)
class Start:
    """A start that ends with one sentence. `code` is how: 78 to be mended, 75 when it may pass.

    `before` is what somebody has done to the data folder, `slack` what Slack does, `changes` are settings,
    and `organisation` is what replaces what in organisation.toml. {data} in `told` is the data folder.
    """

    name: str
    told: str
    code: int = 78
    before: Callable[[Path], object] = lambda _: None
    slack: tuple[Fault, ...] = ()
    changes: Mapping[str, Any] = field(default_factory=dict)
    organisation: tuple[str, str] = ("", "")


def _sqlite(sql: str) -> Callable[[Path], None]:
    def work(data: Path) -> None:
        connection = sqlite3.connect(data / "vaern.db")
        connection.executescript(sql)
        connection.close()

    return work


def used(sql: str) -> Callable[[Path], None]:
    """A folder in which Værn has worked, and in whose database somebody has worked since."""

    def work(data: Path) -> None:
        open_storage("", Keyring(make_master(data / "master.key")), data).close()
        _sqlite(sql)(data)

    return work


def _half(data: Path) -> None:
    used("PRAGMA wal_checkpoint(TRUNCATE)")(data)
    whole = (data / "vaern.db").read_bytes()
    (data / "vaern.db").write_bytes(whole[: len(whole) // 2])


def _without_its_key(data: Path) -> None:
    used("")(data)
    (data / "master.key").unlink()


def _folder(name: str) -> Callable[[Path], None]:
    return lambda data: (data / name).mkdir()


def _file(name: str, content: bytes) -> Callable[[Path], int]:
    return lambda data: (data / name).write_bytes(content)


KEY_GONE = (
    "The master key {data}/master.key is missing, and there are cases it opened. Restore it from your copy"
)

ON_DISK = (
    Start(
        "a folder in the place of the key",
        "The master key {data}/master.key cannot be read",
        before=_folder("master.key"),
    ),
    Start("a key of bytes", NO_KEY, before=_file("master.key", b"\xff\0")),
    Start("an empty key", NO_KEY, before=_file("master.key", b"")),
    Start(
        "two keys in a file",
        NO_KEY,
        before=_file("master.key", f"{Identity.generate()}\n{Identity.generate()}".encode()),
    ),
    Start(
        "a link to a key that is gone",
        "The master key {data}/master.key is gone again.",
        before=lambda data: (data / "master.key").symlink_to(data / "gone"),
    ),
    Start("a used database without its key", KEY_GONE, before=_without_its_key),
    Start("a folder in the place of the lock", NOT_WRITABLE, before=_folder("vaern.lock")),
    Start("a file in the place of the evidence", NOT_WRITABLE, before=_file("evidence", b"")),
    Start("a folder in the place of the database", NO_ROOM, before=_folder("vaern.db")),
    Start("a text in the place of the database", BROKEN, before=_file("vaern.db", b"hej" * 4000)),
    Start("half a database", BROKEN, before=_half),
    Start("tables of another program", BROKEN, before=_sqlite("CREATE TABLE draft (id)")),
    Start("another program's versions", BROKEN, before=_sqlite("CREATE TABLE alembic_version (x)")),
    Start(
        "a newer version",
        "The database was made by a newer Værn. Start that version",
        before=used("UPDATE alembic_version SET version_num = '9999'"),
    ),
    Start(
        "a version of another product",
        STRANGE,
        before=used("UPDATE alembic_version SET version_num = '1a2b'"),
    ),
    Start(
        "a version that has never been",
        STRANGE,
        before=used("UPDATE alembic_version SET version_num = '0000'"),
    ),
    Start("a table gone", STRANGE, before=used("DROP TABLE person")),
    Start("a column gone", BROKEN, before=used("ALTER TABLE person DROP COLUMN zone")),
)

ELSEWHERE = (
    Start("a file as data folder", NOT_WRITABLE, changes={"data": "file"}),
    Start("a folder under a file", NOT_WRITABLE, changes={"data": "file/data"}),
    Start("a name too long for a folder", NOT_WRITABLE, changes={"data": "x" * 300}),
    Start("a folder where none can be made", NOT_WRITABLE, changes={"data": "/proc/vaern"}),
)

PORTS = (
    Start(
        "a host that is not ours",
        f"Værn cannot listen at VAERN_HOST and VAERN_PORT. {OURS}",
        changes=EVENTS | {"host": "192.0.2.1"},
    ),
    Start(
        "a host that there is not",
        f"Værn cannot listen at VAERN_HOST and VAERN_PORT. {OURS}",
        changes=EVENTS | {"host": "vaern.invalid"},
    ),
    Start(
        "an address as host",
        f"Værn cannot listen at VAERN_HOST and VAERN_PORT. {OURS}",
        changes=EVENTS | {"host": "http://vaern"},
    ),
    Start(
        "a host longer than a name",
        f"Værn cannot listen at VAERN_HOST and VAERN_PORT. {OURS}",
        changes=EVENTS | {"host": f"{'a' * 70}.dk"},
    ),
)

AWAY = "Slack cannot be reached. Check the network, the proxy and SLACK_API_URL, and start Værn again."
SLACK = (
    Start(
        "another bot token",
        "SLACK_BOT_TOKEN was refused by Slack (invalid_auth).",
        changes={"bot_token": "xoxb-x"},
    ),
    Start(
        "a revoked token",
        "SLACK_BOT_TOKEN was refused by Slack (token_revoked).",
        slack=(Fault("auth.test", error="token_revoked"),),
    ),
    Start(
        "another app token",
        "SLACK_APP_TOKEN was refused by Slack (invalid_auth).",
        changes={"app_token": "xapp-x"},
    ),
    Start(
        "an app token without its scope",
        "SLACK_APP_TOKEN was refused by Slack (missing_scope). Copy it again from the app's page",
        slack=(Fault("apps.connections.open", error="missing_scope"),),
    ),
    Start(
        "an app that may not tell its id",
        f"Slack refused to tell the app's id (missing_scope). {INSTALL}",
        slack=(Fault("bots.info", error="missing_scope"),),
    ),
    Start(
        "an app that may look nobody up",
        f"Slack refused to look people up (missing_scope). {INSTALL}",
        slack=(Fault("users.lookupByEmail", error="missing_scope"),),
    ),
    Start(
        "a Slack that fails",
        f"Slack did not answer as it should (http_503). {AGAIN}",
        75,
        slack=(Fault("auth.test", status=503, times=99),),
    ),
    Start(
        "a Slack that fails in a word",
        f"Slack did not answer as it should (fatal_error). {AGAIN}",
        75,
        slack=(Fault("bots.info", error="fatal_error", times=99),),
    ),
    Start(
        "a limit",
        "Slack limits how often Værn may ask. Start it again in some minutes.",
        75,
        slack=(Fault("users.lookupByEmail", status=429, retry_after=60, times=99),),
    ),
    Start(
        "a connection that is cut",
        f"Slack did not answer as it should (no_answer). {AGAIN}",
        75,
        slack=(Fault("auth.test", drop="before", times=99),),
    ),
    Start("a name that there is not", AWAY, 75, changes={"slack_api": "https://slack.invalid/api/"}),
    Start("a port where nobody is", AWAY, 75, changes={"slack_api": "http://127.0.0.1:1/api/"}),
    Start(
        "operators whom Slack does not know",
        "organisation.toml: Slack knows none of the operators.",
        organisation=(OPERATORS, 'operators = ["gone@herlev.example"]'),
    ),
)

ANSWERS: tuple[tuple[str, int, str, bytes, str], ...] = (
    ("a page that asks to log in", 200, "text/html", b"<html>", "http_200"),
    ("a page that says it is JSON", 200, "application/json", b"<html>", "unreadable"),
    ("nothing", 200, "application/json", b"", "http_200"),
    ("bytes that are no text", 200, "application/json", b"\xff\xfe", "unreadable"),
    ("a list", 200, "application/json", b"[]", "http_200"),
    ("yes, and nothing else", 200, "application/json", b'{"ok": true, "url": "wss://x"}', "without_user_id"),
    ("no, and nothing else", 200, "application/json", b'{"ok": false}', "http_200"),
    ("an address that is none of Slack's", 404, "text/html", b"<html>", "http_404"),
    ("a proxy that wants a password", 407, "text/html", b"<html>", "http_407"),
)
"""What stands at SLACK_API_URL in place of Slack: its status, type and body, and how that is called."""
