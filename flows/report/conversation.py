"""The turns of the report's conversation: the open question is always its newest message.

Whatever else is said or sent is answered by asking that question anew, with what became of it first, and
nothing that is told is lost.
"""

from __future__ import annotations

from dataclasses import replace

from flows.effects import Decided, Effect, Show
from flows.form import Value
from flows.report.draft import After, Asked, Draft


def shown(draft: Draft) -> tuple[Effect, ...]:
    """The conversation is to be brought up to date."""
    return (Show("report", draft.person),)


def asking(draft: Draft, after: After = "", said: str = "") -> Draft:
    """The draft with a new turn when another question has come up than the one last asked.

    Words that were written down and are told no longer are not held on to by the turn that said so.
    """
    last = draft.conversation.asked[-1] if draft.conversation.asked else None
    if last is None or last.question != draft.current():
        return asking_again(draft, after, said)
    if last.after != "told" or draft.whole_account().endswith(last.said):
        return draft
    return replace(
        draft,
        conversation=replace(
            draft.conversation, asked=(*draft.conversation.asked[:-1], Asked(last.question, items=last.items))
        ),
    )


def asking_again(
    draft: Draft,
    after: After = "",
    said: str = "",
    offers: tuple[Value, ...] = (),
    items: tuple[str, ...] = (),
) -> Draft:
    """The draft with the open question asked in a new turn, below all that was said and sent.

    What came while the same question was open stays on its receipt. The turns before it forget whose words
    they answered: what is changed or taken out is to be gone.
    """
    key = draft.current()
    received = (
        draft.conversation.asked[-1].items
        if draft.conversation.asked and draft.conversation.asked[-1].question == key
        else ()
    )
    before = (replace(turn, said="") for turn in draft.conversation.asked)
    return replace(
        draft,
        conversation=replace(
            draft.conversation,
            asked=(*before, Asked(key, after, said, offers, tuple(dict.fromkeys((*received, *items))))),
        ),
    )


def again(draft: Draft, after: After = "", said: str = "", offers: tuple[Value, ...] = ()) -> Decided[Draft]:
    """The same, as what is decided."""
    return asking_again(draft, after, said, offers), shown(draft)


def told_more(draft: Draft, text: str, offers: tuple[Value, ...] = ()) -> Decided[Draft]:
    """Words that join what has happened; the open question is asked anew."""
    return again(with_account(draft, text), "told", text, offers)


def with_account(draft: Draft, text: str) -> Draft:
    """The draft with more words to what has happened."""
    told = joined(draft.whole_account(), text)
    if "story" in draft.answers:
        return replace(draft, answers={**draft.answers, "story": told})
    return replace(draft, account=told)


def without_account(draft: Draft, text: str) -> Draft:
    """The draft without the words that were told last, where those are they."""
    told = draft.whole_account()
    if not told.endswith(text):
        return draft
    rest = told[: len(told) - len(text)].rstrip()
    if "story" not in draft.answers:
        return replace(draft, account=rest)
    answers = {key: value for key, value in draft.answers.items() if key != "story"}
    return replace(draft, answers=answers | ({"story": rest} if rest else {}))


def joined(told: str, text: str) -> str:
    """Both, one after the other."""
    return "\n\n".join(filter(None, (told, text)))


def in_danger(draft: Draft) -> Draft:
    """The draft of somebody in danger: nothing more is asked until they say that they are safe."""
    answers = {**draft.answers, "danger": "yes"}
    reopened = "" if draft.conversation.reopened == "danger" else draft.conversation.reopened
    return asking(
        replace(
            draft,
            answers=answers,
            conversation=replace(draft.conversation, reopened=reopened, is_endangered=True),
        )
    )


def safe(draft: Draft) -> Decided[Draft]:
    """The employee is safe: the questions go on where they had come to."""
    return again(
        replace(draft, conversation=replace(draft.conversation, is_endangered=False)),
        "safe" if draft.conversation.is_endangered else "",
    )
