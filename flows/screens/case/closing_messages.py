"""The end of a case: the employee's word, silence, the two questions, and beginning again."""

from __future__ import annotations

from flows.access.rules import may
from flows.case.case import Case
from flows.deciding.closing import QUESTIONS
from flows.effects import MessageKind
from flows.procedure.closing_conditions import asked_at, is_silent
from flows.screens.elements import Button, Buttons, Note, Part, Quote, Text
from flows.screens.steps.messages import Draw, numbered, show
from flows.screens.view import View
from flows.words import N_

ANSWERED = N_("Thank you. It has been answered.")
NOTHING_TO_ANSWER = N_("There is nothing to answer any more.")


def no_longer_asked(case: Case, question: str, view: View, *, is_answered: bool) -> tuple[Part, ...]:
    """A question whose time is over, with the question itself for one who may read the case."""
    over = view.say(ANSWERED if is_answered else NOTHING_TO_ANSWER)
    lines = (question, over) if may(view.viewer_id, "read", case) else (over,)
    return (Text("\n".join((f"*{view.say(N_('Case {number}'), number=case.number)}*", *lines))),)


def _closing_asked(case: Case, _: str, view: View) -> tuple[Part, ...]:
    return closing_asked(case, view)


def closing_asked(case: Case, view: View) -> tuple[Part, ...]:
    """The question whether the case can close, or that it is answered."""
    say = view.say
    text = N_("Your manager thinks that the case can be closed. What do you think?")
    if asked_at(case) is None or view.viewer_id != case.employee:
        asked, answered = case.record("closing", "asked"), case.record("closing", "answered")
        is_answered = asked is not None and answered is not None and answered.at >= asked.at
        return no_longer_asked(case, say(text), view, is_answered=is_answered)
    told = N_(
        "You can open it again within twelve months, while it is kept here. "
        "If you disagree, the manager's manager looks at it."
    )
    buttons = closing_buttons(case, view, view.open_case(case.id))
    return (numbered(case, text, view), *buttons, Note(say(told)))


def closing_buttons(case: Case, view: View, *more: Button) -> tuple[Part, ...]:
    """The employee's two answers, as long as they are asked."""
    if asked_at(case) is None or view.viewer_id != case.employee:
        return ()
    agree = Button(view.say(N_("Yes, close it")), "closing_agree", case.id)
    disagree = Button(view.say(N_("No, not yet")), "closing_disagree", case.id)
    return (Buttons((agree, disagree, *more)),)


def _closing_refused(case: Case, _: str, view: View) -> tuple[Part, ...]:
    said = case.last_word("meeting")
    text = N_("{employee} does not agree that the case can be closed. Step 7 is open again.")
    reason = (Quote(said.reason),) if said and not said.outcome and said.reason else ()
    return (
        numbered(case, text, view, employee=view.first_name(case.employee)),
        *reason,
        show(case, view),
    )


def _closing_silent(case: Case, _: str, view: View) -> tuple[Part, ...]:
    if not is_silent(case, view.ctx):
        return (numbered(case, N_("There is nothing to do any more."), view),)
    text = N_("The employee has not answered for ten working days whether the case can be closed.")
    close = Button(view.say(N_("Close the case")), "close_case", case.id)
    is_closer = may(view.viewer_id, "close", case)
    return (numbered(case, text, view), Buttons((close,) if is_closer else ()), show(case, view))


def _closed(case: Case, _: str, view: View) -> tuple[Part, ...]:
    if case.ending.closed_at is None:
        return (numbered(case, N_("The case is open again."), view),)
    text = N_("The case was closed {when}.")
    own = N_("If something happens, you can open it again within twelve months, while it is kept here.")
    parts: list[Part] = [numbered(case, text, view, when=view.moment(case.ending.closed_at))]
    if view.viewer_id == case.employee:
        parts.append(Text(view.say(own)))
    return (*parts, show(case, view))


def _reopened(case: Case, _: str, view: View) -> tuple[Part, ...]:
    text = N_("{employee} has opened the case again.")
    record = case.record("closing", "reopened")
    reason = (Quote(record.values["reason"]),) if record and may(view.viewer_id, "read", case) else ()
    return (
        numbered(case, text, view, employee=view.first_name(case.employee)),
        *reason,
        show(case, view),
    )


AFTERWARDS = {
    "helped": N_("Were you helped?"),
    "told": N_("Were you told what was decided, and why?"),
}
ANSWERS = ((N_("Yes"), "yes"), (N_("Partly"), "partly"), (N_("No"), "no"))


def _afterwards(case: Case, _: str, view: View) -> tuple[Part, ...]:
    """Two questions, so that the next one is met better. Each is answered once, or left."""
    say = view.say
    intro = N_("Everything in the case is done. Two questions, if you want to answer them.")
    parts: list[Part] = [numbered(case, intro, view)]
    for question in QUESTIONS:
        parts.append(Text(f"*{say(AFTERWARDS[question])}*"))
        if case.record("closing", question):
            parts.append(Note(say(N_("Thank you for your answer."))))
            continue
        about = f"{case.id}|{question}"
        parts.append(Buttons(tuple(Button(say(label), "afterwards", f"{about}|{a}") for label, a in ANSWERS)))
    return tuple(parts)


CLOSING_MESSAGES: dict[MessageKind, Draw] = {
    "closing-asked": _closing_asked,
    "closing-refused": _closing_refused,
    "closing-silent": _closing_silent,
    "closed": _closed,
    "reopened": _reopened,
    "afterwards": _afterwards,
}
