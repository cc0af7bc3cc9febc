"""A day and a clock are understood as people write them, as a whole or not at all."""

from __future__ import annotations

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from flows.calendar.working_time import COPENHAGEN
from flows.typed.when import understood_when
from tests.flows.given import local

NOW = local("Fri 2026-11-20 15:00")
NUUK = ZoneInfo("America/Nuuk")

UNDERSTOOD = [
    # days near by
    ("i dag", "2026-11-20"),
    ("I dag.", "2026-11-20"),
    ("today", "2026-11-20"),
    ("i går", "2026-11-19"),
    ("  I  GÅR ", "2026-11-19"),
    ("yesterday", "2026-11-19"),
    ("i forgårs", "2026-11-18"),
    ("the day before yesterday", "2026-11-18"),
    ("i morges", "2026-11-20"),
    ("this morning", "2026-11-20"),
    # with a clock
    ("i dag kl. 9", "2026-11-20T09:00"),
    ("i dag kl 14.30", "2026-11-20T14:30"),
    ("kl. 9.15", "2026-11-20T09:15"),
    ("klokken 9", "2026-11-20T09:00"),
    ("9:15", "2026-11-20T09:15"),
    ("at 9:15", "2026-11-20T09:15"),
    ("9 am", "2026-11-20T09:00"),
    ("12 am", "2026-11-20T00:00"),
    ("12.15 pm", "2026-11-20T12:15"),
    ("i går kl. 14.30", "2026-11-19T14:30"),
    ("i går, kl. 14:30", "2026-11-19T14:30"),
    ("i går 14.30", "2026-11-19T14:30"),
    ("yesterday at 14.30", "2026-11-19T14:30"),
    ("yesterday at 2.30 pm", "2026-11-19T14:30"),
    ("yesterday 11pm", "2026-11-19T23:00"),
    ("i går aftes kl. 22", "2026-11-19T22:00"),
    ("i går ca. 15", "2026-11-19T15:00"),
    # weekdays: the latest that has been
    ("mandag", "2026-11-16"),
    ("i mandags", "2026-11-16"),
    ("monday", "2026-11-16"),
    ("last monday", "2026-11-16"),
    ("on tuesday", "2026-11-17"),
    ("i torsdags kl. 8", "2026-11-19T08:00"),
    ("lørdag", "2026-11-14"),
    ("i søndags", "2026-11-15"),
    ("sidste fredag", "2026-11-13"),
    ("i fredags", "2026-11-13"),
    ("last friday", "2026-11-13"),
    ("i fredags kl. 9", "2026-11-13T09:00"),
    # some time ago
    ("for 3 dage siden", "2026-11-17"),
    ("3 dage siden", "2026-11-17"),
    ("for en dag siden", "2026-11-19"),
    ("for to uger siden", "2026-11-06"),
    ("for en uge siden", "2026-11-13"),
    ("3 days ago", "2026-11-17"),
    ("a week ago", "2026-11-13"),
    ("two weeks ago", "2026-11-06"),
    ("3 days ago at 10:00", "2026-11-17T10:00"),
    # dates
    ("3. november", "2026-11-03"),
    ("3 november", "2026-11-03"),
    ("d. 3. november", "2026-11-03"),
    ("den 3. november kl. 14.30", "2026-11-03T14:30"),
    ("3. november kl. 14.30", "2026-11-03T14:30"),
    ("3. nov.", "2026-11-03"),
    ("3. november 2025", "2025-11-03"),
    ("24. december", "2025-12-24"),
    ("1. maj", "2026-05-01"),
    ("3rd of november", "2026-11-03"),
    ("november 3", "2026-11-03"),
    ("November 3rd, 2025", "2025-11-03"),
    ("Nov 3", "2026-11-03"),
    ("on 3 November at 2:30 pm", "2026-11-03T14:30"),
    ("3/11", "2026-11-03"),
    ("3/11 kl. 9", "2026-11-03T09:00"),
    ("3.11.2026", "2026-11-03"),
    ("3-11-2025", "2025-11-03"),
    ("03.11.25", "2025-11-03"),
    ("3/11-2025", "2025-11-03"),
    ("29.2.2024", "2024-02-29"),
    ("2026-11-03", "2026-11-03"),
    ("2026-11-03 14:30", "2026-11-03T14:30"),
    ("29/2-2024", "2024-02-29"),
    ("3/11-25", "2025-11-03"),
    ("2026-11-03 9", "2026-11-03T09:00"),
    ("nu", "2026-11-20"),
    ("this friday", "2026-11-20"),
    # a date with its weekday
    ("fredag den 13. november", "2026-11-13"),
    ("tirsdag d. 3. november kl. 14.30", "2026-11-03T14:30"),
    ("Friday, November 13th", "2026-11-13"),
    ("on Monday 3 November 2025", "2025-11-03"),
    # the clock first
    ("kl. 14 i går", "2026-11-19T14:00"),
    ("at 9:15 on 3 November", "2026-11-03T09:15"),
    ("9 a.m. yesterday", "2026-11-19T09:00"),
    ("kl. 9 i mandags", "2026-11-16T09:00"),
]

