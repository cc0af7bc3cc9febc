"""Meetings in the calendars, the file for those without, and the mail to the legal desk."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.delivery.files import is_shared, remember_uploads, uploads_of
from bot.delivery.posting import check_is_ours
from bot.delivery.result import DeliveryResult
from bot.delivery.transfers import LONGEST_TRANSFER
from bot.graph.answers import GraphRefused, GraphUnavailable
from bot.graph.meeting import Meeting
from bot.world import World
from flows.access.rules import is_member
from flows.case.case import Case, Record
from flows.deciding.meetings import attendees
from flows.effects import KeepCalendar, SendCalendarFile, SendMail
from flows.events import MailSettled, MeetingSettled
from flows.procedure.due_times import meeting_start
from flows.screens.steps.letters import legal_mail
from flows.words import N_, Voice
from storage.claiming import OutboxItem
from storage.gathering import Facts

if TYPE_CHECKING:
    from bot.graph.calls import Graph

log = logging.getLogger(__name__)

TRIED_FOR = timedelta(days=1)
"""As long as Graph may be away before those who meet get a file instead."""
MAIL_TRIED_FOR = timedelta(hours=1)
"""HR is to be asked within four working hours: then a person does it."""


async def deliver(
    world: World, item: OutboxItem, effect: KeepCalendar | SendCalendarFile | SendMail, facts: Facts
) -> DeliveryResult:
    """Performs one of them. Raises GraphUnavailable while there is hope."""
    match effect:
        case KeepCalendar():
            return await _keep_calendar(world, item, effect, facts.case)
        case SendCalendarFile():
            return await _send_calendar_file(world, item, effect, facts)
        case SendMail():
            return await _send_mail(world, item, facts.case)


async def _keep_calendar(
    world: World, item: OutboxItem, effect: KeepCalendar, case: Case | None
) -> DeliveryResult:
    """Books, moves or cancels, whatever the case now says; without a calendar it says so.

    Done twice it is done once: an event has a transaction id, and moving and cancelling may be repeated.
    """
    meeting = case.record(effect.step, "meeting") if case else None
    if case is None or meeting is None:
        return DeliveryResult()
    event, people = _standing(case, effect.step)
    wrong = MeetingSettled(effect.step, meeting.values["number"], event, people or _people(case, meeting))
    if world.graph is None:
        return DeliveryResult(replace(wrong, people=_people(case, meeting), error="no_graph"))
    try:
        return DeliveryResult(await _kept(world, world.graph, case, meeting))
    except GraphRefused as refusal:
        return DeliveryResult(replace(wrong, error=refusal.code or "refused"), error=refusal.code)
    except GraphUnavailable as error:
        if world.clock() - item.owed_at < TRIED_FOR:
            raise
        return DeliveryResult(replace(wrong, error=str(error)), error=str(error))


def _people(case: Case, meeting: Record) -> tuple[str, ...]:
    return attendees(case, meeting.step)


def _standing(case: Case, step: str) -> tuple[str, tuple[str, ...]]:
    """The event that stands in the calendars, and of whom; none for a meeting that has been held."""
    known = case.record(step, "calendar")
    if known is None or not known.values.get("event"):
        return "", ()
    meetings = [r for r in case.records if (r.step, r.task) == (step, "meeting")]
    of_event = next((r for r in meetings if r.values["number"] == known.values["number"]), None)
    newest = case.record(step, "meeting")
    is_held = (
        of_event is not None
        and newest is not None
        and of_event is not newest
        and bool(of_event.values.get("start"))
        and datetime.fromisoformat(of_event.values["start"]) <= newest.at
    )
    return ("", ()) if is_held else (known.values["event"], tuple(known.values["people"].split(",")))


async def _kept(world: World, graph: Graph, case: Case, meeting: Record) -> MeetingSettled:
    step, number = meeting.step, meeting.values["number"]
    event, known = _standing(case, step)
    start, people = meeting_start(case, step), _people(case, meeting)
    transaction = _transaction(case, meeting, people, event)
    if event and start is None:
        await graph.cancel(await _mail(world, known[0]), event)
        event = ""
    elif event and known != people:
        await _give_up(world, graph, known[0], event)
        event = ""
    if start is None:
        return MeetingSettled(step, number)
    end, zone = datetime.fromisoformat(meeting.values["end"]), world.organisation.calendar.zone.key
    if event:
        await graph.move(await _mail(world, people[0]), event, start, end, zone)
        return MeetingSettled(step, number, event, people)
    view = await world.view(people[0])
    mails = [await _mail(world, person) for person in people]
    booked = Meeting(view.say(NEUTRAL), view.say(N_("Booked by Værn.")), start, end, zone)
    made = await graph.book(mails[0], tuple(mails[1:]), booked, transaction=transaction)
    return MeetingSettled(step, number, made, people)


def _transaction(case: Case, meeting: Record, people: tuple[str, ...], event: str) -> str:
    """The same each time that the meeting is brought to these people, in the place of that `event`.

    Without the event it would be that of an earlier booking, which is cancelled, when somebody meets again.
    """
    replaced = f"-{hashlib.sha256(event.encode()).hexdigest()[:8]}" if event else ""
    return f"{case.id}-{meeting.step}-{meeting.values['number']}-{'-'.join(people)}{replaced}"


async def _give_up(world: World, graph: Graph, organiser: str, event: str) -> None:
    """Others meet now. A mailbox that is gone with its owner must not keep them from it."""
    try:
        await graph.cancel(await _mail(world, organiser), event)
    except GraphRefused as refusal:
        log.info("a meeting of somebody who has left was not cancelled: %s", refusal.code)


NEUTRAL = N_("Meeting")
"""What a calendar shows to whoever looks into it."""


async def _mail(world: World, person: str) -> str:
    """The person's mail address. Raises GraphRefused for one who has none that is known."""
    known = (await world.context(person)).people.get(person)
    if known is None or not known.mail:
        raise GraphRefused(404, "no_mail")
    return known.mail


