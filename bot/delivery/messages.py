"""Direct messages that are told once. One whose outcome is unknown is looked for before it is sent again."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial

from bot.delivery.clock_messages import is_still_wanted, not_before, screen_of
from bot.delivery.posting import Message, found_or_posted
from bot.delivery.result import DeliveryResult, NotNow
from bot.slack.answers import HeldBack, SlackRefused, SlackUnavailable
from bot.world import World
from flows.clock.message_of_the_day import cases_in, reminders_in
from flows.effects import CONTACT_WANTED, Alert, MessageKind, Show, Tell
from flows.events import ContactTold
from flows.evidence.routing import question_about
from flows.reminders.rules import hours_of
from flows.screens import messages
from flows.screens.case.where_to import routed, where_to
from flows.screens.elements import Note, Screen, Text
from flows.screens.report.greeting import greeting
from flows.screens.report.messages import DUE, draft_message, due_at_version
from flows.screens.view import View
from flows.words import N_
from storage import cases, inbox, outbox, plan, surfaces
from storage.claiming import OutboxItem
from storage.database import Transaction
from storage.gathering import WHERE_TO, Facts
from storage.outbox import OVER_ALL_CASES
from storage.surfaces import Surface

WITH_BUTTONS: frozenset[MessageKind] = frozenset(
    {
        *("opened", "needed", "where-to", "decided", "joined", "taken-over", "stepped-in"),
        *("hr-asked", "hr-joined", "help-asked", "task-done", "mail", "booked", "severity", "back"),
        "nobody-of-hr",
        *("own-report", "own-report-answered", "gained", "passed", "step-taken", "left"),
        "channel-frozen",
        *("closing-asked", "closing-silent", "closing-refused", "closed", "reopened", "afterwards"),
    }
)
"""They are shown anew when the case changes: what is done says so, and a former member sees no more."""

BY_DAY: frozenset[MessageKind] = frozenset({DUE, "draft-erased"})
"""They are owed for the person's own hours, and wait for them also where that time was taken back."""

log = logging.getLogger(__name__)


async def tell(world: World, item: OutboxItem, effect: Tell, facts: Facts) -> DeliveryResult:
    """Sends the message to the person, in their language, from the facts as they now are."""
    screen = partial(_screen, effect, item.owed_at)
    if screen(facts) is None:
        return DeliveryResult()
    channel = await world.slack.room(effect.person)
    message = Message(channel, screen, item.id)
    made = await found_or_posted(world, item, message, facts)
    if made is None:
        return DeliveryResult()
    about, shown = effect.about, made.digest
    surface = Surface(item.id, item.subject, effect.message, effect.person, about, channel, made.ts, shown)

    about_cases = effect.about if effect.message in OVER_ALL_CASES else ""

    def remember(tx: Transaction) -> None:
        surfaces.put(tx, surface, world.clock(), set(cases_in(about_cases)))
        plan.prove(tx, reminders_in(about_cases), world.clock())
        is_drawn_anew = effect.message in WITH_BUTTONS | OVER_ALL_CASES
        if is_drawn_anew and (not shown or is_outdated(tx, item.subject, made.facts)):
            # Changed while it was on its way, it could not be found to be shown anew.
            outbox.owe(tx, item.subject, (Show("messages"),), world.clock())

    return DeliveryResult(ContactTold(effect.person) if effect.message == CONTACT_WANTED else None, remember)


def _screen(effect: Tell, owed_at: datetime, facts: Facts) -> Screen | None:
    """The message, None when it has no reason any more or its person does not use Slack any more.

    A call for help is tried all the same, so that whoever called hears that nobody has got it. Raises NotNow
    for one that has to wait.
    """
    if effect.message != CONTACT_WANTED and not facts.view(effect.person).is_here(effect.person):
        return None
    if effect.message in OVER_ALL_CASES:
        if not is_still_wanted(effect, facts):
            return None
        if at := not_before(effect, owed_at, facts):
            raise NotNow((at - facts.ctx.now).total_seconds())
    elif effect.message in BY_DAY and (wait := _until_their_hours(effect.person, facts)):
        raise NotNow(wait)
    elif effect.message == DUE and (facts.draft is None or facts.version != due_at_version(effect.about)):
        # Sent since, or something was done with it: so it is kept.
        return None
    elif effect.person in facts.excluded() or (
        facts.case is not None
        and not messages.is_wanted(facts.case, effect.message, effect.person, facts.ctx)
    ):
        return None
    return case_screen(effect, facts)


def _until_their_hours(person: str, facts: Facts) -> float:
    """Seconds until the person's own hours; 0.0 within them."""
    hours, now = hours_of(person, None, facts.ctx), facts.ctx.now
    return (hours.next_working_time(now) - now).total_seconds()


