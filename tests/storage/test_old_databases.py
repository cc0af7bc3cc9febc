"""What version 0.1 left goes on: a report under way, a case, what had arrived, and people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Column, MetaData, Table, select, update

from flows import events as ev
from flows.case.case import Decision, Nudge
from flows.form import Value
from flows.people.person import Person
from flows.report.draft import ELSEWHERE, REVIEW, Draft
from flows.report.questions import REPORT
from flows.screens.report.conversation import sent_turn, turn
from flows.screens.view import View
from storage import case_lists, cases, inbox, journal, people, reminders, surfaces, turns
from storage.columns import Moment
from storage.database import Storage, Transaction, connect
from storage.keys import Keyring
from tests.storage.clock import due_in
from tests.storage.dropping import draft_of
from tests.storage.stories import (
    ANNE,
    DAY,
    DORTE,
    HOUR,
    LARS,
    METTE,
    MINUTE,
    NOW,
    OMAR,
    arrives,
    at,
    case_of,
    does,
)
from tests.storage.version_one import (
    ANSWERS,
    BEGUN,
    FOUND,
    adds,
    adds_case,
    adds_draft,
    adds_journal,
    as_it_was,
)

QUESTIONS = {asked.key for asked in REPORT}
CASES = Table("case", MetaData(), Column("next_nudge_at", Moment()))
LINES = (("one", "read"), ("another", "refused"), ("one", "StepDecided"))
VIEW = View(at(), Person(METTE, "Mette Holm"))


@pytest.fixture
def old(empty_url: str, keyring: Keyring, tmp_path: Path) -> Iterator[Storage]:
    """The database of version 0.1, without a row."""
    storage = connect(empty_url, keyring, tmp_path)
    as_it_was(storage)
    yield storage
    storage.close()


def migrated(storage: Storage, person: str = METTE) -> Draft:
    """The person's report once this version has taken over."""
    storage.migrate()
    draft = draft_of(storage, person)
    assert draft is not None
    return draft


def known(answers: Mapping[str, str | list[str]], *without: str) -> dict[str, Value]:
    """The answers as they are read, those that are no question any more left out."""
    read = {key: tuple(value) if isinstance(value, list) else value for key, value in answers.items()}
    return {key: value for key, value in read.items() if key in QUESTIONS and key not in without}


def test_a_report_under_way_is_as_it_was_and_asks_what_is_new(old: Storage) -> None:
    adds_draft(old)
    draft = migrated(old)
    assert draft.answers == known(ANSWERS)
    assert draft.current() == "wishes"
    assert (draft.started_at, draft.found) == (BEGUN, ev.PeopleFound(LARS, DORTE, ANNE))
    assert draft.involved() == (LARS, ANNE, "")
    assert (draft.kept_out, draft.contacts, draft.raised, draft.is_paused) == ((), (), None, False)
    [item] = draft.evidence
    assert (item.name, item.state, item.kind, item.details) == ("opslag.png", "kept", "file", {})


def test_it_can_be_answered_and_sent_under_its_new_number(old: Storage) -> None:
    adds_draft(old)
    draft = migrated(old)
    does(old, ev.Answered(METTE, "wishes", ()))
    turns.send(old, METTE, at(), arrival=arrives(old, "send"))
    case = case_of(old, draft.id)
    assert case.number == draft.number
    assert case.answers == {**known(ANSWERS), "wishes": ()}


def test_every_report_gets_a_number_that_nobody_has(old: Storage) -> None:
    for person in (METTE, LARS, ANNE, OMAR):
        adds_draft(old, person=person)
    adds_case(old)
    numbers = {migrated(old, person).number for person in (METTE, LARS, ANNE, OMAR)}
    assert len(numbers) == 4
    assert all(number.startswith("20") and number != "2026-0042" for number in numbers)
    with old.transaction() as tx:
        assert not any(case_lists.is_free(tx, number) for number in numbers)


def test_a_time_that_was_unknown_is_asked_again(old: Storage) -> None:
    adds_draft(old, {**ANSWERS, "when": "unknown"})
    draft = migrated(old)
    assert draft.answers == known(ANSWERS, "when")
    assert draft.current() == "when"
    does(old, ev.Answered(METTE, "when", "found:2026-11-23"))
    assert migrated(old).current() == "wishes"


