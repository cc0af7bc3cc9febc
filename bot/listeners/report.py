"""What the employee does in the report: words, presses, selections and files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import cast
from uuid import uuid4

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bot.arrival import ARRIVAL
from bot.listeners import form
from bot.listeners.gesture import (
    Acknowledgement,
    Body,
    Gesture,
    handling,
    instead,
    listener,
    open_modal,
    submission,
    telling_refusals,
)
from bot.listeners.guidance import open_guidance
from bot.listeners.home import steps_beside
from bot.listeners.said import item_of
from bot.world import World
from flows import events as ev
from flows.case.case import ContactRole
from flows.case.severity import LEVELS
from flows.effects import Refused
from flows.people.organisation import Context
from flows.report.submitted_form import NO_COLLEAGUE, is_colleague
from flows.screens.case.case import sentence
from flows.screens.report.asking import erase_form
from flows.words import N_
from storage import case_turns, turns

COMMAND = "/chikane"
HELP = frozenset({"hjælp", "hjaelp", "help", "?"})
SHORTCUT = "report"
WRITTEN = N_("I have written to you in a direct message.")


def register(app: AsyncApp, world: World) -> None:
    """Ties the report's gestures to their events."""
    app.command(COMMAND)(_command(world))
    app.shortcut(SHORTCUT)(listener(world, start))
    app.action(re.compile(r"^start_report\."))(listener(world, start))
    app.action(re.compile(r"^answer\."))(listener(world, _answered))
    app.action(re.compile(r"^chosen\."))(listener(world, _chosen))
    app.action(re.compile(r"^day\."))(listener(world, _day))
    app.action(re.compile(r"^date:"))(listener(world, _date))
    app.action(re.compile(r"^involve:"))(listener(world, _involved))
    app.action(re.compile(r"^keep_out[.:]"))(listener(world, _kept_out))
    app.action(re.compile(r"^let_in\."))(listener(world, _let_in))
    app.action(re.compile(r"^danger\."))(listener(world, _danger))
    app.action(re.compile(r"^contact\."))(listener(world, _contact))
    app.action(re.compile(r"^contact_answered\."))(listener(world, _contact_answered))
    app.action("urgency")(listener(world, _urgency))
    app.action(re.compile(r"^safe\."))(listener(world, _safe))
    app.action(re.compile(r"^keep_words\."))(listener(world, _words_kept))
    app.action(re.compile(r"^change\."))(listener(world, _change))
    app.action("rechoose")(listener(world, _rechoose))
    app.view("erase")(submission(world, _erased))
    app.action(re.compile(r"^send\."))(listener(world, _sent))


