"""A step that is decided twice: a repetition changes nothing, other words are told that the first count."""

from __future__ import annotations

import pytest

from flows import events as ev
from flows.deciding.decide import decide
from flows.effects import Refused
from tests.flows.given import LARS, case, context

CTX = context()
REASON = "Mette er hjemme."


@pytest.mark.parametrize("other", [{"reason": "Mette taler hellere med Anne."}, {"plan": "I overmorgen."}])
def test_twice_in_other_words_says_that_the_first_counts(other: dict[str, str]) -> None:
    words = {"reason": REASON, "plan": "Vi taler sammen i morgen."}

    def agrees(reason: str, plan: str) -> ev.StepDecided:
        return ev.StepDecided(LARS, "contact", "agreed", reason, {"plan": plan})

    once, _ = decide(case(), agrees(**words), CTX)
    assert decide(once, agrees(f" {REASON}", words["plan"]), CTX) == (once, ())
    with pytest.raises(Refused, match="just been decided"):
        decide(once, agrees(**words | other), CTX)
