"""The people of a report under way: who is to be with the employee, who is kept out, who else can help."""

from __future__ import annotations

from flows.case.case import ContactRole
from flows.report.draft import Draft
from flows.report.people import reachable
from flows.screens.elements import Button, Buttons, Note, Part, PickPerson, Row, Text
from flows.screens.talks import TALKS, talk_asked, talk_label
from flows.screens.view import View
from flows.words import N_

UNION = N_("A union representative comes into the channel and sees what is decided, but not your report.")
PARTY = N_(
    "Does one of them have something to do with it? Then we keep that person out, and they are told nothing."
)


def people(draft: Draft, here: str, view: View) -> tuple[Part, ...]:
    """Who is to be with the employee, and who is to be kept out of it."""
    say = view.say
    notes: tuple[Part, ...] = ()
    if not draft.leader():
        notes = (Note(say(N_("I did not find a manager. Please choose one."))),)
    return (
        *notes,
        PickPerson(f"involve:{draft.id}|leader", say(N_("Manager")), draft.leader()),
        PickPerson(
            f"involve:{draft.id}|representative",
            say(N_("Work-environment representative")),
            draft.representative(),
        ),
        PickPerson(f"involve:{draft.id}|union", say(N_("Union representative, if you like")), draft.union()),
        Note(say(UNION)),
        Text(say(PARTY)),
        *_keep_out(draft, view),
        Buttons((Button(say(N_("Yes, these people")), "answer", f"{here}|confirmed", "primary"),)),
    )


def _keep_out(draft: Draft, view: View) -> tuple[Part, ...]:
    """A row a person that stays where it is: who is kept out is followed by whoever takes their place.

    A second tap at the same spot takes it back, and never keeps somebody else out.
    """
    say = view.say
    rows: list[Part] = []
    for person in dict.fromkeys((*draft.people.kept_out, *draft.readers())):
        who, about = view.name(person), f"{draft.id}|{person}"
        if person in draft.people.kept_out:
            text = N_("{who} is kept out and is told nothing.")
            rows.append(Row(say(text, who=who), Button(say(N_("Undo")), "let_in", about)))
        else:
            rows.append(Row(who, Button(say(N_("Keep out")), "keep_out", about)))
    return (*rows, PickPerson(f"keep_out:{draft.id}", say(N_("Keep somebody else out"))))


def elsewhere(draft: Draft, view: View) -> tuple[Part, ...]:
    """Another procedure, ended kindly, with the offer to have somebody get in touch."""
    say = view.say
    kind = N_(
        "When it is a colleague or a manager, other rules apply, and others can help you better than I "
        "can. Talk to your work-environment representative or HR: {people}."
    )
    helpers = [*reachable(draft, "representative", view.ctx), *reachable(draft, "hr", view.ctx)]
    kept = N_("What you have written stays with you. You can change your answer or erase it.")
    asked = {contact.role for contact in draft.people.contacts}
    told = [c.person for c in draft.people.contacts if c.role in {"representative", "hr"}]
    if not helpers:
        kind = N_(
            "When it is a colleague or a manager, other rules apply, and others can help you better than "
            "I can. Talk to somebody at work whom you trust, or to your union."
        )
    return (
        Text(say(kind, people=view.names(helpers))),
        *((talk_asked(told, view),) if told else ()),
        Note(say(kept)),
        *_ask_for_talk(draft, asked, view),
    )


def _ask_for_talk(draft: Draft, asked: set[ContactRole], view: View) -> tuple[Part, ...]:
    buttons = tuple(
        Button(label, "contact", f"{draft.id}|{role}")
        for role in TALKS
        if role not in asked and (label := talk_label(draft, role, view))
    )
    return (Buttons(buttons),) if buttons else ()
