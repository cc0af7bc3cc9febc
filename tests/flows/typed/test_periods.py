"""A period and a finding are understood as people write them, and nothing that could be two of them."""

from __future__ import annotations

import time
from zoneinfo import ZoneInfo

import pytest

from flows.calendar.working_time import COPENHAGEN
from flows.typed.when import is_unknown, understood_when
from tests.flows.given import local

NOW = local("Fri 2026-11-20 15:00")

PERIODS = [
    ("fra 3. til 10. november", "2026-11-03/2026-11-10"),
    ("3.-10. november", "2026-11-03/2026-11-10"),
    ("3. – 10. november.", "2026-11-03/2026-11-10"),
    ("3-10 november", "2026-11-03/2026-11-10"),
    ("fra d. 3. til d. 10. november", "2026-11-03/2026-11-10"),
    ("den 3. til den 10. november 2025", "2025-11-03/2025-11-10"),
    ("3.-10.11.", "2026-11-03/2026-11-10"),
    ("3-10/11", "2026-11-03/2026-11-10"),
    ("3/11-10/11", "2026-11-03/2026-11-10"),
    ("1.11.-3.11.2026", "2026-11-01/2026-11-03"),
    ("2026-11-03 til 2026-11-10", "2026-11-03/2026-11-10"),
    ("3. november til i går", "2026-11-03/2026-11-19"),
    ("3. november til nu", "2026-11-03/2026-11-20"),
    ("fra 3. november indtil i dag", "2026-11-03/2026-11-20"),
    ("fra 3. november og til i går", "2026-11-03/2026-11-19"),
    ("3. oktober frem til 10. november", "2026-10-03/2026-11-10"),
    ("mellem 3. og 10. november", "2026-11-03/2026-11-10"),
    ("mellem mandag og onsdag", "2026-11-16/2026-11-18"),
    ("fra mandag til onsdag", "2026-11-16/2026-11-18"),
    ("mandag-onsdag", "2026-11-16/2026-11-18"),
    ("fra i mandags til i går", "2026-11-16/2026-11-19"),
    ("fra torsdag til mandag", "2026-11-12/2026-11-16"),
    ("fra fredag til mandag", "2026-11-13/2026-11-16"),
    ("fra i mandags til i fredags", "2026-11-09/2026-11-13"),
    ("fra i mandags til mandag", "2026-11-09/2026-11-16"),
    ("from 3 to 10 November", "2026-11-03/2026-11-10"),
    ("from the 3rd to the 10th of November", "2026-11-03/2026-11-10"),
    ("3 November until yesterday", "2026-11-03/2026-11-19"),
    ("November 3-10", "2026-11-03/2026-11-10"),
    ("from November 3 to 10", "2026-11-03/2026-11-10"),
    ("between 3 and 10 November", "2026-11-03/2026-11-10"),
    ("from Monday to Wednesday", "2026-11-16/2026-11-18"),
    ("two weeks ago to yesterday", "2026-11-06/2026-11-19"),
    ("for to uger siden til i går", "2026-11-06/2026-11-19"),
    ("fra 3. november til 10. november 2025", "2025-11-03/2025-11-10"),
    ("24. december til 3. januar", "2025-12-24/2026-01-03"),
    # with clocks
    ("i går kl. 9-11", "2026-11-19T09:00/2026-11-19T11:00"),
    ("i går kl. 9 til kl. 11.30", "2026-11-19T09:00/2026-11-19T11:30"),
    ("mandag kl. 9-11", "2026-11-16T09:00/2026-11-16T11:00"),
    ("kl. 9-11", "2026-11-20T09:00/2026-11-20T11:00"),
    ("9 am to 11 am", "2026-11-20T09:00/2026-11-20T11:00"),
    ("3. november kl. 9 til 10. november", "2026-11-03T09:00/2026-11-10"),
    ("3. november til 10. november kl. 9", "2026-11-03/2026-11-10T09:00"),
    ("from yesterday at 9 to today at 10:30", "2026-11-19T09:00/2026-11-20T10:30"),
    # and it goes on
    ("siden 3. november", "2026-11-03/2026-11-20"),
    ("since 3 November", "2026-11-03/2026-11-20"),
    ("lige siden i mandags", "2026-11-16/2026-11-20"),
    ("since Monday", "2026-11-16/2026-11-20"),
    ("siden i går kl. 9", "2026-11-19T09:00/2026-11-20"),
    ("siden for en uge siden", "2026-11-13/2026-11-20"),
    ("siden i dag", "2026-11-20"),
]

