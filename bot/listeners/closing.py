"""The end of a case: the employee's word, silence, the two questions, and opening it again."""

from __future__ import annotations

import re
from typing import cast

from slack_bolt.app.async_app import AsyncApp

from bot.listeners.case import in_modal, show_in
from bot.listeners.gesture import Acknowledgement, Gesture, listener, submission
from bot.listeners.own_case import shown
from bot.listeners.turn import take_and_say, turn
from bot.world import World
from flows import events as ev
from flows.access.rules import refusal
from flows.case.case import Case
from flows.case.records import AfterwardsQuestion
from flows.procedure.closing_conditions import asked_at, may_reopen
from flows.screens.case.case import sentence
from flows.screens.elements import FormScreen
from flows.screens.steps.forms import reason_form
from flows.screens.view import View
from flows.words import N_


def register(app: AsyncApp, world: World) -> None:
    """Ties the gestures at the end of a case to their events."""
    app.action(re.compile(r"^closing_agree\."))(listener(world, _agreed))
    app.action(re.compile(r"^closing_disagree\."))(listener(world, _disagree))
    app.action(re.compile(r"^close_case\."))(listener(world, _close))
    app.action(re.compile(r"^reopen_case\."))(listener(world, _reopen))
    app.action(re.compile(r"^afterwards\."))(listener(world, _afterwards))
    app.view("closing_disagree")(submission(world, _disagreed))
    app.view("close_case")(submission(world, _closed))
    app.view("reopen_case")(submission(world, _reopened))


async def _agreed(world: World, gesture: Gesture) -> None:
    case = gesture.ids[0]
    await turn(world, gesture, case, ev.ClosingAnswered(gesture.person, is_agreed=True))
    if gesture.modal:
        await show_in(world, gesture.modal, gesture.person, case, shown(gesture.person))


async def _disagree(world: World, gesture: Gesture) -> None:
    def form(case: Case, view: View) -> FormScreen:
        if message := refusal(gesture.person, "answer_closing", case):
            return sentence(view.say(message), view)
        if asked_at(case) is None:
            return sentence(view.say(N_("There is nothing to answer any more.")), view)
        told = N_("Step 7 opens again, and the manager's manager joins. They read what you write here.")
        return reason_form("closing_disagree", case.id, N_("No, not yet"), told, view)

    await in_modal(world, gesture, gesture.ids[0], form)


async def _close(world: World, gesture: Gesture) -> None:
    def form(case: Case, view: View) -> FormScreen:
        if message := refusal(gesture.person, "close", case):
            return sentence(view.say(message), view)
        told = N_("It can be closed when the employee has been asked for ten working days.")
        return reason_form("close_case", case.id, N_("Close the case"), told, view)

    await in_modal(world, gesture, gesture.ids[0], form)


async def _reopen(world: World, gesture: Gesture) -> None:
    def form(case: Case, view: View) -> FormScreen:
        if message := refusal(gesture.person, "reopen_case", case):
            return sentence(view.say(message), view)
        if not may_reopen(case, view.ctx.now):
            text = N_("It is more than twelve months ago. Write hello to me to report anew.")
            return sentence(view.say(text), view)
        told = N_("The same people are with you again. They read what you write here.")
        return reason_form("reopen_case", case.id, N_("Open the case again"), told, view)

    await in_modal(world, gesture, gesture.ids[0], form)


async def _afterwards(world: World, gesture: Gesture) -> None:
    case, question, answer = gesture.ids
    asked = cast("AfterwardsQuestion", question)
    await turn(world, gesture, case, ev.AfterwardsAnswered(gesture.person, asked, answer))


async def _disagreed(world: World, gesture: Gesture) -> Acknowledgement:
    event = ev.ClosingAnswered(gesture.person, is_agreed=False, reason=gesture.fields.get("reason", ""))
    return await take_and_say(
        world, gesture, event, "reason", N_("Thank you. The case goes on, and the manager's manager joins.")
    )


async def _closed(world: World, gesture: Gesture) -> Acknowledgement:
    event = ev.CaseClosed(gesture.person, gesture.fields.get("reason", ""))
    return await take_and_say(world, gesture, event, "reason", N_("The case is closed."))


async def _reopened(world: World, gesture: Gesture) -> Acknowledgement:
    event = ev.CaseReopened(gesture.person, gesture.fields.get("reason", ""))
    return await take_and_say(world, gesture, event, "reason", N_("The case is open again."))
