"""Which function performs which effect."""

from __future__ import annotations

from bot.delivery import channel, dossier, files, meetings, messages, people, surfaces
from bot.delivery.outcome import Paid, Shown
from bot.world import World
from flows import effects as fx
from storage.claiming import Debt
from storage.gathering import Facts


async def performed(world: World, debt: Debt, facts: Facts, shown: Shown) -> Paid:
    """Performs one effect. Raises SlackRefused, SlackUnavailable, GraphUnavailable or NotNow."""
    effect = debt.effect
    match effect:
        case fx.OpenChannel():
            return await channel.open_channel(world, debt)
        case fx.Invite():
            return await channel.invite(world, debt, effect, facts)
        case fx.Show():
            return await surfaces.show(world, debt, effect, facts, shown)
        case fx.Tell():
            return await messages.tell(world, debt, effect, facts)
        case fx.FindPeople():
            return await people.find_people(world, effect)
        case fx.FetchFile() | fx.EraseFile() | fx.ShareEvidence():
            return await files.pay(world, debt, effect, facts)
        case fx.Alert():
            return await messages.alert(world, debt, effect, facts)
        case fx.Remove() | fx.ArchiveChannel():
            return await channel.leave(world, debt, effect, facts)
        case fx.KeepCalendar() | fx.SendCalendarFile() | fx.SendMail():
            return await meetings.pay(world, debt, effect, facts)
        case fx.ExportDossier():
            return await dossier.export(world, facts)
