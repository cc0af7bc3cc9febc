"""The facts behind a delivery: the draft or case as it now is, and the eyes that will read it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.world import World
from flows.access import VAERN
from flows.case import Case
from flows.report import Draft
from flows.screens.view import View
from storage import cases, drafts


@dataclass(frozen=True)
class Facts:
    """Either a draft or a case, or neither when it is withdrawn."""

    draft: Draft | None
    case: Case | None
    view: View


async def facts_of(world: World, subject: str, viewer: str) -> Facts:
    """What is stored of a draft or case, seen by a person, or by a channel when `viewer` is empty."""
    draft, case = await world.do(stored, world, subject)
    return Facts(draft, case, await world.view(viewer, *_persons(world, draft, case)))


def stored(world: World, subject: str) -> tuple[Draft | None, Case | None]:
    """The draft or the case of that id."""
    with world.storage.transaction() as tx:
        draft = drafts.get(tx, subject)
        if draft is not None:
            return draft, None
        try:
            return None, cases.get(tx, subject, as_=VAERN)
        except cases.NoSuchCase:
            return None, None


def _persons(world: World, draft: Draft | None, case: Case | None) -> set[str]:
    if case is not None:
        return {p.person for p in case.participants}
    if draft is not None:
        return {draft.leader(), draft.representative(), *world.organisation.hr} - {""}
    return set()
