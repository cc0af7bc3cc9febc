"""A reason that somebody gives for a decision against, or for going past another."""

from __future__ import annotations

from flows.effects import Refused
from flows.words import N_

SHORTEST_REASON = 10
READ_BY_EMPLOYEE = N_("Write a reason of at least ten characters. The employee will read it.")


def require_reason(reason: str, sentence: str = READ_BY_EMPLOYEE) -> str:
    """The reason without what surrounds it. Raises Refused with the sentence when it says too little."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(sentence)
    return reason.strip()