def case_screen(effect: Tell, facts: Facts) -> Screen:
    """The message's screen, from the facts as they now are."""
    view = facts.view(effect.person)
    if effect.message in OVER_ALL_CASES:
        return screen_of(effect, facts)
    if effect.message == surfaces.GREETING:
        return greeting(view)
    if effect.message == WHERE_TO and facts.places is not None:
        arrival, where = question_about(effect.about)
        if arrival not in facts.places.waiting:
            return routed(where, view)
        return where_to(arrival, facts.places.has_draft, facts.places.cases, view)
    if facts.case is not None:
        return messages.case_message(facts.case, effect.message, effect.about, view)
    return draft_message(facts.draft, effect.message, effect.about, view)


def is_outdated(tx: Transaction, subject: str, drawn: Facts) -> bool:
    """Whether something that a message was drawn from has changed since."""
    if drawn.places is not None:
        return any(not inbox.is_waiting(tx, key, drawn.ctx.now) for key in drawn.places.waiting)
    versions = drawn.versions or {subject: drawn.version}
    return cases.versions(tx, versions) != {key: version for key, version in versions.items() if version}


ALERTS = {
    "channel-refused": N_("Slack refused to open a closed channel for a case. It was not opened as public."),
    "channel-frozen": N_(
        "Case {number}: something is wrong with its channel, so nothing more is posted there. "
        "The case goes on in direct messages."
    ),
    "member-missing": N_("A person could not be brought into the channel of a case."),
    "unhandled": N_("Something that a person did could not be handled. The person is asked to try again."),
    "undelivered": N_("A message could not be delivered."),
    "clock": N_(
        "The clock on Værn's server has jumped or is wrong. Værn goes by Slack's clock until it is right."
    ),
    "nobody-left": N_("Somebody has left a case, and nobody was found who can take over."),
    "nobody-to-ask": N_(
        "Case {number}: a step waits, and nobody can be asked about it any more. "
        "Find somebody together with HR, and name them in organisation.toml."
    ),
    "evidence-changed": N_("A piece of evidence is not as it came. Run vaern evidence verify {number}."),
    "dossier-refused": N_(
        "The dossier of a case could not be put in the folder. Run vaern dossier {number} instead."
    ),
    "address-unknown": N_(
        "organisation.toml names somebody whom Slack does not know as a colleague, or not any more. "
        "The cases go on without them. Mend the address, or remove it."
    ),
    "scopes-missing": N_(
        "The Slack app may no longer do all that it needs to. Install it again from its manifest."
    ),
    "configurations-differ": N_(
        "Processes of Værn work with different configurations. "
        "Make organisation.toml and the settings the same for all of them."
    ),
    "disk-full": N_(
        "The disk of Værn is full, so that files which people send cannot be kept. "
        "Make room: they are tried again each minute, and none is lost."
    ),
    "graph-refused": N_(
        "Microsoft refuses the app by which Værn asks Graph. Until that is mended no meeting is booked, "
        "no mail is sent, no dossier is put into SharePoint, and leaders come from organisation.toml."
    ),
    "not-kept": N_(
        "The database of Værn takes nothing: its disk is full or can only be read, or PostgreSQL is away. "
        "What people do meanwhile may be lost, and they are told so. Mend it at once."
    ),
    "zone-unknown": N_("Somebody's time zone is not known here. The organisation's own counts for them."),
    "journal-head": N_(
        "Keep this message. Later it lets you check that nothing was taken out of Værn's journal "
        "and that the database was not put back to an earlier day."
    ),
}


async def alert(world: World, item: OutboxItem, effect: Alert, facts: Facts) -> DeliveryResult:
    """Tells every operator what needs them, by error code, never by content; none who is kept out of it."""
    kept_out, number = facts.excluded(), facts.case.number if facts.case else ""
    for person in world.organisation.operators:
        if person in kept_out:
            continue
        await world.learn(person)
        try:
            await _told_once(world, item, person, alert_screen(effect, number, world.glance(person)), facts)
        except SlackRefused as refusal:
            log.warning("an operator could not be told: %s", refusal.error)
        except (HeldBack, NotNow) as held:
            # Whoever was told by now is not to be told again: the message is looked for first.
            raise SlackUnavailable(held.seconds, True, str(held), is_failure=False) from None
    return DeliveryResult()


async def _told_once(world: World, item: OutboxItem, person: str, screen: Screen, facts: Facts) -> None:
    message = Message(await world.slack.room(person), lambda _: screen, f"{item.id}-{person}")
    await found_or_posted(world, item, message, facts)


def alert_screen(effect: Alert, number: str, view: View) -> Screen:
    """What an operator reads."""
    mend = N_("Error code: {error}. The administrator's guide tells what to do.")
    check = N_("The command is: vaern audit verify --head {error}")
    text = view.say(ALERTS[effect.kind], number=number)
    note = view.say(check if effect.kind == "journal-head" else mend, error=effect.error)
    return Screen(text, (Text(text), Note(note)))
