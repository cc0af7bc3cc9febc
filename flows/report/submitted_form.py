"""What a submitted form says: only what it changed, so that an answer given meanwhile elsewhere stays.

A form tells its fields by keys: those of the questions, of the roles, KEEP_OUT, and "wishes:part" with
"wishes:part:day". What each held at first comes back with the submission as a mark, never as content.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast, get_args

from flows.events import FormSubmitted, InvolvedRole
from flows.form import Question, Value, path, question
from flows.people.organisation import Context
from flows.people.person import Person
from flows.report.draft import Draft
from flows.report.questions import REPORT, WISHES
from flows.report.understanding import asks_again, understood
from flows.typed.when import is_unknown
from flows.words import N_

Fields = Mapping[str, Value]

ROLES: tuple[InvolvedRole, ...] = get_args(InvolvedRole)
KEEP_OUT = "keep_out"
NO_COLLEAGUE = N_("Choose a colleague. Bots, guests and people from elsewhere cannot be in a case.")
CHOSEN = tuple(asked.key for asked in REPORT if asked.kind in {"one", "many"} and asked.key != "danger")
"""The questions that are answered by choosing; danger is asked before there is a form."""
NOT_IN_FORM = frozenset({"evidence", "wishes"})


def is_colleague(person: Person | None) -> bool:
    """Whether somebody can be named to be with the employee."""
    return person is not None and person.is_active and person.is_member


@dataclass(frozen=True)
class FormSnapshot:
    """What each field showed when the form was opened, as short hashes, and the report that it belongs to."""

    draft: str
    marks: Mapping[str, str]

    def is_changed(self, key: str, value: Value) -> bool:
        """Whether the value is another than the field showed."""
        return _mark(self.draft, key, value) != self.marks.get(key)


def about(draft: str, shown: Fields) -> str:
    """What the form carries to know itself by: no content, and within the 3000 characters that Slack has."""
    return json.dumps({"draft": draft, "marks": {k: _mark(draft, k, v) for k, v in shown.items()}})


def snapshot_of(carried: str) -> FormSnapshot:
    """The same, come back."""
    return FormSnapshot(**json.loads(carried))


def _mark(draft: str, key: str, value: Value) -> str:
    words = " ".join(value.split()) if isinstance(value, str) else "\n".join(sorted(value))
    return hashlib.sha256(f"{draft}|{key}|{words}".encode("utf-8", "surrogatepass")).hexdigest()[:8]


def folded(fields: Fields) -> dict[str, Value]:
    """The fields with those of the wishes made one. A day says more than a yes, nothing against a no."""
    rest = {key: value for key, value in fields.items() if not key.startswith("wishes:")}
    said = []
    for part in WISHES:
        choice = str(fields.get(f"wishes:{part.key}", ""))
        day = str(fields.get(f"wishes:{part.key}:day", ""))
        if answer := day if day and choice != "no" else choice:
            said.append(f"{part.key}:{answer}")
    return {**rest, "wishes": tuple(said)}


def submitted(
    form: FormSnapshot, draft: Draft, fields: Fields, ctx: Context
) -> tuple[FormSubmitted, dict[str, str]]:
    """What the form changes in the report as it is now, and the faults, message ids by field.

    A field left empty says nothing, but all wishes left out are an answer once all else has one.
    """
    changed = {key: value for key, value in fields.items() if form.is_changed(key, value)}
    answers = {key: changed[key] for key in CHOSEN if changed.get(key)}
    faults: dict[str, str] = {}
    story = str(fields.get("story", "")).strip()
    # What was told before stands in the field: saved with the form, it answers what has happened.
    if story and ("story" in changed or draft.account):
        answers["story"] = _joined(form, draft, story)
    if when := str(changed.get("when", "")).strip():
        value, fault = _when(when, ctx, draft.person)
        answers |= {"when": value} if value else {}
        faults |= {"when": fault} if fault else {}
    people, is_confirmed = _people(form, draft, fields)
    faults |= _people_faults(form, draft, fields, ctx)
    if is_confirmed:
        answers["people"] = "confirmed"
    if "wishes" in changed or _are_left_out(fields, {**draft.answers, **answers}):
        answers["wishes"] = fields["wishes"]
    kept_out = cast(tuple[str, ...], changed.get(KEEP_OUT, ()))
    return FormSubmitted(draft.person, answers, people, kept_out), faults


def _joined(form: FormSnapshot, draft: Draft, story: str) -> str:
    """Words that were told elsewhere while the form was open are not lost."""
    now = draft.whole_account()
    is_told_meanwhile = form.is_changed("story", now) and now not in story
    return f"{now}\n\n{story}" if is_told_meanwhile else story


def _when(text: str, ctx: Context, person: str) -> tuple[str, str]:
    asked = cast(Question, question(REPORT, "when"))
    value = understood(asked, text, ctx, person)
    if value:
        return str(value), ""
    if is_unknown(text):
        return "", asks_again(asked, text)
    return "", N_("I did not understand the time. Write for example 3 November at 14.30, or found yesterday.")


def _people(form: FormSnapshot, draft: Draft, fields: Fields) -> tuple[dict[InvolvedRole, str], bool]:
    """Who is named, and whether that confirms them.

    It does not when the report would reach others than the form showed: they were changed elsewhere
    meanwhile, or somebody is kept out whose place is then taken.
    """
    shown = {role: str(fields[role]) for role in ROLES}
    changed = {role: person for role, person in shown.items() if form.is_changed(role, person)}
    is_stale = any(form.is_changed(role, now) for role, now in zip(ROLES, draft.involved(), strict=True))
    going = {role for role in shown if role not in changed and shown[role] in fields[KEEP_OUT]}
    if is_stale:
        return changed, False
    named = {role: person for role, person in shown.items() if person and role not in going}
    is_confirmed = not going and bool(shown["leader"] or shown["representative"])
    return {**changed, **named}, is_confirmed


def _people_faults(form: FormSnapshot, draft: Draft, fields: Fields, ctx: Context) -> dict[str, str]:
    chosen: dict[str, str] = {role: str(fields[role]) for role in ROLES if fields[role]}
    faults = {
        role: NO_COLLEAGUE
        for role, person in chosen.items()
        if form.is_changed(role, person) and not is_colleague(ctx.people.get(person))
    }
    oneself = {
        key
        for key in (*ROLES, KEEP_OUT)
        if draft.person in (fields[key] if key == KEEP_OUT else (fields[key],))
    }
    return faults | dict.fromkeys(oneself, N_("Choose someone other than yourself."))


def _are_left_out(fields: Fields, answers: Mapping[str, Value]) -> bool:
    missing = {asked.key for asked in path(REPORT, answers) if asked.key not in answers}
    return not fields["wishes"] and "wishes" in missing and missing <= NOT_IN_FORM
