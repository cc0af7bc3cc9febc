"""Monday's summary: what falls due today, one's open duties, one's own case, and for HR the counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flows.case import Case
from flows.duties import Duty, duties
from flows.reminder import step_of
from flows.reminding import Ref
from flows.screen import Button, Buttons, Part, Rule, Screen, Text
from flows.screens.answering import answerable
from flows.screens.duty import state_text
from flows.screens.own_case import duty_text, next_text
from flows.screens.reminder import MOST_ITEMS, more, reminded
from flows.screens.view import View
from flows.weekly import Week
from flows.words import N_


def weekly(week: Week, refs: Sequence[Ref], cases: Mapping[str, Case], view: View) -> Screen:
    """The summary as it now is; `refs` are the reminders that came with it."""
    say = view.say
    listed = {(item.case.id, item.step.key) for item in week.duties}
    others = [
        ref
        for ref in refs
        if ref.number and ref.case in cases
        if (ref.case, ref.key) not in listed and not _is_own_step(ref, cases)
    ]
    others = [ref for ref in others if view.viewer_id not in cases[ref.case].excluded]
    parts: list[Part] = [*reminded(others, cases, view)]
    if week.duties or not (others or week.standing or week.overdue):
        parts += _duties(week.duties, max(MOST_ITEMS - len(others), 1), view)
    parts += more(len(others) + len(week.duties) + week.rest, view)
    parts += _own(week, view)
    parts += _units(week.overdue, view)
    return Screen(say(N_("Your week with Værn")), tuple(parts))


def _is_own_step(ref: Ref, cases: Mapping[str, Case]) -> bool:
    """A step that has been decided since leaves the list."""
    case = cases[ref.case]
    return step_of(ref.key) == ref.key and case.decision(ref.key) is not None


def _duties(found: Sequence[Duty], most: int, view: View) -> tuple[Part, ...]:
    say = view.say
    parts: list[Part] = [Text(f"*{say(N_('Your open steps this Monday'))}*")]
    if not found:
        parts.append(Text(say(N_("Nothing waits for you."))))
    for item in found[:most]:
        line = N_("*Case {number}*: {duty}\n{state}")
        text = say(line, number=item.case.number, duty=say(item.duty), state=state_text(item, view))
        parts += answerable(item, text, view)
    return tuple(parts)


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


def where_it_stands(case: Case, first: Duty | None, view: View) -> tuple[str, ...]:
    """The last decision, and what is next."""
    decided = [d for d in duties(case, view.ctx.organisation.calendar, view.ctx.now) if d.decision]
    latest = max(decided, key=lambda d: d.decision.at if d.decision else case.sent_at, default=None)
    last = duty_text(latest, view) if latest else view.say(N_("Nothing is decided yet."))
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