FINDINGS = [
    ("fundet i går", "found:2026-11-19"),
    ("Fundet: i går", "found:2026-11-19"),
    ("jeg fandt det i går kl. 9", "found:2026-11-19T09:00"),
    ("Jeg fandt det først i mandags.", "found:2026-11-16"),
    ("det fandt jeg i går", "found:2026-11-19"),
    ("det blev fundet i går", "found:2026-11-19"),
    ("fandt opslaget 3. november", "found:2026-11-03"),
    ("jeg fandt ud af det i går", "found:2026-11-19"),
    ("opdaget mandag", "found:2026-11-16"),
    ("vi opdagede det den 3. november", "found:2026-11-03"),
    ("så det i går", "found:2026-11-19"),
    ("jeg så først beskeden i morges", "found:2026-11-20"),
    ("set i går", "found:2026-11-19"),
    ("jeg har først set det i dag", "found:2026-11-20"),
    ("jeg blev opmærksom på det i mandags", "found:2026-11-16"),
    ("found yesterday", "found:2026-11-19"),
    ("I found it on Monday", "found:2026-11-16"),
    ("I found it at 9 am yesterday", "found:2026-11-19T09:00"),
    ("we only discovered it today at 9:15", "found:2026-11-20T09:15"),
    ("first seen 3 November", "found:2026-11-03"),
    ("it was found a week ago", "found:2026-11-13"),
    ("ved ikke, men fundet i går", "found:2026-11-19"),
    ("Det ved jeg ikke. Jeg fandt det i går", "found:2026-11-19"),
    ("ved ikke hvornår, men jeg så det mandag kl. 8", "found:2026-11-16T08:00"),
    ("I don\u2019t know, but I found it yesterday", "found:2026-11-19"),
    ("unknown, found yesterday", "found:2026-11-19"),
    ("fundet mellem 3. og 10. november", "found:2026-11-03/2026-11-10"),
]

REFUSED = [
    # weekdays that are two days
    ("siden fredag", "today, or a week ago"),
    ("fundet fredag", "today, or a week ago"),
    ("fra mandag til fredag", "this week, or the last"),
    ("mandag til mandag", "a day, or a week"),
    ("fra mandag kl. 9 til mandag kl. 11", "two hours, or a week"),
    ("fra mandag til 16. november kl. 9", "a day, or a week"),
    # numbers that are two things
    ("3-10-11", "a day in 2011, or 3 to 10 November"),
    ("3 - 10", "hours or days"),
    ("3/11 til 10", "10 o'clock, or 10 November"),
    ("3. november 9-11", "hours, or days"),
    ("i går kl. 9.30-19.11", "until 19:11, or until 19 November"),
    ("9 til 11", "hours or days"),
    ("fra 3. november 2025 til 10. november", "eight days, or a year"),
    # periods that cannot be
    ("fra 10. til 3. november", "ends before it begins"),
    ("10. november til 3. november", "ends before it begins"),
    ("10.11.2026 - 3.11.2026", "ends before it begins"),
    ("fra i går til mandag", "ends before it begins"),
    ("i går kl. 11-9", "ends before it begins"),
    ("fra i går kl. 22 til kl. 2", "ends before it begins"),
    ("fra i dag til i dag", "no period"),
    ("3.-3. november", "no period"),
    ("fra 3. november til 1. december 2026", "ends in the future"),
    ("fra i går til i morgen", "ends in the future"),
    ("fra mandag til næste mandag", "ends in the future"),
    ("i dag kl. 14-16", "ends in the future"),
    ("siden 21. november 2026", "begins in the future"),
    ("31. til 31. november", "no 31 November"),
    ("fra 31. til 3. november", "no 31 November"),
    ("fra 3. november", "from then on, or a letter from that day"),
    ("til i går", "no beginning"),
    ("mellem mandag", "no end"),
    ("mellem 3. november til 10. november", "half of each"),
    ("siden november", "which day"),
    ("siden", "which day"),
    ("fra kl. 9 til i går", "9 o'clock on which day"),
    ("3. november til kl. 10", "10 o'clock on which day"),
    ("3. til i går", "the third of which month"),
    # findings that cannot be
    ("fundet", "when"),
    ("jeg fandt det", "when"),
    ("fundet i morgen", "in the future"),
    ("jeg finder det i morgen", "in the future"),
    ("så i går", "so, or saw"),
    ("det er fra mandag, men jeg fandt det i går", "two answers"),
    ("fundet i går eller i dag", "one of two"),
    ("fundet af Mette i går", "a sentence"),
    ("found 5", "which"),
    ("found:2026-11-19/", "half an answer"),
    # nobody knows
    ("ved ikke", "unknown"),
    ("unknown", "unknown"),
    ("?", "unknown"),
    ("i går?", "not sure"),
    ("ved ikke, i går", "known or not"),
    ("ved ikke, men måske i går", "not sure"),
    ("ved ikke, men fundet", "when"),
]

