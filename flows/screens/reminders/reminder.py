"""Rule 1: a reminder says which case, which step, why now and by when, and carries what answers it.

It is drawn from the facts as they are, so that what was done says so, wherever it was done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from flows.access.rules import may
from flows.case.case import Case, ClaimedReminder
from flows.case.reminder_key import FOLLOW_UPS, OF_STEP, SILENCE, TOLD, ReminderKey
from flows.clock.message_of_the_day import Ref
from flows.deciding.taking_over import has_declined
from flows.procedure.step_state import StepState, is_undecided, step_states
from flows.reminders.escalation import is_nobody_left
from flows.reminders.escalation_levels import may_come
from flows.reminders.invitations import invited_for, may_take_over
from flows.reminders.reminder import Reason, claimed_of
from flows.reminders.step_times import why_of
from flows.screens.case.closing_messages import closing_asked
from flows.screens.deadlines import deadline
from flows.screens.elements import Button, Buttons, Note, Part, Screen, Text
from flows.screens.reminders.follow_up_questions import follow_up_question, is_to_answer, other_ways
from flows.screens.steps.answering import answerable
from flows.screens.steps.messages import TOLD_OPERATORS, declined_text, due_text, no_button, numbered, show
from flows.screens.steps.own_police_report import own_report_asked
from flows.screens.steps.row import deadline_note, state_text
from flows.screens.steps.summary import summary_parts
from flows.screens.view import View
from flows.words import N_

MOST_ITEMS = 16
"""Three blocks each: with the rest they stay inside the 50 blocks of a message."""

NOTICE = N_("Værn has a reminder for you.")
GONE = N_("Case {number} is no longer with you.")


def reminder(refs: Iterable[Ref], cases: Mapping[str, Case], view: View) -> Screen:
    """The message with all that is to be said to the viewer at once, of whichever cases."""
    found = [ref for ref in refs if _may_know(cases.get(ref.case), view)]
    return Screen(view.say(NOTICE), (*reminded(found, cases, view), *more(len(found), view)))


def _may_know(case: Case | None, view: View) -> bool:
    return case is not None and view.viewer_id not in case.people.excluded


def reminded(refs: Iterable[Ref], cases: Mapping[str, Case], view: View) -> tuple[Part, ...]:
    """What the references say now. Whoever is asked to take over is asked once for all steps of a case."""
    parts: list[Part] = []
    invited: dict[str, list[ReminderKey]] = {}
    for ref in list(refs)[:MOST_ITEMS]:
        case = cases[ref.case]
        if _is_invited(case, ref.key, view):
            invited.setdefault(case.id, []).append(ref.key)
        else:
            parts += _item(case, ref.key, view)
    for case_id, keys in invited.items():
        parts += _invited(cases[case_id], keys, view)
    return tuple(parts)


def _is_invited(case: Case, key: ReminderKey, view: View) -> bool:
    return key.kind not in TOLD and not may(view.viewer_id, "read", case)


def more(count: int, view: View) -> tuple[Part, ...]:
    """That there is more than a message holds."""
    text = N_("There is more than I can show here. You find all of it on my Home tab.")
    return (Note(view.say(text)),) if count > MOST_ITEMS else ()


def is_wanted(refs: Iterable[Ref], cases: Mapping[str, Case], view: View) -> bool:
    """Whether something of it is still to be said: between claim and delivery all may have been done."""
    return any(
        _is_wanted(cases[ref.case], ref.key, view) for ref in refs if _may_know(cases.get(ref.case), view)
    )


def _is_wanted(case: Case, key: ReminderKey, view: View) -> bool:
    if case.ending.withdrawn_at:
        return False
    if key.kind in FOLLOW_UPS:
        return is_to_answer(case, key)
    found = _step_state(case, key.step, view)
    return found is None or is_undecided(found)


def _item(case: Case, key: ReminderKey, view: View) -> tuple[Part, ...]:
    if key.kind in TOLD:
        return _escalation_told(case, key.step, view)
    if key.kind in FOLLOW_UPS:
        return _asked(case, key, view)
    item = _step_state(case, key.step, view)
    is_theirs = item is not None and item.owner == view.viewer_id
    if key.kind == "escalation" or (not is_theirs and may_take_over(case, view.viewer_id, view.ctx)):
        return _unanswered(case, key, view)
    return _reminded(case, key, view)


def _step_state(case: Case, step: str, view: View) -> StepState | None:
    found = step_states(case, view.ctx.organisation.calendar, view.ctx.now)
    return next((item for item in found if item.step.key == step), None)


def _asked(case: Case, key: ReminderKey, view: View) -> tuple[Part, ...]:
    if key.kind == "summary" and view.viewer_id == case.employee:
        return (*summary_parts(case, view), show(case, view))
    draw = _OF_EMPLOYEE.get(key.kind)
    return draw(case, view) if draw else follow_up_question(case, key, view)


_OF_EMPLOYEE: Mapping[str, Callable[[Case, View], tuple[Part, ...]]] = {
    "closing": closing_asked,
    "own_report": own_report_asked,
    "other_ways": other_ways,
}


WHY = (
    N_("I am writing because the step is not decided yet. The deadline is {when}."),
    N_("I am writing because the step is not decided. The deadline was {when}."),
)


def _reminded(case: Case, key: ReminderKey, view: View) -> tuple[Part, ...]:
    say, item = view.say, _step_state(case, key.step, view)
    if item is None:
        return ()
    head = f"*{say(N_('Case {number}'), number=case.number)}*: {say(item.instruction)}"
    if not is_undecided(item) or item.owner != view.viewer_id:
        return (Text(f"{head}\n{state_text(item, view)}"), show(case, view))
    lines = (
        head,
        reason_text(why_of(case, item.step, key, view.ctx.organisation.calendar), view),
        deadline(item, WHY, view),
    )
    return (*answerable(item, "\n".join(lines), view), *_deadline(item, view))


def reason_text(reason: Reason, view: View, called: Callable[[str], str] | None = None) -> str:
    """Why it is said, or why at this time, in the viewer's words; `called` is how a person is spoken of."""
    when = view.moment(reason.when) if reason.when else ""
    who = (called or view.first_name)(reason.who) if reason.who else ""
    return view.say(reason.text, count=reason.count, who=who, when=when)


