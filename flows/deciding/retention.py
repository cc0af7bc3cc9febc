"""What keeps an ended case: that it is held, and that its dossier is in the organisation's files."""

from __future__ import annotations

from dataclasses import replace

from flows import events as ev
from flows.access.rules import require
from flows.case.case import Case, Record
from flows.case.reasons import require_reason
from flows.deciding.surfaces import everywhere
from flows.effects import Decided, Effect, Refused, Tell
from flows.evidence.custody import OPERATOR
from flows.people.organisation import Context
from flows.retention.rules import done_at
from flows.words import N_

READ_BY_ALL = N_("Write a reason of at least ten characters. Everybody in the case reads it.")
IS_HELD = N_("The case is kept from being erased already.")
IS_NOT_HELD = N_("The case is not kept from being erased.")
NOT_DONE = N_("The case goes on still. Export it when it is archived or withdrawn.")


def hold_set(case: Case, event: ev.HoldSet, ctx: Context) -> Decided[Case]:
    """Whatever its age, the case is not erased until the hold is lifted. Raises Refused."""
    _require_hold(event.by, case)
    if case.ending.held_at:
        raise Refused(IS_HELD)
    record = Record("retention", "held", event.by, ctx.now, {"reason": _reason(event.reason)})
    changed = replace(case.with_records(record), ending=replace(case.ending, held_at=ctx.now))
    told = tuple(Tell(p.person, "held") for p in case.people.participants)
    return changed, _shown(changed, told)


def hold_lifted(case: Case, event: ev.HoldLifted, ctx: Context) -> Decided[Case]:
    """From now on the case is erased when its time is over, though not at once. Raises Refused."""
    _require_hold(event.by, case)
    if not case.ending.held_at:
        raise Refused(IS_NOT_HELD)
    record = Record("retention", "lifted", event.by, ctx.now, {"reason": _reason(event.reason)})
    ending = replace(case.ending, held_at=None, lifted_at=ctx.now)
    told = tuple(Tell(p.person, "hold-lifted") for p in case.people.participants)
    return (changed := replace(case.with_records(record), ending=ending)), _shown(changed, told)


def _require_hold(by: str, case: Case) -> None:
    if by != OPERATOR:
        require(by, "hold", case)


def _reason(text: str) -> str:
    return require_reason(text, READ_BY_ALL)


def _shown(case: Case, told: tuple[Effect, ...]) -> tuple[Effect, ...]:
    return (*told, *everywhere(case))


def export_confirmed(case: Case, event: ev.ExportConfirmed, ctx: Context) -> Decided[Case]:
    """An operator has seen that the exported dossier is in the organisation's files. Raises Refused."""
    if done_at(case.ending) is None:
        raise Refused(NOT_DONE)
    record = Record("closing", "dossier", event.by, ctx.now, {"state": "confirmed"})
    return replace(case.with_records(record), ending=replace(case.ending, exported_at=ctx.now)), ()
