"""Lines, heads and seals."""

from __future__ import annotations

from tests.tampering.forger import NEVER, NEVER_AT, Forger, Tampering, by_sql

CUT = (
    "DELETE FROM journal WHERE subject = :one "
    "AND number = (SELECT max(number) FROM journal WHERE subject = :one)"
)
LINE = (
    "INSERT INTO journal (subject, number, at, person, act, detail, hash) "
    "SELECT subject, {}, at, person, act, detail, hash FROM journal WHERE subject = :one AND number = {}"
)
THIRD = "WHERE subject = :one AND number = 3"
NO_LINES, NO_SEAL = "DELETE FROM journal WHERE subject = :one", "DELETE FROM seal WHERE subject = :one"
NO_HEADS = ("DELETE FROM journal_head", "UPDATE journal SET head = NULL")
MAKE_ROOM = (
    "UPDATE journal SET number = -number WHERE subject = :one AND number > 3",
    "UPDATE journal SET number = 1 - number WHERE subject = :one AND number < 0",
)
CLOSE_UP = (
    "UPDATE journal SET number = -number WHERE subject = :one AND number > 3",
    "UPDATE journal SET number = -number - 1 WHERE subject = :one AND number < 0",
)
HEADS = "The chain of heads over all journals is BROKEN at head"


def _changed(field: str, value: str) -> Tampering:
    change = f"UPDATE journal SET {field} = {value} {THIRD}"
    return by_sql(f"line: its {field} is changed", "BROKEN at line 3", change)


def _rewritten(field: str, value: object) -> Tampering:
    def act(forger: Forger) -> None:
        [line] = forger.rows("journal", subject="one", number=3)
        forger.rewrites("journal", line, **{field: value})

    return Tampering(f"line: its {field} is changed", "BROKEN at line 3", act)


def _rehash_a_change(forger: Forger) -> None:
    [line] = forger.rows("journal", subject="one", number=3)
    forger.rewrites("journal", line, person="U0OMAR")
    forger.rehashes()


def _rehash_a_removal(forger: Forger) -> None:
    forger.does(f"DELETE FROM journal {THIRD}", *CLOSE_UP, *NO_HEADS)
    forger.rehashes()


def _put_back_seal(forger: Forger) -> None:
    forger.puts_back("seal")


OF_THE_JOURNAL = (
    _rewritten("person", "U0OMAR"),
    _rewritten("act", "read"),
    _rewritten("detail", "other"),
    _rewritten("at", NEVER_AT),
    _changed("hash", "hash || '0'"),
    by_sql("line: its number is changed", "BROKEN at line 4", f"UPDATE journal SET number = 90 {THIRD}"),
    by_sql(
        "line: moved to another case",
        "BROKEN at line 4",
        "UPDATE journal SET subject = :two, "
        f"number = (SELECT max(number) + 1 FROM journal j WHERE j.subject = :two) {THIRD}",
    ),
    by_sql("line: the first removed", "BROKEN at line 2", f"{NO_LINES} AND number = 1"),
    by_sql("line: one in the middle removed", "BROKEN at line 4", f"{NO_LINES} AND number = 3"),
    by_sql(
        "line: one in the middle removed, the rest numbered anew",
        "BROKEN at line 3",
        f"{NO_LINES} AND number = 3",
        *CLOSE_UP,
    ),
    by_sql("line: the last cut off", "BROKEN at line {last}", CUT),
    by_sql("line: the last two cut off", "BROKEN at line {last_but_one}", CUT, CUT),
    by_sql("line: the last cut off, with the seal", "BROKEN at line 1", CUT, NO_SEAL),
    by_sql(
        "line: the last cut off, and the seal changed to that",
        "BROKEN at line 1",
        CUT,
        "UPDATE seal SET number = number - 1, hash = (SELECT hash FROM journal j WHERE j.subject = :one "
        "AND j.number = seal.number - 1) WHERE subject = :one",
    ),
    by_sql(
        "line: the last cut off, with all heads",
        "BROKEN at line {last}",
        CUT,
        *NO_HEADS,
        "DELETE FROM seal WHERE subject = 'heads'",
    ),
    by_sql("line: all removed", "BROKEN at line 1", NO_LINES),
    by_sql("line: all removed, with the seal", "BROKEN at line 1", NO_LINES, NO_SEAL),
    by_sql("line: one inserted", "BROKEN at line 4", *MAKE_ROOM, LINE.format(4, 3)),
    by_sql("line: one put before the first", "BROKEN at line 0", LINE.format(0, 1)),
    by_sql("line: one forged at the end", "BROKEN at line 90", LINE.format(90, 3)),
    by_sql(
        "line: two swapped",
        "BROKEN at line 2",
        *(
            f"UPDATE journal SET number = {new} WHERE subject = :one AND number = {old}"
            for old, new in ((2, 90), (3, 2), (90, 3))
        ),
    ),
    Tampering("journal: a line changed, all rehashed", "BROKEN at line 1", _rehash_a_change),
    Tampering("journal: a line removed, all rehashed, no heads", "BROKEN at line 1", _rehash_a_removal),
    by_sql(
        "journal: of two cases exchanged",
        "BROKEN at line 1",
        "UPDATE journal SET subject = 'x' WHERE subject = :one",
        "UPDATE journal SET subject = :one WHERE subject = :two",
        "UPDATE journal SET subject = :two WHERE subject = 'x'",
    ),
    by_sql(
        "journal: of a report removed",
        "The journal {report}, which is of no case, is BROKEN at line 1.",
        "DELETE FROM journal WHERE subject = :report",
    ),
    by_sql(
        "head: the last removed",
        f"{HEADS} 2.",
        "DELETE FROM journal_head WHERE number = 2",
        "UPDATE journal SET head = NULL WHERE head = 2",
    ),
    by_sql("head: all removed", f"{HEADS} 1.", *NO_HEADS),
    by_sql(
        "head: all removed, with the seal",
        f"{HEADS} 1.",
        "DELETE FROM journal_head",
        "DELETE FROM seal WHERE subject = 'heads'",
    ),
    by_sql("head: its time", f"{HEADS} 1.", f"UPDATE journal_head SET at = {NEVER} WHERE number = 1"),
    by_sql(
        "head: a line said to be of another",
        f"{HEADS} 1.",
        "UPDATE journal SET head = 1 WHERE head = 2 AND subject = :one",
    ),
    by_sql("seal: removed", "BROKEN at line 1", NO_SEAL),
    by_sql("seal: its facts", "BROKEN at line 1", "UPDATE seal SET facts = '' WHERE subject = :one"),
    by_sql(
        "seal: another case's",
        "BROKEN at line 1",
        NO_SEAL,
        "UPDATE seal SET subject = :one WHERE subject = :two",
    ),
    Tampering("seal: an earlier one", "BROKEN at line {last_but_one}", _put_back_seal),
)
