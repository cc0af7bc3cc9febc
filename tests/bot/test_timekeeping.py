"""By which clock Værn lives, when its machine's is set and Slack tells the time or is silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.timekeeping import AGREES, LONGEST_DOUBT, Timekeeper
from tests.bot.raw_http import json, served

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass
class Life:
    """A machine whose clock somebody sets, and how much time really passes."""

    passed: timedelta = timedelta()
    off: timedelta = timedelta()
    stopped: timedelta = timedelta()
    """For how long the process is stopped as soon as it has read a clock."""

    def __post_init__(self) -> None:
        self.keeper = Timekeeper(self._wall, self._monotonic)

    def _wall(self) -> datetime:
        read = self.real + self.off
        self._is_stopped()
        return read

    def _monotonic(self) -> float:
        read = self.passed.total_seconds()
        self._is_stopped()
        return read

    def _is_stopped(self) -> None:
        self.passed += self.stopped
        self.stopped = timedelta()

    @property
    def real(self) -> datetime:
        """What Slack's clock shows."""
        return NOON + self.passed

    def goes_on(self, span: timedelta) -> None:
        """So much time passes, with a look at its end."""
        self.passed += span
        self.keeper.look()

    def is_set(self, off: timedelta) -> None:
        """Somebody sets the machine's clock so far from the right time."""
        self.off = off
        self.keeper.look()

    def hears(self) -> None:
        """Slack tells the time."""
        self.keeper.hear(self.real, self.passed.total_seconds())

    @property
    def wrong(self) -> timedelta:
        """How far the time by which Værn lives is from the right one."""
        return abs(self.keeper.now() - self.real)


def test_a_clock_that_goes_right_is_asked_for_nothing() -> None:
    life = Life()
    for _ in range(100):
        life.goes_on(HOUR)
    life.hears()
    assert (life.keeper.state, life.keeper.is_to_be_told, life.keeper.moves) == ("own", False, 1)


@pytest.mark.parametrize("at", ["a look", "an answer"])
def test_a_process_that_is_stopped_between_two_clocks_takes_that_for_no_jump(at: str) -> None:
    life = Life()
    life.stopped = 2 * HOUR
    told = life.real + life.stopped
    life.keeper.look() if at == "a look" else life.keeper.hear(told, 0.0)
    assert (life.keeper.state, life.keeper.is_to_be_told, life.keeper.moves) == ("own", False, 1)


@pytest.mark.parametrize("off", [-3 * DAY, -2 * HOUR, 2 * HOUR, 3 * DAY, 20_000 * DAY])
def test_a_jump_is_told_and_doubted_and_time_goes_on_as_if_nobody_had_set_it(off: timedelta) -> None:
    life = Life()
    life.is_set(off)
    assert life.keeper.state == "doubted"
    assert life.keeper.is_to_be_told
    assert not life.keeper.is_confirmed
    life.goes_on(MINUTE)
    assert life.wrong == timedelta()


@pytest.mark.parametrize("off", [-40 * DAY, -2 * HOUR, 30 * MINUTE, 3 * DAY])
def test_a_jump_changes_no_time_before_anybody_has_looked_at_it(off: timedelta) -> None:
    life = Life()
    life.goes_on(HOUR)
    life.off = off
    assert life.wrong == timedelta()
    life.passed += MINUTE
    assert life.wrong == timedelta()


def test_a_clock_that_is_set_by_little_counts_at_once() -> None:
    life = Life()
    life.off = 4 * MINUTE
    assert life.wrong == 4 * MINUTE
    assert life.keeper.state == "own"


def test_slack_s_time_counts_until_the_clock_agrees_with_it() -> None:
    life = Life()
    life.is_set(3 * DAY)
    life.hears()
    assert (life.keeper.state, life.keeper.is_confirmed) == ("slack", True)
    life.goes_on(5 * HOUR)
    assert life.wrong == timedelta()
    life.is_set(4 * MINUTE)
    assert life.keeper.state == "own"


def test_a_jump_to_the_right_time_is_told_and_trusted_as_soon_as_slack_says_so() -> None:
    life = Life(off=-2 * HOUR)
    life.keeper.look()
    life.is_set(timedelta())
    assert life.keeper.is_to_be_told
    life.hears()
    assert life.keeper.state == "own"


def test_a_machine_that_begins_with_a_wrong_clock_lives_by_slack_s() -> None:
    life = Life(off=-5 * DAY)
    life.hears()
    assert (life.wrong, life.keeper.is_to_be_told) == (timedelta(), True)


