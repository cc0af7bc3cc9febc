"""The report under way: what the employee does, and what each act means for the draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flows import events as ev
from flows.case import Evidence, is_settled, settled, with_evidence
from flows.cpr import cpr_like
from flows.draft import ELSEWHERE, REVIEW, Draft
from flows.effects import Effect, FetchFile, FindPeople, Refused, Show, Tell
from flows.evidence import described, words
from flows.form import Question, Value, is_to_come, is_valid, path, question
from flows.intake import REPORT
from flows.involving import confirmed, contact_answered, contact_asked, contact_told, people_changed
from flows.organisation import Context
from flows.placing import LONGEST_GREETING
from flows.severity import LEVELS, severity
from flows.understanding import asks_again, understood, zone_of
from flows.when import is_answer
from flows.words import N_

Turn = tuple[Draft, tuple[Effect, ...]]


def begin(event: ev.ReportStarted, number: str, now: datetime) -> Turn:
    """A new draft with its first question."""
    draft = Draft(event.draft, event.by, now, number)
    return _asking(draft), (FindPeople(event.by), Show("report", event.by))


def decide(draft: Draft, event: ev.DraftEvent, ctx: Context) -> tuple[Draft | None, tuple[Effect, ...]]:
    """What the event means for the draft; a draft of None is gone.

    Raises Refused with the sentence for the employee when the act cannot be done.
    """
    match event:
        case ev.Withdrawn():
            return None, (Show("report", draft.person), Tell(draft.person, "withdrawn"))
        case ev.Paused():
            return replace(draft, is_paused=True), _shown(draft)
        case ev.PeopleFound():
            return _asking(people_changed(draft, event)), (*_shown(draft), Show("told"))
        case ev.FileSettled():
            return _settled(draft, event.evidence)
        case ev.ContactAnswered():
            return contact_answered(draft, event, ctx)
        case ev.ContactTold():
            contacts, effects = contact_told(draft.contacts, event, draft.person, ctx.now)
            return replace(draft, contacts=contacts), effects
        case _:
            return _resumed(draft, event, ctx) if draft.is_paused else _acted(draft, event, ctx)


def _resumed(draft: Draft, event: ev.DraftEvent, ctx: Context) -> Turn:
    """Whatever the employee does ends a pause. A greeting, and words that answer nothing, only do that."""
    going_on = replace(draft, is_paused=False)
    is_greeting = isinstance(event, ev.Typed) and len(event.text) <= LONGEST_GREETING
    try:
        changed, effects = _acted(going_on, ev.ReportStarted(draft.person, "") if is_greeting else event, ctx)
    except Refused:
        if not isinstance(event, ev.Typed):
            raise
        changed, effects = _told_more(_again(going_on), event.text)
    told = (Tell(draft.person, "resumed"),) if is_greeting else ()
    return changed, tuple(dict.fromkeys((*effects, *_shown(draft), *told)))


def _acted(draft: Draft, event: ev.DraftEvent, ctx: Context) -> Turn:
    match event:
        case ev.ReportStarted():
            return _again(draft), _shown(draft)
        case ev.Answered():
            return _answered(draft, event.question, event.value, ctx)
        case ev.Typed():
            return _typed(draft, event, ctx)
        case ev.StoryBegun():
            return _told_more(draft, event.text)
        case ev.ChangeAsked():
            return _change(draft, event.question), _shown(draft)
        case ev.FormFilled():
            return _filled(draft, event, ctx)
        case ev.DangerReported():
            return _endangered(draft), (*_danger(draft), *_shown(draft))
        case ev.ContactAsked():
            return contact_asked(draft, event, ctx)
        case ev.UrgencyChosen():
            return _urgency(draft, event)
        case _:
            return _about_people_or_evidence(draft, event, ctx)


def _about_people_or_evidence(draft: Draft, event: ev.DraftEvent, ctx: Context) -> Turn:
    match event:
        case ev.PersonChosen() | ev.PersonKeptOut() | ev.PersonLetIn():
            return _asking(people_changed(draft, event)), (*_shown(draft), Show("told"))
        case ev.FileOffered():
            return _offered(draft, event.evidence)
        case ev.WordsKept():
            return _kept(draft, words(event, ctx.now))
        case ev.EvidenceDescribed():
            changed = replace(draft, evidence=described(draft.evidence, event))
            return changed, (*_shown(draft), Show("told"))
        case _:
            return draft, ()


def _shown(draft: Draft) -> tuple[Effect, ...]:
    return (Show("report", draft.person),)


def _asking(draft: Draft) -> Draft:
    """The draft with a new turn when another question has come up than the one last asked."""
    current = draft.current()
    if draft.asked and draft.asked[-1] == current:
        return draft
    return replace(draft, asked=(*draft.asked, current))


def _again(draft: Draft) -> Draft:
    return replace(draft, asked=(*draft.asked, draft.current()))


def _answered(draft: Draft, key: str, value: Value, ctx: Context) -> Turn:
    asked = question(REPORT, key)
    if fault := _fault(draft, asked, value, ctx):
        raise Refused(fault)
    if key != draft.current():
        if draft.answers.get(key) == value:
            return draft, ()
        raise Refused(N_("That question is answered. Choose Change to answer it again."))
    danger = _danger(draft) if (key, value) == ("danger", "yes") else ()
    return _asking(_with_answer(draft, key, value)), (*danger, *_shown(draft))


def _fault(draft: Draft, asked: Question | None, value: Value, ctx: Context) -> str:
    """The sentence that refuses the answer, "" for one that can be used."""
    if asked and asked.kind == "when" and not is_answer(str(value), ctx.now, zone_of(draft.person, ctx)):
        return asks_again(asked)
    if asked is None or not _is_acceptable(draft, asked, value):
        return N_("I cannot use that answer. Please choose one of those shown.")
    if asked.kind == "each" and is_to_come(value, ctx.now.astimezone(zone_of(draft.person, ctx)).date()):
        return N_("That day is still to come. Choose today or an earlier day.")
    return ""


def _with_answer(draft: Draft, key: str, value: Value) -> Draft:
    chosen = confirmed(draft) if key == "people" else draft.chosen
    return replace(draft, answers={**draft.answers, key: value}, chosen=chosen, reopened="")


def _endangered(draft: Draft) -> Draft:
    """The answer, without losing what is just being answered again."""
    reopened = "" if draft.reopened == "danger" else draft.reopened
    return _asking(replace(_with_answer(draft, "danger", "yes"), reopened=reopened))


def _danger(draft: Draft) -> tuple[Effect, ...]:
    return (Tell(draft.person, "danger"),)


def _is_acceptable(draft: Draft, asked: Question, value: Value) -> bool:
    if asked.kind == "evidence":
        return value in {"gone", "cannot"} or (value == "kept" and draft.has_evidence())
    if asked.kind == "people":
        return value == "confirmed" and bool(draft.leader() or draft.representative())
    if asked.kind == "many":
        return is_valid(asked, value) and bool(value)
    return is_valid(asked, value)


def _typed(draft: Draft, event: ev.Typed, ctx: Context) -> Turn:
    key = draft.current()
    asked = question(REPORT, key)
    heard = replace(ctx, now=min(event.said_at or ctx.now, ctx.now))
    value = understood(asked, event.text, heard, draft.person) if asked else None
    if asked is not None and asked.key == "danger" and value and len(event.text) > LONGEST_GREETING:
        return _said_more_than_yes_or_no(draft, value, event.text)
    if asked is not None and value is not None:
        changed, effects = _answered(draft, asked.key, value, ctx)
        return changed, (*effects, *_cpr_seen(draft, event.text))
    if asked is not None and asked.kind == "evidence" and event.item:
        changed, effects = _kept(draft, words(event, ctx.now))
        return changed, (*effects, *_cpr_seen(draft, event.text))
    if key == REVIEW:
        if len(event.text) <= LONGEST_GREETING:
            raise Refused(N_("Press Send when you are ready. Your last words are not part of the report."))
        return _told_more(draft, event.text)
    if asked is None:
        raise Refused(N_("Please use the buttons above. What you have written is not part of the report."))
    raise Refused(asks_again(asked, event.text))


def _said_more_than_yes_or_no(draft: Draft, value: Value, text: str) -> Turn:
    """A sentence about danger: its words are kept, and only a yes is taken from it."""
    if value == "yes":
        changed, effects = _told_more(_endangered(draft), text)
        return changed, (*_danger(draft), *effects)
    return _told_more(draft, text)


def _told_more(draft: Draft, text: str) -> Turn:
    """Somebody who goes on telling is heard: the words join what happened instead of being lost."""
    story = "\n\n".join(filter(None, (str(draft.answers.get("story", "")), text)))
    changed = replace(draft, answers={**draft.answers, "story": story})
    return changed, (*_shown(draft), Tell(draft.person, "told-more"), *_cpr_seen(draft, text))


def _cpr_seen(draft: Draft, text: str) -> tuple[Effect, ...]:
    return (Tell(draft.person, "cpr-seen"),) if cpr_like(text) else ()


def _change(draft: Draft, key: str) -> Draft:
    """Reopens a question on the road: the named one, or the one before the open one."""
    road = [q.key for q in path(REPORT, draft.answers)]
    if not key:
        current = draft.current()
        before = road[: road.index(current)] if current in road else road
        key = next((k for k in reversed(before) if k in draft.answers), "")
    if key not in road or key not in draft.answers:
        raise Refused(N_("There is nothing before this question."))
    return _asking(replace(draft, reopened=key))


class FormRefused(Refused):
    """A form that cannot be taken as it is; `faults` are message ids by question."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(next(iter(faults.values())))
        self.faults = faults


