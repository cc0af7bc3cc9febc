"""What is asked after each history, of what people saw and of what the database says.

Each question is a function that gives a sentence for each thing that is not as it should be.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlmodel import select
from typer.testing import CliRunner

from bot.arrival import changes_nothing, is_form, key_of
from bot.commands.audit import cli as audit
from bot.not_kept import FAULT
from flows.clock.message_of_the_day import Ref, reminders_in
from flows.events import ChannelOpened
from flows.procedure.due_times import meeting_start
from storage import plan
from storage.tables import InboxRow, JournalRow, OutboxRow, ReminderRow
from tests.simulation.kept import Kept
from tests.simulation.watch import Watch, tokens_in
from tests.workspace.people import BOT_USER

if TYPE_CHECKING:
    from tests.simulation.slack_faults import Arriving

Json = dict[str, Any]
RECEIPT = "Tak. Din sag har nummer "
LONG_DUE = timedelta(hours=30)
OWN_WORD = frozenset(
    {"OpenChannel", "Invite", "FetchFile", "KeepCalendar", "SendMail", "ExportDossier", "Alert"}
)
"""Effects whose failure the case itself is told, or which are the telling itself."""
NO_REASON = frozenset({"no_longer_allowed", "no_channel", "not_drawable", "not_whole"})


@dataclass(frozen=True)
class Asked:
    """All that can be looked at when a history is over."""

    kept: Kept
    watch: Watch
    arriving: Arriving
    now: datetime
    seen_wrongly: list[str]


def is_nothing_undone(asked: Asked) -> Iterator[str]:
    """Every arrival has led to all it leads to, or waits for its person's choice."""
    with asked.kept.storage.reading() as tx:
        for row in tx.session.exec(select(InboxRow)):
            if row.done_at is None and row.held_until is None:
                yield f"an arrival of {row.arrived_at} is not handled after {row.attempts} attempts"


def is_everything_taken_in(asked: Asked) -> Iterator[str]:
    """What Slack was answered 200 for was written down first, but for forms and what changes nothing."""
    for at, payload, _ in asked.arriving.taken:
        if (
            not _is_of_vaern(payload)
            and not is_form(payload)
            and not changes_nothing(payload, BOT_USER)
            and key_of(payload) not in asked.kept.arrived
        ):
            what = payload.get("event", payload).get("type", "a command")
            yield f"{what} of second {at:.0f} was answered 200 and is not in the inbox"


def _is_of_vaern(payload: Json) -> bool:
    """Whether Slack tells of a message of Værn's own, which Bolt drops."""
    event = payload.get("event") or {}
    messages = (event, event.get("message") or {}, event.get("previous_message") or {})
    return event.get("type") == "message" and any(one.get("user") == BOT_USER for one in messages)


def is_nothing_lost(asked: Asked) -> Iterator[str]:
    """What Slack was answered 200 for is kept, or its person was told otherwise."""
    for said in asked.arriving.said():
        missing = [t for t in said.tokens if t not in asked.kept.readers]
        missing += [f for f in said.files if f not in asked.kept.sources]
        told = (post.to == said.person and post.at >= said.at for post in asked.watch.posts)
        if missing and (said.is_form or not any(told)):
            yield f"{said.person} wrote {missing} at {said.at:.0f}, which is nowhere, and nobody told them"


def is_evidence_whole(asked: Asked) -> Iterator[str]:
    """Every item opens and is what came; every journal and every head holds: `vaern audit verify` says so."""
    folder = asked.kept.folder
    given = {"VAERN_DATA": str(folder), "VAERN_ORGANISATION": str(folder / "organisation.toml")}
    result = CliRunner().invoke(audit, [], env={**os.environ, **given, "DATABASE_URL": asked.kept.database})
    if result.exit_code != 0:
        yield f"vaern audit verify ends with {result.exit_code}: {result.output} {result.exception!r}"


def is_nothing_told_twice(asked: Asked) -> Iterator[str]:
    """No message stands twice: each is known by the id under which it was posted.

    That nothing is kept may be said each hour, and nothing can be kept of it.
    """
    posted = Counter(
        (post.conversation, post.mark)
        for post in asked.watch.posts
        if not post.is_channel and post.mark not in {"", FAULT.kind}
    )
    for (conversation, mark), times in posted.items():
        if times > 1:
            text = next(post.text for post in asked.watch.posts if post.mark == mark)
            yield f"a message stands {times} times in {conversation}: {text[:80]} {mark}"


def is_one_receipt(asked: Asked) -> Iterator[str]:
    """A report has one receipt and one case."""
    receipts = Counter(
        post.text[: len(RECEIPT) + 9] for post in asked.watch.posts if post.text.startswith(RECEIPT)
    )
    yield from (f"{receipt} was told {times} times" for receipt, times in receipts.items() if times > 1)
    with asked.kept.storage.reading() as tx:
        sent = Counter(row.subject for row in tx.session.exec(select(JournalRow)) if row.act == "Sent")
    yield from (f"{subject} was sent {times} times" for subject, times in sent.items() if times > 1)


