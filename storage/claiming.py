"""What is owed is delivered in order within a lane, each outbox item by one process at a time."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, get_args

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import aliased
from sqlmodel import col

from flows import effects as fx
from flows.effects import Effect
from flows.reminders.claimed_ahead import APART
from storage.database import Transaction
from storage.outbox import SHOW, owe
from storage.rows import PlainRow, told_apart
from storage.tables import OutboxRow

LONGEST_DELIVERY = timedelta(seconds=120)
"""After it a process begins nothing more of what it has claimed."""
LEASE = LONGEST_DELIVERY + APART
"""After it another process may try, whatever became of this one, and however far apart their clocks are."""
YOUNG = timedelta(seconds=3)
"""Until then nobody can have taken its process for gone (`storage.liveness`); later it is looked at again."""
ALONE = 1
"""The number of a process that has the database to itself."""
MOST_SHOWN = 24
"""Surfaces that are claimed together besides the first of each lane."""
SPOILT_ROWS = "outbox"
"""What the operators are told about where the subject cannot be read."""

_KINDS: dict[str, type[Effect]] = {kind.__name__: kind for kind in get_args(Effect)}


@dataclass(frozen=True)
class OutboxItem:
    """One effect to deliver. `is_unknown` says that an earlier delivery began and its end was never seen.

    `attempts` are the earlier deliveries that came to no end, and `failures` those of them that count towards
    giving up: to be asked to wait is no failure. `claimed_at` tells this claim from one that another process
    makes when it has ended.
    """

    id: str
    subject: str
    effect: Effect
    owed_at: datetime
    attempts: int
    is_unknown: bool
    lane: str = ""
    failures: int = 0
    claimed_at: datetime | None = None

    def is_ours_at(self, moment: datetime, longest: timedelta = LONGEST_DELIVERY) -> bool:
        """Whether it was claimed so lately that it may be delivered by the clock."""
        return self.claimed_at is None or moment < self.claimed_at + longest


@dataclass(frozen=True)
class Claim:
    """Outbox items that this process delivers now, and whether there may be others to claim at once.

    `followed` are the lanes in which more is owed: there is something to claim once these are delivered.
    """

    items: tuple[OutboxItem, ...]
    is_more: bool = False
    followed: frozenset[str] = frozenset()


_EARLIER = aliased(OutboxRow)
_LATER = aliased(OutboxRow)
_IS_FREE = (
    col(OutboxRow.claimed_until).is_(None)
    | (col(OutboxRow.claimed_until) < bindparam("now"))
    # By this process, which works at it no more: it could not write down what became of it.
    | (col(OutboxRow.claimed_by) == bindparam("process")) & (col(OutboxRow.claimed_by) != 0)
)
_IS_DUE = (
    col(OutboxRow.done_at).is_(None),
    OutboxRow.due_at <= bindparam("now"),
    _IS_FREE,
    col(OutboxRow.id).not_in(bindparam("busy", expanding=True)),
)
_ANY_DUE = select(col(OutboxRow.seq)).where(*_IS_DUE).limit(1)
_IS_FIRST = ~(
    select(col(_EARLIER.seq))
    .where(
        col(_EARLIER.lane) == col(OutboxRow.lane),
        col(_EARLIER.done_at).is_(None),
        col(_EARLIER.seq) < col(OutboxRow.seq),
    )
    .exists()
)
_IS_FOLLOWED = (
    select(col(_LATER.seq))
    .where(
        col(_LATER.lane) == col(OutboxRow.lane),
        col(_LATER.done_at).is_(None),
        col(_LATER.seq) > col(OutboxRow.seq),
    )
    .exists()
)
_HEADS = (
    select(OutboxRow, _IS_FOLLOWED.label("is_followed"))
    .where(*_IS_DUE, _IS_FIRST)
    .order_by(col(OutboxRow.due_at), col(OutboxRow.seq))
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=OutboxRow)
)
_AFTER = (
    select(OutboxRow)
    .where(col(OutboxRow.lane).in_(bindparam("lanes", expanding=True)), col(OutboxRow.done_at).is_(None))
    .where(col(OutboxRow.seq) > bindparam("first"))
    .order_by(col(OutboxRow.seq))
    .limit(MOST_SHOWN)
    .with_for_update(skip_locked=True)
)
_IS_THAT = col(OutboxRow.id) == bindparam("item")
_IS_OWED = (_IS_THAT, col(OutboxRow.done_at).is_(None))
"""Another process may have delivered it, when this one took so long that its claim had ended."""
_IS_OURS = (*_IS_OWED, col(OutboxRow.started_at) == bindparam("claimed_at"))
"""Another process may have claimed it since, and then frees it itself."""
_STILL_OURS = select(col(OutboxRow.seq)).where(*_IS_OURS, col(OutboxRow.claimed_until).is_not(None))
_ARE_THOSE = col(OutboxRow.id).in_(bindparam("items", expanding=True))
_TAKE = (
    update(OutboxRow)
    .where(_ARE_THOSE)
    .values(claimed_until=bindparam("lease"), claimed_by=bindparam("process"), started_at=bindparam("now"))
)
_LEAVE = update(OutboxRow).where(_ARE_THOSE).values(due_at=bindparam("later"))
_SETTLED = update(OutboxRow).values(
    done_at=bindparam("now"), error=bindparam("code"), claimed_until=None, started_at=None
)
_DELIVERED = _SETTLED.where(*_IS_OWED)
_DONE_WITH = _SETTLED.where(*_IS_OURS)
"""Without having been delivered: whoever has claimed it since may deliver it."""
_POSTPONE = (
    update(OutboxRow)
    .where(*_IS_OURS)
    .values(
        attempts=OutboxRow.attempts + 1,
        failures=OutboxRow.failures + bindparam("failed"),
        due_at=bindparam("next"),
        error=bindparam("code"),
        claimed_until=None,
    )
)
_RELEASE = update(OutboxRow).where(*_IS_OURS).values(claimed_until=None)
_WAIT = update(OutboxRow).where(*_IS_OURS).values(due_at=bindparam("next"))
_SHOWN_ANYWAY = (
    select(col(OutboxRow.seq))
    .where(col(OutboxRow.lane) == bindparam("lane"), col(OutboxRow.args) == bindparam("words"))
    .where(col(OutboxRow.done_at).is_(None), col(OutboxRow.id) != bindparam("item"))
    .limit(1)
)
_NOT_BEGUN = update(OutboxRow).where(*_IS_OURS).values(started_at=None)


def is_any_due(tx: Transaction, now: datetime, busy: Collection[str], process: int) -> bool:
    """Whether anything is to be delivered by now that nobody delivers yet; for a look that writes nothing."""
    return tx.execute(_ANY_DUE, {"now": now, "busy": list(busy), "process": process}).first() is not None


def claim(tx: Transaction, now: datetime, busy: Collection[str], most: int = 8, process: int = 0) -> Claim:
    """The next to deliver: the first of each lane, and where that shows something, what is shown after it.

    `busy` are those this process works on already, and `process` is its number, which a test may leave out.
    """
    given = {"now": now, "busy": list(busy), "most": most, "process": process}
    heads, spoilt = told_apart(tx.session, _HEADS, given)
    followed = {row.lane: row.seq for row in heads if row.is_followed}
    shown = {row.lane for row in heads if row.kind == SHOW}
    after, ended = _shown_after(tx, {lane: seq for lane, seq in followed.items() if lane in shown}, now)
    items, unknown = list[OutboxItem](), [row.id for row in spoilt]
    for row in sorted([*heads, *after], key=lambda row: int(row.seq)):
        item = _outbox_item(row, now)
        if item is not None:
            items.append(item)
        else:
            unknown.append(row.id)
    if items:
        taken = [item.id for item in items]
        tx.execute(_TAKE, {"items": taken, "lease": now + LEASE, "now": now, "process": process})
    if unknown:
        # Written by another version of the product, which may run beside this one, or by nobody of ours.
        tx.execute(_LEAVE, {"items": unknown, "later": now + LONGEST_DELIVERY})
    if spoilt:
        owe(tx, SPOILT_ROWS, (fx.Alert("undelivered", "spoilt"),), now)
    return Claim(tuple(items), len(heads) + len(spoilt) == most, frozenset(followed) - ended)


def _shown_after(
    tx: Transaction, first: dict[str, int], now: datetime
) -> tuple[list[PlainRow], frozenset[str]]:
    """What follows a first Show in its lane, as long as it only shows: it is drawn from the same facts.

    Also the lanes in which nothing else follows.
    """
    if not first:
        return [], frozenset()
    found, going_on = list[PlainRow](), dict(first)
    rows, spoilt = told_apart(tx.session, _AFTER, {"lanes": list(first), "first": min(first.values())})
    both = sorted((*rows, *spoilt), key=lambda row: int(row.seq))
    for row in both:
        if row.lane not in going_on or row.seq <= first[row.lane]:
            continue
        is_shown = row.kind == SHOW and row not in spoilt
        if is_shown and row.due_at <= now and row.claimed_until is None:
            found.append(row)
        else:
            del going_on[row.lane]
    return found, frozenset(going_on) if len(both) < MOST_SHOWN else frozenset()


def _outbox_item(row: PlainRow, now: datetime) -> OutboxItem | None:
    """The outbox item; None for an effect that this version does not know in this form."""
    args: dict[str, Any] = {
        name: tuple(v) if isinstance(v, list) else v for name, v in json.loads(row.args).items()
    }
    try:
        effect = _KINDS[row.kind](**args)
    except (KeyError, TypeError):
        return None
    begun = (row.owed_at, row.attempts, row.started_at is not None, row.lane, row.failures, now)
    return OutboxItem(row.id, row.subject, effect, *begun)


def is_ours(tx: Transaction, item: OutboxItem) -> bool:
    """Whether no other process has freed or taken what this one claimed; for a look that writes nothing."""
    return tx.execute(_STILL_OURS, _ours(item)).first() is not None


def delivered(tx: Transaction, item: OutboxItem, now: datetime, error: str = "") -> bool:
    """The outbox item is settled; with an error it was given up, and the code stays for the operator.

    False when it was settled already, as by a transaction whose end was not heard of. So it is for what was
    given up here and has been claimed by another process since.
    """
    statement, which = (_DONE_WITH, _ours(item)) if error else (_DELIVERED, {"item": item.id})
    return bool(tx.execute(statement, which | {"now": now, "code": error}).rowcount)


def later(
    tx: Transaction,
    item: OutboxItem,
    due_at: datetime,
    error: str,
    is_unknown: bool,
    *,
    is_failure: bool = True,
) -> None:
    """The delivery is tried again; `is_unknown` when it may have reached the other side.

    Without `is_failure` it does not count towards giving up. What another process has claimed since is its.
    """
    ours = _ours(item)
    tx.execute(_POSTPONE, ours | {"next": due_at, "code": error, "failed": int(is_failure)})
    if not is_unknown:
        tx.execute(_NOT_BEGUN, ours)


def release(tx: Transaction, item: OutboxItem) -> None:
    """It was claimed and not begun: this is no attempt."""
    ours = _ours(item)
    tx.execute(_RELEASE, ours)
    if not item.is_unknown:
        tx.execute(_NOT_BEGUN, ours)


def _ours(item: OutboxItem) -> dict[str, Any]:
    return {"item": item.id, "claimed_at": item.claimed_at}


def wait(tx: Transaction, item: OutboxItem, now: datetime, due_at: datetime) -> None:
    """The same, and it is not due before then.

    What is shown once more in its lane anyway is done with: it would keep that from being shown sooner. But
    not what may have been posted already: only its own row says that it is to be looked for.
    """
    if isinstance(item.effect, fx.Show) and not item.is_unknown and _is_shown_anyway(tx, item):
        tx.execute(_DONE_WITH, _ours(item) | {"now": now, "code": ""})
        return
    tx.execute(_WAIT, _ours(item) | {"next": due_at})
    release(tx, item)


def _is_shown_anyway(tx: Transaction, item: OutboxItem) -> bool:
    same = {"lane": item.lane, "words": json.dumps(vars(item.effect), sort_keys=True), "item": item.id}
    return tx.execute(_SHOWN_ANYWAY, same).first() is not None


def release_all(tx: Transaction) -> None:
    """Frees what a process that is gone had claimed; only for a database that no other process uses."""
    taken = update(OutboxRow).where(col(OutboxRow.done_at).is_(None))
    tx.execute(taken.where(col(OutboxRow.claimed_until).is_not(None)).values(claimed_until=None))
