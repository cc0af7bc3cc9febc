"""An act becomes a turn of a case; a refusal is said where the act was."""

from __future__ import annotations

from bot.listeners.gesture import Acknowledgement, Gesture, errors, instead, refusal_of
from bot.world import World
from flows import events as ev
from flows.effects import Refused
from flows.screens.case.case import sentence
from storage import case_turns
from storage.cases import NoSuchCase


async def turn(world: World, gesture: Gesture, case: str, event: ev.CaseEvent, *persons: str) -> None:
    """The turn. Raises Refused or NoSuchCase. `persons` are people whom the act names."""
    ctx = await world.context(gesture.person, *persons)
    person, arrival = gesture.person, gesture.arrival
    await world.turn(case_turns.on_case, world.storage, case, event, ctx, as_=person, arrival=arrival)


async def take(world: World, gesture: Gesture, case: str, event: ev.CaseEvent, field: str) -> Acknowledgement:
    """The turn of a submitted form; a refusal stands at the field."""
    view = world.glance(gesture.person)
    named = [person for name in ("person", "to") if (person := gesture.fields.get(name, ""))]
    try:
        await turn(world, gesture, case, event, *named)
    except Refused as refusal:
        return errors({field: view.say(refusal.message, **refusal.values)})
    except NoSuchCase as error:
        return errors({field: view.say(refusal_of(error))})
    return {}


async def take_and_say(
    world: World, gesture: Gesture, event: ev.CaseEvent, field: str, done: str
) -> Acknowledgement:
    """The turn of a form that names only its case, and what came of it in the form's place."""
    answer = await take(world, gesture, gesture.about[0], event, field)
    if answer:
        return answer
    view = world.glance(gesture.person)
    return instead(sentence(view.say(done), view))
