"""A case behind its button, and what the employee does with their own: add, correct, withdraw."""

from __future__ import annotations

import re

from slack_bolt.app.async_app import AsyncApp

from bot.listeners.case import Draw, Look, in_modal, look_in_modal, only, show_in
from bot.listeners.gesture import Acknowledgement, Gesture, errors, instead, listener, refusal_of, submission
from bot.listeners.said import item_of
from bot.world import World
from flows import events as ev
from flows.case.case import Case
from flows.case.correction import fault_of
from flows.deciding import decide as case_flow
from flows.effects import Refused
from flows.screens.case import own_case as screens
from flows.screens.case.case import case_view, sentence
from flows.screens.case.items import older
from flows.screens.elements import FormScreen
from flows.screens.terms import withdrawn_text
from flows.screens.view import View
from flows.words import N_
from storage import case_turns, custody
from storage.cases import NoSuchCase
from storage.database import Transaction

FIELD = "text"


def register(app: AsyncApp, world: World) -> None:
    """Ties the gestures of a case that is shown to their events."""
    app.action(re.compile(r"^show_case\."))(listener(world, _show_case))
    app.action(re.compile(r"^older_items\."))(listener(world, _older_items))
    app.action(re.compile(r"^correct\."))(listener(world, _open_correction))
    app.action(re.compile(r"^withdraw_case\."))(listener(world, _open_withdrawal))
    app.view("correct")(submission(world, _correction, _show_beneath))
    app.view("withdraw_case")(submission(world, _withdrawal, _show_beneath))


async def _show_case(world: World, gesture: Gesture) -> None:
    await look_in_modal(world, gesture, gesture.ids[0], shown(gesture.person))


def shown(person: str) -> Look:
    """The employee sees what became of it and who has read it; the others what they are to act on."""

    def look(tx: Transaction, case: Case) -> Draw:
        if case.employee != person:
            return case_view
        accesses = custody.of(tx, case)
        return lambda found, view: screens.own_view(found, accesses, view.just_opened())

    return look


async def _older_items(world: World, gesture: Gesture) -> None:
    """A page of the documentation, or the case again, in the window in which it was pressed."""
    case_id, before = gesture.ids
    look = shown(gesture.person)
    if before.isdecimal():
        look = only(lambda case, view: older(case, int(before), view))
    await look_in_modal(world, gesture, case_id, look, modal=gesture.modal)


async def _open_correction(world: World, gesture: Gesture) -> None:
    def form(case: Case, view: View) -> FormScreen:
        if case.ending.withdrawn_at:
            return sentence(withdrawn_text(case, view), view)
        return screens.correct_form(case, view)

    await in_modal(world, gesture, gesture.ids[0], form)


async def _open_withdrawal(world: World, gesture: Gesture) -> None:
    """Somebody who cannot withdraw it now is told so before there is a form."""

    def form(case: Case, view: View) -> FormScreen:
        if case.ending.withdrawn_at:
            return sentence(withdrawn_text(case, view), view)
        try:
            case_flow.decide(case, ev.Withdrawn(gesture.person), view.ctx)
        except Refused as refusal:
            return sentence(view.say(refusal.message, **refusal.values), view)
        return screens.withdraw_form(case, view)

    await in_modal(world, gesture, gesture.ids[0], form)


async def _correction(world: World, gesture: Gesture) -> Acknowledgement:
    view = world.glance(gesture.person)
    if fault := await _corrected(world, gesture, view):
        return errors({FIELD: fault})
    thanks = N_("Thank you. It is kept in the case, and the others are told that there is more.")
    return instead(sentence(view.say(thanks), view))


async def _corrected(world: World, gesture: Gesture, view: View) -> str:
    text = str(gesture.body["view"]["state"]["values"][FIELD]["input"].get("value") or "")
    if fault := fault_of(text):
        return view.say(fault)
    item = item_of(gesture.arrival, "text")
    event = ev.WordsKept(gesture.person, item, text.strip(), "correction")
    return await _refusal(world, gesture, event, view)


async def _withdrawal(world: World, gesture: Gesture) -> Acknowledgement:
    """The answer takes the form's place: there is no field at which a refusal could be shown."""
    view = world.glance(gesture.person)
    refused = await _refusal(world, gesture, ev.Withdrawn(gesture.person), view)
    done = N_("The case is withdrawn. Nobody is reminded of it any more. You can always report again.")
    return instead(sentence(refused or view.say(done), view))


async def _refusal(world: World, gesture: Gesture, event: ev.CaseEvent, view: View) -> str:
    """Why it cannot be done, in the person's words; "" when it is done."""
    person, arrival, storage = gesture.person, gesture.arrival, world.storage
    try:
        await world.turn(
            case_turns.on_case, storage, _about(gesture), event, view.ctx, as_=person, arrival=arrival
        )
    except Refused as refusal:
        return view.say(refusal.message, **refusal.values)
    except NoSuchCase as error:
        return view.say(refusal_of(error))
    return ""


def _about(gesture: Gesture) -> str:
    return str(gesture.body["view"]["private_metadata"])


async def _show_beneath(world: World, gesture: Gesture) -> None:
    """The case beneath the form shows what has changed."""
    beneath = str(gesture.body["view"].get("previous_view_id") or "")
    if beneath:
        await show_in(world, beneath, gesture.person, _about(gesture), shown(gesture.person))
