"""Direct messages that are told once. One whose outcome is unknown is looked for before it is sent again."""

from __future__ import annotations

import logging

from bot.payments.facts import Facts, facts_of
from bot.payments.paid import Paid
from bot.slack_answer import SlackRefused
from bot.world import World
from flows.case import Case
from flows.effects import Alert, Tell
from flows.screen import Note, Screen, Text
from flows.screens import messages
from flows.screens.view import View
from flows.words import N_
from storage import cases, surfaces
from storage.outbox import Debt
from storage.surfaces import Surface

log = logging.getLogger(__name__)


async def tell(world: World, debt: Debt, effect: Tell) -> Paid:
    """Sends the message to the person, in their language, from the facts as they now are."""
    if effect.message == "weekly":
        screen = await _due_summary(world, effect.person)
    else:
        facts = await facts_of(world, debt.subject, effect.person)
        screen = told(facts, effect) if _has_reason(facts, effect) else None
    if screen is None:
        return Paid()
    channel, ts = await _once(world, debt, effect.person, screen, debt.id)
    surface = Surface(debt.id, debt.subject, effect.message, effect.person, effect.about, channel, ts, "")
    return Paid(remember=lambda tx: surfaces.put(tx, surface, world.clock()))


def _has_reason(facts: Facts, effect: Tell) -> bool:
    return facts.case is None or messages.is_wanted(facts.case, effect.message, effect.about)


def told(facts: Facts, effect: Tell) -> Screen:
    """The message's screen, from the facts as they now are."""
    if facts.case is not None:
        return messages.case_message(facts.case, effect.message, effect.about, facts.view)
    items = facts.draft.evidence if facts.draft else ()
    item = next((e for e in items if e.id == effect.about), None)
    return messages.draft_message(effect.message, item, facts.view)


async def _due_summary(world: World, person: str) -> Screen | None:
    found = await world.do(_cases_of, world, person)
    return await weekly(world, person) if messages.open_duties(found, await world.view(person)) else None


async def weekly(world: World, person: str) -> Screen:
    """Monday's summary for a person, as it now is."""
    found = await world.do(_cases_of, world, person)
    view = await world.view(person, *{p.person for case in found for p in case.participants})
    return messages.weekly(found, view)


def _cases_of(world: World, person: str) -> tuple[Case, ...]:
    with world.storage.transaction() as tx:
        return cases.of(tx, person)


async def _once(world: World, debt: Debt, person: str, screen: Screen, mark: str) -> tuple[str, str]:
    channel = await world.slack.room(person)
    if debt.is_unknown or debt.attempts:
        there = await world.slack.found(channel, mark, debt.owed_at.timestamp() - 60)
        if there:
            return channel, there
    return channel, await world.slack.post(channel, screen, mark)


ALERTS = {
    "channel-refused": N_("Slack refused to open a closed channel for a case. It was not opened as public."),
    "member-missing": N_("A person could not be brought into the channel of a case."),
    "unhandled": N_("Something that a person did could not be handled. The person is asked to try again."),
    "undelivered": N_("A message could not be delivered."),
}


async def alert(world: World, debt: Debt, effect: Alert) -> Paid:
    """Tells every operator what needs them, by error code, never by content."""
    for person in world.organisation.operators:
        view = await world.view(person)
        try:
            await _once(world, debt, person, _alert(effect, view), f"{debt.id}-{person}")
        except SlackRefused as refusal:
            log.warning("an operator could not be told: %s", refusal.error)
    return Paid()


def _alert(effect: Alert, view: View) -> Screen:
    mend = N_("Error code: {error}. The README tells the administrator what to do.")
    text = view.say(ALERTS[effect.kind])
    return Screen(text, (Text(text), Note(view.say(mend, error=effect.error))))
