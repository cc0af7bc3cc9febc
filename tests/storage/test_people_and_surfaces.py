"""What is remembered of people, and where facts are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

from sqlalchemy import update
from sqlmodel import col

from flows.clock.message_of_the_day import written
from flows.clock.monday import Week
from flows.effects import Show
from flows.people.organisation import Context
from flows.people.person import Person
from flows.people.presence import Presence
from flows.words import Language
from storage import people, presence, summaries, surfaces
from storage.claiming import OutboxItem
from storage.database import Storage
from storage.gathering import Facts, gather
from storage.people_tables import PersonRow
from storage.surfaces import Surface
from tests.storage.conftest import Open
from tests.storage.passing import passing
from tests.storage.races import at_once
from tests.storage.stories import HOUR, METTE, MINUTE, NOW, OMAR, ORGANISATION, at

ME = Person(METTE, "Mette Holm", "en", "America/Nuuk", "mette@herlev.example", is_active=False)
CARD = Surface("one", "a case", "card", "", "", "C0SAG", "1.1", "digest")


def test_a_person_comes_back_as_last_seen(storage: Storage) -> None:
    for seen in (replace(ME, name="Mette Vinter"), ME):
        storage.run(partial(people.put, person=seen, now=NOW))
    with storage.transaction() as tx:
        assert people.known(tx) == {METTE: ME}


def chooses(storage: Storage, language: Language | None, person: str = METTE) -> None:
    storage.run(lambda tx: people.choose_language(tx, person, language))


def language(storage: Storage, person: str = METTE) -> str:
    with storage.transaction() as tx:
        return people.known(tx)[person].language


def test_a_chosen_language_outlives_whatever_slack_says_later(storage: Storage) -> None:
    seen = partial(people.put, person=ME, now=NOW)
    storage.run(seen)
    chooses(storage, "da")
    for _ in range(2):
        assert language(storage) == "da"
        storage.run(seen)


def test_without_a_choice_the_language_is_that_of_their_slack(storage: Storage) -> None:
    storage.run(lambda tx: people.put(tx, ME, NOW))
    chooses(storage, "da")
    chooses(storage, None)
    assert language(storage) == "en"
    storage.run(lambda tx: people.put(tx, replace(ME, language="da"), NOW))
    assert language(storage) == "da"


def test_a_choice_of_language_changes_nothing_else_and_nobody_else(storage: Storage) -> None:
    other = replace(ME, id=OMAR)
    for person in (ME, other):
        storage.run(partial(people.put, person=person, now=NOW))
    chooses(storage, "da")
    with storage.transaction() as tx:
        assert people.known(tx) == {METTE: replace(ME, language="da"), OMAR: other}


def test_somebody_who_was_never_seen_chooses_nothing(storage: Storage) -> None:
    chooses(storage, "en")
    with storage.transaction() as tx:
        assert people.known(tx) == {}


def test_a_choice_and_a_look_at_once_both_count(opened: Open) -> None:
    storage, other = opened(), opened()
    for number in range(6):
        person = replace(ME, id=f"U0{number}")
        look = partial(people.put, person=replace(person, name="Mette Vinter"), now=NOW)
        storage.run(partial(people.put, person=person, now=NOW))
        at_once(partial(chooses, storage, "da", person.id), partial(other.run, look))
        with storage.transaction() as tx:
            assert people.known(tx)[person.id] == replace(person, name="Mette Vinter", language="da")


def known_to(storage: Storage, ctx: Context) -> Context:
    """What a turn of that process would know of people."""
    return storage.read(lambda tx: tx.newest(ctx))


def test_what_one_process_hears_of_somebody_counts_at_once_in_another(opened: Open) -> None:
    one, other = opened(), opened()
    one.run(partial(people.put, person=ME, now=NOW))
    before = known_to(other, other.known.context(NOW, ORGANISATION))
    assert before.people == {METTE: ME}
    one.run(partial(people.put, person=replace(ME, is_active=True), now=NOW))
    one.run(partial(presence.put, person=METTE, presence=Presence(is_away=True), now=NOW))
    after = known_to(other, before)
    assert after.people[METTE].is_active
    assert after.presence == {METTE: Presence(is_away=True)}
    assert other.known.context(NOW, ORGANISATION) == after


def test_a_turn_that_is_undone_has_taught_nobody_anything(storage: Storage) -> None:
    storage.run(partial(people.put, person=ME, now=NOW))
    ctx = known_to(storage, storage.known.context(NOW, ORGANISATION))
    with passing(storage) as tx:
        people.put(tx, replace(ME, name="Somebody else"), NOW)
        assert tx.newest(ctx).people[METTE].name == "Somebody else"
    assert storage.known.context(NOW, ORGANISATION).people == {METTE: ME}
    storage.run(partial(people.put, person=replace(ME, name="Mette Vinter"), now=NOW))
    assert known_to(storage, ctx).people[METTE].name == "Mette Vinter"


def test_of_two_processes_each_reads_only_what_has_changed(opened: Open) -> None:
    one, other = opened(), opened()
    for number in range(50):
        one.run(partial(people.put, person=replace(ME, id=f"U0{number}"), now=NOW))
    ctx = known_to(other, other.known.context(NOW, ORGANISATION))
    one.run(partial(people.put, person=replace(ME, id="U07", name="Mette Vinter"), now=NOW))
    # Not as the product writes it, so that whoever reads all of it would hear of this too.
    one.run(lambda tx: tx.execute(update(PersonRow).where(col(PersonRow.id) == "U08").values(name="Nobody")))
    known = known_to(other, ctx).people
    assert known == ctx.people | {"U07": replace(ME, id="U07", name="Mette Vinter")}


def test_who_is_as_before_is_written_down_once_an_hour(storage: Storage) -> None:
    storage.run(partial(people.put, person=ME, now=NOW))
    with storage.reading() as tx:
        assert people.is_as_known(tx, ME, NOW + HOUR - MINUTE)
        assert not people.is_as_known(tx, ME, NOW + HOUR)
        assert not people.is_as_known(tx, replace(ME, zone="Europe/Oslo"), NOW)
        assert not people.is_as_known(tx, replace(ME, id=OMAR), NOW)


def test_two_processes_that_see_a_person_first_are_no_fault(opened: Open) -> None:
    storages = [opened(), opened()]
    for number in range(10):
        person = replace(ME, id=f"U0{number}")
        at_once(*(partial(s.run, partial(people.put, person=person, now=NOW)) for s in storages))
    with storages[0].transaction() as tx:
        assert len(people.known(tx)) == 10


def test_a_surface_comes_back_where_it_now_stands(storage: Storage) -> None:
    for surface in (CARD, replace(CARD, ts="2.2", digest="newer")):
        storage.run(partial(surfaces.put, surface=surface, now=NOW))
    with storage.transaction() as tx:
        assert surfaces.of(tx, "a case") == [replace(CARD, ts="2.2", digest="newer")]
        assert surfaces.is_orphan(tx, "one", "C0SAG", "1.1")
        assert not surfaces.is_orphan(tx, "one", "C0SAG", "2.2")
        assert not surfaces.is_orphan(tx, "posted, not yet recorded", "C0SAG", "3.3")


def test_surfaces_are_those_of_one_case_the_oldest_first(storage: Storage) -> None:
    mine = replace(CARD, id="two", kind="report", person=METTE)
    for place, surface in enumerate((CARD, mine, replace(CARD, id="three", subject="another"))):
        storage.run(partial(surfaces.put, surface=surface, now=NOW + timedelta(seconds=place)))
    with storage.transaction() as tx:
        assert surfaces.of(tx, "a case") == [CARD, mine]


def test_a_forgotten_surface_is_not_known(storage: Storage) -> None:
    storage.run(lambda tx: surfaces.put(tx, CARD, NOW))
    for _ in range(2):
        storage.run(lambda tx: surfaces.forget(tx, "one"))
    with storage.transaction() as tx:
        assert surfaces.of(tx, "a case") == []


def test_each_summary_is_drawn_with_the_counts_of_its_own_week(storage: Storage) -> None:
    for week, late in ((at(NOW), 5), (at(NOW + timedelta(days=7)), 2)):
        found = Week(overdue={"Borgerservice": late})
        storage.run(partial(summaries.remember, person=METTE, week=found, ctx=week))
    subject, mondays = f"person:{METTE}", ("2026-11-23", "2026-11-30")
    for monday in mondays:
        summary = Surface(monday, subject, "weekly", METTE, written([], monday), "D0METTE", monday, "digest")
        storage.run(partial(surfaces.put, surface=summary, now=NOW))
    show = OutboxItem("item", subject, Show("messages"), NOW, 0, is_unknown=False)
    with storage.transaction() as tx:
        facts = gather(tx, [show], at(NOW + timedelta(days=8)))["item"]
    assert isinstance(facts, Facts)
    assert facts.said is not None
    assert [facts.said.counted[monday].overdue for monday in mondays] == [
        {"Borgerservice": 5},
        {"Borgerservice": 2},
    ]
