"""What is done about a step besides deciding it, as those read it who may see the case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flows.case.case import Case, Decision, Record
from flows.procedure.due_times import circumstances, meeting_start
from flows.procedure.gates import actions, is_child, name_consent, police_wish
from flows.procedure.registering import REASONS, routes
from flows.procedure.steps import Step, Task
from flows.screens.answers import day_text
from flows.screens.elements import Button, Note, Part, Quote, Row, Text
from flows.screens.view import View
from flows.words import N_

LABELS = {
    "day": N_("Day"),
    "reference": N_("Number or reference"),
    "plan": N_("The plan"),
    "next": N_("You meet again"),
    "what": N_("What"),
    "who": N_("Who"),
    "when": N_("When"),
    "person": N_("Who"),
}
DAYS = frozenset({"day", "next", "when", "first_day"})
WISHES = {
    "yes": N_("The employee wants it reported to the police."),
    "no": N_("The employee does not want it reported to the police."),
    "unknown": N_("The employee does not know yet whether it is to be reported to the police."),
}
CONSENTS = {
    "named": N_("The employee agrees to their name in the register."),
    "anonymous": N_("The employee wants no name in the register."),
}
MAILS = {
    "sent": N_("The mail to HR is sent."),
    "perhaps": N_("The mail to HR is perhaps sent. Call HR, or send the text yourself."),
    "copy": N_("No mail could be sent from here. Copy the text, and send it to HR."),
}

MOST_EARLIER = 8


def records(case: Case, step: Step, view: View) -> tuple[Part, ...]:
    """The newest of each task, what was decided in its own words, and what the step is waiting for."""
    found: list[Part] = [*_said(case, step, view)]
    for task in step.tasks:
        record = case.record(step.key, task.key)
        if record and task.key not in {"action", "action_done"}:
            is_own = view.viewer is not None and view.viewer.id == case.employee
            found += _record(record, task, view, is_silent=task.is_internal and is_own)
    more = _MORE.get(step.key)
    own = more(case, view) if more else ()
    return (
        *found,
        *own,
        *_calendar(case, step, view),
        *_put_off(case, step, view),
        *_earlier(case, step, view),
    )


def _put_off(case: Case, step: Step, view: View) -> tuple[Part, ...]:
    """That its reminders were put off and why, and who has stepped in. The employee reads no reason."""
    parts: list[Part] = []
    snoozed, taken = case.record(step.key, "snooze"), case.record(step.key, "taken")
    if snoozed:
        until = view.moment(datetime.fromisoformat(snoozed.values["until"]))
        text = N_("{who} put the reminders off until {when}.")
        parts.append(Note(view.say(text, who=view.first_name(snoozed.by), when=until)))
        parts += [Quote(snoozed.values["reason"])] if view.viewer_id != case.employee else []
    if taken:
        text = N_("{who} stepped in {when}, since it was not answered.")
        if giver := taken.values.get("from"):
            text = N_("Handed over to {who} by {giver} {when}.")
        names = {"who": view.whom(taken.by), "giver": view.whom(giver) if giver else ""}
        parts.append(Note(view.say(text, when=view.moment(taken.at), **names)))
    return tuple(parts)


def _earlier(case: Case, step: Step, view: View) -> tuple[Part, ...]:
    """What was said of the step before its newest word, the latest first."""
    before = [said for said in case.decisions if said.step == step.key][:-1]
    parts: list[Part] = []
    for said in reversed(before[-MOST_EARLIER:]):
        parts += [Note(_said_in_a_line(said, step, view)), *((Quote(said.reason),) if said.reason else ())]
    return (Text(f"*{view.say(N_('Earlier'))}*"), *parts) if parts else ()


def _said_in_a_line(said: Decision, step: Step, view: View) -> str:
    who, when = view.first_name(said.by), view.moment(said.at)
    outcome = step.outcome(said.outcome)
    if outcome is None:
        return view.say(N_("Opened again by {who} {when}."), who=who, when=when)
    text = N_("Decided by {who} {when}: {outcome}")
    if said.is_waiting:
        text = N_("For now, by {who} {when}: {outcome}")
    return view.say(text, who=who, when=when, outcome=view.say(outcome.words))


def _record(record: Record, task: Task, view: View, *, is_silent: bool) -> tuple[Part, ...]:
    say = view.say
    who = view.first_name(record.by) if record.by else "Værn"
    text = say(task.sentence, who=who, when=view.moment(record.at))
    if is_silent:
        return (Text(text),)
    choice = next((f for f in task.fields if f.kind == "choice" and f.key in record.values), None)
    chosen = next((o for o in choice.options if o.key == record.values[choice.key]), None) if choice else None
    line = f"{text} {say(chosen.label)}." if chosen else text
    words = record.values.get("text", "")
    first = record.values.get("first_day", "")
    day = (Text(say(N_("The first day of absence: {day}."), day=day_text(first, view))),) if first else ()
    if when := record.values.get("when", ""):
        day = (Text(say(N_("It is looked at again {day}."), day=day_text(when, view))),)
    return (Text(line), *day, *((Quote(words),) if words else ()))


def _said(case: Case, step: Step, view: View) -> tuple[Part, ...]:
    """The words of the newest decision, also of one that waits."""
    said = case.last_word(step.key)
    return said_parts(said, view) if said else ()


def said_parts(said: Decision, view: View) -> tuple[Part, ...]:
    """The fields of an outcome, and its reason."""
    lines = []
    for key, value in said.details.items():
        shown = day_text(value, view) if key in DAYS else value
        shown = view.name(value) if key == "person" else shown
        if key in {"plan", "what"}:
            continue
        lines.append(f"{view.say(LABELS[key])}: {shown}")
    words = [value for key, value in said.details.items() if key in {"plan", "what"}]
    texts = (Text("\n".join(lines)),) if lines else ()
    reason = (Quote(said.reason),) if said.reason else ()
    return (*(Quote(text) for text in words), *texts, *reason)


def _legal(case: Case, view: View) -> tuple[Part, ...]:
    """The employee's wish, and for those who decide what is still to be done about HR's advice."""
    say = view.say
    found: list[Part] = []
    if wish := WISHES.get(police_wish(case)):
        found.append(Text(say(wish)))
    if view.viewer_id == case.employee:
        return tuple(found)
    if is_child(case):
        found.append(Text(say(N_("The sender is under 15. HR knows the other way. Ask them first."))))
    if mail := MAILS.get(case.value("legal", "mail", "state")):
        found.append(Note(say(mail)))
    if case.record("legal", "ask_hr") and not case.with_role("hr"):
        found.append(Note(say(N_("Nobody of HR has joined yet."))))
    return tuple(found)


def _register(case: Case, view: View) -> tuple[Part, ...]:
    say = view.say
    found: list[Part] = []
    for route in routes(circumstances(case)):
        why, source = REASONS[route]
        found += [Text(say(why)), Note(say(source))]
    if consent := CONSENTS.get(name_consent(case)):
        found.append(Text(say(consent)))
    return tuple(found)


def _analyse(case: Case, view: View) -> tuple[Part, ...]:
    """Each action with its day, and the button that says how it went."""
    say = view.say
    rows: list[Part] = []
    for number, action in enumerate(actions(case), 1):
        line = say(
            N_("{number}. {what}\n{who}, by {day}"),
            number=number,
            what=plain(action.get("what", "")),
            who=plain(action.get("who", "")),
            day=day_text(action.get("when", ""), view),
        )
        done = say(N_("It is done.")) if action.get("done") else ""
        button = Button(say(N_("Follow")), "task", f"{case.id}|analyse|action_done|number={number}")
        rows.append(Row(f"{line}\n{done}".strip(), None if done else button))
    return tuple(rows)


def plain(text: str) -> str:
    """Somebody's words in the middle of ours: on one line and without Slack's marks."""
    return " ".join(text.replace("*", "∗").replace("_", "＿").replace("~", "∼").replace("`", "ˋ").split())


def _calendar(case: Case, step: Step, view: View) -> tuple[Part, ...]:
    """Whether the meeting stands in the calendars."""
    start, booked = meeting_start(case, step.key), case.record(step.key, "meeting")
    if start is None or booked is None:
        return ()
    kept = case.record(step.key, "calendar")
    if kept is None or kept.values.get("number") != booked.values["number"]:
        return (Note(view.say(N_("It is on its way into the calendars."))),)
    if kept.values.get("error"):
        return (Note(view.say(N_("It could not be put into the calendars. You have a file for your own."))),)
    return (Note(view.say(N_("It stands in both calendars, as private."))),)


_MORE: dict[str, Callable[[Case, View], tuple[Part, ...]]] = {
    "legal": _legal,
    "register": _register,
    "analyse": _analyse,
}
