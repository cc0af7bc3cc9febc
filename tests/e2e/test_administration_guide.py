"""docs/administration.md as an administrator walks it, each line as it stands there (`tests/guide/`).

From an empty machine to a case that is told, moved to another machine, upgraded and has new master keys.
Not tried here: systemd itself, a second user and Slack's own servers.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pyrage.x25519 import Identity

from tests.conftest import Loop, free_port, patient
from tests.guide.blocks import ADMINISTRATION, commands
from tests.guide.machine import Machine
from tests.people import Person, World
from tests.reporting import STORY, reports
from tests.searching import is_soaking
from tests.standin import MANIFEST
from tests.workspace.server import Workspace

NOT_WALKED = {
    ("Let it find leaders (optional)", 1): "is typed into the PowerShell of Exchange",
    ("Settings", 1): "copies the files that step 3 of the service installs",
    ("In containers", 1): "needs a container engine",
    ("PostgreSQL", 1): "needs a PostgreSQL of the system's, with its user postgres",
    ("Heads, kept elsewhere", 1): "needs heads that the operators got on two Mondays",
    ("What is erased, and when", 2): "needs a case that was erased, weeks after it ended",
}
SERVICE, MASTER_KEY = "Install it as a service", "/etc/vaern/master.key"
BACKUPS = {"backup": "vaern-data-20261130T020000Z", "keys": "vaern-keys-20261130T021000Z"}
"""The examples of the guide, by the folder in /media in which the walk has its own."""


class Administrator:
    """Whoever follows the guide at a machine."""

    def __init__(self, machine: Machine, loop: Loop, workspace: Workspace) -> None:
        self.machine, self.loop, self.workspace = machine, loop, workspace
        self.monitor = free_port()
        self.left = commands(ADMINISTRATION)
        self.text = dict(self.left)
        self.number = ""

    def follows(self, heading: str, number: int = 1) -> str:
        """Types that block of the section, its examples replaced by what there is; gives what was printed."""
        self.left.pop((heading, number), None)
        text = self.text[heading, number]
        if self.number:
            text = text.replace("2026-0042", self.number)
        for folder, example in BACKUPS.items():
            made = sorted(self.machine.place(f"/media/{folder}").glob("vaern-*"))
            text = text.replace(example, made[-1].name if made else example)
        return self.machine.walks(text)

    def installs(self) -> None:
        """Steps 1 to 5 of the service."""
        self.machine.has_the_release(self.release())
        for step in (1, 2, 3):
            self.follows(SERVICE, step)
        self.fills_in()
        self.follows(SERVICE, 4)
        self.follows(SERVICE, 5)

    def release(self) -> str:
        """What the guide calls the archive."""
        (name,) = set(re.findall(r"\S+(?=\.tar\.gz)", "".join(self.text.values())))
        return str(name)

    def fills_in(self) -> None:
        """Step 3: the tokens, where the data are, and the people by their addresses."""
        path = self.machine.place("/etc/vaern/.env")
        values = {
            "SLACK_BOT_TOKEN": "xoxb-standin",
            "SLACK_APP_TOKEN": "xapp-standin",
            "VAERN_DATA": str(self.machine.place("/var/lib/vaern")),
            "VAERN_MONITOR_PORT": str(self.monitor),
            "SLACK_API_URL": f"{self.workspace.url}/api/",
        }
        lines = [_filled(line, values) for line in path.read_text("utf-8").splitlines()]
        assert not values, f".env.example has no line for {values}"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        self.writes("example.dk", "herlev.example")
        self.writes("drift@", "hanne@")

    def writes(self, old: str, new: str) -> None:
        """Another text in organisation.toml."""
        path = self.machine.place("/etc/vaern/organisation.toml")
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def connects(self) -> None:
        """Waits until Slack has a connection with what was started."""
        self.loop.run(self.workspace.socket.ready())

    def asks(self, page: str) -> int:
        """What the monitor's page answers."""
        return httpx.get(f"http://127.0.0.1:{self.monitor}/{page}", trust_env=False).status_code

    def key(self) -> str:
        """The master key."""
        return self.machine.place(MASTER_KEY).read_text().strip()


def _filled(line: str, values: dict[str, str]) -> str:
    """The line of .env with its value, when it is one of those; then it is taken out of them."""
    name = line.lstrip("#").partition("=")[0]
    return f"{name}={values.pop(name)}" if name in values else line


@pytest.fixture
def workspace(loop: Loop) -> Iterator[Workspace]:
    """Slack at this very moment, as the clock of the machine shows it."""
    made = Workspace(MANIFEST, retry_delays=(0.0, 0.3, 0.6), seconds_to_acknowledge=30.0, monotonic=patient)
    loop.run(made.start(port=0))
    yield made
    loop.run(made.stop())


