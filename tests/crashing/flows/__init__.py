"""The flows: short stories of people, whose acts each say what is seen when they are done."""

from __future__ import annotations

from tests.crashing.flows import booking, channel, ending, files, reporting, roles, steps, time_passes
from tests.crashing.matrix import Flow

_ALL = (reporting, files, steps, booking, roles, time_passes, ending, channel)
FLOWS: dict[str, Flow] = {flow.name: flow for part in _ALL for flow in part.FLOWS}
"""By name."""
