"""What is known of people, kept in memory and right as of the last change that any process has made.

Every change of a person, of their presence or of the day on which they had the message of the day takes the
next number, in the transaction that makes it. A turn looks at that number, one row, and reads only the rows
that were changed since it looked last. So nobody's record is read again and again, and what one process has
heard counts at once in the others.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlmodel import Session, col

from flows.people.organisation import Context, Organisation
from flows.people.person import People, Person
from flows.people.presence import Presence
from flows.times.times import Times
from flows.words import language_of
from storage.people_tables import ChangeRow, MessageDayRow, PersonRow, PresenceRow
from storage.rows import PlainRow, rows_that_open

FRESH_FOR = timedelta(minutes=10)
"""How long what Slack said of somebody counts without asking again."""
CHANGED = "changed"
_NUMBER = select(col(ChangeRow.number))
_PEOPLE = select(PersonRow).where(col(PersonRow.change) > bindparam("since"))
_AWAY = select(PresenceRow).where(col(PresenceRow.change) > bindparam("since"))
_DAYS = (
    select(MessageDayRow)
    .where(col(MessageDayRow.change) > bindparam("since"))
    .order_by(col(MessageDayRow.day))
)


@dataclass(frozen=True)
class Snapshot:
    """Everybody as of the change of that number."""

    number: int = 0
    people: People = field(default_factory=dict)
    presence: Mapping[str, Presence] = field(default_factory=dict)
    message_days: Mapping[str, date] = field(default_factory=dict)


class Known:
    """The memory of one process, shared by its threads.

    `times` are those of the procedures that are not the standard, by name: a set is never changed.
    """

    def __init__(self) -> None:
        self._newest = Snapshot()
        self._seen_at: dict[str, datetime] = {}
        self.times: dict[str, Times] = {}
        self._lock = threading.Lock()

    @property
    def people(self) -> People:
        """Everybody as this process knows them; another mapping after each change."""
        return self._newest.people

    def context(self, now: datetime, organisation: Organisation) -> Context:
        """A decision's surroundings as they are known in memory; a turn looks whether that is the newest."""
        return _with(Context(now, organisation), self._newest)

    def newest(self, session: Session, ctx: Context) -> Context:
        """The context as the database knows it; one that was made of nobody's memory stays as it is."""
        if ctx.as_of is None:
            return ctx
        found = self._caught_up(session)
        return ctx if found.number == ctx.as_of else _with(ctx, found)

    def forget(self) -> None:
        """All of it is read again at the next look, and asked of Slack again when that is not fresh."""
        with self._lock:
            self._newest, self._seen_at = Snapshot(), {}

    def saw(self, person: str, at: datetime) -> None:
        """Slack has said who the person is."""
        self._seen_at[person] = at

    def stale(self, person: str, now: datetime) -> bool:
        """Whether Slack has not said for a while who the person is."""
        seen = self._seen_at.get(person)
        return seen is None or seen <= now - FRESH_FOR

    def _caught_up(self, session: Session) -> Snapshot:
        number = int(session.connection().execute(_NUMBER).scalar() or 0)
        known = self._newest
        if number <= known.number:
            return known
        found = self._read(session, known, number)
        # What this transaction has written itself may still be undone, so it is nobody else's to know.
        if not session.info.get(CHANGED):
            with self._lock:
                if found.number > self._newest.number:
                    self._newest = found
        return found

    def _read(self, session: Session, known: Snapshot, number: int) -> Snapshot:
        since = {"since": known.number}
        rows = rows_that_open(session, _PEOPLE, since)
        for row in rows:
            self._seen_at[row.id] = max(row.seen_at, self._seen_at.get(row.id, row.seen_at))
        away = rows_that_open(session, _AWAY, since)
        days = rows_that_open(session, _DAYS, since)
        return Snapshot(
            number,
            {**known.people, **{row.id: person_of(row) for row in rows}},
            {**known.presence, **{row.person: presence_of(row) for row in away}},
            {**known.message_days, **{row.person: date.fromisoformat(row.day) for row in days}},
        )


def changed(session: Session) -> int:
    """The number of the change that this transaction makes: everybody's next look finds it."""
    if CHANGED not in session.info:
        raised = update(ChangeRow).values(number=ChangeRow.number + 1).returning(col(ChangeRow.number))
        number = session.execute(raised).scalar()
        if number is None:
            # The first change of all; of two at once the key lets one through, and the other begins again.
            session.add(ChangeRow(number=1))
            session.flush()
        session.info[CHANGED] = int(number or 1)
    return int(session.info[CHANGED])


def _with(ctx: Context, known: Snapshot) -> Context:
    return replace(
        ctx, people=known.people, presence=known.presence, message_days=known.message_days, as_of=known.number
    )


def person_of(row: PersonRow | PlainRow) -> Person:
    """The person that a row tells of."""
    return Person(
        row.id,
        row.name,
        language_of(row.chosen_language or row.language),
        row.zone,
        row.mail,
        row.is_active,
        row.is_member,
        row.wants_weekly,
    )


def presence_of(row: PresenceRow | PlainRow) -> Presence:
    """What a row tells of somebody's presence."""
    return Presence(row.quiet_until, row.is_away, row.away_until)
