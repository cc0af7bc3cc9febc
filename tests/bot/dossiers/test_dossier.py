"""`vaern dossier` and the files that it writes: what is in them, and that no words break them."""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from jsonschema import validate
from typer.testing import CliRunner, Result

from bot.__main__ import cli
from bot.dossiers.files import Source, as_json, dossiers, source, write
from flows.case.case import Evidence
from storage import cases, custody, evidence, journal, journal_heads, people
from storage.database import Storage, Transaction, open_storage
from storage.folder import take_folder
from storage.keys import Keyring, make_master
from tests.bot.dossiers.pdf_reader import pdf_text, squeezed
from tests.flows.given import ANSWERS, NOW, case, context, decided, kept, offered, persons
from tests.storage.samples import PDF, picture

CANARY = "kanariefugl"
NUMBER = "2026-0042"
STORY = f"Han skriver {CANARY}: æøå ÆØÅ é"
WORK, POLICE = f"{NUMBER}-work_environment", f"{NUMBER}-police"
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["schema", "version", "made_at", "part", "number", "title", "sections", "annexes"],
    "properties": {
        "schema": {"const": "vaern-dossier"},
        "version": {"const": 1},
        "made_at": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00$"},
        "part": {"enum": ["work_environment", "police"]},
        "number": {"type": "string"},
        "title": {"type": "string"},
        "journal_head": {"type": "string", "pattern": r"^(\d+:[0-9a-f]{64})?$"},
        "sections": {
            "type": "array",
            "minItems": 3,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["heading", "rows", "texts"],
                "properties": {
                    "heading": {"type": "string", "minLength": 1},
                    "rows": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["label", "value"],
                            "properties": {"label": {"type": "string"}, "value": {"type": "string"}},
                        },
                    },
                    "texts": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
        "annexes": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["file", "sha256", "bytes", "media_type", "received_at"],
                "properties": {
                    "file": {"type": "string", "pattern": r"^2026-0042-\d\d\.[a-z]+$"},
                    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                    "bytes": {"type": "integer"},
                    "media_type": {"type": "string"},
                    "received_at": {"type": "string"},
                },
            },
        },
    },
}


@pytest.fixture
def storage(data: Path) -> Iterator[Storage]:
    """The store of a municipality with one case: a letter and a picture are kept, a third is on its way."""
    made = open_storage("", Keyring(make_master(data / "master.key")), data)
    made.run(lambda tx: fills(tx, data))
    yield made
    made.close()


def fills(tx: Transaction, folder: Path) -> None:
    key = tx.new_key("case1")
    tx.session.flush()

    def stored(item: str, content: bytes) -> Evidence:
        place = evidence.path_of(folder, "case1", item)
        received = evidence.receive(place, key, CANARY, iter([content]), 10**6)
        return replace(kept(item, name=f"{CANARY}.pdf"), received=received)

    items = (stored("letter", PDF), stored("picture", picture("PNG")), offered("coming", name=CANARY))
    answers = ANSWERS | {"story": STORY}
    made = replace(
        case(answers=answers), number=NUMBER, evidence=items, decisions=decided("support", "legal")
    )
    cases.add(tx, made, context())
    for person in persons().values():
        people.put(tx, person, NOW)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def runs(target: Path, number: str = NUMBER) -> Result:
    return CliRunner().invoke(cli, ["dossier", number, "--to", str(target)])


def exported(target: Path, part: str) -> zipfile.ZipFile:
    result = runs(target)
    assert result.exit_code == 0, result.output
    return zipfile.ZipFile(target / f"{part}.zip")


def told(archive: zipfile.ZipFile, part: str) -> dict[str, Any]:
    return dict(json.loads(archive.read(f"{part}.json")))


def test_two_files_are_written_which_their_owner_alone_may_read(storage: Storage, target: Path) -> None:
    result = runs(target)
    assert (result.exit_code, result.stderr) == (0, "")
    written = sorted(target.iterdir())
    assert [path.name for path in written] == [f"{POLICE}.zip", f"{WORK}.zip"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}
    said = dict(line.split("  ")[::-1] for line in result.stdout.splitlines())
    assert said == {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in written}


def test_the_police_get_the_originals_under_neutral_names_with_their_fingerprints(
    storage: Storage, target: Path
) -> None:
    with exported(target, POLICE) as archive:
        names = [f"{POLICE}.pdf", f"{POLICE}.json", f"{NUMBER}-01.pdf", f"{NUMBER}-02.png"]
        assert archive.namelist() == [*names, f"{NUMBER}-fingerprints.txt"]
        assert archive.testzip() is None
        assert archive.read(f"{NUMBER}-01.pdf") == PDF
        listed = dict(line.split("  ")[::-1] for line in read(archive).splitlines())
        found = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in names[2:]}
        assert listed == found
        assert {a["file"]: a["sha256"] for a in told(archive, POLICE)["annexes"]} == found


def read(archive: zipfile.ZipFile) -> str:
    return archive.read(f"{NUMBER}-fingerprints.txt").decode()


def test_the_personnel_part_has_no_evidence_in_it(storage: Storage, target: Path) -> None:
    with exported(target, WORK) as archive:
        assert archive.namelist() == [f"{WORK}.pdf", f"{WORK}.json"]
        assert told(archive, WORK)["annexes"] == []


