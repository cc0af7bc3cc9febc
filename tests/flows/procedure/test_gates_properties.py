"""A gate is never passed unmet. What each gate asks for is written here anew, from the facts of the case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import events as ev
from flows.case.case import Case, Decision
from flows.procedure import gates
from flows.procedure.procedure import STEPS
from flows.procedure.steps import is_open
from tests.flows.histories import History, beginnings
from tests.searching import searching

DOCUMENTING = (ev.FileSettled, ev.WordsKept)
"""What decides step 1 by itself, which has no gate."""
Condition = Callable[[Case, datetime], bool]


def decided(case: Case, *keys: str) -> bool:
    """Whether the last word on each of them is an outcome that ends it."""
    last = {d.step: d for d in case.decisions}
    return all(key in last and last[key].outcome and not last[key].is_waiting for key in keys)


def wished(case: Case, step: str, task: str, of: str) -> str:
    """The newest answer of a task, else the wish of the report."""
    said = [r.values.get("answer", "") for r in case.records if (r.step, r.task) == (step, task)]
    told = [wish.split(":")[1] for wish in case.report.answers["wishes"] if wish.startswith(f"{of}:")]
    return (said or told or [""])[-1]


def documented(case: Case, _: datetime) -> bool:
    return decided(case, "document") or any(e.state == "kept" for e in case.evidence)


def advised(case: Case, _: datetime) -> bool:
    is_child = "child" in case.report.answers["circumstances"]
    is_asked = any(r.task == "advice" for r in case.records)
    return (case.report.severity == "RED" and not is_child) or (
        is_asked and wished(case, "legal", "wish", "police") != ""
    )


def safe_first(case: Case, _: datetime) -> bool:
    return case.report.severity != "RED" or any(d.step == "legal" and d.outcome for d in case.decisions)


def checked(case: Case, now: datetime) -> bool:
    letters = [r for r in case.records if r.task in {"draft", "check"}]
    return safe_first(case, now) and bool(letters) and letters[-1].values.get("answer") == "ok"


def no_easy(case: Case, _: datetime) -> bool:
    absent = wished(case, "register", "absence", "absence")
    claims = [r.values.get("claim") for r in case.records if r.task == "route"]
    return absent in {"", "no"} and claims[-1:] != ["yes"]


def by_name(case: Case, now: datetime) -> bool:
    return no_easy(case, now) and wished(case, "register", "consent", "register") == "named"


def prepared(case: Case, now: datetime) -> bool:
    sent = [r.at for r in case.records if (r.step, r.task) == ("meeting", "summary")]
    is_ready = decided(case, "support", "legal", "removal", "register")
    return is_ready and bool(sent) and sent[-1] <= now - timedelta(days=1)


CONDITIONS: dict[str, Condition] = {
    "documentation_is_in_order": documented,
    "the_meeting_is_prepared": prepared,
    "registration_is_decided": lambda case, _: decided(case, "register"),
    "advice_and_wish_are_known": advised,
    "the_72_hours_run": lambda case, now: now < case.report.content_at + timedelta(hours=72),
    "the_sender_is_a_child": lambda case, _: "child" in case.report.answers["circumstances"],
    "the_police_come_first": safe_first,
    "the_letter_is_checked": checked,
    "registered_by_name": by_name,
    "easy_is_not_the_way": no_easy,
    "is_open": lambda _, __: True,
}


def conditions_of(made: Decision) -> list[Condition]:
    step = next(step for step in STEPS if step.key == made.step)
    outcome = step.outcome(made.outcome)
    assert outcome is not None
    return [CONDITIONS[gate.__name__] for gate in (step.gate, outcome.gate)]


def test_every_gate_of_the_procedure_has_its_condition_here() -> None:
    used = {gate.__name__ for step in STEPS for gate in (step.gate, *(o.gate for o in step.outcomes))}
    assert used == set(CONDITIONS)


@searching(sample=20, soak=1000)
@given(beginnings, st.data())
def test_a_gate_is_never_passed_unmet(begun: Any, data: st.DataObject) -> None:
    history = History(begun)
    history.goes_on(data)
    for turn in history.turns:
        for made in turn.after.decisions[len(turn.before.decisions) :]:
            if made.outcome and not isinstance(turn.event, DOCUMENTING):
                assert all(is_met(turn.before, turn.now) for is_met in conditions_of(made)), made


@searching(sample=20, soak=1000)
@given(beginnings, st.data(), st.sampled_from([step.key for step in STEPS]))
def test_a_gate_says_what_is_missing_exactly_while_its_condition_is_not_met(
    begun: Any, data: st.DataObject, key: str
) -> None:
    history = History(begun)
    history.goes_on(data)
    step = next(step for step in STEPS if step.key == key)
    for gate in (step.gate, *(outcome.gate for outcome in step.outcomes)):
        is_met = CONDITIONS[gate.__name__](history.case, history.now)
        assert (gate(history.case, history.now) == "") == is_met, gate.__name__


@pytest.mark.parametrize("task", [task for step in STEPS for task in step.tasks], ids=lambda task: task.key)
def test_the_gate_of_a_task_is_one_of_the_named_rules(task: Any) -> None:
    assert task.gate is is_open or getattr(gates, task.gate.__name__) is task.gate
