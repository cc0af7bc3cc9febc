"""The 72 hours of a police report are counted from the first instant that an answer can mean."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from flows.calendar.working_time import COPENHAGEN
from flows.typed.when import earliest_moment, is_answer, is_found, span
from tests.flows.given import METTE, context, local, view

NUUK = ZoneInfo("America/Nuuk")


def test_a_day_counts_from_its_first_minute() -> None:
    assert earliest_moment("2026-11-20", COPENHAGEN) == local("Fri 2026-11-20 00:00")
    assert earliest_moment("2026-11-20T14:30", COPENHAGEN) == local("Fri 2026-11-20 14:30")
    assert earliest_moment("2026-11-20", NUUK) == local("Fri 2026-11-20 03:00")


def test_a_period_counts_from_its_beginning_and_what_was_found_from_the_finding() -> None:
    assert earliest_moment("2026-11-03/2026-11-20T09:00", COPENHAGEN) == local("Tue 2026-11-03 00:00")
    assert earliest_moment("2026-11-03T08:00/2026-11-20", COPENHAGEN) == local("Tue 2026-11-03 08:00")
    assert earliest_moment("found:2026-11-20T09:00", COPENHAGEN) == local("Fri 2026-11-20 09:00")
    assert earliest_moment("found:2026-11-03/2026-11-20", COPENHAGEN) == local("Tue 2026-11-03 00:00")


def test_an_hour_that_came_twice_counts_from_the_first() -> None:
    assert earliest_moment("2026-10-25T02:30", COPENHAGEN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_an_hour_that_never_was_counts_from_the_one_before() -> None:
    assert earliest_moment("2026-03-29T02:30", COPENHAGEN) == datetime(2026, 3, 29, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("value", ["unknown", "", "found:", "2026-11-20/", "i går"])
def test_what_is_no_answer_has_no_moment(value: str) -> None:
    with pytest.raises(ValueError, match="not an answer"):
        earliest_moment(value, COPENHAGEN)


BUTTONS = [
    ("2026-11-20", True),
    ("2026-11-20T15:00", True),
    ("found:2026-11-20T09:00", True),
    ("found:2026-11-20", True),
    ("2026-11-01/2026-11-20", True),
    ("2026-11-01T09:00/2026-11-20T15:00", True),
    ("2026-11-20T09:00/2026-11-20", True),
    ("2026-11-20/2026-11-20", True),
    ("found:2026-11-01/2026-11-20", True),
    ("unknown", False),
    ("2026-11-21", False),
    ("2026-11-20T15:01", False),
    ("found:2026-11-20T15:01", False),
    ("found:2026-11-21", False),
    ("2026-11-01/2026-11-21", False),
    ("2026-11-01/2026-11-20T15:01", False),
    ("2026-11-20T23:00/2026-11-20", False),
    ("2026-11-20/2026-11-01", False),
    ("2026-11-20T09:00/2026-11-20T08:59", False),
    ("2026-11-01/2026-11-02/2026-11-03", False),
    ("2026-11-01/", False),
    ("/2026-11-01", False),
    ("found:", False),
    ("found:unknown", False),
    ("found:found:2026-11-20", False),
    ("2026-11-01/found:2026-11-20", False),
    ("FOUND:2026-11-20", False),
    ("found: 2026-11-20", False),
    ("2027-01-01", False),
    ("9999-12-31T23:59", False),
    ("0001-01-01", False),
    ("0001-01-01/2026-11-20", False),
    ("1989-12-31", False),
    ("0000-01-01", False),
    ("2026-02-31", False),
    ("2026-11-20T24:00", False),
    ("2026-11-20T14:60", False),
    ("20261120", False),
    ("2026-W47-5", False),
    ("2026-11-20T14:30:00+09:00", False),
    ("2026-11-20\n", False),
    ("\u0662\u0660\u0662\u0666-11-20", False),
    ("yesterday", False),
    ("", False),
]


@pytest.mark.parametrize("zone", [COPENHAGEN, ZoneInfo("Pacific/Kiritimati")])
@pytest.mark.parametrize(("value", "is_good"), BUTTONS)
def test_an_answer_that_comes_back_is_held_to_the_same_rules(
    value: str, is_good: bool, zone: ZoneInfo
) -> None:
    now = datetime(2026, 11, 20, 15, 0, tzinfo=zone)
    assert is_answer(value, now, zone) is is_good


def test_an_answer_is_taken_apart() -> None:
    said = span("found:2026-11-03T09:00/2026-11-10")
    assert (said.first.day, said.first.clock) == (date(2026, 11, 3), time(9))
    assert (said.last.day, said.last.clock) == (date(2026, 11, 10), None)
    assert said.is_found
    assert is_found("found:2026-11-03")
    assert not is_found("2026-11-03/2026-11-10")


DISPLAYED = [
    ("2026-11-19", "torsdag 19. november 2026", "Thursday 19 November 2026"),
    ("2026-11-19T14:30", "torsdag 19. november 2026 kl. 14.30", "Thursday 19 November 2026 at 14:30"),
    (
        "2026-11-03/2026-11-19T09:00",
        "fra tirsdag 3. november 2026 til torsdag 19. november 2026 kl. 09.00",
        "from Tuesday 3 November 2026 to Thursday 19 November 2026 at 09:00",
    ),
    (
        "found:2026-11-19T09:00",
        "fundet torsdag 19. november 2026 kl. 09.00",
        "found Thursday 19 November 2026 at 09:00",
    ),
    (
        "found:2026-11-03/2026-11-19",
        "fundet mellem tirsdag 3. november 2026 og torsdag 19. november 2026",
        "found between Tuesday 3 November 2026 and Thursday 19 November 2026",
    ),
    ("2026-11-19/2026-11-19", "torsdag 19. november 2026", "Thursday 19 November 2026"),
]


@pytest.mark.parametrize(("answer", "danish", "english"), DISPLAYED)
def test_an_answer_is_shown_with_weekday_and_year(answer: str, danish: str, english: str) -> None:
    assert view(context(), METTE).answer_date(answer) == danish
    assert view(context(language="en"), METTE).answer_date(answer) == english
