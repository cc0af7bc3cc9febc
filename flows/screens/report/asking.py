"""The open question of a report: its words, its buttons, and what is always at hand."""

from __future__ import annotations

from flows.case.severity import chosen
from flows.form import Answers, Question, answered_part, path, question
from flows.report.draft import Asked, Draft
from flows.report.questions import REPORT, THAT_IS_ALL
from flows.screens.answers import ask, shortened
from flows.screens.elements import (
    Button,
    Buttons,
    Choice,
    FormScreen,
    Menu,
    Note,
    Part,
    Pick,
    PickDate,
    Quote,
    Rule,
    Text,
    to_call,
)
from flows.screens.report.hearing import hearing, item_row, offers
from flows.screens.report.messages import alarms, danger
from flows.screens.report.people import elsewhere, people
from flows.screens.report.review import review
from flows.screens.view import View
from flows.words import N_

SEXUAL = frozenset({"intimate", "sexual"})


ERASED_NOT = N_(
    "Your own messages and files still stand here in Slack, and only you can delete them: "
    "hold a finger on the message, or point at it, and choose Delete."
)
PRIVACY = N_(
    "With me it is encrypted, and only you see it until you send it yourself. Your messages to me also stand "
    "here in Slack, until you delete them."
)


def open_turn(draft: Draft, view: View) -> tuple[Part, ...]:
    """The message of the turn that is open: what became of what was done before, and the question."""
    if draft.conversation.is_paused:
        return _paused(draft, view)
    turn = draft.conversation.asked[-1]
    first = hearing(draft, turn, view)
    match turn.question:
        case "in-danger":
            return (*first, *danger(draft.people.contacts, view, (*alarms(draft, view), _go_on(draft, view))))
        case "elsewhere":
            return (*first, *elsewhere(draft, view), _footer(draft, view))
        case "review":
            return (*first, *review(draft, view), _footer(draft, view))
    asked = question(REPORT, turn.question)
    opening = () if draft.answers else _opening(view)
    return (*opening, *first, *_asked(draft, turn, asked, view)) if asked else ()


def _asked(draft: Draft, turn: Asked, asked: Question, view: View) -> tuple[Part, ...]:
    key = asked.key
    road = [q.key for q in path(REPORT, draft.answers)]
    place = road.index(key) + 1 if key in road else len(road)
    count = view.say(N_("Question {place} of {all}"), place=place, all=max(len(road), len(REPORT)))
    guide = (Note(view.say(asked.guide)),) if asked.guide else ()
    return (
        Note(count),
        Text(f"*{_question(draft, asked, view)}*"),
        *guide,
        *offers(draft, turn, asked, view),
        *_body(draft, turn, asked, view),
        *((_footer(draft, view),) if draft.answers else ()),
    )


def _question(draft: Draft, asked: Question, view: View) -> str:
    """The question; somebody who has told something already is asked for the rest."""
    if asked.key == "story" and draft.whole_account():
        return view.say(N_("Will you tell more?"))
    return ask(asked, view)


def _go_on(draft: Draft, view: View) -> Buttons:
    return Buttons((Button(view.say(N_("I am safe, go on")), "safe", draft.id),))


def _opening(view: View) -> tuple[Part, ...]:
    name = view.viewer.first_name if view.viewer else ""
    hello = N_(
        "Hello {name}. I help you to get what has happened documented, and to get your manager to act. I "
        "ask about ten things. You can stop at any time and come back, it is kept."
    )
    return (Text(view.say(hello, name=name)), Note(view.say(PRIVACY)), Rule())


def _paused(draft: Draft, view: View) -> tuple[Part, ...]:
    say = view.say
    text = N_("You have paused. All of it is kept. Write anything to me when you are ready.")
    go_on = Button(say(N_("Go on")), "start_report", draft.id, "primary")
    return (Text(say(text)), Buttons((go_on, _danger_button(draft, view), Menu((_erase(draft, view),)))))


def _footer(draft: Draft, view: View) -> Buttons:
    """Always at hand; what is seldom wanted is behind three dots, so that nobody erases by a slip."""
    say = view.say
    back = Button(say(N_("Back")), "change", f"{draft.id}|")
    is_asked = draft.conversation.asked[-1].question == "danger"
    alarm = () if is_asked else (_danger_button(draft, view),)
    more = Menu(
        (
            Button(say(N_("Is it harassment?")), "guidance", "prompts"),
            Button(say(N_("Advice")), "guidance", "menu"),
            Button(say(N_("Pause")), "pause", draft.id),
            _erase(draft, view),
        )
    )
    return Buttons((back, *alarm, more))


def _danger_button(draft: Draft, view: View) -> Button:
    return Button(view.say(N_("I am in danger")), "danger", draft.id)


def _erase(draft: Draft, view: View) -> Button:
    return Button(view.say(N_("Erase the report")), "erase", draft.id)


def erase_form(draft: str, view: View) -> FormScreen:
    """What is erased and what is not, before it is done."""
    say = view.say
    return FormScreen(
        say(N_("Erase the report")),
        (
            Text(say(N_("All that I have kept of your report is erased. It cannot be undone."))),
            Text(say(ERASED_NOT)),
        ),
        say(N_("No, keep it")),
        act="erase",
        submit=say(N_("Erase")),
        about=draft,
    )


def _body(draft: Draft, turn: Asked, asked: Question, view: View) -> tuple[Part, ...]:
    here = f"{draft.id}|{asked.key}"
    match asked.kind:
        case "one":
            others = (o for o in asked.options if o.key not in turn.offers)
            return (Buttons(tuple(_option(here, o.key, view.say(o.label)) for o in others)),)
        case "many":
            return _many(draft, asked, here, view)
        case "each":
            return _each(draft.answers, asked, here, view)
        case "when":
            return _when(here, view)
        case "evidence":
            return _evidence(draft, asked, here, view)
        case "people":
            return people(draft, here, view)
        case "text":
            return _story(draft, here, view)


def _story(draft: Draft, here: str, view: View) -> tuple[Part, ...]:
    """What was told before is shown; the open question is asked all the same."""
    say, told = view.say, draft.whole_account()
    if not told:
        return (Note(say(N_("Write your answer below. You can write more later."))),)
    quote = (Text(say(N_("You wrote:"))), Quote(shortened(told, view)))
    if draft.conversation.reopened == "story":
        return (*quote, Note(say(N_("What you write now stands in its place."))))
    enough = Button(say(N_("No, that is all")), "answer", f"{here}|{THAT_IS_ALL}", "primary")
    return (*quote, Note(say(N_("Write more below, or go on."))), Buttons((enough,)))


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
            Pick(f"part:{part.key}", view.say(part.choose), choices, picked),
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
    items = tuple(item_row(draft, item, view) for item in draft.evidence)
    keys = ("kept",) if draft.has_evidence() else ("later", "gone", "cannot")
    options = tuple(_option(here, o.key, view.say(o.label)) for o in asked.options if o.key in keys)
    how = Button(view.say(N_("How to take a screenshot")), "guidance", "screenshot")
    return (*child_warning(draft, view), *items, Buttons((*options, how)))


def child_warning(draft: Draft, view: View) -> tuple[Part, ...]:
    """What must not be saved at all, where the report is about sexual pictures (facts 2.3)."""
    text = N_("Sexual pictures of children: do not save or send them. Call the police on 114.")
    return (Note(to_call(view.say(text))),) if chosen(draft.answers, "kinds") & SEXUAL else ()
