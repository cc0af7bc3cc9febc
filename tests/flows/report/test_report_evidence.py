"""What is sent and pasted into the report under way: kept, refused, told of once, and taken out."""

from __future__ import annotations

import pytest

from flows import events as ev
from flows.effects import EraseFile, FetchFile, Refused, Show
from tests.flows.given import METTE, begun, draft, kept, refused
from tests.flows.talk import Talk


@pytest.fixture
def talk() -> Talk:
    return Talk(begun())


def test_a_file_joins_the_report_at_any_question_and_is_fetched_once(talk: Talk) -> None:
    assert FetchFile("file1") in talk.drops()
    assert talk.draft.current() == "danger"
    assert talk.drops() == ()
    assert [item.id for item in talk.draft.evidence] == ["file1"]


def test_the_employee_learns_whether_a_file_was_kept(talk: Talk) -> None:
    talk.drops("file1")
    talk.drops("file2")
    assert (talk.turn.after, talk.turn.items) == ("received", ("file1", "file2"))
    for settled in (kept("file1"), refused("file2")):
        assert talk.does(ev.FileSettled(settled)) == (Show("report", METTE),)
    assert [item.state for item in talk.draft.evidence] == ["kept", "refused"]


def test_a_file_that_is_safe_stays_safe_and_is_told_of_once(talk: Talk) -> None:
    talk.drops()
    talk.does(ev.FileSettled(kept()))
    assert talk.does(ev.FileSettled(kept())) == ()
    assert talk.does(ev.FileSettled(refused())) == ()
    assert [item.state for item in talk.draft.evidence] == ["kept"]


def test_a_file_that_is_refused_when_its_receipt_is_past_is_told_of_anew(talk: Talk) -> None:
    talk.drops("file1")
    talk.presses("danger", "no")
    talk.does(ev.FileSettled(refused("file1")))
    assert (talk.turn.question, talk.turn.after, talk.turn.items) == ("sender", "refused", ("file1",))


def test_an_item_can_be_taken_out_and_its_file_goes(talk: Talk) -> None:
    talk.drops("file1")
    talk.drops("file2")
    assert EraseFile("file1") in talk.takes_out("file1")
    assert [item.id for item in talk.draft.evidence] == ["file2"]
    assert talk.does(ev.FileSettled(kept("file1"))) == (EraseFile("file1"),)


def test_when_the_last_item_is_taken_out_documentation_is_asked_for_again() -> None:
    talk = Talk(draft(answers={"evidence": "kept"}, evidence=(kept("file1"),)))
    talk.takes_out("file1")
    assert talk.draft.current() == talk.turn.question == "evidence"


def test_that_was_it_needs_a_file() -> None:
    talk = Talk(draft(answers={"evidence": "gone"}))
    talk.changes("evidence")
    talk.drops()
    talk.presses("evidence", "kept")
    assert talk.draft.answers["evidence"] == "kept"


def test_a_file_that_was_refused_is_no_documentation() -> None:
    talk = Talk(draft(evidence=(refused(),), reopened="evidence"))
    with pytest.raises(Refused):
        talk.presses("evidence", "kept")
    talk.presses("evidence", "gone")
