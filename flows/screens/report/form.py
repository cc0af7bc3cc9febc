"""The report as a form in a modal: the questions of the conversation, for those who prefer a form."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from flows.form import Question, answered_part, path
from flows.form import SubQuestion as Wish
from flows.report.draft import ELSEWHERE, REVIEW, Draft
from flows.report.questions import REPORT, WISHES
from flows.report.submitted_form import CHOSEN, KEEP_OUT, ROLES, Fields, about
from flows.screens.answers import answer, ask
from flows.screens.elements import (
    Button,
    Buttons,
    Choice,
    FormScreen,
    Input,
    Note,
    Part,
    Pick,
    Quote,
    Rule,
    Text,
    to_call,
)
from flows.screens.report.asking import PRIVACY, child_warning
from flows.screens.report.people import PARTY, UNION, elsewhere
from flows.screens.report.review import review
from flows.screens.view import View
from flows.typed.when import LONGEST
from flows.words import N_

ACT = "form"
SEND = "form_send"
TITLE = N_("Report in a form")


def form(draft: Draft, view: View, carried: str = "") -> FormScreen:
    """The form, or while danger is not answered only that question.

    Drawn again while somebody fills it in, it goes on carrying what it carried: Slack keeps the fields as
    they are.
    """
    if "danger" not in draft.answers:
        return _danger_first(draft, view)
    say, shown = view.say, shown_values(draft, view)
    rest = N_("Fill in what you like and press Save and go on. I ask about the rest in our direct message.")
    parts = (
        *_safety(draft, view),
        Note(say(PRIVACY)),
        Note(say(rest)),
        *(part for asked in REPORT for part in _field(asked, draft, shown, view)),
    )
    carried = carried or about(draft.id, shown)
    return FormScreen(say(TITLE), parts, say(N_("Close")), ACT, say(N_("Save and go on")), carried)


def shown_values(draft: Draft, view: View) -> Fields:
    """What the fields hold at first, by question and role."""
    when = str(draft.answers.get("when", ""))
    return {
        **{key: draft.answers.get(key, "") for key in (*CHOSEN, "wishes")},
        "story": draft.whole_account(),
        "when": view.answer_date(when) if when else "",
        **dict(zip(ROLES, draft.involved(), strict=True)),
    }


def _danger_first(draft: Draft, view: View) -> FormScreen:
    say = view.say
    asked = _question("danger")
    options = tuple(Button(say(o.label), "form_danger", f"{draft.id}|{o.key}") for o in asked.options)
    police = Note(to_call(say(N_("In danger now? Call 112. Not urgent: the police on 114."))))
    return FormScreen(say(TITLE), (Text(f"*{ask(asked, view)}*"), Buttons(options), police), say(N_("Close")))


def _safety(draft: Draft, view: View) -> tuple[Part, ...]:
    say = view.say
    if not draft.conversation.is_endangered:
        return (Buttons((Button(say(N_("I am in danger")), "form_danger", f"{draft.id}|yes"),)),)
    alarm = N_("In our direct message I can tell somebody at once that you need help.")
    return (
        Text(f"*{to_call(say(N_('Call 112 now. Do not wait for me.')))}*"),
        Text(to_call(say(N_("If the danger is not here and now, call the police on 114.")))),
        Text(say(alarm)),
        Rule(),
    )


def _question(key: str) -> Question:
    return next(asked for asked in REPORT if asked.key == key)


def _first(shown: Fields, key: str) -> tuple[str, ...]:
    value = shown[key]
    return value if isinstance(value, tuple) else tuple(filter(None, (value,)))


def _field(asked: Question, draft: Draft, shown: Fields, view: View) -> tuple[Part, ...]:
    """How the question is asked in the form, by its kind; danger has been asked before."""
    match asked.kind:
        case "one" if asked.key != "danger":
            return (_chosen(asked, "list", shown, view),)
        case "many":
            return (_chosen(asked, "many", shown, view),)
        case "when":
            return (_when(shown, view),)
        case "text":
            return _story(draft, shown, view)
        case "evidence":
            drop = N_("You drop screenshots in our direct message. You can also do it when you have sent.")
            return (Note(view.say(drop)),)
        case "people":
            return (Rule(), *_people(draft, shown, view))
        case "each":
            return (Rule(), *_wishes(shown, view))
        case _:
            return ()


def _chosen(asked: Question, kind: Literal["list", "many"], shown: Fields, view: View) -> Input:
    choices = tuple(Choice(o.key, view.say(o.label)) for o in asked.options)
    filled = _first(shown, asked.key)
    return Input(asked.key, ask(asked, view), choices=choices, is_optional=True, kind=kind, filled=filled)


def _when(shown: Fields, view: View) -> Input:
    hint = N_(
        'Write for example "yesterday at 14.30", "3 November" or "found yesterday". '
        "If it happened more than once, take the first time."
    )
    label, filled = ask(_question("when"), view), _first(shown, "when")
    return Input("when", label, view.say(hint), (), True, "line", filled, LONGEST)


def _story(draft: Draft, shown: Fields, view: View) -> tuple[Part, ...]:
    asked = _question("story")
    field = Input("story", ask(asked, view), is_optional=True, filled=_first(shown, "story"))
    if field.is_fitting:
        return (field,)
    head, words = answer(asked, draft.whole_account(), (), "", view)
    why = N_("It is too long for a form, but all of it is kept. Choose Change in our direct message.")
    return (Text(head), *words, Note(view.say(why)))


def _people(draft: Draft, shown: Fields, view: View) -> tuple[Part, ...]:
    say = view.say
    nobody = Note(say(N_("I did not find a manager. Please choose one.")))
    out = N_("{who} is kept out and is told nothing.")
    labels = (
        N_("Manager"),
        N_("Work-environment representative"),
        N_("Union representative, if you like"),
    )
    fields = tuple(
        Input(role, say(label), is_optional=True, kind="person", filled=_first(shown, role))
        for role, label in zip(ROLES, labels, strict=True)
    )
    hint = say(PARTY)
    keep_out = Input(KEEP_OUT, say(N_("Keep somebody out")), hint, is_optional=True, kind="people")
    return (
        Text(f"*{ask(_question('people'), view)}*"),
        *(() if draft.leader() else (nobody,)),
        *fields,
        Note(say(UNION)),
        *(Note(say(out, who=view.name(person))) for person in draft.people.kept_out),
        keep_out,
    )


def _wishes(shown: Fields, view: View) -> tuple[Part, ...]:
    asked = _question("wishes")
    fields = (field for wish in WISHES for field in _wish(wish, shown, view))
    return (Text(f"*{ask(asked, view)}*"), Note(view.say(asked.guide)), *fields)


def _wish(wish: Wish, shown: Fields, view: View) -> tuple[Part, ...]:
    before = answered_part(shown, "wishes", wish.key)
    is_day = bool(before) and before not in {o.key for o in wish.options}
    choices = tuple(Choice(o.key, view.say(o.label)) for o in wish.options)
    key, label = f"wishes:{wish.key}", view.say(wish.label)
    field = Input(key, label, "", choices, True, "list", ("yes",) if is_day else (before,))
    if not wish.day_words:
        return (field,)
    from_day = view.say(N_("If yes: from which day?"))
    return (field, Input(f"{key}:day", from_day, "", (), True, "day", (before,) if is_day else ()))


def after(draft: Draft, view: View) -> FormScreen:
    """What stands in the form's place once it is kept: the review to send, or what is still missing."""
    say = view.say
    back = Buttons((Button(say(N_("Back to the form")), "form_back", draft.id),))
    if draft.current() == REVIEW:
        return _review(draft, back, view)
    if draft.current() == ELSEWHERE:
        kind = _read_only(elsewhere(draft, view))
        note = Note(say(N_("In our direct message you can ask somebody to contact you.")))
        return FormScreen(say(TITLE), (*kind, note, back), say(N_("Close")))
    return FormScreen(say(TITLE), (*_missing(draft, view), back), say(N_("Close")))


