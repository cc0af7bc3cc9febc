"""The employee's own police report: whether they make it, until when, and what others hear of the answer."""

from __future__ import annotations

from flows.access.rules import may_do
from flows.case.case import Case
from flows.effects import MessageKind
from flows.procedure.done_parts import asked_to_report, is_employee_asked, is_own_report_done
from flows.procedure.procedure import procedure_of
from flows.procedure.step_state import step_state
from flows.screens.elements import Button, Buttons, Note, Part, Text
from flows.screens.steps.messages import Draw, numbered, show
from flows.screens.steps.row import police_note, state_text, step_rows
from flows.screens.view import View
from flows.words import N_

YES, NO, DONE = N_("Yes, I will report it"), N_("No, I will not"), N_("I have reported it")
NOT_AFTER_ALL = N_("I do not want to after all")


def own_report_asked(case: Case, view: View) -> tuple[Part, ...]:
    """The question, or what the employee has said to it and can still say."""
    said = asked_to_report(case)
    if said is None:
        return (numbered(case, N_("You do not report it yourself. Your manager decides it now."), view),)
    if is_own_report_done(case):
        return (numbered(case, N_("You have reported it to the police. Your manager knows."), view),)
    text = N_(
        "{who} suggests that you report it to the police yourself. Will you? Say no if you would rather "
        "not. Then your manager decides it."
    )
    if not is_employee_asked(case):
        text = N_("You report it to the police yourself. Is it done?")
    asked = next((d for d in reversed(case.decisions) if d.step == "legal" and d.is_waiting), said)
    return (
        numbered(case, text, view, who=view.first_name(asked.by)),
        *how(view),
        *own_report_buttons(case, view, view.open_case(case.id)),
        Note(police_note(case, view)),
    )


def how(view: View) -> tuple[Part, ...]:
    """How it is done, in a line."""
    text = N_("Call 114, or go to a police station. Bring your pictures and links, and ask for a receipt.")
    return (Text(view.say(text)),)


def own_report_buttons(case: Case, view: View, *more: Button) -> tuple[Part, ...]:
    """The employee's answers, as long as they are asked or have not done it."""
    is_theirs = may_do(view.viewer_id, "legal", "own_report", case)
    if asked_to_report(case) is None or is_own_report_done(case) or not is_theirs:
        return ()
    first, second = ((YES, "yes"), (NO, "no"))
    if not is_employee_asked(case):
        first, second = ((DONE, "done"), (NOT_AFTER_ALL, "no"))
    about = f"{case.id}|legal|own_report|answer="
    buttons = (Button(view.say(label), "task", f"{about}{answer}") for label, answer in (first, second))
    return (Buttons((*buttons, *more)),)


def _asked(case: Case, _: str, view: View) -> tuple[Part, ...]:
    return own_report_asked(case, view)


ANSWERS = {
    "yes": N_("{employee} says yes, and reports it to the police personally. Step 4 is decided."),
    "no": N_("{employee} does not report it to the police personally. Step 4 is open. Decide it now."),
    "done": N_("{employee} has reported it to the police personally."),
}


def _answered(case: Case, answer: str, view: View) -> tuple[Part, ...]:
    """To whoever has step 4; after a no it can be decided from here."""
    told = numbered(case, ANSWERS[answer], view, employee=view.first_name(case.employee))
    step = procedure_of(case).step("legal")
    if answer != "no" or step is None:
        return (told, show(case, view))
    item = step_state(case, step, view.ctx.organisation.calendar, view.ctx.now)
    rows = step_rows(item, f"*{view.say(step.title)}*\n{state_text(item, view)}", view)
    running = () if item.decision else (Note(police_note(case, view)),)
    return (told, *rows, *running)


OWN_REPORT_MESSAGES: dict[MessageKind, Draw] = {"own-report": _asked, "own-report-answered": _answered}
"""`about` of the second is the answer."""
