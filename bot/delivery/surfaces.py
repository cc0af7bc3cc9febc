"""Surfaces: messages and Home tabs brought to what the facts say, changed only when those changed."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial

from bot.delivery.messages import WITH_BUTTONS, case_screen
from bot.delivery.posting import Message, digest_of, posted
from bot.delivery.result import DeliveryResult, Shown
from bot.delivery.seen_channel import or_seen
from bot.slack import blocks
from bot.slack.answers import SlackRefused
from bot.slack.budgets import HALF, WHOLE, within
from bot.world import World
from flows.effects import MessageKind, Show, SurfaceKind
from flows.report.draft import Draft
from flows.screens.case import case as case_screens
from flows.screens.elements import Screen
from flows.screens.home import Aside, home
from flows.screens.report import conversation as report_screens
from flows.screens.steps.checklist import checklist
from storage import outbox
from storage.claiming import OutboxItem
from storage.database import Transaction
from storage.gathering import Facts
from storage.outbox import OVER_ALL_CASES
from storage.surfaces import Surface

log = logging.getLogger(__name__)

RECEIPTS: frozenset[MessageKind] = frozenset({"receipt", "no-channel"})
"""They tell who is to answer by when, so they follow the case too."""
KEPT_BY_OTHERS: frozenset[MessageKind] = frozenset({"needed"})
"""Messages to somebody else than the employee: they stay when the report is erased."""
GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})


async def show(world: World, item: OutboxItem, effect: Show, facts: Facts, shown: Shown) -> DeliveryResult:
    """Brings the surface up to date."""
    match effect.surface:
        case "home":
            await _home(world, effect.person, facts, shown)
        case "report":
            await _report(world, item, await _with_unheard(world, item, effect.person, facts), shown)
        case "messages":
            return await _told(world, item, facts, shown)
        case _:
            channel = facts.case.channel if facts.case else None
            if channel is not None:
                return await or_seen(world, channel, _in_channel(world, item, effect.surface, facts, shown))
    return DeliveryResult()


async def _home(world: World, person: str, facts: Facts, shown: Shown) -> None:
    found = facts.home
    assert found is not None  # noqa: S101 - gathered for a Home tab
    aside = Aside(found.accesses, found.chosen, found.asking, found.rest)
    screen = home(found.draft, found.cases, facts.view(person), aside)
    digest, subject = blocks.digest(blocks.home(screen)), f"home:{person}"
    if facts.surfaces and facts.surfaces[0].digest == digest:
        return
    await world.slack.show_home(person, screen)
    shown.put.append(Surface(subject, subject, "home", person, "", "", "", digest))


async def _report(world: World, item: OutboxItem, facts: Facts, shown: Shown) -> None:
    """The whole conversation: the newest turn first, posted when it is not there yet.

    A question that is asked anew further down goes where it stood.
    """
    if facts.draft is None and facts.case is None:
        await _erased(world, facts, shown)
        return
    turns = sorted((surface for surface in facts.surfaces if surface.kind == "turn"), key=_number)
    known = {surface.about: surface for surface in turns}
    if facts.draft is not None and _newest(facts.draft) not in known:
        await _post_new_turn(world, item, facts, facts.draft, shown)
    newest = next(reversed(known.values()), None)
    for surface in reversed(known.values()):
        if facts.draft is not None and facts.draft.is_asked_later(_number(surface)):
            await world.slack.delete(surface.channel, surface.ts)
            shown.gone.append(surface.id)
        else:
            await _refresh_turn(world, surface, facts, shown, is_newest=surface is newest)


async def _with_unheard(world: World, item: OutboxItem, person: str, facts: Facts) -> Facts:
    """The facts with the turns that an earlier delivery has posted without hearing of it.

    The conversation may have gone on since, or the report be erased. What such a turn asked in a report that
    is sent nobody knows any more, so that it goes.
    """
    if not item.is_unknown and not item.attempts:
        return facts
    room, known = await world.slack.room(person), {surface.id for surface in facts.surfaces}
    there = await world.slack.marked(room, f"{item.subject}-", item.owed_at.timestamp() - 60)
    unheard = [
        Surface(mark, item.subject, "turn", person, _about(mark, facts.draft), room, ts, "")
        for mark, ts in there.items()
        if mark not in known
    ]
    if facts.case is None:
        return replace(facts, surfaces=(*facts.surfaces, *unheard))
    for surface in unheard:
        await world.slack.delete(room, surface.ts)
    return facts


def _number(turn: Surface) -> int:
    """Which turn of the conversation it is."""
    return int(turn.about.partition(":")[0])


def _about(mark: str, draft: Draft | None) -> str:
    """Which turn has that mark, and of a report that is under way what it asks."""
    number = int(mark.rpartition("-")[2])
    return f"{number}:{draft.conversation.asked[number].question if draft else ''}"


async def _refresh_turn(
    world: World, surface: Surface, facts: Facts, shown: Shown, *, is_newest: bool
) -> None:
    """The newest tells what became of the last press; what was answered before nobody waits for."""
    with within(WHOLE if is_newest else HALF):
        await _refresh(world, surface, _turn(facts, surface.about), shown)


async def _erased(world: World, facts: Facts, shown: Shown) -> None:
    """Our own messages of a report that was erased go."""
    for surface in facts.surfaces:
        if surface.kind not in KEPT_BY_OTHERS:
            await world.slack.delete(surface.channel, surface.ts)
        shown.gone.append(surface.id)


def _turn(facts: Facts, about: str) -> Screen:
    number, key = about.split(":")
    if facts.draft is not None:
        return report_screens.turn(facts.draft, int(number), facts.view(facts.draft.person))
    assert facts.case is not None  # noqa: S101 - the caller has looked
    return report_screens.sent_turn(facts.case, key, facts.view(facts.case.employee))


def _newest(draft: Draft) -> str:
    """The turn that the conversation has come to, as its surface is about it."""
    return f"{draft.turn}:{draft.conversation.asked[-1].question}"


async def _post_new_turn(world: World, item: OutboxItem, facts: Facts, draft: Draft, shown: Shown) -> None:
    about, mark = _newest(draft), f"{draft.id}-{draft.turn}"
    channel = await world.slack.room(draft.person)
    message = Message(channel, partial(_draw_turn, about), mark)
    # One that an earlier delivery has posted was looked for already.
    made = await posted(world, item, message, facts)
    if made is not None:
        surface = Surface(mark, draft.id, "turn", draft.person, about, channel, made.ts, made.digest)
        shown.put.append(surface)


def _draw_turn(about: str, facts: Facts) -> Screen | None:
    """The turn; None when the report has been sent, erased or gone back since."""
    if facts.draft is None or _newest(facts.draft) != about:
        return None
    return _turn(facts, about)


async def _told(world: World, item: OutboxItem, facts: Facts, shown: Shown) -> DeliveryResult:
    """The direct messages with buttons: what is done meanwhile says so, wherever it was done.

    What the clock has said of the case stands in messages over all cases of a person. Each of those is drawn
    in its person's own lane, or two cases that change at once could draw it out of order.
    """
    for surface in facts.surfaces:
        if surface.kind in WITH_BUTTONS | RECEIPTS | OVER_ALL_CASES:
            screen = case_screen(surface.told, facts)
            await _refresh_told(world, surface, screen, shown)

    def owe(tx: Transaction) -> None:
        for person in facts.reminded:
            outbox.owe(tx, f"person:{person}", (Show("messages"),), world.clock())

    return DeliveryResult(remember=owe)


async def _refresh_told(world: World, surface: Surface, screen: Screen, shown: Shown) -> None:
    try:
        await _refresh(world, surface, screen, shown)
    except SlackRefused as refusal:
        # One who has left must not keep the others from seeing what was decided.
        log.info("a told message was left as it is: %s", refusal.error)


async def _in_channel(
    world: World, item: OutboxItem, kind: SurfaceKind, facts: Facts, shown: Shown
) -> DeliveryResult:
    """The card or the checklist. In a channel the bot cannot look, so an unknown one is posted again."""
    screen = _in_the_channel(kind, facts)
    if screen is None or facts.case is None or facts.case.channel is None:
        return DeliveryResult()
    channel = facts.case.channel
    known = [surface for surface in facts.surfaces if surface.kind == kind]
    # A case that was opened again has a channel of its own; the archived one stays as it was.
    here = [surface for surface in known if surface.channel == channel]
    if here and await _refresh(world, here[-1], screen, shown):
        return DeliveryResult()
    shown.gone += [lost.id for lost in known]
    message = Message(channel, partial(_in_the_channel, kind), item.id)
    made = await posted(world, item, message, facts)
    if made is not None:
        shown.put.append(Surface(item.id, item.subject, kind, "", "", channel, made.ts, made.digest))
    return DeliveryResult()


def _in_the_channel(kind: str, facts: Facts) -> Screen | None:
    if facts.case is None or facts.case.channel is None:
        return None
    draw = case_screens.card if kind == "card" else checklist
    return draw(facts.case, facts.view(""))


async def _refresh(world: World, surface: Surface, screen: Screen, shown: Shown) -> bool:
    """Updates the message when it shows something else; False when Slack has it no more."""
    digest = digest_of(screen)
    if digest == surface.digest:
        return True
    try:
        await world.slack.update(surface.channel, surface.ts, screen, surface.id)
    except SlackRefused as refusal:
        if refusal.error not in GONE:
            raise
        return False
    shown.put.append(replace(surface, digest=digest))
    return True
