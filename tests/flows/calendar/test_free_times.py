"""A slot that is offered suits everybody, and none that comes earlier would have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.calendar.free_times import Availability, MeetingWanted, free_slots
from flows.calendar.working_time import COPENHAGEN, Calendar

LARS, METTE = "U0LARS", "U0METTE"
HALF, HOUR, DAY, WEEK = timedelta(minutes=30), timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
MINUTE = timedelta(minutes=1)
MIDNIGHT = datetime(2026, 11, 23, tzinfo=COPENHAGEN)
"""A Monday."""

BOTH = {LARS: Calendar(), METTE: Calendar()}


def view(*busy: tuple[int, int, str], days: int = 7) -> str:
    """A view from midnight in half hours: free, but for `mark` from one half hour to another."""
    marks = ["0"] * (48 * days)
    for first, after, mark in busy:
        marks[first:after] = mark * (after - first)
    return "".join(marks)


def at(day: int, hour: int, minute: int = 0) -> int:
    """The half hour that begins then, counted from the Monday's midnight."""
    return day * 48 + hour * 2 + minute // 30


def offered(views: Mapping[str, str], calendars: Mapping[str, Calendar] = BOTH, **changes: Any) -> list[str]:
    """The slots of an hour in that week, as the clock in Copenhagen shows them."""
    asked = {"begins": MIDNIGHT, "not_before": MIDNIGHT, "until": MIDNIGHT + WEEK, "length": HOUR} | changes
    return [
        start.astimezone(COPENHAGEN).strftime("%a %d %H:%M")
        for start in found({"views": views, "calendars": calendars} | asked)
    ]


def found(asked: Mapping[str, Any]) -> tuple[datetime, ...]:
    """The slots of what is asked for, by the names of its parts."""
    seen = Availability(asked["begins"], asked["views"], asked.get("minutes", 30))
    wanted = MeetingWanted(asked["not_before"], asked["until"], asked["length"])
    return free_slots(seen, asked["calendars"], wanted, asked.get("most", 3))


def test_free_people_meet_twice_on_the_first_day_and_once_on_the_next() -> None:
    assert offered({LARS: view(), METTE: view()}) == ["Mon 23 08:00", "Mon 23 09:00", "Tue 24 08:00"]


def test_what_one_of_them_has_blocks_both() -> None:
    lars = view((at(0, 8), at(0, 12), "2"))
    mette = view((at(0, 12, 30), at(0, 15), "2"), (at(1, 0), at(2, 0), "3"))
    assert offered({LARS: lars, METTE: mette}) == ["Mon 23 15:00", "Wed 25 08:00", "Wed 25 09:00"]


@pytest.mark.parametrize(
    ("mark", "first"),
    [
        ("0", "Mon 23 08:00"),
        ("1", "Mon 23 09:30"),
        ("2", "Mon 23 09:30"),
        ("3", "Mon 23 09:30"),
        ("4", "Mon 23 08:00"),
        ("?", "Mon 23 09:30"),
    ],
)
def test_only_free_and_working_elsewhere_are_free(mark: str, first: str) -> None:
    assert offered({LARS: view((at(0, 8), at(0, 9, 30), mark))})[0] == first


def test_somebody_whose_calendar_is_unknown_blocks_nothing() -> None:
    busy = view((at(0, 0), at(1, 0), "2"))
    assert offered({LARS: "", METTE: busy}) == ["Tue 24 08:00", "Tue 24 09:00", "Wed 25 08:00"]
    assert offered({LARS: "", METTE: ""}) == offered({}) == ["Mon 23 08:00", "Mon 23 09:00", "Tue 24 08:00"]


def test_nothing_is_offered_beyond_what_a_calendar_tells() -> None:
    assert offered({LARS: view(days=1), METTE: ""}) == ["Mon 23 08:00", "Mon 23 09:00"]


def test_a_slot_ends_by_closing_time_and_by_the_last_moment() -> None:
    lars = view((at(0, 0), at(0, 15), "2"), (at(0, 16), at(7, 0), "2"))
    assert offered({LARS: lars}) == ["Mon 23 15:00"]
    assert offered({LARS: lars}, until=MIDNIGHT + timedelta(hours=16)) == ["Mon 23 15:00"]
    assert offered({LARS: lars}, until=MIDNIGHT + timedelta(hours=15, minutes=59)) == []
    late = view((at(0, 0), at(0, 15, 30), "2"))
    assert offered({LARS: late})[0] == "Tue 24 08:00"


