"""The budget of calls to Slack that processes over one database share, a row a method a minute."""

from __future__ import annotations

from datetime import datetime

from storage.database import Transaction
from storage.tables import CallBudgetRow


def draw(tx: Transaction, method: str, minute: datetime, more: int) -> int:
    """Draws so many more; gives how many all processes have drawn for that minute by then."""
    row = CallBudgetRow(method=method, minute=minute, used=more)
    return int(tx.insert_or_add(row, ("method", "minute"), "used"))
