"""Random roads through a report, and a memory of what was said on them that knows nothing of the flow."""

from __future__ import annotations

from hypothesis import strategies as st

from flows import events as ev
from flows.case.severity import LEVELS, Severity, severity
from flows.effects import Effect, Invite, Refused, ShareEvidence, Tell
from flows.evidence.items import DETAILS, is_documentation
from flows.evidence.routing import LONGEST_GREETING
from flows.form import Question, Value, question
from flows.report.draft import ELSEWHERE, IN_DANGER, REVIEW
from flows.report.questions import REPORT
from tests.flows.given import (
    ANNE,
    ANSWERS,
    DORTE,
    HANNE,
    LARS,
    METTE,
    ON_CALL,
    SOFIE,
    TOVE,
    VIBEKE,
    begun,
    context,
)
from tests.flows.talk import Talk

ROAD = [q.key for q in REPORT]
QUESTIONS = {q.key: q for q in REPORT}
CTX = context(on_call=ON_CALL)
STORIES = st.text(min_size=1, max_size=40).filter(lambda text: text.strip())
DAYS = {
    "i går": "2026-11-19",
    "3. november kl. 9": "2026-11-03T09:00",
    "fandt det i går": "found:2026-11-19",
    "1. til 10. november": "2026-11-01/2026-11-10",
}
WISHES: dict[str, Value] = {
    "spring over": (),
    "politi ja, uden navn": ("police:yes", "register:anonymous"),
    "fravær fra i går": ("absence:2026-11-19",),
    "police no and with name": ("police:no", "register:named"),
}
THREATS = ("Jeg ved, hvor du bor.", "Du skal passe på dig selv.", "https://example.org/opslag/1")
OTHERS = [LARS, ANNE, DORTE, SOFIE, TOVE, VIBEKE, HANNE]
ROLES: tuple[ev.InvolvedRole, ...] = ("leader", "representative", "union")


def answers_to(asked: Question) -> st.SearchStrategy[Value]:
    """Answers that its buttons can give."""
    keys = [option.key for option in asked.options]
    match asked.kind:
        case "many":
            return st.lists(st.sampled_from(keys), min_size=1, max_size=4, unique=True).map(tuple)
        case "when":
            return st.sampled_from(list(DAYS.values()))
        case "text":
            return STORIES
        case "people":
            return st.just("confirmed")
        case "each":
            return st.sampled_from(list(WISHES.values()))
        case _:
            return st.sampled_from(keys)


def typed_to(asked: Question, data: st.DataObject) -> tuple[str, Value]:
    """Something that may be typed, and what it means."""
    if asked.kind in {"when", "each"}:
        table: dict[str, Value] = {**DAYS} if asked.kind == "when" else WISHES
        said = data.draw(st.sampled_from(list(table)))
        return said, table[said]
    if asked.kind == "text":
        story = data.draw(STORIES)
        return story, story
    number = data.draw(st.integers(1, len(asked.options)))
    key = asked.options[number - 1].key
    return str(number), (key,) if asked.kind == "many" else key


def reaches(effects: tuple[Effect, ...]) -> set[str]:
    """Who would get something in their hands."""
    told = {effect.person for effect in effects if isinstance(effect, Tell | ShareEvidence)}
    return told.union(*(effect.persons for effect in effects if isinstance(effect, Invite)))


