"""The facts behind a delivery: the draft or case as it now is, and the eyes that will read it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.world import World
from flows.access import VAERN
from flows.case import Case
from flows.draft import Draft
from flows.screens.view import View
from storage import cases, drafts
from storage.database import Transaction


@dataclass(frozen=True)
class Facts:
    """Either a draft or a case, or neither when it is withdrawn."""

    draft: Draft | None
    case: Case | None
    view: View


def excluded(draft: Draft | None, case: Case | None) -> frozenset[str]:
    """Who must learn nothing of the draft or case."""
    return (draft.excluded() if draft else frozenset()) | (case.excluded if case else frozenset())


async def facts_of(world: World, subject: str, viewer: str) -> Facts:
    """What is stored of a draft or case, seen by a person, or by a channel when `viewer` is empty."""
    draft, case = await world.run(lambda tx: stored(tx, subject))
    return Facts(draft, case, await world.view(viewer, *_persons(world, draft, case)))


def stored(tx: Transaction, subject: str) -> tuple[Draft | None, Case | None]:
    """The draft or the case of that id."""
    draft = drafts.get(tx, subject)
    if draft is not None:
        return draft, None
    try:
        return None, cases.get(tx, subject, as_=VAERN)
    except cases.NoSuchCase:
        return None, None


def _persons(world: World, draft: Draft | None, case: Case | None) -> set[str]:
    if case is not None:
        parts = (*case.participants, *case.former)
        return {p.person for p in parts} | {c.person for c in case.contacts}
    if draft is None:
        return set()
    duty = world.organisation.duty
    helpers = {*world.organisation.hr, *(duty.people if duty else ()), *(c.person for c in draft.contacts)}
    return {draft.person, *draft.involved(), *draft.kept_out, *helpers} - {""}
