"""What shows a case, and so is to be brought to its new facts."""

from __future__ import annotations

from flows.case.case import Case
from flows.effects import Effect, Show


def in_channel(case: Case) -> tuple[Effect, ...]:
    """What the case's channel shows, while there is one that is not archived."""
    return (Show("card"), Show("checklist")) if case.channel and not case.ending.archived_at else ()


def homes(case: Case) -> tuple[Effect, ...]:
    """The Home tab of everybody who has a part in the case."""
    return tuple(Show("home", p.person) for p in case.people.participants)


def everywhere(case: Case) -> tuple[Effect, ...]:
    """Everything that shows who takes part and how the steps stand."""
    return (*in_channel(case), Show("messages"), *homes(case))
