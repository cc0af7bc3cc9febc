"""What is deleted in Slack is noted where something of it is kept, and told once for all together."""

from __future__ import annotations

from functools import partial

from flows import events as ev
from flows.evidence.routing import IncomingContent
from storage import deletions, journal, turns
from storage.database import Storage
from tests.storage.conftest import Open
from tests.storage.dropping import STORY, at_evidence, draft_of, drops, words
from tests.storage.races import at_once
from tests.storage.stories import ANNE, DAY, METTE, MINUTE, NOW, OMAR, arrives, at, begins, owed, reports
from tests.storage.test_turns import until_it_lives


def deletes(storage: Storage, *items: str, arrival: str = "Ev9", by: str = METTE, after: int = 0) -> None:
    arrives(storage, arrival)
    deletions.note(storage, by, items, NOW + after * MINUTE, arrival=arrival)


def noted(storage: Storage, subject: str) -> list[str]:
    lines = storage.run(lambda tx: journal.lines(tx, subject))
    return [line.detail for line in lines if line.act == deletions.DELETED]


def test_a_kept_message_is_noted_and_told_once_a_day(storage: Storage) -> None:
    draft = at_evidence(storage)
    drops(storage, words())
    drops(storage, words("Og en til."), "Ev2")
    before = owed(storage, draft).count("Tell")
    deletes(storage, "the words")
    deletes(storage, "the words", arrival="Ev10", after=5)
    assert owed(storage, draft).count("Tell") == before + 1
    deletes(storage, "the words", arrival="Ev11", after=2 * DAY // MINUTE)
    assert owed(storage, draft).count("Tell") == before + 2
    assert noted(storage, draft) == ["report-keeps"] * 3


def test_words_that_became_an_answer_are_known_again(storage: Storage) -> None:
    drops(storage, IncomingContent(METTE, STORY, "the story"))
    drops(storage, IncomingContent(METTE, "nej", "the answer"), "Ev2")
    draft = draft_of(storage)
    assert draft is not None
    deletes(storage, "the story")
    deletes(storage, "the answer", arrival="Ev10")
    assert noted(storage, draft.id) == ["report-keeps"] * 2


def test_words_that_were_not_taken_as_anything_are_not(storage: Storage) -> None:
    draft = begins(storage)
    turns.on_draft(storage, ev.Paused(METTE), at(), person=METTE)
    drops(storage, IncomingContent(METTE, "hej igen", "the greeting"))
    deletes(storage, "the greeting")
    assert noted(storage, draft) == []


def test_nothing_is_noted_or_told_where_nothing_is_kept_of_it(storage: Storage) -> None:
    case = reports(storage)
    before = owed(storage, case)
    deletes(storage, "the words")
    assert owed(storage, case) == before
    assert noted(storage, case) == []


def test_what_was_erased_is_not_noted(storage: Storage) -> None:
    draft = at_evidence(storage)
    drops(storage, words())
    turns.on_draft(storage, ev.Withdrawn(METTE), at(), person=METTE)
    deletes(storage, "the words")
    assert noted(storage, draft) == []


def test_a_case_notes_what_the_representative_deletes_and_nobody_elses(storage: Storage) -> None:
    case = reports(storage)
    drops(storage, IncomingContent(ANNE, STORY, "the words", is_saved=True))
    deletes(storage, "the words", by=OMAR)
    assert noted(storage, case) == []
    deletes(storage, "the words", by=ANNE, arrival="Ev10")
    assert noted(storage, case) == ["case-keeps"]


def test_a_repeated_delivery_notes_it_once(storage: Storage) -> None:
    draft = at_evidence(storage)
    drops(storage, words())
    deletes(storage, "the words")
    deletes(storage, "the words")
    assert noted(storage, draft) == ["report-keeps"]


def test_a_kill_at_any_moment_leaves_nothing_and_the_next_try_notes_it_once(storage: Storage) -> None:
    draft = at_evidence(storage)
    drops(storage, words())
    arrives(storage, "Ev9")
    until_it_lives(storage, lambda: deletions.note(storage, METTE, ["the words"], NOW, arrival="Ev9"))
    assert noted(storage, draft) == ["report-keeps"]


def test_two_at_once_are_told_once(opened: Open) -> None:
    storage, other = opened(), opened()
    draft = at_evidence(storage)
    drops(storage, words())
    before = owed(storage, draft).count("Tell")
    for arrival in ("Ev8", "Ev9"):
        arrives(storage, arrival)
    note = partial(deletions.note, person=METTE, items=["the words"], now=NOW)
    at_once(partial(note, storage, arrival="Ev8"), partial(note, other, arrival="Ev9"))
    assert noted(storage, draft) == ["report-keeps"] * 2
    assert owed(storage, draft).count("Tell") == before + 1
