"""What systemd does with `packaging/vaern.service` as far as this user can do it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.guide.accounts import READ, WRITE, Accounts
from tests.guide.forking import Forking, has_ended, process_of
from tests.guide.places import below

UNIT = "vaern.service"
SETTINGS = (".env", "organisation.toml")
WALKED = {"ExecStart", "ExecReload"}
STOPS_WITHIN = 90_000
"""Milliseconds: DefaultTimeoutStopSec of systemd."""
NO_CREDENTIAL = 243
"""EXIT_CREDENTIALS of systemd.exec(5)."""
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Refused(Exception):
    """What systemd, or the kernel for it, would not do; with the exit code."""

    def __init__(self, why: str, code: int = 1) -> None:
        super().__init__(why)
        self.code = code


@dataclass(frozen=True)
class Setup:
    """In what a process is started: settings of the unit, or `--property` of `systemd-run`."""

    user: str
    directory: Path
    credential: tuple[str, Path]
    state: Path | None
    state_mode: int
    umask: int

    @classmethod
    def of(cls, root: Path, settings: Mapping[str, str]) -> Setup:
        """Raises Refused for settings that are not understood."""
        name, _, path = settings["LoadCredential"].partition(":")
        state = settings.get("StateDirectory", "")
        return cls(
            user=settings["User"],
            directory=Path(below(root, settings["WorkingDirectory"])),
            credential=(name, Path(below(root, path))),
            state=root / "var" / "lib" / state if state else None,
            state_mode=int(settings.get("StateDirectoryMode", "0755"), 8),
            umask=int(settings.get("UMask", "0022"), 8),
        )


class Systemd:
    """The service manager of one machine."""

    def __init__(self, root: Path) -> None:
        self._root, self._run = root, root / "run"
        self._accounts = Accounts(root)
        self._pid, self.log = self._run / "pid", self._run / "journal"
        self._installed, self._loaded = root / "etc" / "systemd" / "system" / UNIT, self._run / UNIT

    def reload_units(self) -> None:
        """What lies in /etc/systemd/system counts from now on."""
        self._loaded.write_text(self._installed.read_text("utf-8"))

    def require_loaded(self) -> None:
        """Raises Refused where systemd knows no such unit."""
        if not self._loaded.exists():
            raise Refused("Unit vaern.service not found.", 5)

    def start(self) -> None:
        """As the unit says. Raises Refused where systemd would."""
        if process_of(self._pid) is not None:
            return
        settings = self._settings()
        setup = Setup.of(self._root, settings)
        command = shlex.split(below(self._root, settings["ExecStart"]))
        with self.log.open("ab") as log:
            started = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=setup.directory,
                env=self._prepared(setup, "service"),
                umask=setup.umask,
            )
        self._pid.write_text(str(started.pid))

    def stop(self) -> None:
        """SIGTERM, and waits for its end. Raises Refused when it does not end."""
        self.require_loaded()
        process = process_of(self._pid)
        if process is None:
            return
        signal.pidfd_send_signal(process, signal.SIGTERM)
        if not has_ended(process, STOPS_WITHIN):
            signal.pidfd_send_signal(process, signal.SIGKILL)
            raise Refused("State 'stop-sigterm' timed out. Killing.")

    def kill(self) -> None:
        """Nothing of it is left, at once."""
        Forking(self._run).end()
        if (process := process_of(self._pid)) is not None:
            signal.pidfd_send_signal(process, signal.SIGKILL)
            has_ended(process, STOPS_WITHIN)

    def run(self, properties: Mapping[str, str], command: list[str]) -> int:
        """A command in the same surroundings; gives its exit code. Raises Refused."""
        setup = Setup.of(self._root, properties)
        environment = self._prepared(setup, "command")
        self._require_readable(setup.user, [Path(word) for word in command[1:]])
        before = self._written()
        forking = Forking(self._run)
        done = forking.run(environment, command, directory=str(setup.directory), umask=setup.umask)
        for path in {path for path, _ in before.items() ^ self._written().items()}:
            if not self._may_write(setup.user, path):
                raise Refused(f"{path}: Permission denied for {setup.user}")
        return done

    def _may_write(self, user: str, path: Path) -> bool:
        """Whether the user may have made, changed or removed it; of a removed folder that is said once."""
        ways = [way for way in (path.parent, path) if way.exists()]
        return not path.parent.exists() or any(self._accounts.may(user, way, WRITE) for way in ways)

    def _settings(self) -> dict[str, str]:
        self.require_loaded()
        lines = re.findall(r"^([A-Za-z]+)=(.*)$", self._loaded.read_text("utf-8"), re.MULTILINE)
        settings = dict(lines)
        if {name for name in settings if name.startswith(("Exec", "Environment"))} - WALKED:
            raise Refused("The unit runs or sets something of which nobody has said what it does here.")
        return settings

    def _prepared(self, setup: Setup, name: str) -> dict[str, str]:
        """Makes the folder of the state and the credential; gives the environment."""
        if setup.state is not None:
            setup.state.mkdir(exist_ok=True)
            setup.state.chmod(setup.state_mode)
            self._accounts.give(setup.state, setup.user, setup.user)
        self._require_readable(setup.user, [setup.directory / name for name in SETTINGS])
        folder = self._run / "credentials" / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        credential, source = setup.credential
        if not source.exists():
            raise Refused(f"Failed to set up credentials: {source}: No such file", NO_CREDENTIAL)
        shutil.copy(source, folder / credential)
        who = {"USER": setup.user, "LOGNAME": setup.user, "HOME": "/nonexistent"}
        return {"PATH": SYSTEM_PATH, "CREDENTIALS_DIRECTORY": str(folder), **who}

    def _require_readable(self, user: str, paths: list[Path]) -> None:
        """Raises Refused for a path of the machine that the user may not read."""
        for path in paths:
            is_here = path.is_relative_to(self._root) and path.exists()
            if is_here and not self._accounts.may(user, path, READ):
                raise Refused(f"{path}: Permission denied for {user}")

    def _written(self) -> dict[Path, int]:
        """Everything that can change on the machine, with the time of its last change."""
        found: dict[Path, int] = {}
        for top in ("etc", "home", "media", "usr", "var"):
            for folder, names, files in os.walk(self._root / top):
                for path in (Path(folder, name) for name in (*names, *files)):
                    with suppress(FileNotFoundError):
                        found[path] = path.stat().st_mtime_ns
        return found
