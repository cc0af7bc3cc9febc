"""What the guide's commands do on the machine of the walk, where the suite is neither root nor under systemd.

Each refuses whatever the guide does not say today, so that a new line of the guide is walked or fails.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from tests.guide.accounts import ROOT_USER, Accounts
from tests.guide.forking import Forking
from tests.guide.unit import Refused, Systemd

ROOT, PACKAGES, FROM_NETWORK = "WALK_ROOT", "WALK_PACKAGES", "WALK_FROM_NETWORK"
"""Variables: the folder of the machine, the installed packages, and whether pip may ask the network."""
FROM_LOCKS = ("--no-compile", "--require-hashes", "--only-binary", ":all:")
VAERN_ITSELF = ["install", "--no-compile", "--no-deps", "--no-build-isolation", "."]
LOCKED = re.compile(r"([a-z0-9.-]+)==([^ ;]+)( ;[^\\]+?)?((?: +--hash=sha256:[0-9a-f]{64})+)")


class _Strict(argparse.ArgumentParser):
    """Without abbreviations; what it does not know is refused."""

    def __init__(self) -> None:
        super().__init__(allow_abbrev=False, add_help=False)

    def error(self, message: str) -> NoReturn:
        raise Refused(message, 2)


def _refuse(arguments: Sequence[str]) -> NoReturn:
    raise Refused(f"nobody has said what this does in the walk: {' '.join(arguments)}", 2)


def _root() -> Path:
    return Path(os.environ[ROOT])


def apt_get(arguments: list[str]) -> None:
    """Nothing: what a Debian would install is here."""
    if arguments != ["install", "python3-venv"]:
        _refuse(arguments)


def useradd(arguments: list[str]) -> None:
    """Notes the user."""
    parser = _Strict()
    for name in ("--system", "--user-group", "--no-create-home"):
        parser.add_argument(name, action="store_true", required=True)
    parser.add_argument("--home-dir", choices=["/nonexistent"], required=True)
    parser.add_argument("--shell", choices=["/usr/sbin/nologin"], required=True)
    parser.add_argument("user")
    Accounts(_root()).add(parser.parse_args(arguments).user)


def install(arguments: list[str]) -> None:
    """Installs, and notes the owner and the group."""
    parser = _Strict()
    parser.add_argument("--directory", action="store_true")
    parser.add_argument("--mode")
    parser.add_argument("--owner", default=ROOT_USER)
    parser.add_argument("--group", default=ROOT_USER)
    parser.add_argument("paths", nargs="+")
    given = parser.parse_args(arguments)
    flags = [*(["--directory"] if given.directory else []), *(["--mode", given.mode] if given.mode else [])]
    subprocess.run([_real("install"), *flags, *given.paths], check=True)
    accounts = Accounts(_root())
    for path in _installed(list(map(Path, given.paths)), are_folders=given.directory):
        accounts.give(path, given.owner, given.group)


def _installed(paths: list[Path], *, are_folders: bool) -> list[Path]:
    *sources, to = paths
    if are_folders:
        return paths
    return [to / source.name for source in sources] if to.is_dir() else [to]


def chown(arguments: list[str]) -> None:
    """Notes the owner."""
    parser = _Strict()
    parser.add_argument("--recursive", action="store_true", required=True)
    parser.add_argument("owner")
    parser.add_argument("paths", nargs="+", type=Path)
    given = parser.parse_args(arguments)
    for path in given.paths:
        Accounts(_root()).give(path.resolve(strict=True), given.owner)


def _real(name: str) -> str:
    return shutil.which(name, path=os.defpath) or name


def python3(arguments: list[str]) -> None:
    """Makes a virtual environment; without the network its pip is the one below."""
    match arguments:
        case ["-m", "venv", *_, folder]:
            Forking(_root() / "run").end()
            is_from_network = bool(os.environ.get(FROM_NETWORK))
            flags = [] if is_from_network else ["--without-pip"]
            subprocess.run([sys.executable, "-m", "venv", *flags, *arguments[2:]], check=True)
            if not is_from_network:
                shutil.copy(Path(os.environ["WALK_TOOLS"]) / "pip", Path(folder) / "bin" / "pip")
        case _:
            _refuse(arguments)


def pip(arguments: list[str]) -> None:
    """Has the packages of a lock from those installed here, and installs Værn itself in earnest."""
    python = _root() / "opt" / "vaern" / ".venv" / "bin" / "python"
    if arguments == VAERN_ITSELF:
        unreachable = os.environ | {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
        subprocess.run([python, "-m", "pip", *arguments], env=unreachable, check=True)
        return
    parser = _Strict()
    parser.add_argument("-r", dest="locks", action="append", type=Path, required=True)
    given, others = parser.parse_known_args(arguments)
    if others != ["install", *FROM_LOCKS]:
        _refuse(arguments)
    for lock in given.locks:
        _require_installed(lock)
    folder = next((python.parents[1] / "lib").glob("python3.*/site-packages"))
    (folder / "locked.pth").write_text(os.environ[PACKAGES])


def _require_installed(lock: Path) -> None:
    """Raises Refused for a line without a hash, and for a version that is not the one installed here."""
    from importlib.metadata import distributions  # noqa: PLC0415 - dear, and only pip needs it

    installed = distributions(path=[os.environ[PACKAGES]])
    here = {found.name.lower().replace("_", "-").replace(".", "-"): found.version for found in installed}
    for line in lock.read_text("utf-8").replace(" \\\n", " ").splitlines():
        found = LOCKED.fullmatch(line)
        if found is None:
            raise Refused(f"{lock}: without a hash: {line}")
        name, version, marker, _ = found.groups()
        is_elsewhere = marker is not None and name not in here
        if not is_elsewhere and here.get(name) != version:
            raise Refused(f"{lock}: {name} is {here.get(name)} here and not {version}")


def systemctl(arguments: list[str]) -> None:
    """Starts and stops the one unit."""
    systemd = Systemd(_root())
    match arguments:
        case ["daemon-reload"]:
            systemd.reload_units()
        case ["enable", "--now", "vaern"] | ["start", "vaern"]:
            systemd.start()
        case ["enable", "vaern"]:
            systemd.require_loaded()
        case ["stop", "vaern"] | ["disable", "--now", "vaern"]:
            systemd.stop()
        case ["restart", "vaern"]:
            systemd.stop()
            systemd.start()
        case _:
            _refuse(arguments)


def systemd_run(arguments: list[str]) -> None:
    """Runs a command as the user of the service."""
    parser = _Strict()
    for name in ("--quiet", "--collect", "--wait"):
        parser.add_argument(name, action="store_true", required=True)
    terminal = parser.add_mutually_exclusive_group(required=True)
    for name in ("--pty", "--pipe"):
        terminal.add_argument(name, action="store_true")
    parser.add_argument("--property", action="append", required=True)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    given = parser.parse_args(arguments)
    properties = dict(text.split("=", 1) for text in given.property)
    known = {"User", "WorkingDirectory", "LoadCredential", "StateDirectory", "StateDirectoryMode", "UMask"}
    if set(properties) - known:
        _refuse(given.property)
    sys.exit(Systemd(_root()).run(properties, given.command))


def journalctl(arguments: list[str]) -> None:
    """Prints what the service has logged."""
    if arguments != ["--unit", "vaern"]:
        _refuse(arguments)
    sys.stdout.write(Systemd(_root()).log.read_text("utf-8"))


TOOLS: dict[str, Callable[[list[str]], None]] = {
    "apt-get": apt_get,
    "useradd": useradd,
    "install": install,
    "chown": chown,
    "python3": python3,
    "pip": pip,
    "systemctl": systemctl,
    "systemd-run": systemd_run,
    "journalctl": journalctl,
}


def main() -> None:
    """Of the name that stands first on the command line."""
    name, *arguments = sys.argv[1:]
    try:
        TOOLS[name](arguments)
    except (Refused, ValueError) as refusal:
        sys.stderr.write(f"{name}: {refusal}\n")
        sys.exit(getattr(refusal, "code", 1))
    except subprocess.CalledProcessError as failed:
        sys.exit(failed.returncode)
