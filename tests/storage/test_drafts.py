"""Reports under way: one a person, whole again after every pause."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from sqlmodel import col, func, select

from flows import events as ev
from flows.effects import Refused
from flows.evidence.routing import IncomingContent
from flows.report.draft import Draft
from storage import drafts, routing, turns
from storage.database import Storage, Transaction
from storage.database_key import DATABASE
from storage.keys import Unreadable
from storage.tables import DraftRow, EvidenceRow
from storage.trying import Conflict
from tests.storage import facts
from tests.storage.conftest import Open
from tests.storage.passing import forget, passing
from tests.storage.races import at_once
from tests.storage.stories import METTE, NOW, at, begins, offered, under_way

ONE = Draft("one", METTE, NOW, "2026-0001")
quick = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def kept(storage: Storage, draft: Draft) -> Draft | None:
    with storage.transaction() as tx:
        return drafts.get(tx, draft.id)


def added(storage: Storage, draft: Draft) -> bool:
    return storage.run(lambda tx: drafts.add(tx, draft))


def read(tx: Transaction) -> Draft:
    found = drafts.of(tx, METTE)
    assert found is not None
    return found


def rows(storage: Storage, table: type) -> int:
    with storage.transaction() as tx:
        return tx.session.exec(select(func.count()).select_from(table)).one()


@given(draft=facts.drafts)
@quick
def test_a_draft_comes_back_as_it_was(storage: Storage, draft: Draft) -> None:
    with passing(storage) as tx:
        assert drafts.add(tx, draft)
        forget(tx)
        assert drafts.get(tx, draft.id) == draft


@given(before=facts.drafts, after=facts.drafts)
@quick
def test_a_changed_draft_comes_back_as_it_now_is(storage: Storage, before: Draft, after: Draft) -> None:
    fixed = {name: getattr(before, name) for name in ("id", "person", "number", "started_at")}
    changed = replace(after, **fixed)
    with passing(storage) as tx:
        drafts.add(tx, before)
        drafts.put(tx, changed, NOW)
        forget(tx)
        assert drafts.get(tx, changed.id) == changed


def test_a_draft_is_found_by_its_person(storage: Storage) -> None:
    draft = begins(storage)
    with storage.transaction() as tx:
        mine = drafts.of(tx, METTE)
        assert mine is not None
        assert mine.id == draft
        assert drafts.of(tx, "U0OMAR") is None


def test_a_person_has_one_draft(storage: Storage) -> None:
    assert added(storage, ONE)
    assert not added(storage, Draft("two", METTE, NOW, "2026-0002"))
    assert kept(storage, ONE) == ONE


def test_a_person_who_begins_on_two_devices_has_one_draft(opened: Open) -> None:
    storages = [opened() for _ in range(3)]
    at_once(*(lambda s=s: begins(s) for s in storages))
    assert rows(storages[0], DraftRow) == 1


def test_answers_at_once_to_one_question_leave_one_answer(opened: Open) -> None:
    """Both devices hold the same question; the second press finds it answered."""
    storage, other = opened(), opened()
    for number in range(8):
        person = f"U0{number}"
        begins(storage, person)

        def answers(s: Storage, value: str, person: str = person) -> bool:
            try:
                turns.on_draft(s, ev.Answered(person, "danger", value), at(), person=person)
            except Refused:
                return False
            return True

        accepted = at_once(partial(answers, storage, "yes"), partial(answers, other, "no"))
        assert sorted(accepted) == [False, True]
        with storage.transaction() as tx:
            draft = drafts.of(tx, person)
        assert draft is not None
        assert draft.answers == {"danger": "yes" if accepted[0] else "no"}


def test_files_offered_at_once_are_all_kept(opened: Open) -> None:
    storage, other = opened(), opened()
    begins(storage)
    draft = under_way(storage)

    def offers(s: Storage, number: int) -> None:
        for n in range(4):
            routing.drop(s, IncomingContent(METTE, "", "", (offered(),)), draft, at(), f"Ev{number}-{n}")

    at_once(lambda: offers(storage, 1), lambda: offers(other, 2))
    assert rows(storage, EvidenceRow) == 8


def test_a_draft_that_changed_meanwhile_is_not_overwritten(postgresql: Storage) -> None:
    added(postgresql, ONE)
    with pytest.raises(Conflict), postgresql.transaction() as late:
        mine = read(late)
        postgresql.run(lambda tx: drafts.put(tx, replace(read(tx), answers={"danger": "yes"}), NOW))
        drafts.put(late, replace(mine, answers={"danger": "no"}), NOW)


def test_a_draft_that_changed_meanwhile_is_not_sent_as_it_was(postgresql: Storage) -> None:
    added(postgresql, ONE)
    with pytest.raises(Conflict), postgresql.transaction() as late:
        mine = read(late)
        postgresql.run(lambda tx: drafts.put(tx, replace(read(tx), answers={"danger": "yes"}), NOW))
        drafts.drop(late, mine.id)


def test_a_draft_that_is_gone_cannot_be_put_or_dropped(storage: Storage) -> None:
    def puts(tx: Transaction) -> None:
        tx.new_key("gone")
        drafts.put(tx, replace(ONE, id="gone"), NOW)

    with pytest.raises(Conflict):
        storage.run(puts)
    with pytest.raises(Conflict):
        storage.run(lambda tx: drafts.drop(tx, "gone"))


def test_a_withdrawn_draft_leaves_neither_row_nor_key_nor_file_name(storage: Storage) -> None:
    draft = replace(ONE, evidence=(offered(), offered()))
    added(storage, draft)
    storage.run(lambda tx: drafts.erase(tx, read(tx).id, NOW))
    assert [rows(storage, table) for table in (DraftRow, EvidenceRow)] == [0, 0]
    assert list(storage.keys.subjects()) == [DATABASE]


def test_a_sent_draft_leaves_its_key_and_files_to_the_case(storage: Storage) -> None:
    added(storage, replace(ONE, evidence=(offered(),)))
    storage.run(lambda tx: drafts.drop(tx, read(tx).id))
    assert [rows(storage, table) for table in (DraftRow, EvidenceRow)] == [0, 1]
    assert set(storage.keys.subjects()) == {"one", DATABASE}


def test_a_withdrawn_draft_cannot_be_read_from_a_copy(storage: Storage) -> None:
    """A backup of the row is worth nothing once the key is destroyed."""
    added(storage, replace(ONE, answers={"story": "hemmeligt"}))
    with storage.transaction() as tx:
        copy = tx.session.exec(select(DraftRow.body).where(col(DraftRow.id) == "one")).one()
    storage.run(lambda tx: drafts.erase(tx, read(tx).id, NOW))
    with storage.transaction() as tx:
        with pytest.raises(Unreadable):
            tx.key("one")
        with pytest.raises(Unreadable):
            tx.new_key("one").unlock(copy)


def test_what_a_person_wrote_is_not_readable_in_the_row(storage: Storage) -> None:
    told = {"story": "kanariefugl", "when": "2026-11-24"}
    added(storage, replace(ONE, answers=told, evidence=(offered("kanariefugl.png"),)))
    with storage.transaction() as tx:
        bodies = [*tx.session.exec(select(DraftRow.body)), *tx.session.exec(select(EvidenceRow.body))]
    assert bodies
    assert not any(b"kanariefugl" in body for body in bodies)


def test_when_it_was_last_touched_is_remembered(storage: Storage) -> None:
    added(storage, ONE)
    storage.run(lambda tx: drafts.put(tx, read(tx), NOW + timedelta(hours=1)))
    with storage.transaction() as tx:
        assert tx.session.exec(select(DraftRow.updated_at)).one() == NOW + timedelta(hours=1)
