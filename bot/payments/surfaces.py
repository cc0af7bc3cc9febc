"""Surfaces: messages and Home tabs brought to what the facts say, changed only when those changed."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from bot import blocks
from bot.payments.clock_messages import OVER_ALL_CASES, said
from bot.payments.facts import Facts, facts_of
from bot.payments.messages import WITH_BUTTONS, told
from bot.payments.paid import Paid
from bot.slack_answer import SlackRefused
from bot.world import World
from flows.case import Case
from flows.draft import Draft
from flows.effects import Show, Tell
from flows.organisation import Context
from flows.screen import Screen
from flows.screens import case as case_screens
from flows.screens import report as report_screens
from flows.screens.home import Accesses, Aside, home
from flows.words import Language
from storage import cases, custody, drafts, outbox, people, surfaces
from storage.database import Transaction
from storage.outbox import Debt
from storage.surfaces import Surface

log = logging.getLogger(__name__)

RECEIPTS = frozenset({"receipt", "no-channel"})
"""They tell who is to answer by when, so they follow the case too."""
KEPT_BY_OTHERS = frozenset({"needed"})
"""Messages to somebody else than the employee: they stay when the report is erased."""
KEPT_UP = timedelta(days=14)
"""How long what the clock has said follows the cases; a press on an older one is answered all the same."""
GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})


async def show(world: World, debt: Debt, effect: Show) -> Paid:
    """Brings the surface up to date."""
    match effect.surface:
        case "home":
            return await _home(world, effect.person)
        case "report":
            await _report(world, debt, effect.person)
        case "told":
            return await _told(world, debt)
        case _:
            return await _in_channel_or_archived(world, debt, effect.surface)
    return Paid()


async def _in_channel_or_archived(world: World, debt: Debt, kind: str) -> Paid:
    """In the archived channel of a case that has ended nothing changes any more."""
    try:
        await _in_channel(world, debt, kind)
    except SlackRefused as refusal:
        facts = await facts_of(world, debt.subject, "")
        if refusal.error != "is_archived" or facts.case is None or facts.case.archived_at is None:
            raise
        return Paid(error=refusal.error)
    return Paid()


async def _home(world: World, person: str) -> Paid:
    ctx = await world.context(person)
    draft, found, accesses, chosen, asking = await world.run(lambda tx: _of_home(tx, person, ctx))
    view = await world.view(person, *{p.person for case in found for p in case.participants})
    screen = home(draft, found, view, Aside(accesses, chosen, asking))
    subject = f"home:{person}"
    now_shown = blocks.digest(blocks.home(screen))
    known = await _known(world, subject)
    if known and known[0].digest == now_shown:
        return Paid()
    await world.slack.show_home(person, screen)
    surface = Surface(subject, subject, "home", person, "", "", "", now_shown)
    return Paid(remember=lambda tx: surfaces.put(tx, surface, world.clock()))


def _of_home(
    tx: Transaction, person: str, ctx: Context
) -> tuple[Draft | None, tuple[Case, ...], Accesses, Language | None, tuple[Case, ...]]:
    found = cases.of(tx, person)
    accesses = {case.id: custody.of(tx, case) for case in found if case.employee == person}
    asking = cases.asking(tx, person, ctx)
    return drafts.of(tx, person), found, accesses, people.chosen_language(tx, person), asking


async def _known(world: World, subject: str, kind: str = "") -> list[Surface]:
    return await world.run(lambda tx: surfaces.of(tx, subject, kind))


async def _report(world: World, debt: Debt, person: str) -> None:
    """The whole conversation: each turn's message, the newest posted when it is not there yet."""
    facts = await facts_of(world, debt.subject, person)
    known = {s.about: s for s in await _known(world, debt.subject, "turn")}
    if facts.draft is None and facts.case is None:
        for surface in await _known(world, debt.subject):
            if surface.kind not in KEPT_BY_OTHERS:
                await world.slack.delete(surface.channel, surface.ts)
            await _forget(world, surface)
        return
    for about, surface in known.items():
        await _refresh(world, surface, _turn(facts, about))
    if facts.draft is not None:
        await _post_new_turn(world, debt, facts, facts.draft, known)


def _turn(facts: Facts, about: str) -> Screen:
    number, key = about.split(":")
    if facts.draft is not None:
        return report_screens.turn(facts.draft, int(number), facts.view)
    assert facts.case is not None  # noqa: S101 - the caller has looked
    return report_screens.sent_turn(facts.case, key, facts.view)


