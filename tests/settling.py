"""When a product at work has nothing more to do for now."""

from __future__ import annotations

from sqlmodel import col, select

from bot.world import World
from storage.database import Transaction
from storage.tables import InboxRow, OutboxRow


async def is_quiet(world: World) -> bool:
    """Whether nothing is under way, unhandled, or owed by now."""
    if world.arrivals.under_way:
        return False
    now = world.clock()

    def look(tx: Transaction) -> bool:
        waiting = select(InboxRow.key).where(
            col(InboxRow.done_at).is_(None), col(InboxRow.held_until).is_(None)
        )
        owed = select(OutboxRow.id).where(col(OutboxRow.done_at).is_(None), col(OutboxRow.due_at) <= now)
        return all(tx.execute(one.limit(1)).first() is None for one in (waiting, owed))

    return await world.read(look)
