"""What is asked again after a while, with its answers as buttons."""

from __future__ import annotations

from flows.access import may_do
from flows.case import Case
from flows.dues import circumstances
from flows.gates import actions
from flows.screen import Button, Buttons, Part
from flows.screens.closing_messages import ANSWERED, NOTHING_TO_ANSWER
from flows.screens.duty_messages import numbered
from flows.screens.step_records import plain
from flows.screens.view import View
from flows.words import N_


def asked_again(case: Case, key: str, view: View) -> tuple[Part, ...]:
    """Something that is asked again, with its answers as buttons; afterwards that it is answered."""
    kind, _, number = key.partition(".")
    asked = max((n.at for n in case.nudges if n.step == f"ask.{key}"), default=case.sent_at)
    step, task = _TASKS[kind]
    record = case.record(step, task)
    is_absent = kind in {"absence", "own-absence"} and bool(circumstances(case).is_absent)
    is_answered = is_absent or (record is not None and record.at >= asked)
    if is_answered or not may_do(view.viewer_id, step, task, case):
        return (numbered(case, ANSWERED if is_answered else NOTHING_TO_ANSWER, view),)
    question, answers = _QUESTIONS[kind]
    values: dict[str, object] = {"employee": view.first_name(case.employee)}
    extra = ""
    if kind == "action":
        action = actions(case)[int(number) - 1]
        values |= {"what": plain(action.get("what", "")), "who": plain(action.get("who", ""))}
        extra = f"number={number},"
    about = f"{case.id}|{step}|{task}|{extra}answer="
    buttons = tuple(Button(view.say(label), "task", f"{about}{a}") for label, a in answers)
    return (numbered(case, question, view, **values), Buttons(buttons))


_ABSENCE = ((N_("No"), "no"), (N_("Yes"), "yes"))
_QUESTIONS = {
    "absence": (
        N_("Has it kept {employee} from the usual work? The answer decides how it is to be reported."),
        _ABSENCE,
    ),
    "own-absence": (
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
    "action": (
        N_("Today is the day of this action: {what} ({who}). Is it done?"),
        ((N_("It is done"), "done"), (N_("It needs more time"), "moved")),
    ),
}
_TASKS = {
    "absence": ("register", "absence"),
    "own-absence": ("register", "absence"),
    "crisis_help": ("support", "crisis_help"),
    "look": ("removal", "look"),
    "action": ("analyse", "action_done"),
}
