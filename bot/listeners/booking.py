"""Booking the meeting of a step: free times from the calendars, one press, or a time of one's own."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from slack_bolt.app.async_app import AsyncApp

from bot.graph.answers import GraphRefused, GraphUnavailable
from bot.listeners.case import in_modal, only, seen, show_in
from bot.listeners.gesture import Acknowledgement, Gesture, errors, listener, open_modal, submission
from bot.listeners.step import drawn_step, show_step_beneath, step_of, why_not
from bot.listeners.turn import take, turn
from bot.world import World
from flows import events as ev
from flows.calendar.free_times import Availability, MeetingWanted, free_slots
from flows.case.case import Case
from flows.deciding.meetings import MEETING_LENGTH, attendees
from flows.effects import Refused
from flows.procedure.steps import Step
from flows.screens.case.case import sentence, wait
from flows.screens.elements import FormScreen
from flows.screens.steps import booking as screens
from flows.screens.view import View
from flows.words import N_
from storage import case_turns

CELL = 30


def register(app: AsyncApp, world: World) -> None:
    """Ties the gestures of booking to their events."""
    app.action(re.compile(r"^book\."))(listener(world, _book))
    app.action(re.compile(r"^slot\."))(listener(world, _slot))
    app.action(re.compile(r"^other_time\."))(listener(world, _other_time))
    app.action(re.compile(r"^cancel_meeting\."))(listener(world, _cancel))
    app.view("book")(submission(world, _booked, show_step_beneath))


async def _book(world: World, gesture: Gesture) -> None:
    """Opens at once; the calendars may take longer than the trigger lives."""
    case_id, key = gesture.ids
    modal = await open_modal(world, gesture, wait(world.glance(gesture.person)))
    if modal is None:
        return
    found = await seen(
        world,
        modal,
        gesture.person,
        case_id,
        case_turns.Look(lambda _tx, _case: None, lambda _: False),
        arrival=gesture.arrival,
    )
    if found is not None:
        case, _ = found
        view = await world.view(gesture.person, *(p.person for p in case.people.participants))
        await world.slack.change_modal(modal, await _offered(world, gesture.person, case, key, view))


async def _offered(world: World, person: str, case: Case, key: str, view: View) -> FormScreen:
    step = step_of(case, key)
    if step is None or step.books is None or (message := why_not(case, person, step)):
        return sentence(view.say(message if step and step.books else N_("There is no meeting here.")), view)
    slots, unknown = await _free(world, case, step, view)
    return screens.slots_screen(case, step, slots, unknown, view)


async def _free(
    world: World, case: Case, step: Step, view: View
) -> tuple[tuple[datetime, ...], tuple[str, ...]]:
    """Free starts for all who meet, and whose calendar could not be seen; nothing without calendars."""
    people = attendees(case, step.key)
    mails = {person: view.ctx.people[person].mail for person in people if person in view.ctx.people}
    first, last = step.books or (0, 0)
    now = view.ctx.now
    begins = _half_hour(now)
    until = max(case.report.sent_at, now) + timedelta(days=last + 1)
    seen = await _seen(world, mails, begins, until)
    if not any(seen.values()):
        return (), ()
    calendars = {person: view.ctx.calendar_for(person) for person in people}
    earliest = max(begins, _day_after(case, first, view))
    wanted = MeetingWanted(earliest, until, MEETING_LENGTH)
    found = free_slots(Availability(begins, seen, CELL), calendars, wanted)
    return found, tuple(person for person in people if not seen.get(person))


def _half_hour(now: datetime) -> datetime:
    past = timedelta(minutes=now.minute % CELL, seconds=now.second, microseconds=now.microsecond)
    return now - past + timedelta(minutes=CELL)


def _day_after(case: Case, days: int, view: View) -> datetime:
    """The beginning of that day after the report."""
    zone = view.ctx.organisation.calendar.zone
    day = case.report.sent_at.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, time(), zone)


async def _seen(world: World, mails: dict[str, str], begins: datetime, until: datetime) -> dict[str, str]:
    """What the calendars say by person, "" for one that cannot be seen."""
    known = [mail for mail in mails.values() if mail]
    if world.graph is None or not known:
        return {}
    try:
        # In UTC, whose cells are all of one length on the day on which the clocks change.
        found = await world.graph.availability(known[0], known, begins, until, "UTC", minutes=CELL)
    except (GraphRefused, GraphUnavailable):
        return {}
    return {person: found.get(mail, "") for person, mail in mails.items()}


async def _slot(world: World, gesture: Gesture) -> None:
    case, key, at = gesture.ids
    await turn(world, gesture, case, ev.MeetingBooked(gesture.person, key, _offered_start(at)))
    await _shown(world, gesture, case, key)


def _offered_start(text: str) -> datetime:
    """The start that the button offered. Raises Refused for a value that no button of ours carries."""
    try:
        start = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(N_("Choose a day.")) from None
    if start.utcoffset() is None:
        raise Refused(N_("Choose a day."))
    return start


async def _shown(world: World, gesture: Gesture, case: str, key: str) -> None:
    """The modal in which it was pressed becomes the step as it now is."""
    if gesture.modal:
        await show_in(world, gesture.modal, gesture.person, case, only(drawn_step(key)))


async def _other_time(world: World, gesture: Gesture) -> None:
    case_id, key = gesture.ids

    def form(case: Case, view: View) -> FormScreen:
        step = step_of(case, key)
        if step is None or (message := why_not(case, gesture.person, step)):
            return sentence(view.say(message if step else N_("There is no meeting here.")), view)
        return screens.time_form(case, step, view)

    await in_modal(world, gesture, case_id, form)


async def _booked(world: World, gesture: Gesture) -> Acknowledgement:
    case, key = gesture.about
    view = world.glance(gesture.person)
    day, clock = gesture.fields.get("day", ""), gesture.fields.get("time", "")
    if not day or not clock:
        field = "time" if day else "day"
        return errors({field: view.say(N_("Fill this in, then it can be saved."))})
    start = local(day, clock, view.zone)
    if start is None:
        return errors({"time": view.say(N_("That time does not exist on that day: the clocks change."))})
    return await take(world, gesture, case, ev.MeetingBooked(gesture.person, key, start), "day")


def local(day: str, clock: str, zone: ZoneInfo) -> datetime | None:
    """The moment on that zone's clock; None for an hour that the change to summer time leaves out."""
    moment = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), zone)
    back = moment.astimezone(ZoneInfo("UTC")).astimezone(zone)
    return moment if back.replace(tzinfo=None) == moment.replace(tzinfo=None) else None


async def _cancel(world: World, gesture: Gesture) -> None:
    case, key = gesture.ids
    await turn(world, gesture, case, ev.MeetingCancelled(gesture.person, key))
    await _shown(world, gesture, case, key)
