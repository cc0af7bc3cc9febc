"""A case that the employee ends: nobody is reminded of it, and nothing more is decided in it."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial

import pytest
from sqlmodel import select

from flows import events as ev
from flows.effects import Refused
from storage import case_turns, plan, reminders
from storage.cases import NoSuchCase
from storage.database import Storage
from storage.tables import OutboxRow, ReminderRow
from tests.storage.clock import due_in
from tests.storage.conftest import Open
from tests.storage.contents import everything
from tests.storage.dropping import drops, files
from tests.storage.races import started_at_once
from tests.storage.stories import (
    ANNE,
    DAY,
    HOUR,
    LARS,
    METTE,
    NOW,
    OMAR,
    arrives,
    at,
    case_of,
    claims,
    does,
    looks_at,
    offered,
    owed,
    release,
    reports,
    settles,
)
from tests.storage.test_turns import until_it_lives


def withdraws(storage: Storage, case: str, by: str = METTE, arrival: str = "withdraw") -> None:
    key = arrives(storage, arrival)
    case_turns.on_case(storage, case, ev.Withdrawn(by), at(NOW + HOUR), as_=by, arrival=key)


def withdrawn(storage: Storage) -> str:
    case = reports(storage)
    withdraws(storage, case)
    return case


def told(storage: Storage) -> list[str]:
    """Who was told that it is withdrawn."""
    with storage.transaction() as tx:
        found = [json.loads(row.args) for row in tx.session.exec(select(OutboxRow)) if row.kind == "Tell"]
    return sorted(args["person"] for args in found if args["message"] == "case-withdrawn")


def planned(storage: Storage) -> list[object]:
    with storage.transaction() as tx:
        return list(tx.session.exec(select(ReminderRow.at).where(plan.LEFT)))


def test_a_withdrawn_case_is_never_due(storage: Storage) -> None:
    case = reports(storage)
    assert planned(storage)
    withdraws(storage, case)
    assert planned(storage) == []
    assert [due_in(storage, NOW + days * DAY) for days in (1, 3, 14, 400)] == [{}] * 4


def test_a_sweep_that_had_found_it_due_owes_nothing(storage: Storage) -> None:
    case = withdrawn(storage)
    before = owed(storage, case)
    for person in (METTE, LARS, ANNE):
        reminders.remind(storage, [person], at(NOW + 5 * DAY))
    assert owed(storage, case) == before
    assert case_of(storage, case).claimed_reminders == ()
    assert planned(storage) == []


def test_a_file_that_settles_later_wakes_no_reminder(storage: Storage) -> None:
    case, item = reports(storage), offered()
    drops(storage, files(item))
    outbox_item = next(d for d in claims(storage, most=99) if "FetchFile" in repr(d.effect))
    release(storage)
    withdraws(storage, case)
    settled = ev.FileSettled(replace(item, state="kept", received_at=NOW))
    settles(storage, outbox_item, settled, at(NOW + 2 * HOUR))
    assert [e.state for e in case_of(storage, case).evidence] == ["kept"]
    assert planned(storage) == []


def test_everybody_in_it_is_told_once(storage: Storage) -> None:
    case = withdrawn(storage)
    withdraws(storage, case, arrival="another press")
    assert told(storage) == sorted([METTE, LARS, ANNE])
    assert case_of(storage, case).ending.withdrawn_at == NOW + HOUR


def test_a_redelivery_changes_nothing(storage: Storage) -> None:
    case = withdrawn(storage)
    before = everything(storage)
    withdraws(storage, case)
    assert everything(storage) == before


def test_nothing_more_is_decided_or_added(storage: Storage) -> None:
    case = withdrawn(storage)
    before = everything(storage)
    written = len(before.pop("journal"))
    before.pop("seal")
    for event in (
        ev.StepDecided(LARS, "support", "held", ""),
        ev.FileOffered(METTE, offered()),
        ev.WordsKept(METTE, "words", "Han skrev igen."),
        ev.EvidenceDescribed(METTE, "words", {}),
    ):
        with pytest.raises(Refused, match="withdrawn"):
            case_turns.on_case(storage, case, event, at(), as_=event.by, arrival="late")
    after = everything(storage)
    refused = after.pop("journal")[written:]
    after.pop("seal")
    assert after == before
    assert len(refused) == 4
    assert not (storage.folder / "evidence" / case).exists()


def test_it_stays_readable_for_those_who_had_it(storage: Storage) -> None:
    case = withdrawn(storage)
    assert [looks_at(storage, case, person).id for person in (METTE, LARS, ANNE)] == [case] * 3


@pytest.mark.parametrize(("person", "refusal"), [(LARS, Refused), (ANNE, Refused), (OMAR, NoSuchCase)])
def test_nobody_else_can_withdraw_it(storage: Storage, person: str, refusal: type[Exception]) -> None:
    case = reports(storage)
    with pytest.raises(refusal):
        withdraws(storage, case, person)
    assert case_of(storage, case).ending.withdrawn_at is None
    assert planned(storage)


def test_danger_is_not_ended_by_a_button(storage: Storage) -> None:
    case = reports(storage, kinds=("threat_life",))
    with pytest.raises(Refused):
        withdraws(storage, case)
    assert case_of(storage, case).ending.withdrawn_at is None
    assert case in due_in(storage, NOW + DAY)[LARS]


def test_a_withdrawal_and_a_decision_at_once_come_to_an_end(opened: Open) -> None:
    """Whichever is second finds the other; none is lost."""
    storage, other = opened(), opened()
    for number in range(5):
        person = f"U0{number}"
        case = reports(storage, person)
        decided = ev.StepDecided(LARS, "support", "held", "")
        done = started_at_once(
            partial(withdraws, storage, case, person, f"withdraw {number}"),
            partial(case_turns.on_case, other, case, decided, at(), as_=LARS, arrival=f"decide {number}"),
        )
        found = case_of(storage, case, LARS)
        assert done[0].exception() is None
        assert found.ending.withdrawn_at
        assert (found.decision("support") is None) == isinstance(done[1].exception(), Refused)


def test_a_kill_at_any_moment_leaves_the_case_as_it_was(storage: Storage) -> None:
    case = reports(storage)
    arrives(storage, "withdraw")
    event = ev.Withdrawn(METTE)
    act = partial(case_turns.on_case, storage, case, event, at(), as_=METTE, arrival="withdraw")
    until_it_lives(storage, act)
    assert planned(storage) == []


def test_a_new_report_is_another_case(storage: Storage) -> None:
    case = withdrawn(storage)
    another = reports(storage, now=NOW + DAY)
    assert another != case
    assert due_in(storage, NOW + 3 * DAY)[LARS] == [another]
    with pytest.raises(Refused):
        does(storage, ev.Withdrawn(METTE))
