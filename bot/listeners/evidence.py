"""What somebody tells about a piece of evidence: where it was, who sent it, when, who has seen it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from slack_bolt.app.async_app import AsyncApp

from bot.listeners.case import look_in_modal, only
from bot.listeners.gesture import (
    Acknowledgement,
    Body,
    Gesture,
    errors,
    listener,
    open_modal,
    refusal_of,
    submission,
)
from bot.world import World
from flows import events as ev
from flows.case.case import Evidence
from flows.effects import Refused
from flows.evidence.items import DETAILS
from flows.people.organisation import Context
from flows.report.understanding import zone_of
from flows.screens.case import case as case_screens
from flows.screens.case.describe import ACT, describe, mark_of
from flows.screens.elements import FormScreen
from flows.screens.view import View
from flows.typed.when import understood_when
from flows.words import N_
from storage import case_turns, drafts, turns
from storage.cases import NoSuchCase

GONE = N_("That item is no longer here.")


def register(app: AsyncApp, world: World) -> None:
    """Ties "Fortæl mere" and its form to the item."""
    app.action(re.compile(rf"^{ACT}\."))(listener(world, open_description))
    app.view(ACT)(submission(world, _described))


async def open_description(world: World, gesture: Gesture) -> None:
    """Opens first and reads then, since the trigger lives three seconds."""
    subject, item = gesture.ids
    modal = await open_modal(world, gesture, case_screens.wait(world.glance(gesture.person)))
    if modal is None:
        return
    if await _is_own_draft(world, gesture.person, subject):
        draft = await world.read(lambda tx: drafts.get(tx, subject))
        form = _form(draft.evidence if draft else (), item, subject, await world.view(gesture.person))
        await world.slack.change_modal(modal, form)
        return
    of_case = only(lambda case, view: _form(case.evidence, item, subject, view))
    await look_in_modal(world, gesture, subject, of_case, modal=modal)


def _form(items: Iterable[Evidence], item: str, subject: str, view: View) -> FormScreen:
    found = next((e for e in items if e.id == item), None)
    return describe(found, subject, view) if found else case_screens.sentence(view.say(GONE), view)


async def _is_own_draft(world: World, person: str, subject: str) -> bool:
    return await world.read(lambda tx: drafts.id_of(tx, person)) == subject


async def _described(world: World, gesture: Gesture) -> Acknowledgement:
    """The errors at their fields, none when what was told is kept."""
    view = world.glance(gesture.person)
    subject, item, *marks = str(gesture.body["view"]["private_metadata"]).split("|")
    at_first = dict(entry.split(":") for entry in marks)
    fields = gesture.body["view"]["state"]["values"]
    told = {key: _told(gesture.body, key) for key in DETAILS if key in fields}
    details = {key: text for key, text in told.items() if mark_of(text) != at_first.get(key)}
    if details.get("posted"):
        answer = understood_when(details["posted"], view.ctx.now, zone_of(gesture.person, view.ctx))
        if answer is None:
            unclear = N_("I did not understand the time. Write for example 3 November at 14.30.")
            return errors({"posted": view.say(unclear)})
        details["posted"] = answer
    event = ev.EvidenceDescribed(gesture.person, item, details)
    try:
        await _decide(world, gesture, subject, event, view.ctx)
    except Refused as refusal:
        return errors({"place": view.say(refusal.message, **refusal.values)})
    except NoSuchCase as error:
        return errors({"place": view.say(refusal_of(error))})
    return {}


def _told(body: Body, key: str) -> str:
    state = body["view"]["state"]["values"].get(key, {}).get("input") or {}
    option = state.get("selected_option") or {}
    return str(option.get("value") or state.get("value") or "").strip()


async def _decide(
    world: World, gesture: Gesture, subject: str, event: ev.EvidenceDescribed, ctx: Context
) -> None:
    person, arrival = gesture.person, gesture.arrival
    if await _is_own_draft(world, person, subject):
        await world.turn(
            turns.on_draft, world.storage, event, ctx, person=person, arrival=arrival, draft=subject
        )
    else:
        await world.turn(case_turns.on_case, world.storage, subject, event, ctx, as_=person, arrival=arrival)
