"""Whoever gains, loses or is passed a duty is told, and whoever goes out hears the number alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows import events as ev
from flows.access.rules import may_decide
from flows.deciding.taking_over import may_join
from flows.effects import Tell
from flows.procedure.procedure import STEPS
from flows.procedure.step_state import owner_of
from flows.reminders.invitations import may_take_over
from flows.screens.case.roles import hand_over_form
from flows.screens.messages import case_message, is_wanted
from flows.screens.steps.forms import sheet
from flows.screens.steps.window import step_screen
from tests.flows.casework import REASON, Casework
from tests.flows.given import ANNE, DORTE, HANNE, LARS, METTE, SOFIE, case, decided, view
from tests.flows.reading import buttons, texts

BY_KEY = {step.key: step for step in STEPS}


def labels(work: Casework, person: str, message: str, about: str = "") -> list[str]:
    return [b.label for b in buttons(case_message(work.case, message, about, view(work.ctx, person)))]


def reads(work: Casework, person: str, message: str, about: str = "") -> str:
    return "\n".join(texts(case_message(work.case, message, about, view(work.ctx, person))))


def test_lars_is_told_that_dorte_has_his_step_when_mette_does_not_agree() -> None:
    work = Casework()
    work.decides(LARS, "contact", "not_harassment", REASON)
    told = work.helps(METTE, "contact", "agree", answer="disagree")
    assert {(DORTE, "joined"), (LARS, "passed")} <= set(told)
    said = reads(work, LARS, "passed", "contact")
    assert "Det her trin er ikke længere hos dig." in said
    assert "Dorte beslutter, senest" in said
    assert labels(work, LARS, "passed", "contact") == ["Åbn trin 2", "Vis sagen"]
    assert {"Beslut", "Åbn trin 2"} <= set(labels(work, DORTE, "joined"))
    plan = work.decides(DORTE, "contact", "agreed", plan="Lars ringer til Mette i morgen.")
    assert {(METTE, "decided"), (LARS, "decided")} <= set(plan)


def test_the_leader_hears_once_that_mette_does_not_report_it_herself() -> None:
    work = Casework()
    work.decides(LARS, "legal", "employee_reports")
    work.helps(METTE, "legal", "own_report", answer="yes")
    told = work.helps(METTE, "legal", "own_report", answer="no")
    assert [message for person, message in told if person == LARS] == ["own-report-answered"]


def test_one_above_who_takes_part_is_told_the_step_the_deadline_and_how_to_answer() -> None:
    work = Casework()
    work.does(ev.Escalated(METTE, REASON))
    work.decides(LARS, "contact", "not_harassment", REASON)
    told = work.helps(METTE, "contact", "agree", answer="disagree")
    assert (DORTE, "gained") in told
    assert (DORTE, "help-asked") not in told
    said = reads(work, DORTE, "gained", "contact")
    assert "Sag 2026-0042" in said
    assert "Du beslutter det, senest" in said
    assert labels(work, DORTE, "gained", "contact")[:1] == ["Beslut"]


def test_whoever_goes_out_gets_the_number_and_no_button() -> None:
    work = Casework()
    work.does(ev.HandedOver(LARS, SOFIE, is_for_good=False))
    told = work.does(ev.HandedOver(SOFIE, DORTE, is_for_good=True))
    assert {(LARS, "left"), (SOFIE, "left"), (DORTE, "joined")} <= set(told)
    for person in (LARS, SOFIE):
        assert reads(work, person, "left").splitlines()[1:] == ["Sag 2026-0042 er ikke hos dig mere."]
        assert labels(work, person, "left") == []


def test_who_goes_out_within_a_sitting_hears_so_once() -> None:
    work = Casework()
    work.does(ev.HandedOver(LARS, SOFIE, is_for_good=False))
    assert (LARS, "decided") in work.decides(SOFIE, "contact", "agreed", plan="Vi taler i morgen.")
    assert is_wanted(work.case, "decided", LARS, work.ctx)
    assert (LARS, "left") in work.does(ev.HandedOver(SOFIE, DORTE, is_for_good=True))
    assert not is_wanted(work.case, "decided", LARS, work.ctx)
    assert is_wanted(work.case, "left", LARS, work.ctx)
    assert is_wanted(work.case, "needed", LARS, work.ctx)
    work.does(ev.HandedOver(DORTE, LARS, is_for_good=False))
    assert is_wanted(work.case, "decided", LARS, work.ctx)


def test_whoever_is_kept_out_hears_nothing() -> None:
    work = Casework()
    work.case = replace(work.case, people=replace(work.case.people, excluded=frozenset({LARS})))
    told = work.does(ev.HandedOver(HANNE, SOFIE, is_for_good=True)) if work.has(HANNE, "hr") else []
    told += work.does(ev.PersonLeft(LARS))
    assert LARS not in {person for person, _ in told}


def test_one_step_is_handed_over_and_the_others_stay() -> None:
    work = Casework()
    told = work.does(ev.HandedOver(LARS, SOFIE, is_for_good=False, step="legal"))
    assert told == [(SOFIE, "joined"), (METTE, "step-taken")]
    owners = {step.key: owner_of(work.case, step) for step in STEPS}
    assert owners["legal"] == SOFIE
    assert {owners[key] for key in ("contact", "support", "removal", "register")} == {LARS}
    assert may_decide(SOFIE, "legal", work.case)
    assert not may_decide(SOFIE, "support", work.case)
    assert "Sofie beslutter, senest" in reads(work, METTE, "step-taken", "legal")
    work.does(ev.HandedOver(LARS, SOFIE, is_for_good=False))
    assert {owner_of(work.case, BY_KEY[key]) for key in ("support", "removal", "legal")} == {SOFIE}


@pytest.mark.parametrize("to", [METTE, LARS])
def test_one_step_is_not_handed_to_the_employee_or_oneself(to: str) -> None:
    Casework().cannot(ev.HandedOver(LARS, to, is_for_good=False, step="legal"), "another colleague")


def test_a_step_of_somebody_else_is_not_handed_over() -> None:
    Casework().cannot(ev.HandedOver(LARS, SOFIE, is_for_good=False, step="document"), "not yours")


def test_not_me_offers_the_step_first_with_the_deputy_filled_in() -> None:
    work = Casework()
    seen = view(work.ctx, LARS)
    form = hand_over_form(work.case, seen, "legal")
    person, kind = (part for part in form.parts if hasattr(part, "key"))
    assert person.filled == (SOFIE,)
    assert (kind.filled, [choice.key for choice in kind.choices]) == (("step",), ["step", "deputy", "leader"])
    [hand_over] = [b for b in buttons(step_screen(work.case, BY_KEY["legal"], seen)) if b.act == "hand_over"]
    assert hand_over.value == "case1|legal"


def test_hr_is_told_the_step_and_its_deadline_and_may_say_no() -> None:
    work = Casework()
    work.does(ev.HelpAsked(LARS, "hr"))
    said = reads(work, HANNE, "hr-asked")
    assert "Trin 1: Dokumentér chikanen" in said
    assert labels(work, HANNE, "hr-asked") == ["Ja, jeg hjælper", "Nej, jeg kan ikke"]
    work.does(ev.InvitationDeclined(HANNE))
    assert "Du har sagt, at du ikke kan." in reads(work, HANNE, "hr-asked")
    assert not may_join(HANNE, work.case, work.ctx)
    work.cannot(ev.InvitationDeclined(HANNE), "not yours")


def test_a_no_to_step_in_lets_the_next_one_be_asked_at_once() -> None:
    work = Casework(case(decisions=decided("document", "support", "legal", "removal", "register")))
    work.at("Mon 2026-11-23 11:01").hears()
    assert may_take_over(work.case, SOFIE, work.ctx)
    assert not may_take_over(work.case, DORTE, work.ctx)
    work.at("Mon 2026-11-23 11:05").does(ev.InvitationDeclined(SOFIE))
    assert not may_take_over(work.case, SOFIE, work.ctx)
    work.hears()
    assert may_take_over(work.case, DORTE, work.ctx)


def test_a_stranger_cannot_say_no() -> None:
    for person in (ANNE, SOFIE):
        Casework().cannot(ev.InvitationDeclined(person), "not yours")
    assert not [e for e in Casework().effects if isinstance(e, Tell)]


def test_hr_is_asked_to_read_the_letter_by_when_and_with_what_answers_it() -> None:
    work = Casework()
    assert (HANNE, "hr-asked") in work.helps(LARS, "removal", "draft", text="Kære afsender. Fjern det.")
    assert "Trin 5:" in reads(work, HANNE, "hr-asked")
    work.does(ev.InvitationAccepted(HANNE))
    told = work.helps(LARS, "removal", "draft", text="Kære [navn]. Fjern det.")
    assert (HANNE, "task-done") in told
    assert "Læs det, og sig, om det må sendes." in reads(work, HANNE, "task-done", "removal:draft")
    said = labels(work, HANNE, "task-done", "removal:draft")
    assert said == ["Jeg har læst brevet", "Åbn trin 5"]


def test_a_letter_with_something_to_fill_in_is_not_approved() -> None:
    work = Casework()
    work.helps(LARS, "removal", "draft", text="Kære [navn på afsender]. Fjern det.")
    work.does(ev.InvitationAccepted(HANNE))
    work.cannot(ev.TaskDone(HANNE, "removal", "check", {"answer": "ok"}), "to fill in")
    work.helps(LARS, "removal", "draft", text="Kære Per. Fjern det.")
    work.helps(HANNE, "removal", "check", answer="ok")


def test_the_platforms_of_the_case_come_first() -> None:
    work = Casework(case(answers={**case().report.answers, "where": ("tiktok",)}))
    shown = sheet(work.case, BY_KEY["removal"], "platforms", "", view(work.ctx, LARS))
    assert next(b.label for b in buttons(shown)) == "Vejledning fra TikTok"


def test_a_letter_of_a_step_that_is_decided_is_not_to_be_read_any_more() -> None:
    work = Casework()
    work.helps(LARS, "removal", "draft", text="Kære afsender. Fjern det.")
    work.does(ev.InvitationAccepted(HANNE))
    work.helps(LARS, "removal", "draft", text="Kære Per. Fjern det.")
    work.decides(LARS, "removal", "not_contacted", REASON)
    assert "Læs det" not in reads(work, HANNE, "task-done", "removal:draft")


def test_hr_who_has_gone_out_is_asked_again_and_reads_it() -> None:
    work = Casework()
    work.helps(LARS, "removal", "draft", text="Kære afsender. Fjern det.")
    work.does(ev.InvitationAccepted(HANNE))
    gone = tuple(replace(p, left_at=work.ctx.now) for p in work.case.people.participants if p.person == HANNE)
    here = tuple(p for p in work.case.people.participants if p.person != HANNE)
    out = replace(
        work.case,
        people=replace(work.case.people, participants=here, former=(*work.case.people.former, *gone)),
    )
    assert is_wanted(out, "hr-asked", HANNE, work.ctx)
    assert not is_wanted(out, "decided", HANNE, work.ctx)
    assert "Nej, jeg kan ikke" in str(case_message(out, "hr-asked", "", view(work.ctx, HANNE)))