UNKNOWN = [
    "ved ikke",
    "Det ved jeg ikke.",
    "ved ikke hvornår",
    "Det kan jeg ikke huske",
    "ingen anelse!",
    "I don't know",
    "I don\u2019t know when",
    "do not know",
    "Unknown",
    "not sure",
    "?",
    " ??",
    "ved ikke?",
]
KNOWN = ["", " ", ".", "i går", "i går?", "ved ikke, men fundet i går", "ved", "ikke", "? i går", "x" * 500]


@pytest.mark.parametrize(("text", "answer"), PERIODS)
def test_a_period_is_understood_as_people_write_it(text: str, answer: str) -> None:
    assert understood_when(text, NOW, COPENHAGEN) == answer


@pytest.mark.parametrize(("text", "answer"), FINDINGS)
def test_what_was_only_found_is_not_taken_to_have_happened_then(text: str, answer: str) -> None:
    assert understood_when(text, NOW, COPENHAGEN) == answer


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_what_is_to_come_or_unclear_is_asked_again(text: str, why: str) -> None:
    assert understood_when(text, NOW, COPENHAGEN) is None, why


def test_a_period_until_today_ends_on_the_employee_s_own_day() -> None:
    at = local("Sat 2026-11-21 00:30")
    assert understood_when("siden i går", at, COPENHAGEN) == "2026-11-20/2026-11-21"
    assert understood_when("siden i går", at, ZoneInfo("America/Nuuk")) == "2026-11-19/2026-11-20"


@pytest.mark.parametrize("text", UNKNOWN)
def test_who_does_not_know_can_be_asked_when_they_found_it(text: str) -> None:
    assert is_unknown(text)
    assert understood_when(text, NOW, COPENHAGEN) is None


@pytest.mark.parametrize("text", KNOWN)
def test_who_says_anything_else_is_not_taken_not_to_know(text: str) -> None:
    assert not is_unknown(text)


LONG = [
    ",",
    "1,",
    "a ",
    "9",
    "kl.",
    "1-",
    "1 til ",
    "fundet ",
    "i går - ",
    "mellem 3. og ",
    "? ",
    "ved ikke, ",
]


@pytest.mark.parametrize("length", [90, 120, 200, 40_000])
@pytest.mark.parametrize("piece", LONG)
def test_long_texts_are_no_date_and_cost_no_time(piece: str, length: int) -> None:
    text = (piece * length)[:length]
    begun = time.process_time()
    assert understood_when(text, NOW, COPENHAGEN) is None
    is_unknown(text)
    assert time.process_time() - begun < 10
