"""The clock at work on several cases, without a database: what it says, to whom and when, as a log.

Sets stand for the unique keys of the database: a reminder of a case, a person's day, a person's week.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from flows import events as ev
from flows.case.case import Case
from flows.case.reminder_key import ReminderKey
from flows.clock.message_of_the_day import (
    Reminded,
    end_of_their_day,
    say_apart,
    say_of_the_day,
    say_with_monday,
)
from flows.clock.monday import Week, monday_due, week_name, week_of
from flows.deciding.decide import decide
from flows.effects import Refused
from flows.people.organisation import Context, Organisation
from flows.people.person import Person
from flows.people.presence import Presence
from flows.reminders.plan import next_reminders, reminders
from flows.reminders.reminder import Reminder
from flows.reminders.rules import hours_of
from storage.summaries import FIRST
from tests.reminder_names import named

Kind = Literal["apart", "day", "weekly"]


@dataclass(frozen=True)
class Item:
    """One thing that a message says, with the case as it was before."""

    before: Case
    key: ReminderKey

    @property
    def name(self) -> str:
        """What it is about, as tests call it."""
        return named(self)


@dataclass(frozen=True)
class Message:
    """What a person was sent, and all that was known then. `week` is what Monday's summary held."""

    to: str
    kind: Kind
    items: tuple[Item, ...]
    ctx: Context
    week: Week = field(default_factory=Week)

    @property
    def at(self) -> datetime:
        """When."""
        return self.ctx.now

    @property
    def day(self) -> date:
        """On which day of the person's own calendar."""
        return self.at.astimezone(hours_of(self.to, None, self.ctx).zone).date()


