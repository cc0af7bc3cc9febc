"""What has no place of its own waits, encrypted, for its person's choice of one."""

from __future__ import annotations

from functools import partial

import pytest

from flows import events as ev
from flows.effects import Refused
from flows.evidence.routing import DRAFT, NEW, IncomingContent, PlaceChosen
from flows.screens.case.where_to import NOWHERE
from storage import case_turns, inbox, routing, surfaces
from storage.cases import NoSuchCase
from storage.database import Storage
from storage.inbox import MOST_ATTEMPTS
from storage.routing import HELD_FOR
from storage.surfaces import Surface
from tests.storage.conftest import Open
from tests.storage.contents import everything, facts, refusals
from tests.storage.dropping import (
    PAYLOAD,
    SAVED_FROM,
    STORY,
    chooses,
    draft_of,
    drops,
    files,
    kept_in,
    kept_in_draft,
    payloads,
    questions,
    saved,
    two_cases,
    waiting,
)
from tests.storage.races import started_at_once
from tests.storage.stories import (
    DAY,
    HOUR,
    LARS,
    METTE,
    MINUTE,
    NOW,
    OMAR,
    arrives,
    at,
    begins,
    case_of,
    offered,
    owed,
    reports,
)
from tests.storage.test_turns import until_it_lives


def test_a_case_that_was_withdrawn_is_no_place(storage: Storage) -> None:
    case = reports(storage)
    ends = ev.Withdrawn(METTE)
    case_turns.on_case(storage, case, ends, at(), as_=METTE, arrival=arrives(storage, "ends"))
    drops(storage, files())
    assert waiting(storage) == PAYLOAD
    with pytest.raises(Refused, match="withdrawn"):
        chooses(storage, files(), case)
    assert waiting(storage) == PAYLOAD


def test_the_question_where_it_belongs_names_what_waits_and_nothing_of_it(storage: Storage) -> None:
    two_cases(storage)
    drops(storage, files(text=STORY))
    [row] = [row for row in everything(storage)["outbox"] if "where-to" in str(row)]
    assert '"about": "Ev1"' in str(row)
    assert f"person:{METTE}" in row
    assert not [word for word in ("side om mig", "opslag.png") if word in str(row)]


def test_what_waits_is_asked_about_once_though_it_is_handed_out_twice(storage: Storage) -> None:
    """Another process hands out again what this one takes long over."""
    two_cases(storage)
    drops(storage, files())
    routing.drop(storage, files(), "another draft", at(NOW + MINUTE), "Ev1")
    assert questions(storage) == 1


def test_what_waits_is_not_handed_out_as_cut_short(storage: Storage) -> None:
    two_cases(storage)
    drops(storage, files())
    for _ in range(MOST_ATTEMPTS + 1):
        assert storage.run(lambda tx: inbox.left_over(tx, NOW + DAY, MINUTE)) == []
        assert storage.run(lambda tx: inbox.given_up(tx, NOW + DAY, MINUTE)) == []
    assert waiting(storage) == PAYLOAD


def test_what_waits_can_be_read_by_this_process_alone(storage: Storage) -> None:
    two_cases(storage)
    drops(storage, files())
    assert b"side om mig" not in payloads(storage)["Ev1"]


def test_a_drop_that_died_before_it_waited_is_handed_out_again(storage: Storage) -> None:
    arrives(storage, "Ev1", PAYLOAD)
    [found] = storage.run(lambda tx: inbox.left_over(tx, NOW + HOUR, MINUTE))
    assert found.payload == PAYLOAD


def test_what_nobody_chose_a_place_for_goes_after_seven_days(storage: Storage) -> None:
    two_cases(storage)
    drops(storage, files())
    storage.run(lambda tx: inbox.let_go(tx, NOW + HELD_FOR))
    assert waiting(storage, NOW + HELD_FOR) == PAYLOAD
    storage.run(lambda tx: inbox.let_go(tx, NOW + HELD_FOR + MINUTE))
    assert payloads(storage)["Ev1"] == b""
    assert waiting(storage) is None
    assert not storage.run(lambda tx: inbox.take_in(tx, "Ev1", PAYLOAD, NOW))


def test_letting_go_takes_nothing_that_does_not_wait_for_a_choice(storage: Storage) -> None:
    arrives(storage, "cut short", PAYLOAD)
    storage.run(lambda tx: inbox.let_go(tx, NOW + 9 * DAY))
    assert storage.keyring.unseal(payloads(storage)["cut short"]) == PAYLOAD


def test_a_choice_that_comes_too_late_is_refused_though_it_was_not_let_go_yet(storage: Storage) -> None:
    case, _ = two_cases(storage)
    drops(storage, files())
    with pytest.raises(Refused, match="dealt with"):
        chooses(storage, files(), case, now=NOW + HELD_FOR + MINUTE)
    assert kept_in(storage, case) == []


def test_it_is_kept_in_the_case_that_was_chosen_and_its_content_goes(storage: Storage) -> None:
    one, other = two_cases(storage)
    item = offered()
    drops(storage, files(item, text=STORY))
    chooses(storage, files(item, text=STORY), other)
    assert (kept_in(storage, one), kept_in(storage, other)) == ([], [item.id, "the words"])
    assert payloads(storage)["Ev1"] == b""
    assert owed(storage, f"person:{METTE}") == ["Tell", "Show"]


