"""An archived case lies as two files in the organisation's folder, and its operators hear when it cannot."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, closing, contextmanager, suppress
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest

from bot.delivery.messages import ALERTS
from bot.master_key import found_master
from bot.running import running
from bot.settings import Store
from flows.words import Voice
from storage import custody
from storage.database import connect
from storage.keys import Keyring
from tests.conftest import Beginnings, Loop
from tests.deciding import decides_step, is_ready_to_close
from tests.people import Person, World
from tests.reporting import STORY, number_of, screenshot
from tests.standin import Machine, settings, surroundings
from tests.workspace.server import Workspace

pytestmark = [pytest.mark.long, pytest.mark.begins("sent")]

DRIVE = "b!herlev-hr"


def archives(world: World, mette: Person, lars: Person) -> str:
    """Everything is decided, Mette agrees, and the analysis is done; gives the case's number."""
    number = number_of(mette)
    is_ready_to_close(lars, world)
    mette.presses("Ja, luk den")
    lars.sees("er lukket")
    decides_step(lars, 8, "APV er opdateret")
    mette.sees("Alt i sagen er gjort")
    return number


def names(workspace: Workspace) -> list[str]:
    """What lies in the organisation's folder."""
    return sorted(path for drive, path in workspace.graph.drives.files if drive == DRIVE)


def both(number: str) -> list[str]:
    return [f"Sager/{number}-police.zip", f"Sager/{number}-work_environment.zip"]


def lie_there(mette: Person, workspace: Workspace, number: str) -> None:
    """Waits for both files."""
    mette.until(lambda _: names(workspace) == both(number), "both files in the folder", 40)


def test_an_archived_case_lies_as_two_files_in_the_folder(
    world: World, workspace: Workspace, tmp_path: Path, mette: Person, lars: Person
) -> None:
    number = archives(world, mette, lars)
    lie_there(mette, workspace, number)
    personnel, police = (_opened(workspace, path) for path in reversed(both(number)))
    assert [zipfile.ZipFile.testzip(file) for file in (personnel, police)] == [None, None]
    assert police.read(f"{number}-01.png") == screenshot()
    assert STORY in police.read(f"{number}-police.json").decode()
    assert "APV" in personnel.read(f"{number}-work_environment.json").decode()
    assert [path for path in (tmp_path / "data").rglob("*") if path.suffix in {".zip", ".tmp"}] == []


def _opened(workspace: Workspace, path: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(workspace.graph.drives.files[DRIVE, path]))


def test_while_graph_is_away_the_dossier_waits_and_comes_later(
    world: World, workspace: Workspace, mette: Person, lars: Person
) -> None:
    world.post("faults", method="graph upload", status=503, times=8)
    number = archives(world, mette, lars)
    world.jump(by=3600)
    lie_there(mette, workspace, number)


def test_while_it_is_on_its_way_nothing_of_it_is_on_the_disk(
    world: World, workspace: Workspace, tmp_path: Path, mette: Person, lars: Person
) -> None:
    """Neither under a name nor in a file without one, which the disk keeps the bytes of just as well."""
    world.post("faults", method="graph upload", hold="before")
    number = archives(world, mette, lars)
    assert world.get("faults", wait=1, timeout=60)["held"]
    assert [path for path in opened() if path.startswith(str(tmp_path)) and path.endswith("(deleted)")] == []
    on_disk = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert STORY.encode() not in on_disk
    assert screenshot() not in on_disk
    world.post("release")
    lie_there(mette, workspace, number)


def opened() -> Iterator[str]:
    """The paths of what this process has open, in which the product is at work."""
    for link in Path("/proc/self/fd").iterdir():
        # What is closed meanwhile is not open any more.
        with suppress(FileNotFoundError):
            yield os.readlink(link)


def test_a_stop_does_not_wait_for_a_sharepoint_that_takes_nothing_and_it_is_uploaded_after_the_next_start(
    loop: Loop,
    workspace: Workspace,
    machine: Machine,
    beginnings: Beginnings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.delivery.loop.LONGEST_ENDING", 0.5)
    beginnings.lay("sent", tmp_path / "data", workspace)
    at_work = partial(running, settings(workspace.url, tmp_path / "data"), surroundings(machine))
    world = World(workspace.url)
    mette = world.person("mette")
    with during(loop, at_work()):
        world.post("faults", method="graph upload", hold="before", times=2)
        number = archives(world, mette, world.person("lars"))
        assert world.get("faults", wait=1, timeout=60)["held"]
    world.post("clear_faults")
    world.post("release")
    with during(loop, at_work()):
        lie_there(mette, workspace, number)


@contextmanager
def during(loop: Loop, work: AbstractAsyncContextManager[object]) -> Iterator[None]:
    """The product is at work; it has a minute to end."""
    loop.run(work.__aenter__())
    yield
    loop.run(work.__aexit__(None, None, None))


def test_when_it_is_refused_the_operators_are_told_what_to_do(
    world: World, workspace: Workspace, mette: Person, lars: Person, hanne: Person
) -> None:
    workspace.graph.drives.drives.clear()
    number = archives(world, mette, lars)
    hanne.sees(Voice("da")(ALERTS["dossier-refused"], number=number))
    hanne.sees("itemNotFound")
    assert names(workspace) == []


def state(data: Path, number: str) -> str:
    """What the case remembers of its dossier."""
    master = found_master(Store(data, "", "", data))
    assert master is not None
    with closing(connect("", Keyring(master), data)) as storage, storage.transaction() as tx:
        return custody.numbered(tx, number).value("closing", "dossier", "state")


class TestWithoutGraph:
    @pytest.fixture
    def changes(self) -> dict[str, object]:
        return {"graph": None}

    def test_nothing_is_uploaded_and_nobody_is_troubled(
        self, world: World, workspace: Workspace, tmp_path: Path, mette: Person, lars: Person, hanne: Person
    ) -> None:
        number = archives(world, mette, lars)
        mette.until(lambda _: state(tmp_path / "data", number) == "off", "that it is known to be off")
        hanne.does_not_see("vaern dossier")
        assert names(workspace) == []
