"""A person's open duties over all cases: Monday's summary, and the same on the Home tab."""

from __future__ import annotations

from flows.case import Case
from flows.duties import Duty, duties, is_undecided, next_deadline
from flows.screen import Part, Screen, Text
from flows.screens.duty import duty_rows, state_text
from flows.screens.view import View
from flows.words import N_


def weekly(cases: tuple[Case, ...], view: View) -> Screen:
    """Monday's summary: the person's open duties over all cases, oldest deadline first."""
    say = view.say
    mine = open_duties(cases, view)
    parts: list[Part] = [Text(f"*{say(N_('Your open steps this Monday'))}*")]
    if not mine:
        parts.append(Text(say(N_("Nothing waits for you."))))
    for item in mine:
        line = N_("*Case {number}*: {duty}\n{state}")
        text = say(line, number=item.case.number, duty=say(item.step.duty), state=state_text(item, view))
        parts += duty_rows(item, text, view)
    return Screen(say(N_("Your open steps this Monday")), tuple(parts))


def open_duties(cases: tuple[Case, ...], view: View) -> list[Duty]:
    """The viewer's undecided duties, the earliest deadline first."""
    found = [d for case in cases for d in duties(case, view.ctx.organisation.calendar, view.ctx.now)]
    mine = [d for d in found if is_undecided(d) and view.viewer and d.owner == view.viewer.id]
    return sorted(mine, key=lambda d: d.due)


def standing(cases: tuple[Case, ...], view: View) -> list[tuple[Case, Duty | None]]:
    """The viewer's own cases with what is due next in each."""
    mine = [case for case in cases if view.viewer and case.employee == view.viewer.id]
    return [(case, next_deadline(case, view.ctx.organisation.calendar, view.ctx.now)) for case in mine]
