"""What the clock has said in a year, read back from the workspace: who got which message, when, of what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import select

from flows.calendar.working_time import Calendar
from flows.case.case import Case
from flows.case.reminder_key import FOLLOW_UPS, SILENCE, TOLD
from flows.clock.message_of_the_day import Ref, reminders_in
from flows.people.organisation import Context
from flows.procedure.procedure import procedure_of
from flows.procedure.step_state import step_state
from storage.database import Transaction
from storage.tables import SurfaceRow
from tests.bench.staff import BY_ID
from tests.workspace.clock import moment_of
from tests.workspace.store import Store

AT_ANY_HOUR = frozenset({"contact", "support", "legal", "removal"})
MINUTE = timedelta(minutes=1)


def day_of(at: datetime, person: str) -> date:
    """On the person's own calendar."""
    return at.astimezone(ZoneInfo(BY_ID[person].zone)).date()


@dataclass(frozen=True)
class Message:
    """One that a person got in Slack."""

    to: str
    kind: str
    at: datetime
    refs: tuple[Ref, ...]

    @property
    def day(self) -> date:
        """On their own calendar."""
        return day_of(self.at, self.to)

    def hours(self, calendar: Calendar) -> Calendar:
        """When they may be written to: an employee between 07 and 17 at most."""
        return calendar.in_zone(ZoneInfo(BY_ID[self.to].zone))


def got(tx: Transaction, store: Store) -> list[Message]:
    """All of the clock that stand in somebody's conversation with Værn, by where Slack has put them."""
    rows = (row for row in tx.session.exec(select(SurfaceRow)) if row.kind in {"reminders", "weekly"})
    found = [
        Message(row.person, row.kind, moment_of(row.ts), reminders_in(row.about))
        for row in rows
        if row.ts in store.conversations[row.channel].messages
    ]
    return sorted(found, key=lambda message: message.at)


def is_apart(ref: Ref, case: Case, to: str, calendar: Calendar) -> bool:
    """By the rule alone: RED or a deadline by law, the employee's own police report, the summary before the
    meeting, and a silent case.

    What else is the employee's own waits for the message of the day.
    """
    if ref.key.kind in FOLLOW_UPS | TOLD:
        return ref.key.kind in {"own_report", "summary"}
    if ref.key.step == SILENCE:
        return True
    step = procedure_of(case).step(ref.key.step)
    is_own = step is not None and to == case.employee and ref.key.kind != "escalation"
    if step is None or is_own or step.key == "document":
        return False
    return case.report.severity == "RED" or step.deadline.limit(case, calendar) is not None


def is_allowed_at_any_hour(message: Message, found: dict[str, Case], ctx: Context) -> bool:
    """The explicit rule: the first days of a RED case, or the last chance before a deadline by law."""
    return any(_breaks_quiet(ref, found[ref.case], message, ctx) for ref in message.refs)


def _breaks_quiet(ref: Ref, case: Case, message: Message, ctx: Context) -> bool:
    step = procedure_of(case).step(ref.key.step)
    if step is None or ref.key.kind in FOLLOW_UPS | TOLD:
        return False
    calendar = ctx.organisation.calendar
    if case.report.severity == "RED" and step.key in AT_ANY_HOUR:
        return True
    limit = step_state(case, step, calendar, message.at).limit
    following = message.hours(calendar).next_working_time(message.at)
    return limit is not None and message.at - MINUTE < limit <= following


def is_in_the_night(message: Message) -> bool:
    """Between 17 and 07 of the person's clock, or not on a working day."""
    local = message.at.astimezone(ZoneInfo(BY_ID[message.to].zone)).time()
    return not time(7) <= local <= time(17, 1)