def _filled(draft: Draft, event: ev.FormFilled, ctx: Context) -> Turn:
    """Everything that the form changed, or nothing of it when one answer cannot be used."""
    changed, faults = _people_filled(draft, event)
    for key, value in event.answers.items():
        if fault := _fault(changed, question(REPORT, key), value, ctx):
            faults[key] = fault
        else:
            changed = _with_answer(changed, key, value)
    if faults:
        raise FormRefused(faults)
    is_danger = event.answers.get("danger") == "yes" and draft.answers.get("danger") != "yes"
    story = str(event.answers.get("story", ""))
    seen = _cpr_seen(draft, story) if story != draft.answers.get("story") else ()
    danger = _danger(draft) if is_danger else ()
    return _asking(changed), (*danger, *_shown(draft), Show("told"), *seen)


def _people_filled(draft: Draft, event: ev.FormFilled) -> tuple[Draft, dict[str, str]]:
    faults: dict[str, str] = {}
    for person in event.kept_out:
        draft = people_changed(draft, ev.PersonKeptOut(event.by, person))
    for role, person in event.people.items():
        try:
            draft = people_changed(draft, ev.PersonChosen(event.by, role, person))
        except Refused as refusal:
            faults[role] = refusal.message
    return draft, faults


def _urgency(draft: Draft, event: ev.UrgencyChosen) -> Turn:
    least = severity(draft.answers)
    if LEVELS.index(event.severity) < LEVELS.index(least):
        raise Refused(N_("It cannot be less urgent than your answers make it."))
    return replace(draft, raised=None if event.severity == least else event.severity), _shown(draft)


def _offered(draft: Draft, item: Evidence) -> Turn:
    if any(known.source == item.source for known in draft.evidence):
        return draft, ()
    changed = replace(draft, evidence=with_evidence(draft.evidence, item))
    return changed, (FetchFile(item.id), *_shown(draft))


def _kept(draft: Draft, item: Evidence) -> Turn:
    if any(known.id == item.id for known in draft.evidence):
        return draft, ()
    changed = replace(draft, evidence=with_evidence(draft.evidence, item))
    return changed, (*_shown(draft), Tell(draft.person, "file-kept", item.id))


def _settled(draft: Draft, item: Evidence) -> Turn:
    if is_settled(draft.evidence, item):
        return draft, ()
    changed = replace(draft, evidence=settled(draft.evidence, item))
    message = "file-kept" if item.state == "kept" else "file-refused"
    return changed, (*_shown(draft), Tell(draft.person, message, item.id))


__all__ = ["ELSEWHERE", "REVIEW", "Draft", "FormRefused", "begin", "decide"]
