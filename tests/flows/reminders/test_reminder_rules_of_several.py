"""Every rule of reminding, in random histories of cases that share their people."""

from __future__ import annotations

from typing import Any

import pytest

from tests.flows.reminders.histories_of_reminders import HistoriesOfSeveral, play


@pytest.mark.soak
def test_no_history_breaks_a_rule_of_reminding(record_property: Any) -> None:
    record_property("measured", play(HistoriesOfSeveral, sample=25, soak=4000))
