"""The forms by which a case changes hands."""

from __future__ import annotations

from flows.access.candidates import is_colleague, named_for
from flows.case.case import Case, Role
from flows.case.severity import LEVELS
from flows.procedure.procedure import procedure_of
from flows.screens.elements import Choice, FormScreen, Input, Text
from flows.screens.terms import SEVERITIES
from flows.screens.view import View
from flows.words import N_

SUGGESTED: tuple[Role, ...] = ("deputy", "next_leader")
ONE_STEP = "step"
"""What is handed over: that step and not the case."""


def hand_over_form(case: Case, view: View, key: str = "") -> FormScreen:
    """To whom, and what: a step where it was asked from one, or the case. The deputy is suggested."""
    say = view.say
    found = procedure_of(case).step(key)
    one = say(N_("Only step {number}: {title}"), number=found.number, title=say(found.title)) if found else ""
    kinds = (
        *((Choice(ONE_STEP, one),) if found else ()),
        Choice("deputy", say(N_("The case, while the manager is away"))),
        Choice("leader", say(N_("The case, for good. The one who has it now leaves it"))),
    )
    return FormScreen(
        say(N_("Hand over")),
        (
            Text(say(N_("Whoever takes over joins the channel and sees the case. The employee is told."))),
            Input("person", say(N_("Who takes over?")), kind="person", filled=_suggested(case, view)),
            Input("kind", say(N_("What is handed over?")), choices=kinds, filled=(kinds[0].key,)),
        ),
        say(N_("Cancel")),
        act="hand_over",
        submit=say(N_("Hand over")),
        about=f"{case.id}|{key}" if found else case.id,
    )


def _suggested(case: Case, view: View) -> tuple[str, ...]:
    """The department's deputy, else the next leader: the first who can take over from the viewer."""
    named = (person for role in SUGGESTED for person in named_for(role, case, view.ctx))
    free = (
        p for p in named if p not in {view.viewer_id, *case.people.excluded} and is_colleague(p, view.ctx)
    )
    return tuple(p for p in free if case.role_of(p) in {None, "next_leader", "deputy"})[:1]


def union_form(case: Case, view: View) -> FormScreen:
    """Whom the employee wants beside them."""
    say = view.say
    told = N_("The union representative joins the channel. They see the checklist there, not what you wrote.")
    return FormScreen(
        say(N_("Union representative")),
        (Text(say(told)), Input("person", say(N_("Who is to be with you?")), kind="person")),
        say(N_("Cancel")),
        act="invite_union",
        submit=say(N_("Invite")),
        about=case.id,
    )


def severity_form(case: Case, view: View) -> FormScreen:
    """The employee raises it, a leader lowers it with a reason."""
    say = view.say
    is_own = view.viewer is not None and case.role_of(view.viewer.id) in {"employee", "representative"}
    here = LEVELS.index(case.report.severity)
    levels = LEVELS[here + 1 :] if is_own else LEVELS[:here]
    choices = tuple(Choice(level, say(SEVERITIES[level])) for level in levels)
    hint = N_("The employee reads it. At least ten characters.")
    return FormScreen(
        say(N_("How urgent is it?")),
        (
            Text(say(SEVERITIES[case.report.severity])),
            Input("severity", say(N_("How urgent is it?")), choices=choices),
            Input("reason", say(N_("Reason")), hint="" if is_own else say(hint), is_optional=is_own),
        ),
        say(N_("Cancel")),
        act="severity",
        submit=say(N_("Save")),
        about=case.id,
    )
