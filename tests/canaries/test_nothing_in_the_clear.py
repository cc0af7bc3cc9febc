"""Nothing that anybody writes lies in the clear where the product works: looked for everywhere at once."""

from __future__ import annotations

import json
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from tests.canaries.markers import ways
from tests.canaries.process import HELD_BACK, UNPRIVILEGED, Running, may_be_looked_into, product
from tests.canaries.site import Site, settings
from tests.canaries.story import NOT_IN_THE_DOSSIER, Story
from tests.people import World
from tests.searching import is_soaking
from tests.workspace.server import Workspace

WAYS = [("sqlite", "SIGKILL"), ("postgresql", "SIGTERM")]
MORE = [("sqlite", "SIGTERM"), ("postgresql", "SIGKILL")]
FIRST_PIECES = 2
"""All of the part for personnel, and the first piece of that for the police."""
SOUND = 1000
"""Lines of libraries in a story that are written nowhere; there are many thousands."""


@pytest.fixture
def site() -> Iterator[Site]:
    """In a folder of its own, since PostgreSQL's account must come to it."""
    with tempfile.TemporaryDirectory(prefix="vaern-canaries-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        yield Site(folder / "image", folder / "disk")


@pytest.mark.long
@pytest.mark.soak
@pytest.mark.parametrize(("database", "end"), [*WAYS, *(MORE if is_soaking() else ())])
def test_no_byte_of_what_people_write_is_anywhere(
    site: Site, workspace: Workspace, database: str, end: str, record_property: Callable[[str, object], None]
) -> None:
    world = World(workspace.url)
    story = Story(world, site.canaries)
    with site.in_use():
        with (
            site.database(database) as url,
            product(site.disk, workspace.clock.offset, settings(workspace.url, url)) as process,
        ):
            assert world.get("wait_connected", timeout=60)["ok"]
            _leaves_its_memory_to_nobody(process)
            number = story.is_told()
            if end == "SIGTERM" or is_soaking():
                site.canaries.names.append(f"{number}-police.json")
                _is_half_uploaded(story, workspace)
            site.looks_at_files()
            site.looks_at(process)
            if end == "SIGTERM":
                world.post("release")
                _comes_whole(story, workspace, number)
                _is_stopped(process, site)
            process.is_killed()
        site.plants()
    assert site.what_was_found() == {}
    if site.why_not_mounted:
        pytest.skip(f"The files were searched, and not the bytes of the disk: {site.why_not_mounted}.")
    planted = site.looks_at_the_bytes()
    assert {found.partition(":")[0] for found in planted} == set(ways(""))
    assert site.what_was_found() == {}
    told = f"canaries: {len(site.canaries.placed)} in {len(site.found)} places, 0 bytes ({database}, {end})"
    record_property("measured", told)


def _is_half_uploaded(story: Story, workspace: Workspace) -> None:
    """The case ends, and SharePoint takes no more of its dossier; what it has holds what was written."""
    story.decides()
    story.world.post("faults", method="graph upload", hold="before", skip=FIRST_PIECES)
    story.archives()
    assert story.world.get("faults", wait=1, timeout=60)["held"]
    (begun,) = workspace.graph.drives.sessions.values()
    assert story.marks.placed["bytes of a film"].encode() in begun.data


def _comes_whole(story: Story, workspace: Workspace, number: str) -> None:
    """Both parts come, and hold nearly all that was written: it was there to be found."""
    files, told = workspace.graph.drives.files, ""
    story.mette.until(lambda _: len(files) == 2, "both parts in the folder")
    for part in ("police", "work_environment"):
        with zipfile.ZipFile(BytesIO(files["b!herlev-hr", f"Sager/{number}-{part}.zip"])) as archive:
            told += json.dumps(json.loads(archive.read(f"{number}-{part}.json")), ensure_ascii=False)
    missing = {place for place, word in story.marks.placed.items() if word not in told}
    assert missing == NOT_IN_THE_DOSSIER


def _is_stopped(process: Running, site: Site) -> None:
    assert process.is_stopped() == 0
    log = (site.disk / "log" / "vaern.log").read_text()
    assert int(log.rpartition(HELD_BACK)[2]) > SOUND


def _leaves_its_memory_to_nobody(process: Running) -> None:
    (limit,) = (line for line in process.told("limits").splitlines() if b"Max core file size" in line)
    assert limit.split()[4:6] == [b"0", b"0"]
    assert not process.may_be_looked_into()


def test_another_process_can_be_looked_into() -> None:
    """Else what is said of the product's would prove nothing."""
    pipe = subprocess.PIPE
    with subprocess.Popen([*UNPRIVILEGED, "cat"], stdin=pipe, stdout=pipe, bufsize=0) as other:
        assert other.stdin and other.stdout
        other.stdin.write(b"ready")
        assert other.stdout.read(5) == b"ready"
        assert may_be_looked_into(other.pid)
        other.stdin.close()
