"""Somebody who was asked to get in touch says that they do: before the report is sent and after it."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial

import pytest
from sqlmodel import select

from flows import events as ev
from flows.case.case import Contact
from flows.effects import Refused
from storage import case_turns, journal, turns
from storage.cases import NoSuchCase
from storage.database import Storage
from storage.tables import OutboxRow
from tests.storage.conftest import Open
from tests.storage.contents import everything, facts, refusals
from tests.storage.dropping import draft_of
from tests.storage.races import at_once
from tests.storage.stories import (
    ANNE,
    HOUR,
    LARS,
    METTE,
    NOW,
    OMAR,
    answers,
    arrives,
    at,
    begins,
    case_of,
    does,
)
from tests.storage.test_turns import until_it_lives

HANNE = "U0HANNE"
IS_SENT = pytest.mark.parametrize("is_sent", [False, True], ids=["under way", "sent"])


def asked(storage: Storage, is_sent: bool) -> str:
    """Mette has asked HR and her leader to get in touch, in a report that is under way or sent."""
    subject = begins(storage)
    answers(storage)
    for role in ("hr", "leader"):
        does(storage, ev.ContactAsked(METTE, role))
    if is_sent:
        turns.send(storage, METTE, at(), arrival=arrives(storage, "send"))
    return subject


def says_so(storage: Storage, subject: str, person: str, arrival: str = "") -> None:
    key = arrives(storage, arrival or f"press {person}")
    case_turns.answer_contact(storage, subject, person, at(NOW + HOUR), arrival=key)


def contacts(storage: Storage, subject: str) -> dict[str, Contact]:
    draft = draft_of(storage)
    found = (draft or case_of(storage, subject)).people.contacts
    return {contact.person: contact for contact in found}


def heard(storage: Storage) -> int:
    """How often Mette was told that somebody gets in touch, above the open question or by itself."""
    if draft := draft_of(storage):
        return sum(turn.after == "contacted" for turn in draft.conversation.asked)
    with storage.transaction() as tx:
        found = [json.loads(row.args) for row in tx.session.exec(select(OutboxRow)) if row.kind == "Tell"]
    return sum(args["message"] == "contact-answered" for args in found)


@IS_SENT
def test_who_was_asked_says_so_and_the_employee_is_told(storage: Storage, is_sent: bool) -> None:
    """HR has no part in the case, and yet was asked."""
    subject = asked(storage, is_sent)
    says_so(storage, subject, HANNE)
    found = contacts(storage, subject)
    assert found[HANNE] == Contact("hr", HANNE, NOW, NOW + HOUR)
    assert found[LARS].answered_at is None
    assert heard(storage) == 1


@IS_SENT
def test_saying_so_twice_tells_it_once_and_the_first_time_stays(storage: Storage, is_sent: bool) -> None:
    subject = asked(storage, is_sent)
    says_so(storage, subject, LARS)
    case_turns.answer_contact(storage, subject, LARS, at(NOW + 2 * HOUR), arrival=arrives(storage, "again"))
    assert contacts(storage, subject)[LARS].answered_at == NOW + HOUR
    assert heard(storage) == 1


@IS_SENT
def test_a_redelivery_changes_nothing(storage: Storage, is_sent: bool) -> None:
    subject = asked(storage, is_sent)
    says_so(storage, subject, LARS)
    before = everything(storage)
    case_turns.answer_contact(storage, subject, LARS, at(NOW + 2 * HOUR), arrival=f"press {LARS}")
    assert everything(storage) == before


@IS_SENT
@pytest.mark.parametrize("person", [OMAR, ANNE, METTE, "", "vaern"])
def test_whoever_was_not_asked_is_refused(storage: Storage, is_sent: bool, person: str) -> None:
    """Whatever part they have in the case."""
    subject = asked(storage, is_sent)
    arrives(storage, f"press {person}")
    before = facts(storage)
    with pytest.raises(NoSuchCase):
        says_so(storage, subject, person)
    assert facts(storage) == before
    assert refusals(storage) == 1


def test_an_answer_before_sending_goes_into_the_case(storage: Storage) -> None:
    subject = asked(storage, is_sent=False)
    says_so(storage, subject, HANNE)
    turns.send(storage, METTE, at(NOW + 2 * HOUR), arrival=arrives(storage, "send"))
    assert contacts(storage, subject)[HANNE].answered_at == NOW + HOUR
    with pytest.raises(NoSuchCase):
        case_of(storage, subject, HANNE)


def test_once_the_report_is_erased_there_is_nothing_to_answer(storage: Storage) -> None:
    subject = asked(storage, is_sent=False)
    does(storage, ev.Withdrawn(METTE))
    with pytest.raises((Refused, NoSuchCase)):
        says_so(storage, subject, HANNE)


@IS_SENT
def test_two_who_say_so_at_once_are_both_heard(opened: Open, is_sent: bool) -> None:
    storage, other = opened(), opened()
    subject = asked(storage, is_sent)
    at_once(partial(says_so, storage, subject, HANNE), partial(says_so, other, subject, LARS))
    assert heard(storage) == 2
    assert all(contact.answered_at for contact in contacts(storage, subject).values())


@IS_SENT
def test_a_kill_at_any_moment_leaves_it_unsaid(storage: Storage, is_sent: bool) -> None:
    subject = asked(storage, is_sent)
    arrives(storage, f"press {HANNE}")
    press = partial(case_turns.answer_contact, storage, subject, HANNE, at(), arrival=f"press {HANNE}")
    until_it_lives(storage, press)
    assert heard(storage) == 1


@IS_SENT
def test_who_says_so_is_journaled(storage: Storage, is_sent: bool) -> None:
    subject = asked(storage, is_sent)
    says_so(storage, subject, HANNE)
    with storage.transaction() as tx:
        last = journal.lines(tx, subject)[-1]
    assert last == replace(last, at=NOW + HOUR, person=HANNE, act="ContactAnswered", detail="")


def test_whom_the_employee_asked_is_not_readable_in_the_rows_of_the_case(storage: Storage) -> None:
    asked(storage, is_sent=True)
    rows = everything(storage)
    assert [name for name in ("case", "draft", "participant") if HANNE in str(rows[name])] == []
