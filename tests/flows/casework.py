"""The people of a case at work on it, act by act, and what each of them hears."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from flows import events as ev
from flows.case.case import Case
from flows.deciding.decide import decide
from flows.effects import Effect, Refused, Tell
from flows.people.organisation import Context
from tests.flows.clockwork import look, next_at
from tests.flows.given import ANNE, HANNE, LARS, METTE, NOW, case, context, kept, local, with_part

REASON = "En grund der er lang nok."
PLAN = "Vi ringer sammen mandag."


class Casework:
    """A case and its clock. Every act gives the messages that it owes, as (person, message)."""

    def __init__(self, found: Case | None = None, now: datetime = NOW, **ctx: Any) -> None:
        self.case = found or case(evidence=(kept(),))
        self.now = now
        self.given = ctx
        self.told: dict[str, date] = {}
        self.effects: tuple[Effect, ...] = ()

    @property
    def ctx(self) -> Context:
        return context(self.now, message_days=self.told, **self.given)

    def at(self, text: str) -> Casework:
        """Later, on the clock in Copenhagen."""
        self.now = local(text)
        return self

    def does(self, event: ev.CaseEvent) -> list[tuple[str, str]]:
        self.case, self.effects = decide(self.case, event, self.ctx)
        return [(effect.person, effect.message) for effect in self.effects if isinstance(effect, Tell)]

    def hears(self) -> dict[str, str]:
        """The clock looks: what it says by its key, and to whom."""
        seen = look(self.case, self.ctx)
        self.case, self.effects, self.told = seen.case, seen.effects, dict(seen.message_days)
        return seen.said()

    def hears_until(self, until: str) -> dict[datetime, dict[str, str]]:
        """The same at every time at which a clock that is on time says something."""
        found: dict[datetime, dict[str, str]] = {}
        while (at := next_at(self.case, self.ctx)) and at <= local(until):
            self.now = at
            found[at] = found.get(at, {}) | self.hears()
        return found

    def decides(
        self, who: str, step: str, outcome: str, reason: str = "", /, **details: str
    ) -> list[tuple[str, str]]:
        return self.does(ev.StepDecided(who, step, outcome, reason, details))

    def helps(self, who: str, step: str, task: str, /, **values: str) -> list[tuple[str, str]]:
        return self.does(ev.TaskDone(who, step, task, values))

    def cannot(self, event: ev.CaseEvent, why: str) -> None:
        """The act is refused with that sentence."""
        with pytest.raises(Refused, match=why):
            decide(self.case, event, self.ctx)

    def cannot_decide(self, who: str, step: str, outcome: str, why: str, /, **details: str) -> None:
        self.cannot(ev.StepDecided(who, step, outcome, REASON, details), why)

    def is_advised(self) -> Casework:
        """HR's advice and Mette's wish on the police are written."""
        self.helps(LARS, "legal", "advice", answer="not_report", text="Hanne fraråder.")
        self.helps(METTE, "legal", "wish", answer="no")
        return self

    def has_decided_3_to_6(self) -> Casework:
        self.is_advised()
        self.decides(LARS, "support", "declined")
        self.decides(LARS, "legal", "not_reported", REASON)
        self.decides(LARS, "removal", "not_relevant", REASON)
        self.decides(LARS, "register", "anonymous")
        return self

    def has_met(self, at: str = "Mon 2026-11-23 15:00") -> Casework:
        """The follow-up meeting is held, a day after Mette had the summary."""
        self.helps(LARS, "meeting", "summary")
        self.at(at).decides(LARS, "meeting", "close")
        return self

    def has_booked_the_analysis(self) -> Casework:
        self.does(ev.MeetingBooked(ANNE, "analyse", local("Tue 2026-12-01 09:00")))
        return self

    def is_asked(self) -> Casework:
        """Everything is in order, and Mette is asked whether the case can close."""
        return self.has_decided_3_to_6().has_met().has_booked_the_analysis()

    def has(self, person: str, role: str) -> bool:
        return self.case.role_of(person) == role


def with_hr() -> Casework:
    """Hanne of HR has joined."""
    return Casework(with_part(case(evidence=(kept(),)), HANNE, "hr"))
