"""What the employee reads of somebody else's step says what will happen, and never tells them to do it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from flows.case.case import Case, Decision, Record
from flows.procedure.procedure import STEPS
from flows.procedure.step_state import StepState, step_states
from flows.screens.reminders.monday import where_it_stands
from flows.screens.steps.checklist import BRIEFLY, line_of
from flows.screens.steps.row import brief_state, police_note, state_text
from flows.screens.steps.window import step_screen
from flows.screens.view import View
from tests.flows.given import ANSWERS, LARS, METTE, NOW, case, context, decided, view
from tests.flows.reading import buttons, texts

HOURS = (0, 1, 30, 24 * 10, 24 * 16, 24 * 40)
"""Before each deadline, and after it."""

VERBS = (
    "aftal analysér anmeld bed beslut book forklar fortæl giv gå hent hold husk kontakt kopiér lad læg læs "
    "lyt markér mind notér prøv registrér ring se send sig skriv sørg spørg svar sæt tag tal tilbyd undersøg "
    "vent vis vurdér vælg vær åbn"
)
TOLD_TO_DO = re.compile(
    rf"(?:^|[.:!?\n]\s*|\bså )(?:{'|'.join(VERBS.split())})\b|\bdu (?:kan|skal|bør|må)\b", re.IGNORECASE
)


def in_every_state() -> Iterator[tuple[str, Case]]:
    first = ("support", "legal", "removal", "register")
    yield "new", case()
    yield "withdrawn", case(withdrawn_at=NOW)
    yield "closed", case(closed_at=NOW, decisions=decided(*(step.key for step in STEPS)))
    yield "without documentation", case(answers=ANSWERS | {"evidence": "later"})
    yield "a child", case(answers=ANSWERS | {"circumstances": ("child",)})
    yield "three to six decided", case(decisions=decided(*first))
    summary = Record("meeting", "summary", LARS, NOW)
    yield "the summary sent", case(decisions=decided(*first), records=(summary,))
    mail = Record("legal", "mail", "", NOW, {"state": "perhaps"})
    yield "a mail perhaps sent", case(records=(mail,))
    for step in STEPS:
        opened = Decision(step.key, "", "", LARS, NOW)
        yield f"{step.key} opened again", case(decisions=(*decided(step.key), opened))
        for outcome in step.outcomes:
            said = Decision(step.key, outcome.key, "", LARS, NOW, is_waiting=outcome.is_waiting)
            yield f"{step.key} {outcome.key}", case(decisions=(said,))


STATES = list(in_every_state())
AT = pytest.mark.parametrize("hours", HOURS)


def of_others(found: Case, seen: View) -> list[StepState]:
    every = step_states(found, seen.ctx.organisation.calendar, seen.ctx.now)
    return [item for item in every if item.owner != METTE]


def told_to_do(lines: list[str], *allowed: str) -> list[str]:
    """Those in which the reader is told to do something; what a step is called is left out."""
    say = view(context(), METTE).say
    known = [*(say(step.title) for step in STEPS), *map(say, BRIEFLY.values()), *allowed]
    return [line for line in lines if TOLD_TO_DO.search(_without(line, known))]


def _without(line: str, known: list[str]) -> str:
    for words in known:
        line = line.replace(words, "")
    return line.replace("*", "")


@AT
def test_no_state_of_somebody_elses_step_tells_the_employee_to_do_it(hours: int) -> None:
    seen = view(context(NOW + timedelta(hours=hours)), METTE)
    for state, found in STATES:
        items = of_others(found, seen)
        lines = [text for item in items for text in (state_text(item, seen), brief_state(item, seen))]
        lines += [line_of(item, seen) for item in items]
        assert told_to_do(lines) == [], state


@AT
def test_what_home_and_monday_tell_of_the_case_does_not_either(hours: int) -> None:
    seen = view(context(NOW + timedelta(hours=hours)), METTE)
    for state, found in STATES:
        for first in (None, *of_others(found, seen)):
            assert told_to_do(list(where_it_stands(found, first, seen))) == [], state


@AT
def test_nor_does_the_step_when_it_is_opened(hours: int) -> None:
    seen = view(context(NOW + timedelta(hours=hours)), METTE)
    for state, found in STATES:
        for item in of_others(found, seen):
            if "employee" not in item.step.owners:
                lines = read_in_the_step(found, item, seen)
                assert told_to_do(lines, police_note(found, seen)) == [], (state, item.step.key)


def read_in_the_step(found: Case, item: StepState, seen: View) -> list[str]:
    """All that the window of the step says, without its buttons."""
    shown = step_screen(found, item.step, seen)
    labels = {button.label for button in buttons(shown.parts)}
    return [text for text in texts(shown.parts) if text not in labels]


def test_the_leader_reads_how_it_is_done() -> None:
    seen = view(context(), LARS)
    shown = step_screen(case(), STEPS[2], seen)
    assert told_to_do(texts(shown.parts)) != []