def _command(world: World) -> object:
    """The slash command begins a report and says so to its writer alone; by a word it opens help or form.

    To somebody with open steps it shows those, with the way to report beside them.
    """

    async def run(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        gesture = Gesture(body, context[ARRIVAL])
        async with handling(world, context):
            words = set(str(body.get("text") or "").lower().split())
            if HELP & words:
                await ack()
                await open_guidance(world, gesture)
            elif form.WORDS & words:
                await ack()
                await telling_refusals(world, gesture, form.open_form)
            elif (screen := await steps_beside(world, gesture.person)) is not None:
                await ack()
                await open_modal(world, gesture, screen)
            else:
                view = world.glance(gesture.person)
                await ack(view.say(WRITTEN))
                await telling_refusals(world, gesture, start)
            await world.handled(gesture.arrival)

    return run


async def start(world: World, gesture: Gesture) -> None:
    """Begins a report, or asks again where the one under way has come to; a modal makes room for it."""
    told = WRITTEN
    try:
        await _turn(world, gesture, ev.ReportStarted(gesture.person, uuid4().hex))
    except Refused as refusal:
        if not gesture.modal:
            raise
        told = refusal.message
    if gesture.modal:
        view = world.glance(gesture.person)
        await world.slack.change_modal(gesture.modal, sentence(view.say(told), view))


async def _turn(world: World, gesture: Gesture, event: ev.DraftEvent, draft: str = "") -> None:
    ctx = await world.context(gesture.person)
    await _decided(world, gesture, event, ctx, draft)


async def _decided(
    world: World, gesture: Gesture, event: ev.DraftEvent, ctx: Context, draft: str = ""
) -> None:
    """`draft` is the report that the pressed button belongs to; words belong to the one under way."""
    person, arrival = gesture.person, gesture.arrival
    await world.turn(turns.on_draft, world.storage, event, ctx, person=person, arrival=arrival, draft=draft)


async def _answered(world: World, gesture: Gesture) -> None:
    draft, question, value = gesture.ids
    await _turn(world, gesture, ev.Answered(gesture.person, question, value), draft)


async def _chosen(world: World, gesture: Gesture) -> None:
    """The Continue button: what is chosen lies in the message's state."""
    draft, question = gesture.ids
    states = list(_states(gesture.body))
    is_each = any(action.startswith("part:") for action, _ in states)
    picked = _parts(states) if is_each else _picked(states)
    if not picked and not is_each:
        raise Refused(N_("Choose at least one in the list first."))
    await _turn(world, gesture, ev.Answered(gesture.person, question, picked), draft)


def _states(body: Body) -> Iterator[tuple[str, Body]]:
    for block in (body.get("state") or {}).get("values", {}).values():
        yield from block.items()


def _picked(states: list[tuple[str, Body]]) -> tuple[str, ...]:
    chosen = next((state for action, state in states if action == "choose"), {})
    return tuple(option["value"] for option in chosen.get("selected_options") or ())


def _parts(states: list[tuple[str, Body]]) -> tuple[str, ...]:
    """What is said to each part; a day says more than a yes, and nothing against a no."""
    said: dict[str, str] = {}
    for action, state in states:
        kind, _, part = action.partition(":")
        option, day = state.get("selected_option"), state.get("selected_date")
        if kind == "part" and option:
            said[part] = str(option["value"])
        if kind == "partday" and day and said.get(part) != "no":
            said[part] = str(day)
    return tuple(f"{part}:{choice}" for part, choice in said.items())


async def _day(world: World, gesture: Gesture) -> None:
    """Today and yesterday, by the employee's own calendar; "found:" before it says when it was found.

    They count from the press: after a crash it may be handled on another day.
    """
    draft, question, days = gesture.ids
    prefix, _, back = days.rpartition(":")
    view = await world.view(gesture.person)
    pressed = datetime.fromtimestamp(float(gesture.act["action_ts"]), UTC)
    day = min(pressed, view.ctx.now).astimezone(view.zone).date() - timedelta(days=int(back))
    value = ":".join(filter(None, (prefix, day.isoformat())))
    await _decided(world, gesture, ev.Answered(gesture.person, question, value), view.ctx, draft)


async def _date(world: World, gesture: Gesture) -> None:
    draft, question = str(gesture.act["action_id"]).removeprefix("date:").split("|")
    day = gesture.act.get("selected_date")
    if day:
        await _turn(world, gesture, ev.Answered(gesture.person, question, str(day)), draft)


async def _involved(world: World, gesture: Gesture) -> None:
    draft, role = str(gesture.act["action_id"]).removeprefix("involve:").split("|")
    person = str(gesture.act.get("selected_user") or "")
    if person and not is_colleague((await world.context(person)).people.get(person)):
        raise Refused(NO_COLLEAGUE)
    await _turn(world, gesture, ev.PersonChosen(gesture.person, cast(ev.InvolvedRole, role), person), draft)


async def _kept_out(world: World, gesture: Gesture) -> None:
    """By the button that names somebody, or by the choice of anybody."""
    chosen = gesture.act.get("selected_user")
    if chosen:
        draft, person = str(gesture.act["action_id"]).removeprefix("keep_out:"), str(chosen)
    else:
        draft, person = gesture.ids
    await _turn(world, gesture, ev.PersonKeptOut(gesture.person, person), draft)


async def _let_in(world: World, gesture: Gesture) -> None:
    draft, person = gesture.ids
    await _turn(world, gesture, ev.PersonLetIn(gesture.person, person), draft)


async def _danger(world: World, gesture: Gesture) -> None:
    await _turn(world, gesture, ev.DangerReported(gesture.person), gesture.ids[0])


async def _contact(world: World, gesture: Gesture) -> None:
    draft, role = gesture.ids
    await _turn(world, gesture, ev.ContactAsked(gesture.person, cast(ContactRole, role)), draft)


async def _contact_answered(world: World, gesture: Gesture) -> None:
    ctx = await world.context(gesture.person)
    subject, person, arrival = gesture.ids[0], gesture.person, gesture.arrival
    await world.turn(case_turns.answer_contact, world.storage, subject, person, ctx, arrival=arrival)


async def _urgency(world: World, gesture: Gesture) -> None:
    option = gesture.act.get("selected_option") or {}
    draft, level = str(option.get("value", "|")).split("|")
    if level in LEVELS:
        await _turn(world, gesture, ev.UrgencyChosen(gesture.person, level), draft)


async def _safe(world: World, gesture: Gesture) -> None:
    await _turn(world, gesture, ev.SafetyReported(gesture.person), gesture.ids[0])


async def _words_kept(world: World, gesture: Gesture) -> None:
    """The words that came last are documentation after all."""
    item = item_of(gesture.arrival, "text")
    await _turn(world, gesture, ev.ToldWordsKept(gesture.person, item), gesture.ids[0])


async def take_out(world: World, gesture: Gesture) -> None:
    """A piece of evidence goes from the report that is not sent."""
    draft, item = gesture.ids
    await _turn(world, gesture, ev.EvidenceTakenOut(gesture.person, item), draft)


async def pause(world: World, gesture: Gesture) -> None:
    """The employee goes on another time."""
    await _turn(world, gesture, ev.Paused(gesture.person), gesture.ids[0])


async def _change(world: World, gesture: Gesture) -> None:
    draft, question = gesture.ids
    await _turn(world, gesture, ev.ChangeAsked(gesture.person, question), draft)


async def _rechoose(world: World, gesture: Gesture) -> None:
    option = gesture.act.get("selected_option") or {}
    draft, question = str(option.get("value", "|")).split("|")
    await _turn(world, gesture, ev.ChangeAsked(gesture.person, question), draft)


async def open_erasing(world: World, gesture: Gesture) -> None:
    """What is erased and what is not, before it is done."""
    await open_modal(world, gesture, erase_form(gesture.ids[0], world.glance(gesture.person)))


async def _erased(world: World, gesture: Gesture) -> Acknowledgement:
    """The answer takes the form's place: there is no field at which a refusal could be shown."""
    view = world.glance(gesture.person)
    try:
        await _turn(world, gesture, ev.Withdrawn(gesture.person), gesture.about[0])
    except Refused as refusal:
        return instead(sentence(view.say(refusal.message, **refusal.values), view))
    return {}


async def _sent(world: World, gesture: Gesture) -> None:
    ctx = await world.context(gesture.person)
    person, arrival, draft = gesture.person, gesture.arrival, gesture.ids[0]
    await world.turn(turns.send, world.storage, person, ctx, arrival=arrival, draft=draft)
