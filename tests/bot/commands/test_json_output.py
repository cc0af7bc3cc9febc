"""`--json`: the shapes that docs/administration.md promises, on a line, with nothing that anybody wrote."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import validate
from sqlalchemy import delete, update
from sqlmodel import col

from flows.case.case import Evidence, Role
from flows.case.reminder_key import ReminderKind
from flows.people.person import Person
from flows.times.periods import STANDARD
from storage import cases, custody, evidence, journal, people, retention
from storage.database import Storage
from storage.journal import Line
from storage.restoring import Restored
from storage.tables import CaseRow, EvidenceRow, JournalRow
from tests.bot.commands.municipality import CANARY, adds, opened, runs, spoils, told
from tests.flows.given import ANSWERS, LARS, METTE, NAMES, NOW, case, context, kept, offered
from tests.storage.samples import PDF

GUIDE = Path(__file__).parents[3] / "docs" / "administration.md"
NUMBER = "2026-0042"
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$"}
AT = "2026-11-20T14:00:00+00:00"


@pytest.fixture
def storage(data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Storage]:
    """The store of a municipality with one case, sent an hour ago; a letter is kept, a picture is coming."""
    made = opened(data, monkeypatch)
    sent = datetime.now(UTC) - timedelta(hours=1)
    adds(made, case(sent, number=NUMBER, next_leader="U0DORTE", answers=ANSWERS | {"story": CANARY}))
    with made.transaction() as tx:
        items = (letter(data, tx.key("case1")), offered("coming", name=f"{CANARY}.png"))
        found = replace(cases.get(tx, "case1", as_=METTE), evidence=items)
        cases.put(tx, found, context(sent))
        journal.write(tx, "case1", Line(sent, METTE, "Corrected", ""))
        for person, name in NAMES.items():
            mail = f"{person.removeprefix('U0').lower()}@herlev.example"
            people.put(tx, Person(person, f"{name} {CANARY}", mail=mail), sent)
    yield made
    made.close()


def letter(data: Path, key: Any) -> Evidence:
    place = evidence.path_of(data, "case1", "letter")
    received = evidence.receive(place, key, CANARY, iter([PDF]), 10**6)
    return replace(kept("letter", name=f"{CANARY}.pdf"), received=received)


LETTER = {
    "item": "letter",
    "received_at": AT,
    "bytes": len(PDF),
    "media_type": "application/pdf",
    "sha256": hashlib.sha256(PDF).hexdigest(),
}
COMING = {"item": "coming", "received_at": None, "bytes": 0, "media_type": None, "sha256": None}
WHOLE = {"holds": True, "broken_at": None}


def test_what_holds_of_the_evidence(storage: Storage) -> None:
    assert told("evidence", "verify", NUMBER) == [
        {
            "case": NUMBER,
            "items": [LETTER | {"now": "holds"}, COMING | {"now": "not_received"}],
            "journal": WHOLE,
            "heads": WHOLE,
            "facts": {"holds": True, "changed": []},
            "holds": True,
        }
    ]


def test_what_does_not_hold_of_the_evidence(storage: Storage, data: Path) -> None:
    evidence.path_of(data, "case1", "letter").unlink()
    with storage.transaction() as tx:
        tx.session.execute(update(JournalRow).where(col(JournalRow.number) == 1).values(person=LARS))
    (found,) = told("evidence", "verify", NUMBER, code=1)
    assert (found["items"][0]["now"], found["holds"]) == ("missing", False)
    assert found["journal"] == {"holds": False, "broken_at": 1}


def test_who_has_had_the_evidence(storage: Storage) -> None:
    for act, detail in (("FileOffered", "letter"), (custody.SHARED, "letter"), ("read", "")):
        line = Line(NOW, LARS, act, detail)
        storage.run(lambda tx, line=line: journal.write(tx, "case1", line))
    acts = [{"at": AT, "person": LARS, "act": act} for act in ("FileOffered", custody.SHARED, "read")]
    items = [LETTER | {"custody": acts[:2]}, COMING | {"custody": []}]
    assert told("evidence", "list", NUMBER) == [{"case": NUMBER, "items": items, "read": acts[2:]}]


REMINDERS = {
    "type": "object",
    "additionalProperties": False,
    "required": ["case", "reminders"],
    "properties": {
        "case": {"const": NUMBER},
        "reminders": {
            "type": "array",
            "minItems": 5,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["at", "to", "kind", "step", "what", "why"],
                "properties": {
                    "at": MOMENT,
                    "to": {"enum": [*get_args(Role), None]},
                    "kind": {"enum": list(get_args(ReminderKind))},
                    "step": {"type": ["integer", "null"], "minimum": 1, "maximum": 8},
                    "what": {"type": "string", "minLength": 1},
                    "why": {"type": "string", "minLength": 1},
                },
            },
        },
    },
}


def test_the_coming_reminders(storage: Storage) -> None:
    (found,) = told("reminders", "--case", NUMBER)
    validate(found, REMINDERS)
    assert {"leader", "employee"} <= {line["to"] for line in found["reminders"]}
    lines = runs("reminders", "--case", NUMBER).stdout.splitlines()[1:]
    assert [line["why"] for line in found["reminders"]] == [line.strip() for line in lines[1::2]]
    assert [line["at"] for line in found["reminders"]] == sorted(line["at"] for line in found["reminders"])


def test_the_files_of_a_dossier(storage: Storage, tmp_path: Path) -> None:
    target = tmp_path / "dossiers"
    target.mkdir()
    (found,) = told("dossier", NUMBER, "--to", str(target))
    assert found == {
        "case": NUMBER,
        "files": [
            {"path": str(path), "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
            for path in (target / f"{NUMBER}-work_environment.zip", target / f"{NUMBER}-police.zip")
        ],
    }


def documented() -> list[Any]:
    """The examples of the administrator's guide, an object a line where they stand so."""
    blocks = re.findall(r"```json\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    return [found for block in blocks for found in _values(block)]


def _values(block: str) -> Iterator[Any]:
    decoder = json.JSONDecoder()
    while block := block.strip():
        found, end = decoder.raw_decode(block)
        yield found
        block = block[end:]


def shape(value: Any) -> Any:
    """The names of the fields, in their order; of a list those of its first object."""
    if isinstance(value, dict):
        return [(name, shape(inner)) for name, inner in value.items()]
    return [shape(inner) for inner in value[:1]] if isinstance(value, list) else None


def _backups(to: Path) -> tuple[str, str]:
    for name in ("shelf", "safe"):
        (to / name).mkdir()
    (to / "safe" / "vaern-keys-20200101T000000Z").mkdir()
    return f"backup {to}/shelf", f"keys backup {to}/safe"


def _retained(storage: Storage, to: Path) -> Iterator[Any]:
    """A case is held, exported by hand and at last erased."""
    long_ago = datetime.now(UTC) - timedelta(days=60)
    spoils(storage, NUMBER, closed_at=long_ago, archived_at=long_ago)
    with storage.transaction() as tx:
        tx.session.execute(delete(EvidenceRow))
    (to / "by hand").mkdir()
    told("dossier", NUMBER, "--to", str(to / "by hand"))
    yield from told("retention", "confirm", NUMBER)
    yield from told("retention")
    yield from told("hold", NUMBER, "--reason", "The police ask for it.")
    spoils(storage, NUMBER, exported_at=long_ago, held_at=None)
    (piece,) = storage.read(lambda tx: retention.due(tx, STANDARD, NOW))
    assert storage.turn(piece, context(datetime.now(UTC)))
    yield from told("retention", "certificate", NUMBER)


def test_the_shapes_are_those_of_the_guide(storage: Storage, data: Path, tmp_path: Path) -> None:
    for act, detail in (("FileOffered", "letter"), ("read", "")):
        line = Line(NOW, LARS, act, detail)
        storage.run(lambda tx, line=line: journal.write(tx, "case1", line))
    commands = (
        *("cases", "audit verify", f"evidence list {NUMBER}", f"evidence verify {NUMBER}"),
        *(f"reminders --case {NUMBER}", f"dossier {NUMBER} --to {tmp_path}"),
    )
    whole = [shape(found) for command in (*commands, *_backups(tmp_path)) for found in told(*command.split())]
    whole.append(shape(vars(Restored(0, 0, 0, 0, 0, 0))))
    sealed = Line(NOW, METTE, "FileSettled", f"letter {hashlib.sha256(PDF).hexdigest()}")
    storage.run(lambda tx: journal.write(tx, "case1", sealed))
    storage.run(lambda tx: journal.write(tx, "draft1", sealed))
    evidence.path_of(data, "case1", "letter").unlink()
    with storage.transaction() as tx:
        tx.session.execute(update(JournalRow).where(col(JournalRow.subject) == "draft1").values(person=LARS))
        tx.session.execute(update(CaseRow).values(channel="C0OTHER"))
    broken = [shape(found) for found in told("audit", "verify", "--head", f"1:{'0' * 64}", code=1)]
    whole += [shape(found) for found in _retained(storage, tmp_path)]
    log = shape(dict.fromkeys(("time", "level", "logger", "message")))
    found = [shape(example) for example in documented()]
    assert len(found) == 16
    assert [example for example in found if example not in [*whole, *broken, log]] == []


@pytest.mark.parametrize(
    "command", ["evidence verify 2026-9999", "evidence list 2026-9999", "reminders --case 2026-9999"]
)
def test_what_could_not_be_done_stands_on_the_error_output_alone(storage: Storage, command: str) -> None:
    result = runs(*command.split(), "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "There is no case of the number 2026-9999.\n"
