"""What is owed to the outside, written down in the transaction of the decision that owes it.

A decision and its effects are remembered together or not at all, so nothing is told that was not decided,
and nothing that was decided stays untold. Each effect becomes an item of the outbox, and an item is
delivered in three moves: it is claimed (`storage.claiming`), performed within two minutes against Slack or
Graph without any transaction (`bot.delivery`), and settled with what came of it, which is an event and is
decided like any other (`storage.settling`). A process that dies between leaves a claim that runs out; the
next one finds out from Slack whether the message is there before it says it a second time.

Items of one lane go one after the other, and lanes go side by side. What must be in order shares a lane:
the messages of a case to one person, the channel and who is invited into it. What may be slow or fail alone
has a lane of its own: a file, a mail, an alert, each message of the clock, the conversation of a report,
whose receipt must not wait for old questions that are drawn anew.

Not everything that is owed makes an item:

    effect                         when it is owed again before it is settled
    Show                           the waiting one shows the newest facts anyway, so there is one
    Show of a Home tab             none, while nobody has ever opened it: opening draws it
    Tell that is_gathered          joins the one that waits for the end of the sitting
    Alert                          once a day for the same subject and words
    all others                     each is an item

An example. Lars decides steps 3 and 4 at 10.12 and 10.15. The first owes a message to Mette at 10.22 and a
new checklist at once; the second joins that message and owes the checklist again. Mette hears of both at
10.22, and the checklist is drawn twice, or once where the first was still waiting.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import bindparam, delete, insert, literal_column, select, update
from sqlmodel import col

from flows import effects as fx
from flows.clock.monday import WEEKLY
from flows.effects import Effect
from storage import surfaces
from storage.database import Transaction
from storage.rows import PlainRow
from storage.surfaces import Surface
from storage.tables import OutboxRow

SHOW, TELL, ALERT = fx.Show.__name__, fx.Tell.__name__, fx.Alert.__name__
ARCHIVE = fx.ArchiveChannel.__name__
LEVEL_TRIGGERED = frozenset({SHOW, fx.LookAtChannel.__name__})
"""What is owed once in its lane, however often it is wanted until then."""
OVER_ALL_CASES: frozenset[fx.MessageKind] = frozenset({"reminders", WEEKLY})
"""Messages of no case, which name several."""
HOME = "home:"
SITTING = "sitting:"
"""The lanes of what waits for the end of a sitting, so that nothing else waits for it."""

_WAITING = (
    select(OutboxRow)
    .where(
        col(OutboxRow.lane).in_(bindparam("lanes", expanding=True)),
        col(OutboxRow.args).in_(bindparam("words", expanding=True)),
    )
    .where(col(OutboxRow.done_at).is_(None), col(OutboxRow.claimed_until).is_(None))
    # Locked, or another process could claim it now and show the facts as they were before this decision.
    .with_for_update()
)
_UNTOLD = (
    select(OutboxRow)
    .where(col(OutboxRow.lane).in_(bindparam("lanes", expanding=True)))
    .where(col(OutboxRow.done_at).is_(None), col(OutboxRow.claimed_until).is_(None))
    # One that was tried may be with its reader already, as it was then.
    .where(col(OutboxRow.started_at).is_(None), col(OutboxRow.attempts) == 0)
    .with_for_update()
)
_JOIN = update(OutboxRow).where(col(OutboxRow.id) == bindparam("item")).values(args=bindparam("words"))
_ALERTED = (
    # In the words of the index of alerts: SQLite does not know it by others.
    select(col(OutboxRow.seq))
    .where(literal_column("is_alert"))
    .where(col(OutboxRow.subject) == bindparam("about"), col(OutboxRow.args) == bindparam("words"))
    .where(col(OutboxRow.owed_at) > bindparam("since"))
    .limit(1)
)
_ON_ITS_WAY = (
    select(col(OutboxRow.seq))
    .where(col(OutboxRow.lane) == bindparam("lane"), col(OutboxRow.args) == bindparam("words"))
    .where(col(OutboxRow.done_at).is_(None))
    .limit(1)
)
_OWE = insert(OutboxRow)
_SOONER = update(OutboxRow).where(col(OutboxRow.id) == bindparam("item")).values(due_at=bindparam("sooner"))


def owe(
    tx: Transaction, subject: str, effects: Iterable[Effect], now: datetime, due_at: datetime | None = None
) -> None:
    """Writes down what a decision owes, but for what is owed already and what nobody would see.

    With `due_at` it is owed by then: what else is shown on the same surface until then is shown with it.
    """
    owe_all(tx, [(subject, effect) for effect in effects], now, due_at)


def owe_all(
    tx: Transaction, owed: Iterable[tuple[str, Effect]], now: datetime, due_at: datetime | None = None
) -> None:
    """The same of several drafts and cases, in this order."""
    rows = [_row_of(subject, effect, now, due_at or now) for subject, effect in owed]
    wanted = _without_gathered(tx, _without_unopened(tx, rows))
    waiting = _waiting(tx, [row for row in wanted if row["kind"] in LEVEL_TRIGGERED])
    new: dict[tuple[str, str], dict[str, Any]] = {}
    for row in wanted:
        same = waiting.get((row["lane"], row["args"])) if row["kind"] in LEVEL_TRIGGERED else None
        if same is not None:
            # What Slack wants to wait for waits.
            if not same.attempts and row["due_at"] < same.due_at:
                tx.execute(_SOONER, {"item": same.id, "sooner": row["due_at"]})
        elif row["kind"] != ALERT or not _is_alerted(tx, row):
            # What is shown or looked at twice, or an alert that is told twice, is owed once.
            is_once = row["kind"] in LEVEL_TRIGGERED | {ALERT}
            new.setdefault((row["lane"], row["args"] if is_once else row["id"]), row)
    if new:
        tx.execute(_OWE, list(new.values()))
    if any(row["due_at"] <= now for row in wanted):
        tx.owes()


def _row_of(subject: str, effect: Effect, now: datetime, due_at: datetime) -> dict[str, Any]:
    args = json.dumps(vars(effect), sort_keys=True)
    if isinstance(effect, fx.Tell) and effect.is_gathered:
        due_at += fx.SITTING
    row = {"id": uuid4().hex, "lane": _lane(subject, effect), "subject": subject, "args": args}
    kind = type(effect).__name__
    return row | {"kind": kind, "is_alert": kind == ALERT, "owed_at": now, "due_at": due_at}


def _without_unopened(tx: Transaction, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """All but the Home tabs that nobody has opened yet: whoever opens one has it drawn then."""
    homes = {row["lane"] for row in rows if row["lane"].startswith(HOME)}
    drawn = surfaces.known(tx, homes) if homes else set()
    return [row for row in rows if row["lane"] not in homes - drawn]


def _without_gathered(tx: Transaction, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """All but what joins a message that waits for the end of its sitting: that one then tells of both."""
    lanes = {row["lane"] for row in rows if row["lane"].startswith(SITTING)}
    untold = tx.execute(_UNTOLD, {"lanes": list(lanes)}) if lanes else ()
    waiting = {row.lane: (row.id, row.args) for row in untold}
    found: list[dict[str, Any]] = []
    first: dict[str, dict[str, Any]] = {}
    for row in rows:
        lane = row["lane"]
        if lane in waiting:
            item, args = waiting[lane]
            waiting[lane] = (item, _joined(args, row["args"]))
            tx.execute(_JOIN, {"item": item, "words": waiting[lane][1]})
        elif lane in first:
            first[lane]["args"] = _joined(first[lane]["args"], row["args"])
        else:
            found.append(row)
            if lane in lanes:
                first[lane] = row
    return found


def _joined(args: str, more: str) -> str:
    """The message with what another is about."""
    both, new = json.loads(args), json.loads(more)
    return json.dumps(both | {"about": f"{both['about']},{new['about']}"}, sort_keys=True)


def _waiting(tx: Transaction, rows: Sequence[dict[str, Any]]) -> dict[tuple[str, str], PlainRow]:
    """What of these is to be shown or looked at anyway, by lane and what it is."""
    given = {"lanes": sorted({row["lane"] for row in rows}), "words": sorted({row["args"] for row in rows})}
    found = tx.execute(_WAITING, given) if rows else ()
    return {(row.lane, row.args): row for row in found if row.kind in LEVEL_TRIGGERED}


def _is_alerted(tx: Transaction, row: dict[str, Any]) -> bool:
    """Whether it is an alert that the operators have had within a day."""
    since = row["owed_at"] - timedelta(days=1)
    return bool(tx.execute(_ALERTED, {"about": row["subject"], "words": row["args"], "since": since}).all())


def is_on_its_way(tx: Transaction, subject: str, effect: Effect) -> bool:
    """Whether the same is owed already and not settled."""
    words = json.dumps(vars(effect), sort_keys=True)
    return bool(tx.execute(_ON_ITS_WAY, {"lane": _lane(subject, effect), "words": words}).all())


def _lane(subject: str, effect: Effect) -> str:
    """What must be in order shares a lane; what may be slow or fail alone has one of its own."""
    match effect:
        case fx.Show(surface="home"):
            return f"home:{effect.person}"
        case fx.FetchFile() | fx.EraseFile():
            return f"file:{effect.evidence}"
        case fx.FindPeople():
            return f"people:{subject}"
        case fx.KeepCalendar():
            return f"calendar:{subject}:{effect.step}"
        case fx.SendMail():
            return f"mail:{subject}"
        case fx.ExportDossier():
            return f"dossier:{subject}"
        case fx.Alert():
            return "alerts"
        case fx.Tell(is_gathered=True):
            return f"{SITTING}{subject}:{effect.person}:{effect.message}"
        # It is said to be erased once its messages are gone.
        case fx.Show(surface="report") | fx.Tell(message="withdrawn"):
            return f"report:{subject}"
        case fx.Tell() if effect.message in OVER_ALL_CASES:
            # Each waits for its person's own hours by itself: what is law waits for none.
            return f"clock:{hashlib.sha256(f'{effect.person} {effect.about}'.encode()).hexdigest()}"
        case fx.Tell() | fx.ShareEvidence() | fx.SendCalendarFile():
            return f"{subject}:{effect.person}"
        case _:
            return subject


_UNCLAIMED = select(OutboxRow).where(
    col(OutboxRow.subject) == bindparam("about"),
    col(OutboxRow.done_at).is_(None),
    col(OutboxRow.claimed_until).is_(None),
)
_FORGET = delete(OutboxRow).where(col(OutboxRow.id).in_(bindparam("items", expanding=True)))


_UNSETTLED = (
    select(OutboxRow)
    .where(col(OutboxRow.subject) == bindparam("about"), col(OutboxRow.done_at).is_(None))
    # Locked, or another process could begin one now.
    .with_for_update()
)


def unsettled(tx: Transaction, subject: str) -> list[PlainRow]:
    """What is owed for it and not delivered yet; no process begins with it until this transaction ends."""
    return list(tx.execute(_UNSETTLED, {"about": subject}))


def perhaps_posted(rows: Iterable[PlainRow]) -> list[Surface]:
    """The messages among them that are on their way, or were perhaps posted by a process that is gone.

    Nobody knows where they stand: they have no channel, and their `ts` is when they were owed.
    """
    begun = [row for row in rows if row.started_at or row.attempts]
    return [_surface_of(row, fx.Tell(**json.loads(row.args))) for row in begun if row.kind == TELL]


def _surface_of(row: PlainRow, tell: fx.Tell) -> Surface:
    owed_at = str(row.owed_at.timestamp())
    return Surface(row.id, row.subject, tell.message, tell.person, tell.about, "", owed_at, "")


def channels_to_archive(rows: Iterable[PlainRow]) -> list[str]:
    """The channels that Slack is still to archive, as these say."""
    return [fx.ArchiveChannel(**json.loads(row.args)).channel for row in rows if row.kind == ARCHIVE]


def drop(tx: Transaction, subject: str) -> None:
    """Forgets what is owed for a draft that is withdrawn; what is being delivered stays, and is waited for.

    What was perhaps shown stays too, since it is to be looked for and to go, and so does a call for help: it
    was asked for, whatever became of the report.
    """
    rows = tx.execute(_UNCLAIMED, {"about": subject})
    gone = [row.id for row in rows if not (_is_perhaps_shown(row) or _is_call_for_help(row))]
    tx.execute(_FORGET, {"items": gone})


def _is_perhaps_shown(row: PlainRow) -> bool:
    return row.kind == SHOW and bool(row.started_at or row.attempts)


def _is_call_for_help(row: PlainRow) -> bool:
    return bool(json.loads(row.args).get("message") == fx.CONTACT_WANTED)