def _review(draft: Draft, back: Buttons, view: View) -> FormScreen:
    parts = _read_only(review(draft, view))
    say = view.say
    files = Note(say(N_("You can still drop files in our direct message, also when you have sent.")))
    return FormScreen(say(TITLE), (*parts, files, back), say(N_("Close")), SEND, say(N_("Send")), draft.id)


def _read_only(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """A message of the conversation as it is read in a modal, which a press on it would not change.

    The choice of the urgency stays: here it draws the modal again.
    """
    kept: list[Part] = []
    for part in parts:
        if isinstance(part, Pick) and part.act == "urgency":
            kept.append(replace(part, act="form_urgency"))
        elif not isinstance(part, Buttons | Pick):
            kept.append(part)
    return tuple(kept)


def _missing(draft: Draft, view: View) -> tuple[Part, ...]:
    say = view.say
    open_questions = [
        q for q in path(REPORT, draft.answers) if q.key not in draft.answers or q.key == draft.current()
    ]
    listed = "\n".join(f"• {say(q.short)}" for q in open_questions)
    is_evidence_open = any(q.key == "evidence" for q in open_questions)
    on = N_("I ask about it in our direct message. You can also go back to the form.")
    return (
        Text(f"*{say(N_('What you filled in is kept. This is missing:'))}*\n{listed}"),
        Note(say(on)),
        *(_evidence(draft, view) if is_evidence_open else ()),
    )


def _evidence(draft: Draft, view: View) -> tuple[Part, ...]:
    say, asked = view.say, _question("evidence")
    keys = ("kept",) if draft.has_evidence() else ("later", "gone", "cannot")
    how = N_("Do you have a screenshot? Send it in our direct message. Otherwise choose what fits.")
    if draft.has_evidence():
        how = N_("You have dropped files in our direct message. Was that it?")
    options = tuple(
        Button(say(o.label), "form_evidence", f"{draft.id}|{o.key}") for o in asked.options if o.key in keys
    )
    return (Rule(), *child_warning(draft, view), Text(say(how)), Buttons(options))


def sent(view: View) -> FormScreen:
    """The report has become a case."""
    text = N_("It is sent. You get the number of your case in our direct message.")
    return FormScreen(view.say(TITLE), (Text(view.say(text)),), view.say(N_("Close")))


def gone(story: str, view: View) -> FormScreen:
    """The report was sent or erased while the form was open: the words typed are shown to be copied."""
    say = view.say
    text = N_("This report is sent or erased already. What you wrote in the form is not part of it.")
    copy = N_("Here is what you told. Copy it, and write it to me in our direct message if you need it.")
    words = (Text(say(copy)), Rule(), Quote(story), Rule()) if story else ()
    new = Button(say(N_("Start a new report")), ACT, "", "primary")
    return FormScreen(say(TITLE), (Text(say(text)), *words, Buttons((new,))), say(N_("Close")))
