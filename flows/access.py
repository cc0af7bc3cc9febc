"""Who may do what in a case. Everything that is not said here is refused."""

from __future__ import annotations

from typing import Literal

from flows.case import Case, Role
from flows.duties import owner_of
from flows.procedure import step

VAERN = "vaern"
"""The product itself: its clock and its deliveries read a case without being a person in it."""

Act = Literal["read", "add_evidence"]

_ACTS: dict[Act, frozenset[Role]] = {
    "read": frozenset({"employee", "leader", "representative", "deputy", "hr"}),
    "add_evidence": frozenset({"employee", "representative"}),
}


def may(person: str, act: Act, case: Case) -> bool:
    """Whether the person may do it. An excluded person may nothing, whatever role was given to them."""
    if person == VAERN:
        return True
    return person not in case.excluded and case.role_of(person) in _ACTS[act]


def is_member(person: str, case: Case) -> bool:
    """Whether the person has a part in the case and so knows of it, whatever they may see of it."""
    return person not in case.excluded and case.role_of(person) is not None


def may_decide(person: str, key: str, case: Case) -> bool:
    """Whether the person may decide that step: its owners may, and whoever it falls to without them."""
    found = step(key)
    if found is None or person in case.excluded:
        return False
    return case.role_of(person) in found.owners or person == owner_of(case, found)
