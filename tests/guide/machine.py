"""A machine in a folder, with nothing but Python and the usual commands, at which a guide is followed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
from pathlib import Path

from tests.guide.places import below
from tests.guide.tools import FROM_NETWORK, PACKAGES, ROOT, TOOLS
from tests.guide.unit import Systemd

SOURCE = Path(__file__).parents[2]
RELEASED = (
    *("bot", "flows", "storage", "packaging", "pyproject.toml", "README.md", "LICENSE"),
    *("requirements.lock", "requirements-build.lock", ".env.example", "organisation.example.toml"),
)
"""Of a release, what an install reads."""
OF_DEBIAN = ("chmod", "cp", "gzip", "rm", "sh", "tar", "tee")
FOLDERS = ("etc/systemd/system", "home", "media", "opt", "run", "usr/local/sbin", "var/lib")

TOOL = """#!/bin/sh
exec '{python}' -S -c '{program}' {name} "$@"
"""
PROGRAM = f'import sys; sys.path.insert(0, "{SOURCE}"); from tests.guide.tools import main; main()'
OF_PIP = ("PIP_", "SSL_", "HTTPS_")
SUDO = """#!/bin/sh
case "$1" in -*) echo "sudo: nobody has said what $1 does in the walk" >&2; exit 2;; esac
PATH="{sbin}:$PATH" exec "$@"
"""


class Machine:
    """`root` is its folder; `from_network` has pip bring the packages of the locks from the network."""

    def __init__(self, root: Path, *, from_network: bool = False) -> None:
        self.root = root
        for folder in FOLDERS:
            (root / folder).mkdir(parents=True, mode=0o755)
        self.home = self._folder = root / "home"
        self.systemd = Systemd(root)
        self._tools = root / "run" / "bin"
        self._tools.mkdir()
        self._bring_tools()
        self._environment = {
            "PATH": str(self._tools),
            "HOME": str(self.home),
            ROOT: str(root),
            PACKAGES: sysconfig.get_path("purelib"),
            "WALK_TOOLS": str(self._tools),
            FROM_NETWORK: "1" if from_network else "",
        }
        if from_network:
            self._environment |= {name: os.environ[name] for name in os.environ if name.startswith(OF_PIP)}

    def place(self, path: str) -> Path:
        """Where a path of the guide is."""
        return Path(below(self.root, path))

    def has_the_release(self, name: str) -> None:
        """The archive of docs/releasing.md lies in the home of whoever follows the guide."""
        with tarfile.open(self.home / f"{name}.tar.gz", "w:gz", compresslevel=1) as archive:
            for part in RELEASED:
                archive.add(SOURCE / part, f"{name}/{part}", filter=_without_caches)

    def opens_a_shell(self) -> None:
        """What is walked next begins in the home."""
        self._folder = self.home

    def walks(self, lines: str) -> str:
        """Runs the lines where the last ones ended, until one fails; gives what they printed."""
        script, where = (self.root / "run" / name for name in ("script", "folder"))
        script.write_text(f"{below(self.root, lines)}\npwd > '{where}'\n", "utf-8")
        done = subprocess.run(
            ["/bin/sh", "-eu", script],
            stdin=subprocess.DEVNULL,
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        told = done.stdout.decode()
        assert done.returncode == 0, f"{lines}\nended with {done.returncode}:\n{told}"
        self._folder = Path(where.read_text().strip())
        return told

    def is_switched_off(self) -> None:
        """Nothing of it runs any more."""
        self.systemd.kill()

    def is_destroyed(self) -> None:
        """Nor is anything left of what it had."""
        self.is_switched_off()
        shutil.rmtree(self.root)

    def _bring_tools(self) -> None:
        for name in OF_DEBIAN:
            (self._tools / name).symlink_to(shutil.which(name, path=os.defpath) or name)
        for name in TOOLS:
            self._bring(name, TOOL.format(python=sys.executable, program=PROGRAM, name=name))
        self._bring("sudo", SUDO.format(sbin=self.root / "usr" / "local" / "sbin"))

    def _bring(self, name: str, text: str) -> None:
        (self._tools / name).write_text(text)
        (self._tools / name).chmod(0o755)


def _without_caches(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return None if entry.name.endswith("__pycache__") else entry
