"""The clock's turn of a person: what is to be said to them is claimed in one transaction and owed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial

from flows.access.rules import VAERN
from flows.case.case import Case
from flows.clock.message_of_the_day import (
    Listed,
    Ref,
    Reminded,
    end_of_their_day,
    say_apart,
    say_of_the_day,
    say_with_monday,
    written,
)
from flows.clock.monday import WEEKLY, Week, monday_due
from flows.effects import Effect, Tell
from flows.people.organisation import Context
from flows.reminders.claimed_ahead import claimed_ahead, without_claims
from flows.reminders.rules import hours_of
from storage import cases, journal, outbox, plan, summaries
from storage.database import Storage, Transaction
from storage.known import changed
from storage.people_tables import MessageDayRow

ACT = "reminded"
"""In the journal: to whom and of which steps, without content."""
TAKEN_BACK = "planned_anew"
"""In the journal: of which steps something had been said by a clock that was ahead."""


def replan(storage: Storage, case: str, ctx: Context) -> None:
    """Plans what the case has to say anew: who can be reached, or what the organisation says, has changed."""

    def turn(tx: Transaction, ctx: Context) -> None:
        # Its version guards the plan too: a turn that comes between begins this one again.
        cases.put(tx, cases.get(tx, case, as_=VAERN), ctx)

    storage.turn(turn, ctx)


def plan_anew(storage: Storage, case: str, ctx: Context) -> None:
    """Takes back what the case has claimed at a time that is yet to come, and plans it for its right time."""

    def turn(tx: Transaction, ctx: Context) -> None:
        before = cases.get(tx, case, as_=VAERN)
        taken_back = claimed_ahead(before, ctx.now)
        if not taken_back:
            return
        cases.take_back(tx, case, taken_back)
        cases.put(tx, without_claims(before, taken_back), ctx)
        keys = " ".join(claimed_reminder.key.name for claimed_reminder in taken_back)
        journal.write_all(tx, [(case, journal.Line(ctx.now, VAERN, TAKEN_BACK, keys))])

    storage.turn(turn, ctx)


def outdated(tx: Transaction, wanted: Sequence[str], ctx: Context) -> list[str]:
    """Those of these cases that would be planned otherwise now, or cannot be read."""
    found = cases.those(tx, wanted)
    return [case for case in wanted if case not in found or cases.is_outdated(tx, found[case], ctx)]


@dataclass
class _Said:
    """What a turn of the clock has said so far: the cases as they now are, and what is owed for it."""

    cases: dict[str, Case]
    weeks: Mapping[str, Week]
    owed: list[tuple[str, Effect]] = field(default_factory=list)
    lines: list[tuple[str, journal.Line]] = field(default_factory=list)

    def of(self, wanted: Iterable[str]) -> list[Case]:
        """These cases, those of them that can be read."""
        return [self.cases[case] for case in wanted if case in self.cases]

    def say(
        self,
        turns: Iterable[Reminded],
        person: str,
        now: datetime,
        week: str = "",
        listed: Iterable[Listed] = (),
    ) -> None:
        """What was claimed, and the message that holds it all: the summary of that `week`, or reminders."""
        refs: list[Ref | Listed] = []
        for turn in turns:
            self.cases[turn.case.id] = turn.case
            self.owed += [(turn.case.id, effect) for effect in turn.effects]
            keys = " ".join(claimed_reminder.key.name for claimed_reminder in turn.new)
            self.lines.append((turn.case.id, journal.Line(now, VAERN, ACT, f"{person} {keys}")))
            refs += turn.refs
        refs += listed
        if refs or week:
            message = Tell(person, WEEKLY if week else "reminders", written(refs, week))
            self.owed.append((f"person:{person}", message))


def remind(
    storage: Storage,
    persons: Sequence[str],
    ctx: Context,
    weeks: Mapping[str, Week] | None = None,
    skip: Collection[str] = (),
) -> None:
    """Owes these people what is to be said to them now, and plans their cases anew, in one transaction.

    First what is RED or a deadline by law, which does not wait for the message of the day; then Monday's
    summary to whom `weeks` holds one, with what falls due for them on that day; to others the message of the
    day, when something of it is due. Nobody has two messages of one day. The cases of `skip` cannot be read
    now and wait, so that they stop no other.
    """
    storage.turn(partial(_remind, persons=persons, weeks=weeks or {}, skip=frozenset(skip)), ctx)


def _remind(
    tx: Transaction, ctx: Context, *, persons: Sequence[str], weeks: Mapping[str, Week], skip: frozenset[str]
) -> None:
    wanted = plan.of(tx, {person: end_of_their_day(person, ctx) for person in persons})
    concerned = {case for cases_of in wanted.values() for case in cases_of} - skip
    said = _Said(cases.those(tx, concerned), weeks)
    for person in persons:
        ctx = _turn_of(tx, person, wanted.get(person, []), said, ctx)
    cases.put_all(tx, said.cases.values(), ctx)
    journal.write_all(tx, said.lines)
    outbox.owe_all(tx, said.owed, ctx.now)


def _turn_of(tx: Transaction, person: str, wanted: list[str], said: _Said, ctx: Context) -> Context:
    """What is said to one person; gives the context in which they have had their message of the day."""
    said.say(say_apart(said.of(wanted), person, ctx), person, ctx.now)
    mine, week = said.of(wanted), said.weeks.get(person)
    if week is None or monday_due(person, ctx) is None:
        turns = say_of_the_day(mine, person, ctx)
        if not turns or not _is_first_of_the_day(tx, person, ctx):
            return ctx
        said.say(turns, person, ctx.now)
        return _told(person, ctx)
    turns = say_with_monday(mine, person, ctx)
    is_something = bool(turns) or not week.is_empty
    if is_something and not _is_first_of_the_day(tx, person, ctx):
        # Where the message of the day is another's already, the week is not over yet: it comes tomorrow.
        return ctx
    if summaries.remember(tx, person, week, ctx) and is_something:
        said.say(turns, person, ctx.now, summaries.this_week(person, ctx), week.listed)
    return _told(person, ctx) if is_something else ctx


def _is_first_of_the_day(tx: Transaction, person: str, ctx: Context) -> bool:
    """Whether this is the person's first message of their day; the key keeps a second from being so."""
    row = MessageDayRow(person=person, day=_day(person, ctx).isoformat(), change=changed(tx.session))
    return tx.insert_once(row)


def _told(person: str, ctx: Context) -> Context:
    return replace(ctx, message_days={**ctx.message_days, person: _day(person, ctx)})


def _day(person: str, ctx: Context) -> date:
    return ctx.now.astimezone(hours_of(person, None, ctx).zone).date()
