"""The direct messages about steps: who has come in, what is asked again, meetings and the end of a case."""

from __future__ import annotations

from collections.abc import Callable

from flows.access.rules import is_owner, may, may_do
from flows.case.case import Case, Record
from flows.deciding.role_changes import is_hr_asked
from flows.deciding.taking_over import HR, has_declined, is_hr_coming, may_join
from flows.effects import MessageKind
from flows.procedure.done_parts import is_acknowledged
from flows.procedure.due_times import meeting_start
from flows.procedure.gates import they_disagree_still
from flows.procedure.procedure import procedure_of
from flows.procedure.step_state import (
    DECLINED,
    StepState,
    begun_at,
    is_undecided,
    next_deadline,
    step_state,
    step_states,
)
from flows.reminders.escalation import has_nobody_to_ask
from flows.screens.deadlines import deadline
from flows.screens.elements import Button, Buttons, Note, Part, Quote, Text
from flows.screens.steps.records import MAILS
from flows.screens.steps.role_messages import PASSING_MESSAGES, own_steps, steps
from flows.screens.steps.summary import summary_parts
from flows.screens.terms import ROLES, SEVERITIES
from flows.screens.view import View
from flows.words import N_


def numbered(case: Case, text: str, view: View, **values: object) -> Text:
    """Every message about a step begins with which case it is."""
    return Text(f"*{view.say(N_('Case {number}'), number=case.number)}*\n{view.say(text, **values)}")


def show(case: Case, view: View) -> Buttons:
    """The way to the case."""
    return Buttons((view.open_case(case.id),))


def acknowledge_button(case: Case, view: View) -> tuple[Button, ...]:
    """For whoever is to answer the employee: that they have seen it, before there is time for more."""
    is_done = case.decision("contact") or is_acknowledged(case)
    if is_done or not may_do(view.viewer_id, "contact", "acknowledge", case):
        return ()
    return (Button(view.say(N_("I have seen it")), "task", f"{case.id}|contact|acknowledge"),)


def agree_buttons(case: Case, view: View) -> tuple[Part, ...]:
    """The employee's answer to one who calls it no harassment."""
    if view.viewer_id != case.employee or they_disagree_still(case, view.ctx.now):
        return ()
    told = N_(
        "Do you agree? If you do not, the manager's manager looks at it. If you do, the case ends here."
    )
    about = f"{case.id}|contact|agree"
    return (
        Text(view.say(told)),
        Buttons(
            (
                Button(view.say(N_("I do not agree")), "task", f"{about}|answer=disagree"),
                Button(view.say(N_("I agree")), "task", f"{about}|answer=agree"),
            )
        ),
    )


def _joined(case: Case, _: str, view: View) -> tuple[Part, ...]:
    say, person = view.say, view.viewer_id
    role = case.role_of(person)
    if role is None:
        return (Text(say(N_("Case {number} is no longer with you."), number=case.number)),)
    text = N_("You take part in it now as {role}. {employee} has reported digital harassment.")
    words = say(ROLES[role]).lower() if role != "hr" else "HR"
    parts: list[Part] = [
        numbered(case, text, view, role=words, employee=view.first_name(case.employee)),
    ]
    parts += steps(own_steps(case, view) or _passed_on_last(case, view), view)
    return (*parts, show(case, view)) if may(person, "read", case) else tuple(parts)


def _passed_on_last(case: Case, view: View) -> list[StepState]:
    """The next leader comes in beside the leader, for what was passed on or opened again last."""
    found = step_states(case, view.ctx.organisation.calendar, view.ctx.now)
    others = [d for d in found if is_undecided(d) and is_owner(view.viewer_id, d.step.key, case)]
    return sorted(others, key=lambda d: begun_at(case, d.step), reverse=True)[:1]


def _taken_over(case: Case, about: str, view: View) -> tuple[Part, ...]:
    text = N_("{who} has your case now, and sees it.")
    return (numbered(case, text, view, who=view.first_name(about)), show(case, view))


def _escalated(case: Case, _: str, view: View) -> tuple[Part, ...]:
    text = N_("The case has been passed on to the manager's manager or HR, who can see it now.")
    return (numbered(case, text, view), show(case, view))


