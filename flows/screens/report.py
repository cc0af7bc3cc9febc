"""The report's conversation: each turn is one message, the open one asks, the others tell what was said."""

from __future__ import annotations

from flows.case import Case, Evidence
from flows.form import Question, Value, path, question
from flows.intake import REPORT
from flows.report import ELSEWHERE, REVIEW, Draft
from flows.screen import (
    Button,
    Buttons,
    Choice,
    Note,
    Part,
    Pick,
    PickDate,
    PickPerson,
    Quote,
    Row,
    Rule,
    Screen,
    Text,
)
from flows.screens.view import View
from flows.when import UNKNOWN
from flows.words import N_

LONGEST_QUOTE = 600


def turn(draft: Draft, number: int, view: View) -> Screen:
    """The message of one turn: the question when it is open, else the answer it got."""
    notice = view.say(N_("Værn has a message for you."))
    key = draft.asked[number]
    if number == draft.turn:
        return Screen(notice, _open_turn(draft, key, view))
    return Screen(notice, _past_turn(draft, key, number, view))


def sent_turn(case: Case, key: str, view: View) -> Screen:
    """The same message once the report is sent: nothing more to press."""
    notice = view.say(N_("Værn has a message for you."))
    if key == REVIEW:
        text = view.say(N_("Sent and kept. Your case has number {number}."), number=case.number)
        return Screen(notice, (Text(text),))
    asked = question(REPORT, key)
    if asked is None or key not in case.answers:
        return Screen(notice, (Note(view.say(N_("This question is not part of the report."))),))
    leader, representative = (next(iter(case.with_role(r)), "") for r in ("leader", "representative"))
    people = view.names(p for p in (leader, representative) if p)
    line, more = _answer(asked, case.answers[key], case.evidence, people, view)
    return Screen(notice, (Text(line), *more))


def _past_turn(draft: Draft, key: str, number: int, view: View) -> tuple[Part, ...]:
    asked = question(REPORT, key)
    if asked is None:
        return (Note(view.say(N_("You went on answering below."))),)
    if key not in draft.answers or key in draft.asked[number + 1 :]:
        moved = N_("{question} You find this question further down.")
        return (Note(view.say(moved, question=_ask(asked, view))),)
    people = view.names(p for p in (draft.leader(), draft.representative()) if p)
    line, more = _answer(asked, draft.answers[key], draft.evidence, people, view)
    change = Button(view.say(N_("Change")), "change", f"{draft.id}|{key}")
    return (Row(line, change), *more)


def _ask(asked: Question, view: View) -> str:
    return view.say(asked.ask)


def _answer(
    asked: Question, value: Value, evidence: tuple[Evidence, ...], people: str, view: View
) -> tuple[str, tuple[Part, ...]]:
    """The answer in one line, and the employee's own words where there are some."""
    head = f"*{view.say(asked.short)}*"
    if asked.kind == "text":
        return head, (Quote(_shortened(str(value), view)),)
    if asked.kind == "people":
        return f"{head}: {people}", ()
    if asked.kind == "evidence" and value == "kept":
        kept = sum(1 for item in evidence if item.state != "refused")
        return f"{head}: {_count_of_files(kept, view)}", ()
    return f"{head}: {answer_text(asked, value, view)}", ()


def _count_of_files(count: int, view: View) -> str:
    return view.say.plural("{count} file", "{count} files", count)


def answer_text(asked: Question, value: Value, view: View) -> str:
    """An answer in the viewer's words."""
    if asked.kind == "when":
        return view.say(N_("I do not know")) if value == UNKNOWN else view.answer_date(str(value))
    keys = (value,) if isinstance(value, str) else value
    labels = {option.key: view.say(option.label) for option in asked.options}
    return ", ".join(labels.get(key, key) for key in keys)


def _shortened(text: str, view: View) -> str:
    if len(text) <= LONGEST_QUOTE:
        return text
    return view.say(N_("{start} … (all of it is kept)"), start=text[:LONGEST_QUOTE])


def _open_turn(draft: Draft, key: str, view: View) -> tuple[Part, ...]:
    if key == ELSEWHERE:
        return _elsewhere(draft, view)
    if key == REVIEW:
        return _review(draft, view)
    asked = question(REPORT, key)
    if asked is None:
        return ()
    road = [q.key for q in path(REPORT, draft.answers)]
    place = road.index(key) + 1 if key in road else len(road)
    count = view.say(N_("Question {place} of {all}"), place=place, all=max(len(road), len(REPORT)))
    guide = (Note(view.say(asked.guide)),) if asked.guide else ()
    opening = _opening(view) if draft.turn == 0 else ()
    body = _body(draft, asked, view)
    footer = (_footer(draft, view),) if draft.answers else ()
    return (*opening, Note(count), Text(f"*{_ask(asked, view)}*"), *guide, *body, *footer)