def test_a_small_jump_is_looked_into_and_not_told_of() -> None:
    life = Life()
    life.is_set(30 * MINUTE)
    assert (life.keeper.state, life.keeper.is_to_be_told) == ("doubted", False)
    life.is_set(timedelta())
    assert life.keeper.state == "own"


def test_after_ten_minutes_without_a_word_the_machine_s_clock_counts_and_is_not_confirmed() -> None:
    life = Life()
    life.is_set(3 * DAY)
    life.goes_on(timedelta(seconds=LONGEST_DOUBT - 1))
    assert life.keeper.state == "doubted"
    life.goes_on(timedelta(seconds=1))
    assert (life.keeper.state, life.keeper.is_confirmed, life.wrong) == ("unconfirmed", False, 3 * DAY)
    life.goes_on(MINUTE)
    assert life.keeper.state == "unconfirmed"
    before = life.keeper.moves
    life.hears()
    assert (life.keeper.state, life.wrong) == ("slack", timedelta())
    assert life.keeper.moves > before


spans = st.timedeltas(timedelta(), 9 * DAY)
settings = st.timedeltas(-9 * DAY, 9 * DAY)
events = st.one_of(
    st.tuples(st.just("goes_on"), spans),
    st.tuples(st.just("is_set"), settings),
    st.tuples(st.just("hears"), st.none()),
)


@given(st.lists(events, max_size=20))
def test_a_time_that_is_said_to_be_right_is_right_once_slack_has_told_it(
    history: list[tuple[str, object]],
) -> None:
    life = Life()
    life.hears()
    for what, value in history:
        getattr(life, what)(*([value] if value is not None else []))
        # Slow steps, each of them too small to be a jump, add up until Slack is heard again.
        if life.keeper.is_confirmed and what == "hears":
            assert life.wrong <= AGREES
        if life.keeper.state == "slack":
            assert life.wrong <= timedelta(milliseconds=1)


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("date", "state"),
    [
        ("Tue, 24 Nov 2026 12:00:01 GMT", "own"),
        ("Fri, 27 Nov 2026 12:00:00 GMT", "slack"),
        ("soon", "own"),
        ("Tue, 99 Nov 2026 12:00:00 GMT", "own"),
        ("", "own"),
    ],
)
@pytest.mark.parametrize("status", [200, 429, 503])
async def test_any_answer_of_slack_tells_the_time_in_its_date(
    anyio_backend: str, date: str, state: str, status: int
) -> None:
    life = Life()
    told = json(status, {"Date": date}, ok=True)
    async with served(told) as server:
        traced = life.keeper.listening(f"{server.url}/api/")
        async with aiohttp.ClientSession(trace_configs=[traced]) as session:
            await session.get(f"{server.url}/api/auth.test")
    assert life.keeper.state == state


@pytest.mark.anyio
async def test_a_process_that_is_stopped_while_it_hears_an_answer_takes_the_time_in_it_for_no_other(
    anyio_backend: str,
) -> None:
    life = Life()
    told = json(200, {"Date": "Tue, 24 Nov 2026 12:00:00 GMT"}, ok=True)

    async def is_stopped_at_the_next_look(*_: object) -> None:
        life.stopped = 2 * HOUR

    async with served(told) as server:
        traced = life.keeper.listening(f"{server.url}/api/")
        traced.on_request_headers_sent.append(is_stopped_at_the_next_look)
        async with aiohttp.ClientSession(trace_configs=[traced]) as session:
            await session.get(f"{server.url}/api/auth.test")
    assert life.real == NOON + 2 * HOUR
    assert (life.keeper.state, life.keeper.is_to_be_told) == ("own", False)


@pytest.mark.anyio
async def test_another_host_s_answer_and_one_that_took_long_tell_nothing(anyio_backend: str) -> None:
    life = Life()
    late = json(200, {"Date": "Fri, 27 Nov 2026 12:00:00 GMT"}, ok=True)
    async with served(late, late) as server:
        for address, begun in (("https://slack.com/api/", 0), (server.url, 61)):
            traced = life.keeper.listening(address)

            async def passes(*_: object, seconds: int = begun) -> None:
                life.passed += timedelta(seconds=seconds)

            traced.on_request_headers_sent.append(passes)
            async with aiohttp.ClientSession(trace_configs=[traced]) as session:
                await session.get(f"{server.url}/api/auth.test")
    assert life.keeper.state == "own"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
