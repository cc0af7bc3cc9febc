"""While somebody is away, whoever can stand in is asked; when they are back, that ends."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows import events as ev
from flows.access.rules import may
from flows.effects import Remove
from flows.people.presence import Presence
from flows.procedure.step_state import step_states
from flows.reminders.invitations import may_take_over
from flows.reminders.plan import reminders
from flows.reminders.rules import AWAY
from tests.flows.casework import Casework
from tests.flows.given import ANNE, CALENDAR, DORTE, HANNE, LARS, METTE, SOFIE, case, context, decided, local
from tests.reminder_names import named

BACK = local("Thu 2026-11-26 08:00")
UNTIL_THURSDAY = Presence(is_away=True, away_until=BACK)
FOR_LONG = Presence(is_away=True)


def without(*persons: str, presence: Presence = FOR_LONG, **facts: object) -> Casework:
    """A case whose people are away from Monday on."""
    return Casework(case(**facts), local("Mon 2026-11-23 09:00"), presence=dict.fromkeys(persons, presence))


def asked(work: Casework, key: str) -> set[str]:
    """Who hears of the step."""
    return {item.to for item in reminders(work.case, work.ctx) if named(item) == key}


@pytest.mark.parametrize(
    ("away", "asks"),
    [((LARS,), SOFIE), ((LARS, SOFIE), DORTE), ((LARS, SOFIE, DORTE), HANNE)],
)
def test_the_first_who_can_stand_in_is_asked(away: tuple[str, ...], asks: str) -> None:
    work = without(*away)
    assert asked(work, "contact") == asked(work, "legal") == {asks}


def test_who_is_asked_hears_why() -> None:
    work = without(LARS)
    found = next(item for item in reminders(work.case, work.ctx) if named(item) == "contact")
    assert (AWAY, SOFIE) in {(reason.text, reason.who) for reason in found.reasons}


def test_after_an_outage_who_stands_in_hears_of_each_step_once() -> None:
    work = without(LARS, severity="RED")
    said = work.at("Thu 2026-11-26 10:00").hears()
    assert said["legal"] == said["contact"] == SOFIE
    assert not {"legal", "contact", "support"} & set(work.hears())


def test_where_everybody_is_away_it_waits_until_the_leader_is_back() -> None:
    work = without(LARS, SOFIE, DORTE, HANNE, presence=UNTIL_THURSDAY)
    found = [item for item in reminders(work.case, work.ctx) if named(item) == "contact"]
    assert {item.to for item in found} == {LARS}
    assert min(item.at for item in found) == BACK


def test_mette_s_own_matters_wait_and_nobody_else_hears_of_them() -> None:
    work = without(METTE, presence=UNTIL_THURSDAY)
    found = [item for item in reminders(work.case, work.ctx) if named(item) in {"document", "own_absence"}]
    assert {item.to for item in found} == {METTE}
    assert min(item.at for item in found) >= BACK


def test_who_is_kept_out_never_stands_in() -> None:
    assert asked(without(LARS, excluded=frozenset({SOFIE})), "contact") == {DORTE}


def test_the_legal_clocks_run_on() -> None:
    here, away = Casework(case()), without(LARS)
    limits = [
        {item.step.key: (item.due, item.limit) for item in step_states(work.case, CALENDAR, work.now)}
        for work in (here, away)
    ]
    assert limits[0] == limits[1]
    legal = [item for item in reminders(away.case, away.ctx) if named(item) == "legal"]
    assert legal
    assert all(item.limit is None or at < item.limit for item, at in pairs(away, legal))


def pairs(work: Casework, found: list[object]) -> list[tuple[object, datetime]]:
    legal = next(item for item in step_states(work.case, CALENDAR, work.now) if item.step.key == "legal")
    return [(legal, item.at) for item in found]  # type: ignore[attr-defined]


def test_do_not_disturb_waits_and_asks_nobody_else() -> None:
    until = local("Mon 2026-11-23 12:00")
    work = without(LARS, presence=Presence(quiet_until=until))
    found = [item for item in reminders(work.case, work.ctx) if named(item) == "contact"]
    assert {(item.to, item.at >= until) for item in found} == {(LARS, True)}


def stepped_in() -> Casework:
    """Sofie was asked while Lars is away, and has said yes."""
    work = without(LARS)
    assert SOFIE in work.hears().values()
    work.at("Mon 2026-11-23 10:00").does(ev.InvitationAccepted(SOFIE))
    return work


def test_a_stand_in_who_says_yes_is_the_deputy_and_has_the_steps() -> None:
    work = stepped_in()
    assert work.has(SOFIE, "deputy")
    assert work.has(LARS, "leader")
    assert asked(work, "support") <= {SOFIE}


def test_when_the_leader_is_back_the_stand_in_leaves() -> None:
    work = stepped_in()
    told = work.at("Thu 2026-11-26 08:00").does(ev.PersonBack(LARS))
    assert (LARS, "back") in told
    assert (METTE, "taken-over") in told
    assert Remove(SOFIE) in work.effects
    assert not may(SOFIE, "read", work.case)


def test_a_deputy_to_whom_it_was_handed_over_stays_when_the_leader_is_back() -> None:
    work = Casework()
    work.does(ev.HandedOver(LARS, SOFIE, is_for_good=False))
    assert work.does(ev.PersonBack(LARS)) == []
    assert work.has(SOFIE, "deputy")


@pytest.mark.parametrize("who", [METTE, ANNE, HANNE, SOFIE])
def test_somebody_else_who_is_back_ends_nothing(who: str) -> None:
    work = stepped_in()
    assert work.does(ev.PersonBack(who)) == []


def test_who_is_back_has_their_reminders_again() -> None:
    work = without(LARS, presence=UNTIL_THURSDAY)
    back = context(BACK, presence={LARS: UNTIL_THURSDAY})
    assert {item.to for item in reminders(work.case, back) if named(item) == "contact"} == {LARS}


def test_what_comes_earlier_goes_to_somebody_who_is_there_then() -> None:
    found = case(local("Fri 2026-11-20 15:00"), content_at=local("Fri 2026-11-20 05:00"))
    back_at_closing = Presence(is_away=True, away_until=local("Fri 2026-11-20 16:00"))
    away = context(local("Fri 2026-11-20 15:10"), presence={LARS: FOR_LONG, SOFIE: back_at_closing})
    legal = [item for item in reminders(found, away) if named(item) == "legal"]
    assert {item.to for item in legal if item.at < local("Fri 2026-11-20 16:00")} == {DORTE}


def test_a_no_from_who_stands_in_reaches_the_next_one_at_once() -> None:
    others = decided("document", "support", "legal", "register")
    work = without(LARS, decisions=others).at("Mon 2026-11-23 11:01")
    assert work.hears()["contact"] == SOFIE
    for person, following in ((SOFIE, DORTE), (DORTE, HANNE)):
        work.does(ev.InvitationDeclined(person))
        assert work.hears()["contact"] == following
        assert not may_take_over(work.case, person, work.ctx)
    work.does(ev.InvitationAccepted(HANNE))
    assert work.has(HANNE, "deputy")


def test_who_has_said_no_is_not_asked_about_that_step_again_in_another_way() -> None:
    work = without(LARS).at("Mon 2026-11-23 11:01")
    work.hears()
    work.does(ev.InvitationDeclined(SOFIE))
    before = len(work.case.claimed_reminders)
    work.hears_until("Thu 2026-12-03 16:00")
    asked_since = {
        n.to for n in work.case.claimed_reminders[before:] if named(n) in {"contact", "escalation:contact"}
    }
    assert asked_since
    assert SOFIE not in asked_since


def test_a_no_is_over_when_the_leader_is_back() -> None:
    work = without(LARS, presence=UNTIL_THURSDAY).at("Mon 2026-11-23 11:01")
    work.hears()
    work.does(ev.InvitationDeclined(SOFIE))
    back = context(BACK, presence={LARS: UNTIL_THURSDAY}, message_days={})
    assert {item.to for item in reminders(work.case, back) if named(item) == "contact"} == {LARS}
