"""The report under way: what the employee does, and what each act means for the draft."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from flows import events as ev
from flows.effects import Decided, Effect, FindPeople, Refused, Show, Tell
from flows.evidence.items import is_documentation
from flows.evidence.routing import LONGEST_GREETING
from flows.form import question
from flows.people.organisation import Context
from flows.report.answers import FormRefused, answered, change, chosen_urgency, submitted
from flows.report.conversation import again, asking, in_danger, safe, shown, told_more
from flows.report.draft import ELSEWHERE, IN_DANGER, REVIEW, Draft
from flows.report.evidence import Event as EvidenceEvent
from flows.report.evidence import decide_evidence
from flows.report.people import contact_answered, contact_asked, contact_told, people_changed
from flows.report.questions import REPORT
from flows.report.understanding import heard, is_safe
from flows.words import N_

NOT_FOR_GUESTS = N_(
    "You are a guest in this Slack, so I cannot take a report from you. You can still get help. Talk to the "
    "manager you work for, a work-environment representative or HR. If somebody is in danger, call 112."
)


def why_not_begin(person: str, ctx: Context) -> str:
    """The sentence for a guest, a bot and somebody of another organisation; "" for whoever may report.

    Nobody is refused because Slack has not said who they are.
    """
    known = ctx.people.get(person)
    return "" if known is None or (known.is_member and known.is_active) else NOT_FOR_GUESTS


def begin(event: ev.ReportStarted, number: str, ctx: Context) -> Decided[Draft]:
    """A new draft with its first question. Raises Refused for who is no colleague."""
    if refusal := why_not_begin(event.by, ctx):
        raise Refused(refusal)
    draft = Draft(event.draft, event.by, ctx.now, number)
    return asking(draft), (FindPeople(event.by), Show("report", event.by))


def decide(draft: Draft, event: ev.DraftEvent, ctx: Context) -> tuple[Draft | None, tuple[Effect, ...]]:
    """What the event means for the draft; a draft of None is gone.

    Raises Refused with the sentence for the employee when the act cannot be done.
    """
    match event:
        case ev.Withdrawn():
            return None, (Show("report", draft.person), Tell(draft.person, "withdrawn"))
        case ev.Paused():
            return replace(draft, conversation=replace(draft.conversation, is_paused=True)), shown(draft)
        case ev.PeopleFound():
            return asking(people_changed(draft, event)), (*shown(draft), Show("messages"))
        case ev.FileSettled():
            return decide_evidence(draft, event, ctx)
        case ev.ContactAnswered():
            return contact_answered(draft, event, ctx)
        case ev.ContactTold():
            return contact_told(draft, event, ctx)
        case _:
            return _resumed(draft, event, ctx) if draft.conversation.is_paused else _acted(draft, event, ctx)


def _resumed(draft: Draft, event: ev.DraftEvent, ctx: Context) -> Decided[Draft]:
    """Whatever the employee does ends a pause; a greeting only does that."""
    going_on = replace(draft, conversation=replace(draft.conversation, is_paused=False))
    if isinstance(event, ev.Typed) and len(event.text) <= LONGEST_GREETING:
        return again(going_on, "resumed")
    changed, effects = _acted(going_on, event, ctx)
    return changed, tuple(dict.fromkeys((*effects, *shown(draft))))


def _acted(draft: Draft, event: ev.DraftEvent, ctx: Context) -> Decided[Draft]:
    match event:
        case ev.ReportStarted():
            return again(draft)
        case ev.Answered():
            return answered(draft, event.question, event.value, ctx)
        case ev.Typed():
            return _typed(draft, event, ctx)
        case ev.StoryBegun():
            return told_more(draft, event.text)
        case ev.ChangeAsked():
            return change(draft, event.question), shown(draft)
        case ev.FormSubmitted():
            return submitted(draft, event, ctx)
        case ev.DangerReported():
            return in_danger(draft), shown(draft)
        case ev.SafetyReported():
            return safe(draft)
        case _:
            return _about_people_or_evidence(draft, event, ctx)


def _about_people_or_evidence(draft: Draft, event: ev.DraftEvent, ctx: Context) -> Decided[Draft]:
    match event:
        case ev.PersonChosen() | ev.PersonKeptOut() | ev.PersonLetIn():
            return asking(people_changed(draft, event)), (*shown(draft), Show("messages"))
        case ev.ContactAsked():
            return contact_asked(draft, event, ctx)
        case ev.UrgencyChosen():
            return chosen_urgency(draft, event)
        case _ if isinstance(event, get_args(EvidenceEvent)):
            return decide_evidence(draft, event, ctx)
        case _:
            return draft, ()


def _typed(draft: Draft, event: ev.Typed, ctx: Context) -> Decided[Draft]:
    """The employee's own words: an answer, a piece of evidence, or more of what has happened."""
    key, text = draft.current(), event.text
    asked = question(REPORT, key)
    if asked is None:
        return _typed_beside(draft, key, text)
    if asked.kind == "evidence" and event.item and is_documentation(text):
        return decide_evidence(draft, ev.WordsKept(event.by, event.item, text), ctx)
    then = replace(ctx, now=min(event.said_at or ctx.now, ctx.now))
    said = heard(asked, text, then, draft.person)
    if said.value is not None:
        return answered(draft, key, said.value, ctx, typed=text, is_telling=said.is_telling)
    is_long = len(text) > LONGEST_GREETING or asked.kind == "evidence"
    if said.is_telling or event.is_beside or (is_long and not said.offers):
        return told_more(draft, text, said.offers)
    return again(draft, "unclear", text, said.offers)


def _typed_beside(draft: Draft, key: str, text: str) -> Decided[Draft]:
    """Words where no question is open: in danger, before sending, and when others are to help."""
    if key == IN_DANGER and is_safe(text):
        return safe(draft)
    if len(text) > LONGEST_GREETING:
        return told_more(draft, text)
    return again(draft, "" if key == IN_DANGER else "unused", text)


__all__ = ["ELSEWHERE", "REVIEW", "Draft", "FormRefused", "Refused", "begin", "decide"]
