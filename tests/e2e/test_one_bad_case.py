"""A case that cannot be planned any more, as after a step back to an older version, stops nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.effects import Effect, Show, Tell
from storage import outbox
from tests.bot_process import bot_process
from tests.drafted import drafted
from tests.people import NotSeen, Person, World, texts
from tests.reminding import jumps_to, told
from tests.reporting import comes_to_the_people, confirms_the_people, number_of, sends
from tests.stored import retold_case, visited
from tests.workspace.server import Workspace

pytestmark = pytest.mark.begins("drafted")

OMAR = "U0OMAR"
NUMBER = "2026-0042"
RECEIPT = "Tak. Din sag har nummer"
UNDELIVERED = "En besked kunne ikke leveres."


def _spoils(data: Path, number: str) -> None:
    """Writes into that case what this version does not know."""
    with visited(data) as storage:
        retold_case(storage, number, procedure="of another version")


def _spoils_its_time(data: Path, number: str) -> str:
    """Writes into that case a time that is none; gives its id."""
    with closing(sqlite3.connect(data / "vaern.db")) as database, database:
        database.execute("UPDATE \"case\" SET sent_at = 'once' WHERE number = ?", (number,))
        return str(database.execute('SELECT id FROM "case" WHERE number = ?', (number,)).fetchone()[0])


def _owes(data: Path, world: World, owed: Iterable[tuple[str, Effect]]) -> None:
    """All of it at once, so that it is claimed together."""
    now = datetime.fromisoformat(world.get("clock")["now"]).astimezone(UTC)
    with visited(data) as storage:
        storage.run(lambda tx: outbox.owe_all(tx, owed, now))


def _waits_until_it_is_given_up(world: World, omar: Person, hanne: Person) -> None:
    """It is tried again after longer and longer whiles; what Omar does has the loop look at once."""
    for _ in range(400):
        world.jump(by=70)
        omar.opens_home()
        with suppress(NotSeen):
            hanne.sees(UNDELIVERED, patience=0.2)
            return
    raise AssertionError("the operators never heard of it")


def _reports_again(mette: Person) -> str:
    """Another report, in the shortest way; gives its number."""
    comes_to_the_people(mette)
    confirms_the_people(mette)
    mette.sees("Det her er din anmeldelse.")
    mette.presses("Send")
    mette.until(lambda _: len(told(mette, RECEIPT)) == 2, "the second receipt")
    return number_of(mette)


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
        number = sends(mette)
        assert first.is_stopped() == 0
    _spoils(data, number)
    with bot_process(workspace.url, data, workspace.clock.offset):
        assert world.get("wait_connected", timeout=60)["ok"]
        omar.says("hello")
        omar.sees("Hello Omar.")


@pytest.mark.begins("sent")
def test_it_is_left_out_of_mondays_summary_and_the_others_stand_in_it(
    world: World, mette: Person, lars: Person, tmp_path: Path
) -> None:
    bad = number_of(mette)
    lars.case_channel()
    good = _reports_again(mette)
    _spoils(tmp_path / "data", bad)
    jumps_to(world, 30, "08:31")
    lars.sees("Dine åbne trin denne mandag")
    (summary,) = told(lars, "Dine åbne trin denne mandag")
    assert good in texts(summary["blocks"])
    assert bad not in texts(summary["blocks"])


def test_what_is_owed_to_others_at_the_same_time_reaches_them(
    world: World, mette: Person, omar: Person, hanne: Person, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    case = _spoils_its_time(data, sends(mette))
    _owes(data, world, [(case, Show("card")), (f"person:{OMAR}", Tell(OMAR, "unhandled"))])
    omar.sees("Something went wrong, so what you just did did not come through.")
    _waits_until_it_is_given_up(world, omar, hanne)


def test_what_has_become_of_it_cannot_be_written_down_and_the_operators_hear_of_it(
    world: World, mette: Person, omar: Person, hanne: Person, tmp_path: Path
) -> None:
    world.post("faults", method="conversations.invite", hold="before")
    mette.presses("Send")
    mette.sees(f"Sendt og gemt. Din sag har nummer {NUMBER}")
    _spoils(tmp_path / "data", NUMBER)
    world.post("release")
    omar.says("hello")
    omar.sees("Hello Omar.")
    _waits_until_it_is_given_up(world, omar, hanne)
