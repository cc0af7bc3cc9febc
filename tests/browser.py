"""Chromium for the browser tests: found, installed from Debian, or refused with the command that mends it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first draws the same pages without windows, at half the processor time."""


class ChromiumMissing(SystemExit):
    """Ends the command with its message; in a fixture it fails the test, so none passes unplayed."""


def find_chromium() -> Path:
    """The browser's executable: `CHROMIUM` (a path or a command) if set, otherwise the first of `NAMES`.

    Where there is none, root gets Debian's package installed. Raises ChromiumMissing otherwise.
    """
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return _found(chosen) or _refuse(f"CHROMIUM={chosen} is not a program that can be run.")
    return _first_found() or _installed()


def _first_found() -> Path | None:
    return next(filter(None, map(_found, NAMES)), None)


def _found(name: str) -> Path | None:
    path = shutil.which(name)
    return Path(path) if path else None


def _installed() -> Path:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        _refuse(f"The browser tests need Chromium; run as root: apt-get update && apt-get install {NAMES[0]}")
    _apt_get("update")
    _apt_get("install", "--yes", "--no-install-recommends", NAMES[0])
    return _first_found() or _refuse("Debian's Chromium was installed, but none of its commands is on PATH.")


def _apt_get(*arguments: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", *arguments]
    # The log goes to stderr: whoever asks for the path reads it from stdout.
    if subprocess.run(command, env=environment, stdout=sys.stderr, umask=0o022, check=False).returncode:
        _refuse(f"Chromium could not be installed: {' '.join(command)} failed.")


def _refuse(sentence: str) -> NoReturn:
    raise ChromiumMissing(sentence)


if __name__ == "__main__":
    sys.stdout.write(f"{find_chromium()}\n")
