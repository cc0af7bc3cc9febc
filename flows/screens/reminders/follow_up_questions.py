"""What is asked again after a while, with its answers as buttons."""

from __future__ import annotations

from collections.abc import Mapping

from flows.access.rules import Act, may, may_do
from flows.case.case import Case
from flows.case.records import RecordTask
from flows.case.reminder_key import ReminderKey, ReminderKind
from flows.procedure.due_times import circumstances
from flows.procedure.gates import actions
from flows.reminders.follow_up_questions import is_absence_asked
from flows.screens.case.closing_messages import no_longer_asked
from flows.screens.elements import Button, Buttons, Note, Part, Text
from flows.screens.steps.messages import numbered
from flows.screens.steps.records import plain
from flows.screens.view import View
from flows.words import N_


def follow_up_question(case: Case, key: ReminderKey, view: View) -> tuple[Part, ...]:
    """The question, with its answers as buttons; afterwards that it is answered."""
    step, task = _TASKS[key.kind]
    question, answers = _QUESTIONS[key.kind]
    values, extra = _asked_of(case, key, view)
    if not is_to_answer(case, key) or not may_do(view.viewer_id, step, task, case):
        asked = view.say(question, **values)
        return no_longer_asked(case, asked, view, is_answered=_is_answered(case, key))
    about = f"{case.id}|{step}|{task}|{extra}answer="
    buttons = tuple(Button(view.say(label), "task", f"{about}{a}") for label, a in answers)
    return (numbered(case, question, view, **values), Buttons(buttons))


def _asked_of(case: Case, key: ReminderKey, view: View) -> tuple[dict[str, object], str]:
    """What the question names, and what tells its answer apart from those to others of its kind."""
    values: dict[str, object] = {"employee": view.first_name(case.employee)}
    if key.kind != "action":
        return values, ""
    action = actions(case)[key.round - 1]
    values |= {"what": plain(action.get("what", "")), "who": plain(action.get("who", ""))}
    return values, f"number={key.round},"


def is_to_answer(case: Case, key: ReminderKey) -> bool:
    """Whether the question still waits and its answer still matters."""
    is_moot = key.kind in _OF_ABSENCE and not is_absence_asked(case)
    return not is_moot and (key.kind not in _TASKS or not _is_answered(case, key))


def _is_answered(case: Case, key: ReminderKey) -> bool:
    asked = max(
        (n.at for n in case.claimed_reminders if n.key.thing == key.thing), default=case.report.sent_at
    )
    record = case.record(*_TASKS[key.kind])
    is_absent = key.kind in _OF_ABSENCE and bool(circumstances(case).is_absent)
    return is_absent or (record is not None and record.at >= asked)


UNION = N_("Your union representative can stand by you and speak for you. You can also call your union.")
AUTHORITY = N_(
    "You can call the Danish Working Environment Authority on 70 12 12 88. "
    "They advise people who are harassed at work."
)


def other_ways(case: Case, view: View) -> tuple[Part, ...]:
    """Where the employee can go when nobody acts, with what can be done from here."""
    say = view.say
    ways: tuple[tuple[str, Act], ...] = (
        (N_("Invite a union representative"), "invite_union"),
        (N_("Bring in the manager's manager"), "escalate"),
    )
    buttons = [Button(say(label), act, case.id) for label, act in ways if may(view.viewer_id, act, case)]
    return (
        numbered(case, N_("Nobody has acted in your case for three weeks. You can go other ways too."), view),
        Text(f"{say(UNION)}\n{say(AUTHORITY)}"),
        Note(say(N_("Source: at.dk and uddannelsesforbundet.dk, checked on 22 November 2026."))),
        Buttons((*buttons, view.open_case(case.id))),
    )


Answers = tuple[tuple[str, str], ...]
"""The label of each answer and what it writes down."""
_ABSENCE: Answers = ((N_("No"), "no"), (N_("Yes"), "yes"))
_OF_ABSENCE: frozenset[ReminderKind] = frozenset({"absence", "own_absence"})
_QUESTIONS: Mapping[str, tuple[str, Answers]] = {
    "absence": (
        N_("Has it kept {employee} from the usual work? The answer decides how it is to be reported."),
        _ABSENCE,
    ),
    "own_absence": (
        N_("How are you? Has it kept you from your usual work? The answer decides how it is reported."),
        _ABSENCE,
    ),
    "crisis_help": (
        N_("{employee} did not want crisis help last time. Offer it again. What was the answer?"),
        (
            (N_("Yes, please"), "accepted"),
            (N_("No, thank you"), "declined"),
            (N_("Not now, ask again"), "later"),
        ),
    ),
    "look": (
        N_("Please look again: is it still there?"),
        ((N_("It is gone"), "gone"), (N_("It is still there"), "there")),
    ),
    "restraining_order": (
        N_("It is time to look at the restraining order again. How does it stand?"),
        ((N_("It is settled"), "done"), (N_("It is being considered"), "considered")),
    ),
    "action": (
        N_("This was to be done by now: {what} ({who}). Is it done?"),
        ((N_("It is done"), "done"), (N_("It needs more time"), "moved")),
    ),
}
_TASKS: Mapping[str, tuple[str, RecordTask]] = {
    "absence": ("register", "absence"),
    "own_absence": ("register", "absence"),
    "crisis_help": ("support", "crisis_help"),
    "restraining_order": ("legal", "restraining_order"),
    "look": ("removal", "look"),
    "action": ("analyse", "action_done"),
}
