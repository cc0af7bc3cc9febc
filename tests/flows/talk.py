"""Mette's conversation with the report, act by act."""

from __future__ import annotations

from flows import events as ev
from flows.effects import Effect
from flows.form import Value
from flows.report import Draft, decide
from tests.flows.given import METTE, context, offered

CTX = context()


class Talk:
    """Mette at the keyboard. Every act gives what is owed for it."""

    def __init__(self, start: Draft) -> None:
        self.draft = start

    def does(self, event: ev.DraftEvent) -> tuple[Effect, ...]:
        changed, effects = decide(self.draft, event, CTX)
        assert changed is not None
        self.draft = changed
        return effects

    def presses(self, question: str, value: Value) -> tuple[Effect, ...]:
        return self.does(ev.Answered(METTE, question, value))

    def types(self, text: str) -> tuple[Effect, ...]:
        return self.does(ev.Typed(METTE, text))

    def changes(self, question: str = "") -> tuple[Effect, ...]:
        return self.does(ev.ChangeAsked(METTE, question))

    def drops(self, key: str = "file1") -> tuple[Effect, ...]:
        return self.does(ev.FileOffered(METTE, offered(key)))

    def chooses(self, role: str, person: str) -> tuple[Effect, ...]:
        return self.does(ev.PersonChosen(METTE, role, person))  # type: ignore[arg-type]
