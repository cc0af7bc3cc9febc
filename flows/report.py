"""The report under way: a draft, the employee's events, and what each of them means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from flows import events as ev
from flows.case import Evidence, is_settled, with_evidence
from flows.effects import Effect, FetchFile, FindPeople, Refused, Show, Tell
from flows.form import Question, Value, is_valid, next_question, path, question, understood_choice
from flows.intake import REPORT
from flows.organisation import Context
from flows.when import is_answer, understood_when
from flows.words import N_, Language, Voice

REVIEW = "review"
"""The turn after the last question: everything is shown and may be sent."""

ELSEWHERE = "elsewhere"
"""The turn after "a colleague or leader": another procedure, ended kindly."""

TAKES_MORE = frozenset({"evidence", REVIEW})
"""Where words that answer nothing are more of the story."""

LANGUAGES: tuple[Language, ...] = ("da", "en")


@dataclass(frozen=True)
class Draft:
    """One person's report under way.

    `asked` is the conversation so far: the question of each turn, each a message of its own. `reopened`
    is the question the employee wants to answer again. `leader` and `representative` are who the report
    will reach: `found` by the directory (None until it has answered), or `chosen` by the employee, who
    chooses also by confirming them.
    """

    id: str
    person: str
    started_at: datetime
    answers: Mapping[str, Value] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    reopened: str = ""
    evidence: tuple[Evidence, ...] = ()
    found: ev.PeopleFound | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)

    @property
    def turn(self) -> int:
        """The number of the turn that is open."""
        return len(self.asked) - 1

    def current(self) -> str:
        """The question that is open, or REVIEW or ELSEWHERE when the road is walked."""
        if self.reopened:
            return self.reopened
        missing = next_question(REPORT, self.answers)
        if missing:
            return missing.key
        if self.answers.get("sender") == "internal":
            return ELSEWHERE
        return REVIEW if self.is_confirmed() else "people"

    def is_confirmed(self) -> bool:
        """The report would reach exactly those whom the employee has confirmed."""
        named = (self.chosen.get("leader", ""), self.chosen.get("representative", ""))
        return "people" in self.answers and named == self.involved()

    def is_leader_party(self) -> bool:
        """The employee said that the leader is part of it: the leader then learns nothing."""
        return self.answers.get("leader_is_party") == "yes"

    def leader(self) -> str:
        """Who is asked to act: chosen by the employee, else found; never a leader who is part of it."""
        found = self.found or ev.PeopleFound()
        return self._involved("leader", found.next_leader if self.is_leader_party() else found.leader)

    def representative(self) -> str:
        """The work-environment representative who is to help."""
        return self._involved("representative", self.found.representative if self.found else "")

    def involved(self) -> tuple[str, str]:
        """The leader and the representative."""
        return self.leader(), self.representative()

    def _involved(self, role: str, suggested: str) -> str:
        chosen = self.chosen.get(role, suggested)
        person = suggested if chosen in self.excluded() else chosen
        return "" if person in {self.person, *self.excluded()} else person

    def has_files(self) -> bool:
        """A file is safe, or on its way."""
        return any(item.state != "refused" for item in self.evidence)

    def excluded(self) -> frozenset[str]:
        """Who must never learn of the case."""
        if self.found and self.found.leader and self.is_leader_party():
            return frozenset({self.found.leader}) - {self.person}
        return frozenset()


def begin(event: ev.ReportStarted, now: datetime) -> tuple[Draft, tuple[Effect, ...]]:
    """A new draft with its first question."""
    draft = Draft(event.draft, event.by, now)
    return _asking(draft), (FindPeople(event.by), Show("report", event.by))


def decide(draft: Draft, event: ev.DraftEvent, ctx: Context) -> tuple[Draft | None, tuple[Effect, ...]]:
    """What the event means for the draft; a draft of None is gone.

    Raises Refused with the sentence for the employee when the act cannot be done.
    """
    match event:
        case ev.ReportStarted():
            return _again(draft), _shown(draft)
        case ev.Answered():
            return _answered(draft, event.question, event.value, ctx)
        case ev.Typed():
            return _typed(draft, event.text, ctx)
        case ev.StoryBegun():
            return _told_more(draft, event.text)
        case ev.ChangeAsked():
            return _change(draft, event.question), _shown(draft)
        case ev.PersonChosen() | ev.PeopleFound():
            return _people(draft, event)
        case ev.FileOffered():
            return _offered(draft, event.evidence)
        case ev.FileSettled():
            return _settled(draft, event.evidence)
        case ev.Withdrawn():
            return None, (Show("report", draft.person), Tell(draft.person, "withdrawn"))


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


def _answered(draft: Draft, key: str, value: Value, ctx: Context) -> tuple[Draft, tuple[Effect, ...]]:
    asked = question(REPORT, key)
    if asked and asked.kind == "when" and not is_answer(str(value), ctx.now, _zone(draft.person, ctx)):
        raise Refused(_kind_repeat(asked))
    if asked is None or not _is_acceptable(draft, asked, value):
        raise Refused(N_("I cannot use that answer. Please choose one of those shown."))
    if key != draft.current():
        if draft.answers.get(key) == value:
            return draft, ()
        raise Refused(N_("That question is answered. Choose Change to answer it again."))
    changed = _asking(_with_answer(draft, key, value))
    return changed, (*_danger(draft, key, value), *_shown(draft))


def _with_answer(draft: Draft, key: str, value: Value) -> Draft:
    """The draft with that answer. Another word on the leader's part means another leader to confirm."""
    answers, chosen = {**draft.answers, key: value}, draft.chosen
    if key == "people":
        chosen = _confirmed(draft)
    if key == "leader_is_party" and draft.answers.get(key, value) != value:
        answers.pop("people", None)
        chosen = {role: person for role, person in chosen.items() if role != "leader"}
    return replace(draft, answers=answers, chosen=chosen, reopened="")


