"""What the clock does for the database: what is long past goes, and the journal gets its heads."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from bot.housekeeping import forget, seal
from bot.running import running
from bot.world import World
from storage import forgetting, journal, journal_heads
from storage.database import Transaction
from storage.journal import Line
from storage.seals import Link
from storage.tables import InboxRow, OutboxRow
from tests.standin import settings, surroundings
from tests.workspace.server import Workspace

pytestmark = pytest.mark.anyio


@pytest.fixture
async def world(slack: Workspace, tmp_path: Path) -> AsyncIterator[World]:
    """The product at work, and nobody who does anything."""
    async with running(settings(slack.url, tmp_path), surroundings(slack.clock)) as made:
        yield made


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


async def looked_at(world: World) -> Link:
    """Somebody looks at a case, and an hour later the journal has a head over it."""
    line = Line(world.clock(), "U0LARS", "read", "")
    await world.run(lambda tx: journal.write(tx, "a case", line))
    await seal(world)
    return await world.run(journal_heads.last)


async def told(world: World) -> list[str]:
    """The heads that the operators were told of."""

    def look(tx: Transaction) -> list[str]:
        query = select(OutboxRow.args).where(OutboxRow.subject == "journal").order_by(col(OutboxRow.seq))
        return [json.loads(args)["error"] for args in tx.session.exec(query)]

    return await world.run(look)


async def test_the_operators_are_told_of_a_head_each_week(slack: Workspace, world: World) -> None:
    first = await looked_at(world)
    assert await told(world) == [f"{first.number}:{first.hash}"]
    await looked_at(world)
    slack.clock.jump_to_next("monday")
    assert len(await told(world)) == 1
    third = await looked_at(world)
    await looked_at(world)
    assert (await told(world))[1:] == [f"{third.number}:{third.hash}"]


async def test_what_they_are_told_is_a_command(slack: Workspace, world: World) -> None:
    head = await looked_at(world)
    command = f"vaern audit verify --head {head.number}:{head.hash}"
    async with asyncio.timeout(60):
        while command not in said_to(slack):
            await asyncio.sleep(0.01)


def said_to(slack: Workspace) -> str:
    """All that Værn has said to anybody."""
    rooms = slack.store.conversations.values()
    return " ".join(str(message) for room in rooms for message in room.messages.values())
