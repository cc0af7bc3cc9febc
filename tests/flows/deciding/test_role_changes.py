"""Who takes part: each coming and going changes channel, access and screens at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from flows import events as ev
from flows.access.rules import may, may_decide
from flows.case.case import Case, Participant
from flows.deciding.decide import decide
from flows.effects import Alert, Invite, Remove, Show, Tell
from flows.people.organisation import Context
from flows.procedure.procedure import STEPS
from flows.procedure.step_state import owner_of
from tests.flows.casework import REASON, Casework, with_hr
from tests.flows.given import (
    ANNE,
    DORTE,
    HANNE,
    LARS,
    METTE,
    NOW,
    SOFIE,
    STRANGER,
    TOVE,
    VIBEKE,
    case,
    context,
    kept,
    offered,
    opened,
)


def with_deputy() -> Casework:
    """Sofie stands in for Lars."""
    work = Casework(now=NOW + timedelta(hours=1))
    work.does(ev.HandedOver(LARS, SOFIE, is_for_good=False))
    return work


def without(*persons: str) -> Context:
    """The organisation after these have left it."""
    ctx = context()
    return replace(ctx, people={k: replace(p, is_active=k not in persons) for k, p in ctx.people.items()})


def leave(found: Case, *persons: str) -> tuple[Case, tuple[Any, ...]]:
    """They leave their work, one after the other."""
    effects: tuple[Any, ...] = ()
    for person in persons:
        found, more = decide(found, ev.PersonLeft(person), without(*persons))
        effects = (*effects, *more)
    return found, effects


class TestHandingOver:
    def test_for_good_makes_sofie_the_leader_and_lars_sees_nothing_more(self) -> None:
        work = Casework()
        told = work.does(ev.HandedOver(LARS, SOFIE, is_for_good=True))
        assert told == [(SOFIE, "joined"), (METTE, "taken-over"), (LARS, "left")]
        assert {Invite((SOFIE,)), Remove(LARS), Show("home", LARS), Show("checklist")} <= set(work.effects)
        assert work.has(SOFIE, "leader")
        assert not may(LARS, "read", work.case)

    def test_to_a_deputy_keeps_lars_in_the_case_and_the_deputy_has_the_steps(self) -> None:
        work = with_deputy()
        assert work.has(LARS, "leader")
        assert owner_of(work.case, STEPS[3]) == SOFIE

    def test_back_to_lars_ends_the_deputy_s_part(self) -> None:
        work = with_deputy()
        assert work.does(ev.TakenBack(LARS)) == [(METTE, "taken-over"), (SOFIE, "left")]
        assert Remove(SOFIE) in work.effects
        assert owner_of(work.case, STEPS[3]) == LARS
        work.cannot(ev.TakenBack(LARS), "Nobody stands in")

    def test_by_a_deputy_to_another_leaves_one_deputy(self) -> None:
        work = with_deputy()
        work.does(ev.HandedOver(SOFIE, VIBEKE, is_for_good=False))
        assert work.case.with_role("deputy") == (VIBEKE,)
        assert not may(SOFIE, "read", work.case)

    def test_never_makes_the_leader_a_deputy(self) -> None:
        with_deputy().cannot(ev.HandedOver(SOFIE, LARS, is_for_good=False), "cannot take it over")

    @pytest.mark.parametrize("to", [ANNE, LARS, METTE, "U0NOBODY"])
    def test_to_somebody_who_cannot_have_it_is_refused(self, to: str) -> None:
        Casework().cannot(ev.HandedOver(LARS, to, is_for_good=True), "cannot take it over")

    def test_to_one_who_is_kept_out_is_refused(self) -> None:
        work = Casework(case(excluded=frozenset({SOFIE})))
        work.cannot(ev.HandedOver(LARS, SOFIE, is_for_good=False), "cannot take it over")

    def test_to_whom_it_is_already_tells_nobody_anything(self) -> None:
        assert with_hr().does(ev.HandedOver(HANNE, LARS, is_for_good=True)) == []


class TestLeaving:
    def test_the_deputy_becomes_the_leader(self) -> None:
        found, effects = leave(with_deputy().case, LARS)
        assert found.with_role("leader") == (SOFIE,)
        assert Tell(METTE, "taken-over", SOFIE) in effects

    @pytest.mark.parametrize(
        ("gone", "person", "role"),
        [
            ((LARS,), SOFIE, "leader"),
            ((SOFIE, LARS), DORTE, "leader"),
            ((SOFIE, DORTE, LARS), HANNE, "hr"),
        ],
    )
    def test_the_next_who_can_have_it_takes_over(self, gone: tuple[str, ...], person: str, role: str) -> None:
        found, _ = leave(case(), *gone)
        assert found.role_of(person) == role

    @pytest.mark.parametrize(("gone", "role"), [((SOFIE, LARS), "leader"), ((STRANGER,), "next_leader")])
    def test_whom_the_directory_names_above_comes_before_whom_the_organisation_names(
        self, gone: tuple[str, ...], role: str
    ) -> None:
        above = Participant(STRANGER, "next_leader", NOW)
        found = case(next_leader=VIBEKE)
        if STRANGER in gone:
            found = replace(
                found, people=replace(found.people, participants=(*found.people.participants, above))
            )
        found, _ = leave(found, *gone)
        assert found.role_of(VIBEKE) == role

    def test_the_department_is_known_by_the_leader_who_left(self) -> None:
        ctx = without(LARS)
        (own,) = ctx.organisation.departments
        without_members = replace(ctx.organisation, departments=(replace(own, members=frozenset()),))
        found, _ = decide(case(), ev.PersonLeft(LARS), replace(ctx, organisation=without_members))
        assert found.with_role("leader") == (SOFIE,)

    def test_nobody_left_alerts_the_operators(self) -> None:
        _, effects = leave(case(), HANNE, SOFIE, DORTE, LARS)
        assert Alert("nobody-left", "leader") in effects

    def test_hr_who_had_it_alone_alerts_the_operators(self) -> None:
        found, _ = leave(case(), SOFIE, DORTE, ANNE, LARS)
        _, effects = decide(found, ev.PersonLeft(HANNE), without(SOFIE, DORTE, ANNE, LARS, HANNE))
        assert Alert("nobody-left", "hr") in effects

    @pytest.mark.parametrize("ended", ["withdrawn_at", "archived_at"])
    def test_a_case_that_has_ended_takes_nobody_new(self, ended: str) -> None:
        found = case(closed_at=NOW if ended == "archived_at" else None, **{ended: NOW})
        changed, effects = decide(found, ev.PersonLeft(LARS), without(LARS))
        assert [p.person for p in changed.people.participants] == [METTE, ANNE]
        assert (Remove(LARS) in effects) == (ended == "withdrawn_at")  # an archived channel cannot be changed

    def test_everybody_is_told_though_the_last_to_come_into_the_channel_left_instead(self) -> None:
        found, _ = decide(opened(), ev.ChannelOpened("C1"), context())
        for person in (METTE, ANNE):
            found, effects = decide(found, ev.MembersSeen((person,)), context())
            assert not [effect for effect in effects if isinstance(effect, Tell)]
        later = replace(without(LARS), now=NOW + timedelta(minutes=5))
        _, effects = decide(found, ev.PersonLeft(LARS), later)
        assert {Tell(METTE, "receipt"), Tell(ANNE, "opened")} <= set(effects)

    def test_a_file_that_arrives_later_is_not_told_to_whoever_has_left(self) -> None:
        found, _ = leave(case(evidence=(offered(by=ANNE),)), ANNE)
        _, effects = decide(found, ev.FileSettled(kept(by=ANNE)), without(ANNE))
        assert ANNE not in {effect.person for effect in effects if isinstance(effect, Tell)}

    def test_a_mail_that_has_to_be_copied_is_told_to_the_new_leader(self) -> None:
        work = Casework()
        work.helps(LARS, "legal", "ask_hr")
        work.does(ev.HandedOver(LARS, SOFIE, is_for_good=True))
        assert work.does(ev.MailSettled("copy")) == [(SOFIE, "mail")]
        assert work.does(ev.MailSettled("copy")) == []


class TestTheUnion:
    def test_is_invited_by_mette_and_reads_nothing(self) -> None:
        work = Casework()
        assert work.does(ev.Invited(METTE, TOVE)) == [(TOVE, "joined")]
        assert Invite((TOVE,)) in work.effects
        assert not may(TOVE, "read", work.case)

    @pytest.mark.parametrize("who", [LARS, ANNE, STRANGER])
    def test_is_invited_by_nobody_else(self, who: str) -> None:
        Casework().cannot(ev.Invited(who, TOVE), "not yours")

    @pytest.mark.parametrize("person", [LARS, "U0NOBODY"])
    def test_is_a_colleague_without_another_part(self, person: str) -> None:
        Casework().cannot(ev.Invited(METTE, person), r"already|colleague")


class TestHr:
    def test_joins_when_asked_and_mette_hears_who(self) -> None:
        work = Casework()
        work.cannot(ev.InvitationAccepted(HANNE), "not yours")
        assert work.does(ev.HelpAsked(LARS, "hr")) == [(HANNE, "hr-asked")]
        assert work.does(ev.InvitationAccepted(HANNE)) == [(METTE, "hr-joined")]
        assert work.does(ev.InvitationAccepted(HANNE)) == []

    @pytest.mark.parametrize("who", [STRANGER, DORTE, TOVE])
    def test_is_nobody_else(self, who: str) -> None:
        work = Casework()
        work.does(ev.HelpAsked(LARS, "hr"))
        work.cannot(ev.InvitationAccepted(who), "not yours")

    def test_who_is_kept_out_is_not_asked(self) -> None:
        work = Casework(case(excluded=frozenset({HANNE})))
        work.cannot(ev.HelpAsked(LARS, "hr"), "Nobody of HR")
        assert work.helps(LARS, "legal", "ask_hr") == []
        work.cannot(ev.InvitationAccepted(HANNE), "not yours")

    def test_who_has_left_is_not_asked(self) -> None:
        _, effects = decide(case(), ev.TaskDone(LARS, "legal", "ask_hr"), without(HANNE))
        assert Tell(HANNE, "hr-asked") not in effects

    def test_does_not_come_into_a_case_that_is_archived(self) -> None:
        work = Casework()
        work.does(ev.HelpAsked(LARS, "hr"))
        work.case = replace(work.case, ending=replace(work.case.ending, closed_at=NOW, archived_at=NOW))
        work.cannot(ev.InvitationAccepted(HANNE), "not yours")

    def test_has_the_steps_where_nobody_else_is(self) -> None:
        found, _ = leave(case(), ANNE, SOFIE, DORTE, LARS)
        assert all(may_decide(HANNE, step.key, found) for step in STEPS if step.key != "document")
        assert not may_decide(HANNE, "legal", with_hr().case)


class TestHelp:
    def test_anne_hears_that_lars_needs_her(self) -> None:
        assert Casework().does(ev.HelpAsked(LARS, "representative")) == [(ANNE, "help-asked")]

    def test_a_representative_who_is_not_in_the_case_is_brought_in(self) -> None:
        found = case(participants=case().people.participants[:2])
        assert Casework(found).does(ev.HelpAsked(METTE, "representative")) == [(ANNE, "joined")]


class TestEscalating:
    @pytest.mark.parametrize(("who", "told"), [(ANNE, [(METTE, "escalated")]), (METTE, [])])
    def test_goes_past_the_leader(self, who: str, told: list[tuple[str, str]]) -> None:
        work = Casework()
        assert work.does(ev.Escalated(who, REASON)) == [(DORTE, "joined"), *told]
        assert work.has(DORTE, "next_leader")

    def test_goes_to_whom_the_directory_named_above_the_leader(self) -> None:
        work = Casework(case(next_leader=VIBEKE))
        work.does(ev.Escalated(ANNE, REASON))
        assert work.has(VIBEKE, "next_leader")

    def test_goes_to_hr_where_the_next_leader_is_kept_out(self) -> None:
        work = Casework(case(excluded=frozenset({DORTE})))
        work.does(ev.Escalated(ANNE, REASON))
        assert work.has(HANNE, "hr")

    def test_needs_a_reason(self) -> None:
        Casework().cannot(ev.Escalated(ANNE, "kort"), "ten characters")

    def test_a_second_time_calls_the_next_leader_again(self) -> None:
        work = Casework()
        work.does(ev.Escalated(ANNE, REASON))
        work.now += timedelta(days=1)
        assert (DORTE, "help-asked") in work.does(ev.Escalated(ANNE, REASON))


class TestSeverity:
    def test_mette_raises_it_without_a_reason_and_the_others_hear(self) -> None:
        assert Casework().does(ev.SeverityChanged(METTE, "RED")) == [(LARS, "severity"), (ANNE, "severity")]

    def test_lars_lowers_it_with_a_reason_that_mette_reads(self) -> None:
        work = Casework(case(severity="ORANGE"))
        work.cannot(ev.SeverityChanged(LARS, "YELLOW", "kort"), "ten characters")
        assert (METTE, "severity") in work.does(ev.SeverityChanged(LARS, "YELLOW", REASON))

    def test_mette_does_not_lower_it_and_lars_does_not_raise_it(self) -> None:
        Casework(case(severity="RED")).cannot(ev.SeverityChanged(METTE, "YELLOW", REASON), "not yours")
        Casework().cannot(ev.SeverityChanged(LARS, "RED", REASON), "not yours")
