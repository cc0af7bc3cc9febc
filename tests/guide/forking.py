"""Has the process of `tests/guide/ready.py` run a command, and starts it when there is none."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

READY = Path(__file__).with_name("ready.py")


class Forking:
    """Of one install. `folder` is where it keeps its socket."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._pid = folder, folder / "ready.pid"

    def run(self, environment: Mapping[str, str], command: list[str], **given: Any) -> int:
        """Runs the console script; gives its exit code. `given` are its `directory` and `umask`."""
        # By its bare name, since the path of a socket is at most 108 bytes: unix(7).
        os.chdir(self._folder)
        if not self._pid.exists():
            self._start(Path(command[0]).with_name("python"), environment)
        with socket.socket(socket.AF_UNIX) as asking:
            asking.connect("ready")
            told = json.dumps(given | {"environment": environment, "command": command})
            socket.send_fds(asking, [told.encode()], [0, 1, 2])
            answer = asking.recv(1)
        return answer[0] if answer else 1

    def end(self) -> None:
        """There is none any more, such as when the install is made anew."""
        if (process := process_of(self._pid)) is not None:
            signal.pidfd_send_signal(process, signal.SIGKILL)
        for path in (self._pid, self._folder / "ready"):
            path.unlink(missing_ok=True)

    def _start(self, python: Path, environment: Mapping[str, str]) -> None:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind("ready")
            listening.listen()
            started = subprocess.Popen(
                [python, READY, str(listening.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                pass_fds=[listening.fileno()],
                env={"PATH": environment["PATH"]},
            )
        self._pid.write_text(str(started.pid))


def process_of(pid: Path) -> int | None:
    """The process of the machine whose number stands in the file, as a descriptor; None when it has ended.

    Its number may be another process's by then, so the command line has to be one of this machine.
    """
    with suppress(FileNotFoundError, ProcessLookupError):
        number = int(pid.read_text())
        process = os.pidfd_open(number)
        if str(pid.parents[1]) in Path(f"/proc/{number}/cmdline").read_text():
            return process
    return None


def has_ended(process: int, milliseconds: int) -> bool:
    """Waits so long at most."""
    waiting = select.poll()
    waiting.register(process, select.POLLIN)
    return bool(waiting.poll(milliseconds))
