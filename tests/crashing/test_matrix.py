"""The product is killed at every point of every flow, and nobody sees a difference."""

from __future__ import annotations

from collections.abc import Callable
from difflib import unified_diff

import pytest

from tests.crashing.conftest import DATABASES
from tests.crashing.flows import FLOWS
from tests.crashing.kinds import PLACE, kinds, listed
from tests.crashing.matrix import Flow, Matrix

MOST_LINES = 30
"""Of the differences that one kill makes, as many as anybody reads."""


def differences(matrix: Matrix, flow: Flow, *points: str) -> tuple[int, str]:
    """How many of the points were reached, and what people see that differs from a run without a kill."""
    point, (expected, *others) = ", ".join(points), matrix.endings(flow)
    try:
        run = matrix.run(flow, *points)
    except AssertionError as failure:
        told = "\n".join(str(failure).splitlines()[:MOST_LINES])
        return len(points), f"{flow.name} killed {point}:\n{told}"
    if run.screens in others:
        return run.kills, ""
    found = [
        line
        for line in unified_diff(expected, run.screens, lineterm="", n=0)
        if not line.startswith(("---", "+++"))
    ]
    told = "\n".join(found[:MOST_LINES])
    return run.kills, f"{flow.name} killed {point}:\n{told}" if found else ""


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("database", DATABASES)
@pytest.mark.parametrize("name", FLOWS)
def test_killed_at_each_point_people_see_the_same(
    matrix_on: Callable[[str], Matrix],
    name: str,
    database: str,
    record_property: Callable[[str, object], None],
) -> None:
    matrix, flow = matrix_on(database), FLOWS[name]
    points = [names[0] for names in matrix.clean(flow).points]
    found = [differences(matrix, flow, point) for point in points]
    reached = sum(kills for kills, _ in found)
    faults = [told for _, told in found if told]
    measured = f"{name} on {database}: killed at {reached} of {len(points)} points, {len(faults)} differ"
    record_property("measured", measured)
    assert not faults, "\n\n".join([measured, *faults])


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_the_list_is_what_the_flows_reach(matrix_on: Callable[[str], Matrix]) -> None:
    matrix = matrix_on(DATABASES[0])
    found = kinds(matrix.clean(flow) for flow in FLOWS.values())
    assert set(found) == set(listed()), f"python -m tests.crashing writes {PLACE.name} anew"
