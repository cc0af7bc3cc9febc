"""The buttons by which a step's owner answers a reminder besides deciding: later, not me, I need help."""

from __future__ import annotations

from flows.access.rules import may, may_decide
from flows.case.case import Case
from flows.case.records import HelpRole
from flows.procedure.step_state import StepState, is_to_book, is_undecided
from flows.procedure.steps import Step
from flows.reminders.postponing import PAUSE_DAYS, SNOOZE_DAYS, paused_until, snoozed_until
from flows.reminders.rules import is_acute
from flows.screens.elements import Button, Choice, FormScreen, Input, Note, Part, Text
from flows.screens.steps.row import about, step_rows
from flows.screens.view import View
from flows.words import N_


def answerable(item: StepState, text: str, view: View) -> tuple[Part, ...]:
    """A step as it comes to its owner: what can be done about it, and what was done already."""
    parts = step_rows(item, text, view, answers(item, view))
    lines = (*snoozed_line(item, view), *helped_line(item, view)) if is_undecided(item) else ()
    return (*parts, *((Note("\n".join(lines)),) if lines else ()))


def answers(item: StepState, view: View) -> tuple[Button, ...]:
    """The ways to answer without deciding, for one whose step it is now."""
    case, person, say = item.case, view.viewer_id, view.say
    is_now = item.state in {"open", "overdue"} or is_to_book(item)
    if not is_now or item.owner != person:
        return ()
    if person == case.employee:
        return (Button(say(N_("Do not remind me now")), "pause_reminders", case.id),)
    found = [*snooze_button(item, view)]
    if may(person, "hand_over", case):
        found.append(Button(say(N_("Not me")), "hand_over", about(item)))
    if may(person, "ask_help", case):
        found.append(Button(say(N_("I need help")), "need_help", case.id))
    return tuple(found)


def snooze_button(item: StepState, view: View) -> tuple[Button, ...]:
    """For what can wait, and does not wait already."""
    return (Button(view.say(N_("Later")), "snooze", about(item)),) if _may_snooze(item, view) else ()


def _may_snooze(item: StepState, view: View) -> bool:
    until = snoozed_until(item.case, item.step.key)
    is_waiting = until is not None and until > view.ctx.now
    is_theirs = may_decide(view.viewer_id, item.step.key, item.case)
    return is_theirs and not is_waiting and not is_acute(item.case, item)


def snoozed_line(item: StepState, view: View) -> tuple[str, ...]:
    """That its reminders wait, who wanted it, and that the deadline has not moved."""
    until, record = snoozed_until(item.case, item.step.key), item.case.record(item.step.key, "snooze")
    if until is None or record is None or until <= view.ctx.now:
        return ()
    text = N_("{who} is reminded again {when}. The deadline has not moved.")
    return (view.say(text, who=view.first_name(record.by), when=view.moment(until)),)


def helped_line(item: StepState, view: View) -> tuple[str, ...]:
    """That the viewer has asked for help, of whom and when."""
    asked: dict[HelpRole, str] = {
        "representative": N_("You asked the work-environment representative for help {when}."),
        "hr": N_("You asked HR for help {when}."),
    }
    records = {role: item.case.record("help", role) for role in asked}
    return tuple(
        view.say(asked[role], when=view.moment(record.at))
        for role, record in records.items()
        if record is not None and record.by == view.viewer_id
    )


def snooze_form(case: Case, step: Step, view: View) -> FormScreen:
    """For how long, and why. Who reads the step later reads the reason."""
    say = view.say
    told = N_("You are reminded again then. The deadline does not move, and after it somebody else is asked.")
    hint = N_("At least ten characters. It stays with the step.")
    words = {1: N_("One day"), 3: N_("Three days")}
    choices = tuple(Choice(str(days), say(words[days])) for days in SNOOZE_DAYS)
    return FormScreen(
        say(N_("Later")),
        (
            Text(f"*{say(N_('Case {number}'), number=case.number)}*: {say(step.title)}"),
            Text(say(told)),
            Input("days", say(N_("For how long?")), choices=choices, filled=(str(SNOOZE_DAYS[0]),)),
            Input("reason", say(N_("Reason")), hint=say(hint)),
        ),
        say(N_("Cancel")),
        act="snooze",
        submit=say(N_("Remind me later")),
        about=f"{case.id}|{step.key}",
    )


def help_form(case: Case, view: View) -> FormScreen:
    """Whom to ask. They join the case, or are told at once when they are in it."""
    say = view.say
    told = N_("They are asked at once. If they are not in the case yet, they come in and can see it.")
    choices = (
        Choice("representative", say(N_("The work-environment representative"))),
        Choice("hr", say(N_("HR"))),
    )
    offered = choices[1:] if case.role_of(view.viewer_id) == "representative" else choices
    return FormScreen(
        say(N_("I need help")),
        (
            Text(say(told)),
            Input("role", say(N_("Who is to help you?")), choices=offered, filled=(offered[0].key,)),
        ),
        say(N_("Cancel")),
        act="need_help",
        submit=say(N_("Ask for help")),
        about=case.id,
    )


def pause_form(case: Case, view: View) -> FormScreen:
    """For how long the employee is left alone, or that the pause is to end."""
    say = view.say
    told = N_("You hear nothing from me about this case until then. The others go on with what is theirs.")
    words = {1: N_("One day"), 3: N_("Three days"), 7: N_("A week")}
    choices = [Choice(str(days), say(words[days])) for days in PAUSE_DAYS]
    until = paused_until(case)
    if until is not None and until > view.ctx.now:
        choices.append(Choice("0", say(N_("End the pause now"))))
    return FormScreen(
        say(N_("Do not remind me now")),
        (
            Text(say(told)),
            Input("days", say(N_("For how long?")), choices=tuple(choices), filled=(choices[0].key,)),
        ),
        say(N_("Cancel")),
        act="pause_reminders",
        submit=say(N_("Save")),
        about=case.id,
    )
