"""What somebody without any key can do to what is encrypted: spoil it, or put what stands elsewhere there."""

from __future__ import annotations

from tests.tampering.forger import Tampering, by_sql

SPOILT = b"\x00" * 64


def _spoilt(table: str, name: str, says: str, where: str) -> Tampering:
    change = f'UPDATE "{table}" SET {name} = :spoilt WHERE {where}'
    return Tampering(f"{table}: {name} spoilt", says, lambda forger: forger.does(change, spoilt=SPOILT))


ONE = "case_id = :one"
UNREADABLE = "CANNOT BE READ"
UNREADABLE_REPORT = "The journal {report}, which is of no case, is of a report that is CHANGED in unreadable."
SOMEBODY = f"{ONE} AND person IN (SELECT person FROM participant WHERE {ONE} LIMIT 1)"
LINE = "subject = :one AND number = 3"
OF_BYTES = (
    *(_spoilt("journal", name, "BROKEN", LINE) for name in ("at", "person", "act", "detail")),
    by_sql(
        "line: one's act put in place of its person",
        "BROKEN",
        f"UPDATE journal SET person = act WHERE {LINE}",
    ),
    by_sql(
        "line: the person of another line",
        "BROKEN at line 3",
        "UPDATE journal SET person = (SELECT person FROM journal j WHERE j.subject = :two AND j.number = 3) "
        f"WHERE {LINE}",
    ),
    *(
        _spoilt("participant", name, UNREADABLE, SOMEBODY)
        for name in ("person", "part", "since", "missing", "left_at", "position", "is_in_channel")
    ),
    *(_spoilt(table, "body", UNREADABLE, f"{ONE} AND position = 0") for table in ("decision", "record")),
    _spoilt("case", "body", UNREADABLE, "id = :one"),
    _spoilt("case", "channel", UNREADABLE, "id = :one"),
    _spoilt("evidence", "body", UNREADABLE, "subject = :one AND position = 0"),
    _spoilt("draft", "body", UNREADABLE_REPORT, "id = :report"),
    _spoilt("draft", "person", UNREADABLE_REPORT, "id = :report"),
    _spoilt("reminder", "key", UNREADABLE, f"{ONE} AND at = (SELECT min(at) FROM reminder WHERE {ONE})"),
)