async def _post_new_turn(
    world: World, debt: Debt, facts: Facts, draft: Draft, known: dict[str, Surface]
) -> None:
    about = f"{draft.turn}:{draft.asked[-1]}"
    if about in known:
        return
    screen, mark = _turn(facts, about), f"{draft.id}-{draft.turn}"
    channel = await world.slack.room(draft.person)
    ts = None
    if debt.is_unknown:
        ts = await world.slack.found(channel, mark, debt.owed_at.timestamp() - 60)
    ts = ts or await world.slack.post(channel, screen, mark)
    surface = Surface(mark, draft.id, "turn", draft.person, about, channel, ts, _digest(screen))
    await _keep(world, surface)


async def _told(world: World, debt: Debt) -> Paid:
    """The direct messages with buttons: what is done meanwhile says so, wherever it was done.

    What the clock has said of the case stands in messages over all cases of a person. Each of those is drawn
    in its person's own lane, or two cases that change at once could draw it out of order.
    """
    if debt.subject.startswith("person:"):
        await _said_by_the_clock(world, debt.subject)
    for surface in await _known(world, debt.subject):
        if surface.kind in WITH_BUTTONS | RECEIPTS:
            effect = Tell(surface.person, surface.kind, surface.about)
            await _refresh_told(world, surface, await told(world, debt.subject, effect))
    facts = await facts_of(world, debt.subject, "")
    if facts.case is None:
        return Paid()
    parts = {part.person for part in (*facts.case.participants, *facts.case.former)}

    def owe(tx: Transaction) -> None:
        for person in surfaces.reminded(tx, debt.subject, parts, _earliest(world)):
            outbox.owe(tx, f"person:{person}", (Show("told"),), world.clock())

    return Paid(remember=owe)


def _earliest(world: World) -> datetime:
    return world.clock() - KEPT_UP


async def _said_by_the_clock(world: World, subject: str) -> None:
    """The person's reminders and summaries, those of the last weeks: what is older is not looked at again."""
    since = _earliest(world)
    recent = await world.run(lambda tx: surfaces.recent(tx, subject, OVER_ALL_CASES, since))
    if not recent:
        return
    messages = {surface.id: Tell(surface.person, surface.kind, surface.about) for surface in recent}
    found = await said(world, recent[0].person, messages.values())
    for surface in recent:
        await _refresh_told(world, surface, found.screen(messages[surface.id]))


async def _refresh_told(world: World, surface: Surface, screen: Screen) -> None:
    try:
        await _refresh(world, surface, screen)
    except SlackRefused as refusal:
        # One who has left must not keep the others from seeing what was decided.
        log.info("a told message was left as it is: %s", refusal.error)


async def _in_channel(world: World, debt: Debt, kind: str) -> None:
    """The card or the checklist. In a channel the bot cannot look, so an unknown one is posted again."""
    facts = await facts_of(world, debt.subject, "")
    if facts.case is None or facts.case.channel is None:
        return
    draw = case_screens.card if kind == "card" else case_screens.checklist
    screen = draw(facts.case, facts.view)
    known = await _known(world, debt.subject, kind)
    # A case that was opened again has a channel of its own; the archived one stays as it was.
    here = [surface for surface in known if surface.channel == facts.case.channel]
    if here and await _refresh(world, here[-1], screen):
        return
    for lost in known:
        await _forget(world, lost)
    ts = await world.slack.post(facts.case.channel, screen, debt.id)
    surface = Surface(debt.id, debt.subject, kind, "", "", facts.case.channel, ts, _digest(screen))
    await _keep(world, surface)


async def _refresh(world: World, surface: Surface, screen: Screen) -> bool:
    """Updates the message when it shows something else; False when Slack has it no more."""
    shown = _digest(screen)
    if shown == surface.digest:
        return True
    try:
        await world.slack.update(surface.channel, surface.ts, screen, surface.id)
    except SlackRefused as refusal:
        if refusal.error not in GONE:
            raise
        return False
    await _keep(world, replace(surface, digest=shown))
    return True


def _digest(screen: Screen) -> str:
    return blocks.digest(blocks.drawn(screen.parts))


async def _keep(world: World, surface: Surface) -> None:
    now = world.clock()
    await world.run(lambda tx: surfaces.put(tx, surface, now))


async def _forget(world: World, surface: Surface) -> None:
    await world.run(lambda tx: surfaces.forget(tx, surface.id))
