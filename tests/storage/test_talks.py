"""Somebody is asked for a talk by a person who has no report: nothing is kept of it but the message."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import pytest

from flows import effects as fx
from flows import events as ev
from flows.case.case import ContactRole
from flows.effects import Refused
from storage import surfaces, talks
from storage.database import Storage
from storage.surfaces import Surface
from tests.storage.dropping import draft_of
from tests.storage.stories import (
    ANNE,
    DAY,
    LARS,
    METTE,
    MINUTE,
    NOW,
    OMAR,
    answers,
    arrives,
    at,
    begins,
    claims,
    reports,
    settles,
)

ASKED = fx.Tell(ANNE, fx.CONTACT_WANTED, f"representative:{METTE}")
OF_METTE = f"person:{METTE}"


def asks(storage: Storage, key: str, role: ContactRole = "representative", now: datetime = NOW) -> None:
    talks.ask(storage, METTE, role, at(now), arrival=arrives(storage, key))


def told(storage: Storage, now: datetime = NOW) -> list[fx.Effect]:
    """What is given out to be told now."""
    return [item.effect for item in claims(storage, now) if isinstance(item.effect, fx.Tell)]


def stands(storage: Storage, person: str) -> None:
    """The message has come."""
    shown = Surface(
        f"help-{person}", OF_METTE, fx.CONTACT_WANTED, person, f"representative:{METTE}", "D1", "1", "x"
    )
    storage.run(partial(surfaces.put, surface=shown, now=NOW))


def test_the_representative_is_told_once_however_often_it_is_pressed(storage: Storage) -> None:
    for key in ("press", "another press", "press"):
        asks(storage, key)
    assert told(storage) == [ASKED]
    assert draft_of(storage) is None


def test_who_was_told_today_is_told_again_on_another_day(storage: Storage) -> None:
    stands(storage, ANNE)
    asks(storage, "press", now=NOW + MINUTE)
    assert told(storage, NOW + MINUTE) == []
    asks(storage, "later", now=NOW + 2 * DAY)
    assert told(storage, NOW + 2 * DAY) == [ASKED]


def test_with_a_report_under_way_it_is_remembered_there(storage: Storage) -> None:
    begins(storage)
    answers(storage)
    asks(storage, "press")
    report = draft_of(storage)
    assert report is not None
    assert [(contact.role, contact.person) for contact in report.people.contacts] == [
        ("representative", ANNE)
    ]


def test_whoever_is_kept_out_of_a_case_is_not_asked(storage: Storage) -> None:
    reports(storage, kept_out=(ANNE, LARS))
    with pytest.raises(Refused):
        asks(storage, "press")
    found = storage.read(partial(talks.around, person=METTE)).known(METTE, at())
    assert (found.leader(), found.representative()) == ("U0DORTE", "")


def test_a_case_that_somebody_else_reported_keeps_nobody_out(storage: Storage) -> None:
    reports(storage, OMAR, kept_out=(ANNE,))
    asks(storage, "press")
    assert ASKED in told(storage)


def test_who_asked_hears_when_nobody_has_got_it(storage: Storage) -> None:
    asks(storage, "press")
    (item,) = claims(storage)
    settles(storage, item, ev.ContactTold(ANNE, is_missed=True), at())
    assert told(storage) == [fx.Tell(METTE, "contact-missed", ANNE)]


def test_that_it_came_is_no_news(storage: Storage) -> None:
    asks(storage, "press")
    (item,) = claims(storage)
    settles(storage, item, ev.ContactTold(ANNE), at())
    assert told(storage) == []


def test_whoever_is_kept_out_of_a_case_is_not_asked_by_a_report_under_way_either(storage: Storage) -> None:
    reports(storage, kept_out=(ANNE,))
    begins(storage)
    answers(storage)
    with pytest.raises(Refused):
        asks(storage, "press")
    assert ASKED not in told(storage)


def test_it_is_remembered_in_a_report_for_which_nobody_is_found_yet(storage: Storage) -> None:
    begins(storage)
    asks(storage, "press")
    asks(storage, "another press")
    report = draft_of(storage)
    assert report is not None
    assert [contact.person for contact in report.people.contacts] == [ANNE]
    assert told(storage).count(ASKED) == 1
