"""What is remembered of people, and where facts are shown."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from flows.people import Person
from storage import people, surfaces
from storage.database import Storage
from storage.surfaces import Surface
from tests.storage.conftest import Open
from tests.storage.races import at_once
from tests.storage.stories import HOUR, LARS, METTE, MINUTE, NOW, OMAR

ME = Person(METTE, "Mette Holm", "en", "America/Nuuk", "mette@herlev.example", is_active=False)
CARD = Surface("one", "a case", "card", "", "", "C0SAG", "1.1", "digest")


def test_a_person_comes_back_as_last_seen(storage: Storage) -> None:
    for seen in (replace(ME, name="Mette Vinter"), ME):
        storage.run(partial(people.put, person=seen, now=NOW))
    with storage.transaction() as tx:
        assert people.known(tx) == {METTE: ME}


def test_a_person_is_fresh_for_an_hour(storage: Storage) -> None:
    storage.run(lambda tx: people.put(tx, ME, NOW))
    with storage.transaction() as tx:
        assert people.stale(tx, [METTE, OMAR, OMAR], NOW + HOUR - MINUTE) == [OMAR]
        assert people.stale(tx, [METTE, OMAR], NOW + HOUR) == [METTE, OMAR]


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


def test_surfaces_are_told_apart_by_kind_and_person(storage: Storage) -> None:
    mine = replace(CARD, id="two", kind="report", person=METTE)
    for surface in (CARD, mine, replace(CARD, id="three", subject="another")):
        storage.run(partial(surfaces.put, surface=surface, now=NOW))
    with storage.transaction() as tx:
        assert surfaces.of(tx, "a case", "card") == [CARD]
        assert surfaces.of(tx, "a case", "report", METTE) == [mine]
        assert surfaces.of(tx, "a case", "report", LARS) == []


def test_a_forgotten_surface_is_not_known(storage: Storage) -> None:
    storage.run(lambda tx: surfaces.put(tx, CARD, NOW))
    for _ in range(2):
        storage.run(lambda tx: surfaces.forget(tx, "one"))
    with storage.transaction() as tx:
        assert surfaces.of(tx, "a case") == []
