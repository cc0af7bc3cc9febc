"""Mette's conversation with the report, act by act."""

from __future__ import annotations

from flows import events as ev
from flows.case.case import Case
from flows.effects import Effect, Tell
from flows.form import Value
from flows.people.organisation import Context
from flows.report.decide import decide
from flows.report.draft import Asked, Draft
from flows.report.sending import open_case
from tests.flows.given import METTE, context, offered

CTX = context()


def tells(effects: tuple[Effect, ...]) -> list[Tell]:
    """The direct messages among what is owed."""
    return [effect for effect in effects if isinstance(effect, Tell)]


class Talk:
    """Mette at the keyboard. Every act gives what is owed for it."""

    def __init__(self, start: Draft, ctx: Context = CTX) -> None:
        self.draft = start
        self.ctx = ctx

    def does(self, event: ev.DraftEvent) -> tuple[Effect, ...]:
        changed, effects = decide(self.draft, event, self.ctx)
        assert changed is not None
        self.draft = changed
        return effects

    def presses(self, question: str, value: Value) -> tuple[Effect, ...]:
        return self.does(ev.Answered(METTE, question, value))

    def types(self, text: str, item: str = "") -> tuple[Effect, ...]:
        return self.does(ev.Typed(METTE, text, item))

    def takes_out(self, key: str = "file1") -> tuple[Effect, ...]:
        return self.does(ev.EvidenceTakenOut(METTE, key))

    @property
    def turn(self) -> Asked:
        """The turn that is open."""
        return self.draft.conversation.asked[-1]

    def changes(self, question: str = "") -> tuple[Effect, ...]:
        return self.does(ev.ChangeAsked(METTE, question))

    def drops(self, key: str = "file1") -> tuple[Effect, ...]:
        return self.does(ev.FileOffered(METTE, offered(key)))

    def chooses(self, role: ev.InvolvedRole, person: str) -> tuple[Effect, ...]:
        return self.does(ev.PersonChosen(METTE, role, person))

    def keeps_out(self, person: str) -> tuple[Effect, ...]:
        return self.does(ev.PersonKeptOut(METTE, person))

    def lets_in(self, person: str) -> tuple[Effect, ...]:
        return self.does(ev.PersonLetIn(METTE, person))

    def confirms(self) -> tuple[Effect, ...]:
        return self.presses("people", "confirmed")

    def pauses(self) -> tuple[Effect, ...]:
        return self.does(ev.Paused(METTE))

    def sends(self) -> Case:
        made, _ = open_case(self.draft, self.ctx)
        return made
