"""The direct messages that are told once. Each opens by number, never by content."""

from __future__ import annotations

from collections.abc import Callable

from flows.case import Case, Evidence
from flows.duties import Duty, duties, next_deadline
from flows.procedure import police_deadline, step
from flows.screen import Buttons, Note, Part, Quote, Row, Screen, Text
from flows.screens.case import deadline_note, decide_button, state_text
from flows.screens.view import View
from flows.words import N_


def draft_message(message: str, item: Evidence | None, view: View) -> Screen:
    """A message to the employee about the report under way."""
    notice = view.say(N_("Værn has a message for you."))
    match message:
        case "danger":
            return Screen(notice, _danger(view))
        case "withdrawn":
            return Screen(notice, (Text(view.say(N_("It is erased. You can always start again."))),))
        case "unhandled":
            sorry = N_("Something went wrong, and I could not use the last thing you did. Please try again.")
            return Screen(notice, (Text(view.say(sorry)),))
        case "told-more":
            return Screen(notice, (Text(view.say(N_("I have added it to what happened."))),))
        case _:
            return Screen(notice, _file(item, view))


def _danger(view: View) -> tuple[Part, ...]:
    say = view.say
    return (
        Text(f"*{say(N_('Call 112 now. Do not wait for me.'))}*"),
        Text(say(N_("If the danger is not here and now, call the police on 114."))),
        Note(say(N_("What you have answered is kept. We go on when you are safe."))),
    )


REFUSALS = {
    "empty": N_('The file "{name}" is empty. Everything else is kept. Try to take the picture again.'),
    "too_large": N_(
        'The file "{name}" is too large. Everything else is kept. Try with a smaller part of it.'
    ),
    "type": N_('I cannot receive the file "{name}". Everything else is kept. Try with a picture or a PDF.'),
    "gone": N_('The file "{name}" was gone before I could fetch it. Everything else is kept. Send it again.'),
    "unreachable": N_('I could not fetch the file "{name}". Everything else is kept. Send it again later.'),
}


def _file(item: Evidence | None, view: View) -> tuple[Part, ...]:
    if item is None:
        return (Text(view.say(N_("The file is no longer part of the report."))),)
    if item.refusal or item.received_at is None:
        return (Text(view.say(REFUSALS[item.refusal or "unreachable"], name=item.name)),)
    text = N_("Received: {name}, {clock}. It is kept as it is and cannot be changed.")
    received = view.say(text, name=item.name, clock=view.clock(item.received_at))
    return (Text(received), Note(view.say(N_("Fingerprint {fingerprint}"), fingerprint=item.sha256[:16])))


def case_message(case: Case, message: str, about: str, view: View) -> Screen:
    """A message about a case. `about` is a step, several steps with commas, or a file."""
    parts = _MESSAGES[message](case, about, view)
    return Screen(view.say(N_("Case {number}: there is a message for you."), number=case.number), parts)


def is_wanted(case: Case, message: str, about: str) -> bool:
    """Whether the message still has its reason: a reminder of steps that are all decided has none."""
    return message != "reminder" or any(case.decision(key) is None for key in about.split(","))


def _receipt(case: Case, _: str, view: View) -> tuple[Part, ...]:
    say = view.say
    others = [p.person for p in case.participants if p.role != "employee"]
    with_you = say.plural(
        "{people} is with you in a closed channel.",
        "{people} are with you in a closed channel.",
        len(others),
        people=view.names(others),
    )
    return (
        Text(say(N_("Thank you. Your case has number {number}."), number=case.number)),
        Text(with_you),
        *_files(case, view),
        *_next(case, view),
        Buttons((view.open_case(case.id),)),
    )


def _files(case: Case, view: View) -> tuple[Part, ...]:
    line = N_("Received: {name}. Fingerprint {fingerprint}")
    kept = case.evidence_kept()
    return tuple(Note(view.say(line, name=e.name, fingerprint=e.sha256[:16])) for e in kept)


def _next(case: Case, view: View) -> tuple[Part, ...]:
    answer = step("contact")
    found = [d for d in _duties(case, view) if d.step == answer and not d.decision]
    text = N_("{who} is to answer you at the latest {when}.")
    return tuple(
        Text(view.say(text, who=view.first_name(d.owner), when=view.moment(d.due))) for d in found if d.owner
    )


def _no_channel(case: Case, _: str, view: View) -> tuple[Part, ...]:
    say = view.say
    others = [p.person for p in case.participants if p.role != "employee"]
    told = N_("I could not open a closed channel. {people} is told in a direct message instead.")
    return (
        Text(say(N_("Thank you. Your case has number {number}."), number=case.number)),
        Text(say(told, people=view.names(others))),
        *_files(case, view),
        *_next(case, view),
        Buttons((view.open_case(case.id),)),
    )