class Memory:
    """What the employee last said, kept apart from the draft."""

    def __init__(self) -> None:
        self.talk = Talk(begun(), CTX)
        self.last: dict[str, Value] = {}
        self.confirmed: set[str] = set()
        self.kept_out: set[str] = set()
        self.raised: Severity | None = None
        self.told: dict[str, dict[str, str]] = {}

    def acts(self, data: st.DataObject) -> None:
        """One act; one that is refused has changed nothing."""
        act = data.draw(st.sampled_from(ACTS))
        before = self.talk.draft
        try:
            getattr(self, act)(data)
        except Refused:
            assert self.talk.draft == before

    def does(self, event: ev.DraftEvent) -> None:
        effects = self.talk.does(event)
        if isinstance(event, ev.PersonKeptOut):
            self.kept_out.add(event.person)
        if isinstance(event, ev.FormSubmitted):
            self.kept_out |= set(event.kept_out)
        if isinstance(event, ev.PersonLetIn):
            self.kept_out.discard(event.person)
        assert not reaches(effects) & self.kept_out
        assert not set(self.talk.draft.involved()) & self.kept_out
        assert self.talk.draft.conversation.asked[-1].question == self.talk.draft.current()

    def press(self, data: st.DataObject, key: str = "") -> None:
        asked = question(REPORT, key or self.talk.draft.current())
        if asked is not None:
            value = data.draw(answers_to(asked))
            self.does(ev.Answered(METTE, asked.key, value))
            self.answered(asked.key, value)

    def answered(self, key: str, value: Value) -> None:
        self.last[key] = value
        if key == "people":
            self.confirmed = {METTE, *self.talk.draft.involved()} - {""}

    def press_an_old_one(self, data: st.DataObject) -> None:
        self.press(data, data.draw(st.sampled_from(ROAD)))

    def type(self, data: st.DataObject) -> None:
        asked = question(REPORT, self.talk.draft.current())
        if asked is None or asked.kind == "people":
            return
        text, value = typed_to(asked, data)
        is_greeting = self.talk.draft.conversation.is_paused and len(text) <= LONGEST_GREETING
        self.does(ev.Typed(METTE, text, "unused"))
        if not is_greeting:
            self.answered(asked.key, value)

    def tell_more(self, data: st.DataObject) -> None:
        if self.talk.draft.current() == REVIEW and not self.talk.draft.conversation.is_paused:
            text = data.draw(STORIES)
            self.does(ev.Typed(METTE, text))
            if len(text) > LONGEST_GREETING:
                self.last["story"] = f"{self.last['story']}\n\n{text}"

    def go_back(self, data: st.DataObject) -> None:
        self.does(ev.ChangeAsked(METTE))

    def change(self, data: st.DataObject) -> None:
        self.does(ev.ChangeAsked(METTE, data.draw(st.sampled_from(ROAD))))

    def pause(self, data: st.DataObject) -> None:
        self.does(ev.Paused(METTE))

    def go_on(self, data: st.DataObject) -> None:
        self.does(ev.ReportStarted(METTE, "another"))

    def fill(self, data: st.DataObject) -> None:
        keys = data.draw(st.lists(st.sampled_from(ROAD), max_size=4, unique=True))
        answers = {key: data.draw(answers_to(QUESTIONS[key])) for key in ROAD if key in keys}
        people = data.draw(
            st.dictionaries(st.sampled_from(ROLES), st.sampled_from([*OTHERS, ""]), max_size=2)
        )
        kept_out = tuple(data.draw(st.lists(st.sampled_from(OTHERS), max_size=1)))
        self.does(ev.FormSubmitted(METTE, answers, people, kept_out))
        for key, value in answers.items():
            self.answered(key, value)

    def choose(self, data: st.DataObject) -> None:
        role = data.draw(st.sampled_from(ROLES))
        self.does(ev.PersonChosen(METTE, role, data.draw(st.sampled_from([*OTHERS, "", METTE]))))

    def keep_out(self, data: st.DataObject) -> None:
        self.does(ev.PersonKeptOut(METTE, data.draw(st.sampled_from(OTHERS))))

    def let_in(self, data: st.DataObject) -> None:
        self.does(ev.PersonLetIn(METTE, data.draw(st.sampled_from(OTHERS))))

    def look_up_again(self, data: st.DataObject) -> None:
        somebody = st.sampled_from([*OTHERS, "", METTE])
        self.does(ev.PeopleFound(data.draw(somebody), data.draw(somebody), data.draw(somebody)))

    def be_in_danger(self, data: st.DataObject) -> None:
        self.does(ev.DangerReported(METTE))
        self.last["danger"] = "yes"

    def be_safe(self, data: st.DataObject) -> None:
        self.does(ev.SafetyReported(METTE))

    def ask_for_contact(self, data: st.DataObject) -> None:
        role = data.draw(st.sampled_from(["leader", "on_call", "representative", "hr"]))
        self.does(ev.ContactAsked(METTE, role))

    def say_how_urgent(self, data: st.DataObject) -> None:
        level = data.draw(st.sampled_from(LEVELS))
        self.does(ev.UrgencyChosen(METTE, level))
        self.raised = None if level == severity(self.last) else level  # as the answers go, or more

    def keep_words(self, data: st.DataObject) -> None:
        item = f"words{len(self.told)}"
        text = data.draw(st.sampled_from(THREATS))
        is_asked = self.talk.draft.current() == "evidence" and not self.talk.draft.conversation.is_paused
        is_typed = is_asked and is_documentation(text)
        self.does(ev.Typed(METTE, text, item) if is_typed else ev.WordsKept(METTE, item, text))
        self.told[item] = {"link": text} if text.startswith("http") else {"quote": text}

    def describe(self, data: st.DataObject) -> None:
        item = data.draw(st.sampled_from([*self.told, "gone"]))
        details = data.draw(st.dictionaries(st.sampled_from(list(DETAILS)), st.sampled_from(["", "A", "B"])))
        self.does(ev.EvidenceDescribed(METTE, item, details))
        self.told[item] = {key: text for key, text in (self.told[item] | details).items() if text}

    def finishes(self) -> None:
        """Answers what is still open; a colleague turns out to be a citizen after all."""
        while (key := self.talk.draft.current()) != REVIEW:
            if key == IN_DANGER:
                self.does(ev.SafetyReported(METTE))
                continue
            if key == ELSEWHERE:
                self.does(ev.ChangeAsked(METTE, "sender"))
                key = "sender"
            if key == "people" and not any(self.talk.draft.involved()[:2]):
                self.does(ev.PersonChosen(METTE, "leader", next(p for p in OTHERS if p not in self.kept_out)))
            self.does(ev.Answered(METTE, key, ANSWERS[key]))
            self.answered(key, ANSWERS[key])

    def severity(self) -> Severity:
        return max(severity(self.last), self.raised or "YELLOW", key=LEVELS.index)


ACTS = [
    *["press"] * 5,
    *["type"] * 3,
    *["press_an_old_one", "tell_more", "go_back", "change", "change", "pause", "go_on", "fill", "choose"],
    *["keep_out", "let_in", "look_up_again", "be_in_danger", "be_safe", "ask_for_contact", "say_how_urgent"],
    *["keep_words", "describe"],
]


def far_along() -> Memory:
    """A memory of a report that is at its review."""
    made = Memory()
    made.finishes()
    return made
