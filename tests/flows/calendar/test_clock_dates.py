"""The clocks against the printed calendar, row by row."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time

from flows.calendar.working_time import COPENHAGEN, hours_after
from tests.flows.calendar import clock_dates as by_hand

Check = tuple[object, object, object]
"""A row, what the code answers and what was worked out by hand."""

FEWEST = 200
HALF_PAST_EIGHT = time(8, 30)


def _moment(text: str) -> datetime:
    """'Sun 2026-10-25 02:30+01:00', on Copenhagen's clock where no offset is written; the weekday checked."""
    weekday, written = text.split(" ", 1)
    at = datetime.fromisoformat(written)
    assert at.strftime("%a") == weekday, text
    return (at if at.tzinfo else at.replace(tzinfo=COPENHAGEN)).astimezone(UTC)


def _day(text: str) -> date:
    """'Thu 2026-04-02', the weekday checked."""
    return _moment(f"{text} 12:00").date()


def _spans() -> Iterator[Check]:
    for row in by_hand.WORKING_HOURS:
        calendar, at, hours, until = row
        yield row, calendar.add_working_hours(_moment(at), hours), _moment(until)
    for row in by_hand.WORKING_DAYS:
        calendar, at, days, until = row
        yield row, calendar.add_working_days(_moment(at), days), _moment(until)
    for at, hours, until in by_hand.ELAPSED_HOURS:
        yield (at, hours, until), hours_after(_moment(at), hours), _moment(until)
    for calendar, first, last, end in by_hand.FOURTEEN_DAYS:
        ends = calendar.add_calendar_days(_day(first), 14)
        yield (calendar, first, last, end), ends, _moment(end)
        assert (_day(last) - _day(first)).days == 14, first


def _neighbours() -> Iterator[Check]:
    for calendar, day, is_open in by_hand.DAYS:
        yield (calendar, day), calendar.is_working_day(_day(day)), is_open
    for calendar, at, end in by_hand.ENDS_OF_DAY:
        yield (calendar, at, end), calendar.end_of_working_day(_moment(at)), _moment(end)
    for row in by_hand.AROUND:
        calendar, at, before, following = row
        moment = _moment(at)
        answer = calendar.last_working_time_before(moment), calendar.next_working_time(moment)
        yield row, answer, (_moment(before), _moment(following))
    for calendar, at, monday in by_hand.MONDAYS:
        yield (calendar, at, monday), calendar.monday_at(_moment(at), HALF_PAST_EIGHT), _moment(monday)


def test_the_clocks_agree_with_the_printed_calendar(record_property: Callable[[str, str], None]) -> None:
    checks = [*_spans(), *_neighbours()]
    wrong = [(row, str(answer)) for row, answer, expected in checks if answer != expected]
    record_property("measured", f"{len(checks)} clock dates: {len(wrong)} wrong")
    assert wrong == []
    assert len(checks) >= FEWEST


def test_no_date_is_counted_twice() -> None:
    rows = [row for row, _, _ in [*_spans(), *_neighbours()]]
    assert len(rows) == len(set(rows))
