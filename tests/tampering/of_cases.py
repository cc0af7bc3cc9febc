"""Decisions, people, records and the rows of cases and reports."""

from __future__ import annotations

from sqlalchemy import insert

from tests.tampering.forger import NEVER, TABLES, Act, Forger, Tampering, by_sql, column
from tests.tampering.of_the_journal import HEADS, NO_LINES, NO_SEAL

OF_A_CASE = ("participant", "decision", "record", "reminder")
DECIDED = "case_id = :one AND position = 2"
LARS = "case_id = :one AND person = 'U0LARS'"
ONE = "case_id = :one"
GONE = "which is of no case, is of a report or case that was REMOVED."


def _remove(forger: Forger) -> None:
    for name in OF_A_CASE:
        forger.does(f"DELETE FROM {name} WHERE case_id = :one")
    forger.does("DELETE FROM evidence WHERE subject = :one", 'DELETE FROM "case" WHERE id = :one')


def _remove_all_of_it(forger: Forger) -> None:
    _remove(forger)
    forger.does(NO_LINES, NO_SEAL)


def _add(forger: Forger) -> None:
    table = TABLES["case"]
    row = forger.connection.execute(table.select().where(table.c.id == forger.ids["one"])).mappings().one()
    other = {"id": "another", "number": "2026-another", "channel": None}
    forger.connection.execute(insert(table), dict(row) | other)


def _put_back(*names: str) -> Act:
    def act(forger: Forger) -> None:
        for name in names:
            forger.puts_back(name)

    return act


OF_CASES = (
    column("decision", "its outcome", "outcome = 'held'", "decisions", DECIDED),
    column("decision", "its person", "by = 'U0OMAR'", "decisions", DECIDED),
    column("decision", "its time", f"at = {NEVER}", "decisions", DECIDED),
    column("decision", "its step", "step = 'legal'", "decisions", DECIDED),
    column("decision", "said to wait", "is_waiting = (1 = 1)", "decisions", DECIDED),
    column("decision", "its order", "position = 90", "decisions", DECIDED),
    column(
        "decision",
        "the reason of another",
        "reason = (SELECT reason FROM decision d WHERE d.case_id = :one AND d.position = 0)",
        "decisions",
        DECIDED,
    ),
    by_sql("decision: one removed", "CHANGED in decisions", f"DELETE FROM decision WHERE {DECIDED}"),
    by_sql(
        "decision: the last removed",
        "CHANGED in decisions",
        "DELETE FROM decision WHERE case_id = :one "
        "AND position = (SELECT max(position) FROM decision WHERE case_id = :one)",
    ),
    by_sql(
        "decision: removed with its line",
        "CHANGED in decisions",
        f"DELETE FROM decision WHERE {DECIDED}",
        f"{NO_LINES} AND act = 'StepDecided'",
    ),
    by_sql(
        "decision: one added",
        "CHANGED in decisions",
        "INSERT INTO decision SELECT case_id, 90, step, outcome, reason, by, at, details, is_waiting "
        f"FROM decision WHERE {DECIDED}",
    ),
    column("participant", "another role", "role = 'hr'", "participants", LARS),
    column("participant", "another person", "person = 'U0OMAR'", "participants", LARS),
    column("participant", "since when", f"since = {NEVER}", "participants", LARS),
    column("participant", "said to have left", f"left_at = {NEVER}", "participants", LARS),
    column(
        "participant",
        "said not to have left",
        "left_at = NULL",
        "participants",
        f"{ONE} AND person = 'U0ANNE'",
    ),
    by_sql("participant: one removed", "CHANGED in participants", f"DELETE FROM participant WHERE {LARS}"),
    by_sql(
        "participant: one added",
        "CHANGED in participants",
        "INSERT INTO participant SELECT case_id, 'U0OMAR', 90, role, since, is_in_channel, missing, left_at "
        f"FROM participant WHERE {LARS}",
    ),
    column("record", "its task", "task = 'advice'", "records", ONE),
    column("record", "its person", "by = 'U0OMAR'", "records", ONE),
    column("record", "its time", f"at = {NEVER}", "records", ONE),
    by_sql("record: removed", "CHANGED in records", f"DELETE FROM record WHERE {ONE}"),
    by_sql(
        "record: one added",
        "CHANGED in records",
        f"INSERT INTO record SELECT case_id, 90, step, task, by, at, body FROM record WHERE {ONE}",
    ),
    *(
        column("case", name, change, "case", "id = :one")
        for name, change in (
            ("when it was sent", f"sent_at = {NEVER}"),
            ("when it happened", f"content_at = {NEVER}"),
            ("its severity", "severity = 'RED'"),
            ("its number", "number = '2026-other'"),
            ("its channel", "channel = 'C0OTHER'"),
            ("said to be refused a channel", "channel_refusal = 'restricted_action'"),
            ("said to be withdrawn", f"withdrawn_at = {NEVER}"),
            ("said to be closed", f"closed_at = {NEVER}"),
            ("said to be archived", f"archived_at = {NEVER}"),
        )
    ),
    column("case", "that it is withdrawn is cleared", "withdrawn_at = NULL", "case", "id = :two"),
    Tampering("case: removed", f"The journal {{one}}, {GONE}", _remove),
    Tampering("case: removed with journal and seal", f"{HEADS} 1.", _remove_all_of_it),
    Tampering("case: one added", "2026-another", _add),
    by_sql("report: removed", f"The journal {{report}}, {GONE}", "DELETE FROM draft WHERE id = :report"),
    by_sql(
        "report: said to be another's",
        "The journal {report}, which is of no case, is of a report that is CHANGED in report.",
        "UPDATE draft SET person = 'U0OMAR' WHERE id = :report",
    ),
    Tampering("put back: decisions", "CHANGED in decisions", _put_back("decision")),
    Tampering("put back: decisions and seal", "BROKEN at line {last_but_one}", _put_back("decision", "seal")),
    Tampering(
        "put back: the whole case, with journal and seal",
        f"{HEADS} 2.",
        _put_back(*OF_A_CASE, "case", "evidence", "journal", "seal"),
    ),
)
