"""The guidance: opened from anywhere, read in a modal, and forgotten."""

from __future__ import annotations

import re

from slack_bolt.app.async_app import AsyncApp

from bot.listeners.gesture import Acknowledgement, Body, Gesture, instead, listener, open_modal, submission
from bot.world import World
from flows.effects import Refused
from flows.guidance.identification import PROMPTS, YesNo, carried_back
from flows.report.draft import Draft
from flows.screens.guidance import PROMPTS_KEY, counted, guidance
from flows.screens.talks import TALKS
from flows.screens.view import View
from flows.words import N_
from storage import talks


def register(app: AsyncApp, world: World) -> None:
    """Ties the guidance's buttons and its questions to what they show."""
    app.action(re.compile(r"^guidance\."))(listener(world, chosen))
    app.action(re.compile(r"^ask_talk\."))(listener(world, _ask_talk))
    app.view(PROMPTS_KEY)(submission(world, _answered))


async def chosen(world: World, gesture: Gesture) -> None:
    """Somebody wants to read a topic, or to see all of them."""
    await open_guidance(world, gesture, gesture.ids[0])


async def open_guidance(world: World, gesture: Gesture, topic: str = "") -> None:
    """Shows the topic, or the menu, in the modal of the gesture or in a new one.

    Opened before Slack is asked who the person is, since the trigger lives three seconds: somebody who is
    not known yet reads Danish for that moment.
    """
    glimpsed, answers = world.glance(gesture.person), _answers(gesture.body)
    modal = gesture.modal or await open_modal(world, gesture, guidance(topic, glimpsed, answers))
    view = await world.view(gesture.person)
    if modal and (gesture.modal or view.say != glimpsed.say):
        await world.slack.change_modal(modal, guidance(topic, view, answers))


async def _answered(world: World, gesture: Gesture) -> Acknowledgement:
    """The count takes the form's place; the answers are kept nowhere."""
    person = gesture.person
    found = await world.read(lambda tx: talks.around(tx, person))
    known = found.known(person, world.known())
    return instead(counted(_answers(gesture.body), known, await _seen_by(world, person, known)))


async def _ask_talk(world: World, gesture: Gesture) -> None:
    """Whoever is asked learns that the person would like to talk, and nothing of what was answered."""
    (role,), person, ctx = gesture.ids, gesture.person, await world.context(gesture.person)
    if role not in TALKS:
        raise Refused(N_("That is no longer open."))
    arrival = gesture.arrival
    known, asked = await world.turn(talks.ask, world.storage, person, role, ctx, arrival=arrival)
    if gesture.modal:
        view = await _seen_by(world, person, known)
        screen = counted(_answers(gesture.body), known, view, asked)
        await world.slack.change_modal(gesture.modal, screen)


async def _seen_by(world: World, person: str, known: Draft) -> View:
    """With the names of those who can help."""
    return await world.view(person, known.leader(), known.representative(), *world.organisation.hr)


def _answers(body: Body) -> dict[str, YesNo]:
    """What is answered in the form, or what another window carries since it was answered."""
    window = body.get("view") or {}
    values = (window.get("state") or {}).get("values") or {}
    if not any(prompt.key in values for prompt in PROMPTS):
        return carried_back(str(window.get("private_metadata") or ""))
    found = {prompt.key: values.get(prompt.key, {}).get("input", {}) for prompt in PROMPTS}
    picked = {key: state.get("selected_option") for key, state in found.items()}
    return {key: option["value"] for key, option in picked.items() if option}
