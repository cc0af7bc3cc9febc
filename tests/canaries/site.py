"""The machine of the story: one file system on which all of it lies, and what was found where."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.canaries.image import CannotMount, make, mounted, synced, written
from tests.canaries.markers import Canaries, ways
from tests.canaries.process import Running
from tests.conftest import free_port
from tests.standin import ORGANISATION
from tests.storage.postgresql import running_server

FOLDERS = ("data", "home", "log", "tmp")
LOUD = "-c log_statement=all -c log_parameter_max_length=-1 -c max_connections=60"
"""PostgreSQL writes to the disk as it does by itself, and tells all it can in its log."""


@dataclass
class Site:
    """`found` has each place that was searched. `why_not_mounted` is "" where the file system is one."""

    image: Path
    disk: Path
    canaries: Canaries = field(default_factory=Canaries)
    planted: Canaries = field(default_factory=Canaries)
    found: dict[str, list[str]] = field(default_factory=dict)
    why_not_mounted: str = ""

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """The file system lies in its folder; where none can be mounted it is a folder like any other."""
        self.disk.mkdir()
        with ExitStack() as stack:
            try:
                make(self.image)
                stack.enter_context(mounted(self.image, self.disk))
            except CannotMount as why:
                self.why_not_mounted = str(why)
            for name in FOLDERS:
                (self.disk / name).mkdir(mode=0o700)
            (self.disk / "organisation.toml").write_text(ORGANISATION)
            yield

    @contextmanager
    def database(self, kind: str) -> Iterator[str]:
        """The address of a database of that kind, all of which lies on the disk."""
        if kind == "sqlite":
            yield ""
            return
        with running_server(self.disk / kind, LOUD) as server:
            yield server.create("vaern")

    def looks_at(self, process: Running) -> None:
        """Searches what the machine shows of a process: its environment and its files to root alone."""
        self._notes("command line", process.told("cmdline"))
        with suppress(PermissionError):
            self._notes("environment", process.told("environ"))
            self._notes("files without a name", b"".join(process.open_files()))

    def looks_at_files(self) -> None:
        """Searches all files and their names, when the kernel has written out what it holds of them."""
        synced(self.disk)
        for path in self.disk.rglob("*"):
            self._notes("names of files", path.name.encode())
            # What is deleted meanwhile is found in the bytes of the file system.
            with suppress(FileNotFoundError, IsADirectoryError):
                self._notes(self._place(path), path.read_bytes())

    def _place(self, path: Path) -> str:
        parts = path.relative_to(self.disk).parts
        return "/".join(parts[: 2 if parts[0] == "data" else 1])

    def plants(self) -> None:
        """Writes words into a file, in every way, and deletes it."""
        file = self.disk / "tmp" / "planted"
        file.write_bytes(b"\n".join(ways(self.planted.root).values()))
        file.unlink()

    def looks_at_the_bytes(self) -> list[str]:
        """Searches the file system itself, once it is not mounted any more; gives what was planted in it."""
        planted = []
        for data in written(self.image):
            self._notes("bytes of the file system", data)
            planted += self.planted.found(data)
        return planted

    def what_was_found(self) -> dict[str, list[str]]:
        """By place, where anything was."""
        return {place: found for place, found in self.found.items() if found}

    def _notes(self, place: str, data: bytes) -> None:
        self.found.setdefault(place, []).extend(self.canaries.found(data))


def settings(slack_and_graph: str, database: str) -> dict[str, str]:
    """The settings, as environment, for a stand-in and a database."""
    return {
        "SLACK_BOT_TOKEN": "xoxb-standin",
        "SLACK_APP_TOKEN": "xapp-standin",
        "SLACK_API_URL": f"{slack_and_graph}/api/",
        "GRAPH_TENANT_ID": "tenant",
        "GRAPH_CLIENT_ID": "client",
        "GRAPH_CLIENT_SECRET": "secret",
        "GRAPH_BASE_URL": f"{slack_and_graph}/graph/v1.0",
        "VAERN_MONITOR_PORT": str(free_port()),
    } | ({"DATABASE_URL": database} if database else {})
