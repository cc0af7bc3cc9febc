"""How long things are kept: within what an organisation may set it, and what `vaern check` tells of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.times.periods import LIMITS, STANDARD, Periods, differences, faults


def test_the_standard_is_the_municipality_s() -> None:
    assert (STANDARD.draft_days, STANDARD.exported_days, STANDARD.unexported_days) == (30, 30, 1826)
    assert faults(STANDARD) == []
    assert differences(STANDARD) == {}


@pytest.mark.parametrize("name", LIMITS)
def test_each_has_a_least_and_a_most(name: str) -> None:
    least, most, why = LIMITS[name]
    assert [faults(replace(STANDARD, **{name: days})) for days in (least, most)] == [[], []]
    for days in (least - 1, most + 1, 0, -30):
        told = faults(replace(STANDARD, **{name: days}))
        assert told == [f"retention.{name} must be from {least} to {most}: {why}."]


def test_what_differs_is_told() -> None:
    assert differences(Periods(exported_days=366)) == {"exported_days": 366}
