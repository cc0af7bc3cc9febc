"""A disk that takes nothing more, not even for the database: nobody is told that something is kept."""

from __future__ import annotations

import resource
from collections.abc import Callable
from functools import partial
from pathlib import Path

import httpx
import pytest

from bot.arrival import LONGEST_WAIT
from bot.monitor import DATABASE
from tests.bot_process import BotProcess, bot_process
from tests.canaries.image import CannotMount, fails, make, mend, mounted
from tests.conftest import free_port
from tests.people import Person, World, texts
from tests.workspace.server import Workspace

ASKED = "Er du eller andre i fare lige nu?"
NEXT = "Hvem står bag?"
MAY_BE_LOST = (
    "Jeg kan ikke gemme noget lige nu, så det, du lige gjorde, kommer måske ikke med. "
    "Har du ikke fået svar om et kvarter, så gør det igen. Er nogen i fare, så ring 112."
)
SOON = LONGEST_WAIT - 2
"""Seconds: sooner than what waits for an act that is never over."""


class Disk:
    """The product in a folder of its own, and what a monitor reads of it."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        # An answer that does not come is waited for in vain; Slack would wait for three seconds.
        workspace.socket.seconds_to_acknowledge = 3.0
        self.world, self._port = World(workspace.url), free_port()
        self.mette = self.world.person("mette")
        offset = workspace.clock.offset
        self.starts = partial(bot_process, workspace.url, folder, offset, monitor_port=self._port)

    def faults(self) -> list[str]:
        """What keeps it from being ready."""
        answer = httpx.get(f"http://127.0.0.1:{self._port}/ready", trust_env=False, timeout=30)
        return list(answer.json()["faults"])

    def is_asked(self) -> None:
        """Mette has begun, and has the first question."""
        self.mette.says("hej")
        self.mette.sees(ASKED)

    def says_in_vain(self, text: str) -> None:
        """Mette says it, Slack is not told that it has come, and she reads only that it may be lost."""
        before = shown(self.mette)
        said = self.world.post("say", **{"as": self.mette.id}, conversation="vaern", text=text, files=[])
        assert not said["acknowledged"]
        self.mette.sees(MAY_BE_LOST)
        assert shown(self.mette) == before


def shown(person: Person) -> list[str]:
    """What Værn has told them, but for that."""
    return [text for text in _from_us(person) if text != MAY_BE_LOST]


def told(person: Person, words: str) -> int:
    """In how many messages of Værn it stands."""
    return sum(words in text for text in _from_us(person))


def _from_us(person: Person) -> list[str]:
    return [texts(m["blocks"] or []) or m["text"] for m in person.messages() if m["user"] == "U0VAERN"]


@pytest.fixture
def disk(workspace: Workspace, tmp_path: Path) -> Disk:
    return Disk(workspace, tmp_path / "data")


def test_a_full_disk_keeps_nothing_and_says_so_once_and_what_is_said_later_is_kept(disk: Disk) -> None:
    with disk.starts() as process:
        hanne = disk.world.person("hanne")
        disk.is_asked()
        assert disk.faults() == []
        makes_room = fills(process)
        disk.says_in_vain("nej")
        disk.says_in_vain("Nej, lige nu er jeg ikke")
        hanne.sees("Fejlkode: not_kept")
        assert told(disk.mette, MAY_BE_LOST) == told(hanne, "not_kept") == 1
        assert DATABASE in disk.faults()
        makes_room()
        disk.mette.says("nej")
        disk.mette.sees(NEXT, SOON)
        assert DATABASE not in disk.faults()
        assert process.is_stopped() == 0


def test_a_disk_that_can_only_be_read_keeps_nothing_and_after_its_mending_all_is_there(
    workspace: Workspace, tmp_path: Path
) -> None:
    image, place = tmp_path / "image", tmp_path / "disk"
    place.mkdir()
    disk = Disk(workspace, place / "data")
    try:
        make(image)
        with mounted(image, place), disk.starts() as process:
            disk.is_asked()
            fails(place)
            disk.says_in_vain("nej")
            assert DATABASE in disk.faults()
            process.is_stopped()
    except CannotMount as why:
        pytest.skip(f"No disk could be made to fail: {why}.")
    mend(image)
    with mounted(image, place), disk.starts():
        assert disk.world.get("wait_connected", timeout=60)["ok"]
        disk.mette.presses("Nej")
        disk.mette.sees(NEXT)
        assert disk.faults() == []


def fills(process: BotProcess) -> Callable[[], None]:
    """No file of the process may grow any more; gives what makes room again."""
    before = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, before[1]))

    def makes_room() -> None:
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, before)

    return makes_room
