"""A municipality with the cases that a test puts into it, for the commands over all of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import col
from typer.testing import CliRunner, Result

from bot.__main__ import cli
from flows.case.case import Case
from storage import cases, journal
from storage.database import Storage, Transaction, open_storage
from storage.journal import Line
from storage.keys import Keyring, make_master
from storage.tables import CaseRow
from tests.flows.given import METTE, context
from tests.standin import ORGANISATION
from tests.stored import retold_case

CANARY = "kanariefugl"


def opened(data: Path, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """Its store, with the file of its organisation."""
    file = data / "organisation.toml"
    file.write_text(ORGANISATION, encoding="utf-8")
    monkeypatch.setenv("VAERN_ORGANISATION", str(file))
    return open_storage("", Keyring(make_master(data / "master.key")), data)


def adds(storage: Storage, *made: Case) -> None:
    """Puts these cases into it, each with its key and the line of its journal that says it was sent."""

    def add(tx: Transaction) -> None:
        for case in made:
            tx.new_key(case.id)
            tx.session.flush()
            cases.add(tx, case, context(case.report.sent_at))
            journal.write(tx, case.id, Line(case.report.sent_at, METTE, "Sent", ""))

    storage.run(add)


def spoils(storage: Storage, number: str, **columns: object) -> None:
    """Writes into that case what this version does not know."""
    told = {name: value for name, value in columns.items() if name not in CaseRow.model_fields}
    if told:
        retold_case(storage, number, **told)
        return
    change = update(CaseRow).where(col(CaseRow.number) == number).values(columns)
    storage.run(lambda tx: tx.session.execute(change))


def runs(*arguments: str) -> Result:
    """What a command line does; it tells nothing that anybody wrote."""
    result = CliRunner().invoke(cli, list(arguments), prog_name="vaern")
    assert CANARY not in result.output
    return result


def told(*arguments: str, code: int = 0) -> list[Any]:
    """The JSON of each line that a command prints."""
    result = runs(*arguments, "--json")
    assert (result.exit_code, result.stderr) == (code, ""), result.output
    return [json.loads(line) for line in result.stdout.splitlines()]