def _hr_asked(case: Case, _: str, view: View) -> tuple[Part, ...]:
    """Only the number, the step and its deadline, until somebody has said yes."""
    if may_join(view.viewer_id, case, view.ctx):
        text = N_("The case needs HR. When you say yes, you join the channel and can see it.")
        return (numbered(case, text, view), *_needs(case, view), Buttons(join_buttons(case, view)))
    if has_declined(case, view.viewer_id):
        return (numbered(case, declined_text(case, view), view),)
    if case.role_of(view.viewer_id) == "hr":
        return (numbered(case, N_("You are in the case now."), view), show(case, view))
    return (numbered(case, N_("Somebody has taken it, or it is over. You need do nothing."), view),)


def _needs(case: Case, view: View) -> tuple[Part, ...]:
    """What HR is needed for: the step that asked them, else what is due next."""
    calendar, key = view.ctx.organisation.calendar, "legal" if case.record("legal", "ask_hr") else ""
    asked = procedure_of(case).step("removal" if is_letter_to_read(case) else key)
    item = step_state(case, asked, calendar, view.ctx.now) if asked else None
    if item is None or not is_undecided(item):
        item = next_deadline(case, calendar, view.ctx.now)
    return (Text(due_text(item, view)),) if item else ()


def due_text(item: StepState, view: View) -> str:
    """A step and its deadline, to one who does not see the case."""
    words = (
        N_("Step {number}: {title}\nIt is to be decided by {when}."),
        N_("Step {number}: {title}\nIt was to be decided by {when}."),
    )
    return deadline(item, words, view, number=item.step.number, title=view.say(item.step.title))


def join_buttons(case: Case, view: View) -> tuple[Button, ...]:
    """The two answers of somebody who is asked to come in."""
    yes = Button(view.say(N_("Yes, I will help")), "accept", case.id, "primary")
    return (yes, no_button(case, view))


def no_button(case: Case, view: View) -> Button:
    """The answer that lets the next one be asked."""
    return Button(view.say(N_("No, I cannot")), "decline", case.id)


def declined_text(case: Case, view: View) -> str:
    """What the viewer reads who has said no: the next one is asked, or there is none."""
    said = {r.step for r in case.records if (r.task, r.by) == (DECLINED, view.viewer_id)}
    is_hr_needed = HR in said and is_hr_asked(case) and not is_hr_coming(case, view.ctx)
    if is_hr_needed or any(has_nobody_to_ask(case, key, view.ctx) for key in said):
        return N_("You have said that you cannot. There is nobody else to ask now.")
    return N_("You have said that you cannot. Somebody else is asked now.")


def _nobody_of_hr(case: Case, _: str, view: View) -> tuple[Part, ...]:
    """To whoever waits for HR: until somebody of them comes after all, that nobody does."""
    if case.with_role("hr"):
        return (numbered(case, N_("HR takes part in the case now."), view), show(case, view))
    text = N_("Nobody of HR can come into the case right now. Call them if it cannot wait.")
    return (numbered(case, text, view), Note(view.say(TOLD_OPERATORS)), show(case, view))


TOLD_OPERATORS = N_("Those who run Værn here have been told that somebody is to be found.")


def _hr_joined(case: Case, about: str, view: View) -> tuple[Part, ...]:
    text = N_("{who} from HR helps in your case now, and can see it.")
    return (numbered(case, text, view, who=view.first_name(about)), show(case, view))


def _help_asked(case: Case, about: str, view: View) -> tuple[Part, ...]:
    text = N_("{who} asks for your help in the case.")
    return (numbered(case, text, view, who=view.first_name(about)), show(case, view))


def _acknowledged(case: Case, about: str, view: View) -> tuple[Part, ...]:
    text = N_("{who} has seen what you sent, and will get in touch with you.")
    return (numbered(case, text, view, who=view.first_name(about)), show(case, view))


def _summary(case: Case, _: str, view: View) -> tuple[Part, ...]:
    return (*summary_parts(case, view), show(case, view))


def _stepped_in(case: Case, about: str, view: View) -> tuple[Part, ...]:
    text = N_("{who} has stepped in in your case, and can see it.")
    return (numbered(case, text, view, who=view.first_name(about)), show(case, view))


def _back(case: Case, about: str, view: View) -> tuple[Part, ...]:
    text = N_("You are back. The case is with you again, and {who} does not see it any more.")
    told = numbered(case, text, view, who=view.first_name(about))
    return (told, *steps(own_steps(case, view), view), show(case, view))


