"""Failure cases about files: too many, too large, not what they say, gone, led elsewhere, never public."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from storage.tables import EvidenceRow
from tests.bot.raw_http import Server, served, text
from tests.conftest import Loop
from tests.controls import Declined
from tests.looking import copies, gets, gets_small
from tests.people import Json, Person, World, texts
from tests.reporting import answers_to_the_end, answers_until_evidence, screenshot, sends
from tests.storage.samples import PDF, archive, bomb
from tests.stored import body_of, visited
from tests.workspace.server import Workspace

LIMIT = 100_000
NOT_DRAWN = "Jeg kan ikke vise dig det her billede."
WRONG_TYPE = 'Filen "{name}" kan jeg ikke tage imod.'
TOO_LARGE = 'Filen "{name}" er for stor.'
GONE = 'Filen "{name}" var væk, før jeg kunne hente den.'
UNREACHABLE = 'Jeg kunne ikke hente filen "{name}".'
NOT_CODE = b"<html><script>alert(1)</script></html>"


@pytest.fixture
def changes() -> dict[str, Any]:
    """A limit that a test can pass."""
    return {"largest_file": LIMIT}


@pytest.fixture
def stranger(loop: Loop) -> Iterator[Server]:
    """Somebody else's server, which would answer."""
    stack = AsyncExitStack()
    yield loop.run(stack.enter_async_context(served(text("secret", content_type="image/png"))))
    loop.run(stack.aclose())


