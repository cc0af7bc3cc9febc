"""Monday's summary: what falls due today, one's open steps, one's own case, and for HR the counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from flows.case.case import Case
from flows.case.reminder_key import OF_STEP
from flows.clock.message_of_the_day import Ref
from flows.clock.monday import Week
from flows.procedure.step_state import StepState, step_states
from flows.screens.case.own_case import next_text
from flows.screens.elements import Button, Buttons, Part, Row, Rule, Screen, Text
from flows.screens.reminders.reminder import reminded
from flows.screens.steps.checklist import is_actionable, of_several
from flows.screens.steps.row import state_text
from flows.screens.view import View
from flows.words import N_

MOST_BUTTONS = 8
"""In all of a summary: who sees more does not press more. The rest is behind "Se alle"."""


MOST_LINES = 5
"""Steps that wait, told in a line each."""


def weekly(week: Week, refs: Sequence[Ref], cases: Mapping[str, Case], view: View) -> Screen:
    """The summary as it now is; `refs` are the reminders that came with it."""
    others = _others(week, refs, cases, view)
    own, units = _own(week, view), _units(week.overdue, view)
    # One is kept for "Se alle".
    room = MOST_BUTTONS - 1 - buttons_in(own)
    said = reminded(others, cases, view)
    asked = within(said, room)
    parts: list[Part] = [*asked]
    rest = week.rest
    if week.step_states or not (others or own or units):
        shown = _first(week.step_states, max(room - buttons_in(asked), 0))
        parts += _step_states(shown, view)
        rest += len(week.step_states) - len(shown)
    if rest or asked != said:
        parts.append(_all(rest, view))
    return Screen(view.say(N_("Your week with Værn")), (*parts, *own, *units))


def _others(week: Week, refs: Sequence[Ref], cases: Mapping[str, Case], view: View) -> list[Ref]:
    """What came with the summary besides the steps that it lists, and may still be told."""
    listed = {(item.case.id, item.step.key) for item in week.step_states}
    return [
        ref
        for ref in refs
        if ref.case in cases and not _is_in_the_list(ref, listed, cases)
        if view.viewer_id not in cases[ref.case].people.excluded
    ]


def within(parts: Sequence[Part], room: int) -> tuple[Part, ...]:
    """The parts with as many of their buttons as there is room for; answers stay together."""
    kept: list[Part] = []
    for part in parts:
        count = buttons_in((part,))
        if count <= room:
            kept.append(part)
            room -= count
        elif isinstance(part, Row):
            kept.append(Text(part.text))
    return tuple(kept)


def buttons_in(parts: Sequence[Part]) -> int:
    """How many buttons there are to press."""
    rows = (part for part in parts if isinstance(part, Buttons))
    beside = (part for part in parts if isinstance(part, Row) and part.button)
    return sum(len(part.buttons) for part in rows) + len(list(beside))


def _all(rest: int, view: View) -> Part:
    text = view.say.plural("{count} more step", "{count} more steps", rest) if rest else ""
    return Row(text or view.say(N_("There is more.")), Button(view.say(N_("See all")), "more_cases", "0"))


def _is_in_the_list(ref: Ref, listed: Collection[tuple[str, str]], cases: Mapping[str, Case]) -> bool:
    """Whether the reminder is of a step that is listed, or has left the list since it was decided."""
    is_of_step = ref.key.kind in OF_STEP
    is_decided = cases[ref.case].decision(ref.key.step) is not None
    return is_of_step and (is_decided or (ref.case, ref.key.step) in listed)


def _first(found: Sequence[StepState], room: int) -> list[StepState]:
    """The steps for which there is room: what can be done now by its buttons, what waits by its lines."""
    open_ones = [item for item in found if is_actionable(item)][:room]
    waiting = [item for item in found if not is_actionable(item)][:MOST_LINES]
    return [item for item in found if item in open_ones or item in waiting]


def _step_states(found: Sequence[StepState], view: View) -> tuple[Part, ...]:
    say = view.say
    head = Text(f"*{say(N_('Your open steps this Monday'))}*")
    if not found:
        return (head, Text(say(N_("Nothing waits for you."))))
    return (head, *of_several(found, view))


def _own(week: Week, view: View) -> tuple[Part, ...]:
    """How the employee's own case stands, with the way to hear no more of it on Mondays."""
    say = view.say
    parts: list[Part] = []
    for case, first in week.standing:
        head = say(N_("How your case {number} stands"), number=case.number)
        lines = (f"*{head}*", *where_it_stands(case, first, view))
        parts += [Rule(), Text("\n".join(lines))]
    if not parts:
        return ()
    buttons = [view.open_case(case.id) for case, _ in week.standing[:3]]
    off = Button(say(N_("Do not send it on Mondays")), "weekly", "off")
    return (*parts, Buttons((*buttons, off)))


def where_it_stands(case: Case, first: StepState | None, view: View) -> tuple[str, ...]:
    """The last decision, and what is next."""
    decided = [d for d in step_states(case, view.ctx.organisation.calendar, view.ctx.now) if d.decision]
    latest = max(decided, key=lambda d: d.decision.at if d.decision else case.report.sent_at, default=None)
    last = state_text(latest, view) if latest else view.say(N_("Nothing is decided yet."))
    following = next_text(first, view) if first else view.say(N_("All eight steps are decided."))
    return (last, following)


def _units(overdue: Mapping[str, int], view: View) -> tuple[Part, ...]:
    """HR's counts by unit, without anything of the cases."""
    if not overdue:
        return ()
    say = view.say
    lines = [
        say.plural(
            "{unit}: {count} step is overdue",
            "{unit}: {count} steps are overdue",
            count,
            unit=unit or say(N_("Without a unit")),
        )
        for unit, count in overdue.items()
    ]
    return (Rule(), Text(f"*{say(N_('Overdue steps by unit'))}*\n" + "\n".join(lines)))
