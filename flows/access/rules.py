"""Who may do what in a case, and in which of its states. Everything that is not said here is refused."""

from __future__ import annotations

from typing import Literal

from flows.case.case import Case, Role
from flows.effects import Refused
from flows.procedure.procedure import procedure_of
from flows.procedure.step_state import is_for_one_step, owner_of
from flows.words import N_

VAERN = "vaern"
"""The product itself: its clock and its deliveries read a case without being a person in it."""

CaseState = Literal["open", "closed", "archived", "withdrawn"]
Act = Literal[
    "read",
    "add_evidence",
    "decide",
    "do_task",
    "book",
    "reopen_step",
    "hand_over",
    "take_back",
    "ask_help",
    "invite_union",
    "escalate",
    "raise_severity",
    "lower_severity",
    "withdraw",
    "answer_closing",
    "close",
    "reopen_case",
    "answer_afterwards",
    "pause",
    "hold",
    "renew_channel",
]

EVERY_STATE: frozenset[CaseState] = frozenset({"open", "closed", "archived", "withdrawn"})
OPEN: frozenset[CaseState] = frozenset({"open"})
UNTIL_ARCHIVED: frozenset[CaseState] = frozenset({"open", "closed"})
ENDED: frozenset[CaseState] = frozenset({"closed", "archived"})

_LEADING: frozenset[Role] = frozenset({"leader", "deputy", "next_leader"})
_EMPLOYEE: frozenset[Role] = frozenset({"employee"})
_READERS: frozenset[Role] = _LEADING | {"employee", "representative", "hr"}
_HELPED: frozenset[Role] = _LEADING | {"employee", "representative"}

# The steps and their tasks name their own roles: "decide", "book", "reopen_step" and "do_task" ask them.
ACTS: dict[Act, tuple[frozenset[Role], frozenset[CaseState]]] = {
    "read": (_READERS, EVERY_STATE),
    "add_evidence": (frozenset({"employee", "representative"}), OPEN),
    "decide": (_READERS, UNTIL_ARCHIVED),
    "do_task": (_READERS, UNTIL_ARCHIVED),
    "book": (_READERS, UNTIL_ARCHIVED),
    "reopen_step": (_READERS, UNTIL_ARCHIVED),
    "hand_over": (_LEADING | {"hr"}, UNTIL_ARCHIVED),
    "take_back": (frozenset({"leader"}), UNTIL_ARCHIVED),
    "ask_help": (_HELPED, UNTIL_ARCHIVED),
    "invite_union": (_EMPLOYEE, UNTIL_ARCHIVED),
    "escalate": (frozenset({"representative", "employee"}), OPEN),
    "raise_severity": (frozenset({"employee", "representative"}), OPEN),
    "lower_severity": (_LEADING, OPEN),
    "withdraw": (_EMPLOYEE, OPEN),
    "answer_closing": (_EMPLOYEE, OPEN),
    "close": (frozenset({"next_leader", "hr"}), OPEN),
    "reopen_case": (_EMPLOYEE, ENDED),
    "answer_afterwards": (_EMPLOYEE, ENDED),
    "pause": (_EMPLOYEE, UNTIL_ARCHIVED),
    "hold": (frozenset({"hr"}), EVERY_STATE),
    "renew_channel": (_LEADING | {"representative", "hr"}, UNTIL_ARCHIVED),
}

AFTER_CLOSING = frozenset({"analyse"})
"""The analysis may end after the case is closed."""

NOT_YOURS = N_("That is not yours to do in this case.")
NOT_YOUR_STEP = N_("This step is not yours to decide.")
WITHDRAWN = N_("The employee has withdrawn the case. Nothing more is to be decided.")
CLOSED = N_("The case is closed. The employee can open it again.")
STILL_OPEN = N_("The case is open.")


def state_of(case: Case) -> CaseState:
    """Where the case stands as a whole."""
    if case.ending.withdrawn_at:
        return "withdrawn"
    if case.ending.archived_at:
        return "archived"
    return "closed" if case.ending.closed_at else "open"


def may(person: str, act: Act, case: Case) -> bool:
    """Whether the person may do it now. An excluded person may nothing, whatever role was given to them."""
    if person == VAERN:
        return act == "read"
    roles, states = ACTS[act]
    return _has_part(person, case) and case.role_of(person) in roles and state_of(case) in states


def refusal(person: str, act: Act, case: Case) -> str:
    """The sentence why the person may not do it now, "" when they may."""
    if may(person, act, case):
        return ""
    roles, _ = ACTS[act]
    if not _has_part(person, case) or case.role_of(person) not in roles:
        return NOT_YOURS
    return why_not_now(case)


def require(person: str, act: Act, case: Case) -> None:
    """Raises Refused with the sentence why the person may not do it now."""
    if message := refusal(person, act, case):
        raise Refused(message)


def why_not_now(case: Case) -> str:
    """The sentence of the state in which the act is not possible."""
    return {"withdrawn": WITHDRAWN, "closed": CLOSED, "archived": CLOSED, "open": STILL_OPEN}[state_of(case)]


def is_member(person: str, case: Case) -> bool:
    """Whether the person has a part in the case and so knows of it, whatever they may see of it."""
    return _has_part(person, case)


def may_decide(person: str, key: str, case: Case) -> bool:
    """Whether the person may decide, book or reopen that step now: its owners, and whoever it falls to."""
    return is_owner(person, key, case) and is_at_work(key, case)


def is_owner(person: str, key: str, case: Case) -> bool:
    """Whether the step is the person's, whatever state the case is in."""
    found = procedure_of(case).step(key)
    if found is None or not _has_part(person, case):
        return False
    has_role = case.role_of(person) in found.owners and not is_for_one_step(case, person)
    return has_role or person == owner_of(case, found)


def may_do(person: str, key: str, task: str, case: Case) -> bool:
    """Whether the person may do that task of that step now."""
    found = procedure_of(case).step(key)
    wanted = found.task(task) if found else None
    if wanted is None or not _has_part(person, case):
        return False
    has_role = case.role_of(person) in wanted.roles and not is_for_one_step(case, person)
    is_theirs = has_role or (bool(wanted.roles & _LEADING) and is_owner(person, key, case))
    return is_theirs and is_at_work(key, case)


def is_at_work(key: str, case: Case) -> bool:
    """Whether the step can be worked on in the state of the case."""
    state = state_of(case)
    return state == "open" or (state == "closed" and key in AFTER_CLOSING)


def _has_part(person: str, case: Case) -> bool:
    return person not in case.people.excluded and case.role_of(person) is not None
