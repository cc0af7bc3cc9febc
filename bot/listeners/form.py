"""The report as a form: opened, filled in, read through and sent, on the draft of the conversation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from uuid import uuid4

from slack_bolt.app.async_app import AsyncApp

from bot.listeners.gesture import (
    Acknowledgement,
    Body,
    Gesture,
    errors,
    instead,
    listener,
    open_modal,
    submission,
)
from bot.world import World
from flows import events as ev
from flows.case.severity import LEVELS
from flows.effects import Refused
from flows.form import Value
from flows.people.organisation import Context
from flows.report.decide import FormRefused, why_not_begin
from flows.report.draft import REVIEW, Draft
from flows.report.submitted_form import KEEP_OUT, ROLES, folded, snapshot_of, submitted
from flows.screens.case import case as case_screens
from flows.screens.elements import FormScreen
from flows.screens.report import form as screens
from flows.screens.view import View
from storage import drafts, turns
from storage.database import Transaction

WORDS = frozenset({"skema", "form"})
"""By which the slash command opens the form."""
SHORTCUT = "report_form"

Draw = Callable[[Draft, View], FormScreen]


def register(app: AsyncApp, world: World) -> None:
    """Ties the form's gestures to their events."""
    app.shortcut(SHORTCUT)(listener(world, open_form))
    app.action(re.compile(r"^form\."))(listener(world, open_form))
    app.action(re.compile(r"^form_back\."))(listener(world, _back))
    app.action(re.compile(r"^form_danger\."))(listener(world, _danger))
    app.action(re.compile(r"^form_evidence\."))(listener(world, _evidence))
    app.action("form_urgency")(listener(world, _urgency))
    app.view(screens.ACT)(submission(world, _kept))
    app.view(screens.SEND)(submission(world, _sent))


async def open_form(world: World, gesture: Gesture) -> None:
    """Opens the form and begins a report where none is under way.

    Too late for a modal, the question in the direct message stands in for it. Raises Refused where there is
    no modal in which to say it.
    """
    person = gesture.person
    modal = await open_modal(world, gesture, case_screens.wait(world.glance(person)))
    draft = await _own(world, person)
    if draft is None and (refusal := why_not_begin(person, await world.context(person))):
        return await _refuse(world, gesture, modal, refusal)
    if draft is None or modal is None:
        draft = await _turn(world, gesture, ev.ReportStarted(person, uuid4().hex))
    if modal:
        await _draw(world, gesture, modal, draft, screens.form)
    return None


async def _refuse(world: World, gesture: Gesture, modal: str | None, refusal: str) -> None:
    if modal is None:
        raise Refused(refusal)
    view = world.glance(gesture.person)
    await world.slack.change_modal(modal, case_screens.sentence(view.say(refusal), view))


async def _back(world: World, gesture: Gesture) -> None:
    draft = await _own(world, gesture.person, gesture.ids[0])
    await _draw(world, gesture, gesture.modal, draft, screens.form)


async def _danger(world: World, gesture: Gesture) -> None:
    """Answers the first question, or says it later while the form is being filled in."""
    draft, value = gesture.ids
    found = await _turn(world, gesture, ev.FormSubmitted(gesture.person, {"danger": value}), draft)
    view = gesture.body["view"]
    carried = str(view["private_metadata"]) if view["callback_id"] == screens.ACT else ""
    await _draw(world, gesture, gesture.modal, found, lambda d, v: screens.form(d, v, carried))


async def _evidence(world: World, gesture: Gesture) -> None:
    draft, value = gesture.ids
    found = await _turn(world, gesture, ev.FormSubmitted(gesture.person, {"evidence": value}), draft)
    await _draw(world, gesture, gesture.modal, found, screens.after)


async def _urgency(world: World, gesture: Gesture) -> None:
    option = gesture.act.get("selected_option") or {}
    draft, level = str(option.get("value", "|")).split("|")
    if level in LEVELS:
        found = await _turn(world, gesture, ev.UrgencyChosen(gesture.person, level), draft)
        await _draw(world, gesture, gesture.modal, found, screens.after)


async def _own(world: World, person: str, draft: str = "") -> Draft | None:
    """The person's report under way; None when it is another than that draft."""

    def read(tx: Transaction) -> Draft | None:
        found = drafts.of(tx, person)
        return found if found and draft in {"", found.id} else None

    return await world.read(read)


