"""How an incident is to be registered: the three routes, and the deadline of the one that has one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from flows.calendar.working_time import Calendar
from flows.times.limits import DAYS_FOR_EASY
from flows.words import N_

Route = Literal["easy", "incident", "disease"]


@dataclass(frozen=True)
class Circumstances:
    """What decides the route; None is "not known yet".

    `is_absent`: unable to do the usual work for at least a day beyond the day it happened, also when at
    work. `first_day` is the first such day and counts only with it. `may_claim`: there may be costs to be
    covered, for example a psychologist.
    """

    is_absent: bool | None
    first_day: date | None
    may_claim: bool | None
    is_over_five_days: bool | None


def routes(c: Circumstances) -> tuple[Route, ...]:
    """The right ones, the most important first.

    What is not known yet is registered as an incident now, and asked about again.
    """
    first: Route = "easy" if c.is_absent or c.may_claim else "incident"
    return (first, "disease") if c.is_over_five_days else (first,)


def easy_deadline(c: Circumstances, happened_on: date, calendar: Calendar) -> datetime | None:
    """The end of the fourteenth day after the day that counts; None when EASY is not the route.

    Absence counts from its first day, a claim from the day it happened. Where both are there the earlier
    is shown, and an absence without a first day counts from the day it happened: a deadline shown too late
    is worse than one shown too early.
    """
    counted = []
    if c.is_absent:
        counted.append(c.first_day or happened_on)
    if c.may_claim:
        counted.append(happened_on)
    return calendar.add_calendar_days(min(counted), DAYS_FOR_EASY) if counted else None


REASONS: Mapping[Route, tuple[str, str]] = {
    "easy": (
        N_(
            "The employee has been kept from the usual work, or may have costs to be covered. "
            "Then it is to be reported in EASY as a work accident."
        ),
        N_("Source: at.dk and aes.dk, checked on 22 November 2026."),
    ),
    "incident": (
        N_(
            "Nobody has been kept from work, as far as is known. Then it is registered as an incident. "
            "If there is absence later, it is to go to EASY all the same."
        ),
        N_("Source: at.dk, checked on 22 November 2026."),
    ),
    "disease": (
        N_(
            "It has lasted more than five days. Then it may be an occupational disease. "
            "It is the doctor who reports that, when the employee has talked to the doctor."
        ),
        N_("Source: aes.dk, checked on 22 November 2026."),
    ),
}
"""Why a route is the right one, and where that is written."""
