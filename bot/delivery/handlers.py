"""Which function performs which effect."""

from __future__ import annotations

from bot.delivery import (
    channel,
    dossier,
    erasing,
    files,
    meetings,
    messages,
    people,
    surfaces,
)
from bot.delivery.result import DeliveryResult, Shown
from bot.world import World
from flows import effects as fx
from storage.claiming import OutboxItem
from storage.gathering import Facts


async def performed(world: World, item: OutboxItem, facts: Facts, shown: Shown) -> DeliveryResult:
    """Performs one effect. Raises SlackRefused, SlackUnavailable, GraphUnavailable or NotNow."""
    effect = item.effect
    match effect:
        case fx.OpenChannel() | fx.Invite() | fx.Remove() | fx.ArchiveChannel() | fx.LookAtChannel():
            return await channel.deliver(world, item, effect, facts)
        case fx.Show():
            return await surfaces.show(world, item, effect, facts, shown)
        case fx.Tell():
            return await messages.tell(world, item, effect, facts)
        case fx.FindPeople():
            return await people.find_people(world, effect)
        case fx.FetchFile() | fx.EraseFile() | fx.ShareEvidence():
            return await files.deliver(world, item, effect, facts)
        case fx.Alert():
            return await messages.alert(world, item, effect, facts)
        case fx.KeepCalendar() | fx.SendCalendarFile() | fx.SendMail():
            return await meetings.deliver(world, item, effect, facts)
        case fx.EraseFromSlack():
            return await erasing.erase_from_slack(world, item, effect, facts, shown)
        case fx.ExportDossier():
            return await dossier.export(world, facts)
