"""The review before sending: everything at a glance, each answer to be changed, who will see it."""

from __future__ import annotations

from flows.case.severity import LEVELS, severity
from flows.form import Question, path
from flows.report.draft import Draft
from flows.report.questions import REPORT
from flows.screens.answers import answer, evidence_line
from flows.screens.elements import Button, Buttons, Choice, Note, Part, Pick, Rule, Text
from flows.screens.terms import SEVERITIES
from flows.screens.view import View
from flows.typed.cpr import cpr_like
from flows.words import N_


def review(draft: Draft, view: View) -> tuple[Part, ...]:
    """The report as it will be sent."""
    say = view.say
    road = [q for q in path(REPORT, draft.answers) if q.key in draft.answers]
    who = N_("When you send it, {people} will be able to read it. Nobody else.")
    change = tuple(Choice(f"{draft.id}|{q.key}", say(q.short)) for q in road)
    send = Button(say(N_("Send")), "send", draft.id, "primary")
    return (
        Text(f"*{say(N_('This is your report. Read it through.'))}*"),
        *answers(draft, road, view),
        *_urgency(draft, view),
        *cpr_note(draft, view),
        Rule(),
        Note(say(who, people=view.names(draft.readers()))),
        *_kept_out(draft, view),
        Buttons((send,)),
        Pick("rechoose", say(N_("Change an answer")), change),
    )


def answers(draft: Draft, road: list[Question], view: View) -> tuple[Part, ...]:
    """Every answer, and every piece of evidence under its question."""
    people = view.names(p for p in draft.involved() if p)
    parts: list[Part] = []
    for asked in road:
        line, more = answer(asked, draft.answers[asked.key], draft.evidence, people, view)
        parts += [Text(line), *more]
        if asked.kind == "evidence":
            parts += [Note(evidence_line(item, view)) for item in draft.evidence]
    return tuple(parts)


def _kept_out(draft: Draft, view: View) -> tuple[Part, ...]:
    if not draft.people.kept_out:
        return ()
    text = N_("{people} is told nothing.")
    return (Note(view.say(text, people=view.names(draft.people.kept_out))),)


def _urgency(draft: Draft, view: View) -> tuple[Part, ...]:
    """The employee may say that it is more urgent than the answers make it, and take that back."""
    least = LEVELS.index(severity(draft.answers))
    head = f"*{view.say(N_('How urgent'))}*: {view.say(SEVERITIES[draft.severity()])}"
    if least == len(LEVELS) - 1:
        return (Text(head),)
    choices = tuple(Choice(f"{draft.id}|{level}", view.say(SEVERITIES[level])) for level in LEVELS[least:])
    pick = Pick("urgency", view.say(N_("Is it more urgent?")), choices)
    return (Text(head), pick)


def cpr_note(draft: Draft, view: View) -> tuple[Part, ...]:
    """Told before sending, since nobody needs such a number here."""
    if not cpr_like(str(draft.answers.get("story", ""))):
        return ()
    text = N_("What you wrote seems to hold a CPR number. It is not needed. You can change the text first.")
    return (Note(view.say(text)),)
