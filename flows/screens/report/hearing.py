"""What the open question answers first: what became of the words and files that came before it."""

from __future__ import annotations

from collections.abc import Iterator

from flows.case.case import Evidence
from flows.form import Question, Value, question
from flows.report.draft import IN_DANGER, REVIEW, After, Asked, Draft
from flows.report.evidence import may_be_evidence
from flows.report.questions import REPORT
from flows.report.understanding import asks_again
from flows.screens.answers import answer_text
from flows.screens.elements import Button, Buttons, Menu, Note, Part, Row, Text
from flows.screens.report.messages import MISSED, item_text, refusal_line
from flows.screens.view import View
from flows.typed.cpr import cpr_like
from flows.words import N_

WORDS: dict[After, str] = {
    "told": N_("I have written that down."),
    "resumed": N_("Good that you are back. Here is the question again."),
    "safe": N_("Good. Then we go on."),
    "contacted": N_("{who} has seen it and gets in touch with you now."),
    "missed": MISSED,
    "refused": N_("One of your files could not be kept."),
}
ONE_OF_THESE = N_("Is it one of these?")
NOT_CAUGHT = N_("I did not catch that. Is it one of these?")


def hearing(draft: Draft, turn: Asked, view: View) -> tuple[Part, ...]:
    """What was done just before, in words; nothing for a question that follows its answer."""
    asked = question(REPORT, turn.question)
    if turn.question == IN_DANGER and turn.after in {"contacted", "missed"}:
        # There it stands beside the numbers to call.
        return ()
    if turn.after == "contacted":
        return tuple(Text(line) for line in _contacted(draft, view))
    return (*_line(turn, asked, view), *cpr_seen(turn.said, view), *_items(draft, turn, view))


def _contacted(draft: Draft, view: View) -> Iterator[str]:
    """A line for each who has seen a call for help: the second must not take the first one's place."""
    for contact in draft.people.contacts:
        if contact.answered_at:
            yield view.say(WORDS["contacted"], who=view.first_name(contact.person))


def _line(turn: Asked, asked: Question | None, view: View) -> tuple[Part, ...]:
    say = view.say
    match turn.after:
        case "" | "received":
            return ()
        case "unclear" if asked is not None:
            text = NOT_CAUGHT if turn.offers else asks_again(asked, turn.said)
            return (Text(say(text)),)
        case "unused":
            return (Text(say(_unused(turn.question))),)
        case "told" if turn.offers:
            return (Text(f"{say(WORDS['told'])} {say(ONE_OF_THESE)}"),)
        case _:
            return (Text(say(WORDS[turn.after], who=view.first_name(turn.said))),)


def _unused(key: str) -> str:
    if key == REVIEW:
        return N_("Press Send when you are ready. Your last words are not part of the report.")
    return N_("Please use the buttons. What you have just written is not part of the report.")


def offers(draft: Draft, turn: Asked, asked: Question, view: View) -> tuple[Part, ...]:
    """A button for each answer that the words may mean, and one that says they are documentation."""
    here = f"{draft.id}|{asked.key}"
    buttons = [
        Button(_offer_text(asked, value, turn, view), "answer", f"{here}|{_carried(value)}")
        for value in turn.offers
    ]
    if asked.kind == "evidence" and may_be_evidence(turn):
        buttons.append(Button(view.say(N_("It is documentation")), "keep_words", draft.id))
    return (Buttons(tuple(buttons)),) if buttons else ()


def _offer_text(asked: Question, value: Value, turn: Asked, view: View) -> str:
    """The answer; of several choices at once only the one that is not in all the others."""
    sets = [set(offer) for offer in turn.offers if not isinstance(offer, str)]
    shared = set.intersection(*sets) if len(sets) > 1 else set()
    own = tuple(key for key in value if key not in shared) if not isinstance(value, str) else ()
    return answer_text(asked, own or value, view)


def _carried(value: Value) -> str:
    return value if isinstance(value, str) else ",".join(value)


def cpr_seen(text: str, view: View) -> tuple[Part, ...]:
    """Told at once, since nobody needs such a number here."""
    said = N_(
        "What you wrote seems to hold a CPR number. Nobody needs it here. "
        "You can change your answer before you send."
    )
    return (Note(view.say(said)),) if cpr_like(text) else ()


def _items(draft: Draft, turn: Asked, view: View) -> tuple[Part, ...]:
    """The receipt of what has come; where documentation is asked for, all of it stands there anyhow."""
    if turn.question == "evidence":
        return ()
    found = (item for item in draft.evidence if item.id in turn.items)
    return tuple(item_row(draft, item, view) for item in found)


def item_row(draft: Draft, item: Evidence, view: View) -> Part:
    """An item of a report that is not sent, with what can be done about it."""
    say, about = view.say, f"{draft.id}|{item.id}"
    take_out = Button(say(N_("Take it out")), "take_out", about)
    if item.state == "refused":
        return Row(refusal_line(item, view), Menu((take_out,)))
    more = Button(say(N_("Tell more about it")), "describe", about)
    return Row(item_text(item, view), Menu((more, take_out)))
