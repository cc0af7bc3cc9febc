"""The open question of a report: its words, its buttons, and what is always at hand."""

from __future__ import annotations

from flows.case import ContactRole
from flows.draft import ELSEWHERE, REVIEW, Draft
from flows.form import Answers, Question, answered_part, path, question
from flows.intake import REPORT
from flows.involving import reachable
from flows.screen import (
    Button,
    Buttons,
    Choice,
    Note,
    Part,
    Pick,
    PickDate,
    PickPerson,
    Row,
    Rule,
    Text,
)
from flows.screens.answers import ask, evidence_line
from flows.screens.review import review
from flows.screens.view import View
from flows.severity import chosen
from flows.words import N_

SEXUAL = frozenset({"intimate", "sexual"})


UNION = N_("A union representative comes into the channel and sees what is decided, but not your report.")
PARTY = N_("Is one of them part of what has happened? Then keep them out. They learn nothing.")


def open_turn(draft: Draft, key: str, view: View) -> tuple[Part, ...]:
    """The message of the turn that is open."""
    if draft.is_paused:
        return _paused(draft, view)
    if key == ELSEWHERE:
        return _elsewhere(draft, view)
    if key == REVIEW:
        return (*review(draft, view), _footer(draft, view))
    asked = question(REPORT, key)
    if asked is None:
        return ()
    road = [q.key for q in path(REPORT, draft.answers)]
    place = road.index(key) + 1 if key in road else len(road)
    count = view.say(N_("Question {place} of {all}"), place=place, all=max(len(road), len(REPORT)))
    guide = (Note(view.say(asked.guide)),) if asked.guide else ()
    opening = _opening(view) if draft.turn == 0 else ()
    return (
        *opening,
        Note(count),
        Text(f"*{ask(asked, view)}*"),
        *guide,
        *_body(draft, asked, view),
        *((_footer(draft, view),) if draft.answers else ()),
    )


def _opening(view: View) -> tuple[Part, ...]:
    name = view.viewer.first_name if view.viewer else ""
    hello = N_(
        "Hello {name}. I help you to get what has happened documented, and to get your leader to act. "
        "I ask about ten things. You can stop at any time and come back, it is kept."
    )
    privacy = N_("What you write is encrypted. Only you see it until you send it yourself.")
    return (Text(view.say(hello, name=name)), Note(view.say(privacy)), Rule())


def _paused(draft: Draft, view: View) -> tuple[Part, ...]:
    say = view.say
    text = N_("You have paused. All of it is kept. Write anything to me when you are ready.")
    go_on = Button(say(N_("Go on")), "start_report", draft.id, "primary")
    return (Text(say(text)), Buttons((go_on, _danger_button(draft, view), _erase(draft, view))))


def _footer(draft: Draft, view: View) -> Buttons:
    say = view.say
    back = Button(say(N_("Back")), "change", f"{draft.id}|")
    danger = () if draft.current() == "danger" else (_danger_button(draft, view),)
    help_button = Button(say(N_("Is it harassment?")), "guidance", "")
    pause = Button(say(N_("Pause")), "pause", draft.id)
    return Buttons((back, *danger, help_button, pause, _erase(draft, view)))


def _danger_button(draft: Draft, view: View) -> Button:
    return Button(view.say(N_("I am in danger")), "danger", draft.id)


def _erase(draft: Draft, view: View) -> Button:
    sure = view.say(N_("Everything you have written and sent here is erased. It cannot be undone."))
    no = view.say(N_("No, keep it"))
    return Button(view.say(N_("Erase the report")), "withdraw", draft.id, confirm=sure, deny=no)


def _body(draft: Draft, asked: Question, view: View) -> tuple[Part, ...]:
    here = f"{draft.id}|{asked.key}"
    match asked.kind:
        case "one":
            return (Buttons(tuple(_option(here, o.key, view.say(o.label)) for o in asked.options)),)
        case "many":
            return _many(draft, asked, here, view)
        case "each":
            return _each(draft.answers, asked, here, view)
        case "when":
            return _when(here, view)
        case "evidence":
            return _evidence(draft, asked, here, view)
        case "people":
            return _people(draft, here, view)
        case "text":
            return (Note(view.say(N_("Write your answer below. You can write more later."))),)


def _option(here: str, key: str, label: str) -> Button:
    return Button(label, "answer", f"{here}|{key}")


def _continue(here: str, view: View) -> Buttons:
    return Buttons((Button(view.say(N_("Continue")), "chosen", here, "primary"),))


def _many(draft: Draft, asked: Question, here: str, view: View) -> tuple[Part, ...]:
    before = draft.answers.get(asked.key, ())
    picked = (before,) if isinstance(before, str) else before
    choices = tuple(Choice(o.key, view.say(o.label)) for o in asked.options)
    pick = Pick("choose", view.say(N_("Choose all that fit")), choices, picked, many=True)
    return (pick, _continue(here, view))


