"""Where nobody is left to ask, operators and representative know it, and the employee waits for nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from flows import events as ev
from flows.clock.message_of_the_day import Ref
from flows.effects import Alert, Tell
from flows.people.presence import Presence
from flows.reminders.escalation import is_nobody_left
from flows.screens.messages import case_message
from flows.screens.reminders.reminder import reminded
from tests.flows.casework import Casework
from tests.flows.given import ANNE, DORTE, HANNE, LARS, METTE, SOFIE, STRANGER, case, decided, local, view
from tests.flows.reading import buttons, texts
from tests.reminder_names import claimed, key_of, named

ALONE: dict[str, Any] = {"decisions": decided("document", "support", "legal", "removal", "register")}
"""Nothing but the first answer is to be taken to anybody."""
NONE_LEFT = Alert("nobody-to-ask", "contact")


NOBODY, SOMEBODY = "nobody_left_told", "escalation_told"


def reads(work: Casework, person: str, key: str) -> str:
    """What the person's message of the clock says of that key now."""
    found = {work.case.id: work.case}
    return "\n".join(texts(reminded([Ref(work.case.id, key_of(key))], found, view(work.ctx, person))))


def told(work: Casework, step: str) -> list[str]:
    """What Mette was told of the step so far: that nobody is left, or that somebody is asked."""
    return [n.key.kind for n in work.case.claimed_reminders if named(n) == f"told:{step}"]


def all_say_no(work: Casework) -> Casework:
    """Sofie, Dorte and Hanne are asked about step 2, one after the other, and none of them can."""
    work.at("Mon 2026-11-23 11:01").hears()
    for person in (SOFIE, DORTE, HANNE):
        assert not is_nobody_left(work.case, "contact", work.ctx)
        work.does(ev.InvitationDeclined(person))
        if person != HANNE:
            assert NONE_LEFT not in work.effects
            work.hears()
    return work


def test_the_last_no_alerts_the_operators_by_number_and_step() -> None:
    work = all_say_no(Casework(case(**ALONE)))
    assert NONE_LEFT in work.effects
    assert is_nobody_left(work.case, "contact", work.ctx)


def test_the_representative_hears_of_it_at_once_and_mette_the_next_day() -> None:
    work = all_say_no(Casework(case(**ALONE)))
    assert work.hears() == {"escalation:contact": ANNE}
    said = reads(work, ANNE, "escalation:contact")
    assert "Ingen er trådt til endnu, og jeg har ikke flere at spørge. Hold kontakten med Mette." in said
    heard = work.hears_until("Tue 2026-11-24 10:00")
    assert METTE in {keys.get("told:contact") for keys in heard.values()}
    assert NONE_LEFT in work.effects


def test_mette_reads_that_nobody_is_coming_and_who_is_there() -> None:
    work = all_say_no(Casework(case(**ALONE)))
    said = reads(work, METTE, "told:contact")
    assert "Trin 2 i din sag blev ikke besluttet i tide. Ingen er trådt til endnu" in said
    assert "Tal med Anne, som ved det." in said
    assert "Jeg har bedt" not in said


def test_who_said_no_last_reads_that_nobody_else_is_asked() -> None:
    work = all_say_no(Casework(case(**ALONE)))
    for person in (SOFIE, HANNE):
        assert "Der er ikke flere at spørge lige nu." in reads(work, person, "escalation:contact")


def test_the_operators_know_at_once_when_nobody_can_stand_in() -> None:
    away = Presence(is_away=True)
    work = Casework(
        case(**ALONE), local("Mon 2026-11-23 08:01"), presence={LARS: away, DORTE: away, HANNE: away}
    )
    work.at("Mon 2026-11-23 09:31")
    assert work.hears()["contact"] == SOFIE
    work.does(ev.InvitationDeclined(SOFIE))
    assert NONE_LEFT in work.effects
    assert not is_nobody_left(work.case, "contact", work.ctx), "the deadline has not passed"
    assert "Der er ikke flere at spørge lige nu." in reads(work, SOFIE, "contact")


def test_levels_with_nobody_to_ask_are_told_too() -> None:
    everybody = frozenset({SOFIE, DORTE, HANNE})
    work = Casework(case(excluded=everybody, **ALONE))
    work.hears_until("Mon 2026-11-23 11:30")
    assert [n.to for n in work.case.claimed_reminders if named(n) == "escalation:contact"] == [ANNE]
    assert NONE_LEFT in work.effects
    work.hears_until("Thu 2026-12-03 16:00")
    assert len(told(work, "contact")) == 1


