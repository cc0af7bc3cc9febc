"""Files and rows of evidence."""

from __future__ import annotations

from pathlib import Path

from tests.tampering.forger import NEVER, Act, Forger, Tampering, by_sql, column

FIRST = "subject = :one AND position = 0"
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
    first, second, *_ = forger.finds("SELECT * FROM evidence WHERE subject = :one ORDER BY position")
    for row, other in ((first, second), (second, first)):
        change = "UPDATE evidence SET sha256 = :sha256, size = :size WHERE id = :id"
        forger.does(change, id=row.id, sha256=other.sha256, size=other.size)


def _remove_all_of_it(forger: Forger) -> None:
    """The file, the row, and every line of the journal about it."""
    place = forger.file("one")
    place.unlink()
    forger.does("DELETE FROM evidence WHERE id = :id", id=place.stem)
    forger.does("DELETE FROM journal WHERE detail LIKE :item", item=f"{place.stem}%")


def _column(name: str, change: str) -> Tampering:
    return column("evidence", name, change, "evidence", FIRST)


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
        "INSERT INTO evidence (id, subject, source, name, by, offered_at, state, media_type, size, sha256, "
        "kind, details, position) SELECT 'x', subject, source, name, by, offered_at, state, media_type, "
        f"size, sha256, kind, details, 9 FROM evidence WHERE {FIRST}",
    ),
    _column("moved to another case", "subject = :two"),
    _column("its fingerprint", f"sha256 = '{'0' * 64}'"),
    _column("its size", "size = 1"),
    _column("its type", "media_type = 'image/png'"),
    _column("its kind", "kind = 'link'"),
    _column("who gave it", "by = 'U0OMAR'"),
    _column("when it was given", f"offered_at = {NEVER}"),
    _column("when it came", f"received_at = {NEVER}"),
    _column("said to be refused", "state = 'refused'"),
    _column(
        "what is told of another",
        "details = (SELECT details FROM evidence e WHERE e.subject = :one AND e.position = 1)",
    ),
)