def _each(answers: Answers, asked: Question, here: str, view: View) -> tuple[Part, ...]:
    """One selection a part, read by the Continue button; a day for those that may begin on one."""
    parts: list[Part] = []
    for part in asked.parts:
        before = answered_part(answers, asked.key, part.key)
        choices = tuple(Choice(o.key, view.say(o.label)) for o in part.options)
        is_day = bool(before) and before not in {o.key for o in part.options}
        picked = ("yes",) if is_day else (before,)
        parts += [
            Text(view.say(part.label)),
            Pick(f"part:{part.key}", view.say(N_("Choose")), choices, picked),
        ]
        if part.day_words:
            label = view.say(N_("If yes: from which day?"))
            parts.append(PickDate(f"partday:{part.key}", label, before if is_day else ""))
    return (*parts, _continue(here, view))


def _when(here: str, view: View) -> tuple[Part, ...]:
    happened = (
        Button(view.say(N_("Today")), "day", f"{here}|0"),
        Button(view.say(N_("Yesterday")), "day", f"{here}|1"),
    )
    found = (
        Button(view.say(N_("Found it today")), "day", f"{here}|found:0"),
        Button(view.say(N_("Found it yesterday")), "day", f"{here}|found:1"),
    )
    return (
        Buttons(happened),
        PickDate(f"date:{here}", view.say(N_("Another day"))),
        Note(view.say(N_("You do not know when? Then say when you found it."))),
        Buttons(found),
    )


def _evidence(draft: Draft, asked: Question, here: str, view: View) -> tuple[Part, ...]:
    more = view.say(N_("Tell more"))
    items = tuple(
        Row(
            evidence_line(item, view),
            Button(more, "describe", f"{draft.id}|{item.id}") if item.state != "refused" else None,
        )
        for item in draft.evidence
    )
    keys = ("kept",) if draft.has_evidence() else ("gone", "cannot")
    options = tuple(_option(here, o.key, view.say(o.label)) for o in asked.options if o.key in keys)
    how = Button(view.say(N_("How to take a screenshot")), "guidance", "screenshot")
    return (*child_warning(draft, view), *items, Buttons((*options, how)))


def child_warning(draft: Draft, view: View) -> tuple[Part, ...]:
    """What must not be saved at all, where the report is about sexual pictures (facts 2.3)."""
    text = N_("Sexual pictures of children: do not save or send them. Call the police on 114.")
    return (Note(view.say(text)),) if chosen(draft.answers, "kinds") & SEXUAL else ()


def _people(draft: Draft, here: str, view: View) -> tuple[Part, ...]:
    say = view.say
    notes: list[Part] = []
    if not draft.leader():
        notes.append(Note(say(N_("I did not find a leader. Please choose one."))))
    for person in draft.kept_out:
        text = N_("{who} is kept out of it and learns nothing.")
        undo = Button(say(N_("Undo")), "let_in", f"{draft.id}|{person}")
        notes.append(Row(say(text, who=view.name(person)), undo))
    return (
        *notes,
        PickPerson(f"involve:{draft.id}|leader", say(N_("Leader")), draft.leader()),
        PickPerson(
            f"involve:{draft.id}|representative",
            say(N_("Work-environment representative")),
            draft.representative(),
        ),
        PickPerson(f"involve:{draft.id}|union", say(N_("Union representative, if you like")), draft.union()),
        Note(say(UNION)),
        Text(say(PARTY)),
        *_keep_out(draft, view),
        Buttons((Button(say(N_("These are right")), "answer", f"{here}|confirmed", "primary"),)),
    )


def _keep_out(draft: Draft, view: View) -> tuple[Part, ...]:
    text = N_("Keep {who} out of it")
    buttons = tuple(
        Button(view.say(text, who=view.first_name(person)), "keep_out", f"{draft.id}|{person}")
        for person in draft.readers()
    )
    other = PickPerson(f"keep_out:{draft.id}", view.say(N_("Keep somebody else out of it")))
    return (*((Buttons(buttons),) if buttons else ()), other)


def _elsewhere(draft: Draft, view: View) -> tuple[Part, ...]:
    say = view.say
    kind = N_(
        "When it is a colleague or a leader, other rules apply, and others can help you better than I can. "
        "Talk to your work-environment representative or HR: {people}."
    )
    helpers = [*reachable(draft, "representative", view.ctx), *reachable(draft, "hr", view.ctx)]
    kept = N_("What you have written stays with you. You can change your answer or erase it.")
    asked = {contact.role for contact in draft.contacts}
    told = [c.person for c in draft.contacts if c.role in {"representative", "hr"}]
    done = (Text(say(N_("{people} is told that you would like to talk."), people=view.names(told))),)
    if not helpers:
        kind = N_(
            "When it is a colleague or a leader, other rules apply, "
            "and others can help you better than I can. "
            "Talk to somebody at work whom you trust, or to your union."
        )
    return (
        Text(say(kind, people=view.names(helpers))),
        *(done if told else ()),
        Note(say(kept)),
        *_ask_for_talk(draft, asked, view),
        _footer(draft, view),
    )


def _ask_for_talk(draft: Draft, asked: set[ContactRole], view: View) -> tuple[Part, ...]:
    text = N_("Ask {who} to contact me")
    buttons = []
    roles: tuple[ContactRole, ...] = ("representative", "hr")
    for role in roles:
        persons = reachable(draft, role, view.ctx)
        if persons and role not in asked:
            label = view.say(text, who=view.names(persons))
            buttons.append(Button(label, "contact", f"{draft.id}|{role}"))
    return (Buttons(tuple(buttons)),) if buttons else ()
