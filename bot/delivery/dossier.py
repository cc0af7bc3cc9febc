"""The dossier of an archived case on its way into the organisation's folder in SharePoint."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from bot.delivery.files import NOT_WHOLE
from bot.delivery.result import DeliveryResult
from bot.dossiers.files import dossiers, name_of, source, write
from bot.dossiers.streaming import Streamed
from bot.graph.answers import GraphRefused
from bot.world import World
from flows.dossiers.sections import Dossier
from flows.events import DossierSettled
from storage.evidence import Changed
from storage.gathering import Facts

if TYPE_CHECKING:
    from bot.graph.calls import Graph


async def export(world: World, facts: Facts) -> DeliveryResult:
    """Uploads both parts, in place of earlier ones, so it may be done twice. Raises GraphUnavailable.

    A case that was opened again meanwhile is exported when it is archived anew.
    """
    if facts.case is None or facts.case.ending.archived_at is None:
        return DeliveryResult()
    what = await world.read(partial(source, case=facts.case))
    if world.graph is None or not world.organisation.dossiers.drive:
        return DeliveryResult(DossierSettled("off"))
    made_at = world.clock()
    try:
        for dossier in await world.do(dossiers, what, made_at):
            await _uploaded(world, world.graph, dossier, partial(write, source=what, made_at=made_at))
    except GraphRefused as refusal:
        return _refused(refusal.code)
    except (Changed, FileNotFoundError):
        return _refused(NOT_WHOLE)
    return DeliveryResult(DossierSettled("uploaded"))


def _refused(code: str) -> DeliveryResult:
    return DeliveryResult(DossierSettled("refused", code), error=code)


async def _uploaded(world: World, graph: Graph, dossier: Dossier, make: Callable[..., None]) -> None:
    """Made while it is sent, so that nothing of it is ever on the disk in the clear."""
    place = world.organisation.dossiers
    path = "/".join(filter(None, (place.folder, f"{name_of(dossier)}.zip")))
    data = await world.do(Streamed, partial(make, dossier=dossier))
    try:
        await graph.upload(place.drive, path, data)
    finally:
        await world.do(data.close)
