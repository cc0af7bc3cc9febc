"""`vaern reminders`: when a case speaks next, to which role and why; no name and no word of the content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import cli
from flows.people.person import Person
from storage import cases, people
from storage.database import Storage, Transaction, open_storage
from storage.folder import take_folder
from storage.keys import Keyring, make_master
from tests.flows.given import ANSWERS, NAMES, case, context, kept
from tests.standin import ORGANISATION

CANARY = "kanariefugl"
NUMBER = "2026-0042"
MOMENT = re.compile(r"^\w+ \d{1,2}\. \w+ kl\. \d\d\.\d\d · ")
IF_NOBODY_ACTS = "Hvis der ikke sker noget, og så vidt jeg ved nu:"


@pytest.fixture
def storage(data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Storage]:
    """The store of a municipality with one case, sent an hour ago, and the file of its organisation."""
    file = data / "organisation.toml"
    file.write_text(ORGANISATION, encoding="utf-8")
    monkeypatch.setenv("VAERN_ORGANISATION", str(file))
    made = open_storage("", Keyring(make_master(data / "master.key")), data)
    made.run(fills)
    yield made
    made.close()


def fills(tx: Transaction, **changes: object) -> None:
    now = datetime.now(UTC)
    sent = now - timedelta(hours=1)
    for person, name in NAMES.items():
        mail = f"{person.removeprefix('U0').lower()}@herlev.example"
        people.put(tx, Person(person, f"{name} {CANARY}", mail=mail), now)
    tx.new_key("case1")
    tx.session.flush()
    told = {"answers": ANSWERS | {"story": CANARY}, "evidence": (kept(name=f"{CANARY}.png"),)}
    cases.add(tx, case(sent, number=NUMBER, next_leader="U0DORTE", **told), context(now))


def runs(number: str = NUMBER) -> Result:
    return CliRunner().invoke(cli, ["reminders", "--case", number])


def test_each_reminder_is_told_with_its_time_its_role_its_step_and_why_then(storage: Storage) -> None:
    result = runs()
    assert result.exit_code == 0, result.output
    first, *lines = result.stdout.splitlines()
    assert first == IF_NOBODY_ACTS
    what, why = lines[::2], lines[1::2]
    assert all(MOMENT.match(line) for line in what)
    assert all(line.startswith("    ") and line.strip() for line in why)
    assert any("· Leder · 2. Aftal næste skridt med leder" in line for line in what)
    assert "    Halvdelen af tiden er gået." in "\n".join(why)


@pytest.mark.parametrize("role", ["Leder", "Medarbejder", "Stedfortræder", "Leders leder", "HR"])
def test_whoever_is_asked_while_nobody_acts_is_told_by_role(storage: Storage, role: str) -> None:
    assert f" · {role} · " in runs().stdout


def test_no_name_and_no_content_is_told(storage: Storage) -> None:
    output = runs().output
    names = [word for name in NAMES.values() for word in name.split()]
    for secret in (CANARY, *names, *NAMES, "herlev.example", "case1"):
        assert secret not in output


def test_a_case_that_has_nothing_more_to_say_is_told_so(storage: Storage) -> None:
    def withdrawn(tx: Transaction) -> None:
        now = datetime.now(UTC)
        found = cases.get(tx, "case1", as_="U0METTE")
        cases.put(tx, replace(found, ending=replace(found.ending, withdrawn_at=now)), context(now))

    storage.run(withdrawn)
    assert runs().stdout == "Der er ikke flere påmindelser i den her sag.\n"


def test_a_number_that_is_not_there_is_told(storage: Storage) -> None:
    result = runs("2026-9999")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "There is no case of the number 2026-9999.\n"


def test_a_missing_file_of_the_organisation_is_told(storage: Storage, data: Path) -> None:
    (data / "organisation.toml").unlink()
    result = runs()
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


def test_it_works_while_the_product_holds_the_folder(storage: Storage, data: Path) -> None:
    with take_folder(data):
        assert runs().stdout.startswith(IF_NOBODY_ACTS)


def test_it_says_nothing_to_anybody_and_changes_nothing(storage: Storage, data: Path) -> None:
    before = storage.run(lambda tx: cases.get(tx, "case1", as_="U0METTE"))
    assert runs().exit_code == 0
    assert storage.run(lambda tx: cases.get(tx, "case1", as_="U0METTE")) == before
