"""Looking up who leads the employee and who represents them."""

from __future__ import annotations

from bot.delivery.result import DeliveryResult
from bot.world import World
from flows.effects import FindPeople
from flows.events import PeopleFound


async def find_people(world: World, effect: FindPeople) -> DeliveryResult:
    """Asks the directory; when nobody is known the employee picks, so an empty answer is an answer."""
    employee = await world.directory.person(effect.person)
    if employee is None:
        return DeliveryResult(PeopleFound())
    await world.context(employee.id)
    return DeliveryResult(await world.directory.people_for(employee, world.complete))
