"""A case that cannot be planned any more, as after a step back to an older version, stops nothing else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.bot_process import bot_process
from tests.drafted import drafted
from tests.people import World
from tests.reporting import sends
from tests.workspace.server import Workspace


def test_it_keeps_nobody_from_being_heard_at_the_start(
    workspace: Workspace, migrated: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    drafted(migrated, data, workspace.now())
    world = World(workspace.url)
    mette, omar = world.person("mette"), world.person("omar")
    with bot_process(workspace.url, data, workspace.clock.offset) as first:
        mette.sees("Det her er din anmeldelse.")
        assert world.get("wait_connected", timeout=60)["ok"]
        sends(mette)
        assert first.is_stopped() == 0
    with closing(sqlite3.connect(data / "vaern.db")) as database, database:
        database.execute("UPDATE \"case\" SET procedure = 'of another version'")
    with bot_process(workspace.url, data, workspace.clock.offset):
        assert world.get("wait_connected", timeout=60)["ok"]
        omar.says("hello")
        omar.sees("Hello Omar.")
