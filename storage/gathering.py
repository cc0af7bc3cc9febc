"""All that a delivery needs to know, read in one transaction as of one moment, and frozen.

What one decision owes to several surfaces of a case is read together: the case is opened once, and every
screen is drawn from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from flows import effects as fx
from flows.access.rules import VAERN
from flows.case.case import Case, Evidence
from flows.clock.message_of_the_day import cases_in, week_in
from flows.clock.monday import Week
from flows.effects import MessageKind
from flows.evidence.custody import Access
from flows.evidence.routing import open_to, question_about
from flows.people.organisation import Context
from flows.report.draft import Draft
from flows.screens.home import MOST_CASES
from flows.screens.view import View
from flows.words import Language
from storage import case_lists, cases, custody, drafts, inbox, people, summaries, surfaces
from storage.claiming import OutboxItem
from storage.database import Transaction
from storage.keys import Unreadable
from storage.outbox import OVER_ALL_CASES
from storage.surfaces import Surface

WHERE_TO: MessageKind = "where-to"
KEPT_UP = timedelta(days=14)
"""How long what the clock has said follows the cases; a press on an older one is answered all the same."""


@dataclass(frozen=True)
class Home:
    """What a Home tab shows: the person's report, their cases, and the cases that ask them to come in.

    `accesses` are the looks at each of the person's own cases, `chosen` the language that they chose here.
    `rest` is how many cases there are besides these.
    """

    draft: Draft | None
    cases: tuple[Case, ...]
    accesses: Mapping[str, tuple[Access, ...]]
    chosen: Language | None
    asking: tuple[Case, ...]
    rest: int


@dataclass(frozen=True)
class Said:
    """What the messages over all cases of one person are drawn from, however many messages there are.

    `counted` is what their summaries counted, by week.
    """

    cases: Mapping[str, Case]
    counted: Mapping[str, Week]


@dataclass(frozen=True)
class Places:
    """Where something can belong that a person has dropped, and which arrivals wait for their choice."""

    waiting: frozenset[str]
    has_draft: bool
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Facts:
    """The facts behind one delivery, those of its kind; `draft` and `case` are of its subject.

    `version` is that of the draft or case. `reminded` are persons whose messages over all cases name it.
    """

    ctx: Context
    draft: Draft | None = None
    case: Case | None = None
    version: int = 0
    surfaces: tuple[Surface, ...] = ()
    reminded: tuple[str, ...] = ()
    home: Home | None = None
    said: Said | None = None
    places: Places | None = None
    versions: Mapping[str, int] = field(default_factory=dict)

    def excluded(self) -> frozenset[str]:
        """Who must learn nothing of the draft or case."""
        of_draft = self.draft.excluded() if self.draft else frozenset()
        return of_draft | (self.case.people.excluded if self.case else frozenset())

    def evidence(self) -> tuple[Evidence, ...]:
        """The items of the draft or case."""
        return self.draft.evidence if self.draft else self.case.evidence if self.case else ()

    def view(self, viewer: str) -> View:
        """The eyes of a person, or of a channel when `viewer` is empty."""
        return View(self.ctx, self.ctx.people.get(viewer))

    def persons(self) -> set[str]:
        """Everybody whom the screens may name."""
        found = [self.case] if self.case else []
        if self.home:
            found += [*self.home.cases, *self.home.asking]
        if self.said:
            found += self.said.cases.values()
        named = {person for case in found for person in persons_of(case)}
        return named | (_persons_of_draft(self.draft, self.ctx) if self.draft else set())


def persons_of(case: Case) -> set[str]:
    """Everybody who has a part in the case, had one, or was asked to get in touch."""
    parts = (*case.people.participants, *case.people.former)
    return {part.person for part in parts} | {contact.person for contact in case.people.contacts}


def _persons_of_draft(draft: Draft, ctx: Context) -> set[str]:
    on_call = ctx.organisation.on_call
    asked = (contact.person for contact in draft.people.contacts)
    helpers = {*ctx.organisation.hr, *(on_call.people if on_call else ()), *asked}
    return {draft.person, *draft.involved(), *draft.people.kept_out, *helpers} - {""}


def gather(tx: Transaction, items: Iterable[OutboxItem], ctx: Context) -> dict[str, Facts | Unreadable]:
    """The facts behind each of these, by its id; what cannot be read stands in the way of no other."""
    newest = tx.newest(ctx)
    known: dict[str, tuple[Surface, ...]] = {}
    found: dict[str, Facts | Unreadable] = {}
    for item in items:
        try:
            found[item.id] = _facts(tx, item, newest, known)
        except Unreadable as error:
            found[item.id] = error
    return found


def _facts(tx: Transaction, item: OutboxItem, ctx: Context, known: dict[str, tuple[Surface, ...]]) -> Facts:
    effect = item.effect
    match effect:
        case fx.Show(surface="home"):
            shown = tuple(surfaces.of(tx, f"home:{effect.person}"))
            return Facts(ctx, home=_home(tx, effect.person, ctx), surfaces=shown)
        case fx.Show(surface="messages") if item.subject.startswith("person:"):
            return _told_to(tx, item.subject, ctx)
        case fx.Tell() if effect.message in OVER_ALL_CASES:
            return _said(tx, effect.person, [effect], ctx)
        case fx.Tell(message=surfaces.GREETING):
            return Facts(ctx)
        case fx.Tell(message="where-to"):
            return Facts(ctx, places=_places(tx, effect.person, [effect.about], ctx.now))
    if item.subject not in known:
        known[item.subject] = tuple(surfaces.of(tx, item.subject))
    facts = replace(subject(tx, item.subject, ctx), surfaces=known[item.subject])
    if facts.case is not None and isinstance(effect, fx.Show) and effect.surface == "messages":
        reminded = surfaces.reminded(tx, item.subject, ctx.now - KEPT_UP)
        return replace(facts, reminded=tuple(reminded))
    return facts


def subject(tx: Transaction, wanted: str, ctx: Context) -> Facts:
    """The draft or the case of that id; neither when it is erased."""
    try:
        case = cases.get(tx, wanted, as_=VAERN)
    except cases.NoSuchCase:
        draft = drafts.get(tx, wanted)
        opened = tx.opened_draft(wanted)
        return Facts(ctx, draft=draft, version=opened.version if opened else 0)
    opened_case = tx.opened_case(wanted)
    return Facts(ctx, case=case, version=opened_case.version if opened_case else 0)


def _home(tx: Transaction, person: str, ctx: Context) -> Home:
    own = case_lists.own(tx, person)
    found, count = case_lists.foremost(tx, person, 0, MOST_CASES)
    accesses = {case.id: custody.of(tx, case) for case in own if case.employee == person}
    asking, chosen = case_lists.asking(tx, person, ctx), people.chosen_language(tx, person)
    rest = max(count - MOST_CASES, 0)
    return Home(drafts.of(tx, person), (*own, *found), accesses, chosen, asking, rest)


def _told_to(tx: Transaction, subject_of: str, ctx: Context) -> Facts:
    """What a person was told over all their cases, and what they were asked about what they dropped."""
    person = subject_of.removeprefix("person:")
    since = ctx.now - KEPT_UP
    shown = tuple(surfaces.recent(tx, subject_of, (*OVER_ALL_CASES, WHERE_TO), since))
    messages = [surface.told for surface in shown]
    clock = [message for message in messages if message.message in OVER_ALL_CASES]
    asked = [message.about for message in messages if message.message == WHERE_TO]
    facts = _said(tx, person, clock, ctx) if clock else Facts(ctx)
    places = _places(tx, person, asked, ctx.now) if asked else None
    return replace(facts, surfaces=shown, places=places)


def _said(tx: Transaction, person: str, messages: Iterable[fx.Tell], ctx: Context) -> Facts:
    told = list(messages)
    named = cases.those(tx, (case for message in told for case in cases_in(message.about)))
    weeks = {week for message in told if (week := week_in(message.about))}
    counted = summaries.counted(tx, person, weeks) if weeks else {}
    versions = {case: opened.version for case in named if (opened := tx.opened_case(case))}
    return Facts(ctx, said=Said(named, counted), versions=versions)


def _places(tx: Transaction, person: str, questions: Iterable[str], now: datetime) -> Places:
    asked = (question_about(about) for about in questions)
    waiting = frozenset(key for key, where in asked if not where and inbox.is_waiting(tx, key, now))
    mine = open_to(person, case_lists.where_to_add(tx, person)) if waiting else ()
    return Places(waiting, bool(drafts.id_of(tx, person)), mine)
