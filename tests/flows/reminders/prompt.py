"""One case under the clock, told as a story: who acts when, and all that everybody is sent meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flows import events as ev
from flows.calendar.working_time import COPENHAGEN
from flows.case.case import Case
from flows.deciding.decide import decide
from flows.effects import SITTING, Tell
from tests.flows.given import (
    ANNE,
    ANSWERS,
    DORTE,
    LARS,
    METTE,
    case,
    decided,
    kept,
    local,
    organisation,
    persons,
)
from tests.flows.reminders.reminded import Clockwork

SENT, HAPPENED = "Mon 2026-11-30 09:05", "Sun 2026-11-29 14:30"
LOOK = timedelta(hours=2)
"""How often the clock looks when it has nothing planned: on Monday mornings that is the summary."""
FIRST = {METTE: "receipt", LARS: "opened", ANNE: "opened"}
"""What each is sent with the report, as soon as its channel is there."""
REASON = "En grund der er lang nok."


def orange(sent: str = SENT, happened: str = HAPPENED, **facts: Any) -> Case:
    """A public post of the day before, documented."""
    given: dict[str, Any] = {
        "severity": "ORANGE",
        "content_at": local(happened),
        "answers": ANSWERS | {"evidence": "kept", "where": ("facebook",), "wishes": ("register:named",)},
        "evidence": (kept(),),
        "decisions": decided("document", at=local(sent)),
        "next_leader": DORTE,
    }
    return case(local(sent), **(given | facts))


class Story:
    """The case, the clock, and `sent`: each message with its time, its person and what it says."""

    def __init__(self, begun: Case | None = None) -> None:
        found = begun or orange()
        self.key = found.id
        self.clock = Clockwork(organisation(), persons().values(), found.report.sent_at)
        self.clock.put(found, self.clock.ctx)
        self.sent = [(found.report.sent_at, who, (what,)) for who, what in FIRST.items()]
        self.sittings: dict[str, datetime] = {}

    @property
    def case(self) -> Case:
        """As it now is."""
        return self.clock.cases[self.key]

    def at(self, text: str) -> Story:
        """Time passes until then, and the clock says on its way what is due."""
        until = local(text)
        while self.clock.now < until:
            following = self.clock.next_at() or until
            self.clock.now = min(until, following, self.clock.now + LOOK)
            for message in self.clock.sweep():
                keys = tuple(item.name for item in message.items) or (message.kind,)
                self.sent.append((message.at, message.to, keys))
        return self

    def does(self, event: ev.CaseEvent) -> None:
        """The act, and what it owes: what waits for the end of a sitting is one message."""
        changed, effects = decide(self.case, event, self.clock.ctx)
        self.clock.put(changed, self.clock.ctx)
        for tell in (effect for effect in effects if isinstance(effect, Tell)):
            if not tell.is_gathered:
                self.sent.append((self.clock.now, tell.person, (tell.message,)))
            elif self.clock.now > self.sittings.get(tell.person, self.case.report.sent_at):
                self.sittings[tell.person] = self.clock.now + SITTING
                self.sent.append((self.clock.now + SITTING, tell.person, (tell.message,)))

    def decides(self, step: str, outcome: str, reason: str = "", /, by: str = LARS, **details: str) -> None:
        self.does(ev.StepDecided(by, step, outcome, reason, details))

    def helps(self, step: str, task: str, /, by: str = LARS, **values: str) -> None:
        self.does(ev.TaskDone(by, step, task, values))

    def books(self, step: str, at: str) -> None:
        self.does(ev.MeetingBooked(LARS, step, local(at)))

    def heard(self, person: str, is_it: Callable[[str], bool] = lambda _: True) -> list[str]:
        """When the person was sent something of that kind, on the clock in Copenhagen."""
        found = sorted(at for at, to, keys in self.sent if to == person and any(map(is_it, keys)))
        return [f"{at.astimezone(COPENHAGEN):%a %d %b %H:%M}" for at in found]

    def reminded(self, step: str, person: str = LARS) -> list[str]:
        """When the person was reminded of that step."""
        return self.heard(person, lambda key: key == step)

    def escalated(self) -> list[str]:
        """What was taken to somebody else, or told the employee as late."""
        said = {key for _, _, keys in self.sent for key in keys}
        return sorted(key for key in said if key.startswith(("escalation:", "told:")))

    def count(self, person: str, until: str = "Mon 2026-12-07 00:00") -> int:
        """How many messages the person was sent until then."""
        return sum(to == person and at < local(until) for at, to, _ in self.sent)
