"""`vaern cases`: which there are, how far each is, what is due next; no name and no word of the content."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pyrage.x25519 import Identity
from sqlalchemy import text

from flows.procedure.procedure import STEPS
from storage.database import Storage
from storage.database_key import DATABASE
from storage.folder import take_folder
from storage.key_files import WrappedKey
from storage.tables import CaseRow
from tests.bot.commands.municipality import CANARY, adds, opened, runs, spoils, told
from tests.flows.given import ANSWERS, NAMES, case, decided, kept, local

MONDAY = local("Mon 2024-11-25 09:00")
"""Long ago: every deadline has passed."""
LATER = MONDAY + timedelta(days=20)
STEP_KEYS = [step.key for step in STEPS]
OPEN = case(MONDAY, number="2024-0003", answers=ANSWERS | {"story": CANARY}, evidence=(kept(name=CANARY),))
RED = case(MONDAY, id="red", number="2024-0002", severity="RED", channel="C0RED")
CLOSED = case(
    MONDAY,
    id="closed",
    number="2024-0004",
    closed_at=LATER,
    decisions=decided(*STEP_KEYS[:7], at=MONDAY),
    channel="C0CLOSED",
)
ARCHIVED = case(
    MONDAY,
    id="archived",
    number="2024-0001",
    closed_at=LATER,
    archived_at=LATER,
    decisions=decided(*STEP_KEYS, at=MONDAY),
    channel="C0ARCHIVED",
)
WITHDRAWN = case(
    MONDAY + timedelta(days=1), id="withdrawn", number="2024-0005", withdrawn_at=LATER, channel="C0GONE"
)


@pytest.fixture
def storage(data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Storage]:
    """The store of a municipality that has no case yet."""
    made = opened(data, monkeypatch)
    yield made
    made.close()


@pytest.fixture
def filled(storage: Storage) -> Storage:
    """The same with a case of each state."""
    adds(storage, OPEN, RED, CLOSED, ARCHIVED, WITHDRAWN)
    return storage


def table(*options: str, code: int = 0) -> list[list[str]]:
    """The words of each line below the heading."""
    result = runs("cases", *options)
    assert result.exit_code == code, result.output
    return [line.split() for line in result.stdout.splitlines()[1:]]


# Due times by hand: RED an hour and YELLOW four after Monday 09:00, the analysis thirty days after.
ROWS = [
    "2024-0002 2024-11-25 RED 0 of 8 2 Mon 2024-11-25 10:00 CET, late open",
    "2024-0003 2024-11-25 YELLOW 0 of 8 2 Mon 2024-11-25 13:00 CET, late open",
    "2024-0004 2024-11-25 YELLOW 7 of 8 8 Wed 2024-12-25 24:00 CET, late closed",
]
ENDED = [
    "2024-0001 2024-11-25 YELLOW 8 of 8 - - archived",
    "2024-0005 2024-11-26 YELLOW 0 of 8 - - withdrawn",
]


def test_the_cases_under_way_are_listed_with_the_next_deadline_first(filled: Storage) -> None:
    assert table() == [row.split() for row in ROWS]


def test_all_of_them_are_listed_when_asked_for_the_ended_ones_last(filled: Storage) -> None:
    assert table("--all") == [row.split() for row in ROWS + ENDED]


def test_the_columns_stand_below_their_headings(filled: Storage) -> None:
    heading, *lines = runs("cases").stdout.splitlines()
    assert heading.split() == ["case", "sent", "on", "severity", "decided", "step", "due", "state"]
    for name, begin in (("sent on", "2024-11-25"), ("due", "Mon 2024"), ("state", "open")):
        assert lines[0].startswith(begin, heading.index(name))


def test_what_is_not_due_yet_is_not_late(storage: Storage) -> None:
    adds(storage, case(datetime.now(UTC), number="2026-0042"))
    assert "late" not in runs("cases").stdout
    (found,) = told("cases")
    assert found["cases"][0]["next_deadline"]["is_late"] is False


def test_programs_get_the_same_with_times_in_utc(filled: Storage) -> None:
    (found,) = told("cases", "--all")
    assert [(row["case"], row["state"]) for row in found["cases"]] == [
        ("2024-0002", "open"),
        ("2024-0003", "open"),
        ("2024-0004", "closed"),
        ("2024-0001", "archived"),
        ("2024-0005", "withdrawn"),
    ]
    assert found["cases"][0] == {
        "case": "2024-0002",
        "sent_on": "2024-11-25",
        "severity": "RED",
        "decided": 0,
        "steps": 8,
        "next_deadline": {"step": 2, "due": "2024-11-25T09:00:00+00:00", "is_late": True},
        "state": "open",
    }
    assert found["cases"][3]["next_deadline"] is None


def test_no_name_is_told(filled: Storage) -> None:
    for output in (runs("cases", "--all").output, runs("cases", "--all", "--json").output):
        for secret in (*NAMES, *NAMES.values(), "C0SAG", "case1"):
            assert secret not in output


BEYOND_READING = ["2024-0002", "CANNOT", "BE", "READ"]
SPOILT = {"procedure": "of another version", "body": b"?"}


@pytest.mark.parametrize(("column", "value"), SPOILT.items())
def test_a_case_that_cannot_be_read_is_shown_so_and_stops_no_other(
    filled: Storage, column: str, value: object
) -> None:
    spoils(filled, "2024-0002", **{column: value})
    assert table(code=1) == [*(row.split() for row in ROWS[1:]), BEYOND_READING]
    (found,) = told("cases", code=1)
    last = found["cases"][-1]
    assert (last.pop("case"), last.pop("state")) == ("2024-0002", "unreadable")
    assert set(last.values()) == {None}


def test_neither_does_one_with_a_time_that_is_none(filled: Storage) -> None:
    with filled.transaction() as tx:
        tx.session.execute(text("UPDATE \"case\" SET sent_at = 'once' WHERE number = '2024-0002'"))
    assert table(code=1)[-1] == BEYOND_READING


def test_neither_does_one_with_a_participant_that_is_spoilt(filled: Storage) -> None:
    with filled.transaction() as tx:
        tx.session.execute(text("UPDATE participant SET part = X'00' WHERE case_id = 'red'"))
    assert table(code=1)[-1] == BEYOND_READING


def test_what_was_not_written_by_vaern_is_told(filled: Storage) -> None:
    with filled.transaction() as tx:
        tx.session.execute(text("UPDATE \"case\" SET channel = X'00' WHERE number = '2024-0002'"))
    result = runs("evidence", "list", "2024-0002")
    said = "Something in the database was not written by Værn. Run vaern audit verify, which tells where.\n"
    assert (result.exit_code, result.stderr) == (2, said)


def test_neither_does_one_whose_key_is_gone(filled: Storage) -> None:
    filled.keys.destroy("red")
    assert table(code=1)[-1] == BEYOND_READING


def test_a_spoilt_key_is_not_taken_for_a_wrong_master_key(filled: Storage) -> None:
    for other in set(filled.keys.subjects()) - {"case1", DATABASE}:
        filled.keys.replace(other, WrappedKey("", b"?"))
    assert [row[0] for row in table(code=1)] == ["2024-0003", "2024-0002", "2024-0004"]


def test_the_master_key_of_others_is_told(filled: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAERN_MASTER_KEY", str(Identity.generate()))
    result = runs("cases", "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("The master key does not open what is stored.")


def test_where_there_is_none_it_says_so(storage: Storage) -> None:
    assert runs("cases", "--all").stdout == "There is no case.\n"
    assert runs("cases").stdout.startswith("There is no case that is not archived or withdrawn.")
    assert told("cases") == [{"cases": []}]


def test_however_many_there_are_each_is_listed_once(storage: Storage) -> None:
    """More than are read at once; that these cannot be read makes no difference."""
    now = datetime.now(UTC)
    numbers = [f"2026-{number:04}" for number in range(1001)]
    rows = [CaseRow(id=n, number=n, hr_sign="", sent_at=now, body=b"") for n in numbers]
    storage.run(lambda tx: tx.session.add_all(rows))
    (found,) = told("cases", code=1)
    assert [row["case"] for row in found["cases"]] == numbers


def test_it_works_while_the_product_holds_the_folder_and_changes_nothing(filled: Storage, data: Path) -> None:
    before = contents(filled)
    with take_folder(data):
        assert len(table("--all")) == 5
    assert contents(filled) == before


def contents(storage: Storage) -> list[tuple[object, ...]]:
    """The rows of cases and journal."""
    with storage.reading() as tx:
        tables = ('"case"', "journal", "reminder")
        return [tuple(row) for name in tables for row in tx.session.execute(text(f"SELECT * FROM {name}"))]  # noqa: S608


def test_a_missing_file_of_the_organisation_is_told(filled: Storage, data: Path) -> None:
    (data / "organisation.toml").unlink()
    result = runs("cases")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("organisation.toml is missing.")