REFUSED = {
    "opslag.exe": (b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0" * 20, WRONG_TYPE),
    "omdøbt exe.png": (b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0" * 20, WRONG_TYPE),
    "tegning.svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', WRONG_TYPE),
    "svg som hedder.png": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', WRONG_TYPE),
    "html som hedder.jpg": (b"<!DOCTYPE html>" + NOT_CODE, WRONG_TYPE),
    "zip som hedder.png": (archive(), WRONG_TYPE),
    "tekst som hedder.gif": (b"GIF89a=1;" + NOT_CODE, WRONG_TYPE),
    "brev.docx": (archive(), WRONG_TYPE),
    "stor.png": (screenshot() + bytes(LIMIT), TOO_LARGE),
}
ADVICE = [
    'Filen "brev.docx" kan jeg ikke tage imod. Alt andet er gemt. Gem den som PDF',
    'Filen "zip som hedder.png" kan jeg ikke tage imod. Alt andet er gemt. Pak den ud',
]
REAL_TYPES = ["application/pdf", "image/gif", "image/png", "image/png", "image/png", "text/plain"]


def kept() -> dict[str, bytes]:
    """What is taken, by its name."""
    return {
        "opslag.png": screenshot(),
        "png som hedder.jpg": screenshot(),
        "pdf som hedder.png": PDF,
        "bombe.png": bomb(),
        "dobbelt.gif": b"GIF89a\x01\0\x01\0\0\0\0" + NOT_CODE,
        "brev i scriptform.txt": b"function f() { return 1 }",
    }


def types_kept(data: Path) -> list[str]:
    """What the files that are kept were found to be."""
    with visited(data) as storage, storage.reading() as tx:
        rows = tx.session.exec(select(EvidenceRow).where(EvidenceRow.state == "kept")).all()
        return sorted(body_of(tx, row)["received"]["media_type"] for row in rows)


def drops(world: World, person: Person, *files: Json) -> list[str]:
    """Drops the files on one message; gives Slack's ids of them."""
    said = world.post("say", **{"as": person.id}, conversation="vaern", text="", files=list(files))
    assert said["ok"], said
    return list(said["files"])


def as_dropped(name: str, data: bytes) -> Json:
    return {"name": name, "base64": base64.b64encode(data).decode()}


def goes_on(mette: Person, items: str) -> None:
    """The report goes on, with so many items, to its end."""
    mette.presses("Det var det")
    answers_to_the_end(mette)
    mette.sees(f"Dokumentation*: {items}")


class TestManyFilesInOneMessage:
    """More than ten, some of them made to harm."""

    def test_the_good_are_kept_and_each_of_the_others_is_named_with_its_reason(
        self, world: World, mette: Person, lars: Person, tmp_path: Path
    ) -> None:
        answers_until_evidence(mette)
        good = kept()
        everything = good | {name: data for name, (data, _) in REFUSED.items()}
        assert len(everything) > 11
        drops(world, mette, *(as_dropped(name, data) for name, data in everything.items()))
        for name in good:
            mette.sees(f"{name}: modtaget og gemt")
        for name, (_, sentence) in REFUSED.items():
            mette.sees(f"{sentence.format(name=name)} Alt andet er gemt.")
        for advice in ADVICE:
            mette.sees(advice)
        self._lie_on_disk(tmp_path / "data")
        goes_on(mette, f"{len(good)} ting")
        sends(mette)
        self._come_out_harmless(world, lars)

    def _lie_on_disk(self, data: Path) -> None:
        assert types_kept(data) == REAL_TYPES
        assert len(list(data.glob("evidence/*/*"))) == len(REAL_TYPES)

    def _come_out_harmless(self, world: World, lars: Person) -> None:
        lars.presses("Vis sagen")
        for name in ("bombe.png", "dobbelt.gif"):
            gets_small(lars, name)
        lars.until(lambda _: str(lars.messages()).count(NOT_DRAWN) >= 2, "both answers")
        for name in ("png som hedder.jpg", "pdf som hedder.png"):
            gets(lars, name)
        sent = lars.until(lambda _: copies(lars)[2:] and copies(lars), "the copies")
        assert sorted(file["mimetype"] for file in sent) == ["application/pdf", "image/png", "image/png"]
        for copy in sent:
            data = world.file(lars.id, copy["id"])
            assert NOT_CODE not in data


class TestAFileThatIsNotWhatSlackSaid:
    def test_and_is_larger_than_announced_is_refused_at_the_limit(
        self, world: World, workspace: Workspace, mette: Person, tmp_path: Path
    ) -> None:
        answers_until_evidence(mette)
        world.post("faults", method="files.info", hold="before")
        (file,) = drops(world, mette, as_dropped("stor.png", screenshot() + bytes(2 * LIMIT)))
        assert world.get("faults", wait=1, timeout=60)["held"]
        workspace.store.files[file].size = 1000
        world.post("release")
        mette.sees(TOO_LARGE.format(name="stor.png"))
        assert list((tmp_path / "data").glob("evidence/*/*")) == []
        mette.presses("Det er væk")
        answers_to_the_end(mette)

    @pytest.mark.parametrize("moment", ["files.info", "download"])
    def test_and_is_deleted_by_hand_before_it_is_fetched_is_named_as_gone(
        self, world: World, mette: Person, moment: str
    ) -> None:
        answers_until_evidence(mette)
        world.post("faults", method=moment, hold="before")
        (file,) = drops(world, mette, as_dropped("slettet.png", screenshot()))
        assert world.get("faults", wait=1, timeout=60)["held"]
        world.post("file", id=file, act="delete")
        world.post("release")
        mette.sees(GONE.format(name="slettet.png"))
        mette.says("", ("igen.png", screenshot()))
        mette.sees("igen.png: modtaget og gemt")
        goes_on(mette, "1 ting")


class TestADownloadThatLeadsElsewhere:
    """The token must not go along, and what comes from there must not be kept."""

    def test_by_its_address_is_not_asked_at_all(
        self, world: World, workspace: Workspace, stranger: Server, mette: Person, tmp_path: Path
    ) -> None:
        answers_until_evidence(mette)
        own, workspace.url = workspace.url, stranger.url
        drops(world, mette, as_dropped("opslag.png", screenshot()))
        mette.sees(UNREACHABLE.format(name="opslag.png"))
        workspace.url = own
        assert stranger.seen == []
        assert list((tmp_path / "data").glob("evidence/*/*")) == []
        mette.presses("Det er væk")
        answers_to_the_end(mette)

    def test_by_a_redirect_is_not_followed(self, world: World, mette: Person, tmp_path: Path) -> None:
        answers_until_evidence(mette)
        world.post("faults", method="download", status=302)
        drops(world, mette, as_dropped("opslag.png", screenshot()))
        mette.sees(UNREACHABLE.format(name="opslag.png"))
        assert list((tmp_path / "data").glob("evidence/*/*")) == []
        mette.presses("Det er væk")
        answers_to_the_end(mette)


class TestNothingIsPublic:
    def test_no_file_no_channel_and_no_message_of_a_whole_case(
        self, world: World, workspace: Workspace, mette: Person, lars: Person, omar: Person
    ) -> None:
        answers_until_evidence(mette)
        mette.says("", ("opslag.png", screenshot()))
        mette.sees("opslag.png: modtaget og gemt")
        goes_on(mette, "1 ting")
        sends(mette)
        assert lars.case_channel()["is_private"]
        lars.presses("Vis sagen")
        gets(lars)
        lars.until(lambda _: [m for m in lars.messages() if m.get("files")], "the copy")
        methods = {call["method"] for call in world.get("calls")["calls"]}
        assert not {m for m in methods if "public" in m.lower() or "remote" in m}
        shared = {place for file in workspace.store.files.values() for place in file.shares}
        assert shared == {"D0METTE", "D0LARS"}
        assert "files-pri" not in str([texts(m["blocks"]) for m in (*mette.messages(), *lars.messages())])
        for file in workspace.store.files:
            with pytest.raises(Declined, match="404"):
                world.file(omar.id, file)
