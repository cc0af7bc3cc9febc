"""How a deadline is told: as coming until it has passed, and from then on as passed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flows.procedure.step_state import StepState
from flows.screens.view import View


def deadline(
    item: StepState,
    words: tuple[str, str],
    view: View,
    written: Callable[[datetime], str] | None = None,
    **values: object,
) -> str:
    """The first of the words while the deadline of an undecided step is to come, else the second.

    `written` says how the time is written, where it is not as `View.moment` does.
    """
    coming, passed = words
    when = (written or view.moment)(item.due)
    return view.say(passed if item.is_late else coming, when=when, **values)
