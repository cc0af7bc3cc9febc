"""The meeting of a step: booked, moved, cancelled, and brought into the calendars."""

from __future__ import annotations

from datetime import datetime, timedelta

from flows import events as ev
from flows.case.case import Case, Record
from flows.deciding.sittings import meeting_told
from flows.deciding.steps import own_step
from flows.deciding.surfaces import everywhere
from flows.effects import Decided, Effect, KeepCalendar, Refused, SendCalendarFile, Show, Tell
from flows.people.organisation import Context
from flows.procedure.due_times import meeting_start
from flows.procedure.procedure import procedure_of
from flows.procedure.step_state import is_ended, owner_of_key
from flows.words import N_

MEETING_LENGTH = timedelta(minutes=45)


def attendees(case: Case, key: str) -> tuple[str, ...]:
    """Who meets: the owner and the employee; for the analysis the owner and the representatives."""
    owner = owner_of_key(case, key)
    others = case.with_role("representative") if key == "analyse" else (case.employee,)
    return tuple(dict.fromkeys(person for person in (owner, *others) if person))


def meeting_booked(case: Case, event: ev.MeetingBooked, ctx: Context) -> Decided[Case]:
    """The meeting of a step is booked or moved. Raises Refused."""
    found = own_step(case, event.by, event.step)
    if found.books is None:
        raise Refused(N_("There is no meeting in this step."))
    if event.start <= ctx.now:
        raise Refused(N_("That time has passed. Choose another."))
    if meeting_start(case, event.step) == event.start:
        return case, ()
    return _with_meeting(case, event.by, event.step, event.start, ctx)


def meeting_cancelled(case: Case, event: ev.MeetingCancelled, ctx: Context) -> Decided[Case]:
    """The meeting of a step is called off. Raises Refused."""
    own_step(case, event.by, event.step)
    if meeting_start(case, event.step) is None:
        raise Refused(N_("No meeting is booked."))
    return _with_meeting(case, event.by, event.step, None, ctx)


def _with_meeting(case: Case, by: str, key: str, start: datetime | None, ctx: Context) -> Decided[Case]:
    """The meeting as it now is, and everybody in it is told the day, whatever the calendars do."""
    number = int(case.value(key, "meeting", "number") or 0) + 1
    values = {"number": str(number)}
    if start:
        values |= {"start": start.isoformat(), "end": (start + MEETING_LENGTH).isoformat()}
    changed = case.with_records(Record(key, "meeting", by, ctx.now, values))
    others = [person for person in attendees(changed, key) if person != by]
    begins = min((at for at in (start, meeting_start(case, key)) if at), default=None)
    told = tuple(
        meeting_told(changed, key, begins, ctx) if person == case.employee else Tell(person, "booked", key)
        for person in others
    )
    return changed, (KeepCalendar(key), *told, *everywhere(changed))


def meeting_settled(case: Case, event: ev.MeetingSettled, ctx: Context) -> Decided[Case]:
    """How the meeting came into the calendars."""
    values = {
        "number": event.number,
        "event": event.event,
        "people": ",".join(event.people),
        "error": event.error,
    }
    kept = {k: v for k, v in values.items() if v}
    known = case.record(event.step, "calendar")
    if known and known.values == kept:
        return case, ()
    record = Record(event.step, "calendar", "", ctx.now, kept)
    changed = case.with_records(record)
    files = attendees(case, event.step) if event.error and meeting_start(case, event.step) else ()
    return changed, (*(SendCalendarFile(person, event.step) for person in files), Show("messages"))


def without_pointless_meetings(case: Case, ctx: Context) -> Decided[Case]:
    """A meeting to come of a step that nobody is to decide any more is cancelled with it."""
    changed: Case = case
    effects: tuple[Effect, ...] = ()
    for step in procedure_of(case).steps:
        start = meeting_start(case, step.key)
        if start and start > ctx.now and is_ended(case, step):
            changed, more = _with_meeting(changed, "", step.key, None, ctx)
            effects = (*effects, *more)
    return changed, effects
