"""What an event means for a case: its facts afterwards, and what is owed to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, get_args

import pytest

from flows import events as ev
from flows.case.case import Case, Evidence, Record
from flows.deciding.decide import DECIDES, decide
from flows.effects import Alert, Invite, LookAtChannel, OpenChannel, Refused, Show, Tell
from flows.procedure.procedure import STEPS
from flows.report.sending import open_case
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
    case,
    context,
    decided,
    draft,
    kept,
    local,
    offered,
    opened,
    persons,
    refused,
    with_part,
)
from tests.flows.talk import tells

CTX = context()
REASON = "Der er ikke nok at gå efter."


FILLED = {"day": "2026-11-20", "plan": "Vi ringer sammen mandag.", "what": "To om samtalerne", "who": "Lars"}
"""What the fields of the outcomes hold: one that an outcome does not ask for is not kept."""
ADVISED = (
    Record("legal", "advice", LARS, NOW, {"answer": "not_report", "text": "Hanne"}),
    Record("legal", "wish", LARS, NOW, {"answer": "no"}),
)
LETTER = (
    Record("removal", "draft", LARS, NOW, {"text": "Fjern opslaget."}),
    Record("removal", "check", HANNE, NOW, {"answer": "ok"}),
)
SUMMARY = Record("meeting", "summary", LARS, NOW - timedelta(days=1))


def decides(who: str, step: str, outcome: str = "", reason: str = REASON) -> ev.StepDecided:
    first = next((s.outcomes[0].key for s in STEPS if s.key == step), "done")
    return ev.StepDecided(who, step, outcome or first, reason, FILLED | {"when": "2026-12-01"})


def advised(**facts: Any) -> Case:
    """A case in which HR's advice and the employee's wish on the police are known."""
    return case(records=ADVISED, **facts)


class TestSending:
    def test_makes_a_case_of_the_answers_and_owes_a_channel(self) -> None:
        made, effects = open_case(draft(), CTX)
        assert (made.number, made.report.severity, made.channel) == ("2026-0042", "YELLOW", None)
        assert [(p.person, p.role) for p in made.people.participants] == [
            (METTE, "employee"),
            (LARS, "leader"),
            (ANNE, "representative"),
        ]
        assert effects == (Show("report", METTE), OpenChannel())

    @pytest.mark.parametrize("answers", [{"sender": "internal"}, {}])
    def test_is_refused_before_the_review(self, answers: dict[str, str]) -> None:
        unfinished = draft(answers=answers)
        if not answers:
            unfinished = replace(unfinished, conversation=replace(unfinished.conversation, reopened="story"))
        with pytest.raises(Refused):
            open_case(unfinished, CTX)

    def test_is_refused_when_nobody_would_receive_it(self) -> None:
        alone = draft(chosen={"leader": "", "representative": ""})
        with pytest.raises(Refused, match="at least one person"):
            open_case(alone, CTX)

    def test_leaves_out_whoever_is_part_of_it(self) -> None:
        made = opened(kept_out=(LARS, STRANGER))
        assert made.people.excluded == {LARS, STRANGER}
        assert made.with_role("leader") == (DORTE,)

    def test_takes_the_union_representative_along_only_when_the_employee_chose_one(self) -> None:
        chosen = {"leader": LARS, "representative": ANNE, "union": TOVE}
        assert opened(chosen=chosen).with_role("union") == (TOVE,)
        assert opened().with_role("union") == ()

    def test_takes_the_urgency_that_the_employee_asked_for(self) -> None:
        assert opened(raised="RED").report.severity == "RED"

    def test_lets_one_person_help_in_one_role_only(self) -> None:
        made = opened(chosen={"leader": LARS, "representative": LARS})
        assert [p.person for p in made.people.participants] == [METTE, LARS]

    @pytest.mark.parametrize(
        ("answer", "outcome"), [("gone", "removed"), ("cannot", "cannot"), ("kept", "documented")]
    )
    def test_decides_step_1_by_what_the_employee_did(self, answer: str, outcome: str) -> None:
        made = opened(answers={"evidence": answer}, evidence=(kept(),) if answer == "kept" else ())
        done = made.decision("document")
        assert done is not None
        assert (done.outcome, done.by) == (outcome, METTE)

    @pytest.mark.parametrize("item", [offered(), refused()])
    def test_leaves_step_1_open_while_no_file_is_safe(self, item: Evidence) -> None:
        assert opened(answers={"evidence": "kept"}, evidence=(item,)).decision("document") is None

    def test_counts_the_72_hours_from_what_the_employee_said(self) -> None:
        assert opened().report.content_at == local("Fri 2026-11-20 14:00")
        assert opened(answers={"when": "2026-11-18"}).report.content_at == local("Wed 2026-11-18 00:00")

    def test_counts_from_the_finding_when_nobody_knows_and_from_the_beginning_of_a_period(self) -> None:
        found, period = "found:2026-11-19T10:00", "2026-11-18/2026-11-20"
        assert opened(answers={"when": found}).report.content_at == local("Thu 2026-11-19 10:00")
        assert opened(answers={"when": period}).report.content_at == local("Wed 2026-11-18 00:00")

    def test_never_counts_from_a_moment_to_come(self) -> None:
        assert opened(answers={"when": "2026-11-20T15:30"}).report.content_at == NOW

    def test_reads_the_answer_on_the_employee_s_own_clock(self) -> None:
        ctx = replace(CTX, people=persons(zone="America/Nuuk"))
        made, _ = open_case(draft(answers={"when": "2026-11-20"}), ctx)
        assert made.report.content_at == local("Fri 2026-11-20 03:00")


class TestTheChannel:
    def test_opened_invites_everybody_and_shows_the_case(self) -> None:
        changed, effects = decide(opened(), ev.ChannelOpened("C1"), CTX)
        assert changed.channel == "C1"
        assert [e.persons for e in effects if isinstance(e, Invite)] == [(METTE, LARS, ANNE)]
        assert {Show("card"), Show("checklist")} <= set(effects)

    def test_each_is_told_once_when_it_is_known_of_all_whether_they_are_in(self) -> None:
        case, _ = decide(opened(), ev.ChannelOpened("C1"), CTX)
        answers = (
            ev.MembersSeen((METTE,)),
            ev.MembersSeen(missing={LARS: "user_is_restricted"}),
            ev.MembersSeen((ANNE,)),
        )
        told = []
        for answer in (*answers, *answers):
            case, effects = decide(case, answer, CTX)
            told.append(tells(effects))
        everybody = [Tell(METTE, "receipt"), Tell(LARS, "opened"), Tell(ANNE, "opened")]
        assert told == [[], [], everybody, [], [], []]

    def test_opened_a_second_time_owes_nothing(self) -> None:
        once, _ = decide(opened(), ev.ChannelOpened("C1"), CTX)
        assert decide(once, ev.ChannelOpened("C1"), CTX) == (once, ())

    def test_refused_keeps_the_case_and_reaches_everybody_directly(self) -> None:
        changed, effects = decide(opened(), ev.ChannelRefused("restricted_action"), CTX)
        assert changed.channel is None
        assert tells(effects) == [Tell(METTE, "no-channel"), Tell(LARS, "opened"), Tell(ANNE, "opened")]
        assert Alert("channel-refused", "restricted_action") in effects
        assert decide(changed, ev.ChannelRefused("restricted_action"), CTX) == (changed, ())

    def test_a_missing_member_shows_in_the_card_and_alerts_the_operators(self) -> None:
        changed, effects = decide(case(), ev.MembersSeen(missing={LARS: "user_is_restricted"}), CTX)
        assert changed.people.participants[1].missing == "user_is_restricted"
        assert not changed.people.participants[1].is_in_channel
        assert effects == (Show("card"), Alert("member-missing", "user_is_restricted"), Show("messages"))

    def test_a_member_who_joins_later_is_missing_no_more(self) -> None:
        missing, _ = decide(case(), ev.MembersSeen(missing={LARS: "user_is_restricted"}), CTX)
        joined, effects = decide(missing, ev.MembersSeen((LARS,)), CTX)
        assert joined == case()
        assert effects == (Show("messages"),)

    def test_a_stranger_in_the_channel_gets_no_part_in_the_case(self) -> None:
        assert decide(case(), ev.MembersSeen((STRANGER,)), CTX) == (case(), ())


class TestDeciding:
    def test_is_kept_with_who_what_why_and_when(self) -> None:
        changed, effects = decide(advised(), decides(LARS, "legal", "not_reported"), CTX)
        done = changed.decision("legal")
        assert done is not None
        assert (done.outcome, done.reason, done.by, done.at) == ("not_reported", REASON, LARS, NOW)
        assert tells(effects) == [Tell(METTE, "decided", "legal:1")]
        assert {Show("checklist"), Show("card"), Show("home", METTE), Show("home", LARS)} <= set(effects)

    def test_by_the_employee_tells_the_employee_nothing(self) -> None:
        _, effects = decide(case(), decides(METTE, "document"), CTX)
        assert tells(effects) == []

    @pytest.mark.parametrize("reason", ["", "  ", "for kort", "x         "])
    def test_against_needs_a_reason_of_ten_characters(self, reason: str) -> None:
        with pytest.raises(Refused, match="ten characters"):
            decide(advised(), decides(LARS, "legal", "not_reported", reason), CTX)

    def test_for_needs_no_reason(self) -> None:
        changed, _ = decide(advised(), decides(LARS, "legal", "reported", ""), CTX)
        assert changed.decision("legal")

    @pytest.mark.parametrize(("who", "step"), [(METTE, "legal"), (ANNE, "support"), (HANNE, "legal")])
    def test_by_somebody_else_than_the_owner_is_refused(self, who: str, step: str) -> None:
        with pytest.raises(Refused, match="not yours"):
            decide(with_part(case(), HANNE, "hr"), decides(who, step), CTX)

    def test_by_an_excluded_person_is_refused_even_as_leader(self) -> None:
        with pytest.raises(Refused, match="not yours"):
            decide(case(excluded=frozenset({LARS})), decides(LARS, "legal"), CTX)

    @pytest.mark.parametrize(("step", "outcome"), [("party", "yes"), ("legal", "won"), ("legal", "")])
    def test_what_the_procedure_does_not_have_is_refused(self, step: str, outcome: str) -> None:
        with pytest.raises(Refused):
            decide(case(), ev.StepDecided(LARS, step, outcome, REASON), CTX)

    def test_twice_by_the_same_person_counts_once(self) -> None:
        once, _ = decide(advised(), decides(LARS, "legal"), CTX)
        assert decide(once, decides(LARS, "legal"), CTX) == (once, ())

    @pytest.mark.parametrize("again", [decides(SOFIE, "legal"), decides(LARS, "legal", "not_reported")])
    def test_twice_by_two_or_in_two_ways_keeps_the_first(self, again: ev.StepDecided) -> None:
        once, _ = decide(with_part(advised(), SOFIE, "deputy"), decides(LARS, "legal"), CTX)
        with pytest.raises(Refused, match="just been decided"):
            decide(once, again, CTX)

    @pytest.mark.parametrize(
        ("step", "before", "missing"),
        [
            ("removal", (), "Documentation is missing"),
            ("meeting", ("support", "legal", "removal"), "Steps 3 to 6"),
            ("meeting", ("support", "legal", "register"), "Steps 3 to 6"),
            ("analyse", ("support",), "Step 6"),
        ],
    )
    def test_before_the_gate_opens_is_refused(self, step: str, before: tuple[str, ...], missing: str) -> None:
        with pytest.raises(Refused, match=missing):
            decide(case(decisions=decided(*before)), decides(LARS, step), CTX)

    @pytest.mark.parametrize(
        ("step", "facts"),
        [
            ("removal", {"decisions": decided("document"), "records": LETTER}),
            ("removal", {"evidence": (kept(),), "records": LETTER}),
            (
                "meeting",
                {"decisions": decided("support", "legal", "removal", "register"), "records": (SUMMARY,)},
            ),
            ("analyse", {"decisions": decided("register")}),
            ("contact", {}),
            ("support", {}),
            ("legal", {"records": ADVISED}),
            ("register", {}),
        ],
    )
    def test_with_the_gate_open_is_done(self, step: str, facts: dict[str, Any]) -> None:
        changed, _ = decide(case(**facts), decides(LARS, step), CTX)
        assert changed.decision(step)


END_OF_MONDAY = local("Tue 2026-12-01 00:00")
"""Until when something may join Lars's message of Monday."""


def test_each_event_of_a_case_is_decided_by_one_function() -> None:
    assert set(DECIDES) == set(get_args(ev.CaseEvent))


def test_time_that_passes_claims_all_that_is_due_for_that_person_and_sends_nothing_by_itself() -> None:
    changed, effects = decide(
        case(), ev.TimePassed(LARS, END_OF_MONDAY), context(local("Mon 2026-11-30 10:00"))
    )
    assert {claimed_reminder.to for claimed_reminder in changed.claimed_reminders} == {LARS}
    assert len(changed.claimed_reminders) > 1
    assert effects == (LookAtChannel("C0SAG"), Show("checklist"))


@pytest.mark.parametrize("until", [None, END_OF_MONDAY])
def test_time_that_passes_twice_reminds_once(until: datetime | None) -> None:
    ctx = context(local("Mon 2026-11-30 10:00"))
    once, _ = decide(case(), ev.TimePassed(LARS, until), ctx)
    assert once.claimed_reminders
    assert decide(once, ev.TimePassed(LARS, until), ctx) == (once, ())


def test_time_that_passes_before_anything_is_due_owes_nothing() -> None:
    assert decide(case(), ev.TimePassed(LARS), CTX) == (case(), ())
