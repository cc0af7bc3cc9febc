"""Pasted words are evidence like a file: encrypted on disk, known by their hash, gone with the report."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import partial

import pytest

from flows import events as ev
from flows.case.case import Evidence
from flows.effects import Refused
from flows.evidence.routing import IncomingContent
from storage import drafts, evidence, routing, turns
from storage.database import Storage
from storage.evidence import Fingerprint
from storage.keys import Unreadable
from storage.trying import Conflict
from tests.storage.contents import Killed, everything, killed_after_commit, killed_at
from tests.storage.dropping import PAYLOAD, at_evidence, draft_of, drops, words
from tests.storage.stories import (
    LARS,
    METTE,
    arrives,
    at,
    case_of,
    does,
    owed,
    reports,
)
from tests.storage.test_canary import CANARY, everywhere, told

WORDS = f"Han skrev: {CANARY} æøå 🐦\nJeg ved, hvor du bor."
TOLD = "Han har lavet en side om mig og skriver hver dag."
MANY = [
    WORDS,
    "https://eksempel.dk/side",
    "<html>\n<script>alert(1)</script>\n</html>",
    "%PDF-1.4\nmen det er\nkun ord",
    "MZ\x90\x00\nsom et\nprogram",
    "\x00\n\x00\n\x00",
    "ordet\n" * 5000,
]


def items(storage: Storage) -> tuple[Evidence, ...]:
    draft = draft_of(storage)
    return draft.evidence if draft else ()


def on_disk(storage: Storage, subject: str) -> list[str]:
    return sorted(path.name for path in (storage.folder / "evidence" / subject).glob("*"))


def original(storage: Storage, subject: str, item: str = "the words") -> str:
    """What lies on disk, readable with the key of that draft or case."""
    with storage.transaction() as tx:
        key = tx.key(subject)
    return evidence.original(evidence.path_of(storage.folder, subject, item), key).decode()


def known_by(text: str) -> Fingerprint:
    return Fingerprint(len(text.encode()), hashlib.sha256(text.encode()).hexdigest())


@pytest.mark.parametrize("text", MANY, ids=["words", "link", "page", "pdf", "program", "nothing", "long"])
def test_words_lie_on_disk_as_they_came_and_are_known_by_their_hash(storage: Storage, text: str) -> None:
    draft = at_evidence(storage)
    drops(storage, words(text))
    [item] = items(storage)
    assert (item.state, item.received.media_type) == ("kept", "text/plain")
    assert Fingerprint(item.received.size, item.received.sha256) == known_by(text)
    assert original(storage, draft) == text
    assert on_disk(storage, draft) == ["the words.age"]


def test_words_that_were_told_are_kept_when_they_are_documentation_after_all(storage: Storage) -> None:
    draft = at_evidence(storage)
    drops(storage, words(TOLD))
    assert (items(storage), on_disk(storage, draft)) == ((), [])
    does(storage, ev.ToldWordsKept(METTE, "told before"))
    [item] = items(storage)
    assert Fingerprint(item.received.size, item.received.sha256) == known_by(TOLD)
    assert original(storage, draft, "told before") == TOLD
    kept = draft_of(storage)
    assert kept is not None
    assert TOLD not in kept.whole_account()


def test_words_that_were_told_are_kept_once_though_it_is_pressed_twice(storage: Storage) -> None:
    draft = at_evidence(storage)
    drops(storage, words(TOLD))
    does(storage, ev.ToldWordsKept(METTE, "first press"))
    with pytest.raises(Refused):
        does(storage, ev.ToldWordsKept(METTE, "second press"))
    assert on_disk(storage, draft) == ["first press.age"]


def test_what_is_taken_out_leaves_no_row_and_its_file_is_owed_to_go(storage: Storage) -> None:
    draft = at_evidence(storage)
    for number in (1, 2):
        drops(storage, IncomingContent(METTE, WORDS, f"words {number}"), f"Ev{number}")
    does(storage, ev.EvidenceTakenOut(METTE, "words 1"))
    assert [item.id for item in items(storage)] == ["words 2"]
    assert len(everything(storage)["evidence"]) == 1
    assert "EraseFile" in owed(storage, draft)
    evidence.erase_item(storage.folder, draft, "words 1")
    assert on_disk(storage, draft) == ["words 2.age"]


def test_words_that_join_a_case_lie_on_disk_with_its_key(storage: Storage) -> None:
    case = reports(storage)
    drops(storage, IncomingContent(METTE, WORDS, "the words", is_saved=True))
    [item] = case_of(storage, case, LARS).evidence
    assert (
        Fingerprint(item.received.size, item.received.sha256)
        == known_by(original(storage, case))
        == known_by(WORDS)
    )


def test_the_same_words_twice_are_two_pieces(storage: Storage) -> None:
    draft = at_evidence(storage)
    for number in (1, 2):
        drops(storage, IncomingContent(METTE, WORDS, f"words {number}"), f"Ev{number}")
    assert [item.id for item in items(storage)] == ["words 1", "words 2"]
    assert [original(storage, draft, f"words {number}") for number in (1, 2)] == [WORDS, WORDS]


def test_an_answer_by_words_is_no_evidence(storage: Storage) -> None:
    draft = at_evidence(storage)
    drops(storage, words("det er væk"))
    assert items(storage) == ()
    assert on_disk(storage, draft) == []


def test_no_byte_of_the_words_is_in_database_or_folder(storage: Storage) -> None:
    at_evidence(storage)
    drops(storage, words(WORDS))
    case = reports(storage, LARS)
    drops(
        storage, IncomingContent(LARS, WORDS, "in a case", is_saved=True, details={"sender": CANARY}), "Ev2"
    )
    assert case_of(storage, case, LARS).evidence[0].details["sender"] == CANARY
    found = everywhere(storage)
    assert case.encode() in found
    assert [way for way in told(CANARY) if way in found] == []


def test_a_kill_at_any_moment_leaves_nothing_half_kept_and_the_next_try_keeps_it_once(
    storage: Storage,
) -> None:
    """Also between the file, which is there first, and the commit that tells of it."""
    draft = at_evidence(storage)
    arrives(storage, "Ev1", PAYLOAD)
    before, files_left = everything(storage), set()
    for statement in range(1, 100):
        try:
            with killed_at(storage, statement):
                routing.drop(storage, words(WORDS), "the draft", at(), "Ev1")
        except Killed:
            assert everything(storage) == before
            files_left.add(len(on_disk(storage, draft)))
            continue
        break
    assert files_left == {0, 1}
    [item] = items(storage)
    assert (
        Fingerprint(item.received.size, item.received.sha256)
        == known_by(original(storage, draft))
        == known_by(WORDS)
    )
    assert on_disk(storage, draft) == ["the words.age"]


def test_a_redelivery_leaves_the_file_as_it_is(storage: Storage) -> None:
    draft = at_evidence(storage)
    drops(storage, words(WORDS))
    path = evidence.path_of(storage.folder, draft, "the words")
    before = everything(storage), path.read_bytes()
    drops(storage, words(WORDS))
    assert (everything(storage), path.read_bytes()) == before


def test_the_words_are_erased_with_the_report(storage: Storage) -> None:
    draft = at_evidence(storage)
    drops(storage, words(WORDS))
    does(storage, ev.Withdrawn(METTE))
    assert on_disk(storage, draft) == []
    assert everything(storage)["evidence"] == []
    with pytest.raises(Unreadable):
        original(storage, draft)


def test_the_words_are_erased_though_the_process_dies_between_commit_and_file(storage: Storage) -> None:
    """The next start takes them."""
    draft = at_evidence(storage)
    drops(storage, words(WORDS))
    press = partial(turns.on_draft, storage, ev.Withdrawn(METTE), at(), person=METTE, draft=draft)
    arrives(storage, "press")
    with killed_after_commit():
        press(arrival="press")
    assert draft_of(storage) is None
    assert storage.keys.read(draft)
    storage.finish_erasing(at())
    assert storage.keys.read(draft) is None
    assert on_disk(storage, draft) == []


def test_the_words_go_on_into_the_case(storage: Storage) -> None:
    draft = at_evidence(storage)
    drops(storage, words(WORDS))
    does(storage, ev.Answered(METTE, "evidence", "kept"))
    turns.send(storage, METTE, at(), arrival=arrives(storage, "send"))
    found = case_of(storage, draft)
    assert found.is_documented()
    assert original(storage, draft, found.evidence[0].id) == WORDS


def test_words_that_come_while_the_report_is_erased_leave_no_file(postgresql: Storage) -> None:
    """They have read the report and its key before it is erased, and write their file after it."""
    draft = at_evidence(postgresql)
    with suppress(Refused, Conflict), postgresql.transaction() as late:
        found, key = drafts.of(late, METTE), late.key(draft)
        does(postgresql, ev.Withdrawn(METTE))
        turns.draft_turn(late, found, ev.Typed(METTE, WORDS, "the words"), at())
        assert key
    assert draft_of(postgresql) is None
    assert on_disk(postgresql, draft) == []
