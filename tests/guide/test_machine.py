"""The machine of the walk refuses what nobody has said of it, so that each new line of a guide is tried."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.guide.accounts import ENTER, READ, WRITE, Accounts
from tests.guide.blocks import blocks
from tests.guide.machine import Machine
from tests.guide.places import StrangePlace, below


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "machine")


@pytest.mark.parametrize(
    "line",
    [
        "curl --output x https://example.dk",
        "sudo --user postgres createdb vaern",
        "sudo apt-get install postgresql",
        "sudo useradd vaern",
        "sudo install --owner vaern --directory /media/backup",
        "sudo install --strip one two",
        "python3 --version",
        "sudo systemctl mask vaern",
        "sudo systemctl start vaern",
        "sudo systemd-run --quiet --collect --wait --pty --property=DynamicUser=yes true",
        "journalctl --follow",
        "vaern cases",
        "false\ntrue",
    ],
)
def test_it_refuses(machine: Machine, line: str) -> None:
    with pytest.raises(AssertionError):
        machine.walks(line)


@pytest.mark.parametrize(
    "line", ["rm /etc/passwd", "cp a /", "cat </root/x", "tee /opt/vaernish/x", "X=/srv y"]
)
def test_it_touches_nothing_outside(machine: Machine, line: str) -> None:
    with pytest.raises(StrangePlace):
        machine.walks(line)


def test_places_are_put_below_it_once() -> None:
    root = Path("/tmp/machine")  # noqa: S108 - nothing is written
    line = "cp .venv/bin/x /opt/vaern/a '/etc/vaern/b' key:/var/lib/vaern https://example.dk/opt >/dev/null"
    put = "cp .venv/bin/x R/opt/vaern/a 'R/etc/vaern/b' key:R/var/lib/vaern https://example.dk/opt >/dev/null"
    assert below(root, line) == put.replace("R/", "/tmp/machine/")  # noqa: S108
    assert below(root, below(root, line)) == below(root, line)


def test_a_user_may_do_what_the_mode_says(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    accounts = Accounts(tmp_path)
    accounts.add("vaern")
    own, settings, key = (tmp_path / name for name in ("own", "settings", "settings/key"))
    for folder, mode in ((own, 0o700), (settings, 0o750)):
        folder.mkdir()
        folder.chmod(mode)
    key.write_text("secret")
    key.chmod(0o400)
    accounts.give(own, "vaern")
    accounts.give(settings, group="vaern")
    accounts.give(key)
    ways = {"own": own, "settings": settings, "key": key}
    allowed = {
        name: [bit for bit in (READ, WRITE, ENTER) if accounts.may("vaern", path, bit)]
        for name, path in ways.items()
    }
    assert allowed == {"own": [READ, WRITE, ENTER], "settings": [READ, ENTER], "key": []}


def test_blocks_are_known_by_their_heading(tmp_path: Path) -> None:
    guide = tmp_path / "guide.md"
    guide.write_text(
        "# A\n\n```sh\n# no heading\none\n```\n\n## 2. B\n\n```sh\ntwo\n```\n\n```toml\nx = 1\n```\n"
    )
    told = [(block.heading, block.number, block.language, block.text) for block in blocks(guide)]
    assert told == [
        ("A", 1, "sh", "# no heading\none\n"),
        ("B", 1, "sh", "two\n"),
        ("B", 2, "toml", "x = 1\n"),
    ]


def test_every_block_says_its_language() -> None:
    text = (Path(__file__).parents[2] / "docs" / "administration.md").read_text("utf-8")
    fences = re.findall(r"^```(\w*)$", text, re.MULTILINE)
    assert all(fences[::2])
    assert not any(fences[1::2])