def _opening(view: View) -> tuple[Part, ...]:
    name = view.viewer.first_name if view.viewer else ""
    hello = N_(
        "Hello {name}. I help you to get what has happened documented, and to get your leader to act. "
        "I ask about ten things. You can stop at any time and come back, it is kept."
    )
    privacy = N_("What you write is encrypted. Only you see it until you send it yourself.")
    return (Text(view.say(hello, name=name)), Note(view.say(privacy)), Rule())


def _footer(draft: Draft, view: View) -> Buttons:
    back = Button(view.say(N_("Back")), "change", f"{draft.id}|")
    sure = view.say(N_("Everything you have written and sent here is erased. It cannot be undone."))
    no = view.say(N_("No, keep it"))
    withdraw = Button(view.say(N_("Erase the report")), "withdraw", draft.id, confirm=sure, deny=no)
    return Buttons((back, withdraw))


def _body(draft: Draft, asked: Question, view: View) -> tuple[Part, ...]:
    here = f"{draft.id}|{asked.key}"
    match asked.kind:
        case "one":
            return (Buttons(tuple(_option(here, o.key, view.say(o.label)) for o in asked.options)),)
        case "many":
            return _many(draft, asked, here, view)
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


def _many(draft: Draft, asked: Question, here: str, view: View) -> tuple[Part, ...]:
    before = draft.answers.get(asked.key, ())
    chosen = (before,) if isinstance(before, str) else before
    choices = tuple(Choice(o.key, view.say(o.label)) for o in asked.options)
    pick = Pick("choose", view.say(N_("Choose all that fit")), choices, chosen, many=True)
    return (pick, Buttons((Button(view.say(N_("Continue")), "chosen", here, "primary"),)))


def _when(here: str, view: View) -> tuple[Part, ...]:
    buttons = (
        Button(view.say(N_("Today")), "day", f"{here}|0"),
        Button(view.say(N_("Yesterday")), "day", f"{here}|1"),
        Button(view.say(N_("I do not know")), "answer", f"{here}|{UNKNOWN}"),
    )
    return (Buttons(buttons), PickDate(f"date:{here}", view.say(N_("Another day"))))


def _evidence(draft: Draft, asked: Question, here: str, view: View) -> tuple[Part, ...]:
    files = tuple(Row(evidence_line(item, view)) for item in draft.evidence)
    keys = ("kept",) if draft.has_files() else ("gone", "cannot")
    options = (o for o in asked.options if o.key in keys)
    return (*files, Buttons(tuple(_option(here, o.key, view.say(o.label)) for o in options)))


def evidence_line(item: Evidence, view: View) -> str:
    """A file in one line: its name and whether it is safe."""
    if item.state == "kept":
        return view.say(N_("{name}: received and kept"), name=item.name)
    if item.state == "fetching":
        return view.say(N_("{name}: being received"), name=item.name)
    return view.say(N_("{name}: could not be received"), name=item.name)


def _people(draft: Draft, here: str, view: View) -> tuple[Part, ...]:
    leader = PickPerson(f"involve:{draft.id}|leader", view.say(N_("Leader")), draft.leader())
    label = view.say(N_("Work-environment representative"))
    representative = PickPerson(f"involve:{draft.id}|representative", label, draft.representative())
    notes: list[Part] = []
    if draft.is_leader_party():
        notes.append(Note(view.say(N_("Your leader is kept out of it and learns nothing."))))
    if not draft.leader():
        notes.append(Note(view.say(N_("I did not find a leader. Please choose one."))))
    confirm = _option(here, "confirmed", view.say(N_("These are right")))
    return (*notes, leader, representative, Buttons((confirm,)))


def _review(draft: Draft, view: View) -> tuple[Part, ...]:
    people = view.names(p for p in (draft.leader(), draft.representative()) if p)
    road = [q for q in path(REPORT, draft.answers) if q.key in draft.answers]
    answers: list[Part] = []
    for asked in road:
        line, more = _answer(asked, draft.answers[asked.key], draft.evidence, people, view)
        answers += [Text(line), *more]
    who = N_("When you send it, {people} will be able to read it. Nobody else.")
    change = tuple(Choice(f"{draft.id}|{q.key}", view.say(q.short)) for q in road)
    send = Button(view.say(N_("Send")), "send", draft.id, "primary")
    return (
        Text(f"*{view.say(N_('This is your report. Read it through.'))}*"),
        *answers,
        Rule(),
        Note(view.say(who, people=people)),
        Buttons((send,)),
        Pick("rechoose", view.say(N_("Change an answer")), change),
        _footer(draft, view),
    )


def _elsewhere(draft: Draft, view: View) -> tuple[Part, ...]:
    kind = N_(
        "When it is a colleague or a leader, other rules apply, and others can help you better than I can. "
        "Talk to your work-environment representative or HR: {people}."
    )
    people = view.names((*filter(None, [draft.representative()]), *view.ctx.organisation.hr))
    kept = N_("What you have written stays with you. You can change your answer or erase it.")
    return (Text(view.say(kind, people=people)), Note(view.say(kept)), _footer(draft, view))
