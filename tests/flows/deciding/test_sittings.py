"""What somebody is told of a sitting: when it cannot wait, and what a message goes on telling."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.case.case import Decision, Record
from flows.clock.monday import overdue_by_unit
from flows.deciding.sittings import meeting_told, newest, word_told
from flows.procedure.procedure import STEPS, step
from flows.procedure.step_state import step_state
from flows.screens.elements import Note, Row, Text
from flows.screens.messages import case_message
from flows.screens.steps.checklist import checklist
from flows.screens.steps.row import state_text
from tests.flows.given import CALENDAR, DORTE, HANNE, LARS, METTE, case, context, decided, local, view

MONDAY = local("Mon 2026-11-23 10:00")


@pytest.mark.parametrize(
    ("now", "happened", "is_at_once"),
    [
        ("Mon 2026-11-23 10:00", "Mon 2026-11-23 09:00", False),
        ("Mon 2026-11-23 23:49", "Mon 2026-11-23 09:00", False),
        ("Mon 2026-11-23 23:51", "Mon 2026-11-23 09:00", True),
        ("Mon 2026-11-23 10:00", "Fri 2026-11-20 10:59", True),
        ("Mon 2026-11-23 10:00", "Fri 2026-11-20 12:00", False),
    ],
)
def test_nothing_waits_into_the_next_day_or_until_the_72_hours_have_ended(
    now: str, happened: str, is_at_once: bool
) -> None:
    found = case(content_at=local(happened), decisions=decided("legal"))
    assert word_told(found, found.employee, "legal", context(local(now))).is_at_once is is_at_once


def test_a_meeting_that_begins_soon_is_told_at_once() -> None:
    ctx = context(MONDAY)
    assert meeting_told(case(), "support", local("Mon 2026-11-23 10:45"), ctx).is_at_once
    assert not meeting_told(case(), "support", local("Tue 2026-11-24 10:45"), ctx).is_at_once


def test_a_meeting_and_a_word_on_the_meeting_s_step_are_two_things() -> None:
    ctx, done = context(MONDAY), case(decisions=decided("meeting"))
    word, booked = word_told(done, done.employee, "meeting", ctx), meeting_told(done, "meeting", MONDAY, ctx)
    assert len(newest(f"{word.about},{booked.about}")) == 2
    parts = case_message(done, "decided", word.about, view(ctx, METTE)).parts
    assert any("Lars har besluttet" in part.text for part in parts if isinstance(part, Text))


def test_of_a_step_decided_twice_in_a_sitting_the_end_is_told() -> None:
    assert newest("support:1,support:2,legal:1,support:3") == ("legal:1", "support:3")


def test_a_message_goes_on_telling_what_it_told_and_says_that_it_has_changed() -> None:
    first = Decision("support", "declined", "", LARS, MONDAY)
    again = replace(first, outcome="", reason="Mette vil gerne tale.")
    found = case(decisions=(first, again, replace(first, outcome="crisis_help")))
    seen = view(context(MONDAY), METTE)
    old, new = (case_message(found, "decided", f"support:{number}", seen).parts for number in (1, 3))
    assert Note("Det er ændret siden. Sagen viser, hvordan det står nu.") in old
    assert any("takkede nej" in part.text for part in old if isinstance(part, Text))
    assert any("Krisehjælp er bestilt" in part.text for part in new if isinstance(part, Text))


def test_the_leader_reads_of_a_disagreement_within_the_sitting_that_it_has_changed() -> None:
    told = Decision("contact", "not_harassment", "Det er en drøftelse i en tråd.", DORTE, MONDAY)
    found = case(decisions=(told, replace(told, outcome="", reason="", by=METTE)))
    leader, own = (
        case_message(found, "decided", "contact:1", view(context(MONDAY), person)).parts
        for person in (LARS, METTE)
    )
    assert Note("Det er ændret siden. Sagen viser, hvordan det står nu.") in leader
    assert not any("Du er ikke enig" in part.text for part in leader if isinstance(part, Text))
    assert any("Du er ikke enig" in part.text for part in own if isinstance(part, Text))


def test_what_is_late_behind_its_gate_says_so_and_is_counted() -> None:
    meeting = next(made for made in STEPS if made.key == "meeting")
    now = local("Wed 2026-12-16 10:00")
    others = ("document", "contact", "legal", "removal", "register", "analyse")
    found = case(local("Mon 2026-11-30 09:00"), decisions=decided(*others))
    item = step_state(found, meeting, CALENDAR, now)
    assert item.state == "blocked"
    assert item.is_late
    for reader in (LARS, METTE):
        assert "Fristen var mandag 14. december" in state_text(item, view(context(now), reader))
    listed = "\n".join(
        part.text for part in checklist(found, view(context(now), METTE)).parts if isinstance(part, Row)
    )
    assert "Lars. Fristen var man. 14. dec." in listed
    assert sum(overdue_by_unit([found], HANNE, context(now)).values()) == 2  # steps 3 and 7


def test_a_step_opened_again_after_its_deadline_has_a_working_day() -> None:
    support = step("support")
    assert support is not None
    done = decided("support")
    again = Decision("support", "", "Det er ikke nok endnu.", LARS, local("Wed 2026-11-25 10:00"))
    found = case(decisions=(*done, again))
    item = step_state(found, support, CALENDAR, local("Wed 2026-11-25 10:01"))
    assert (item.state, item.due) == ("open", local("Thu 2026-11-26 10:00"))


def test_no_deadline_by_law_moves_when_its_step_is_opened_again() -> None:
    legal, register = step("legal"), step("register")
    assert legal is not None and register is not None
    now = local("Mon 2026-11-23 09:00")
    opened = tuple(Decision(key, "", "Det skal ses på igen.", LARS, now) for key in ("legal", "register"))
    absent = Record("register", "absence", LARS, now, {"answer": "yes", "first_day": "2026-11-02"})
    sent, happened = local("Fri 2026-11-20 15:00"), local("Fri 2026-11-20 14:00")
    found = case(sent, content_at=happened, decisions=(*decided("legal"), *opened), records=(absent,))
    assert step_state(found, legal, CALENDAR, now).due == local("Mon 2026-11-23 14:00")
    easy = step_state(found, register, CALENDAR, now)
    assert easy.due == easy.limit == local("Tue 2026-11-17 00:00")
