"""The calendar file says when, in neutral words, and nothing about who or why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from bot.ics import calendar_file

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
START = datetime(2026, 11, 25, 9, tzinfo=COPENHAGEN)
END = START + timedelta(hours=1)
MADE = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
UID = "7f0c9a52d4e84c0f@vaern"
SUBJECT = "Samtale om sag 2026-0042"
LONGEST_LINE = 75
"""Octets, without the line break (RFC 5545, 3.1)."""


def made(subject: str = SUBJECT, start: datetime = START, end: datetime = END, sequence: int = 0) -> bytes:
    return calendar_file(UID, start, end, subject, MADE, sequence=sequence)


def event_of(file: bytes) -> Event:
    """The only event of a file, as the library reads it."""
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    assert isinstance(event, Event)
    return event


def test_the_whole_file_is_as_the_standard_writes_it() -> None:
    assert made().decode() == "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Vaern//Vaern//DA",
            "METHOD:PUBLISH",
            "BEGIN:VEVENT",
            "SUMMARY:Samtale om sag 2026-0042",
            "DTSTART:20261125T080000Z",
            "DTEND:20261125T090000Z",
            "DTSTAMP:20261120T143000Z",
            "UID:7f0c9a52d4e84c0f@vaern",
            "SEQUENCE:0",
            "CLASS:PRIVATE",
            "STATUS:CONFIRMED",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )


def test_it_reads_back_as_the_same_private_meeting() -> None:
    file = made(sequence=2)
    event = event_of(file)
    assert (event.start, event.end) == (START, END)
    assert str(event["UID"]) == UID
    assert str(event["SUMMARY"]) == SUBJECT
    assert (event["SEQUENCE"], event["CLASS"]) == (2, "PRIVATE")
    assert event.DTSTAMP == MADE
    assert Calendar.from_ical(file)["METHOD"] == "PUBLISH"


def test_it_names_nobody_and_says_nothing_more() -> None:
    calendar = Calendar.from_ical(made())
    assert set(event_of(made())) == {
        "SUMMARY",
        "DTSTART",
        "DTEND",
        "DTSTAMP",
        "UID",
        "SEQUENCE",
        "CLASS",
        "STATUS",
    }
    assert set(calendar) == {"VERSION", "PRODID", "METHOD"}
    assert [part.name for part in calendar.walk()] == ["VCALENDAR", "VEVENT"]


@pytest.mark.parametrize(
    ("start", "written"),
    [
        (datetime(2026, 3, 27, 9, tzinfo=COPENHAGEN), b"DTSTART:20260327T080000Z"),
        (datetime(2026, 3, 30, 9, tzinfo=COPENHAGEN), b"DTSTART:20260330T070000Z"),
        (datetime(2026, 10, 23, 9, tzinfo=COPENHAGEN), b"DTSTART:20261023T070000Z"),
        (datetime(2026, 10, 26, 9, tzinfo=COPENHAGEN), b"DTSTART:20261026T080000Z"),
        (datetime(2026, 10, 26, 9, tzinfo=ZoneInfo("America/Nuuk")), b"DTSTART:20261026T110000Z"),
    ],
)
def test_times_are_utc_on_both_sides_of_a_clock_change(start: datetime, written: bytes) -> None:
    assert written in made(start=start, end=start + timedelta(minutes=30)).splitlines()


@pytest.mark.parametrize(
    "subject",
    [
        "Møde om arbejdsmiljø: " + "æøå" * 40,
        'Semikolon; komma, skråstreg \\ og citat "her"',
        "To\nlinjer",
        "🙂" * 30,
        "Samtale\r\nATTENDEE:mailto:nogen@example.dk",
    ],
)
def test_long_and_odd_subjects_stay_in_folded_lines_and_read_back(subject: str) -> None:
    _assert_lines(made(subject))
    assert str(event_of(made(subject))["SUMMARY"]) == subject.replace("\r\n", "\n")
    assert "ATTENDEE" not in event_of(made(subject))


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=300))
def test_any_subject_is_folded_and_reads_back(subject: str) -> None:
    file = made(subject)
    _assert_lines(file)
    assert str(event_of(file)["SUMMARY"]) == subject


def _assert_lines(file: bytes) -> None:
    """Lines end in CR LF, are short enough and cut no letter; one that goes on begins with a space."""
    assert file.endswith(b"\r\n")
    assert file.count(b"\n") == file.count(b"\r") == file.count(b"\r\n")
    for line in file.removesuffix(b"\r\n").split(b"\r\n"):
        assert 0 < len(line) <= LONGEST_LINE
        line.decode()
        assert line.startswith(b" ") or b":" in line


@pytest.mark.parametrize(
    "ask",
    [
        lambda: made(start=END, end=START),
        lambda: made(end=START),
        lambda: made(start=START.replace(tzinfo=None)),
        lambda: made(start=START.replace(tzinfo=None), end=END.replace(tzinfo=None)),
        lambda: calendar_file(UID, START, END, SUBJECT, MADE.replace(tzinfo=None)),
    ],
)
def test_a_meeting_without_a_real_time_is_refused(ask: Callable[[], bytes]) -> None:
    with pytest.raises(ValueError):
        ask()
