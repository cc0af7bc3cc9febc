"""PostgreSQL databases that cannot be used: their addresses, with the sentence about each."""

from __future__ import annotations

MEND = "Mend DATABASE_URL: its address, user, password and the name of the database."
REFUSES = f"The database of DATABASE_URL refuses Værn. {MEND}"
AWAY = "The database of DATABASE_URL cannot be reached. Check that it runs and that its address is right."
BY_SOCKET = "postgresql://{user}@/{database}?host={folder}"

PREPARED = (
    "CREATE ROLE visitor LOGIN",
    "CREATE ROLE nobody NOLOGIN",
    "CREATE ROLE crowded LOGIN CONNECTION LIMIT 0",
    "CREATE DATABASE empty TEMPLATE template0",
    "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0",
    "CREATE DATABASE copied TEMPLATE template0",
    "ALTER DATABASE copied SET default_transaction_read_only = on",
    "CREATE DATABASE closed ALLOW_CONNECTIONS false TEMPLATE template0",
)
"""What makes the server's part of the table."""


def _at(database: str, user: str = "vaern", more: str = "") -> str:
    return BY_SOCKET.format(user=user, database=database, folder="{folder}") + more


DATABASES: tuple[tuple[str, str, str, int], ...] = (
    ("a database that there is not", _at("gone"), REFUSES, 78),
    ("a user that there is not", _at("empty", "somebody"), REFUSES, 78),
    ("a user who may not log in", _at("empty", "nobody"), REFUSES, 78),
    (
        "a user who may make no tables",
        _at("empty", "visitor"),
        "Værn may not make its tables in the database",
        78,
    ),
    ("a user who is let in too often", _at("empty", "crowded"), AWAY, 75),
    ("a database that is closed", _at("closed"), REFUSES, 78),
    ("a database that can only be read", _at("copied"), "The database of DATABASE_URL can only be read.", 78),
    (
        "a database in another alphabet",
        _at("latin"),
        "The database of DATABASE_URL keeps its text in LATIN1.",
        78,
    ),
    ("an option that there is not", _at("empty", more="&sslmod=require"), REFUSES, 78),
    ("a word that an option does not take", _at("empty", more="&sslmode=on"), REFUSES, 78),
    (
        "a number that is a word",
        _at("empty", more="&connect_timeout=x"),
        f"The database of DATABASE_URL cannot be used. {MEND}",
        78,
    ),
    ("a setting of the server's that there is not", _at("empty", more="&options=-cvaern%3Don"), REFUSES, 78),
    ("a folder without a server", "postgresql://vaern@/vaern?host=/gone", AWAY, 75),
    ("a port where nobody is", "postgresql://vaern:hunter2@127.0.0.1:1/vaern", AWAY, 75),
    ("a host that there is not", "postgresql://vaern:hunter2@database.invalid/vaern", AWAY, 75),
    ("a port where something else is", "postgresql://vaern:hunter2@127.0.0.1:{port}/vaern", REFUSES, 78),
)
"""What is wrong, the address (with the folder or port that is filled in), the sentence, the exit code."""