async def _turn(world: World, gesture: Gesture, event: ev.DraftEvent, draft: str = "") -> Draft | None:
    return await _decided(world, gesture, event, await world.context(gesture.person), draft)


async def _decided(
    world: World, gesture: Gesture, event: ev.DraftEvent, ctx: Context, draft: str
) -> Draft | None:
    """The report after the event; None when it has been sent or erased meanwhile. Raises Refused."""
    person, arrival = gesture.person, gesture.arrival
    try:
        await world.turn(
            turns.on_draft, world.storage, event, ctx, person=person, arrival=arrival, draft=draft
        )
    except Refused:
        if await _own(world, person, draft):
            raise
    return await _own(world, person, draft)


async def _draw(world: World, gesture: Gesture, modal: str, draft: Draft | None, draw: Draw) -> None:
    """The report in the modal, or that it is gone."""
    persons = (*draft.involved(), *draft.people.kept_out) if draft else ()
    view = await world.view(gesture.person, *persons)
    screen = draw(draft, view) if draft else screens.gone(_story(gesture.body), view)
    await world.slack.change_modal(modal, screen)


async def _kept(world: World, gesture: Gesture) -> Acknowledgement:
    """What the form changed is kept, wholly or not at all; then comes the review or what is missing."""
    form = snapshot_of(str(gesture.body["view"]["private_metadata"]))
    fields = folded(_fields(gesture.body))
    named = [str(fields[role]) for role in ROLES if form.is_changed(role, fields[role])]
    ctx = await world.context(*named, *fields[KEEP_OUT])
    view = View(ctx, ctx.people.get(gesture.person))
    draft = await _own(world, gesture.person, form.draft)
    if draft:
        event, faults = submitted(form, draft, fields, ctx)
        if faults:
            return _errors(gesture.body, faults, view)
        try:
            draft = await _decided(world, gesture, event, ctx, form.draft)
        except FormRefused as refusal:
            return _errors(gesture.body, refusal.faults, view)
    return instead(screens.after(draft, view) if draft else screens.gone(_story(gesture.body), view))


async def _sent(world: World, gesture: Gesture) -> Acknowledgement:
    """The report goes as it stands now. A question that was opened again elsewhere is told instead."""
    view = world.glance(gesture.person)
    person, arrival, draft = gesture.person, gesture.arrival, str(gesture.body["view"]["private_metadata"])
    try:
        await world.turn(turns.send, world.storage, person, view.ctx, arrival=arrival, draft=draft)
    except Refused as refusal:
        found = await _own(world, person, draft)
        if found and found.current() != REVIEW:
            return instead(screens.after(found, view))
        return instead(case_screens.sentence(view.say(refusal.message, **refusal.values), view))
    return instead(screens.sent(view))


def _errors(body: Body, faults: Mapping[str, str], view: View) -> Acknowledgement:
    """Each fault at its field; Slack takes none for a field that the form does not have."""
    fields = [block["block_id"] for block in body["view"]["blocks"] if block["type"] == "input"]
    beside = {"people": "leader", "wishes": "wishes:absence:day"}
    found = {beside.get(key, key): view.say(fault) for key, fault in faults.items()}
    return errors({key if key in fields else fields[0]: fault for key, fault in found.items()})


def _fields(body: Body) -> dict[str, Value]:
    values = body["view"]["state"]["values"]
    return {block: _value(state["input"]) for block, state in values.items() if "input" in state}


def _value(state: Body) -> Value:
    """What a field holds, whatever its kind; empty when it holds nothing."""
    if str(state["type"]).startswith("multi_"):
        options = tuple(str(option["value"]) for option in state.get("selected_options") or ())
        return options or tuple(state.get("selected_users") or ())
    option = state.get("selected_option") or {}
    words = state.get("value") or state.get("selected_user") or state.get("selected_date")
    return str(option.get("value") or words or "")


def _story(body: Body) -> str:
    """What is typed in the story field of the form that the gesture was made in."""
    view = body.get("view") or {}
    is_form = view.get("callback_id") == screens.ACT
    return str(_fields(body).get("story", "")) if is_form else ""
