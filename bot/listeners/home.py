"""The Home tab, the language chosen there, and what Slack tells about people."""

from __future__ import annotations

import re
from datetime import datetime

from slack_bolt.app.async_app import AsyncApp

from bot.listeners.gesture import Gesture, listener, open_modal
from bot.world import World
from flows.clock.monday import open_steps
from flows.effects import Show, Tell
from flows.events import PersonLeft
from flows.screens.case.case import wait
from flows.screens.elements import FormScreen
from flows.screens.home import MOST_CASES, beside_reporting, more_cases
from flows.words import LOCALES
from storage import case_lists, drafts, outbox, people, surfaces
from storage.database import Transaction


def register(app: AsyncApp, world: World) -> None:
    """Ties the Home tab and changed profiles to what they show."""
    app.event("app_home_opened")(listener(world, _opened))
    app.event("user_change")(listener(world, _changed))
    app.action("language")(listener(world, _language))
    app.action(re.compile(r"^more_cases\."))(listener(world, _more_cases))


async def _opened(world: World, gesture: Gesture) -> None:
    if gesture.body["event"].get("tab") != "home":
        return await _greet(world, gesture)
    person, now = gesture.person, world.clock()

    def owe(tx: Transaction) -> None:
        surfaces.home_opened(tx, person, now)
        outbox.owe(tx, f"home:{person}", (Show("home", person),), now)

    await world.deal_with(gesture.arrival, owe)


async def _greet(world: World, gesture: Gesture) -> None:
    """Once and never again, and nobody who has a report or a case already: Værn has written to them."""
    person, now = gesture.person, world.clock()
    if await world.read(lambda tx: surfaces.is_greeted(tx, person)):
        return

    def owe(tx: Transaction) -> None:
        is_new = surfaces.greeted(tx, person, now)
        if is_new and not (drafts.id_of(tx, person) or case_lists.holding(tx, person)):
            outbox.owe(tx, f"person:{person}", (Tell(person, surfaces.GREETING, ""),), now)

    await world.deal_with(gesture.arrival, owe)


async def _more_cases(world: World, gesture: Gesture) -> None:
    """The next of the person's cases, in the window in which that was asked or in a new one."""
    place, view = gesture.ids[0], world.glance(gesture.person)
    first = int(place) if place.isdecimal() else 0
    modal = gesture.modal or await open_modal(world, gesture, wait(view))
    if modal:
        person = gesture.person
        found, count = await world.read(lambda tx: case_lists.foremost(tx, person, first, MOST_CASES))
        await world.slack.change_modal(modal, more_cases(found, first, count, view))


async def steps_beside(world: World, person: str) -> FormScreen | None:
    """The person's open steps with the way to report beside them; None for one who has none."""
    found, count = await world.read(lambda tx: case_lists.foremost(tx, person, 0, MOST_CASES))
    view = world.glance(person)
    return beside_reporting(found, count, view) if open_steps(found, person, view.ctx) else None


async def _language(world: World, gesture: Gesture) -> None:
    """The language in which everything is said from now on; any other choice means that of Slack."""
    option = gesture.act.get("selected_option") or {}
    person, chosen = gesture.person, str(option.get("value"))
    language = next((language for language in LOCALES if language == chosen), None)

    def choose(tx: Transaction) -> None:
        people.choose_language(tx, person, language)
        _show_anew(tx, person, world.clock())

    await world.deal_with(gesture.arrival, choose)


async def _changed(world: World, gesture: Gesture) -> None:
    """Slack tells of every profile of the workspace; of people who are not known here nothing is kept."""
    person = str(gesture.body["event"]["user"]["id"])
    await world.catch_up()
    before = world.known().people.get(person)
    if before is None:
        return
    await world.refresh(person)
    after = world.known().people[person]
    if not after.is_active:
        await world.in_each_case(PersonLeft(person))
    elif after != before:
        await world.run(lambda tx: _show_anew(tx, person, world.clock()))


def _show_anew(tx: Transaction, person: str, now: datetime) -> None:
    """What the person has before their eyes and can still use is shown in their words and on their clock."""
    draft = drafts.id_of(tx, person)
    if draft:
        outbox.owe(tx, draft, (Show("report", person), Show("messages")), now)
    for case in case_lists.holding(tx, person):
        outbox.owe(tx, case, (Show("messages"),), now)
    outbox.owe(tx, f"home:{person}", (Show("home", person),), now)
