"""Which way an incident is registered, and until when."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.procedure.registering import REASONS, Circumstances, easy_deadline, routes
from flows.words import Voice
from tests.flows.given import CALENDAR, local

HAPPENED = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)

# is_absent, may_claim, is_over_five_days
ROUTES = [
    (True, False, False, ("easy",)),
    (True, None, None, ("easy",)),
    (False, True, False, ("easy",)),
    (None, True, None, ("easy",)),
    (True, True, True, ("easy", "disease")),
    (False, False, False, ("incident",)),
    (None, None, None, ("incident",)),
    (None, False, None, ("incident",)),
    (False, False, True, ("incident", "disease")),
    (None, None, True, ("incident", "disease")),
]


@pytest.mark.parametrize(("is_absent", "may_claim", "is_long", "expected"), ROUTES)
def test_absence_and_costs_lead_to_easy_and_all_else_is_an_incident(
    is_absent: bool | None, may_claim: bool | None, is_long: bool | None, expected: tuple[str, ...]
) -> None:
    assert routes(Circumstances(is_absent, None, may_claim, is_long)) == expected


# Each worked out on the printed calendar; 24.00 of the last day is 00.00 of the day after.
DEADLINES = [
    # Absence from Monday 23 November: until Monday 7 December 24.00.
    (True, MONDAY, False, HAPPENED, "Tue 2026-12-08 00:00"),
    # Only a claim: from Friday 20 November until Friday 4 December 24.00.
    (False, None, True, HAPPENED, "Sat 2026-12-05 00:00"),
    # Both: the earlier of them.
    (True, MONDAY, True, HAPPENED, "Sat 2026-12-05 00:00"),
    # Absent, and nobody has said since when: from the day it happened.
    (True, None, None, HAPPENED, "Sat 2026-12-05 00:00"),
    # The day of absence may come long after.
    (True, date(2027, 1, 4), None, HAPPENED, "Tue 2027-01-19 00:00"),
    # Over the clock change of 25 October.
    (True, date(2026, 10, 20), None, date(2026, 10, 19), "Wed 2026-11-04 00:00"),
    # Over the clock change of 29 March.
    (True, date(2026, 3, 23), None, date(2026, 3, 20), "Tue 2026-04-07 00:00"),
    # Over the year's end, on a holiday all the same.
    (False, None, True, date(2026, 12, 18), "Sat 2027-01-02 00:00"),
]


@pytest.mark.parametrize(("is_absent", "first_day", "may_claim", "happened", "expected"), DEADLINES)
def test_easy_has_fourteen_calendar_days(
    is_absent: bool, first_day: date | None, may_claim: bool | None, happened: date, expected: str
) -> None:
    found = easy_deadline(Circumstances(is_absent, first_day, may_claim, None), happened, CALENDAR)
    assert found == local(expected)


def test_the_days_end_on_the_clock_of_the_calendar() -> None:
    nuuk = ZoneInfo("America/Nuuk")
    found = easy_deadline(Circumstances(True, MONDAY, None, None), HAPPENED, CALENDAR.in_zone(nuuk))
    assert found == local("Tue 2026-12-08 00:00", nuuk)


def test_a_day_that_nobody_is_absent_from_counts_for_nothing() -> None:
    for is_absent in (False, None):
        assert easy_deadline(Circumstances(is_absent, MONDAY, None, None), HAPPENED, CALENDAR) is None


maybe = st.sampled_from([True, False, None])
days = st.dates(date(2026, 1, 1), date(2030, 12, 31))
circumstances = st.builds(Circumstances, maybe, st.none() | days, maybe, maybe)


@given(circumstances, days)
def test_there_is_a_deadline_when_easy_is_the_way_and_never_else(c: Circumstances, happened: date) -> None:
    found = easy_deadline(c, happened, CALENDAR)
    assert (found is not None) == ("easy" in routes(c))
    if found:
        last = found.astimezone(CALENDAR.zone).date() - timedelta(days=1)
        assert last - timedelta(days=14) in {happened, c.first_day}


@given(circumstances, days)
def test_more_known_never_moves_the_deadline_later(c: Circumstances, happened: date) -> None:
    more = Circumstances(c.is_absent, c.first_day, True, c.is_over_five_days)
    before, after = (easy_deadline(known, happened, CALENDAR) for known in (c, more))
    assert after
    assert before is None or after <= before


@given(circumstances)
def test_one_of_easy_and_incident_comes_first(c: Circumstances) -> None:
    assert routes(c)[0] in {"easy", "incident"}
    assert len(set(routes(c))) == len(routes(c))


@pytest.mark.parametrize("route", ["easy", "incident", "disease"])
def test_every_way_says_why_and_where_it_is_written(route: str) -> None:
    why, source = (Voice("da")(text) for text in REASONS[route])  # type: ignore[index]
    assert why.endswith(".")
    assert "tjekket den 22. november 2026" in source
    assert (".dk" in source) is True