def test_after_the_next_leader_hr_is_asked_where_the_levels_end() -> None:
    work = Casework(case(decisions=decided("document", "contact", "support", "legal", "removal", "register")))
    work.hears_until("Tue 2026-12-08 16:00")
    assert DORTE in [n.to for n in work.case.claimed_reminders if named(n) == "escalation:meeting"]
    work.does(ev.InvitationDeclined(DORTE))
    work.hears_until("Wed 2026-12-09 16:00")
    assert [n.to for n in work.case.claimed_reminders if named(n) == "escalation:meeting"][-1] == HANNE


SUPPORT: dict[str, Any] = {"decisions": decided("document", "contact", "legal", "removal", "register")}
"""Nothing but the talk of step 3 is to be taken to anybody."""


def test_hr_is_asked_where_the_last_level_holds_but_the_representative() -> None:
    work = Casework(case(**SUPPORT))
    work.hears_until("Tue 2026-11-24 16:00")
    asked = [n.to for n in work.case.claimed_reminders if named(n) == "escalation:support"]
    assert asked == [DORTE, DORTE, ANNE]
    work.at("Wed 2026-11-25 09:00").does(ev.InvitationDeclined(DORTE))
    assert Alert("nobody-to-ask", "support") not in work.effects
    assert work.hears()["escalation:support"] == HANNE
    assert "Jeg har bedt Hanne om at træde til." in reads(work, METTE, "told:support")
    work.does(ev.InvitationDeclined(HANNE))
    assert Alert("nobody-to-ask", "support") in work.effects


def test_the_representative_and_hr_hear_of_it_where_there_is_no_next_leader() -> None:
    work = Casework(case(excluded=frozenset({DORTE}), **SUPPORT))
    work.hears_until("Tue 2026-11-24 16:00")
    asked = [n.to for n in work.case.claimed_reminders if named(n) == "escalation:support"]
    assert {*asked} == {ANNE, HANNE}
    assert not is_nobody_left(work.case, "support", work.ctx)


def test_a_representative_without_a_part_is_not_asked_since_they_could_not_step_in() -> None:
    found = case(excluded=frozenset({DORTE}), **SUPPORT)
    alone = replace(
        found,
        people=replace(
            found.people, participants=tuple(p for p in found.people.participants if p.person != ANNE)
        ),
    )
    work = Casework(alone)
    work.hears_until("Tue 2026-11-24 16:00")
    assert {n.to for n in work.case.claimed_reminders if named(n) == "escalation:support"} == {HANNE}


def test_who_comes_ends_it() -> None:
    work = all_say_no(Casework(case(**ALONE)))
    work.decides(LARS, "contact", "agreed", plan="Vi ringer sammen mandag.")
    assert not is_nobody_left(work.case, "contact", work.ctx)


def test_a_red_case_whose_hr_cannot_is_not_left_silent() -> None:
    work = Casework(case(local("Tue 2026-11-24 10:00"), severity="RED"))
    work.hears_until("Wed 2026-11-25 10:00")
    work.does(ev.InvitationDeclined(HANNE))
    assert Alert("nobody-to-ask", "silence") in work.effects
    assert work.hears()["escalation:silence"] == ANNE
    assert "jeg har ikke flere at spørge" in reads(work, METTE, "told:silence")


def silent(**ctx: Any) -> Casework:
    """Nobody acts in a RED case from Tuesday at 10:00, and nobody helps in it."""
    found = case(local("Tue 2026-11-24 10:00"), severity="RED")
    alone = tuple(p for p in found.people.participants if p.person != ANNE)
    return Casework(
        replace(found, people=replace(found.people, participants=alone)), local("Tue 2026-11-24 10:00"), **ctx
    )


def test_a_silent_case_with_nobody_to_ask_is_told_to_the_operators_and_to_mette() -> None:
    work = silent(presence={HANNE: Presence(is_away=True)})
    work.hears_until("Wed 2026-11-25 09:59")
    assert not is_nobody_left(work.case, "silence", work.ctx)
    work.hears_until("Wed 2026-11-25 10:00")
    assert is_nobody_left(work.case, "silence", work.at("Wed 2026-11-25 10:00").ctx)
    assert told(work, "silence") == [], "she had her message of the day before"
    assert work.at("Thu 2026-11-26 08:00").hears()["told:silence"] == METTE
    assert Alert("nobody-to-ask", "silence") in work.effects
    assert "jeg har ikke flere at spørge" in reads(work, METTE, "told:silence")