def _confirmed(draft: Draft) -> dict[str, str]:
    """The two by name, so that no later word of the directory changes them.

    A role in which nobody was found stays open for somebody to be found; who wants nobody has chosen so.
    """
    seen = {"leader": draft.leader(), "representative": draft.representative()}
    return {role: person for role, person in seen.items() if person or draft.chosen.get(role) == ""}


def _danger(draft: Draft, key: str, value: Value) -> tuple[Effect, ...]:
    return (Tell(draft.person, "danger"),) if (key, value) == ("danger", "yes") else ()


def _is_acceptable(draft: Draft, asked: Question, value: Value) -> bool:
    if asked.kind == "evidence":
        return value in {"gone", "cannot"} or (value == "kept" and draft.has_files())
    if asked.kind == "people":
        return value == "confirmed" and bool(draft.leader() or draft.representative())
    if asked.kind == "many":
        return is_valid(asked, value) and bool(value)
    return is_valid(asked, value)


def _typed(draft: Draft, text: str, ctx: Context) -> tuple[Draft, tuple[Effect, ...]]:
    key = draft.current()
    asked = question(REPORT, key)
    value = _understood(asked, text, ctx, draft.person) if asked else None
    if asked is not None and value is not None:
        return _answered(draft, asked.key, value, ctx)
    if key in TAKES_MORE and "story" in draft.answers:
        return _told_more(draft, text)
    if asked is None or asked.kind == "people":
        raise Refused(N_("Please use the buttons above. What you have written is not part of the report."))
    raise Refused(_kind_repeat(asked))


def _told_more(draft: Draft, text: str) -> tuple[Draft, tuple[Effect, ...]]:
    """Somebody who goes on telling is heard: the words join what happened instead of being lost."""
    story = "\n\n".join(filter(None, (str(draft.answers.get("story", "")), text)))
    changed = replace(draft, answers={**draft.answers, "story": story})
    return changed, (*_shown(draft), Tell(draft.person, "told-more"))


def _kind_repeat(asked: Question) -> str:
    if asked.kind == "when":
        return N_("I did not understand the time. Write for example 3 November at 14.30, or use the buttons.")
    if asked.kind == "evidence":
        return N_("Drop a file here, or choose one of the buttons.")
    if asked.key == "danger":
        return N_("If you are in danger, call 112 now. Otherwise choose Yes or No.")
    return N_("I am not sure which one you mean. Write it as it stands, or use the buttons.")


def _understood(asked: Question, text: str, ctx: Context, person: str) -> Value | None:
    if asked.kind == "text":
        return text
    if asked.kind == "people":
        return None
    if asked.kind == "when":
        return understood_when(text, ctx.now, _zone(person, ctx))
    if asked.key == "danger":
        text = re.split(r"[\s,.!]", text.strip(), maxsplit=1)[0]
    spoken = [{o.key: Voice(language)(o.label) for o in asked.options} for language in LANGUAGES]
    one = Question(asked.key, "one", "", "", options=asked.options) if asked.kind == "evidence" else asked
    return next((v for labels in spoken if (v := understood_choice(one, text, labels))), None)


def _zone(person: str, ctx: Context) -> ZoneInfo:
    return ctx.calendar_for(person).zone


def _change(draft: Draft, key: str) -> Draft:
    """Reopens a question on the road: the named one, or the one before the open one."""
    road = [q.key for q in path(REPORT, draft.answers) if q.key in draft.answers]
    if not key:
        before = [k for k in road if k != draft.current()]
        current = draft.current()
        if current in road:
            before = road[: road.index(current)]
        key = before[-1] if before else ""
    if key not in road:
        raise Refused(N_("There is nothing before this question."))
    return _asking(replace(draft, reopened=key))


def _people(draft: Draft, event: ev.PersonChosen | ev.PeopleFound) -> tuple[Draft, tuple[Effect, ...]]:
    """Whoever the report would reach now and would not before is asked about again."""
    changed = replace(draft, found=event) if isinstance(event, ev.PeopleFound) else _chosen(draft, event)
    if changed.involved() != draft.involved():
        answers = {key: value for key, value in draft.answers.items() if key != "people"}
        changed = _asking(replace(changed, answers=answers))
    return changed, _shown(draft)


def _chosen(draft: Draft, event: ev.PersonChosen) -> Draft:
    if event.person == draft.person:
        raise Refused(N_("Choose someone other than yourself."))
    if event.person in draft.excluded():
        raise Refused(N_("You have said that this person is part of it. Choose someone else."))
    return replace(draft, chosen={**draft.chosen, event.role: event.person})


def _offered(draft: Draft, item: Evidence) -> tuple[Draft, tuple[Effect, ...]]:
    if any(known.source == item.source for known in draft.evidence):
        return draft, ()
    changed = replace(draft, evidence=with_evidence(draft.evidence, item))
    return changed, (FetchFile(item.id), *_shown(draft))


def _settled(draft: Draft, item: Evidence) -> tuple[Draft, tuple[Effect, ...]]:
    if is_settled(draft.evidence, item):
        return draft, ()
    changed = replace(draft, evidence=with_evidence(draft.evidence, item))
    message = "file-kept" if item.state == "kept" else "file-refused"
    return changed, (*_shown(draft), Tell(draft.person, message, item.id))