@pytest.fixture
def world(workspace: Workspace) -> World:
    """The people; the product is what the administrator starts."""
    return World(workspace.url)


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[list[Machine]]:
    """Two that are empty; in `make soak` pip brings the packages of the locks from the network."""
    made = [Machine(tmp_path / name, from_network=is_soaking()) for name in ("machine", "other")]
    yield made
    for machine in made:
        machine.is_switched_off()


@pytest.fixture
def administrator(loop: Loop, workspace: Workspace, machines: list[Machine]) -> Administrator:
    """At the first machine."""
    return Administrator(machines[0], loop, workspace)


@pytest.fixture
def other(machines: list[Machine]) -> Machine:
    """The second machine."""
    return machines[1]


def reads_the_case(lars: Person, administrator: Administrator) -> None:
    """The leader opens the case once Slack has its connection, and its story can be read."""
    administrator.connects()
    lars.presses("Vis sagen")
    lars.sees(STORY)
    lars.closes()


@pytest.mark.long
@pytest.mark.soak
def test_each_line_ends_well(
    administrator: Administrator, other: Machine, mette: Person, lars: Person
) -> None:
    administrator.installs()
    assert_it_answers(administrator)
    administrator.number = reports(mette)
    reads_the_case(lars, administrator)
    looks_around(administrator)
    moves(administrator, other)
    reads_the_case(lars, administrator)
    upgrades(administrator)
    reads_the_case(lars, administrator)
    rotates(administrator)
    reads_the_case(lars, administrator)
    loses_the_master_key(administrator)
    reads_the_case(lars, administrator)
    assert "Traceback" not in administrator.machine.systemd.log.read_text("utf-8")
    assert administrator.left.keys() == NOT_WALKED.keys()


def assert_it_answers(administrator: Administrator) -> None:
    """The start ended well, and the command `vaern` finds nothing to mend."""
    administrator.connects()
    assert [administrator.asks(page) for page in ("health", "ready")] == [200, 200]
    assert administrator.follows("Commands beside the service", 1) == ""
    told = administrator.follows("Commands beside the service", 2)
    assert {line[:7] for line in told.splitlines()} == {"ok     "}


def looks_around(administrator: Administrator) -> None:
    """All commands that only look, and the dossier."""
    number = administrator.number
    assert number in administrator.follows("Which cases there are")
    lines, found = administrator.follows("Check it").split("\n[", 1)
    assert {line[:7] for line in lines.splitlines()} == {"ok     "}
    assert all(finding["ok"] for finding in json.loads(f"[{found}"))
    assert "holds" in administrator.follows("Evidence that stands")
    assert administrator.follows("Why a reminder comes when it comes")
    assert administrator.follows("What is erased, and when", 1)
    assert f"{number}-police.zip" in administrator.follows("The dossier of a case")


def moves(administrator: Administrator, other: Machine) -> None:
    """To a machine that has nothing of the first but what was carried there."""
    old, release = administrator.machine, administrator.release()
    administrator.follows("Move to another machine", 1)
    administrator.follows("Back up and restore", 1)
    administrator.machine = other
    other.has_the_release(release)
    for heading, number in ((SERVICE, 1), (SERVICE, 2), ("Commands beside the service", 1)):
        administrator.follows(heading, number)
    is_carried(old, other)
    administrator.follows("Move to another machine", 2)
    assert "1 cases" in administrator.follows("Back up and restore", 2)
    old.is_destroyed()


def is_carried(old: Machine, other: Machine) -> None:
    """The backups and the settings, and the master key from the safe; the data are where they are there."""
    shutil.copytree(old.place("/media"), other.place("/media"), dirs_exist_ok=True)
    settings = other.place("/media/settings/.env")
    settings.write_text(settings.read_text("utf-8").replace(str(old.root), str(other.root)), "utf-8")
    other.place("/media/safe").mkdir()
    shutil.copy(old.place(MASTER_KEY), other.place("/media/safe/master.key"))


def upgrades(administrator: Administrator) -> None:
    """The same version over itself, from a shell that was just opened."""
    administrator.machine.opens_a_shell()
    administrator.follows("Upgrade", 1)
    administrator.follows("Upgrade", 2)
    administrator.follows(SERVICE, 2)
    administrator.follows("Upgrade", 3)


def rotates(administrator: Administrator) -> None:
    """Another master key, in the place of the old one."""
    before = administrator.key()
    assert "0 could not be opened" in administrator.follows("A new master key")
    assert administrator.key() != before


def loses_the_master_key(administrator: Administrator) -> None:
    """A recovery key is named, and then needed."""
    recovery = Identity.generate()
    administrator.writes("recovery_recipients = []", f'recovery_recipients = ["{recovery.to_public()}"]')
    assert "0 could not be opened" in administrator.follows("A recovery key", 1)
    administrator.connects()
    administrator.machine.place("/media/safe/recovery.key").write_text(str(recovery))
    administrator.machine.walks(f"sudo rm {MASTER_KEY}")
    assert "0 could not be opened" in administrator.follows("A recovery key", 2)
