"""The employee's own view of the case: what is decided, what is next, who sees it and what was sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flows.access.rules import may
from flows.case.case import Case
from flows.evidence.custody import Access
from flows.procedure.step_state import StepState, is_undecided, next_deadline, step_states
from flows.retention.rules import erasing_of
from flows.screens.case.case import answers
from flows.screens.case.items import documentation
from flows.screens.case.own_acts import own_acts, waiting_answers
from flows.screens.deadlines import deadline
from flows.screens.elements import Button, Buttons, FormScreen, Input, Note, Part, Quote, Rule, Text
from flows.screens.steps.records import said_parts
from flows.screens.steps.row import state_text
from flows.screens.terms import ROLES, SEVERITIES, ended_text, held_text, withdrawn_text
from flows.screens.view import View
from flows.words import N_


def own_view(case: Case, accesses: Sequence[Access], view: View) -> FormScreen:
    """The whole case to the one whose it is; `accesses` are all looks at it, oldest first."""
    say = view.say
    parts: tuple[Part, ...] = (
        *_standing(case, view),
        Rule(),
        Text(f"*{say(N_('Decided so far'))}*"),
        *_decided(case, view),
        *_later(case, view),
        Rule(),
        *_people(case, view),
        Text(f"*{say(N_('Who has read the case'))}*\n{last_read(case, accesses, view)}"),
        *_acts(case, view),
        Rule(),
        *_sent(case, view),
        *_end(case, view),
    )
    return FormScreen(say(N_("Case {number}"), number=case.number), parts, say(N_("Close")), is_look=True)


def _standing(case: Case, view: View) -> tuple[Part, ...]:
    kept = held_text(case, view) or _erased_when(case, view)
    return (*((Text(kept),) if kept else ()), *_how_it_stands(case, view))


def _erased_when(case: Case, view: View) -> str:
    """Until when an ended case is kept; "" for one that goes on."""
    found = erasing_of(case.ending, view.ctx.organisation.retention)
    if found is None:
        return ""
    text = N_("The case is kept here until {when}.")
    if found.why == "exported":
        text = N_("The case is in the organisation's files, and is kept here until {when}.")
    return view.say(text, when=view.in_full(found.at))


def _how_it_stands(case: Case, view: View) -> tuple[Part, ...]:
    say = view.say
    history = Button(say(N_("Who has seen what")), "history", case.id)
    if case.ending.withdrawn_at:
        kept = N_("What was sent is kept with the case until it is to be erased.")
        return (Text(withdrawn_text(case, view)), Note(say(kept)), Buttons((history,)))
    if case.ending.closed_at:
        return (Text(ended_text(case, view)), Buttons((history,)), *own_acts(case, view))
    correct = Button(say(N_("Add or correct something")), "correct", case.id)
    return (*_next(case, view), Buttons((correct, history)), *waiting_answers(case, view))


def _acts(case: Case, view: View) -> tuple[Part, ...]:
    """After what is decided, since there are many; of a case that has ended they stand at its top."""
    found = () if case.ending.closed_at else own_acts(case, view)
    return (Rule(), *found) if found else ()


def _next(case: Case, view: View) -> tuple[Part, ...]:
    calendar, now = view.ctx.organisation.calendar, view.ctx.now
    first = next_deadline(case, calendar, now)
    return (Text(next_text(first, view) if first else view.say(N_("All eight steps are decided."))),)


def next_text(item: StepState, view: View) -> str:
    """What is next in the case, who has it and by when."""
    head = view.say(N_("Next: {title}"), title=f"*{view.say(item.step.title)}*")
    return f"{head}\n{state_text(item, view)}"


def _later(case: Case, view: View) -> tuple[Part, ...]:
    """What comes after what is next, the earliest deadline first."""
    found = step_states(case, view.ctx.organisation.calendar, view.ctx.now)
    later = sorted(filter(is_undecided, found), key=lambda d: d.due)[1:]
    lines = "\n".join(f"• {_in_a_line(item, view)}" for item in later)
    return (Rule(), Text(f"*{view.say(N_('After that'))}*"), Note(lines)) if lines else ()


_IN_A_LINE = (
    N_("{who}, at the latest {when}: {title}"),
    N_("{who}, the deadline was {when}: {title}"),
)


def _in_a_line(item: StepState, view: View) -> str:
    who = view.subject(item.owner) if item.owner else view.say(N_("nobody yet"))
    return deadline(item, _IN_A_LINE, view, who=who, title=view.say(item.step.title))


def _decided(case: Case, view: View) -> tuple[Part, ...]:
    found = step_states(case, view.ctx.organisation.calendar, view.ctx.now)
    parts: list[Part] = []
    for item in (d for d in found if d.decision):
        text = f"*{item.step.number}. {view.say(item.step.title)}*\n{state_text(item, view)}"
        reason = item.decision.reason if item.decision else ""
        parts.append(Text(text))
        parts += said_parts(replace(item.decision, reason=""), view) if item.decision else ()
        parts += [Text(view.say(N_("The reason:"))), Quote(reason)] if reason else []
    return tuple(parts) or (Text(view.say(N_("Nothing is decided yet."))),)


def _people(case: Case, view: View) -> tuple[Part, ...]:
    """Everybody who sees the case, and those who do not: only the employee is told who was kept out."""
    say = view.say
    readers = [p for p in case.people.participants if may(p.person, "read", case)]
    lines = "\n".join(f"{view.name(p.person)} ({say(ROLES[p.role])})" for p in readers)
    nobody = say(N_("Nobody else can see it."))
    parts: list[Part] = [Text(f"*{say(N_('Who can see the case'))}*\n{lines}\n{nobody}")]
    shown = [p.person for p in case.people.participants if p not in readers]
    asked = dict.fromkeys(c.person for c in case.people.contacts if case.role_of(c.person) is None)
    for sentence, persons in (
        (N_("{people} sees only what you show."), shown),
        (N_("{people} was asked to get in touch with you, and does not see the case."), asked),
        (N_("{people} is told nothing."), sorted(case.people.excluded, key=view.name)),
    ):
        if persons:
            parts.append(Text(say(sentence, people=view.names(persons))))
    return tuple(parts)


def last_read(case: Case, accesses: Sequence[Access], view: View) -> str:
    """A line for each other person who has read the case, with the last time; the latest reader first."""
    latest = {a.person: a for a in accesses if a.act == "read" and a.person != case.employee}
    text = N_("{who} last read the case {when}.")
    lines = [
        view.say(text, who=view.first_name(a.person), when=view.moment(a.at))
        for a in sorted(latest.values(), key=lambda a: a.at, reverse=True)
    ]
    return "\n".join(lines) or view.say(N_("None of the others has read the case yet."))


def _sent(case: Case, view: View) -> tuple[Part, ...]:
    say = view.say
    more = N_("More screenshots or files? Send them in your direct message with me.")
    hint = () if case.ending.withdrawn_at else (Note(say(more)),)
    urgency = Text(f"*{say(N_('How urgent'))}*: {say(SEVERITIES[case.report.severity])}")
    return (
        Text(f"*{say(N_('Documentation'))}*"),
        *hint,
        *documentation(case, view),
        Rule(),
        Text(f"*{say(N_('Your report'))}*"),
        urgency,
        *answers(case, view),
    )


def _end(case: Case, view: View) -> tuple[Part, ...]:
    if not may(case.employee, "withdraw", case):
        return ()
    return (Rule(), Buttons((Button(view.say(N_("Withdraw the case")), "withdraw_case", case.id),)))


def correct_form(case: Case, view: View) -> FormScreen:
    """One field for what is to be added or corrected."""
    say = view.say
    told = N_("What you have sent stays as it is. What you write here is added to it.")
    hint = N_("The others are told that there is something new, not what. They read it in the case.")
    return FormScreen(
        say(N_("Add or correct something")),
        (
            Text(say(told)),
            Input("text", say(N_("What do you want to add or correct?")), hint=say(hint)),
        ),
        say(N_("Cancel")),
        act="correct",
        submit=say(N_("Save")),
        about=case.id,
    )


def withdraw_form(case: Case, view: View) -> FormScreen:
    """What happens when the employee withdraws the case, before they do."""
    say = view.say
    others = [p.person for p in case.people.participants if p.role != "employee"]
    sentences = (
        say(N_("Nobody is reminded of the case any more, and nobody is to decide more.")),
        say(N_("{people} is told that you have withdrawn it."), people=view.names(others)),
        say(N_("What you sent is kept with the case until it is to be erased. Who sees it now still can.")),
        say(N_("You cannot take it back, but you can always report again.")),
    )
    return FormScreen(
        say(N_("Withdraw the case")),
        tuple(Text(sentence) for sentence in sentences),
        say(N_("Cancel")),
        act="withdraw_case",
        submit=say(N_("Withdraw the case")),
        about=case.id,
    )
