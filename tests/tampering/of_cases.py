"""Decisions, people, records and the rows of cases and reports."""

from __future__ import annotations

from collections.abc import Mapping

from tests.tampering.forger import NEVER, NEVER_AT, Act, Forger, Tampering, by_sql, column, value
from tests.tampering.of_the_journal import HEADS, NO_LINES, NO_SEAL

OF_A_CASE = ("participant", "decision", "record", "reminder")
DECIDED = "case_id = :one AND position = 2"
ONE = "case_id = :one"
THIRD: Mapping[str, object] = {"case_id": "one", "position": 2}
FIRST: Mapping[str, object] = {"case_id": "one", "position": 0}
LARS: Mapping[str, object] = {"case_id": "one", "person": "U0LARS"}
ANNE: Mapping[str, object] = {"case_id": "one", "person": "U0ANNE"}
NEVER_TOLD = NEVER_AT.isoformat()
GONE = "which is of no case, is of a report or case that was REMOVED."


def _remove(forger: Forger) -> None:
    for name in OF_A_CASE:
        forger.does(f"DELETE FROM {name} WHERE case_id = :one")
    forger.does("DELETE FROM evidence WHERE subject = :one", 'DELETE FROM "case" WHERE id = :one')


def _remove_all_of_it(forger: Forger) -> None:
    _remove(forger)
    forger.does(NO_LINES, NO_SEAL)


def _add(forger: Forger) -> None:
    [row] = forger.rows("case", id="one")
    forger.adds("case", row, id="another", number="2026-another", channel=None)


def _remove_with_its_line(forger: Forger) -> None:
    forger.removes("decision", forger.rows("decision", **THIRD))
    forger.removes("journal", forger.rows("journal", subject="one", act="StepDecided"))


def _remove_lars(forger: Forger) -> None:
    forger.removes("participant", forger.rows("participant", **LARS))


def _add_omar(forger: Forger) -> None:
    [lars] = forger.rows("participant", **LARS)
    forger.adds("participant", lars, person="U0OMAR", part="leader U0OMAR", position=90)


def _give_the_report_away(forger: Forger) -> None:
    [report] = forger.rows("draft", id="report")
    forger.rewrites("draft", report, person="U0OMAR")


def _put_back(*names: str) -> Act:
    def act(forger: Forger) -> None:
        for name in names:
            forger.puts_back(name)

    return act


OF_CASES = (
    value("decision", "its outcome", "decisions", THIRD, outcome="held"),
    value("decision", "its person", "decisions", THIRD, by="U0OMAR"),
    value("decision", "its time", "decisions", THIRD, at=NEVER_TOLD),
    value("decision", "its step", "decisions", THIRD, step="legal"),
    value("decision", "its reason", "decisions", THIRD, reason="Hun er rask."),
    value("decision", "said to wait", "decisions", THIRD, is_waiting=True),
    column("decision", "its order", "position = 90", "decisions", DECIDED),
    column(
        "decision",
        "as another was decided",
        "body = (SELECT body FROM decision d WHERE d.case_id = :one AND d.position = 0)",
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
    Tampering("decision: removed with its line", "CHANGED in decisions", _remove_with_its_line),
    by_sql(
        "decision: one added",
        "CHANGED in decisions",
        f"INSERT INTO decision SELECT case_id, 90, body FROM decision WHERE {DECIDED}",
    ),
    value("participant", "another role", "participants", LARS, part="hr U0LARS"),
    value("participant", "another person", "participants", LARS, person="U0OMAR", part="leader U0OMAR"),
    value("participant", "since when", "participants", LARS, since=NEVER_AT),
    value("participant", "said to have left", "participants", LARS, left_at=NEVER_AT),
    value("participant", "said not to have left", "participants", ANNE, left_at=None),
    column("participant", "all said not to have left", "left_at = NULL", "participants", ONE),
    Tampering("participant: one removed", "CHANGED in participants", _remove_lars),
    Tampering("participant: one added", "CHANGED in participants", _add_omar),
    by_sql(
        "participant: one of another case added",
        "CHANGED in participants",
        "INSERT INTO participant SELECT :one, person, position, part, since, is_in_channel, missing, left_at "
        "FROM participant WHERE case_id = :two "
        "AND person NOT IN (SELECT person FROM participant WHERE case_id = :one)",
    ),
    value("record", "its task", "records", FIRST, task="advice"),
    value("record", "its person", "records", FIRST, by="U0OMAR"),
    value("record", "its time", "records", FIRST, at=NEVER_TOLD),
    by_sql("record: removed", "CHANGED in records", f"DELETE FROM record WHERE {ONE}"),
    by_sql(
        "record: one added",
        "CHANGED in records",
        f"INSERT INTO record SELECT case_id, 90, body FROM record WHERE {ONE}",
    ),
    *(
        column("case", name, change, "case", "id = :one")
        for name, change in (
            ("when it was sent", f"sent_at = {NEVER}"),
            ("its number", "number = '2026-other'"),
            ("said to be withdrawn", f"withdrawn_at = {NEVER}"),
            ("said to be closed", f"closed_at = {NEVER}"),
            ("said to be archived", f"archived_at = {NEVER}"),
        )
    ),
    *(
        value("case", name, "case", {"id": "one"}, **values)
        for name, values in (
            ("when it happened", {"content_at": NEVER_TOLD}),
            ("its severity", {"severity": "RED"}),
            ("its channel", {"channel": "C0OTHER"}),
            ("said to be refused a channel", {"channel_refusal": "restricted_action"}),
        )
    ),
    column("case", "that it is withdrawn is cleared", "withdrawn_at = NULL", "case", "id = :two"),
    Tampering("case: removed", f"The journal {{one}}, {GONE}", _remove),
    Tampering("case: removed with journal and seal", f"{HEADS} 1.", _remove_all_of_it),
    Tampering("case: one added", "2026-another", _add),
    by_sql("report: removed", f"The journal {{report}}, {GONE}", "DELETE FROM draft WHERE id = :report"),
    Tampering(
        "report: said to be another's",
        "The journal {report}, which is of no case, is of a report that is CHANGED in report.",
        _give_the_report_away,
    ),
    Tampering("put back: decisions", "CHANGED in decisions", _put_back("decision")),
    Tampering("put back: decisions and seal", "BROKEN at line {last_but_one}", _put_back("decision", "seal")),
    Tampering(
        "put back: the whole case, with journal and seal",
        f"{HEADS} 2.",
        _put_back(*OF_A_CASE, "case", "evidence", "journal", "seal"),
    ),
)
