"""The published versions of the procedure: the eight steps, each with the times that a case was sent with.

A case keeps the version it began with, and the times that its organisation had then (`flows.times`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from flows.case.case import Case
from flows.procedure.eight_steps import steps_of
from flows.procedure.steps import Step
from flows.times.times import STANDARD, Times, digest_of

VERSION = "herlev-2026-11"
WITH_TIMES = "+"
"""Between the version and the digest of the times in the name of a procedure."""


@dataclass(frozen=True)
class Procedure:
    """A published version with some times. What is published is not changed: a new one is added beside it."""

    version: str
    times: Times
    steps: tuple[Step, ...]

    def step(self, key: str) -> Step | None:
        """The step of that key."""
        return next((s for s in self.steps if s.key == key), None)


_STEPS: dict[str, Callable[[Times], tuple[Step, ...]]] = {VERSION: steps_of}
"""By version: the steps with the times of a case."""


@cache
def _made(version: str, times: Times) -> Procedure:
    return Procedure(version, times, _STEPS[version](times))


HERLEV_2026_11 = _made(VERSION, STANDARD)
STEPS = HERLEV_2026_11.steps
PROCEDURES = {found.version: found for found in (HERLEV_2026_11,)}
"""The published versions, each with its standard times."""


def name_of(times: Times) -> str:
    """What a case that is sent with these times has as its procedure: the newest version, and which times."""
    return VERSION if times == STANDARD else f"{VERSION}{WITH_TIMES}{digest_of(times)}"


def procedure_of(case: Case) -> Procedure:
    """The version that the case began with, with the times that it was sent with."""
    return _made(case.procedure.partition(WITH_TIMES)[0], case.report.times)


def step(key: str) -> Step | None:
    """The step of that key in the newest version."""
    return HERLEV_2026_11.step(key)
