"""Direct messages that are told once. One whose outcome is unknown is looked for before it is sent again."""

from __future__ import annotations

import logging

from bot import blocks
from bot.payments.clock_messages import OVER_ALL_CASES, said
from bot.payments.facts import excluded, facts_of, stored
from bot.payments.paid import NotNow, Paid
from bot.slack_answer import SlackRefused
from bot.world import World
from flows import reminding
from flows.case import Case
from flows.effects import HELP, Alert, Show, Tell
from flows.events import ContactTold
from flows.placing import open_to
from flows.screen import Note, Screen, Text
from flows.screens import messages
from flows.screens.report_messages import draft_message
from flows.screens.view import View
from flows.screens.where_to import where_to
from flows.words import N_
from storage import cases, drafts, inbox, outbox, plan, surfaces
from storage.database import Transaction
from storage.outbox import Debt
from storage.surfaces import Surface

WITH_BUTTONS = frozenset(
    {
        *("opened", "danger", "needed", "where-to", "decided", "joined", "taken-over", "stepped-in"),
        *("hr-asked", "hr-joined", "help-asked", "task-done", "mail", "booked", "severity", "back"),
        *("closing-asked", "closing-silent", "closing-refused", "closed", "reopened", "afterwards"),
    }
)
"""They are shown anew when the case changes: what is done says so, and a former member sees no more."""

log = logging.getLogger(__name__)


async def tell(world: World, debt: Debt, effect: Tell) -> Paid:
    """Sends the message to the person, in their language, from the facts as they now are."""
    screen = await _screen(world, debt, effect)
    if screen is None:
        return Paid()
    channel, ts = await _once(world, debt, effect.person, screen, debt.id)
    shown = blocks.digest(blocks.drawn(screen.parts))
    surface = Surface(debt.id, debt.subject, effect.message, effect.person, effect.about, channel, ts, shown)

    def remember(tx: Transaction) -> None:
        surfaces.put(tx, surface, world.clock())
        if effect.message in OVER_ALL_CASES:
            plan.prove(tx, reminding.read(effect.about), world.clock())
        if effect.message in WITH_BUTTONS | OVER_ALL_CASES:
            # Pressed while it was on its way, it could not be found to be shown anew.
            outbox.owe(tx, debt.subject, (Show("told"),), world.clock())

    return Paid(ContactTold(effect.person) if effect.message == HELP else None, remember)


async def _screen(world: World, debt: Debt, effect: Tell) -> Screen | None:
    """The message, None when it has no reason any more."""
    if effect.message in OVER_ALL_CASES:
        found = await said(world, effect.person, [effect])
        if not found.view.is_here(effect.person) or not found.is_wanted(effect):
            return None
        if at := found.waits_until(effect):
            raise NotNow((at - found.view.ctx.now).total_seconds())
        return found.screen(effect)
    draft, case = await world.run(lambda tx: stored(tx, debt.subject))
    is_kept_out = effect.person in excluded(draft, case)
    if is_kept_out or (case is not None and not messages.is_wanted(case, effect.message)):
        return None
    return await told(world, debt.subject, effect)


async def told(world: World, subject: str, effect: Tell) -> Screen:
    """The message's screen, from the facts as they now are."""
    if effect.message == "where-to":
        return await _where_to(world, effect)
    facts = await facts_of(world, subject, effect.person)
    if facts.case is not None:
        return messages.case_message(facts.case, effect.message, effect.about, facts.view)
    return draft_message(facts.draft, effect.message, effect.about, facts.view)


async def _where_to(world: World, effect: Tell) -> Screen:
    """The question where something belongs, as long as it waits for the answer."""
    view = await world.view(effect.person)
    now = view.ctx.now

    def facts(tx: Transaction) -> tuple[bool, bool, tuple[Case, ...]]:
        is_waiting = inbox.held(tx, effect.about, now) is not None
        return is_waiting, drafts.of(tx, effect.person) is not None, cases.of(tx, effect.person)

    is_waiting, has_draft, found = await world.run(facts)
    return where_to(effect.about if is_waiting else "", has_draft, open_to(effect.person, found), view)


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
    "nobody-left": N_("Somebody has left a case, and nobody was found who can take over."),
    "evidence-changed": N_("A piece of evidence is not as it came. Run vaern evidence verify {number}."),
    "dossier-refused": N_(
        "The dossier of a case could not be put in the folder. Run vaern dossier {number} instead."
    ),
}


async def alert(world: World, debt: Debt, effect: Alert) -> Paid:
    """Tells every operator what needs them, by error code, never by content; none who is kept out of it."""
    draft, case = await world.run(lambda tx: stored(tx, debt.subject))
    kept_out, number = excluded(draft, case), case.number if case else ""
    for person in world.organisation.operators:
        if person in kept_out:
            continue
        view = await world.view(person)
        try:
            await _once(world, debt, person, _alert(effect, number, view), f"{debt.id}-{person}")
        except SlackRefused as refusal:
            log.warning("an operator could not be told: %s", refusal.error)
    return Paid()


def _alert(effect: Alert, number: str, view: View) -> Screen:
    mend = N_("Error code: {error}. The README tells the administrator what to do.")
    text = view.say(ALERTS[effect.kind], number=number)
    return Screen(text, (Text(text), Note(view.say(mend, error=effect.error))))
