"""A meeting as a calendar file, for those whose calendar the product cannot write to (RFC 5545, RFC 5546)."""

from __future__ import annotations

from datetime import UTC, datetime

from icalendar import Calendar, Event

PRODUCT = "-//Vaern//Vaern//DA"


def calendar_file(
    uid: str,
    start: datetime,
    end: datetime,
    subject: str,
    made_at: datetime,
    *,
    sequence: int = 0,
) -> bytes:
    """The file of one private meeting: its time, its subject and nothing else, so no person is named in it.

    A later file with the same `uid` and a higher `sequence` moves the meeting. Times are written
    in UTC and so mean the same in every zone and over a clock change. Raises ValueError for a moment without
    a time zone and for an end that is not after the start.
    """
    begins, ends = _utc(start), _utc(end)
    if begins >= ends:
        raise ValueError("a meeting ends after it starts")
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", _utc(made_at))
    event.add("dtstart", begins)
    event.add("dtend", ends)
    event.add("summary", subject)
    event.add("class", "PRIVATE")
    event.add("sequence", sequence)
    event.add("status", "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    file: bytes = calendar.to_ical()
    return file


def _utc(at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise ValueError("a moment needs a time zone")
    return at.astimezone(UTC)
