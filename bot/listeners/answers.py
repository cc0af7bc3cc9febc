"""What people answer a reminder with besides deciding: later, help, a pause, and no summary on Mondays."""

from __future__ import annotations

import re
from typing import Literal

from slack_bolt.app.async_app import AsyncApp

from bot.listeners.case import in_modal
from bot.listeners.gesture import Acknowledgement, Gesture, listener, submission
from bot.listeners.roles import opens
from bot.listeners.step import step_of, why_not
from bot.listeners.turn import take_and_say
from bot.world import World
from flows import events as ev
from flows.access.rules import NOT_YOUR_STEP
from flows.case.case import Case
from flows.effects import Show
from flows.procedure.step_state import step_state
from flows.reminders.postponing import ACUTE
from flows.reminders.rules import is_acute
from flows.screens.case.case import sentence
from flows.screens.elements import FormScreen
from flows.screens.steps import answering as screens
from flows.screens.view import View
from flows.words import N_
from storage import outbox, people
from storage.database import Transaction


def register(app: AsyncApp, world: World) -> None:
    """Ties the answers to their events."""
    app.action(re.compile(r"^snooze\."))(listener(world, _open_snooze))
    app.action(re.compile(r"^need_help\."))(listener(world, opens("ask_help", screens.help_form)))
    app.action(re.compile(r"^pause_reminders\."))(listener(world, opens("pause", screens.pause_form)))
    app.action(re.compile(r"^weekly\."))(listener(world, _weekly))
    app.view("snooze")(submission(world, _snoozed))
    app.view("need_help")(submission(world, _helped))
    app.view("pause_reminders")(submission(world, _paused))


async def _open_snooze(world: World, gesture: Gesture) -> None:
    case_id, key = gesture.ids

    def form(case: Case, view: View) -> FormScreen:
        found = step_of(case, key)
        if found is None or (message := why_not(case, gesture.person, found)):
            return sentence(view.say(message if found else NOT_YOUR_STEP), view)
        if is_acute(case, step_state(case, found, view.ctx.organisation.calendar, view.ctx.now)):
            return sentence(view.say(ACUTE), view)
        return screens.snooze_form(case, found, view)

    await in_modal(world, gesture, case_id, form)


def _days(gesture: Gesture) -> int:
    days = gesture.fields.get("days", "")
    return int(days) if days in {"0", "1", "3", "7"} else -1


async def _snoozed(world: World, gesture: Gesture) -> Acknowledgement:
    event = ev.Snoozed(gesture.person, gesture.about[1], _days(gesture), gesture.fields.get("reason", ""))
    return await take_and_say(world, gesture, event, "reason", N_("You are reminded again then."))


async def _helped(world: World, gesture: Gesture) -> Acknowledgement:
    asked: Literal["representative", "hr"] = "hr" if gesture.fields.get("role") == "hr" else "representative"
    event = ev.HelpAsked(gesture.person, asked)
    return await take_and_say(world, gesture, event, "role", N_("They are asked for help now."))


async def _paused(world: World, gesture: Gesture) -> Acknowledgement:
    event = ev.RemindersPaused(gesture.person, _days(gesture))
    return await take_and_say(world, gesture, event, "days", N_("It is as you wish."))


async def _weekly(world: World, gesture: Gesture) -> None:
    """How their own case stands, each Monday or not."""
    person, is_wanted = gesture.person, gesture.ids[0] == "on"

    def choose(tx: Transaction) -> None:
        people.want_weekly(tx, person, is_wanted=is_wanted)
        shown = (Show("messages"), Show("home", person))
        outbox.owe(tx, f"person:{person}", shown, world.clock())

    await world.deal_with(gesture.arrival, choose)
