"""What the clock does for the database: what is long past goes, and the journal gets its heads."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import func, select

from bot.housekeeping import forget, seal
from bot.running import running
from bot.world import World
from storage import forgetting, journal, journal_heads
from storage.database import Transaction
from storage.journal import Line, Link
from storage.tables import InboxRow
from tests.standin import MANIFEST, settings, surroundings
from tests.workspace.server import Workspace

pytestmark = pytest.mark.anyio


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """The product at work, and nobody who does anything."""
    slack = Workspace(MANIFEST)
    await slack.start()
    async with running(settings(slack.url, tmp_path), surroundings(slack.clock)) as made:
        yield made
    await slack.stop()


def arrivals(tx: Transaction) -> int:
    return tx.session.exec(select(func.count()).select_from(InboxRow)).one()


async def test_more_than_one_piece_is_forgotten_at_once(world: World) -> None:
    long_ago = world.clock() - timedelta(days=9)

    def arrive(tx: Transaction) -> None:
        for number in range(forgetting.PIECE + 1):
            tx.session.add(InboxRow(key=f"{number}", arrived_at=long_ago, payload=b"", done_at=long_ago))

    await world.run(arrive)
    await forget(world)
    assert await world.run(arrivals) == 0


async def test_the_head_of_the_journal_stands_in_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await world.run(lambda tx: journal.write(tx, "a case", Line(world.clock(), "U0LARS", "read", "")))
    for _ in range(2):
        await seal(world)
    link, broken = await world.run(lambda tx: journal_heads.followed(tx, Link(), 9))
    assert (link.number, broken) == (1, None)
    assert [m for m in caplog.messages if m.startswith("head ")] == [f"head 1 of the journal: {link.hash}"]
