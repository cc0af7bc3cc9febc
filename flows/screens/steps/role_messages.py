"""What is told of a step that changes hands: to whom it comes, from whom it goes, and to who goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flows.access.rules import may
from flows.case.case import Case
from flows.effects import MessageKind
from flows.procedure.step_state import StepState, is_undecided, step_states
from flows.screens.elements import Buttons, Part, Row, Text
from flows.screens.steps.answering import answerable
from flows.screens.steps.row import open_button, state_text
from flows.screens.view import View
from flows.words import N_

MOST_STEPS = 3
"""Steps that a message shows with their buttons; the case has them all."""


def gained(case: Case, about: str, view: View) -> tuple[Part, ...]:
    """What is the viewer's from now on. `about` are the steps; each says how it stands now."""
    found = _of(case, about, view)
    head = view.say.plural("This step is with you now.", "These steps are with you now.", len(found))
    return (_head(case, head, view), *steps(found, view), Buttons((view.open_case(case.id),)))


def passed(case: Case, about: str, view: View) -> tuple[Part, ...]:
    """What somebody else has now. The viewer still takes part, and has nothing to do about it."""
    found = _of(case, about, view)
    head = view.say.plural(
        "This step is not with you any more.", "These steps are not with you any more.", len(found)
    )
    return (_head(case, head, view), *steps(found, view), Buttons((view.open_case(case.id),)))


def step_taken(case: Case, key: str, view: View) -> tuple[Part, ...]:
    """To the employee: who has one of the steps now."""
    text = view.say(N_("This step of your case is with somebody else now."))
    return (_head(case, text, view), *steps(_of(case, key, view), view), Buttons((view.open_case(case.id),)))


def left(case: Case, _: str, view: View) -> tuple[Part, ...]:
    """The number alone, to one who has no part any more; to one who came back, that they have."""
    if may(view.viewer_id, "read", case):
        return (_head(case, view.say(N_("You take part in the case again.")), view),)
    return (Text(view.say(N_("Case {number} is no longer with you."), number=case.number)),)


def steps(found: Iterable[StepState], view: View) -> tuple[Part, ...]:
    """The first of the steps: what the viewer can do about their own, and where to read of another's."""
    parts: list[Part] = []
    for item in list(found)[:MOST_STEPS]:
        text = f"*{item.step.number}. {view.say(item.step.title)}*\n{state_text(item, view)}"
        is_own = item.owner == view.viewer_id and is_undecided(item)
        parts += answerable(item, text, view) if is_own else (Row(text, open_button(item, view)),)
    return tuple(parts)


def own_steps(case: Case, view: View) -> list[StepState]:
    """The viewer's open steps, the earliest deadline first."""
    found = step_states(case, view.ctx.organisation.calendar, view.ctx.now)
    return sorted((d for d in found if is_undecided(d) and d.owner == view.viewer_id), key=lambda d: d.due)


def _of(case: Case, about: str, view: View) -> list[StepState]:
    keys = about.split(",")
    found = step_states(case, view.ctx.organisation.calendar, view.ctx.now)
    return sorted((item for item in found if item.step.key in keys), key=lambda item: item.due)


def _head(case: Case, text: str, view: View) -> Text:
    return Text(f"*{view.say(N_('Case {number}'), number=case.number)}*\n{text}")


PASSING_MESSAGES: dict[MessageKind, Callable[[Case, str, View], tuple[Part, ...]]] = {
    "gained": gained,
    "passed": passed,
    "step-taken": step_taken,
    "left": left,
}