def booked(case: Case, key: str, view: View) -> tuple[Part, ...]:
    """The meeting of a step as it now is."""
    say, start = view.say, meeting_start(case, key)
    found = procedure_of(case).step(key)
    title = say(found.title) if found else ""
    if start is None:
        return (numbered(case, N_("The meeting is cancelled: {title}"), view, title=title),)
    if start <= view.ctx.now:
        past = N_("You had a meeting {when}: {title}")
        return (numbered(case, past, view, when=view.moment(start), title=title),)
    text = N_("You have a meeting {when}: {title}")
    note = N_("It stands in the calendar as private, without what it is about. If the time is bad, say so.")
    return (numbered(case, text, view, when=view.moment(start), title=title), Note(say(note)))


def _mail(case: Case, _: str, view: View) -> tuple[Part, ...]:
    state = case.value("legal", "mail", "state")
    text = MAILS.get(state, MAILS["copy"])
    button = Button(view.say(N_("The mail to HR")), "sheet", f"{case.id}|legal|mail")
    return (numbered(case, text, view), Buttons(() if state == "sent" else (button,)))


def _task_done(case: Case, about: str, view: View) -> tuple[Part, ...]:
    """That somebody has done their part, and where it leads; what they wrote stands in the step."""
    key, _, name = about.partition(":")
    found = procedure_of(case).step(key)
    task = found.task(name) if found else None
    record = case.record(key, task.key) if task else None
    if found is None or task is None or record is None:
        return (show(case, view),)
    who, when = view.first_name(record.by), view.moment(record.at)
    label = view.say(N_("Open step {number}"), number=found.number)
    step = Button(label, "open_step", f"{case.id}|{key}")
    if about == "removal:draft" and is_letter_to_read(case) and case.role_of(view.viewer_id) == "hr":
        return _to_read(case, task.sentence, record, step, view)
    return (numbered(case, task.sentence, view, who=who, when=when), Buttons((step,)))


def is_letter_to_read(case: Case) -> bool:
    """Whether the letter to the sender waits for HR: written, not read as it is now, and its step open."""
    draft, read = case.record("removal", "draft"), case.record("removal", "check")
    is_read = draft is None or (read is not None and read.at >= draft.at)
    return not is_read and case.decision("removal") is None


def _to_read(case: Case, written: str, record: Record, step: Button, view: View) -> tuple[Part, ...]:
    """HR is asked to read it: by when, and with the button that says so."""
    found = procedure_of(case).step("removal")
    task = found.task("check") if found else None
    if found is None or task is None:
        return ()
    item = step_state(case, found, view.ctx.organisation.calendar, view.ctx.now)
    ask = (
        N_("Read it, and say whether it may be sent. The step is to be decided by {when}."),
        N_("Read it, and say whether it may be sent. The step was to be decided by {when}."),
    )
    read = Button(view.say(task.label), "task", f"{case.id}|removal|check", "primary")
    return (
        numbered(case, written, view, who=view.first_name(record.by), when=view.moment(record.at)),
        Text(deadline(item, ask, view)),
        Buttons((read, step)),
    )


def _severity(case: Case, _: str, view: View) -> tuple[Part, ...]:
    record = case.record("case", "severity")
    who = view.first_name(record.by) if record else view.say(N_("someone"))
    text = N_("{who} has changed how urgent it is: {severity}")
    reason = record.values.get("reason", "") if record else ""
    said = view.say(SEVERITIES[case.report.severity])
    return (
        numbered(case, text, view, who=who, severity=said),
        *((Quote(reason),) if reason else ()),
        show(case, view),
    )


Draw = Callable[[Case, str, View], tuple[Part, ...]]
STEP_MESSAGES: dict[MessageKind, Draw] = {
    "joined": _joined,
    "taken-over": _taken_over,
    "escalated": _escalated,
    **PASSING_MESSAGES,
    "hr-asked": _hr_asked,
    "hr-joined": _hr_joined,
    "nobody-of-hr": _nobody_of_hr,
    "help-asked": _help_asked,
    "acknowledged": _acknowledged,
    "summary": _summary,
    "stepped-in": _stepped_in,
    "back": _back,
    "booked": booked,
    "mail": _mail,
    "task-done": _task_done,
    "severity": _severity,
}
