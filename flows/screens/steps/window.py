"""A step opened: how it stands, what is done, what can be done, and what helps to do it."""

from __future__ import annotations

from flows.access.rules import is_at_work, is_owner, may, may_do
from flows.case.case import Case
from flows.guidance.step_help import HELP
from flows.procedure.due_times import meeting_start
from flows.procedure.step_state import StepState, is_undecided, step_state
from flows.procedure.steps import Step, Task
from flows.screens.elements import Button, Buttons, FormScreen, Note, Part, Rule, Text
from flows.screens.guidance import passages
from flows.screens.steps.answering import snooze_button
from flows.screens.steps.forms import missing_notes
from flows.screens.steps.records import records
from flows.screens.steps.row import about, book_button, deadline_note, decide_button, state_text
from flows.screens.view import View
from flows.words import N_

SHEETS = {
    "legal": (("police", N_("What the police need")), ("mail", N_("The mail to HR"))),
    "removal": (("platforms", N_("Report to the platform")), ("platform_text", N_("Text for the platform"))),
    "register": (("worksheet", N_("A form you can copy")),),
    "meeting": (("summary", N_("The summary")),),
    "analyse": (("facts", N_("Facts without names")),),
}
"""What can be read or copied in a step, by its key."""

HIDDEN = frozenset({"action_done"})
"""Tasks that are done from the line of what they concern."""


def step_screen(case: Case, step: Step, view: View) -> FormScreen:
    """The step to one who may read the case; each is shown only what they may do."""
    view, say = view.just_opened(), view.say
    item = step_state(case, step, view.ctx.organisation.calendar, view.ctx.now)
    note = deadline_note(item, view)
    parts: tuple[Part, ...] = (
        Text(f"*{say(step.title)}*\n{state_text(item, view)}"),
        *((Note(note),) if note else ()),
        *records(case, step, view),
        *_waits_for(item, view),
        *_buttons(item, view),
        *_help(case, step, view),
        *_roles(item, view),
    )
    title = say(N_("Step {number} · case {case}"), number=step.number, case=case.number)
    return FormScreen(title, parts, say(N_("Close")), about=about(item))


def _waits_for(item: StepState, view: View) -> tuple[Part, ...]:
    """What stands in the way of a decision, before somebody tries."""
    is_theirs = is_owner(view.viewer_id, item.step.key, item.case)
    return missing_notes(item.case, item.step, view) if is_theirs and is_decidable(item) else ()


def is_decidable(item: StepState) -> bool:
    """The step itself is open; some of its outcomes may still wait."""
    return item.state in {"open", "overdue"}


def _buttons(item: StepState, view: View) -> tuple[Part, ...]:
    case, key, person = item.case, item.step.key, view.viewer_id
    own: tuple[Button, ...] = ()
    if is_owner(person, key, case) and is_at_work(key, case):
        own = _own_buttons(item, view)
    tasks = tuple(_task_button(case, item.step, task, view) for task in tasks_of(item, view))
    sheets = tuple(
        Button(view.say(label), "sheet", f"{about(item)}|{name}") for name, label in SHEETS.get(key, ())
    )
    found = (*own, *tasks, *(sheets if person != case.employee else ()))
    return (Buttons(found),) if found else ()


def _own_buttons(item: StepState, view: View) -> tuple[Button, ...]:
    say = view.say
    if item.decision:
        return (Button(say(N_("Open the step again")), "reopen_step", about(item)),)
    decide = (decide_button(item, view),) if is_decidable(item) else ()
    booked = meeting_start(item.case, item.step.key) if item.step.books and is_undecided(item) else None
    if not booked:
        return (*decide, *(book_button(item, view) if is_undecided(item) else ()))
    ask = say(N_("Everybody in the meeting is told that it is cancelled."))
    cancel = Button(
        say(N_("Cancel the meeting")), "cancel_meeting", about(item), confirm=ask, deny=say(N_("Keep it"))
    )
    return (*decide, Button(say(N_("Move the meeting")), "book", about(item)), cancel)


def tasks_of(item: StepState, view: View) -> tuple[Task, ...]:
    """What the viewer may do now, and what is not done already where once is enough."""
    case, key, person = item.case, item.step.key, view.viewer_id
    return tuple(
        task
        for task in item.step.tasks
        if task.key not in HIDDEN
        and may_do(person, key, task.key, case)
        and not task.gate(case, view.ctx.now)
        and (task.fields or case.record(key, task.key) is None)
    )


def _task_button(case: Case, step: Step, task: Task, view: View) -> Button:
    return Button(view.say(task.label), "task", f"{case.id}|{step.key}|{task.key}")


def _help(case: Case, step: Step, view: View) -> tuple[Part, ...]:
    """How it is done, to those who may do it: the employee is told of no task of somebody else."""
    if view.viewer_id == case.employee and "employee" not in step.owners:
        return ()
    found = HELP[step.key]
    return (Rule(), *passages(found.passages, found.sources, view))


def _roles(item: StepState, view: View) -> tuple[Part, ...]:
    """Later, and who else can help: hand over, ask for help, the next leader. Step 4 asks HR by itself."""
    is_theirs = item.owner == view.viewer_id and is_undecided(item)
    asks_hr = any(task.key == "ask_hr" for task in tasks_of(item, view))
    found = role_buttons(item.case, view, item.step.key if is_theirs else "")
    others = tuple(b for b in found if not (asks_hr and b.value.endswith("|hr")))
    buttons = (*(snooze_button(item, view) if is_theirs else ()), *others)
    return (Rule(), Buttons(buttons)) if buttons else ()


def role_buttons(case: Case, view: View, key: str = "") -> tuple[Button, ...]:
    """What the viewer may change about who takes part; a step of theirs can be handed over alone."""
    say, person = view.say, view.viewer_id
    found = []
    if may(person, "hand_over", case):
        found.append(Button(say(N_("Hand over")), "hand_over", f"{case.id}|{key}" if key else case.id))
    if may(person, "take_back", case) and case.with_role("deputy"):
        found.append(Button(say(N_("I am back")), "take_back", case.id))
    if may(person, "ask_help", case):
        if case.role_of(person) != "representative":
            found.append(
                Button(say(N_("Ask the representative for help")), "help", f"{case.id}|representative")
            )
        found.append(Button(say(N_("Ask HR for help")), "help", f"{case.id}|hr"))
    if may(person, "escalate", case):
        found.append(Button(say(N_("Bring in the manager's manager")), "escalate", case.id))
    if may(person, "lower_severity", case) and case.report.severity != "YELLOW":
        found.append(Button(say(N_("Change how urgent it is")), "severity", case.id))
    if may(person, "close", case):
        found.append(Button(say(N_("Close the case")), "close_case", case.id))
    return tuple(found)
