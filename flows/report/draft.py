"""The report under way: what has been answered, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from flows.case.case import Contact, Evidence
from flows.case.severity import LEVELS, Severity, severity
from flows.events import InvolvedRole, PeopleFound
from flows.form import Value, next_question
from flows.report.questions import REPORT

IN_DANGER = "in-danger"
"""The turn after "yes" to danger: nothing is asked until the employee says that they are safe."""

REVIEW = "review"
"""The turn after the last question: everything is shown and may be sent."""

ELSEWHERE = "elsewhere"
"""The turn after "a colleague or leader": another procedure, ended kindly."""


After = Literal[
    "", "unclear", "told", "unused", "received", "refused", "resumed", "safe", "contacted", "missed"
]
"""What had been done just before a question was asked: flows/screens/report/hearing.py says each in words."""


@dataclass(frozen=True)
class Asked:
    """A turn of the conversation: a message that asks a question, and first answers what was done.

    `question` is that of a question, IN_DANGER, REVIEW or ELSEWHERE. `said` are the employee's words that it
    answers to, or the person whom it is about. `offers` are the answers that those words may mean, `items`
    the pieces of evidence that have come.
    """

    question: str
    after: After = ""
    said: str = ""
    offers: tuple[Value, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conversation:
    """How far it is told. `asked` is the conversation so far, a message each.

    `reopened` is the question that the employee wants to answer again.
    """

    asked: tuple[Asked, ...] = ()
    reopened: str = ""
    is_endangered: bool = False
    is_paused: bool = False


@dataclass(frozen=True)
class DraftPeople:
    """Who is to have to do with it.

    `found` is the directory's answer, None until it came; `chosen` are those whom the employee chose, also
    by confirming them, `kept_out` those who must never learn of it, and `contacts` those who were asked to
    get in touch.
    """

    found: PeopleFound | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)
    kept_out: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True)
class Draft:
    """One person's report under way.

    `number` is the case's number to be, drawn by chance, so that a gap tells nobody anything. `account` is
    what was told before the question of what has happened, which is asked all the same. `raised` is the
    urgency that the employee asked for.
    """

    id: str
    person: str
    started_at: datetime
    number: str
    answers: Mapping[str, Value] = field(default_factory=dict)
    account: str = ""
    raised: Severity | None = None
    evidence: tuple[Evidence, ...] = ()
    conversation: Conversation = Conversation()
    people: DraftPeople = DraftPeople()

    @property
    def turn(self) -> int:
        """The number of the turn that is open."""
        return len(self.conversation.asked) - 1

    def is_asked_later(self, number: int) -> bool:
        """Whether a later turn asks the same again, so that this one is not needed any more."""
        return self.conversation.asked[number].question in {
            turn.question for turn in self.conversation.asked[number + 1 :]
        }

    def whole_account(self) -> str:
        """What the employee has told so far of what has happened."""
        return str(self.answers.get("story", "")) or self.account

    def current(self) -> str:
        """The question that is open, IN_DANGER, or REVIEW or ELSEWHERE when the road is walked."""
        if self.conversation.is_endangered:
            return IN_DANGER
        if self.conversation.reopened:
            return self.conversation.reopened
        missing = next_question(REPORT, self.answers)
        if self.answers.get("sender") == "internal":
            return missing.key if missing else ELSEWHERE
        if "people" in self.answers and not self.is_confirmed():
            return "people"
        return missing.key if missing else REVIEW

    def is_confirmed(self) -> bool:
        """The report would reach exactly those whom the employee has confirmed."""
        named = tuple(self.people.chosen.get(role, "") for role in ("leader", "representative", "union"))
        return "people" in self.answers and named == self.involved()

    def leader(self) -> str:
        """Who is asked to act: chosen by the employee, else found; the next level for one kept out."""
        found = self.people.found or PeopleFound()
        is_kept_out = found.leader in self.people.kept_out
        return self._involved("leader", found.next_leader if is_kept_out else found.leader)

    def representative(self) -> str:
        """The work-environment representative who is to help."""
        return self._involved("representative", self.people.found.representative if self.people.found else "")

    def union(self) -> str:
        """The union representative, whom only the employee can invite."""
        return self._involved("union", "")

    def involved(self) -> tuple[str, str, str]:
        """The leader, the representative and the union representative."""
        return self.leader(), self.representative(), self.union()

    def readers(self) -> tuple[str, ...]:
        """Who will read it: the leader and the representative, each once."""
        return tuple(dict.fromkeys(person for person in self.involved()[:2] if person))

    def _involved(self, role: InvolvedRole, suggested: str) -> str:
        chosen = self.people.chosen.get(role, suggested)
        person = suggested if chosen in self.people.kept_out else chosen
        return "" if person in {self.person, *self.people.kept_out} else person

    def has_evidence(self) -> bool:
        """A piece of evidence is safe, or on its way."""
        return any(item.state != "refused" for item in self.evidence)

    def severity(self) -> Severity:
        """How urgent it is: by the answers, or more when the employee says so."""
        return max(severity(self.answers), self.raised or "YELLOW", key=LEVELS.index)

    def excluded(self) -> frozenset[str]:
        """Who must never learn of the case."""
        return frozenset(self.people.kept_out) - {self.person}
