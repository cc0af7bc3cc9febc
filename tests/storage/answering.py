"""Answers to the report's questions, for hypothesis: as they are pressed, typed and filled in."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from flows.form import Value
from flows.report.questions import REPORT, THAT_IS_ALL
from tests.storage.stories import ANSWERS

ROAD = [asked.key for asked in REPORT]
QUESTIONS = {asked.key: asked for asked in REPORT}
ENOUGH: Mapping[str, Value] = {**ANSWERS, "when": "2026-11-23"}
"""An answer to each question."""

WISHES: list[Value] = [(), ("police:yes",), ("register:anonymous", "absence:2026-11-20")]
TIMES = {"i går": "2026-11-23", "3. november kl. 9": "2026-11-03T09:00"}
WHEN: list[Value] = [*TIMES.values(), "found:2026-11-22", "2026-11-01/2026-11-05"]


def pressed(key: str) -> st.SearchStrategy[Value]:
    """What the buttons of that question give."""
    asked = QUESTIONS[key]
    options = [option.key for option in asked.options]
    match asked.kind:
        case "many":
            return st.lists(st.sampled_from(options), min_size=1, max_size=3, unique=True).map(tuple)
        case "each":
            return st.sampled_from(WISHES)
        case "when":
            return st.sampled_from(WHEN)
        case "people":
            return st.just(ENOUGH[key])
        case "text":
            return st.just(THAT_IS_ALL)
        case _:
            return st.sampled_from(options)


def typed(key: str) -> st.SearchStrategy[tuple[str, Value]]:
    """What may be written as the answer, and what it says."""
    asked = QUESTIONS[key]
    match asked.kind:
        case "when":
            return st.sampled_from(list(TIMES.items()))
        case "each":
            return st.sampled_from([("spring over", ()), ("politi ja", ("police:yes",))])
        case "people" | "text":
            return st.just((str(ENOUGH[key]), ENOUGH[key]))
    if key == "danger":
        return st.sampled_from([("ja", "yes"), ("nej", "no")])
    numbered = [(str(number), option.key) for number, option in enumerate(asked.options, 1)]
    is_many = asked.kind == "many"
    return st.sampled_from(numbered).map(lambda said: (said[0], (said[1],) if is_many else said[1]))


def form() -> st.SearchStrategy[dict[str, Value]]:
    """Some of the questions that the form asks, each with an answer."""
    asked = [key for key in ROAD if key != "people"]
    return st.fixed_dictionaries({}, optional={key: pressed(key) for key in asked})
