"""A report that is never sent is erased after a notice, and whatever is done with it keeps it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlmodel import col

from flows import events as ev
from storage import retention, routing
from storage.database import Storage
from storage.tables import DraftRow
from tests.storage.contents import everything
from tests.storage.dropping import files
from tests.storage.stories import DAY, METTE, NOW, answers, arrives, at, begins, does, reports, under_way
from tests.storage.test_key_files import on_disk
from tests.storage.test_retention import CANARY, secrets_of, sweeps


def left_alone(storage: Storage, since: datetime) -> str:
    draft = begins(storage)
    answers(storage, story=CANARY)
    change = update(DraftRow).where(col(DraftRow.id) == draft).values(updated_at=since)
    storage.run(lambda tx: tx.session.execute(change))
    return draft


def test_a_report_is_announced_once_and_erased_after_its_notice(storage: Storage) -> None:
    draft = left_alone(storage, NOW)
    secret = secrets_of(storage, draft)
    assert sweeps(storage, NOW + 24 * DAY) == 0
    assert sweeps(storage, NOW + 27 * DAY) == 1
    assert sweeps(storage, NOW + 27 * DAY) == 0
    assert sweeps(storage, NOW + 31 * DAY) == 0
    assert sweeps(storage, NOW + 33 * DAY) == 1
    here = on_disk(storage.folder)
    assert [part for part in secret if part in here] == []
    (row,) = everything(storage)["erasure"]
    assert (row[0], row[2:]) == (draft, ("", "draft")), "whose report it was and its number are nobody's"


def test_whatever_is_done_with_an_announced_report_keeps_it(storage: Storage) -> None:
    draft = left_alone(storage, NOW)
    assert sweeps(storage, NOW + 27 * DAY) == 1
    does(storage, ev.Typed(METTE, "hej"), ctx=at(NOW + 31 * DAY))
    assert sweeps(storage, NOW + 55 * DAY) == 0
    assert under_way(storage) == draft
    (found,) = storage.read(retention.drafts)
    assert found.untouched.announced_at is None


def test_a_report_is_kept_also_by_what_belongs_to_a_case(storage: Storage) -> None:
    reports(storage)
    left_alone(storage, NOW)
    assert sweeps(storage, NOW + 27 * DAY) == 1
    arrives(storage, "Ev1", b"{}")
    routing.drop(storage, files(text=""), "the draft", at(NOW + 31 * DAY), "Ev1")
    assert sweeps(storage, NOW + 33 * DAY) == 0