class Clockwork:
    """The cases and the clock. `log` is all that was said, in order."""

    def __init__(self, organisation: Organisation, people: Iterable[Person], now: datetime) -> None:
        self.organisation = organisation
        self.people = {person.id: person for person in people}
        self.now = now
        self.cases: dict[str, Case] = {}
        self.plans: dict[str, tuple[Reminder, ...]] = {}
        self.presence: dict[str, Presence] = {}
        self.told: set[tuple[str, date]] = set()
        self.weeks: set[tuple[str, str]] = set()
        self.log: list[Message] = []
        self.is_stale = False

    @property
    def ctx(self) -> Context:
        """What is known now."""
        told = dict(sorted(self.told, key=lambda entry: entry[1]))
        return Context(self.now, self.organisation, self.people, dict(self.presence), told)

    def put(self, case: Case, ctx: Context) -> None:
        """The case as it now is, planned anew. The keys of a case are unique, claimed or planned."""
        self.cases[case.id] = case
        self.plans[case.id] = next_reminders(case, ctx)
        keys = [n.key for n in case.claimed_reminders]
        keys += [item.key for item in self.plans[case.id]]
        assert len(keys) == len(set(keys)), keys

    def replan(self) -> None:
        """Who can be reached has changed, or the organisation: all is planned anew before the next sweep."""
        self.is_stale = True

    def _plan_what_is_stale(self) -> None:
        for case in self.cases.values() if self.is_stale else ():
            self.put(case, self.ctx)
        self.is_stale = False

    def happens(self, case: str, event: ev.CaseEvent) -> bool:
        """The event, and whether it changed anything: what cannot be done is refused."""
        before = self.cases[case]
        try:
            after, _ = decide(before, event, self.ctx)
        except Refused:
            return False
        if after != before:
            self.put(after, self.ctx)
        return after != before

    def leaves(self, person: str) -> None:
        """The person does not work here any more."""
        self.people[person] = replace(self.people[person], is_active=False)
        for case in tuple(self.cases):
            self.happens(case, ev.PersonLeft(person))
        self.replan()

    def is_seen(self, person: str, presence: Presence) -> None:
        """What Slack and Outlook now say of the person."""
        before = self.presence.get(person, Presence())
        self.presence[person] = presence
        if before.is_away and not presence.is_away_at(self.now):
            for case in tuple(self.cases):
                self.happens(case, ev.PersonBack(person))
        self.replan()

    def next_at(self) -> datetime | None:
        """When the clock next has something to say."""
        self._plan_what_is_stale()
        planned = [item.at for plan in self.plans.values() for item in plan]
        return min((at for at in planned if at > self.now), default=None)

    def sweep(self, machines: int = 1) -> list[Message]:
        """What is said now: what is apart, Monday's summaries, then the message of the day.

        Of several machines the later ones know only what the first knew.
        """
        begun = len(self.log)
        self._look_for_the_absent()
        self._plan_what_is_stale()
        for work in (self._remind_apart, self._summaries, self._remind):
            known, due = self.ctx, self._due()
            for _ in range(machines):
                work(due, known)
        return self.log[begun:]

    def _look_for_the_absent(self) -> None:
        for person, found in tuple(self.presence.items()):
            if found.is_away and not found.is_away_at(self.now):
                self.is_seen(person, Presence(found.quiet_until))

    def _due(self) -> list[str]:
        due = (item for plan in self.plans.values() for item in plan if item.at <= self.now)
        return list(dict.fromkeys(item.to for item in sorted(due, key=lambda item: item.at)))

    def _of_their_day(self, person: str, ctx: Context) -> list[Case]:
        until = end_of_their_day(person, ctx)
        due = [
            (item.at, case)
            for case, plan in self.plans.items()
            for item in plan
            if item.to == person and item.at <= until
        ]
        return [self.cases[case] for case in dict.fromkeys(case for _, case in sorted(due))]

    def _remind_apart(self, due: list[str], ctx: Context) -> None:
        for person in due:
            self._say("apart", say_apart(self._of_their_day(person, ctx), person, ctx), person, ctx)

    def _remind(self, due: list[str], ctx: Context) -> None:
        for person in due:
            found = say_of_the_day(self._of_their_day(person, ctx), person, ctx)
            if found and self._is_first_of_the_day(person, ctx):
                self._say("day", found, person, ctx)

    def _is_first_of_the_day(self, person: str, ctx: Context) -> bool:
        day = (person, ctx.now.astimezone(hours_of(person, None, ctx).zone).date())
        if day in self.told:
            return False
        self.told.add(day)
        return True

    def _say(
        self, kind: Kind, turns: Iterable[Reminded], to: str, ctx: Context, week: Week | None = None
    ) -> None:
        items: list[Item] = []
        for turn in turns:
            assert turn.before == self.cases[turn.case.id]
            items += [Item(turn.before, claimed_reminder.key) for claimed_reminder in turn.new]
            self.put(turn.case, ctx)
        if items or week:
            self.log.append(Message(to, kind, tuple(items), ctx, week or Week()))

    def _summaries(self, _: list[str], ctx: Context) -> None:
        since = {p.person for case in self.cases.values() for p in case.people.participants}
        for person in sorted(since | set(ctx.organisation.hr)):
            monday = monday_due(person, ctx)
            if monday and self._is_there_since(person, ctx) <= monday:
                self._summary(person, week_name(monday, person, ctx), ctx)

    def _is_there_since(self, person: str, ctx: Context) -> datetime:
        if person in ctx.organisation.hr:
            return FIRST
        return min(
            p.since for case in self.cases.values() for p in case.people.participants if p.person == person
        )

    def _summary(self, person: str, week: str, ctx: Context) -> None:
        if (person, week) in self.weeks:
            return
        turns = say_with_monday(self._of_their_day(person, ctx), person, ctx)
        mine = [case for case in self.cases.values() if case.role_of(person) not in {None, "union"}]
        held = week_of(person, mine, self._open_ones(), ctx)
        is_something = bool(turns) or not held.is_empty
        if is_something and not self._is_first_of_the_day(person, ctx):
            return
        self.weeks.add((person, week))
        if is_something:
            self._say("weekly", turns, person, ctx, held)

    def _open_ones(self) -> list[Case]:
        return [
            c for c in self.cases.values() if c.ending.withdrawn_at is None and c.ending.archived_at is None
        ]

    def left_unsaid(self) -> list[tuple[str, Reminder]]:
        """What a fresh look at the cases would say now, whatever was planned; after a sweep nothing."""
        ctx = self.ctx
        return [
            (case.id, item)
            for case in self.cases.values()
            for item in reminders(case, ctx)
            if item.at <= self.now
        ]
