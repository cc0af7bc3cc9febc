"""One turn is remembered with what it owes, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from flows import effects as fx
from flows import events as ev
from flows.case.case import Case
from flows.effects import Refused
from flows.evidence.routing import IncomingContent
from storage import case_turns, drafts, inbox, routing, turns
from storage.cases import NoSuchCase
from storage.claiming import OutboxItem
from storage.database import Storage, Transaction
from storage.keys import Unreadable
from tests.storage.conftest import Open
from tests.storage.contents import Killed, everything, killed_at
from tests.storage.races import at_once, started_at_once
from tests.storage.stories import (
    ANNE,
    DORTE,
    FOUND,
    LARS,
    METTE,
    NOW,
    answers,
    arrives,
    at,
    begins,
    case_of,
    cases_of,
    claims,
    offered,
    owed,
    release,
    reports,
    settles,
)

DECIDED = ev.StepDecided(LARS, "support", "declined", "")


def sends(storage: Storage, arrival: str = "send") -> None:
    turns.send(storage, METTE, at(), arrival=arrival)


def decides(storage: Storage, case: str, arrival: str = "decide") -> None:
    case_turns.on_case(storage, case, DECIDED, at(), as_=LARS, arrival=arrival)


def mine(storage: Storage) -> tuple[Case, ...]:
    with storage.transaction() as tx:
        return cases_of(tx, METTE)


def test_a_sent_draft_is_a_case_and_no_draft(storage: Storage) -> None:
    case = reports(storage)
    assert [found.id for found in mine(storage)] == [case]
    with storage.transaction() as tx:
        assert drafts.of(tx, METTE) is None
    assert owed(storage, case)[-1] == "OpenChannel"


def test_a_second_press_on_send_makes_no_second_case(storage: Storage) -> None:
    reports(storage)
    before = everything(storage)
    with pytest.raises(Refused, match="sent already"):
        sends(storage, "another press")
    assert everything(storage) == before


def test_a_repeated_delivery_of_send_is_no_fault(storage: Storage) -> None:
    begins(storage)
    answers(storage)
    arrives(storage, "send")
    sends(storage)
    before = everything(storage)
    sends(storage)
    assert everything(storage) == before


def test_sent_from_two_devices_at_once_it_is_one_case(opened: Open) -> None:
    storages = [opened() for _ in range(3)]
    begins(storages[0])
    answers(storages[0])
    done = started_at_once(*(lambda s=s, n=n: sends(s, f"send {n}") for n, s in enumerate(storages)))
    failures = [work.exception() for work in done]
    assert failures.count(None) == 1
    assert [type(failure) for failure in failures if failure] == [Refused, Refused]
    assert len(mine(storages[0])) == 1


def test_one_arrival_handled_twice_at_once_counts_once(opened: Open) -> None:
    storage, other = opened(), opened()
    for number in range(5):
        case = reports(storage, f"U0{number}")
        arrives(storage, case)
        before = owed(storage, case)
        at_once(partial(decides, storage, case, case), partial(decides, other, case, case))
        assert len([d for d in case_of(storage, case, LARS).decisions if d.step == "support"]) == 1
        assert owed(storage, case)[len(before) :].count("Tell") == 1


def until_it_lives(storage: Storage, act: Callable[[], None]) -> int:
    """Kills the act before its first statement, its second and so on; gives how many it takes."""
    before = everything(storage)
    for statement in range(1, 100):
        try:
            with killed_at(storage, statement):
                act()
        except Killed:
            assert everything(storage) == before
        else:
            assert everything(storage) != before
            return statement - 1
    raise AssertionError("it takes more statements than it should")


def test_a_kill_at_any_moment_of_sending_leaves_nothing(storage: Storage) -> None:
    begins(storage)
    answers(storage)
    assert until_it_lives(storage, lambda: sends(storage)) > 5
    assert len(mine(storage)) == 1


def test_a_kill_at_any_moment_of_a_decision_leaves_nothing(storage: Storage) -> None:
    case = reports(storage)
    assert until_it_lives(storage, lambda: decides(storage, case)) > 5
    assert case_of(storage, case).decisions[-1].step == "support"


def test_a_kill_at_any_moment_of_beginning_leaves_nothing(storage: Storage) -> None:
    event = ev.ReportStarted(METTE, "the draft")
    assert until_it_lives(storage, lambda: turns.on_draft(storage, event, at(), person=METTE)) > 3


def test_a_kill_at_any_moment_of_a_delivery_leaves_it_owed(storage: Storage) -> None:
    case = reports(storage)
    outbox_item = next(d for d in delivered_until(storage, "OpenChannel") if d.effect == fx.OpenChannel())
    opened = ev.ChannelOpened("C0SAG")
    until_it_lives(storage, lambda: settles(storage, outbox_item, opened, at()))
    assert case_of(storage, case).channel == "C0SAG"
    assert owed(storage, case).count("Invite") == 1


def delivered_until(storage: Storage, kind: str) -> list[OutboxItem]:
    """Delivers what comes before, in every lane; gives what was claimed with an outbox item of that kind."""
    while outbox_items := claims(storage):
        if any(type(outbox_item.effect).__name__ == kind for outbox_item in outbox_items):
            return outbox_items
        for outbox_item in outbox_items:
            settles(storage, outbox_item, None, at())
    raise AssertionError(f"no {kind} is owed")


def test_the_channel_is_opened_once_though_told_twice(storage: Storage) -> None:
    case = reports(storage)
    outbox_item = next(d for d in delivered_until(storage, "OpenChannel") if d.effect == fx.OpenChannel())
    for _ in range(2):
        settles(storage, outbox_item, ev.ChannelOpened("C0SAG"), at())
    assert owed(storage, case).count("Invite") == 1


def test_what_a_delivery_remembers_is_kept_with_it(storage: Storage) -> None:
    begins(storage)
    [outbox_item, *_] = claims(storage)

    def remember(tx: Transaction) -> None:
        inbox.take_in(tx, "remembered", b"", NOW)

    settles(storage, outbox_item, None, at(), remember)
    with storage.transaction() as tx:
        assert not inbox.take_in(tx, "remembered", b"", NOW)


def test_an_excluded_leader_takes_no_part_and_is_owed_nothing(storage: Storage) -> None:
    case = reports(storage, kept_out=(LARS,))
    found = case_of(storage, case)
    assert [p.person for p in found.people.participants] == [METTE, DORTE, ANNE]
    assert found.people.excluded == frozenset({LARS})
    outbox_item = next(d for d in delivered_until(storage, "OpenChannel") if d.effect == fx.OpenChannel())
    settles(storage, outbox_item, ev.ChannelOpened("C0SAG"), at())
    assert not [row for row in everything(storage)["outbox"] if LARS in str(row)]
    with pytest.raises(NoSuchCase):
        decides(storage, case)


def test_the_excluded_is_nowhere_readable(storage: Storage) -> None:
    """Whom the employee keeps out is the employee's own word: it is in the encrypted body alone."""
    reports(storage, kept_out=(LARS,))
    rows = everything(storage)
    assert not [name for name, found in rows.items() if LARS in str(found)]