def _opened(case: Case, _: str, view: View) -> tuple[Part, ...]:
    say = view.say
    text = N_("{employee} has reported digital harassment and needs you. It is case {number}.")
    parts: list[Part] = [Text(say(text, employee=view.first_name(case.employee), number=case.number))]
    mine = [d for d in _duties(case, view) if view.viewer and d.owner == view.viewer.id and not d.decision]
    if mine:
        first = min(mine, key=lambda d: d.due)
        duty = N_("First: {duty} At the latest {when}.")
        parts.append(Text(say(duty, duty=say(first.step.duty), when=view.moment(first.due))))
    if case.channel:
        parts.append(Note(say(N_("You are in a closed channel with the checklist."))))
    buttons = tuple(decide_button(d, view) for d in mine[:1] if d.state in {"open", "overdue"})
    return (*parts, Buttons((*buttons, view.open_case(case.id))))


def _decided(case: Case, key: str, view: View) -> tuple[Part, ...]:
    say = view.say
    found, decision = step(key), case.decision(key)
    outcome = found.outcome(decision.outcome) if found and decision else None
    if found is None or decision is None or outcome is None:
        return (Text(say(N_("The step is open again."))),)
    text = N_("Case {number}, step {step}. {who} has decided: {outcome}.")
    who, words = view.first_name(decision.by), say(outcome.words)
    parts: list[Part] = [Text(say(text, number=case.number, step=found.number, who=who, outcome=words))]
    if decision.reason:
        parts += [Text(say(N_("The reason:"))), Quote(decision.reason)]
    if key == "legal" and outcome.key != "reported":
        parts += _own_report(case, view)
    return (*parts, Buttons((view.open_case(case.id),)))


def _own_report(case: Case, view: View) -> tuple[Part, ...]:
    limit = police_deadline(case)
    if view.ctx.now < limit:
        text = N_("You can always report it to the police yourself. Do it before {when} if you can.")
        return (Text(view.say(text, when=view.moment(limit))),)
    return (Text(view.say(N_("You can always report it to the police yourself, also now."))),)


def _reminder(case: Case, about: str, view: View) -> tuple[Part, ...]:
    keys = about.split(",")
    parts: list[Part] = []
    for item in (d for d in _duties(case, view) if d.step.key in keys):
        parts += _reminded(item, view)
    return (*parts, Buttons((view.open_case(case.id),)))


def _reminded(item: Duty, view: View) -> tuple[Part, ...]:
    say = view.say
    head = N_("*Case {number}*: {duty}")
    text = say(head, number=item.case.number, duty=say(item.step.duty))
    if item.decision:
        return (Text(f"{text}\n{state_text(item, view)}"),)
    note = deadline_note(item, view)
    why = N_("You get this because the step is not decided yet. The deadline is {when}.")
    if item.state == "overdue":
        why = N_("You get this because the step is not decided. The deadline was {when}.")
    button = decide_button(item, view) if item.state in {"open", "overdue"} else None
    row = Row(f"{text}\n{say(why, when=view.moment(item.due))}", button)
    return (row, Note(note)) if note else (row,)


def _about_file(case: Case, about: str, view: View) -> tuple[Part, ...]:
    return _file(next((e for e in case.evidence if e.id == about), None), view)


def _duties(case: Case, view: View) -> tuple[Duty, ...]:
    return duties(case, view.ctx.organisation.calendar, view.ctx.now)


_MESSAGES: dict[str, Callable[[Case, str, View], tuple[Part, ...]]] = {
    "receipt": _receipt,
    "no-channel": _no_channel,
    "opened": _opened,
    "decided": _decided,
    "reminder": _reminder,
    "file-kept": _about_file,
    "file-refused": _about_file,
}


def weekly(cases: tuple[Case, ...], view: View) -> Screen:
    """Monday's summary: the person's open duties over all cases, oldest deadline first."""
    say = view.say
    mine = open_duties(cases, view)
    parts: list[Part] = [Text(f"*{say(N_('Your open steps this Monday'))}*")]
    if not mine:
        parts.append(Text(say(N_("Nothing waits for you."))))
    for item in mine:
        line = N_("*Case {number}*: {duty}\n{state}")
        text = say(line, number=item.case.number, duty=say(item.step.duty), state=state_text(item, view))
        button = decide_button(item, view) if item.state in {"open", "overdue"} else None
        parts.append(Row(text, button))
    return Screen(say(N_("Your open steps this Monday")), tuple(parts))


def open_duties(cases: tuple[Case, ...], view: View) -> list[Duty]:
    """The viewer's undecided duties, the earliest deadline first."""
    found = [d for case in cases for d in _duties(case, view)]
    mine = [d for d in found if d.decision is None and view.viewer and d.owner == view.viewer.id]
    return sorted(mine, key=lambda d: d.due)


def standing(cases: tuple[Case, ...], view: View) -> list[tuple[Case, Duty | None]]:
    """The viewer's own cases with what is due next in each."""
    mine = [case for case in cases if view.viewer and case.employee == view.viewer.id]
    return [(case, next_deadline(case, view.ctx.organisation.calendar, view.ctx.now)) for case in mine]


def copy_not_drawn(case: Case, view: View) -> Screen:
    """Why the copy of a picture does not come: one that cannot be drawn anew could tell too much."""
    text = N_("I cannot show you this picture. It is kept safe, just as it came.")
    notice = view.say(N_("Case {number}: there is a message for you."), number=case.number)
    return Screen(notice, (Text(view.say(text)),))
