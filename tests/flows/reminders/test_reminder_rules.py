"""Every rule of reminding, in random histories of one case."""

from __future__ import annotations

from typing import Any

import pytest

from tests.flows.reminders.histories_of_reminders import Histories, play


@pytest.mark.soak
def test_no_history_breaks_a_rule_of_reminding(record_property: Any) -> None:
    record_property("measured", play(Histories, sample=45, soak=6000))