def test_the_directorys_answer_for_a_draft_that_is_gone_is_no_fault(storage: Storage) -> None:
    draft = begins(storage)
    outbox_item = next(d for d in claims(storage) if isinstance(d.effect, fx.FindPeople))
    turns.on_draft(storage, ev.Withdrawn(METTE), at(), person=METTE)
    settles(storage, outbox_item, FOUND, at())
    assert owed(storage, draft) == ["Show", "Show", "Tell"]


def test_a_button_of_an_earlier_report_does_not_act_on_this_one(storage: Storage) -> None:
    draft = begins(storage)
    with pytest.raises(Refused):
        turns.on_draft(storage, ev.Withdrawn(METTE), at(), person=METTE, draft="an-earlier-one")
    turns.on_draft(storage, ev.Answered(METTE, "danger", "no"), at(), person=METTE, draft=draft)
    with storage.transaction() as tx:
        assert drafts.of(tx, METTE) is not None


def test_a_withdrawn_draft_is_gone_with_its_key_and_files(storage: Storage) -> None:
    draft = begins(storage)
    folder = storage.folder / "evidence" / draft
    folder.mkdir(parents=True)
    (folder / "file.age").write_bytes(b"locked")
    turns.on_draft(storage, ev.Withdrawn(METTE), at(), person=METTE)
    assert not folder.exists()
    with storage.transaction() as tx:
        assert drafts.of(tx, METTE) is None
        with pytest.raises(Unreadable):
            tx.key(draft)


def test_withdrawn_and_answered_at_once_both_come_to_an_end(opened: Open) -> None:
    """Whoever is second finds the draft changed or gone; neither waits for the other for ever."""
    storage, other = opened(), opened()
    for number in range(8):
        person = f"U0{number}"
        draft = begins(storage, person)
        answered = ev.Answered(person, "danger", "no")
        done = started_at_once(
            partial(turns.on_draft, storage, ev.Withdrawn(person), at(), person=person),
            partial(turns.on_draft, other, answered, at(), person=person),
        )
        assert done[0].exception() is None
        assert isinstance(done[1].exception(), Refused | None)
        assert owed(storage, draft) == ["Show", "Tell"]


def test_a_file_that_was_sent_with_the_report_settles_in_the_case(storage: Storage) -> None:
    draft, item = begins(storage), offered()
    routing.drop(storage, IncomingContent(METTE, "", "", (item,)), "", at(), "Ev1")
    outbox_item = next(d for d in claims(storage, most=99) if isinstance(d.effect, fx.FetchFile))
    release(storage)
    answers(storage, evidence="kept")
    sends(storage)
    kept = ev.FileSettled(
        replace(item, state="kept", received=replace(item.received, size=3, sha256="0" * 64))
    )
    settles(storage, outbox_item, kept, at())
    found = case_of(storage, draft)
    assert [e.state for e in found.evidence] == ["kept"]
    assert found.decision("document") is not None
