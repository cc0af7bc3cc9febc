"""What lies there to be read without the key is what docs/what-a-thief-learns.md says, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pyrage
import pytest
from pyrage.x25519 import Identity
from sqlalchemy import Column, LargeBinary, select
from sqlmodel import SQLModel

from flows import effects as fx
from flows import events as ev
from flows.access.rules import VAERN
from flows.people.person import Person
from flows.people.presence import Presence
from storage import (
    addresses,
    call_budgets,
    case_turns,
    cases,
    journal_heads,
    outbox,
    people,
    presence,
    processes,
    surfaces,
    turns,
)
from storage.columns import Keyed, Locked, unlocked_by
from storage.database import Storage, Transaction
from storage.surfaces import Surface
from tests.storage.clock import sweeps
from tests.storage.contents import as_text, key_of
from tests.storage.stories import (
    ANNE,
    DAY,
    DORTE,
    HOUR,
    LARS,
    METTE,
    NOW,
    answers,
    arrives,
    at,
    begins,
    case_of,
    does,
    looks_at,
)

PAGE = Path(__file__).parents[2] / "docs" / "what-a-thief-learns.md"
ROW = re.compile(r"\| (\w+) \| ([\w, ]+) \| (body|locked|keyed|readable) \|")


def documented() -> dict[tuple[str, str], str]:
    """How each column lies there, as the page says."""
    rows = ROW.findall(PAGE.read_text("utf-8"))
    return {(table, column): kept for table, columns, kept in rows for column in columns.split(", ")}


def kept(column: Column[object]) -> str:
    """How a column lies there."""
    match column.type:
        case Keyed():
            return "keyed"
        case Locked():
            return "locked"
        case LargeBinary():
            return "body"
    return "readable"


def test_the_page_tells_of_each_column_how_it_lies_there() -> None:
    tables = SQLModel.metadata.tables.values()
    assert documented() == {(table.name, column.name): kept(column) for table in tables for column in table.c}


NUMBER = "71 23 94 06"
SENTENCE = "Han skrev: Ring til mig på {} i aften."
WORDS = SENTENCE.format(NUMBER)
"""A thief who knows all but the number could try them all."""
NAMES = {METTE: "Mette Holm", LARS: "Lars Bak", ANNE: "Anne Lund", DORTE: "Dorte Friis"}
MAILS = {person: f"{name.replace(' ', '.').lower()}@herlev.example" for person, name in NAMES.items()}
AWAY = Presence(is_away=True, away_until=datetime.fromisoformat("2027-02-17T15:00:00+00:00"))
WHEN = "2026-11-23T21:47"
OF_CONTENT = ("2026-11-23 21:47", "2026-11-23T21:47", "2026-11-23 20:47", "2026-11-23T20:47")
"""When it happened, in Copenhagen and in UTC."""
ZONE = "America/Nuuk"


@pytest.fixture
def case(storage: Storage) -> str:
    """A whole story: people, a report with pasted words, decisions, reminders, a talk, roles, the end."""
    storage.run(_knows_people)
    case = begins(storage)
    said = ev.WordsKept(METTE, "the words", WORDS)
    turns.on_draft(storage, said, at(), person=METTE, arrival=arrives(storage, "D0METTE:1795515600.000100"))
    answers(storage, when=WHEN, evidence="kept")
    does(storage, ev.UrgencyChosen(METTE, "ORANGE"))
    turns.send(storage, METTE, at(), arrival=arrives(storage, "D0METTE:1795515660.000200"))
    for event in (
        ev.ChannelOpened("C0HEMMELIG"),
        ev.MembersSeen((METTE, LARS, ANNE)),
        ev.MeetingBooked(LARS, "support", NOW + DAY),
        ev.StepDecided(LARS, "support", "crisis_help", "Hun vil tale.", {"day": "2026-11-24"}),
        ev.StepDecided(LARS, "legal", "employee_reports", "Hun gør det selv."),
        ev.TaskDone(LARS, "legal", "ask_hr"),
        ev.PersonLeft(ANNE),
    ):
        _happens(storage, case, event)
    for hours in (1, 5, 30):
        sweeps(storage, NOW + hours * HOUR)
    sweeps(storage, NOW + 7 * DAY)
    looks_at(storage, case, LARS)
    storage.run(partial(journal_heads.write, now=NOW))
    storage.run(partial(_is_around_it, case=case))
    return case


def _happens(storage: Storage, case: str, event: ev.CaseEvent) -> None:
    storage.run(lambda tx: case_turns.case_turn(tx, cases.get(tx, case, as_=VAERN), event, at()))


def _knows_people(tx: Transaction) -> None:
    for person, name in NAMES.items():
        people.put(tx, Person(person, name, zone=ZONE, mail=MAILS[person]), NOW)
    addresses.put(tx, {MAILS[LARS]: LARS, "nobody@herlev.example": ""}, NOW)
    presence.put_all(tx, {DORTE: AWAY, LARS: Presence()}, NOW)


def _is_around_it(tx: Transaction, case: str) -> None:
    shown = Surface("mark", case, "card", "", "support", "C0HEMMELIG", "1795515700.000300", digest_of(WORDS))
    surfaces.put(tx, shown, NOW)
    told = Surface("told", f"person:{LARS}", "reminders", LARS, case, "D0LARS", "1795515800.000400", "digest")
    surfaces.put(tx, told, NOW, names=(case,))
    surfaces.home_opened(tx, METTE, NOW)
    surfaces.greeted(tx, METTE, NOW)
    call_budgets.draw(tx, "conversations.create", NOW, 3)
    processes.look_around(tx, "one", digest_of("organisation.toml"), NOW)
    outbox.owe(tx, case, (fx.Alert("restricted_action"), fx.ShareEvidence(LARS, "the words")), NOW)


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def rows(storage: Storage) -> Iterator[object]:
    """All values that the database holds, as they are stored."""
    with storage.reading() as tx, unlocked_by(None):
        for table in SQLModel.metadata.sorted_tables:
            for row in tx.execute(select(table)):
                yield from row


def raw(storage: Storage) -> bytes:
    """All that the thief has: the files with their names, and what the database gives."""
    paths = [path for path in sorted(storage.folder.rglob("*")) if path.is_file()]
    names = "\n".join(str(path.relative_to(storage.folder)) for path in paths)
    values = b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in rows(storage))
    dump = as_text(storage).encode() if storage.is_shared else b""
    return b"\n".join((*(path.read_bytes() for path in paths), names.encode(), values, dump))


def ways(text: str | bytes) -> Iterator[bytes]:
    """How a text could lie there."""
    data = text.encode() if isinstance(text, str) else text
    yield from (data, data.hex().encode(), base64.b64encode(data).rstrip(b"="))
    if isinstance(text, str):
        yield text.encode("utf-16-le")


def seen(what: Iterable[str | bytes], found: bytes) -> list[str | bytes]:
    """What of it lies there, in any way."""
    return [text for text in what if any(way in found for way in ways(text))]


SECRET = (
    *NAMES,
    *(part for name in NAMES.values() for part in name.split() if len(part) > 4),
    *MAILS.values(),
    *("herlev.example", ZONE, "C0HEMMELIG", "D0LARS", "D0METTE", "1795515"),
    *("ORANGE", "crisis_help", "employee_reports", "support", "registration", "absence", "ask_hr"),
    *("employee", "representative", "leader", "StepDecided", "WordsKept", "reminders", "conversations."),
    *("restricted_action", "ShareEvidence", "text/plain", "facebook", "hate_page", "2027-02-17", *OF_CONTENT),
    *(WORDS, NUMBER),
)
"""What is longer than five signs, since shorter ones come about by chance among what is encrypted."""


def test_nothing_of_a_whole_story_is_there(storage: Storage, case: str) -> None:
    found = raw(storage)
    assert seen([case], found) == [case], "it looks in the right place"
    assert seen(SECRET, found) == []


def test_nothing_short_of_it_is_readable_either(storage: Storage, case: str) -> None:
    """What is so short that it comes about by chance among what is encrypted."""
    texts = {value for value in rows(storage) if isinstance(value, str)}
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    assert words & {"RED", "ORANGE", "YELLOW", "hr", "da", "en", "read", "Tell", "Show", "card"} == set()


def test_of_the_words_there_is_nothing_by_which_a_guess_can_be_checked(storage: Storage, case: str) -> None:
    """The fingerprint that the product keeps of them was one."""
    assert case_of(storage, case).evidence[0].received.sha256 == digest_of(WORDS)
    found = raw(storage)
    assert [guess for guess in (WORDS, WORDS.replace("71", "72")) if is_right(guess, found)] == []
    assert is_right(WORDS, found + hashlib.sha256(WORDS.encode()).digest())


def is_right(guess: str, found: bytes) -> bool:
    """Whether something that can be reckoned from a guess alone lies there."""
    digests = [hashlib.new(name, guess.encode()) for name in ("md5", "sha1", "sha256", "sha512", "blake2b")]
    return bool(seen([way for digest in digests for way in (digest.digest(), digest.digest()[:8])], found))


@pytest.mark.parametrize("words", ["Ja.", "Ring.", WORDS])
def test_the_length_of_short_words_does_not_show(storage: Storage, words: str) -> None:
    draft = begins(storage)
    does(storage, ev.WordsKept(METTE, "the words", words))
    answers(storage, evidence="kept")
    (file,) = (storage.folder / "evidence" / draft).iterdir()
    keys = [storage.keyring.master, key_of(storage, draft).identity]
    stored = [value for value in rows(storage) if isinstance(value, bytes)]
    found = [size(file.read_bytes(), keys), *sorted(size(value, keys) for value in stored)]
    assert found == ONE_SIZE.setdefault(storage.is_shared, found)


def size(value: bytes, keys: list[Identity]) -> int:
    """How long it is; of what age has encrypted what is in it, since age itself adds some bytes by chance."""
    return len(pyrage.decrypt(value, keys)) if value.startswith(b"age-encryption.org") else len(value)


ONE_SIZE: dict[bool, list[int]] = {}
"""What was found with the first words, on each database."""
