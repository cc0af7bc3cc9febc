"""Asking somebody to get in touch for a talk, with a report under way or without one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flows.case.case import ContactRole
from flows.effects import CONTACT_WANTED, Effect, Tell
from flows.events import ContactAsked
from flows.people.organisation import Context
from flows.report.draft import Draft
from flows.report.people import as_known, contact_asked, reachable
from storage import case_lists, drafts, inbox, outbox, surfaces
from storage.database import Storage, Transaction
from storage.turns import draft_turn

ASKED_LATELY = timedelta(days=1)
"""Somebody who has been asked is not asked again by a second press."""


@dataclass(frozen=True)
class Around:
    """Who can help a person: their report under way, None without one, and whom they keep out of cases."""

    draft: Draft | None
    kept_out: frozenset[str]

    def known(self, person: str, ctx: Context) -> Draft:
        """As `flows.report.people` looks at it."""
        return as_known(person, self.draft, self.kept_out, ctx)


def around(tx: Transaction, person: str) -> Around:
    """What is known of who can help the person."""
    kept_out = (case.people.excluded for case in case_lists.own(tx, person))
    return Around(drafts.of(tx, person), frozenset().union(*kept_out))


def ask(
    storage: Storage, person: str, role: ContactRole, ctx: Context, *, arrival: str
) -> tuple[Draft, tuple[str, ...]]:
    """The people of that role are told that the person would like to talk; gives who can help, and them.

    With a report under way it is remembered there; without one nothing is kept but the message itself.
    Raises Refused when there is nobody to be asked.
    """

    def turn(tx: Transaction, ctx: Context) -> tuple[Draft, tuple[str, ...]]:
        found = around(tx, person)
        known = found.known(person, ctx)
        if inbox.once(tx, arrival, ctx.now):
            _ask(tx, found.draft, known, ContactAsked(person, role, found.kept_out), ctx)
        return known, reachable(known, role, ctx)

    return storage.turn(turn, ctx)


def _ask(tx: Transaction, draft: Draft | None, known: Draft, event: ContactAsked, ctx: Context) -> None:
    if draft is not None:
        draft_turn(tx, draft, event, ctx)
        return
    _, effects = contact_asked(known, event, ctx)
    subject = f"person:{event.by}"
    told = {s.person for s in surfaces.recent(tx, subject, (CONTACT_WANTED,), ctx.now - ASKED_LATELY)}
    new = (effect for effect in effects if _is_new(tx, subject, effect, told))
    outbox.owe(tx, subject, tuple(new), ctx.now)


def _is_new(tx: Transaction, subject: str, effect: Effect, told: set[str]) -> bool:
    is_message = isinstance(effect, Tell) and effect.person not in told
    return is_message and not outbox.is_on_its_way(tx, subject, effect)
