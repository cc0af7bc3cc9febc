"""A start and a Send, played in the process that those of the product are forked from, when this is imported.

What is done for the first time in a process takes as long as all that follows: statements are compiled,
expressions too, and Bolt looks at each listener. A forked process has all of it done.
"""

from __future__ import annotations

import tempfile
import threading
from contextlib import AsyncExitStack
from pathlib import Path

from bot.running import running
from storage.database import open_storage
from storage.keys import Keyring, make_master
from tests.conftest import TUESDAY, Loop
from tests.drafted import drafted
from tests.people import World
from tests.standin import MANIFEST, settings, surroundings
from tests.workspace.server import Workspace


def play(folder: Path) -> None:
    """Mette sends her report and Lars reads the checklist; then everything is closed."""
    migrated, data, loop = folder / "migrated", folder / "data", Loop()
    migrated.mkdir()
    open_storage("", Keyring(make_master(migrated / "master.key")), migrated).close()
    drafted(migrated, data, TUESDAY)
    workspace, product = Workspace(MANIFEST, seconds_to_acknowledge=30.0, starts_at=TUESDAY), AsyncExitStack()
    loop.run(workspace.start())
    around = surroundings(workspace.clock)
    loop.run(product.enter_async_context(running(settings(workspace.url, data), around)))
    world = World(workspace.url)
    world.person("mette").presses("Send")
    world.person("lars").sees("Det, der skal gøres")
    loop.run(product.aclose())
    loop.run(workspace.stop())
    loop.close()


def threads_end() -> None:
    """A process with threads must not be forked."""
    for thread in set(threading.enumerate()) - {threading.current_thread()}:
        thread.join()


with tempfile.TemporaryDirectory() as name:
    play(Path(name))
threads_end()