def test_hr_who_is_back_is_asked_and_mette_hears_that_somebody_can_come_after_all() -> None:
    work = silent(presence={HANNE: Presence(is_away=True)})
    work.hears_until("Thu 2026-11-26 08:59")
    work.given = {}
    assert work.at("Thu 2026-11-26 09:00").hears()["escalation:silence"] == HANNE
    work.hears_until("Fri 2026-11-27 10:00")
    assert [n.to for n in work.case.claimed_reminders if named(n) == "told:silence"] == [METTE, METTE]
    assert "Jeg har bedt Hanne om at træde til." in reads(work, METTE, "told:silence")


def test_mette_hears_each_time_that_it_changes_whether_somebody_can_come() -> None:
    away = Presence(is_away=True)
    work = Casework(case(**ALONE), presence={SOFIE: away, DORTE: away, HANNE: away})
    work.hears_until("Tue 2026-11-24 16:00")
    assert told(work, "contact") == [NOBODY]
    work.given = {}
    work.at("Wed 2026-11-25 09:00").hears()
    work.hears_until("Thu 2026-11-26 16:00")
    assert told(work, "contact") == [NOBODY, SOMEBODY]
    assert "Jeg har bedt" in reads(work, METTE, "told:contact")
    work.does(ev.InvitationDeclined(HANNE))
    work.hears_until("Fri 2026-11-27 16:00")
    assert told(work, "contact") == [NOBODY, SOMEBODY, NOBODY]
    assert "jeg har ikke flere at spørge" in reads(work, METTE, "told:contact")
    work.hears_until("Fri 2026-12-04 16:00")
    assert len(told(work, "contact")) == 3


class TestHr:
    """HR was asked for help, and nobody of them can."""

    @pytest.mark.parametrize(("asks", "told"), [(LARS, {LARS, ANNE}), (METTE, {METTE, ANNE})])
    def test_who_asked_and_the_representative_are_told(self, asks: str, told: set[str]) -> None:
        work = Casework()
        work.does(ev.HelpAsked(asks, "hr"))
        said = work.does(ev.InvitationDeclined(HANNE))
        assert set(said) == {(person, "nobody-of-hr") for person in told}
        assert Alert("nobody-to-ask", "hr") in work.effects
        screen = case_message(work.case, "nobody-of-hr", "", view(work.ctx, asks))
        assert "Ingen fra HR kan komme ind i sagen lige nu." in "\n".join(texts(screen))
        assert [b.label for b in buttons(screen)] == ["Vis sagen"]
        assert "Der er ikke flere at spørge" in "\n".join(
            texts(case_message(work.case, "hr-asked", "", view(work.ctx, HANNE)))
        )

    def test_they_are_asked_again_when_somebody_asks_anew(self) -> None:
        work = Casework()
        work.does(ev.HelpAsked(LARS, "hr"))
        work.does(ev.InvitationDeclined(HANNE))
        work.at("Mon 2026-11-23 09:00")
        assert work.does(ev.HelpAsked(LARS, "hr")) == [(HANNE, "hr-asked")]
        work.does(ev.InvitationAccepted(HANNE))
        assert work.has(HANNE, "hr")


def test_no_alert_names_anybody_or_goes_to_whoever_may_not_know() -> None:
    work = all_say_no(Casework(case(**ALONE)))
    alerts = [effect for effect in work.effects if isinstance(effect, Alert)]
    assert {alert.error for alert in alerts} == {"contact"}
    assert STRANGER not in {effect.person for effect in work.effects if isinstance(effect, Tell)}


def test_a_step_that_is_decided_is_told_without_its_deadline() -> None:
    work = Casework(case(**ALONE)).at("Mon 2026-11-23 11:01")
    assert work.hears()["escalation:contact"] == SOFIE
    assert "Trin 2: " in reads(work, SOFIE, "escalation:contact")
    work.does(ev.InvitationAccepted(SOFIE))
    work.decides(LARS, "contact", "agreed", plan="Vi taler sammen i morgen.")
    assert "senest" not in reads(work, SOFIE, "escalation:contact")


def test_an_old_question_does_not_ask_again_for_what_was_refused() -> None:
    """Sofie has said no to step 2, and is asked about step 3 later."""
    work = Casework().at("Mon 2026-11-23 11:01")
    work.hears()
    work.does(ev.InvitationDeclined(SOFIE))
    asked = replace(
        work.case,
        claimed_reminders=(
            *work.case.claimed_reminders,
            claimed("escalation:support", SOFIE, work.ctx.now),
        ),
    )
    found = {asked.id: asked}
    old, new = (
        "\n".join(texts(reminded([Ref(asked.id, key_of(key))], found, view(work.ctx, SOFIE))))
        for key in ("escalation:contact", "escalation:support")
    )
    assert "Ja, jeg træder til" not in old
    assert "Trin 3: " in new
