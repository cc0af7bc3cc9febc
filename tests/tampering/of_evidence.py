"""Files and rows of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.tampering.forger import NEVER_AT, Act, Forger, Tampering, by_sql, column, value

FIRST = "subject = :one AND position = 0"
FIRST_ITEM: Mapping[str, object] = {"subject": "one", "position": 0}
FACTS = "CHANGED in evidence"


def _change(forger: Forger) -> None:
    data = bytearray(forger.file("one").read_bytes())
    data[-30] ^= 1
    forger.file("one").write_bytes(data)


def _cut(forger: Forger) -> None:
    place = forger.file("one")
    place.write_bytes(place.read_bytes()[:-20])


def _remove(forger: Forger) -> None:
    forger.file("one").unlink()


def _exchange(place: Path, other: Path) -> None:
    mine, theirs = place.read_bytes(), other.read_bytes()
    place.write_bytes(theirs)
    other.write_bytes(mine)


def _exchange_with(of: str, number: int) -> Act:
    return lambda forger: _exchange(forger.file("one"), forger.file(of, number))


def _exchange_fingerprints_too(forger: Forger) -> None:
    _exchange(forger.file("one"), forger.file("one", 1))
    first, second, *_ = sorted(forger.rows("evidence", subject="one"), key=lambda row: int(row.position))
    for row, other in ((first, second), (second, first)):
        forger.rewrites("evidence", row, received=forger.told("evidence", other)["received"])


def _remove_all_of_it(forger: Forger) -> None:
    """The file, the row, and every line of the journal about it."""
    place = forger.file("one")
    place.unlink()
    forger.does("DELETE FROM evidence WHERE id = :id", id=place.stem)
    lines = forger.rows("journal", subject="one")
    forger.removes("journal", [line for line in lines if line.detail.startswith(place.stem)])


def _receive(**received: object) -> Act:
    def act(forger: Forger) -> None:
        [row] = forger.rows("evidence", **FIRST_ITEM)
        forger.rewrites("evidence", row, received=forger.told("evidence", row)["received"] | received)

    return act


def _column(name: str, change: str) -> Tampering:
    return column("evidence", name, change, "evidence", FIRST)


def _value(name: str, **values: object) -> Tampering:
    return value("evidence", name, "evidence", FIRST_ITEM, **values)


OF_EVIDENCE = (
    Tampering("evidence: its file changed", "CHANGED", _change),
    Tampering("evidence: its file cut", "CHANGED", _cut),
    Tampering("evidence: its file removed", "MISSING", _remove),
    Tampering("evidence: files exchanged", "CHANGED", _exchange_with("one", 1)),
    Tampering("evidence: file exchanged with another case's", "CHANGED", _exchange_with("two", 0)),
    Tampering("evidence: files and fingerprints exchanged", FACTS, _exchange_fingerprints_too),
    Tampering("evidence: file, row and lines removed", FACTS, _remove_all_of_it),
    by_sql("evidence: its row removed", "REMOVED", f"DELETE FROM evidence WHERE {FIRST}"),
    by_sql(
        "evidence: one added",
        FACTS,
        f"INSERT INTO evidence SELECT 'x', subject, state, 9, body FROM evidence WHERE {FIRST}",
    ),
    _column("moved to another case", "subject = :two"),
    Tampering("evidence: its fingerprint", FACTS, _receive(sha256="0" * 64)),
    Tampering("evidence: its size", FACTS, _receive(size=1)),
    Tampering("evidence: its type", FACTS, _receive(media_type="image/png")),
    _value("its kind", kind="link"),
    _value("who gave it", by="U0OMAR"),
    _value("when it was given", offered_at=NEVER_AT.isoformat()),
    _value("when it came", received_at=NEVER_AT.isoformat()),
    _column("said to be refused", "state = 'refused'"),
    _column(
        "what is told of another",
        "body = (SELECT body FROM evidence e WHERE e.subject = :one AND e.position = 1)",
    ),
)