async def _send_calendar_file(
    world: World, item: OutboxItem, effect: SendCalendarFile, facts: Facts
) -> DeliveryResult:
    """The meeting as a file in a direct message, under a name that says nothing."""
    case, say = facts.case, facts.view(effect.person).say
    start = meeting_start(case, effect.step) if case else None
    meeting = case.record(effect.step, "meeting") if case else None
    if case is None or start is None or meeting is None or not is_member(effect.person, case):
        return DeliveryResult(error="no_longer_needed")
    files = uploads_of(item, facts)
    if files and item.is_unknown and await is_shared(world, item, files[0]):
        return DeliveryResult()
    if not files:
        uid, end = f"{case.id}-{effect.step}", datetime.fromisoformat(meeting.values["end"])
        sequence = int(meeting.values["number"])
        from bot.ics import calendar_file

        data = calendar_file(uid, start, end, say(NEUTRAL), meeting.at, sequence=sequence)
        file = await world.slack.files.upload(
            f"{case.number}.ics", len(data), _whole(data), say(NEUTRAL), LONGEST_TRANSFER
        )
        files = (file,)
        await world.run(partial(remember_uploads, world, item, effect.person, files))
    room = await world.slack.room(effect.person)
    await check_is_ours(world, item)
    await world.slack.files.share(files, case.number, room)
    return DeliveryResult()


async def _whole(data: bytes) -> AsyncIterator[bytes]:
    yield data


async def _send_mail(world: World, item: OutboxItem, case: Case | None) -> DeliveryResult:
    """The mail, once. When it may have been sent, a person decides: there is no way to look."""
    organisation = world.organisation
    if case is None:
        return DeliveryResult()
    if world.graph is None or not organisation.sender or not organisation.legal_mailbox:
        return DeliveryResult(MailSettled("copy"))
    if item.is_unknown:
        return DeliveryResult(MailSettled("perhaps"))
    subject, text = legal_mail(case.number, world.link, Voice("da"))
    try:
        await world.graph.send_mail(organisation.sender, organisation.legal_mailbox, subject, text)
    except GraphRefused as refusal:
        return DeliveryResult(MailSettled("copy"), error=refusal.code)
    except GraphUnavailable as error:
        if error.is_unknown:
            return DeliveryResult(MailSettled("perhaps"), error=str(error))
        if world.clock() - item.owed_at < MAIL_TRIED_FOR:
            raise
        return DeliveryResult(MailSettled("copy"), error=str(error))
    return DeliveryResult(MailSettled("sent"))
