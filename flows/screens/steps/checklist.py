"""Lists of steps: first what can be done now, with one button each that leads on, then the rest in a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from flows.case.case import Case
from flows.procedure.step_state import StepState, next_deadline, step_states
from flows.screens.elements import Button, Buttons, Heading, Note, Part, Row, Screen, Text
from flows.screens.steps.row import DEADLINE_WAS, brief_state, first_deadline, open_button, state_text
from flows.screens.view import View
from flows.words import N_

BRIEFLY = {
    "document": N_("Documentation"),
    "contact": N_("Agree on the next step"),
    "support": N_("Debriefing and crisis help"),
    "legal": N_("The police"),
    "removal": N_("Removal"),
    "register": N_("EASY or the register"),
    "meeting": N_("Follow-up meeting"),
    "analyse": N_("Analysis"),
}
"""What a step is called where a line is all that it gets."""

IN_A_NOTE = 10
"""Lines of one block, which Slack would cut if it grew too long."""


def is_actionable(item: StepState) -> bool:
    """Somebody can do something about the step now: decide it, or see to its meeting.

    A gate before a meeting may open by time alone, when nothing draws the list anew.
    """
    return item.state in {"open", "overdue"} or (item.state == "blocked" and item.step.books is not None)


def brief_name(item: StepState, view: View) -> str:
    """Number and short name of a step."""
    return f"{item.step.number}. {view.say(BRIEFLY[item.step.key])}"


def checklist(case: Case, view: View) -> Screen:
    """The eight steps: how far the case is, what is open by its deadline, what waits, what is decided."""
    found = step_states(case, view.ctx.organisation.calendar, view.ctx.now)
    open_ones = by_deadline(filter(is_actionable, found))
    parts = (
        Heading(view.say(N_("What is to be done"))),
        Text(_standing(case, found, open_ones, view)),
        *rows(open_ones, lambda item: f"*{brief_name(item, view)}*", view),
        *_in_a_line(found, view),
        Buttons((view.open_case(case.id),)),
    )
    return Screen(view.say(N_("Case {number}"), number=case.number), parts)


def by_deadline(found: Iterable[StepState]) -> list[StepState]:
    """The earliest deadline first."""
    return sorted(found, key=lambda item: item.due)


def rows(found: Sequence[StepState], head: Callable[[StepState], str], view: View) -> tuple[Part, ...]:
    """Each step with its state and its one button. Only that of the first is green."""
    return tuple(
        Row(f"{head(item)}\n{brief_state(item, view)}", _leading_on(item, view, is_first=place == 0))
        for place, item in enumerate(found)
    )


def of_several(found: Sequence[StepState], view: View) -> tuple[Part, ...]:
    """Steps of several cases in their order, those that can be done now first."""
    open_ones = [item for item in found if is_actionable(item)]
    lines = [f"{_case_of(i, view)}, {line_of(i, view)}" for i in found if not is_actionable(i)]
    listed = rows(open_ones, lambda item: f"*{_case_of(item, view)}*: {view.say(item.instruction)}", view)
    pieces = (lines[i : i + IN_A_NOTE] for i in range(0, len(lines), IN_A_NOTE))
    return (*listed, *(Note("\n".join(piece)) for piece in pieces))


def _case_of(item: StepState, view: View) -> str:
    return view.say(N_("Case {number}"), number=item.case.number)


def _leading_on(item: StepState, view: View, *, is_first: bool) -> Button:
    return open_button(item, view, "primary" if is_first else "")


def _standing(case: Case, found: Sequence[StepState], open_ones: Sequence[StepState], view: View) -> str:
    """How many steps are decided, and the next deadline with its owner."""
    say = view.say
    count = sum(item.decision is not None for item in found)
    done = say(N_("{count} of {all} steps are decided."), count=count, all=len(found))
    first = next(iter(open_ones), None) or next_deadline(case, view.ctx.organisation.calendar, view.ctx.now)
    if ended := next((item for item in found if item.state == "ended"), None):
        done = f"{done} {state_text(ended, view)}"
    if first is None:
        return f"*{done}*"
    return f"*{done}*\n{first_deadline(first, view, view.brief)}"


def _in_a_line(found: Sequence[StepState], view: View) -> tuple[Part, ...]:
    """What waits, what is decided and what has ended, a line each."""
    rest = [item for item in found if not is_actionable(item)]
    rest.sort(key=lambda item: _ORDER.index(item.state))
    return tuple(
        Note("\n".join(line_of(item, view) for item in items))
        for _, items in groupby(rest, key=lambda item: item.state)
    )


_ORDER = ("blocked", "decided", "ended")


def line_of(item: StepState, view: View) -> str:
    """A step that asks nothing of anybody now, in a line."""
    say, name = view.say, f"*{brief_name(item, view)}*"
    if item.decision:
        outcome = item.step.outcome(item.decision.outcome)
        words = say(outcome.words) if outcome else item.decision.outcome
        return say(N_("{step}: {outcome}, {who}"), step=name, outcome=words, who=view.whom(item.decision.by))
    if item.state == "ended":
        return say(N_("{step}: ended"), step=name)
    text = say(N_("{step}: waits. {why}"), step=name, why=say(item.missing))
    return f"{text} {say(DEADLINE_WAS, when=view.brief(item.due))}" if item.is_late else text