def test_a_leader_who_is_part_of_it_is_kept_out_as_before(old: Storage) -> None:
    chosen = {"leader": DORTE, "representative": ANNE}
    adds_draft(old, {**ANSWERS, "leader_is_party": "yes"}, chosen=chosen)
    draft = migrated(old)
    assert (draft.kept_out, draft.excluded()) == ((LARS,), {LARS})
    assert draft.involved() == (DORTE, ANNE, "")
    assert draft.current() == "wishes"
    does(old, ev.Answered(METTE, "wishes", ()))
    turns.send(old, METTE, at(), arrival=arrives(old, "send"))
    assert case_of(old, draft.id).excluded == {LARS}


def test_who_was_kept_out_can_be_let_in_for_good(old: Storage) -> None:
    adds_draft(old, {**ANSWERS, "leader_is_party": "yes"}, chosen={})
    migrated(old)
    does(old, ev.PersonLetIn(METTE, LARS))
    assert migrated(old).kept_out == ()


def test_a_leader_whom_the_directory_had_not_named_is_asked_about_before_anything_is_sent(
    old: Storage,
) -> None:
    """The word that was given has no name yet: the question about the people, which names them, is open."""
    adds_draft(old, {**ANSWERS, "leader_is_party": "yes"}, found=None, chosen={"leader": DORTE})
    migrated(old)
    does(old, ev.PeopleFound(**FOUND))
    assert migrated(old).current() == "people"


@pytest.mark.parametrize(
    ("asked", "reopened"),
    [
        ((*list(ANSWERS)[:9],), ""),
        ((*ANSWERS, "review", "leader_is_party"), "leader_is_party"),
        ((*ANSWERS, "review"), ""),
        ((*list(ANSWERS)[:5],), ""),
    ],
    ids=["at the old question", "changing the old question", "at its review", "at the time"],
)
def test_there_is_a_question_to_answer_wherever_it_stood(
    old: Storage, asked: tuple[str, ...], reopened: str
) -> None:
    answered = asked[:-1] if not reopened else tuple(ANSWERS)
    answers = {key: value for key, value in ANSWERS.items() if key in answered}
    adds_draft(old, answers, asked=asked, reopened=reopened, chosen={} if len(asked) < 10 else FOUND)
    draft = migrated(old)
    assert draft.current() in QUESTIONS | {REVIEW, ELSEWHERE}
    assert all(turn(draft, number, VIEW).parts for number in range(len(draft.asked)))


def test_a_case_is_as_it_was(old: Storage) -> None:
    case = adds_case(old)
    old.migrate()
    found = case_of(old, case, LARS)
    assert found.answers == {**known(ANSWERS), "leader_is_party": "no"}
    assert (found.number, found.severity, found.channel) == ("2026-0042", "ORANGE", "C0SAG")
    assert (found.sent_at, found.content_at, found.excluded) == (NOW, BEGUN, {DORTE})
    assert [(p.person, p.role) for p in found.participants] == [
        (METTE, "employee"),
        (LARS, "leader"),
        (ANNE, "representative"),
    ]
    assert found.decisions == (Decision("support", "later", "Ikke nu", LARS, NOW),)
    assert found.nudges == (Nudge("support", 1, LARS, NOW, told_at=NOW),)
    assert [(e.name, e.kind, e.details) for e in found.evidence] == [("opslag.png", "file", {})]
    assert (found.withdrawn_at, found.contacts) == (None, ())
    reminders.replan(old, case, at())
    assert case in due_in(old, NOW + DAY)[LARS]
    assert case_of(old, case, LARS).nudges == found.nudges


def test_a_time_that_was_unknown_is_shown_as_found_when_the_report_was_begun(old: Storage) -> None:
    case = adds_case(old, when="unknown")
    old.migrate()
    found = case_of(old, case)
    assert found.answers["when"] == "found:2026-11-24T08:00"
    assert all(sent_turn(found, key, VIEW).parts for key in (*ANSWERS, REVIEW))