@pytest.mark.parametrize("part", [WORK, POLICE])
def test_the_json_follows_its_schema_and_the_pdf_says_the_same(
    storage: Storage, target: Path, part: str
) -> None:
    with exported(target, part) as archive:
        found = told(archive, part)
        validate(found, SCHEMA)
        text = pdf_text(archive.read(f"{part}.pdf"))
    assert STORY in [text for section in found["sections"] for text in section["texts"]]
    said = [text for section in found["sections"] for text in (section["heading"], *section["texts"])]
    said += [row["value"] for section in found["sections"] for row in section["rows"]]
    assert [words for words in said if squeezed(words) not in text] == []


@pytest.mark.parametrize("part", [WORK, POLICE])
def test_the_head_of_the_journal_stands_in_both(storage: Storage, target: Path, part: str) -> None:
    storage.run(lambda tx: journal.write(tx, "case1", journal.Line(NOW, "U0METTE", "Sent", "")))
    head = storage.run(lambda tx: journal_heads.write(tx, NOW))
    assert head
    with exported(target, part) as archive:
        found, text = told(archive, part), pdf_text(archive.read(f"{part}.pdf"))
    assert found["journal_head"] == f"1:{head.hash}"
    assert found["sections"][-1]["rows"][0] == {"label": "Hoved", "value": f"1:{head.hash}"}
    assert head.hash in text


def test_no_name_of_a_file_or_folder_tells_of_anybody(storage: Storage, target: Path) -> None:
    result = runs(target)
    names = [path.name for path in target.iterdir()]
    names += [name for path in target.iterdir() for name in zipfile.ZipFile(path).namelist()]
    assert [name for name in names if not name.startswith(NUMBER)] == []
    for word in (CANARY, "Mette", "letter"):
        assert word not in "".join(names) + result.output


def test_the_export_is_in_the_journal_and_the_employee_can_see_it(storage: Storage, target: Path) -> None:
    runs(target)
    with storage.transaction() as tx:
        lines = journal.lines(tx, "case1")
        seen = custody.of(tx, cases.get(tx, "case1", as_="U0METTE"))
        assert journal.first_broken(tx, "case1") is None
    assert [(line.person, line.act, line.detail) for line in lines] == [("operator", "exported", "")]
    assert [(access.person, access.act) for access in seen] == [("operator", "read")]


def test_it_works_while_the_product_holds_the_folder(storage: Storage, data: Path, target: Path) -> None:
    with take_folder(data):
        assert runs(target).exit_code == 0


def fails(target: Path, number: str = NUMBER) -> str:
    """The one sentence with which the command ends."""
    result = runs(target, number)
    assert (result.exit_code, result.stdout) == (2, "")
    (sentence,) = result.stderr.splitlines()
    assert CANARY not in sentence
    return sentence


def test_what_is_there_already_is_never_written_over(storage: Storage, target: Path) -> None:
    (target / f"{POLICE}.zip").write_text("mine")
    assert (
        fails(target) == f"{target / POLICE}.zip is there already. Remove it first, or choose another folder."
    )
    assert [path.read_text() for path in target.iterdir()] == ["mine"]


def test_a_folder_that_is_not_there_is_told(storage: Storage, tmp_path: Path) -> None:
    assert fails(tmp_path / "none").startswith(f"There is no folder {tmp_path / 'none'}.")


def test_a_case_that_is_not_there_is_told(storage: Storage, target: Path) -> None:
    assert fails(target, "2026-9999") == "There is no case of the number 2026-9999."


@pytest.mark.parametrize("fault", ["changed", "missing"])
def test_evidence_that_is_not_as_it_came_leaves_nothing_behind(
    storage: Storage, data: Path, target: Path, fault: str
) -> None:
    place = evidence.path_of(data, "case1", "picture")
    if fault == "changed":
        place.write_bytes(place.read_bytes()[:-20])
    else:
        place.unlink()
    assert fails(target) == (
        f"A piece of evidence is not as it came. Run vaern evidence verify {NUMBER}, and mend that first."
    )
    assert list(target.iterdir()) == []
    with storage.transaction() as tx:
        assert journal.lines(tx, "case1") == []


def test_the_same_case_at_the_same_time_gives_the_same_json(storage: Storage) -> None:
    def made(tx: Transaction) -> list[bytes]:
        found = source(tx, cases.get(tx, "case1", as_="U0METTE"))
        return [as_json(dossier, {}, NOW) for dossier in dossiers(found, NOW)]

    assert storage.run(made) == storage.run(made)


def test_a_film_passes_through_in_pieces(storage: Storage, data: Path) -> None:
    """Eight megabytes here; nothing as large as one is written at a time."""
    found = storage.run(partial(_source, items=(large(storage, data),)))
    out = Pieces()
    police = dossiers(found, NOW)[1]
    write(out, police, found, NOW)
    assert out.largest < 1 << 20
    assert out.getbuffer().nbytes > 8_000_000


class Pieces(BytesIO):
    """Remembers the largest piece that was written."""

    largest = 0

    def write(self, piece: Any) -> int:
        self.largest = max(self.largest, len(piece))
        return super().write(piece)


def large(storage: Storage, data: Path) -> Evidence:
    with storage.transaction() as tx:
        key = tx.key("case1")
    chunks = iter([b"%PDF-1.4\n", *([bytes(1 << 16)] * 128)])
    received = evidence.receive(evidence.path_of(data, "case1", "film"), key, "x.pdf", chunks, 10**8)
    return replace(kept("film"), received=received)


def _source(tx: Transaction, items: tuple[Evidence, ...]) -> Source:
    return source(tx, replace(cases.get(tx, "case1", as_="U0METTE"), evidence=items))
