"""What somebody drops is kept where it belongs, and once, however often it is delivered."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from sqlmodel import select

from flows import events as ev
from flows.effects import FetchFile
from flows.evidence.routing import Forwarded, IncomingContent
from storage import case_turns, inbox, routing
from storage.database import Storage
from storage.tables import OutboxRow
from tests.storage.conftest import Open
from tests.storage.contents import everything
from tests.storage.dropping import (
    PAYLOAD,
    SAVED_FROM,
    STORY,
    at_evidence,
    draft_of,
    drops,
    files,
    kept_in,
    kept_in_draft,
    questions,
    saved,
    waiting,
    words,
)
from tests.storage.races import at_once
from tests.storage.stories import (
    ANNE,
    ANSWERS,
    LARS,
    METTE,
    MINUTE,
    NOW,
    arrives,
    at,
    begins,
    case_of,
    claims,
    offered,
    owed,
    reports,
    settles,
)
from tests.storage.test_turns import until_it_lives

THREAT = Forwarded("the message", "Jeg ved, hvor du bor.", {"sender": "Ukendt"})

PASTED = f"Han skrev: {STORY}"


@pytest.mark.parametrize(("text", "told"), [("hej", ""), (STORY, STORY)])
def test_words_without_a_report_begin_one_and_more_than_a_greeting_is_what_happened(
    storage: Storage, text: str, told: str
) -> None:
    drops(storage, words(text))
    draft = draft_of(storage)
    assert draft is not None
    assert (draft.id, draft.whole_account(), draft.current()) == ("the draft", told, "danger")


def test_words_answer_the_question_that_is_open(storage: Storage) -> None:
    begins(storage)
    drops(storage, words("nej"))
    draft = draft_of(storage)
    assert draft is not None
    assert draft.answers == {"danger": "no"}


@pytest.mark.parametrize(("text", "after", "told"), [("aha", "unclear", ""), (STORY, "told", STORY)])
def test_words_that_answer_nothing_ask_anew_and_what_they_tell_is_kept(
    storage: Storage, text: str, after: str, told: str
) -> None:
    begins(storage)
    drops(storage, words(text))
    draft = draft_of(storage)
    assert draft is not None
    assert (draft.answers, draft.whole_account()) == ({}, told)
    assert [(turn.question, turn.after) for turn in draft.conversation.asked] == [
        ("danger", ""),
        ("danger", after),
    ]


def test_pasted_words_are_evidence_where_evidence_is_asked_for(storage: Storage) -> None:
    at_evidence(storage)
    drops(storage, words(PASTED))
    assert kept_in_draft(storage) == ["the words"]


def test_what_is_told_where_evidence_is_asked_for_joins_what_happened(storage: Storage) -> None:
    at_evidence(storage)
    drops(storage, words())
    draft = draft_of(storage)
    assert draft is not None
    assert draft.whole_account() == f"{ANSWERS['story']}\n\n{STORY}"
    assert kept_in_draft(storage) == []


def test_all_files_of_a_message_join_the_report_under_way_in_their_order(storage: Storage) -> None:
    draft, items = begins(storage), [replace(offered(), id=key) for key in ("third", "first", "second")]
    drops(storage, files(*items))
    assert kept_in_draft(storage) == ["third", "first", "second"]
    assert owed(storage, draft).count("FetchFile") == 3


@pytest.mark.parametrize("text", ["Her er det", STORY])
def test_a_file_is_kept_though_the_words_beside_it_answer_nothing(storage: Storage, text: str) -> None:
    """A picture with a line beside it, dropped before evidence is asked for, must not be lost."""
    item = offered()
    begins(storage)
    drops(storage, files(item, text=text))
    before = everything(storage)
    drops(storage, files(item, text=text))
    assert everything(storage) == before
    assert kept_in_draft(storage) == [item.id]


def test_files_and_words_join_the_only_case(storage: Storage) -> None:
    case, item = reports(storage), offered()
    drops(storage, files(item, text=STORY))
    found = {e.id: (e.kind, e.state) for e in case_of(storage, case).evidence}
    assert found == {item.id: ("file", "fetching"), "the words": ("text", "kept")}
    assert draft_of(storage) is None


def test_a_report_under_way_comes_before_a_case(storage: Storage) -> None:
    case, item = reports(storage), offered()
    begins(storage)
    drops(storage, files(item))
    assert kept_in_draft(storage) == [item.id]
    assert kept_in(storage, case) == []


def test_what_the_representative_saves_in_the_channel_joins_its_case(storage: Storage) -> None:
    case = reports(storage)
    opens = ev.ChannelOpened("C0SAG")
    case_turns.on_case(storage, case, opens, at(), as_=METTE, arrival=arrives(storage, "opened"))
    begins(storage, ANNE)
    drops(storage, saved(ANNE, "C0SAG"))
    [item] = case_of(storage, case).evidence
    assert (item.id, item.kind, item.by) == ("the words", "message", ANNE)
    assert item.details == {**SAVED_FROM, "quote": STORY}


def test_what_the_leader_saves_in_the_channel_joins_no_case(storage: Storage) -> None:
    case = reports(storage)
    opens = ev.ChannelOpened("C0SAG")
    case_turns.on_case(storage, case, opens, at(), as_=METTE, arrival=arrives(storage, "opened"))
    drops(storage, saved(LARS, "C0SAG"))
    assert kept_in(storage, case) == []
    assert waiting(storage) == PAYLOAD


@pytest.mark.parametrize("dropped", [files(), files(text=STORY), saved()], ids=["file", "both", "saved"])
def test_without_a_report_it_waits_and_nothing_is_begun(storage: Storage, dropped: IncomingContent) -> None:
    drops(storage, dropped)
    assert waiting(storage) == PAYLOAD
    assert draft_of(storage) is None
    assert questions(storage) == 1


def test_a_greeting_of_somebody_with_a_case_begins_a_report_and_a_story_waits(storage: Storage) -> None:
    reports(storage)
    drops(storage, words())
    assert draft_of(storage) is None
    assert waiting(storage) == PAYLOAD
    drops(storage, words("hej"), "Ev2")
    assert draft_of(storage) is not None


@pytest.mark.parametrize("dropped", [words("nej"), files()], ids=["words", "file"])
def test_a_redelivery_changes_nothing(storage: Storage, dropped: IncomingContent) -> None:
    begins(storage)
    drops(storage, dropped)
    before = everything(storage)
    routing.drop(storage, dropped, "another draft", at(NOW + MINUTE), "Ev1")
    assert not storage.run(lambda tx: inbox.take_in(tx, "Ev1", PAYLOAD, NOW))
    assert everything(storage) == before


def test_one_arrival_dropped_twice_at_once_is_kept_once(opened: Open) -> None:
    storage, other = opened(), opened()
    case, item = reports(storage), offered()
    arrives(storage, "Ev1", PAYLOAD)
    dropped = files(item, text=STORY)
    at_once(*(partial(routing.drop, s, dropped, f"{n}", at(), "Ev1") for n, s in enumerate((storage, other))))
    assert kept_in(storage, case) == [item.id, "the words"]
    assert owed(storage, case).count("FetchFile") == 1


def test_a_kill_at_any_moment_of_a_drop_leaves_nothing_and_the_next_try_keeps_it_once(
    storage: Storage,
) -> None:
    case, item = reports(storage), offered()
    arrives(storage, "Ev1", PAYLOAD)
    dropped = files(item, text=STORY)
    until_it_lives(storage, lambda: routing.drop(storage, dropped, "the draft", at(), "Ev1"))
    assert kept_in(storage, case) == [item.id, "the words"]


class TestAForwardedMessage:
    def test_joins_the_report_and_words_beside_it_that_answer_nothing_are_account(
        self, storage: Storage
    ) -> None:
        begins(storage)
        drops(storage, IncomingContent(METTE, "Se den her besked.", "the words", forwarded=(THREAT,)))
        draft = draft_of(storage)
        assert draft is not None
        assert draft.whole_account() == "Se den her besked."
        assert kept_in_draft(storage) == ["the message"]

    def test_leaves_words_that_answer_to_the_question(self, storage: Storage) -> None:
        begins(storage)
        drops(storage, IncomingContent(METTE, "nej", "the words", forwarded=(THREAT,)))
        draft = draft_of(storage)
        assert draft is not None
        assert draft.answers == {"danger": "no"}
        assert kept_in_draft(storage) == ["the message"]

    def test_joins_the_only_case_with_its_origin(self, storage: Storage) -> None:
        case = reports(storage)
        drops(storage, IncomingContent(METTE, "", "the words", forwarded=(THREAT,)))
        assert kept_in(storage, case) == ["the message"]

    def test_without_a_report_waits(self, storage: Storage) -> None:
        drops(storage, IncomingContent(METTE, "Se her", "the words", forwarded=(THREAT,)))
        assert draft_of(storage) is None


@pytest.mark.parametrize("is_sent", [False, True], ids=["under way", "sent"])
def test_a_file_that_is_given_up_is_refused_and_holds_up_nothing(storage: Storage, is_sent: bool) -> None:
    case = reports(storage) if is_sent else at_evidence(storage)
    both = (offered("side1.png"), offered("side2.png"))
    drops(storage, files(*both))
    outbox_items = claims(storage, most=100)
    for item in both:
        outbox_item = next(d for d in outbox_items if d.effect == FetchFile(item.id))
        for _ in range(2):
            settles(storage, outbox_item, ev.FileGivenUp(item.id), at())
    found = case_of(storage, case) if is_sent else draft_of(storage)
    assert found is not None
    out = {item.id: (item.state, item.refusal) for item in found.evidence}
    assert [out[item.id] for item in both] == [("refused", "unreachable")] * 2
    received = [args for args in owed_words(storage, case) if '"received"' in args]
    assert len(received) == int(is_sent)
    assert all(item.id in args for args in received for item in both)


def owed_words(storage: Storage, subject: str) -> list[str]:
    with storage.transaction() as tx:
        return list(tx.session.exec(select(OutboxRow.args).where(OutboxRow.subject == subject)))
