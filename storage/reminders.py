"""The clock's turn of a person: what is to be said to them is claimed in one transaction and owed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from flows.access import VAERN
from flows.case import Case
from flows.effects import Tell
from flows.organisation import Context
from flows.reminding import Ref, Turn, end_of_their_day, say_apart, say_of_the_day, written
from flows.rules import hours_of
from storage import cases, journal, outbox, plan
from storage.database import Storage, Transaction
from storage.known import changed
from storage.tables import ToldDayRow

ACT = "reminded"
"""In the journal: to whom and of which steps, without content."""


def replan(storage: Storage, case: str, ctx: Context) -> None:
    """Plans what the case has to say anew: who can be reached, or what the organisation says, has changed."""

    def turn(tx: Transaction, ctx: Context) -> None:
        # Its version guards the plan too: a turn that comes between begins this one again.
        cases.put(tx, cases.get(tx, case, as_=VAERN), ctx)

    storage.turn(turn, ctx)


def remind_apart(storage: Storage, person: str, ctx: Context, skip: Collection[str] = ()) -> None:
    """Owes the person what is RED or a deadline by law, which does not wait for the message of the day.

    The cases of `skip` cannot be read now and wait, so that they stop no other.
    """

    def turn(tx: Transaction, ctx: Context) -> None:
        found = _waiting(tx, person, ctx.now, skip)
        say(tx, say_apart(found, person, ctx), "reminders", person, ctx)

    storage.turn(turn, ctx)


def remind(storage: Storage, person: str, ctx: Context, skip: Collection[str] = ()) -> None:
    """Owes the person the message of the day, when something of it is due and they have had none."""

    def turn(tx: Transaction, ctx: Context) -> None:
        found = say_of_the_day(of_their_day(tx, person, ctx, skip), person, ctx)
        if found and is_first_of_the_day(tx, person, ctx):
            say(tx, found, "reminders", person, ctx)

    storage.turn(turn, ctx)


def of_their_day(tx: Transaction, person: str, ctx: Context, skip: Collection[str] = ()) -> list[Case]:
    """The cases that have something to say to the person today."""
    return _waiting(tx, person, end_of_their_day(person, ctx), skip)


def _waiting(tx: Transaction, person: str, until: datetime, skip: Collection[str]) -> list[Case]:
    wanted = [case for case in plan.of(tx, person, until) if case not in skip]
    return list(cases.those(tx, wanted).values())


def say(tx: Transaction, turns: Iterable[Turn], message: str, person: str, ctx: Context) -> None:
    """Remembers what was claimed, and owes the message that holds all of it."""
    refs: list[Ref] = []
    for turn in turns:
        cases.put(tx, turn.case, ctx)
        outbox.owe(tx, turn.case.id, turn.effects, ctx.now)
        keys = " ".join(nudge.step for nudge in turn.new)
        journal.write(tx, turn.case.id, journal.Line(ctx.now, VAERN, ACT, f"{person} {keys}"))
        refs += turn.refs
    if refs or message == "weekly":
        outbox.owe(tx, f"person:{person}", (Tell(person, message, written(refs)),), ctx.now)


def is_first_of_the_day(tx: Transaction, person: str, ctx: Context) -> bool:
    """Whether this is the person's first message of their day; the key keeps a second from being so."""
    day = ctx.now.astimezone(hours_of(person, None, ctx).zone).date()
    row = ToldDayRow(person=person, day=day.isoformat(), change=changed(tx.session))
    return tx.insert_once(row)