def _unanswered(case: Case, key: ReminderKey, view: View) -> tuple[Part, ...]:
    """To one who takes part in the case already: it was not decided, and they can take over."""
    head, item = view.say(N_("Case {number}"), number=case.number), _step_state(case, key.step, view)
    if item and item.owner == view.viewer_id and is_undecided(item):
        lines = (f"*{head}*: {view.say(item.instruction)}", state_text(item, view))
        return (*answerable(item, "\n".join(lines), view), *_deadline(item, view))
    parts: list[Part] = [Text("\n".join((f"*{head}*", *_why_invited(case, key, view))))]
    if item:
        parts += [Text(f"*{view.say(item.step.title)}*\n{state_text(item, view)}"), *_deadline(item, view)]
    return (*parts, Buttons((*_answers(case, view), view.open_case(case.id))))


def _deadline(item: StepState, view: View) -> tuple[Part, ...]:
    """What a deadline by law means, while the step waits."""
    note = deadline_note(item, view) if is_undecided(item) else ""
    return (Note(note),) if note else ()


def _late(case: Case, step: str, view: View) -> str:
    if step == "document":
        return N_("The employee has not got it documented yet. Offer your help.")
    if step == SILENCE:
        return N_("It is a RED case, and nothing has happened in it for a whole working day.")
    item = _step_state(case, step, view)
    is_open = item is None or is_undecided(item)
    return N_("A step was not decided in time.") if is_open else N_("A step was late. It is decided now.")


