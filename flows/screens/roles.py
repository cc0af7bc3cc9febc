"""The forms by which a case changes hands."""

from __future__ import annotations

from flows.case import Case
from flows.screen import Choice, FormScreen, Input, Text
from flows.screens.review import SEVERITIES
from flows.screens.view import View
from flows.severity import LEVELS
from flows.words import N_


def hand_over_form(case: Case, view: View) -> FormScreen:
    """To whom, and whether for good. The department's deputy is suggested."""
    say = view.say
    leaders = case.with_role("leader")
    department = view.ctx.organisation.department_of(case.employee, leaders[0] if leaders else "")
    deputy = department.deputy if department else ""
    is_free = deputy and deputy not in case.excluded and case.role_of(deputy) in {None, "next_leader"}
    kinds = (
        Choice("deputy", say(N_("While the leader is away"))),
        Choice("leader", say(N_("For good. The one who has it now leaves the case"))),
    )
    return FormScreen(
        say(N_("Hand over")),
        (
            Text(say(N_("Whoever takes over joins the channel and sees the case. The employee is told."))),
            Input("person", say(N_("Who takes over?")), kind="person", filled=(deputy,) if is_free else ()),
            Input("kind", say(N_("For how long?")), choices=kinds, filled=("deputy",)),
        ),
        say(N_("Cancel")),
        act="hand_over",
        submit=say(N_("Hand over")),
        about=case.id,
    )


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
    here = LEVELS.index(case.severity)
    levels = LEVELS[here + 1 :] if is_own else LEVELS[:here]
    choices = tuple(Choice(level, say(SEVERITIES[level])) for level in levels)
    hint = N_("The employee reads it. At least ten characters.")
    return FormScreen(
        say(N_("How urgent is it?")),
        (
            Text(say(SEVERITIES[case.severity])),
            Input("severity", say(N_("How urgent is it?")), choices=choices),
            Input("reason", say(N_("Reason")), hint="" if is_own else say(hint), is_optional=is_own),
        ),
        say(N_("Cancel")),
        act="severity",
        submit=say(N_("Save")),
        about=case.id,
    )
