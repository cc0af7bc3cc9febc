"""What nobody looks at any more goes, a piece at a time, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from sqlmodel import SQLModel, select

from flows import effects as fx
from storage import call_budgets, claiming, forgetting, inbox, outbox, surfaces
from storage.database import Storage
from storage.forgetting import PIECE
from storage.gathering import KEPT_UP
from storage.people_tables import MessageDayRow
from storage.surfaces import Surface
from storage.tables import InboxRow, OutboxRow, SummaryRow, SurfaceCaseRow, SurfaceRow
from tests.storage.statements import counted
from tests.storage.stories import DAY, HOUR, LARS, METTE, MINUTE, NOW, claims

ALERT = fx.Alert("unhandled")


def forgets(storage: Storage, now: datetime = NOW) -> int:
    """Until nothing is left to be dropped; gives in how many pieces."""
    pieces = 0
    while storage.run(lambda tx: forgetting.forget(tx, now)):
        pieces += 1
    return pieces


def arrives(storage: Storage, keys: Iterable[str], at: datetime, *, is_done: bool = True) -> None:
    with storage.transaction() as tx:
        done_at = at if is_done else None
        tx.session.add_all(InboxRow(key=key, arrived_at=at, payload=b"", done_at=done_at) for key in keys)


def left(storage: Storage, table: type[SQLModel], name: str) -> list[str]:
    with storage.transaction() as tx:
        return sorted(tx.session.exec(select(getattr(table, name))))


def test_keys_that_slack_may_still_repeat_stay_and_so_does_what_waits(storage: Storage) -> None:
    arrives(storage, ["old"], NOW - 3 * DAY - MINUTE)
    arrives(storage, ["waits"], NOW - 9 * DAY, is_done=False)
    arrives(storage, ["new"], NOW - 3 * DAY + MINUTE)
    assert forgets(storage) == 1
    assert left(storage, InboxRow, "key") == ["new", "waits"]
    assert not storage.run(lambda tx: inbox.take_in(tx, "new", b"", NOW))


def test_the_budget_of_a_minute_long_past_goes(storage: Storage) -> None:
    for minute in (NOW - 2 * HOUR, NOW - MINUTE):
        storage.run(partial(call_budgets.draw, method="chat.update", minute=minute, more=2))
    assert forgets(storage) == 1
    assert storage.run(partial(call_budgets.draw, method="chat.update", minute=NOW - MINUTE, more=0)) == 2


def test_a_lot_goes_in_pieces_that_cost_the_same(storage: Storage) -> None:
    arrives(storage, (f"{number}" for number in range(2 * PIECE + 1)), NOW - 9 * DAY)
    costs = []
    for gone in (PIECE, 2 * PIECE, 2 * PIECE + 1):
        with counted(storage) as statements:
            assert storage.run(lambda tx: forgetting.forget(tx, NOW))
        assert len(left(storage, InboxRow, "key")) == 2 * PIECE + 1 - gone
        costs.append(len(statements))
    assert costs == [1, 1, 1]
    assert forgets(storage) == 0


def test_what_is_delivered_goes_after_a_week_and_what_is_owed_stays(storage: Storage) -> None:
    for delivered_at in (NOW - 8 * DAY, NOW - 6 * DAY):
        storage.run(
            partial(outbox.owe, subject="a case", effects=(fx.Tell(LARS, "booked"),), now=delivered_at)
        )
        [item] = claims(storage)
        storage.run(partial(claiming.delivered, item=item, now=delivered_at))
    storage.run(lambda tx: outbox.owe(tx, "a case", (fx.Tell(METTE, "booked"),), NOW - 30 * DAY))
    forgets(storage)
    with storage.transaction() as tx:
        rows = tx.session.exec(select(OutboxRow).order_by(OutboxRow.seq)).all()  # type: ignore[arg-type]
    assert [row.done_at for row in rows] == [NOW - 6 * DAY, None]


def test_a_item_that_is_settled_after_it_was_forgotten_is_no_fault(storage: Storage) -> None:
    storage.run(lambda tx: outbox.owe(tx, "a case", (fx.OpenChannel(),), NOW - 9 * DAY))
    [item] = claims(storage)
    storage.run(lambda tx: claiming.delivered(tx, item, NOW - 9 * DAY))
    forgets(storage)
    storage.run(lambda tx: claiming.later(tx, item, NOW, "ratelimited", True))
    assert claims(storage, NOW + DAY) == []


def test_the_operators_are_told_once_a_day_whatever_is_forgotten(storage: Storage) -> None:
    for hours in (0, 1, 23):
        storage.run(lambda tx, at=NOW + hours * HOUR: outbox.owe(tx, "a case", (ALERT,), at))
        for item in claims(storage, NOW + hours * HOUR):
            storage.run(partial(claiming.delivered, item=item, now=NOW))
        forgets(storage, NOW + hours * HOUR)
    assert len(left(storage, OutboxRow, "id")) == 1


def posts(storage: Storage, key: str, subject: str, at: datetime, *names: str) -> None:
    surface = Surface(key, subject, "reminders", LARS, "", "D0LARS", "1.1", "")
    storage.run(lambda tx: surfaces.put(tx, surface, at, names))


def test_what_a_person_was_asked_goes_when_it_is_not_drawn_anew_any_more(storage: Storage) -> None:
    posts(storage, "old", f"person:{LARS}", NOW - forgetting.SAID - MINUTE)
    posts(storage, "new", f"person:{LARS}", NOW - KEPT_UP)
    posts(storage, "of a case", "a case", NOW - 400 * DAY)
    posts(storage, "what the clock said", f"person:{LARS}", NOW - 400 * DAY, "one case", "another")
    forgets(storage)
    assert left(storage, SurfaceRow, "id") == ["new", "of a case", "what the clock said"]
    assert left(storage, SurfaceCaseRow, "surface") == ["what the clock said"] * 2
    with storage.transaction() as tx:
        # A press on the old one counts: it is not taken for the copy that a crash has left.
        assert not surfaces.is_orphan(tx, "old", "D0LARS", "1.1")


def test_days_and_mondays_long_past_go(storage: Storage) -> None:
    with storage.transaction() as tx:
        for day in (NOW - 31 * DAY, NOW - 29 * DAY):
            written = day.date().isoformat()
            tx.session.add(MessageDayRow(person=LARS, day=written))
            tx.session.add(SummaryRow(person=LARS, monday=written, owed_at=day))
    forgets(storage)
    kept = (NOW - 29 * DAY).date().isoformat()
    assert (left(storage, MessageDayRow, "day"), left(storage, SummaryRow, "monday")) == ([kept], [kept])
