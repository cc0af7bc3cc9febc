"""Who gains or loses a step, and who goes out: told by comparing a case before and after an act."""

from __future__ import annotations

from collections.abc import Iterable

from flows.access.candidates import is_here
from flows.case.case import Case
from flows.effects import Effect, MessageKind, Tell
from flows.people.organisation import Context
from flows.procedure.procedure import procedure_of
from flows.procedure.step_state import is_ended, owner_of
from flows.procedure.steps import Step

TOLD_ALREADY: frozenset[MessageKind] = frozenset(
    {"joined", "back", "opened", "reopened", "own-report-answered"}
)
"""Messages that list what is the person's."""
SAID_BETTER = frozenset({"help-asked"})
"""What is not said to one who is told of the step itself."""


def with_passing(
    before: Case, after: Case, by: str, effects: tuple[Effect, ...], ctx: Context
) -> tuple[Effect, ...]:
    """What is owed for an act, with a message to each whom it gave a step, took one from, or sent out.

    Whoever did it knows. Who goes out is told in any case, and so is nobody who is kept out or not here.
    """
    known = {by, after.employee, "", *(e.person for e in _tells(effects) if e.message in TOLD_ALREADY)}
    gained, lost = _gained(before, after), _lost(before, after)
    told = [
        *(Tell(person, "gained", ",".join(keys)) for person, keys in gained.items() if person not in known),
        *(Tell(person, "passed", ",".join(keys)) for person, keys in lost.items() if person not in known),
        *(Tell(person, "left") for person in _gone(before, after)),
    ]
    found = tuple(message for message in told if _may_hear(message.person, after, ctx))
    persons = {message.person for message in found if message.message == "gained"}
    twice = {e for e in _tells(effects) if e.message in SAID_BETTER and e.person in persons}
    return (*(effect for effect in effects if effect not in twice), *found)


def _tells(effects: Iterable[Effect]) -> list[Tell]:
    return [effect for effect in effects if isinstance(effect, Tell)]


def _may_hear(person: str, case: Case, ctx: Context) -> bool:
    return person not in case.people.excluded and is_here(person, ctx)


def _open_steps(case: Case) -> Iterable[Step]:
    return (s for s in procedure_of(case).steps if case.decision(s.key) is None and not is_ended(case, s))


def _gained(before: Case, after: Case) -> dict[str, list[str]]:
    """The open steps that are somebody's who did not have them before, or had decided them."""
    found: dict[str, list[str]] = {}
    for step in _open_steps(after):
        owner = owner_of(after, step)
        if owner != owner_of(before, step) or before.decision(step.key) is not None:
            found.setdefault(owner, []).append(step.key)
    return found


def _lost(before: Case, after: Case) -> dict[str, list[str]]:
    """The open steps that are somebody else's now, by those who had them and still take part."""
    found: dict[str, list[str]] = {}
    for step in _open_steps(after):
        owner = owner_of(before, step)
        if owner != owner_of(after, step) and after.role_of(owner) is not None:
            found.setdefault(owner, []).append(step.key)
    return found


def _gone(before: Case, after: Case) -> list[str]:
    staying = {p.person for p in after.people.participants}
    return [p.person for p in before.people.participants if p.person not in staying]