def is_one_channel(asked: Asked) -> Iterator[str]:
    """No channel is without a case: each was opened once, and so written down."""
    channels = [c.id for c in asked.watch.workspace.store.conversations.values() if c.name.startswith("sag-")]
    with asked.kept.storage.reading() as tx:
        lines = tx.session.exec(select(JournalRow)).all()
        opened = [row for row in lines if row.act == ChannelOpened.__name__]
    if len(channels) != len(opened):
        yield f"there are {len(channels)} channels, and {len(opened)} were opened for a case"


def is_nothing_decided_twice(asked: Asked) -> Iterator[str]:
    """One act leads to one decision, one record, one item. Whoever sends a form twice has acted twice."""
    acts = Counter(token for tokens in _written_by_act(asked).values() for token in tokens)
    for case in asked.kept.cases.values():
        for name, parts in (("decision", case.decisions), ("record", case.records), ("item", case.evidence)):
            found = Counter(token for part in parts for token in tokens_in(repr(part)))
            for token, times in found.items():
                if times > max(acts[token], 1):
                    yield f"{case.number} has {times} times the same {name}: {token}"
        for source, times in Counter(item.source for item in case.evidence if item.source).items():
            if times > 1:
                yield f"{case.number} has {times} times the same file: {source}"


def _written_by_act(asked: Asked) -> dict[str, set[str]]:
    """The words of each act that was brought to the product, however often, also where no answer came."""
    return {key_of(payload): tokens_in(payload) for payload in asked.arriving.brought}


def is_nothing_seen_by_others(asked: Asked) -> Iterator[str]:
    """Nobody was shown a word of somebody else's report while they had no part in it."""
    yield from asked.seen_wrongly
    for mail in asked.watch.workspace.graph.mail:
        if tokens := tokens_in(json.dumps(mail)):
            yield f"a mail holds {sorted(tokens)}"
    for post in asked.watch.posts:
        if post.is_channel and (tokens := tokens_in(post.text)):
            yield f"a channel holds {sorted(tokens)}"


def is_everything_delivered(asked: Asked) -> Iterator[str]:
    """Nothing that is due is left to deliver."""
    with asked.kept.storage.reading() as tx:
        for row in tx.session.exec(select(OutboxRow)):
            if row.done_at is None and row.due_at <= asked.now - timedelta(hours=1):
                tried = f"tried {row.attempts} times, {row.error}"
                yield f"{row.kind} {row.args} is owed since {row.owed_at}, due {row.due_at}: {tried}"


def is_everything_given_up_told(asked: Asked) -> Iterator[str]:
    """What was given up was told to its person or to the operators."""
    alerted = {row.subject for row in asked.kept.owed.values() if row.kind == "Alert"}
    for row in asked.kept.owed.values():
        is_given_up = row.done_at and row.error and row.kind not in OWN_WORD and row.error not in NO_REASON
        if is_given_up and row.subject not in alerted:
            yield f"{row.kind} {row.args} was given up with {row.error}, and nobody was told"


def is_every_meeting_in_a_calendar(asked: Asked) -> Iterator[str]:
    """A meeting that a case has in a calendar stands there."""
    meetings = asked.watch.workspace.graph.meetings
    for case in asked.kept.cases.values():
        for step in {record.step for record in case.records if record.task == "calendar"}:
            kept = case.record(step, "calendar")
            event = kept.values.get("event") if kept else ""
            start = meeting_start(case, step)
            if event and start and start > asked.now and meetings[event].get("isCancelled"):
                yield f"the meeting of {step} in {case.number} stands in no calendar"


def is_every_reminder_said_once(asked: Asked) -> Iterator[str]:
    """Each claimed reminder is in exactly one message; what was due is claimed."""
    tells = [json.loads(row.args) for row in asked.kept.owed.values() if row.kind == "Tell"]
    said = Counter(ref for tell in tells for ref in map(str, reminders_in(tell["about"])))
    yield from (f"the reminder {ref} is in {times} messages" for ref, times in said.items() if times > 1)
    with asked.kept.storage.reading() as tx:
        for row in tx.session.exec(select(ReminderRow)):
            key = str(Ref(row.case_id, plan.key_of(row.key)))
            if row.is_claimed and key not in said:
                yield f"the reminder {key} is claimed and in no message"
            if not row.is_claimed and row.at <= asked.now - LONG_DUE:
                yield f"the reminder {key} was due at {row.at} and is not said"


QUESTIONS: tuple[Callable[[Asked], Iterator[str]], ...] = (
    is_nothing_undone,
    is_everything_taken_in,
    is_nothing_lost,
    is_evidence_whole,
    is_nothing_told_twice,
    is_one_receipt,
    is_one_channel,
    is_nothing_decided_twice,
    is_nothing_seen_by_others,
    is_everything_delivered,
    is_everything_given_up_told,
    is_every_meeting_in_a_calendar,
    is_every_reminder_said_once,
)


def faults_of(asked: Asked) -> list[str]:
    """Everything that is not as it should be, with the question that found it."""
    return [f"{question.__name__}: {fault}" for question in QUESTIONS for fault in question(asked)]


def acts_of(asked: Asked) -> dict[str, int]:
    """How often each act is in the journal, so that a long run tells what its histories came to."""
    with asked.kept.storage.reading() as tx:
        return dict(Counter(tx.session.exec(select(JournalRow.act))))
