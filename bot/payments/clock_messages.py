"""What the clock says to a person: one message for all their cases, read and drawn together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.world import World
from flows.case import Case
from flows.duties import duties
from flows.effects import Tell
from flows.reminder import step_of
from flows.reminding import read
from flows.rules import waits_until
from flows.screen import Screen
from flows.screens.reminder import is_wanted, reminder
from flows.screens.view import View
from flows.screens.weekly import weekly
from flows.weekly import Week
from storage import cases, summaries
from storage.database import Transaction

OVER_ALL_CASES = frozenset({"reminders", "weekly"})
"""They are of no case, and name several."""


@dataclass(frozen=True)
class Said:
    """The facts behind the messages of one person, read once however many there are."""

    week: Week
    cases: dict[str, Case]
    view: View

    def screen(self, message: Tell) -> Screen:
        """The message as it now is."""
        refs = read(message.about)
        if message.message == "weekly":
            return weekly(self.week, refs, self.cases, self.view)
        return reminder(refs, self.cases, self.view)

    def waits_until(self, message: Tell) -> datetime | None:
        """When it can be said; None when that is now. Between claim and delivery the day may have ended."""
        keys = {(ref.case, step_of(ref.key)) for ref in read(message.about)}
        ctx = self.view.ctx
        found = (d for case in self.cases.values() for d in duties(case, ctx.organisation.calendar, ctx.now))
        return waits_until(message.person, [d for d in found if (d.case.id, d.step.key) in keys], ctx)

    def is_wanted(self, message: Tell) -> bool:
        """Whether there is still something to say: between claim and delivery all may have been done."""
        is_week = message.message == "weekly" and not self.week.is_empty
        return is_week or is_wanted(read(message.about), self.cases, self.view)


async def said(world: World, person: str, messages: Iterable[Tell]) -> Said:
    """What is known for these messages of the person; names are as they were last heard of."""
    told = list(messages)
    view = await world.view(person)
    wanted = [ref.case for message in told for ref in read(message.about)]
    is_week = any(message.message == "weekly" for message in told)

    def look(tx: Transaction) -> Said:
        week = summaries.week(tx, person, view.ctx) if is_week else Week()
        return Said(week, cases.those(tx, wanted), view)

    return await world.run(look)
