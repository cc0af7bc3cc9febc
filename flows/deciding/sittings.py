"""What people are told of decisions and meetings: what comes of one sitting is one message."""

from __future__ import annotations

from datetime import datetime, timedelta

from flows.case.case import Case
from flows.effects import SITTING, MessageKind, Tell
from flows.people.organisation import Context
from flows.procedure.due_times import police_deadline

DECIDED: MessageKind = "decided"
"""The message."""
MEETING = "booked:"
"""Before the key of a step whose meeting was booked, moved or cancelled, where a word has its number."""


def word_told(case: Case, person: str, step: str, ctx: Context) -> Tell:
    """The newest word on the step, by its number: a message goes on telling of the word that it told of."""
    number = sum(said.step == step for said in case.decisions)
    return _told(person, f"{step}:{number}", ctx, police_deadline(case))


def meeting_told(case: Case, step: str, begins: datetime | None, ctx: Context) -> Tell:
    """The employee hears of the meeting as it then is; `begins` is when it does, or would have."""
    return _told(case.employee, f"{MEETING}{step}", ctx, begins)


def _told(person: str, about: str, ctx: Context, known_by: datetime | None) -> Tell:
    """At once where waiting would lead into another day, or past the time by which it is to be known."""
    then, zone = ctx.now + SITTING, ctx.calendar_for(person).zone
    is_next_day = then.astimezone(zone).date() != ctx.now.astimezone(zone).date()
    is_too_late = known_by is not None and ctx.now < known_by <= then + HURRY
    return Tell(person, DECIDED, about, is_at_once=is_next_day or is_too_late)


HURRY = timedelta(hours=1)
"""Before a meeting or the end of the 72 hours nothing waits."""


def newest(about: str) -> tuple[str, ...]:
    """What a message tells of: of each step the newest word, in the order in which they came.

    >>> newest("support:1,legal:1,support:2,booked:support")
    ('legal:1', 'support:2', 'booked:support')
    """
    found: dict[str, str] = {}
    for part in about.split(","):
        key = part if part.startswith(MEETING) else part.partition(":")[0]
        found.pop(key, None)
        found[key] = part
    return tuple(found.values())