def test_a_slot_begins_at_the_next_half_hour_and_never_before_now() -> None:
    now = MIDNIGHT + timedelta(hours=9, minutes=30)
    assert offered({}, not_before=now)[0] == "Mon 23 09:30"
    assert offered({}, not_before=now + timedelta(seconds=1))[0] == "Mon 23 10:00"
    assert offered({}, not_before=MIDNIGHT + timedelta(hours=15, seconds=1))[0] == "Tue 24 08:00"
    assert offered({}, not_before=MIDNIGHT - WEEK)[0] == "Mon 23 08:00"


def test_weekends_holidays_and_the_organisations_own_days_are_passed_over() -> None:
    easter = datetime(2026, 4, 1, 14, tzinfo=COPENHAGEN)
    slots = offered({}, begins=easter, not_before=easter, until=easter + WEEK)
    assert slots == ["Wed 01 14:00", "Wed 01 15:00", "Tue 07 08:00"]
    own = {LARS: Calendar(closed=frozenset({date(2026, 11, 23)})), METTE: Calendar()}
    assert offered({}, own)[0] == "Tue 24 08:00"


def test_people_in_two_zones_meet_in_the_hours_they_share() -> None:
    nuuk = {LARS: Calendar(), METTE: Calendar(zone=ZoneInfo("America/Nuuk"))}
    assert offered({}, nuuk) == ["Mon 23 11:00", "Mon 23 12:00", "Tue 24 11:00"]
    bangkok = {LARS: Calendar(), METTE: Calendar(zone=ZoneInfo("Asia/Bangkok"))}
    assert offered({}, bangkok) == ["Mon 23 08:00", "Mon 23 09:00", "Tue 24 08:00"]
    auckland = {LARS: Calendar(), METTE: Calendar(zone=ZoneInfo("Pacific/Auckland"))}
    assert offered({}, auckland) == []


def test_a_day_is_the_first_persons() -> None:
    auckland = {METTE: Calendar(zone=ZoneInfo("Pacific/Auckland"))}
    assert offered({}, auckland) == ["Mon 23 00:00", "Mon 23 01:00", "Mon 23 20:00"]


def test_half_hours_are_those_of_the_first_person() -> None:
    kathmandu = Calendar(zone=ZoneInfo("Asia/Kathmandu"))
    assert offered({}, {METTE: kathmandu, LARS: Calendar()})[0] == "Mon 23 08:15"
    assert offered({}, {LARS: Calendar(), METTE: kathmandu})[0] == "Mon 23 08:00"


@pytest.mark.parametrize(
    ("friday", "slots"),
    [
        (date(2026, 3, 27), ["Fri 27 15:00", "Mon 30 08:00", "Mon 30 09:00"]),
        (date(2026, 10, 23), ["Fri 23 15:00", "Mon 26 08:00", "Mon 26 09:00"]),
    ],
)
def test_views_count_elapsed_half_hours_over_a_clock_change(friday: date, slots: list[str]) -> None:
    now = datetime.combine(friday, time(15), COPENHAGEN)
    monday = datetime.combine(friday + 3 * DAY, time(8), COPENHAGEN)
    before = int((monday.astimezone(UTC) - now.astimezone(UTC)) / HALF)
    lars = "00" + "2" * (before - 2) + "0" * 16
    assert offered({LARS: lars}, begins=now, not_before=now, until=now + WEEK) == slots


@pytest.mark.parametrize("length", [HALF, HOUR, timedelta(minutes=45)])
def test_longer_meetings_take_more_of_a_view(length: timedelta) -> None:
    lars = view((at(0, 0), at(0, 9), "2"), (at(0, 9, 30), at(0, 13), "2"))
    assert offered({LARS: lars}, length=length)[0] == ("Mon 23 09:00" if length == HALF else "Mon 23 13:00")


def test_what_cannot_be_searched_is_refused() -> None:
    for changes in ({"calendars": {}}, {"length": timedelta()}, {"minutes": 0}):
        with pytest.raises(ValueError):
            offered({}, **changes)
    with pytest.raises(TypeError):
        offered({}, not_before=MIDNIGHT.replace(tzinfo=None))


