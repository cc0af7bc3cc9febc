"""Who has read a case is who saw content of it: each window of a case says whether it shows any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from flows.case.case import Case, Decision, Evidence
from flows.evidence.custody import Access
from flows.procedure.procedure import STEPS
from flows.screens.case import case, custody, items, own_case, roles, showing
from flows.screens.case.describe import describe
from flows.screens.elements import FormScreen
from flows.screens.steps import answering, booking, forms
from flows.screens.steps.window import SHEETS, step_screen
from flows.screens.view import View
from tests.flows import given
from tests.flows.given import ANNE, ANSWERS, LARS, METTE, NOW, changed, context, kept, view
from tests.flows.reading import texts

CONTENT = ("canary-story", "canary-file.png", "canary-quote", "canary-link", "canary-sender", "canary-page")
TOLD = {
    "sender": "canary-sender",
    "place": "canary-page",
    "link": "https://example.dk/canary-link",
    "quote": "canary-quote",
}


def evidence() -> tuple[Evidence, ...]:
    text = replace(kept("text1", name=""), kind="text", details={"quote": "canary-quote: kom ud"})
    return (replace(kept(name="canary-file.png"), details=TOLD), text)


def full_case(**changes: object) -> Case:
    """With content wherever the employee can have given any."""
    answers = ANSWERS | {"story": "canary-story", "wishes": ("register:named",), "evidence": "kept"}
    return given.case(answers=answers, evidence=evidence(), **changes)


def windows(found: Case, person: str) -> Iterator[tuple[str, FormScreen]]:
    """Every window that a case can open in, whoever may press what."""
    seen = view(context(), person)
    yield "the case", case.case_view(found, seen)
    yield "one's own case", own_case.own_view(found, (), seen)
    yield "older items", items.older(found, 2, seen)
    yield "about an item", describe(found.evidence[0], found.id, seen)
    for item in found.evidence:
        yield f"before {item.id}", showing.before(found, item.id, seen)
    yield "a small copy comes", showing.on_its_way(seen, is_small=True)
    yield "who has seen what", custody.history(found, (Access(NOW, LARS, "asked", "file1"),), seen)
    yield "a correction", own_case.correct_form(found, seen)
    yield "withdrawing", own_case.withdraw_form(found, seen)
    yield "handing over", roles.hand_over_form(found, seen)
    yield "the union", roles.union_form(found, seen)
    yield "urgency", roles.severity_form(found, seen)
    yield "help", answering.help_form(found, seen)
    yield "a pause", answering.pause_form(found, seen)
    yield "a reason", forms.reason_form("escalate", found.id, "Bring in the manager's manager", "", seen)
    yield from of_steps(found, seen)


def of_steps(found: Case, seen: View) -> Iterator[tuple[str, FormScreen]]:
    for step in STEPS:
        yield step.key, step_screen(found, step, seen)
        yield f"{step.key} decide", forms.decide_form(found, step, seen)
        yield f"{step.key} later", answering.snooze_form(found, step, seen)
        if step.books:
            yield f"{step.key} times", booking.slots_screen(found, step, (NOW,), (), seen)
            yield f"{step.key} time", booking.time_form(found, step, seen)
        for outcome in step.outcomes:
            form = forms.outcome_form(found, step, outcome, "", seen)
            yield f"{step.key} {outcome.key}", form
        for task in step.tasks:
            yield f"{step.key} {task.key}", forms.task_form(found, step, task, {}, seen)
        for name, _ in SHEETS.get(step.key, ()):
            yield f"{step.key} {name}", forms.sheet(found, step, name, "https://slack.example", seen)


def is_content(form: FormScreen) -> bool:
    return any(canary in text for text in texts(form) for canary in CONTENT)


DECIDED = tuple(Decision(s.key, s.outcomes[0].key, "En god grund", LARS, NOW) for s in STEPS)
CASES = {
    "new": full_case(),
    "decided": full_case(decisions=DECIDED),
    "withdrawn": full_case(withdrawn_at=NOW),
    "nobody named": changed(
        full_case(), answers=ANSWERS | {"story": "canary-story", "wishes": ("register:anonymous",)}
    ),
}


@pytest.mark.parametrize("who", [LARS, ANNE])
@pytest.mark.parametrize("state", CASES)
def test_a_window_is_a_look_exactly_where_it_shows_content(state: str, who: str) -> None:
    shown = list(windows(CASES[state], who))
    assert len(shown) > 80
    assert [name for name, form in shown if form.is_look != is_content(form)] == []


def test_to_open_a_form_or_the_list_of_looks_is_none() -> None:
    found = dict(windows(full_case(), LARS))
    assert {name for name, form in found.items() if form.is_look} == {
        *("the case", "one's own case", "older items", "about an item"),
        *("legal police", "removal platform_text", "removal draft", "register worksheet"),
    }


def test_the_employee_reads_what_their_own_items_are_called_and_that_is_no_look_either() -> None:
    form = dict(windows(full_case(), METTE))["who has seen what"]
    assert is_content(form)
    assert not form.is_look
