"""Answers of the report under way: by button, in words, in the form, changed, and how urgent it is."""

from __future__ import annotations

from dataclasses import replace

from flows import events as ev
from flows.case.severity import LEVELS, severity
from flows.effects import Decided, Refused, Show
from flows.form import Question, Value, is_to_come, is_valid, path, question
from flows.people.organisation import Context
from flows.report.conversation import asking, asking_again, in_danger, joined, shown, with_account
from flows.report.draft import Draft
from flows.report.people import NOBODY_CHOSEN, confirmed, people_changed
from flows.report.questions import REPORT, THAT_IS_ALL
from flows.report.understanding import asks_again, zone_of
from flows.typed.cpr import cpr_like
from flows.typed.when import is_answer
from flows.words import N_


def answered(
    draft: Draft, key: str, value: Value, ctx: Context, *, typed: str = "", is_telling: bool = False
) -> Decided[Draft]:
    """The answer to the open question. `typed` are its words, kept with the account when they tell more.

    Raises Refused for an answer that cannot be used, and for a question that is answered already.
    """
    asked = question(REPORT, key)
    value = _as_many(asked, value)
    if key == "story" and draft.current() == key:
        value = _account(draft, str(value), is_typed=bool(typed))
    if fault := _fault(draft, asked, value, ctx):
        raise Refused(fault)
    if key != draft.current():
        if draft.answers.get(key) == value:
            return draft, ()
        _require_safety(draft)
        raise Refused(N_("That question is answered. Choose Change to answer it again."))
    changed = with_account(draft, typed) if is_telling else draft
    if (key, value) == ("danger", "yes"):
        return in_danger(changed), shown(draft)
    done = _with_answer(changed, key, value)
    if cpr_like(typed):
        return asking_again(done, "told" if is_telling else "", typed), shown(draft)
    return (asking(done, "told", typed) if is_telling else asking(done)), shown(draft)


def _require_safety(draft: Draft) -> None:
    """While somebody is in danger no question is open, so none can be answered."""
    if draft.conversation.is_endangered:
        raise Refused(N_("First say that you are safe. Then we go on."))


def _as_many(asked: Question | None, value: Value) -> Value:
    """A button that offers several choices at once names them with commas between."""
    is_joined = asked is not None and asked.kind in {"many", "each"} and isinstance(value, str)
    return tuple(value.split(",")) if is_joined and isinstance(value, str) else value


def _account(draft: Draft, value: str, *, is_typed: bool) -> str:
    """What has happened: what was told before joins the answer to the open question.

    Answered again, the new words stand in place of the old.
    """
    if value == THAT_IS_ALL and not is_typed:
        return draft.whole_account()
    return value if draft.conversation.reopened == "story" else joined(draft.account, value)


def _fault(draft: Draft, asked: Question | None, value: Value, ctx: Context) -> str:
    """The sentence that refuses the answer, "" for one that can be used."""
    if asked and asked.kind == "when" and not is_answer(str(value), ctx.now, zone_of(draft.person, ctx)):
        return asks_again(asked)
    if asked and asked.kind == "people" and not (draft.leader() or draft.representative()):
        return NOBODY_CHOSEN
    if asked is None or not _is_acceptable(draft, asked, value):
        return N_("I cannot use that answer. Please choose one of those shown.")
    if asked.kind == "each" and is_to_come(value, ctx.now.astimezone(zone_of(draft.person, ctx)).date()):
        return N_("That day is still to come. Choose today or an earlier day.")
    return ""


def _is_acceptable(draft: Draft, asked: Question, value: Value) -> bool:
    if asked.kind == "evidence":
        return value in {"gone", "cannot", "later"} or (value == "kept" and draft.has_evidence())
    if asked.kind == "people":
        return value == "confirmed"
    if asked.kind == "many":
        return is_valid(asked, value) and bool(value)
    return is_valid(asked, value)


def _with_answer(draft: Draft, key: str, value: Value) -> Draft:
    chosen = confirmed(draft) if key == "people" else draft.people.chosen
    account = "" if key == "story" else draft.account
    return replace(
        draft,
        answers={**draft.answers, key: value},
        account=account,
        people=replace(draft.people, chosen=chosen),
        conversation=replace(draft.conversation, reopened=""),
    )


def change(draft: Draft, key: str) -> Draft:
    """Reopens a question on the road: the named one, or the one before the open one."""
    _require_safety(draft)
    road = [q.key for q in path(REPORT, draft.answers)]
    if not key:
        current = draft.current()
        before = road[: road.index(current)] if current in road else road
        key = next((k for k in reversed(before) if k in draft.answers), "")
    if key not in road or key not in draft.answers:
        raise Refused(N_("There is nothing before this question."))
    return asking(replace(draft, conversation=replace(draft.conversation, reopened=key)))


class FormRefused(Refused):
    """A form that cannot be taken as it is; `faults` are message ids by question."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(next(iter(faults.values())))
        self.faults = faults


def submitted(draft: Draft, event: ev.FormSubmitted, ctx: Context) -> Decided[Draft]:
    """Everything that the form changed, or nothing of it when one answer cannot be used."""
    changed, faults = _people_filled(draft, event)
    for key, value in event.answers.items():
        if fault := _fault(changed, question(REPORT, key), value, ctx):
            faults[key] = fault
        else:
            changed = _with_answer(changed, key, value)
    if faults:
        raise FormRefused(faults)
    if event.answers.get("danger") == "yes":
        changed = in_danger(changed)
    story = str(event.answers.get("story", ""))
    is_seen = cpr_like(story) and story != draft.whole_account()
    asked = asking_again(changed, said=story) if is_seen else asking(changed)
    return asked, (*shown(draft), Show("messages"))


def _people_filled(draft: Draft, event: ev.FormSubmitted) -> tuple[Draft, dict[str, str]]:
    faults: dict[str, str] = {}
    for person in event.kept_out:
        draft = people_changed(draft, ev.PersonKeptOut(event.by, person))
    for role, person in event.people.items():
        try:
            draft = people_changed(draft, ev.PersonChosen(event.by, role, person))
        except Refused as refusal:
            faults[role] = refusal.message
    return draft, faults


def chosen_urgency(draft: Draft, event: ev.UrgencyChosen) -> Decided[Draft]:
    """How urgent it is, by the employee; never less than the answers make it."""
    least = severity(draft.answers)
    if LEVELS.index(event.severity) < LEVELS.index(least):
        raise Refused(N_("It cannot be less urgent than your answers make it."))
    return replace(draft, raised=None if event.severity == least else event.severity), shown(draft)
