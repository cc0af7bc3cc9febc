"""What comes of one sitting is one message: it waits, grows while it waits, and is told once."""

from __future__ import annotations

from functools import partial

import pytest

from flows import effects as fx
from flows.effects import SITTING, Tell
from storage import claiming, outbox
from storage.database import Storage
from tests.storage.stories import METTE, NOW

LATER = NOW + SITTING


def owes(storage: Storage, *abouts: str, subject: str = "a case") -> None:
    effects = [Tell(METTE, "decided", about) for about in abouts]
    storage.run(lambda tx: outbox.owe(tx, subject, effects, NOW))


def told(storage: Storage, now: object = LATER) -> list[str]:
    """What is told then, each message by what it is about."""
    claim = storage.run(partial(claiming.claim, now=now, busy=()))  # type: ignore[arg-type]
    return [item.effect.about for item in claim.items if isinstance(item.effect, Tell)]


def test_it_waits_for_the_end_of_the_sitting(storage: Storage) -> None:
    owes(storage, "support:1")
    assert told(storage, NOW) == []
    assert told(storage) == ["support:1"]


@pytest.mark.parametrize("turns", [[("support:1", "legal:1")], [("support:1",), ("legal:1",)]])
def test_what_is_decided_meanwhile_joins_it(storage: Storage, turns: list[tuple[str, ...]]) -> None:
    for abouts in turns:
        owes(storage, *abouts)
    assert told(storage) == ["support:1,legal:1"]


def test_what_is_decided_while_it_is_on_its_way_is_a_message_of_its_own(storage: Storage) -> None:
    owes(storage, "support:1")
    assert told(storage) == ["support:1"]
    owes(storage, "legal:1")
    storage.run(claiming.release_all)
    assert told(storage) == ["support:1"]


def test_one_that_was_tried_is_not_added_to_since_its_reader_may_have_it(storage: Storage) -> None:
    owes(storage, "support:1")
    claim = storage.run(partial(claiming.claim, now=LATER, busy=()))
    storage.run(partial(claiming.later, item=claim.items[0], due_at=LATER, error="", is_unknown=True))
    owes(storage, "legal:1")
    assert told(storage) == ["support:1"]


def test_each_case_has_its_own_and_nothing_else_waits_for_it(storage: Storage) -> None:
    owes(storage, "support:1")
    owes(storage, "support:1", subject="another")
    storage.run(lambda tx: outbox.owe(tx, "a case", (Tell(METTE, "acknowledged"),), NOW))
    assert told(storage, NOW) == [""]
    assert [about for about in told(storage) if about] == ["support:1", "support:1"]


def test_what_cannot_wait_is_told_at_once(storage: Storage) -> None:
    at_once = fx.Tell(METTE, "decided", "legal:1", is_at_once=True)
    storage.run(lambda tx: outbox.owe(tx, "a case", (at_once,), NOW))
    assert told(storage, NOW) == ["legal:1"]