def _answers(case: Case, view: View) -> tuple[Button, ...]:
    if not may_take_over(case, view.viewer_id, view.ctx):
        return ()
    yes = Button(view.say(N_("Yes, I will step in")), "accept", case.id, "primary")
    return (yes, no_button(case, view))


def _invited(case: Case, keys: list[ReminderKey], view: View) -> tuple[Part, ...]:
    """To one without a part: the number, the steps and their deadlines, and nothing of the case itself."""
    waiting = invited_for(case, view.viewer_id, view.ctx)
    keys = [key for key in keys if key.step in waiting]
    say, answers = view.say, _answers(case, view) if keys else ()
    if not answers:
        is_former = view.viewer_id in {p.person for p in case.people.former}
        done = N_("Somebody has taken it, or it is over. You need do nothing.")
        if has_declined(case, view.viewer_id):
            done = declined_text(case, view)
        return (Text(say(GONE, number=case.number)),) if is_former else (numbered(case, done, view),)
    lines = [line for key in keys for line in _why_invited(case, key, view)]
    told = N_("When you say yes, you join the channel and can see the case. The employee is told.")
    head = say(N_("Case {number}"), number=case.number)
    return (Text("\n".join(dict.fromkeys((f"*{head}*", *lines, say(told))))), Buttons(answers))


def _why_invited(case: Case, key: ReminderKey, view: View) -> tuple[str, ...]:
    say, item = view.say, _step_state(case, key.step, view)
    why = say(_late(case, key.step, view))
    if not may_come(case, view.viewer_id) and is_nobody_left(case, key.step, view.ctx):
        in_touch = say(N_("Stay in touch with {employee}."), employee=view.first_name(case.employee))
        why = f"{why} {say(NOBODY)} {in_touch}"
    if item is None:
        return (why,)
    if key.kind in OF_STEP and item.owner != case.employee:
        why = say(N_("{who} is away, and a step of the case waits."), who=view.first_name(item.owner))
    return (why, due_text(item, view)) if is_undecided(item) else (why,)


def _escalation_told(case: Case, step: str, view: View) -> tuple[Part, ...]:
    """The employee is told that it was not answered, who was asked to take over, and who came."""
    if view.viewer_id != case.employee:
        return ()
    say, item = view.say, _step_state(case, step, view)
    late = say(N_("Nothing has happened in your case for a whole working day."))
    if item:
        late = say(N_("Step {number} in your case was not decided in time."), number=item.step.number)
    state = (Text(f"*{say(item.step.title)}*\n{state_text(item, view)}"),) if item else ()
    told = (
        _nobody_left(case, view) if is_nobody_left(case, step, view.ctx) else _asked_to_come(case, step, view)
    )
    head = f"*{say(N_('Case {number}'), number=case.number)}*"
    return (Text(f"{head}\n{' '.join((late, *told))}"), *state, show(case, view))


def _asked_to_come(case: Case, step: str, view: View) -> tuple[str, ...]:
    asked = [n for n in claimed_of(case, step, {"escalation"}) if may_come(case, n.to)]
    text = N_("I have asked {people} to step in.")
    return (view.say(text, people=view.names(_latest(asked))),) if asked else ()


def _nobody_left(case: Case, view: View) -> tuple[str, ...]:
    """That nobody has come, and who is there all the same."""
    beside = [p for p in case.with_role("representative") if view.is_here(p)]
    talk = view.say(N_("Talk with {people}, who knows it."), people=view.names(beside))
    return (view.say(NOBODY), *((talk,) if beside else ()), view.say(TOLD_OPERATORS))


NOBODY = N_("Nobody has stepped in yet, and I have nobody more to ask.")


def _latest(asked: list[ClaimedReminder]) -> list[str]:
    """Those who were asked last, at the same time."""
    last = max((item.at for item in asked), default=None)
    return [item.to for item in asked if item.at == last]
