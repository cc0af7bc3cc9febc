"""What the employee gets a day before the follow-up meeting: what each step came to, in plain words."""

from __future__ import annotations

from flows.case.case import Case
from flows.procedure.due_times import meeting_start
from flows.procedure.step_state import step_states
from flows.screens.elements import Part, Quote, Text
from flows.screens.steps.row import state_text
from flows.screens.view import View
from flows.words import N_


def summary_parts(case: Case, view: View) -> tuple[Part, ...]:
    """Each step with its outcome and reason, and when the meeting is."""
    say = view.say
    head = say(N_("Before the meeting: this is what has been decided in case {number}."), number=case.number)
    parts: list[Part] = [Text(head)]
    if start := meeting_start(case, "meeting"):
        parts.append(Text(say(N_("You meet {when}."), when=view.moment(start))))
    for item in step_states(case, view.ctx.organisation.calendar, view.ctx.now):
        if item.step.number > 6:
            continue
        parts.append(Text(f"*{item.step.number}. {say(item.step.title)}*\n{state_text(item, view)}"))
        if item.decision and item.decision.reason:
            parts.append(Quote(item.decision.reason))
    end = N_("Is something missing or wrong? Bring it to the meeting, or add it in the case.")
    return (*parts, Text(say(end)))
