"""That a case is kept from being erased: how it is set, what everybody reads of it, and what lifts it."""

from __future__ import annotations

from flows.access.rules import may
from flows.case.case import Case
from flows.case.records import RecordTask
from flows.effects import MessageKind
from flows.screens.elements import Button, Buttons, FormScreen, Part, Quote
from flows.screens.steps.forms import reason_form
from flows.screens.steps.messages import Draw, numbered, show
from flows.screens.view import View
from flows.words import N_

KEEP, LET = N_("Keep it from being erased"), N_("It may be erased again")


def hold_button(case: Case, view: View) -> tuple[Part, ...]:
    """HR's button, which sets the hold or lifts it."""
    if not may(view.viewer_id, "hold", case):
        return ()
    return (Buttons((Button(view.say(_label(case)), "hold", case.id),)),)


def hold_form(case: Case, view: View) -> FormScreen:
    """Why the case is to be kept, or need not be kept any more."""
    told = N_(
        "The case is then kept, however old it gets, until HR lets it be erased again. "
        "Everybody in it reads your reason."
    )
    if case.ending.held_at:
        told = N_(
            "The case is erased when its time is over, though not within the next two weeks. "
            "Everybody in it reads your reason."
        )
    return reason_form("lift" if case.ending.held_at else "hold", case.id, _label(case), told, view)


def _label(case: Case) -> str:
    return LET if case.ending.held_at else KEEP


def _held(case: Case, _: str, view: View) -> tuple[Part, ...]:
    return _told(case, "held", N_("It is decided that the case is not to be erased for now."), view)


def _lifted(case: Case, _: str, view: View) -> tuple[Part, ...]:
    return _told(case, "lifted", N_("The case may be erased again when its time is over."), view)


def _told(case: Case, task: RecordTask, text: str, view: View) -> tuple[Part, ...]:
    reason = case.value("retention", task, "reason")
    is_reader = may(view.viewer_id, "read", case)
    quoted = (Quote(reason),) if reason and is_reader else ()
    return (numbered(case, text, view), *quoted, *((show(case, view),) if is_reader else ()))


RETENTION_MESSAGES: dict[MessageKind, Draw] = {"held": _held, "hold-lifted": _lifted}
