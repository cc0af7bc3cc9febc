"""What the employee can do in their own case besides reading it."""

from __future__ import annotations

from flows.access.rules import may, may_do
from flows.case.case import Case
from flows.procedure.closing_conditions import may_reopen
from flows.procedure.due_times import circumstances
from flows.procedure.gates import name_consent, police_wish
from flows.procedure.procedure import procedure_of
from flows.reminders.postponing import paused_until
from flows.screens.case.closing_messages import closing_buttons
from flows.screens.elements import Button, Buttons, Part, Text
from flows.screens.steps.messages import agree_buttons
from flows.screens.steps.own_police_report import own_report_asked, own_report_buttons
from flows.screens.view import View
from flows.words import N_


def waiting_answers(case: Case, view: View) -> tuple[Part, ...]:
    """The questions that wait for the employee's answer."""
    return (*agree_buttons(case, view), *_own_report(case, view), *_asked_to_close(case, view))


def own_acts(case: Case, view: View) -> tuple[Part, ...]:
    """What the employee has answered, and everything that they may change or ask for."""
    buttons = (*_answers(case, view), *_people(case, view), *_again(case, view))
    title = (Text(f"*{view.say(N_('What you can do'))}*"),) if buttons else ()
    return (*title, *_answered(case, view), *((Buttons(buttons),) if buttons else ()))


def _own_report(case: Case, view: View) -> tuple[Part, ...]:
    """Whether they report to the police personally, or have."""
    return own_report_asked(case, view) if own_report_buttons(case, view) else ()


def _asked_to_close(case: Case, view: View) -> tuple[Part, ...]:
    found = closing_buttons(case, view)
    text = N_("Your manager thinks that the case can be closed. What do you think?")
    return (Text(view.say(text)), *found) if found else ()


ANSWERS = {
    ("legal", "wish"): N_("Your wish on the police"),
    ("register", "consent"): N_("Your name in the register"),
    ("register", "absence"): N_("Absence"),
}
"""What the employee answers about themself, as their own case calls it."""


def _answered(case: Case, view: View) -> tuple[Part, ...]:
    """What is known of each, whoever has written it."""
    absent = circumstances(case)
    known = {
        ("legal", "wish"): police_wish(case),
        ("register", "consent"): name_consent(case),
        ("register", "absence"): "" if absent.is_absent is None else "yes" if absent.is_absent else "no",
    }
    lines = []
    for (key, name), label in ANSWERS.items():
        step = procedure_of(case).step(key)
        task = step.task(name) if step else None
        options = task.fields[0].options if task else ()
        said = next((view.say(option.label) for option in options if option.key == known[key, name]), "")
        lines += [f"{view.say(label)}: {said}"] if said else []
    if absent.is_absent and absent.first_day:
        day = view.answer_date(absent.first_day.isoformat())
        lines.append(view.say(N_("The first day of absence: {day}."), day=day))
    until = paused_until(case)
    if until and until > view.ctx.now:
        lines.append(view.say(N_("I do not remind you of the case until {when}."), when=view.moment(until)))
    return (Text("\n".join(lines)),) if lines else ()


def _answers(case: Case, view: View) -> tuple[Button, ...]:
    """The buttons by which the employee answers or changes an answer."""
    found = []
    for step in procedure_of(case).steps:
        for task in step.tasks:
            label = ANSWERS.get((step.key, task.key))
            if label and may_do(case.employee, step.key, task.key, case):
                about = f"{case.id}|{step.key}|{task.key}|own=1"
                found.append(Button(view.say(label), "task", about))
    return tuple(found)


def _people(case: Case, view: View) -> tuple[Button, ...]:
    say, person = view.say, case.employee
    found = []
    if may(person, "invite_union", case):
        found.append(Button(say(N_("Invite a union representative")), "invite_union", case.id))
    if may(person, "ask_help", case):
        label = say(N_("Ask the representative for help"))
        found.append(Button(label, "help", f"{case.id}|representative"))
        found.append(Button(say(N_("Ask HR for help")), "help", f"{case.id}|hr"))
    if may(person, "escalate", case):
        found.append(Button(say(N_("Bring in the manager's manager")), "escalate", case.id))
    if may(person, "raise_severity", case) and case.report.severity != "RED":
        found.append(Button(say(N_("It is more urgent now")), "severity", case.id))
    if may(person, "pause", case):
        found.append(Button(say(N_("Do not remind me now")), "pause_reminders", case.id))
    return tuple(found)


def _again(case: Case, view: View) -> tuple[Button, ...]:
    if not may(case.employee, "reopen_case", case) or not may_reopen(case, view.ctx.now):
        return ()
    return (Button(view.say(N_("Open the case again")), "reopen_case", case.id),)
