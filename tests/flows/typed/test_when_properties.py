"""Over every zone, text and clock change: no answer lies in the future or starts the 72 hours too late."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from flows.calendar.working_time import COPENHAGEN
from flows.typed.when import FIRST_YEAR, earliest_moment, is_answer, is_unknown, span, understood_when
from tests.flows.given import METTE, context, local, view

NOW = local("Fri 2026-11-20 15:00")
NUUK = ZoneInfo("America/Nuuk")
HAVANA = ZoneInfo("America/Havana")
"""Its clocks change at midnight, so that a day begins at one."""

CLOCK_CHANGES = [
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2026, 3, 8),
    date(2026, 11, 1),
    date(2026, 9, 27),
]
zones = st.sampled_from(
    [COPENHAGEN, NUUK, HAVANA, ZoneInfo("Pacific/Auckland"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("UTC")]
)
days = st.integers(0, 3000).map(lambda back: date(2026, 11, 20) - timedelta(days=back))
near_a_change = st.builds(
    lambda day, off: day + timedelta(days=off), st.sampled_from(CLOCK_CHANGES), st.integers(-1, 1)
)
minutes = st.integers(0, 24 * 60 - 1).map(lambda m: f"T{m // 60:02}:{m % 60:02}")
one_moment = st.builds(lambda day, clock: f"{day}{clock}", near_a_change | days, st.just("") | minutes)
answers = st.builds(
    lambda found, first, last: f"{found}{first}{last}",
    st.sampled_from(["", "found:"]),
    one_moment,
    st.just("") | one_moment.map("/{}".format),
)
moments = st.integers(0, 6 * 365 * 24 * 60).map(
    lambda m: datetime(2022, 1, 1, tzinfo=UTC) + timedelta(minutes=m)
)
moments_near_a_change = st.builds(
    lambda day, m: datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=m),
    near_a_change,
    st.integers(0, 2 * 24 * 60),
)
PIECES = """i dag går forgårs på sidste om en 3 13 31 2 11 . / - : kl. at 14.30 2026 am pm mandag fredags
friday november feb uge dage siden ago den ? eller 00 59 fra til mellem og from to between and since 2. 02
fundet jeg fandt det found it så ved ikke, men to 25. oktober 29. marts"""
words = st.lists(st.sampled_from(PIECES.split()), max_size=9)
texts = st.text(max_size=200) | words.map(" ".join) | words.map("".join)


def instants(answer: str, zone: ZoneInfo) -> list[datetime]:
    """The ends of all that the answer can mean, an hour that came twice taken both times."""
    said = span(answer)
    first, last = said.first.clock or time.min, said.last.clock or time.max
    ends = [datetime.combine(said.first.day, first, zone), datetime.combine(said.last.day, last, zone)]
    if said.first.clock is None:
        ends += [datetime.combine(said.first.day, time(hour, 30), zone) for hour in range(24)]
    return [end.replace(fold=fold).astimezone(UTC) for end in ends for fold in (0, 1)]


@given(answers, moments | moments_near_a_change, zones)
@example("2026-10-25T02:30", datetime(2026, 10, 25, 0, 45, tzinfo=UTC), COPENHAGEN)
@example("2026-03-29T02:30/2026-03-29", datetime(2026, 3, 29, 1, 45, tzinfo=UTC), COPENHAGEN)
@example("2026-03-08", datetime(2026, 3, 8, 5, 0, tzinfo=UTC), HAVANA)
def test_nothing_the_answer_can_mean_is_earlier_than_its_earliest_moment(
    answer: str, now: datetime, zone: ZoneInfo
) -> None:
    if is_answer(answer, now, zone):
        earliest = earliest_moment(answer, zone)
        assert earliest <= now
        assert all(earliest <= instant for instant in instants(answer, zone))


@given(texts, moments | moments_near_a_change, zones)
@example("kl. 02.50", datetime(2026, 3, 29, 1, 10, tzinfo=UTC), COPENHAGEN)  # an hour that never was
@example("kl. 02.10", datetime(2026, 10, 25, 0, 15, tzinfo=UTC), COPENHAGEN)  # the first of two
def test_what_is_understood_is_always_an_answer_of_a_time_that_has_been(
    text: str, now: datetime, zone: ZoneInfo
) -> None:
    answer = understood_when(text, now, zone)
    if answer is not None:
        assert is_answer(answer, now, zone)
        assert earliest_moment(answer, zone) <= now
        assert str(span(answer)) == answer
        assert not is_unknown(text)


@given(st.text("0123456789-/T: found", max_size=40) | st.text(max_size=40), zones)
def test_whatever_comes_back_from_a_button_is_an_answer_or_not(value: str, zone: ZoneInfo) -> None:
    if is_answer(value, NOW, zone):
        assert span(value).first.day.year >= FIRST_YEAR


@given(answers)
def test_what_is_shown_can_be_typed(answer: str) -> None:
    if is_answer(answer, NOW, COPENHAGEN):
        said = span(answer)
        for language in ("da", "en"):
            shown = view(context(language=language), METTE).answer_date(answer)
            understood = understood_when(shown, NOW, COPENHAGEN)
            assert understood == str(said), shown