REFUSED = [
    # to come
    ("i morgen", "tomorrow"),
    ("tomorrow", "tomorrow"),
    ("i dag kl. 15.30", "in half an hour"),
    ("kl. 15.01", "in a minute"),
    ("21. november 2026", "tomorrow by date"),
    ("1.1.2027", "next year"),
    ("2026-11-21", "tomorrow by ISO date"),
    ("på fredag", "Danish for the Friday to come"),
    ("næste mandag", "next Monday"),
    ("next monday", "next Monday"),
    ("om 3 dage", "in three days"),
    ("in 3 days", "in three days"),
    # days that are not there
    ("31.2.", "no 31 February"),
    ("31. februar", "no 31 February"),
    ("30/2", "no 30 February"),
    ("29.2.2025", "no leap year"),
    ("31. november", "thirty days"),
    ("0/11", "no day 0"),
    ("3/13", "no month 13"),
    ("2026-13-01", "no month 13"),
    ("1.1.0001", "nobody reports that late"),
    ("3.11.0025", "a slip for 2025"),
    ("3. november 1026", "a slip for 2026"),
    # hours that are not there
    ("i går kl. 25", "no hour 25"),
    ("i går kl. 14.60", "no minute 60"),
    ("i går kl. 13 pm", "no 13 pm"),
    ("0 am", "no 0 am"),
    # more than one meaning
    ("14.30", "a clock or a date"),
    ("3", "a day or an hour"),
    ("fredag 13", "Friday the 13th or at 13"),
    ("fredag 13.11", "13 November, or eleven minutes past one"),
    ("fredag den 13.", "13 November was a Friday, but perhaps they mean March"),
    ("halv tre", "half past two, or half past three in English"),
    ("i går halv 3", "the same"),
    ("5/4 eller 6/4", "one of two"),
    ("mandag og tirsdag", "both"),
    ("november", "which day"),
    ("2026", "which day"),
    ("for nogle dage siden", "how many"),
    # nonsense
    ("", "nothing"),
    (" ", "nothing"),
    ("hej", "a greeting"),
    ("han skrev i går", "a sentence"),
    ("for 5 år siden", "not read"),
    ("kl.", "no hour"),
    ("-1/11", "a minus"),
    ("i dag i går", "two days"),
    ("²/11", "no digit"),
    # two meanings
    ("fredag", "today, or a week ago"),
    ("on Friday", "today, or a week ago"),
    ("fredag kl. 9", "today, or a week ago"),
    ("on mondays", "every Monday"),
    ("torsdag den 13. november", "it was a Friday"),
    ("3. november 20", "20 o'clock, or 2020"),
    ("3/11 20", "20 o'clock, or 2020"),
    ("at 3 november 10", "the third at 10, or the tenth at 3"),
    ("kl. 9 3. november", "9 o'clock, or 9.3"),
]


@pytest.mark.parametrize(("text", "answer"), UNDERSTOOD)
def test_a_time_is_understood_as_people_write_it(text: str, answer: str) -> None:
    assert understood_when(text, NOW, COPENHAGEN) == answer


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_what_is_to_come_or_unclear_is_asked_again(text: str, why: str) -> None:
    assert understood_when(text, NOW, COPENHAGEN) is None, why


def test_yesterday_is_the_employee_s_own_yesterday() -> None:
    at = local("Sat 2026-11-21 00:30")
    assert understood_when("i går", at, COPENHAGEN) == "2026-11-20"
    assert understood_when("i går", at, NUUK) == "2026-11-19"


def test_letters_put_together_from_two_signs_are_read() -> None:
    assert understood_when("i ga\u030ar", NOW, COPENHAGEN) == "2026-11-19"


days = st.integers(0, 3000).map(lambda back: date(2026, 11, 20) - timedelta(days=back))
clocks = st.times(time(0), time(15, 0)).map(lambda clock: clock.replace(second=0, microsecond=0))


@given(days, clocks)
def test_a_written_date_is_understood_back(day: date, clock: time) -> None:
    danish = format_date(day, "d. MMMM y", locale="da")
    english = format_date(day, "d MMMM y", locale="en_GB")
    american = format_date(day, "MMMM d, y", locale="en_US")
    for text in (danish, english, american, f"{day:%d.%m.%Y}", f"{day:%d/%m-%Y}", day.isoformat()):
        assert understood_when(text, NOW, COPENHAGEN) == day.isoformat()
    expected = f"{day.isoformat()}T{clock:%H:%M}"
    for text in (f"{danish} kl. {clock:%H.%M}", f"{english} at {clock:%H:%M}"):
        assert understood_when(text, NOW, COPENHAGEN) == expected


@given(days)
def test_a_day_and_month_without_a_year_is_the_latest_that_has_been(day: date) -> None:
    answer = understood_when(format_date(day, "d. MMMM", locale="da"), NOW, COPENHAGEN)
    if (day.month, day.day) == (2, 29):
        assert answer is None
    else:
        assert answer is not None
        assert date(2025, 11, 20) < date.fromisoformat(answer) <= date(2026, 11, 20)
        assert answer[5:] == day.isoformat()[5:]
