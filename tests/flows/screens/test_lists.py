"""The checklist and Monday's summary: little to read, few buttons, and one of them green."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given

from flows.case.case import Case
from flows.clock.message_of_the_day import Ref
from flows.clock.monday import week_of
from flows.procedure.step_state import step_states
from flows.screens.elements import Row, Screen
from flows.screens.home import home
from flows.screens.reminders.monday import weekly
from flows.screens.steps.checklist import checklist, is_actionable
from flows.screens.steps.window import step_screen
from flows.screens.view import View
from tests.flows.given import LARS, METTE, case, context, decided, local, view
from tests.flows.reading import any_case, buttons, texts, views
from tests.reminder_names import key_of

TOLD = local("Mon 2026-11-23 10:00")
MONDAY = local("Mon 2026-11-30 08:30")
CHECKLIST, SUMMARY = 9, 8
Measured = Callable[[str, object], None]


def of_lars(count: int) -> tuple[Case, ...]:
    return tuple(replace(case(), id=f"case{n}", number=f"2026-{n:04}") for n in range(count))


def on_monday(cases: tuple[Case, ...], person: str, refs: tuple[Ref, ...] = ()) -> Screen:
    ctx = context(MONDAY)
    week = week_of(person, cases, (), ctx)
    return weekly(week, refs, {found.id: found for found in cases}, view(ctx, person))


def green(screen: Screen) -> list[str]:
    return [button.label for button in buttons(screen) if button.style == "primary"]


@given(any_case(), views())
def test_a_checklist_has_at_most_a_button_a_step_and_one_for_the_case(found: Case, seen: View) -> None:
    shown = checklist(found, seen)
    assert len(buttons(shown)) <= CHECKLIST
    assert len(green(shown)) <= 1


@pytest.mark.parametrize("count", [1, 2, 5, 20])
def test_a_summary_has_at_most_eight_buttons_and_the_rest_behind_one(count: int) -> None:
    asked = tuple(Ref(found.id, key_of("absence")) for found in of_lars(count))
    shown = on_monday(of_lars(count), LARS, asked)
    assert len(buttons(shown)) <= SUMMARY
    assert "Se alle" in [button.label for button in buttons(shown)]


def test_nothing_is_left_out_of_a_summary_without_a_word() -> None:
    shown = on_monday(of_lars(1), LARS)
    rows = [part for part in shown.parts if isinstance(part, Row) and "Sag" in part.text]
    all_of_them = week_of(LARS, of_lars(1), (), context(MONDAY)).step_states
    assert len(rows) == len([item for item in all_of_them if is_actionable(item)])
    assert "Se alle" not in [button.label for button in buttons(shown)]


def test_the_figures(record_property: Measured) -> None:
    most = max(len(buttons(on_monday(of_lars(count), LARS))) for count in range(1, 30))
    count = len(buttons(checklist(case(), view(context(MONDAY)))))
    assert (count <= CHECKLIST, most <= SUMMARY) == (True, True)
    record_property("measured", f"buttons in checklist {count} and Monday summary {most}")


def test_the_first_line_tells_how_far_it_is_and_the_next_deadline_with_its_owner() -> None:
    found = case(decisions=decided("document", "support"))
    first = texts(checklist(found, view(context(TOLD))))[2]
    assert first == "*2 af 8 trin er besluttet.*\nFristen var søn. 22. nov. kl. 15.00. Trin 4, Lars."


def test_the_next_deadline_s_button_alone_is_green() -> None:
    found = case(decisions=decided("document", "support"))
    assert green(checklist(found, view(context(TOLD)))) == ["Åbn trin 4"]
    assert len(green(on_monday(of_lars(5), LARS))) == 1


def test_what_waits_or_is_decided_is_a_line_without_a_button() -> None:
    done = case(decisions=decided("contact"))
    shown = checklist(done, view(context(TOLD)))
    [line] = [t for t in texts(shown) if "2. Aftal næste skridt" in t]
    assert line.endswith(", Lars")
    assert "Åbn trin 2" not in [button.label for button in buttons(shown)]
    assert any("*5. Fjernelse*: venter. Der mangler dokumentation." in t for t in texts(shown))


def test_whoever_reads_of_their_own_step_is_you() -> None:
    ctx = context(TOLD)
    [contact] = [item.step for item in step_states(case(), ctx.organisation.calendar, ctx.now)][1:2]
    for shown in (on_monday(of_lars(1), LARS), home(None, (case(),), view(ctx, LARS))):
        assert not [t for t in texts(shown) if "Lars" in t and "Åbn" not in t and "Næste" not in t][1:]
    assert "Du beslutter det, senest" in "".join(texts(step_screen(case(), contact, view(ctx, LARS))))
    assert "Lars beslutter, senest" in "".join(texts(step_screen(case(), contact, view(ctx, METTE))))
