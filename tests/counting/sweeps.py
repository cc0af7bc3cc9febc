"""What a sweep costs, with cases of which something is due and with many of which nothing is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.sweeps import sweep
from tests.counting.product import Product, at_work
from tests.counting.recording import WHAT_FOR, Cost
from tests.counting.stored import REPRESENTATIVE, settle, store


def of_due(folder: Path, count: int, database: str = "") -> Cost:
    """A sweep of so many cases sent a day ago, of which nobody has been reminded yet."""
    with at_work(folder, database=database) as product:
        _stores(product, range(count), timedelta(days=1))
        return _swept(product)


def of_none_due(folder: Path, *counts: int, database: str = "") -> list[Cost]:
    """A sweep with each of these numbers of cases, all just sent."""
    found, stored = [], 0
    with at_work(folder, database=database) as product:
        for count in counts:
            _stores(product, range(stored, count), timedelta())
            stored = count
            # HR has its summary of the week first; then it is seen that nobody waits for one.
            _swept(product)
            _swept(product)
            found.append(_swept(product))
    return found


def _stores(product: Product, numbers: range, ago: timedelta) -> None:
    """In the loop, where nothing else of the product waits for the lock meanwhile."""

    async def stores() -> None:
        ctx = await product.inside.context(REPRESENTATIVE)
        store(product.inside.storage, replace(ctx, now=ctx.now - ago), numbers, ctx.now)

    settle(product.workspace, numbers)
    product.loop.run(stores())


def _swept(product: Product) -> Cost:
    async def marked() -> None:
        WHAT_FOR.set("sweep")
        await sweep(product.inside)

    product.begins()
    product.loop.run(marked())
    cost = product.recorder.cost(Counter(), "sweep")
    product.settles()
    return cost