def test_a_case_can_be_worked_on_and_withdrawn(old: Storage) -> None:
    case = adds_case(old, when="unknown")
    old.migrate()

    def ends(tx: Transaction) -> None:
        found = cases.get(tx, case, as_=METTE)
        cases.put(tx, replace(found, withdrawn_at=NOW + HOUR), at())

    old.run(ends)
    found = case_of(old, case)
    assert (found.withdrawn_at, found.answers["when"]) == (NOW + HOUR, "found:2026-11-24T08:00")


def test_what_had_arrived_is_handed_out_as_before(old: Storage) -> None:
    row = {"arrived_at": NOW, "attempts": 1}
    adds(old, "inbox", key="Ev1", payload=old.keyring.seal(b"words"), **row)
    adds(old, "inbox", key="Ev0", payload=b"", done_at=NOW, **row)
    old.migrate()
    left = old.run(lambda tx: inbox.left_over(tx, NOW + HOUR, MINUTE))
    assert [(a.key, a.payload) for a in left] == [("Ev1", b"words")]
    assert not old.run(lambda tx: inbox.take_in(tx, "Ev0", b"", NOW))


def test_people_are_spoken_to_as_before(old: Storage) -> None:
    row = {"name": "Mette Holm", "language": "en", "zone": "Europe/Copenhagen", "mail": "", "seen_at": NOW}
    adds(old, "person", id=METTE, is_active=True, is_member=True, **row)
    old.migrate()
    with old.transaction() as tx:
        assert people.known(tx) == {METTE: Person(METTE, "Mette Holm", "en")}


def test_the_journal_goes_on_as_a_chain_a_case(old: Storage) -> None:
    adds_journal(old, *LINES)
    old.migrate()
    old.run(lambda tx: journal.write(tx, "one", journal.Line(NOW, LARS, "read", "")))
    with old.transaction() as tx:
        assert [line.act for line in journal.lines(tx, "one")] == ["read", "StepDecided", "read"]
        assert [line.act for line in journal.lines(tx, "another")] == ["refused"]
        assert [journal.first_broken(tx, subject) for subject in ("one", "another")] == [None, None]


def test_a_message_that_was_sent_still_follows_the_case_that_it_names(old: Storage) -> None:
    case = adds_case(old)
    place = {"channel": "D0LARS", "ts": "1.1", "digest": "", "posted_at": NOW}
    adds(old, "surface", id="one", subject=case, kind="reminder", person=LARS, about="support", **place)
    old.migrate()
    with old.transaction() as tx:
        assert surfaces.reminded(tx, case, NOW) == [LARS]
        assert surfaces.reminded(tx, "another", NOW) == []


def test_taking_the_migration_back_and_making_it_again_loses_nothing_of_then(old: Storage) -> None:
    adds_draft(old)
    adds_journal(old, *LINES)
    case = adds_case(old)
    before = everything_then(old)
    old.migrate()
    as_it_was(old, "taken back")
    assert next_looks(old) == [NOW]  # the clock of then looks at once, and finds the time itself
    sets_next_look(old, NOW + DAY)
    assert everything_then(old) == before
    assert migrated(old).answers == known(ANSWERS)
    assert case_of(old, case).number == "2026-0042"


def next_looks(storage: Storage) -> list[object]:
    """When the clock of then looks at each case."""
    with storage.engine.begin() as connection:
        return list(connection.scalars(select(CASES.c.next_nudge_at)))


def sets_next_look(storage: Storage, at: datetime) -> None:
    """As the clock of then does."""
    with storage.engine.begin() as connection:
        connection.execute(update(CASES).values(next_nudge_at=at))


def everything_then(storage: Storage) -> dict[str, list[str]]:
    """The rows of all tables, in the columns that they have now."""
    tables = MetaData()
    tables.reflect(storage.engine)
    with storage.engine.begin() as connection:
        found = {t.name: connection.execute(select(t)).mappings().all() for t in tables.sorted_tables}
    return {name: sorted(repr(sorted(row.items())) for row in rows) for name, rows in found.items()}
