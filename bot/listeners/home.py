"""The Home tab, the language chosen there, and what Slack tells about people."""

from __future__ import annotations

from datetime import datetime

from slack_bolt.app.async_app import AsyncApp

from bot.listeners.gesture import Gesture, listener
from bot.world import World
from flows.effects import Show
from flows.words import Language
from storage import case_turns, cases, drafts, outbox, people, surfaces
from storage.database import Transaction

LANGUAGES: dict[str, Language] = {"da": "da", "en": "en"}


def register(app: AsyncApp, world: World) -> None:
    """Ties the Home tab and changed profiles to what they show."""
    app.event("app_home_opened")(listener(world, _opened))
    app.event("user_change")(listener(world, _changed))
    app.action("language")(listener(world, _language))


async def _opened(world: World, gesture: Gesture) -> None:
    if gesture.body["event"].get("tab") != "home":
        return
    person = gesture.person

    def owe(tx: Transaction) -> None:
        outbox.owe(tx, f"home:{person}", (Show("home", person),), world.clock())

    await world.do(world.storage.run, owe)


async def _language(world: World, gesture: Gesture) -> None:
    """The language in which everything is said from now on; any other choice means that of Slack."""
    option = gesture.act.get("selected_option") or {}
    person, language = gesture.person, LANGUAGES.get(str(option.get("value")))

    def choose(tx: Transaction) -> None:
        people.choose_language(tx, person, language)
        _show_anew(tx, person, world.clock())
        outbox.owe(tx, f"home:{person}", (Show("home", person),), world.clock())

    await world.run(choose)


async def _changed(world: World, gesture: Gesture) -> None:
    """Slack tells of every profile of the workspace; of people who are not known here nothing is kept."""
    person = str(gesture.body["event"]["user"]["id"])
    before = await world.run(people.known)
    if person not in before:
        return
    await world.refresh(person)

    after = await world.run(people.known)
    if not after[person].is_active:
        ctx = await world.context()
        await world.do(case_turns.person_left, world.storage, person, ctx)

    def show(tx: Transaction) -> None:
        found = people.known(tx)[person]
        if found != before[person] and found.is_active:
            _show_anew(tx, person, world.clock())

    await world.run(show)


def _show_anew(tx: Transaction, person: str, now: datetime) -> None:
    """What the person has before their eyes and can still use is shown in their words and on their clock.

    Nobody gets a Home tab by it who never had one.
    """
    draft = drafts.of(tx, person)
    if draft is not None:
        outbox.owe(tx, draft.id, (Show("report", person), Show("told")), now)
    for case in cases.of(tx, person):
        outbox.owe(tx, case.id, (Show("told"),), now)
    if surfaces.of(tx, f"home:{person}"):
        outbox.owe(tx, f"home:{person}", (Show("home", person),), now)
