"""The direct messages about a report under way, and about its pieces of evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from flows.case.case import Case, Contact, ContactRole, Evidence, Refusal
from flows.effects import CONTACT_WANTED, MessageKind
from flows.report.draft import Draft
from flows.report.people import reachable
from flows.screens.answers import evidence_line, evidence_name, kind_name
from flows.screens.elements import Button, Buttons, Menu, Note, Part, Row, Screen, Text, to_call
from flows.screens.view import View, as_name
from flows.words import N_

MISSED = N_("I could not reach {who}. If you are in danger, call 112. Otherwise call your manager or HR.")
ALARMED: tuple[ContactRole, ...] = ("leader", "on_call")

DUE: MessageKind = "draft-due"

SENTENCES: dict[MessageKind, str] = {
    "withdrawn": N_("It is erased. You can always start again."),
    "unhandled": N_("Something went wrong, so what you just did did not come through. Please try again."),
    "report-keeps": N_(
        "A message of yours is deleted in Slack. What you gave me in it is still in your report. "
        "Choose Change at the answer to correct it, or erase the report."
    ),
    "no-room": N_(
        "I have no room to keep your file right now, and I have told those who can help. "
        "You need not do anything: I keep trying, and it comes by itself. Leave it in Slack until then."
    ),
    "draft-erased": N_(
        "The report that you began is erased, as I wrote. You can always begin a new one: write hello to me."
    ),
}


def draft_message(draft: Draft | None, message: MessageKind, about: str, view: View) -> Screen:
    """A message about the report under way, to the employee or to somebody asked to get in touch."""
    notice = view.say(N_("Værn has a message for you."))
    if message in SENTENCES:
        return sentence(message, view)
    if message == CONTACT_WANTED:
        return needed(draft, about, view)
    if message == "contact-missed":
        return contact_missed(about, view)
    if message == DUE and draft is not None:
        return _draft_due(about, view)
    return Screen(notice, (Text(view.say(N_("That is no longer open."))),))


def due_at_version(about: str) -> int:
    """Of which version of the report a message says that it is erased soon: that of another says nothing."""
    return int(about.partition(":")[0])


def _draft_due(about: str, view: View) -> Screen:
    """What comes of a report that has lain for long. It asks for nothing."""
    say, at = view.say, datetime.fromisoformat(about.partition(":")[2])
    text = N_("You have a report that is not sent. I keep it until {when}. After that it is erased.")
    keep = N_("Write anything to me, and I keep it longer. Nobody else sees it.")
    parts = (Text(say(text, when=view.moment(at))), Text(say(keep)))
    return Screen(say(N_("Værn has a message for you.")), parts)


def sentence(message: MessageKind, view: View) -> Screen:
    """A message that needs no facts."""
    return Screen(view.say(N_("Værn has a message for you.")), (Text(view.say(SENTENCES[message])),))


def danger(contacts: tuple[Contact, ...], view: View, alarms: tuple[Part, ...] = ()) -> tuple[Part, ...]:
    """Whom to call at once, who was told, and until the report is sent the offer to tell somebody."""
    say = view.say
    told = [c for c in contacts if c.role in ALARMED]
    return (
        Text(f"*{to_call(say(N_('Call 112 now. Do not wait for me.')))}*"),
        Text(to_call(say(N_("If the danger is not here and now, call the police on 114.")))),
        *(Text(_told_line(c, view)) for c in told),
        Note(say(N_("What you have answered is kept. We go on when you are safe."))),
        *alarms,
    )


def past_danger(contacts: tuple[Contact, ...], view: View) -> tuple[Part, ...]:
    """The same when it is over: that it was said, and who was told."""
    told = [c for c in contacts if c.role in ALARMED]
    said = Text(to_call(view.say(N_("You said that you were in danger. Call 112 if you are again."))))
    return (said, *(Text(_told_line(c, view)) for c in told))


def _step_line(draft: Draft, view: View) -> tuple[Part, ...]:
    """The on-call phone, unless everybody who may answer it is kept out."""
    on_call = view.ctx.organisation.on_call
    if on_call is None or not on_call.phone or not reachable(draft, "on_call", view.ctx):
        return ()
    text = view.say(N_("{name}: {phone}"), name=on_call.name, phone=on_call.phone)
    return (Text(to_call(text, on_call.phone)),)


def _told_line(contact: Contact, view: View) -> str:
    who = view.first_name(contact.person)
    if contact.is_missed:
        return to_call(view.say(MISSED, who=who))
    if contact.answered_at:
        return view.say(N_("{who} has seen it and gets in touch with you now."), who=who)
    if contact.told_at is None:
        return view.say(N_("I am writing to {who} now."), who=who)
    line = N_("{who} was told {when} that you need help.")
    return view.say(line, who=who, when=view.clock(contact.told_at))


def alarms(draft: Draft, view: View) -> tuple[Part, ...]:
    """The offer to alert somebody: the employee chooses, since the leader may be part of it."""
    say, on_call = view.say, view.ctx.organisation.on_call
    told = {(c.role, c.person) for c in draft.people.contacts}
    buttons: list[Button] = []
    for role in ALARMED:
        persons = [p for p in reachable(draft, role, view.ctx) if (role, p) not in told]
        if persons:
            who = on_call.name if on_call and role == "on_call" else view.names(persons)
            label = say(N_("Tell {who} that I need help"), who=who)
            buttons.append(Button(label, "contact", f"{draft.id}|{role}", "" if buttons else "primary"))
    if not buttons:
        return _step_line(draft, view)
    text = N_("Shall I tell somebody at once? They are told that you need them, not what it is about.")
    return (*_step_line(draft, view), Text(say(text)), Buttons(tuple(buttons)))


def needed(subject: Draft | Case | None, about: str, view: View) -> Screen:
    """To somebody who is to get in touch at once: who and the number, and nothing of what it is about.

    Without a `subject` the report is erased meanwhile; who called for help is still to be helped.
    """
    say = view.say
    role, _, employee = about.partition(":")
    is_urgent = role in ALARMED
    text = N_("{employee} would like to talk with you about something at work. Please get in touch today.")
    notice = N_("A colleague would like to talk with you.")
    if is_urgent:
        text = N_(
            "{employee} needs you now. Call at once. Ask if they are still in danger, and help them to be "
            "safe."
        )
        notice = N_("A colleague needs you now.")
    viewer = view.viewer_id
    parts: list[Part] = [Text(say(text, employee=view.name(employee)))]
    if subject is None:
        return Screen(say(notice), tuple(parts))
    mine = next((c for c in subject.people.contacts if c.person == viewer and c.role == role), None)
    if is_urgent:
        without = N_("Number {number}. I do not tell what it is about.")
        parts.append(Note(say(without, number=subject.number)))
    if mine and mine.answered_at:
        parts.append(Text(say(N_("You took it {when}."), when=view.clock(mine.answered_at))))
    else:
        label = say(N_("I get in touch now"))
        parts.append(Buttons((Button(label, "contact_answered", subject.id, "primary"),)))
    return Screen(say(notice), tuple(parts))


def contact_missed(person: str, view: View) -> Screen:
    """To the employee: the message has not come, and will not."""
    text = view.say(MISSED, who=view.first_name(person))
    return Screen(view.say(N_("Værn has a message for you.")), (Text(to_call(text)),))


def contact_answered(person: str, view: View) -> Screen:
    """To the employee: somebody has seen it."""
    text = N_("{who} has seen it and gets in touch with you now.")
    line = view.say(text, who=view.first_name(person))
    return Screen(view.say(N_("Værn has a message for you.")), (Text(line),))


REFUSALS: dict[Refusal, str] = {
    "empty": N_('The file "{name}" is empty. Everything else is kept. Try to take the picture again.'),
    "too_large": N_(
        'The file "{name}" is too large. Everything else is kept. Try with a smaller part of it.'
    ),
    "type": N_('I cannot receive the file "{name}". Everything else is kept. Try with a picture or a PDF.'),
    "gone": N_(
        'The file "{name}" was gone before I could fetch it. Everything else is kept. '
        "If you still have it, save it on your phone or computer, and send it from there."
    ),
    "hidden": N_(
        'Slack has hidden the file "{name}" because it is old. Everything else is kept. '
        "If you have it elsewhere, send it from there. Else take a screenshot of what you can see."
    ),
    "canvas": N_(
        '"{name}" is a document inside Slack, which I cannot fetch. Everything else is kept. '
        "Open it, save it as a PDF, and send me that. Or take a screenshot of it."
    ),
    "barred": N_(
        'I could not fetch the file "{name}". Everything else is kept. '
        "Save it on your phone or computer, and send it from there. Or take a screenshot of it."
    ),
    "program": N_('I cannot receive the file "{name}". Everything else is kept. Send a screenshot instead.'),
    "office": N_(
        'I cannot receive the file "{name}". Everything else is kept. Save it as a PDF and send that.'
    ),
    "archive": N_(
        'I cannot receive the file "{name}". Everything else is kept. Unpack it and send what is in it.'
    ),
    "picture": N_(
        'I cannot receive the file "{name}". Everything else is kept. Take a screenshot of it and send that.'
    ),
    "recording": N_(
        'I cannot receive the file "{name}". Everything else is kept. Save it as MP4 or MP3 and send that.'
    ),
    "unreachable": N_('I could not fetch the file "{name}". Everything else is kept. Send it again later.'),
}
"""Each with what helps: to wait helps only where the file could not be reached."""

ELSEWHERE = N_(
    'The file "{name}" is kept by another service. I have the link, and not the file. '
    "Save the file on your phone or computer, and send it from there. Or take a screenshot of it."
)


def refusal_line(item: Evidence, view: View) -> str:
    """Why a file could not be kept, and what helps."""
    return view.say(REFUSALS[item.refusal or "unreachable"], name=evidence_name(item, view))


def item_text(item: Evidence, view: View) -> str:
    """An item in a line; of a file that another service keeps, that only its link is here."""
    if item.kind == "link" and item.name:
        return view.say(ELSEWHERE, name=as_name(item.name))
    return evidence_line(item, view)


def received(items: Sequence[Evidence], subject: str, view: View) -> tuple[Part, ...]:
    """What of a case's evidence that came together is safe, and why the rest could not be kept."""
    rows = tuple(_received_row(item, subject, view) for item in items)
    is_any_kept = any(isinstance(row, Row) for row in rows)
    kept = (Note(view.say(N_("It is kept as it is and cannot be changed."))),) if is_any_kept else ()
    return (*rows, *kept)


def _received_row(item: Evidence, subject: str, view: View) -> Part:
    if item.refusal or item.received_at is None:
        return Text(refusal_line(item, view))
    if item.kind == "link" and item.name:
        return Text(item_text(item, view))
    text = N_("Received: {name}, {clock}.")
    line = view.say(text, name=evidence_name(item, view), clock=view.clock(item.received_at))
    more = Button(view.say(N_("Tell more")), "describe", f"{subject}|{item.id}")
    return Row(line, None if item.kind == "correction" else Menu((more,)))


def added(case: Case, items: Sequence[Evidence], view: View) -> tuple[Part, ...]:
    """To those in the case: something has been added, never what is in it."""
    kinds = Counter(kind_name(item, view) for item in items)
    what = ", ".join(f"{kind} ({count})" if count > 1 else kind for kind, count in kinds.items())
    text = N_("Case {number}: something was added. {what}.")
    return (Text(view.say(text, number=case.number, what=what)), Buttons((view.open_case(case.id),)))
