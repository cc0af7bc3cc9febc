"""The clock people in the workspace live by: real time plus the jumps made so far, until it is stopped."""

import time as real_time
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
MONDAY, SATURDAY = 0, 5


class Clock:
    """Readable from any thread. It never runs backwards, so message timestamps keep their order."""

    def __init__(self, starts_at: datetime | None = None) -> None:
        self.offset = (starts_at - datetime.now(UTC)).total_seconds() if starts_at else 0.0
        self._stopped: tuple[datetime, float] | None = None

    def now(self) -> datetime:
        here = self._stopped[0] if self._stopped else datetime.now(UTC)
        return here + timedelta(seconds=self.offset)

    def monotonic(self) -> float:
        """The seconds that have passed for the people of the workspace, from some moment on."""
        return (self._stopped[1] if self._stopped else real_time.monotonic()) + self.offset

    def stop(self) -> None:
        """From now on it only jumps, however long the machine takes for what happens meanwhile."""
        self._stopped = datetime.now(UTC), real_time.monotonic()

    def jump(self, seconds: float) -> None:
        """Raises ValueError for a jump into the past."""
        if seconds < 0:
            raise ValueError("the clock cannot go back")
        self.offset += seconds

    def jump_to(self, moment: datetime) -> None:
        self.jump((moment - self.now()).total_seconds())

    def jump_to_next(self, name: str) -> None:
        """`hour`, `working_day` (Monday to Friday 09:00) or `monday` (08:30), Copenhagen time."""
        if name == "hour":
            self.jump(3600)
        elif name == "working_day":
            self.jump_to(self._next(time(9, 0), lambda day: day.weekday() < SATURDAY))
        elif name == "monday":
            self.jump_to(self._next(time(8, 30), lambda day: day.weekday() == MONDAY))
        else:
            raise ValueError("next is hour, working_day or monday")

    def _next(self, at: time, is_wanted: Callable[[date], bool]) -> datetime:
        here = self.now().astimezone(COPENHAGEN)
        day = here.date()
        while True:
            moment = datetime.combine(day, at, COPENHAGEN)
            if moment > here and is_wanted(day):
                return moment
            day += timedelta(days=1)


class Timestamps:
    """Slack's message timestamps: seconds and microseconds, unique and strictly increasing."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.latest = 0

    def next(self) -> str:
        micros = int(self.clock.now().timestamp() * 1_000_000)
        self.latest = max(self.latest + 1, micros)
        return f"{self.latest // 1_000_000}.{self.latest % 1_000_000:06d}"


def moment_of(ts: str) -> datetime:
    return datetime.fromtimestamp(float(ts), UTC)
