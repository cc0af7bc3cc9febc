"""Cases, and the one door to them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from flows import events as ev
from flows.access.rules import VAERN
from flows.case.case import Case, Contact, Decision, Participant, People, Report
from flows.effects import Refused
from storage import case_lists, case_turns, cases, journal
from storage.cases import NoSuchCase
from storage.database import Storage, Transaction
from storage.journal import Line
from storage.tables import CaseRow
from storage.trying import Conflict
from tests.reminder_names import claimed
from tests.storage import facts
from tests.storage.conftest import Open
from tests.storage.passing import forget, passing
from tests.storage.races import at_once
from tests.storage.stories import (
    ANNE,
    DAY,
    DORTE,
    LARS,
    METTE,
    NOW,
    OMAR,
    at,
    case_of,
    cases_of,
    looks_at,
    owed,
    reports,
)

quick = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def adds(tx: Transaction, case: Case) -> None:
    tx.new_key(case.id)
    cases.add(tx, case, at())


def added(storage: Storage, case: Case) -> None:
    storage.run(lambda tx: adds(tx, case))


@given(case=facts.cases())
@quick
def test_a_case_comes_back_as_it_was(storage: Storage, case: Case) -> None:
    with passing(storage) as tx:
        adds(tx, case)
        forget(tx)
        assert cases.get(tx, case.id, as_=VAERN) == case


@given(
    case=facts.cases(),
    decided=st.builds(Decision, facts.steps, facts.keys, facts.written, facts.persons, facts.moments),
    channel=st.sampled_from(["", "C0SAG"]),
)
@quick
def test_a_changed_case_comes_back_as_it_now_is(
    storage: Storage, case: Case, decided: Decision, channel: str
) -> None:
    people = tuple(replace(p, is_in_channel=True, missing="") for p in case.people.participants)
    changed = replace(
        case,
        channel=channel or None,
        channel_refusal="" if channel else "restricted_action",
        decisions=(*case.decisions, decided),
        claimed_reminders=(
            *case.claimed_reminders,
            claimed("support", LARS, max([NOW, *(n.at for n in case.claimed_reminders)]) + DAY, number=99),
        ),
        report=replace(case.report, severity="RED"),
        ending=replace(case.ending, withdrawn_at=NOW),
        people=replace(
            case.people,
            contacts=(*case.people.contacts, Contact("on_call", LARS, NOW, NOW + DAY)),
            participants=(*people, Participant("U0NEW", "hr", NOW)),
        ),
    )
    with passing(storage) as tx:
        adds(tx, case)
        cases.put(tx, changed, at())
        forget(tx)
        assert cases.get(tx, case.id, as_=VAERN) == changed


@pytest.mark.parametrize("person", [OMAR, "U0HANNE", "", "vaern "])
def test_a_stranger_is_told_what_one_is_told_of_a_case_that_is_not(storage: Storage, person: str) -> None:
    case = reports(storage)
    told = []
    for wanted in (case, "no such id"):
        with storage.transaction() as tx, pytest.raises(NoSuchCase) as refusal:
            cases.get(tx, wanted, as_=person)
        told.append((str(refusal.value), refusal.value.args))
    assert told[0] == told[1]


def test_an_excluded_leader_is_a_stranger_in_every_way(storage: Storage) -> None:
    case = reports(storage, kept_out=(LARS,))
    with storage.transaction() as tx:
        with pytest.raises(NoSuchCase):
            cases.get(tx, case, as_=LARS)
        assert cases_of(tx, LARS) == ()
        assert LARS not in case_lists.participants(tx)
        assert [c.id for c in cases_of(tx, DORTE)] == [case]


def test_an_excluded_person_is_kept_out_though_they_were_given_a_part(storage: Storage) -> None:
    found = Case(
        id="one",
        number="2026-0001",
        procedure="herlev-2026-11",
        report=Report("RED", NOW, NOW, {}),
        people=People(
            (Participant(METTE, "employee", NOW), Participant(LARS, "leader", NOW)), frozenset({LARS})
        ),
    )
    added(storage, found)
    with storage.transaction() as tx:
        with pytest.raises(NoSuchCase):
            cases.get(tx, "one", as_=LARS)
        assert cases_of(tx, LARS) == ()


@pytest.mark.parametrize("person", [METTE, LARS, ANNE, VAERN])
def test_those_who_take_part_may_read(storage: Storage, person: str) -> None:
    case = reports(storage)
    assert case_of(storage, case, as_=person).id == case


def acts(storage: Storage, case: str) -> list[tuple[str, str]]:
    with storage.transaction() as tx:
        return [(line.person, line.act) for line in journal.lines(tx, case)]


def test_a_look_is_journaled(storage: Storage) -> None:
    case = reports(storage)
    assert looks_at(storage, case, LARS) == case_of(storage, case)
    with storage.transaction() as tx:
        assert journal.lines(tx, case)[-1] == Line(NOW, LARS, "read", "")


@pytest.mark.parametrize("person", [OMAR, LARS])
def test_a_refused_look_is_journaled(storage: Storage, person: str) -> None:
    case = reports(storage, kept_out=(LARS,))
    with pytest.raises(NoSuchCase):
        looks_at(storage, case, person)
    assert acts(storage, case)[-1] == (person, "refused")


def test_a_refused_look_at_a_case_that_is_not_is_journaled(storage: Storage) -> None:
    with pytest.raises(NoSuchCase):
        looks_at(storage, "no such id", OMAR)
    assert acts(storage, "no such id") == [(OMAR, "refused")]


def test_a_refused_act_is_journaled_and_changes_nothing(storage: Storage) -> None:
    case = reports(storage)
    before, items = case_of(storage, case), owed(storage, case)
    event = ev.StepDecided(OMAR, "support", "held", "")
    with pytest.raises(NoSuchCase):
        case_turns.on_case(storage, case, event, at(), as_=OMAR, arrival="Ev1")
    assert acts(storage, case)[-1] == (OMAR, "refused")
    assert case_of(storage, case) == before
    assert owed(storage, case) == items


def test_a_case_that_changed_meanwhile_is_not_overwritten(postgresql: Storage) -> None:
    case = reports(postgresql)
    with pytest.raises(Conflict), postgresql.transaction() as late:
        mine = cases.get(late, case, as_=LARS)
        postgresql.run(
            lambda tx: cases.put(tx, replace(cases.get(tx, case, as_=LARS), channel="C0ONE"), at())
        )
        cases.put(late, replace(mine, channel="C0TWO"), at())


def test_a_case_may_be_put_twice_in_one_transaction(storage: Storage) -> None:
    case = reports(storage)

    def puts(tx: Transaction) -> None:
        found = cases.get(tx, case, as_=VAERN)
        cases.put(tx, replace(found, channel="C0ONE"), at())
        cases.put(tx, replace(found, channel="C0TWO"), at())

    storage.run(puts)
    assert case_of(storage, case).channel == "C0TWO"


def test_decisions_at_once_leave_one_decision(opened: Open) -> None:
    storage, other = opened(), opened()
    for number in range(6):
        case = reports(storage, f"U0{number}")

        def decides(s: Storage, outcome: str, case: str = case) -> bool:
            event = ev.StepDecided(LARS, "support", outcome, "")
            try:
                case_turns.on_case(s, case, event, at(), as_=LARS, arrival=f"{outcome} {case}")
            except Refused:
                return False
            return True

        accepted = at_once(partial(decides, storage, "held"), partial(decides, other, "declined"))
        assert sorted(accepted) == [False, True]
        decided = [d.outcome for d in case_of(storage, case, LARS).decisions if d.step == "support"]
        assert decided == ["held" if accepted[0] else "declined"]


def test_numbers_are_unique(storage: Storage) -> None:
    found = [case_of(storage, reports(storage, f"U0{n}"), f"U0{n}").number for n in range(6)]
    assert len(set(found)) == 6
    with storage.transaction() as tx:
        assert not any(case_lists.is_free(tx, number) for number in found)
        assert case_lists.is_free(tx, "1999-0001")


def test_two_cases_of_one_number_cannot_be(storage: Storage) -> None:
    found = case_of(storage, reports(storage))
    with pytest.raises(IntegrityError):
        added(storage, replace(found, id="another"))


def test_a_persons_cases_come_newest_first(storage: Storage) -> None:
    made = [reports(storage, f"U0{n}", NOW + n * DAY) for n in range(3)]
    with storage.transaction() as tx:
        assert [case.id for case in cases_of(tx, LARS)] == made[::-1]
        assert [case.id for case in cases_of(tx, "U01")] == [made[1]]


def test_a_person_is_known_by_their_first_case(storage: Storage) -> None:
    for n in range(3):
        reports(storage, f"U0{n}", NOW + n * DAY)
    with storage.transaction() as tx:
        assert case_lists.participants(tx)[LARS] == NOW


def test_the_reason_of_a_decision_is_not_readable_in_the_rows(storage: Storage) -> None:
    case = reports(storage)
    event = ev.StepDecided(LARS, "support", "later", "kanariefugl er syg")
    case_turns.on_case(storage, case, event, at(), as_=LARS, arrival="Ev1")
    with storage.transaction() as tx:
        assert b"kanariefugl" not in tx.session.exec(select(CaseRow.body)).one()
    assert case_of(storage, case).decisions[-1].reason == "kanariefugl er syg"
