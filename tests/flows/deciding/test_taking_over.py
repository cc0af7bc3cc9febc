"""Whoever is asked to step in says yes, and has what they were asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows import events as ev
from flows.deciding.taking_over import may_join
from flows.effects import Invite, Tell
from flows.procedure.procedure import step
from flows.procedure.step_state import owner_of
from flows.reminders.invitations import invited_as, invited_for
from tests.flows.casework import REASON, Casework
from tests.flows.given import ANNE, DORTE, HANNE, LARS, METTE, NOW, SOFIE, STRANGER, TOVE, case, changed, kept
from tests.reminder_names import claimed


def asked(person: str, *keys: str) -> Casework:
    """That person was asked to step in for these steps an hour ago."""
    claimed_reminders = tuple(claimed(f"escalation:{key}", person, NOW) for key in keys)
    work = Casework(case(evidence=(kept(),), claimed_reminders=claimed_reminders))
    return work.at("Fri 2026-11-20 16:00")


def owner(work: Casework, key: str) -> str:
    found = step(key)
    assert found is not None
    return owner_of(work.case, found)


@pytest.mark.parametrize(
    ("person", "role", "message"),
    [(SOFIE, "deputy", "taken-over"), (DORTE, "next_leader", "stepped-in"), (HANNE, "hr", "hr-joined")],
)
def test_saying_yes_brings_them_in_as_what_they_were_asked_as(person: str, role: str, message: str) -> None:
    work = asked(person, "contact")
    assert (METTE, message) in work.does(ev.InvitationAccepted(person))
    assert work.has(person, role)
    assert Invite((person,)) in work.effects
    assert Tell(person, "joined") not in work.effects


@pytest.mark.parametrize("person", [DORTE, HANNE])
def test_they_have_the_steps_for_which_they_were_asked_and_no_other(person: str) -> None:
    work = asked(person, "contact", "legal")
    work.does(ev.InvitationAccepted(person))
    assert [owner(work, key) for key in ("contact", "legal", "support")] == [person, person, LARS]


def test_a_step_that_was_taken_over_goes_back_when_it_is_opened_again() -> None:
    work = asked(DORTE, "support")
    work.does(ev.InvitationAccepted(DORTE))
    work.at("Mon 2026-11-23 10:00").decides(DORTE, "support", "declined")
    work.at("Mon 2026-11-23 11:00").does(ev.StepReopened(LARS, "support", REASON))
    assert owner(work, "support") == LARS


def test_a_second_yes_changes_nothing() -> None:
    work = asked(DORTE, "contact")
    work.does(ev.InvitationAccepted(DORTE))
    before = work.case
    assert work.does(ev.InvitationAccepted(DORTE)) == []
    assert work.case == before


@pytest.mark.parametrize("person", [SOFIE, DORTE, HANNE, TOVE, STRANGER, "U0NOBODY"])
def test_whoever_was_not_asked_is_refused(person: str) -> None:
    work = asked(ANNE, "contact")
    assert invited_as(work.case, person, work.ctx) is None
    work.cannot(ev.InvitationAccepted(person), "not yours")


def test_whoever_is_kept_out_since_is_refused() -> None:
    work = asked(DORTE, "contact")
    work.case = replace(work.case, people=replace(work.case.people, excluded=frozenset({DORTE})))
    assert not may_join(DORTE, work.case, work.ctx)
    work.cannot(ev.InvitationAccepted(DORTE), "not yours")


def test_who_comes_too_late_is_refused() -> None:
    work = asked(DORTE, "support")
    work.decides(LARS, "support", "declined")
    assert invited_for(work.case, DORTE, work.ctx) == ()
    work.cannot(ev.InvitationAccepted(DORTE), "not yours")


def test_of_two_who_were_asked_the_first_yes_counts() -> None:
    claimed_reminders = (
        claimed("escalation:legal", HANNE, NOW),
        claimed("escalation:legal", DORTE, NOW),
    )
    work = Casework(case(claimed_reminders=claimed_reminders)).at("Fri 2026-11-20 16:00")
    work.does(ev.InvitationAccepted(DORTE))
    work.cannot(ev.InvitationAccepted(HANNE), "not yours")
    assert owner(work, "legal") == DORTE


@pytest.mark.parametrize("ended", ["withdrawn_at", "archived_at"])
def test_nobody_comes_into_a_case_that_has_ended(ended: str) -> None:
    work = asked(DORTE, "contact")
    closed = NOW if ended == "archived_at" else None
    work.case = changed(work.case, **{"closed_at": closed, ended: NOW})
    assert not may_join(DORTE, work.case, work.ctx)


def test_hr_who_is_called_by_silence_comes_in_and_ends_it() -> None:
    work = Casework(case(severity="RED", claimed_reminders=(claimed("escalation:silence", HANNE, NOW),)))
    work.at("Fri 2026-11-20 16:00").does(ev.InvitationAccepted(HANNE))
    assert work.has(HANNE, "hr")
    assert invited_for(work.case, HANNE, work.ctx) == ()