ZONES = ["Europe/Copenhagen", "Europe/London", "America/Nuuk", "Asia/Kathmandu"]
calendars = st.builds(
    lambda zone, opens, closed: Calendar(ZoneInfo(zone), time(opens), time(opens + 8), closed),
    st.sampled_from(ZONES),
    st.integers(6, 10),
    st.frozensets(st.integers(0, 30).map(lambda n: date(2026, 10, 1) + n * DAY), max_size=4),
)
runs = st.lists(st.tuples(st.sampled_from("0004123?"), st.integers(4, 60)), min_size=10, max_size=40)
views = st.just("") | runs.map(lambda found: "".join(mark * count for mark, count in found))
moments = st.integers(0, 36 * 24 * 60).map(lambda n: datetime(2026, 10, 1, tzinfo=UTC) + n * MINUTE)


@st.composite
def searches(draw: st.DrawFn) -> dict[str, Any]:
    """A search over some days of October or early November 2026, when the clocks go back."""
    begins = draw(moments)
    return {
        "views": draw(st.dictionaries(st.sampled_from([LARS, METTE]), views)),
        "calendars": draw(st.dictionaries(st.sampled_from([LARS, METTE]), calendars, min_size=1)),
        "begins": begins,
        "not_before": begins + draw(st.integers(-24 * 60, 48 * 60)) * MINUTE,
        "until": begins + 8 * DAY - draw(st.integers(0, 9 * 24 * 60)) * MINUTE,
        "length": draw(st.integers(1, 18)) * 5 * MINUTE,
        "minutes": draw(st.sampled_from([30, 15, 60])),
        "most": draw(st.sampled_from([3, 5, 1, 0])),
    }


def suits(start: datetime, asked: dict[str, Any]) -> bool:
    """Whether everybody is at work and free in every minute, read off their own clocks one by one."""
    minutes = [start + n * MINUTE for n in range(int(asked["length"] / MINUTE))]
    cells = [int((minute - asked["begins"]) / MINUTE) // asked["minutes"] for minute in minutes]
    seen = [view for view in asked["views"].values() if view]
    return all(n < len(view) and view[n] in "04" for view in seen for n in cells) and all(
        is_at_work(calendar, minute) for calendar in asked["calendars"].values() for minute in minutes
    )


def is_at_work(calendar: Calendar, minute: datetime) -> bool:
    """Whether that minute passes inside opening hours."""
    shown = minute.astimezone(calendar.zone)
    return calendar.is_working_day(shown.date()) and calendar.opens <= shown.time() < calendar.closes


def earliest(asked: dict[str, Any]) -> Iterator[datetime]:
    """Every start that suits, minute by minute."""
    zone = next(iter(asked["calendars"].values())).zone
    start = max(asked["begins"], asked["not_before"])
    while start + asked["length"] <= asked["until"]:
        if start.astimezone(zone).minute in {0, 30} and suits(start, asked):
            yield start
        start += MINUTE


def spread(asked: dict[str, Any]) -> tuple[datetime, ...]:
    """Of all starts that suit, the earliest that are real choices: a second way to the same answer."""
    zone = next(iter(asked["calendars"].values())).zone
    chosen: list[datetime] = []
    for start in earliest(asked):
        same_day = [c for c in chosen if c.astimezone(zone).date() == start.astimezone(zone).date()]
        if (
            len(chosen) < asked["most"]
            and len(same_day) < 2
            and all(c + asked["length"] <= start for c in chosen)
        ):
            chosen.append(start)
    return tuple(chosen)


@given(searches())
def test_the_slots_are_the_earliest_that_suit_everybody(asked: dict[str, Any]) -> None:
    slots = found(asked)
    assert slots == spread(asked)
    assert all(start.tzinfo is UTC for start in slots)


@given(searches())
def test_a_busier_calendar_never_gives_an_earlier_slot(asked: dict[str, Any]) -> None:
    busier = {person: seen.replace("0", "2", 5) for person, seen in asked["views"].items()}
    fewer, more = found(asked | {"views": busier}), found(asked)
    assert all(later >= earlier for later, earlier in zip(fewer, more, strict=False))
    assert len(fewer) <= len(more)


@given(searches(), st.sampled_from(ZONES))
def test_how_the_moments_are_written_changes_nothing(asked: dict[str, Any], zone: str) -> None:
    written = {key: asked[key].astimezone(ZoneInfo(zone)) for key in ("begins", "not_before", "until")}
    assert found(asked | written) == found(asked)
