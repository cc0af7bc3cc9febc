"""One person's flood of work delays nobody else's."""

from __future__ import annotations

import asyncio

import pytest

from bot.threads import Threads, acting

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("has_one_writer", [True, False])
async def test_two_thousand_acts_of_one_person_let_everybody_elses_pass(has_one_writer: bool) -> None:
    threads, done = Threads(has_one_writer=has_one_writer), list[str]()

    async def acts(person: str, act: int) -> None:
        acting.set(person)
        await threads.writers.run(done.append, f"{person} {act}")

    flood = [asyncio.create_task(acts("mette", act)) for act in range(2000)]
    others = [asyncio.create_task(acts(f"person {one}", 0)) for one in range(20)]
    await asyncio.gather(*flood, *others)
    threads.close()
    mine = [act for act in done if act.startswith("mette")]
    assert mine == [f"mette {act}" for act in range(2000)], "each person's stay in order"
    assert max(done.index(f"person {one} 0") for one in range(20)) < 100


async def test_what_nobody_does_waits_for_no_turn() -> None:
    threads = Threads(has_one_writer=True)
    assert await threads.readers.run(lambda: "read") == "read"
    threads.close()