def test_it_begins_the_report_that_was_chosen(storage: Storage) -> None:
    item = offered()
    drops(storage, files(item, text=STORY))
    chooses(storage, files(item, text=STORY), NEW)
    draft = draft_of(storage)
    assert draft is not None
    assert (draft.id, draft.account, draft.answers) == ("the draft", STORY, {})
    assert kept_in_draft(storage) == [item.id]


@pytest.mark.parametrize("where", [NEW, DRAFT])
def test_a_saved_message_joins_the_report_that_was_chosen(storage: Storage, where: str) -> None:
    if where == DRAFT:
        reports(storage)
        begins(storage)
    drops(storage, saved())
    assert waiting(storage) == PAYLOAD
    chooses(storage, saved(), where)
    draft = draft_of(storage)
    assert draft is not None
    told = {**SAVED_FROM, "quote": STORY}
    assert [(e.id, e.kind, e.details) for e in draft.evidence] == [("the words", "message", told)]
    assert draft.whole_account() == ""


def test_nowhere_keeps_nothing_of_it(storage: Storage) -> None:
    case, _ = two_cases(storage)
    drops(storage, files(text=STORY))
    chooses(storage, files(text=STORY), NOWHERE)
    assert draft_of(storage) is None
    assert kept_in(storage, case) == []
    assert payloads(storage)["Ev1"] == b""


def test_a_second_choice_is_refused_and_changes_nothing(storage: Storage) -> None:
    one, other = two_cases(storage)
    drops(storage, files())
    chooses(storage, files(), one)
    before = everything(storage)
    with pytest.raises(Refused, match="dealt with"):
        chooses(storage, files(), other, "another press")
    assert everything(storage) == before


def test_a_repeated_delivery_of_a_choice_is_no_fault(storage: Storage) -> None:
    one, _ = two_cases(storage)
    drops(storage, files())
    arrives(storage, "choice")
    for _ in range(2):
        chooses(storage, files(), one)
    assert len(kept_in(storage, one)) == 1


def test_the_question_remembers_what_was_chosen_and_another_question_does_not(storage: Storage) -> None:
    one, _ = two_cases(storage)
    drops(storage, files())
    for key in ("Ev1", "Ev2"):
        asked = Surface(f"asked {key}", f"person:{METTE}", "where-to", METTE, key, "D0", "1.1", "")
        storage.run(partial(surfaces.put, surface=asked, now=NOW))
    chooses(storage, files(), one)
    found = storage.read(lambda tx: surfaces.of(tx, f"person:{METTE}"))
    number = case_of(storage, one, METTE).number
    assert sorted(surface.about for surface in found) == [f"Ev1|{number}", "Ev2"]


def test_two_choices_at_once_keep_it_once(opened: Open) -> None:
    storage, other = opened(), opened()
    for number in range(8):
        person, waiting = f"U0{number}", f"Ev{number}"
        made = [reports(storage, person), reports(storage, person)]
        dropped = IncomingContent(person, STORY, f"words {number}")
        arrives(storage, waiting, PAYLOAD)
        routing.drop(storage, dropped, "the draft", at(), waiting)

        def chooses_case(
            s: Storage, case: str, dropped: IncomingContent = dropped, waiting: str = waiting
        ) -> None:
            routing.choose(s, dropped, PlaceChosen(waiting, case), "", at(), arrival=f"press {case}")

        done = started_at_once(
            *(partial(chooses_case, s, c) for s, c in zip((storage, other), made, strict=True))
        )
        assert sorted(type(work.exception()).__name__ for work in done) == ["NoneType", "Refused"]
        found = [case_of(storage, case, person) for case in made]
        assert sorted(len(case.evidence) for case in found) == [0, 1]
        assert [case.is_documented() for case in found] == [bool(case.evidence) for case in found]


@pytest.mark.parametrize("where", ["somebody else's", "no such case", ""])
def test_a_case_that_is_not_theirs_is_no_choice_and_it_goes_on_waiting(storage: Storage, where: str) -> None:
    two_cases(storage)
    foreign = reports(storage, OMAR)
    drops(storage, files(text=STORY))
    before = facts(storage)
    with pytest.raises(NoSuchCase):
        chooses(storage, files(text=STORY), foreign if where == "somebody else's" else where)
    assert facts(storage) == before
    assert refusals(storage) == 1
    assert waiting(storage) == PAYLOAD


def test_the_leader_may_read_the_case_and_yet_add_nothing_to_it(storage: Storage) -> None:
    case = reports(storage)
    drops(storage, files(by=LARS))
    with pytest.raises(Refused, match="Only the employee"):
        chooses(storage, files(by=LARS), case)
    assert kept_in(storage, case) == []
    assert waiting(storage) == PAYLOAD


def test_a_kill_at_any_moment_of_a_choice_leaves_it_waiting(storage: Storage) -> None:
    case, _ = two_cases(storage)
    item = offered()
    drops(storage, files(item, text=STORY))
    arrives(storage, "choice")
    until_it_lives(storage, lambda: chooses(storage, files(item, text=STORY), case))
    assert kept_in(storage, case) == [item.id, "the words"]
