"""Every rule of reminding, in random histories of cases that share their people."""

from __future__ import annotations

from typing import Any

import pytest

from tests.flows.histories_of_reminders import HistoriesOfSeveral, play


@pytest.mark.timeout(900)
def test_no_history_breaks_a_rule_of_reminding(record_property: Any) -> None:
    record_property("measured", play(HistoriesOfSeveral, 400, is_always_the_same=True))
