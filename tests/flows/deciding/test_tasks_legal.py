"""The tasks of step 4: asking HR, the employee's view, and a restraining order that is considered."""

from __future__ import annotations

import pytest

from flows import events as ev
from flows.effects import SendMail
from tests.flows.casework import REASON, Casework, with_hr
from tests.flows.given import (
    ANNE,
    ANSWERS,
    HANNE,
    LARS,
    METTE,
    case,
    local,
)

TODAY = "2026-11-20"


class TestLegal:
    def test_hr_gets_a_mail_and_is_asked_once(self) -> None:
        work = Casework()
        assert work.helps(LARS, "legal", "ask_hr") == [(HANNE, "hr-asked")]
        assert SendMail() in work.effects
        work.cannot(ev.TaskDone(LARS, "legal", "ask_hr"), "asked already")

    @pytest.mark.parametrize("outcome", ["reported", "not_reported"])
    def test_hr_s_advice_and_mette_s_wish_come_first(self, outcome: str) -> None:
        work = Casework()
        work.cannot_decide(LARS, "legal", outcome, "HR's advice is missing", day=TODAY)
        work.helps(LARS, "legal", "advice", answer="report", text="Hanne tilråder.")
        work.cannot_decide(LARS, "legal", outcome, "wish is missing", day=TODAY)
        work.helps(METTE, "legal", "wish", answer="unknown")
        work.decides(LARS, "legal", outcome, REASON, day=TODAY)
        assert work.case.decision("legal")

    def test_the_wish_in_the_report_counts(self) -> None:
        work = Casework(case(answers=ANSWERS | {"wishes": ("police:no",)}))
        work.helps(LARS, "legal", "advice", answer="not_report", text="Hanne fraråder.")
        assert work.decides(LARS, "legal", "not_reported", REASON) == [(METTE, "decided")]

    def test_in_danger_the_report_is_made_first(self) -> None:
        work = Casework(case(severity="RED"))
        assert work.decides(LARS, "legal", "reported", day=TODAY) == [(METTE, "decided")]

    def test_a_sender_under_15_has_another_way_also_in_danger(self) -> None:
        child = ANSWERS | {"circumstances": ("child",)}
        work = Casework(case(severity="RED", answers=child))
        work.cannot_decide(LARS, "legal", "reported", "HR's advice is missing", day=TODAY)
        assert work.decides(LARS, "legal", "other_path", REASON)
        Casework().cannot_decide(LARS, "legal", "other_path", "under 15")

    def test_one_may_wait_until_the_72_hours_end_and_no_longer(self) -> None:
        work = Casework()
        work.decides(LARS, "legal", "waiting", REASON)
        assert work.case.decision("legal") is None
        work.at("Mon 2026-11-23 15:00").cannot_decide(LARS, "legal", "waiting", "72 hours have ended")

    def test_that_mette_reports_it_herself_is_asked_of_her_and_decides_nothing(self) -> None:
        work = Casework()
        assert work.decides(LARS, "legal", "employee_reports") == [(METTE, "own-report")]
        assert work.case.decision("legal") is None

    def test_her_yes_decides_it_and_lars_hears_so(self) -> None:
        work = Casework()
        work.decides(LARS, "legal", "employee_reports")
        assert work.helps(METTE, "legal", "own_report", answer="yes") == [(LARS, "own-report-answered")]
        done = work.case.decision("legal")
        assert done is not None and (done.outcome, done.by) == ("employee_reports", METTE)

    def test_her_no_leaves_it_with_lars_who_hears_so_at_once(self) -> None:
        work = Casework()
        work.decides(LARS, "legal", "employee_reports")
        assert work.helps(METTE, "legal", "own_report", answer="no") == [(LARS, "own-report-answered")]
        assert work.case.decision("legal") is None
        work.cannot(ev.TaskDone(METTE, "legal", "own_report", {"answer": "yes"}), "nothing to answer")

    def test_she_may_think_again_and_then_it_is_open_again(self) -> None:
        work = Casework()
        work.decides(LARS, "legal", "employee_reports")
        work.helps(METTE, "legal", "own_report", answer="yes")
        assert work.helps(METTE, "legal", "own_report", answer="no") == [(LARS, "own-report-answered")]
        assert work.case.decision("legal") is None

    def test_nobody_else_says_yes_for_her_and_she_only_when_asked(self) -> None:
        work = Casework()
        yes = {"answer": "yes"}
        work.cannot(ev.TaskDone(METTE, "legal", "own_report", yes), "nothing to answer")
        work.decides(LARS, "legal", "employee_reports")
        for other in (LARS, ANNE):
            work.cannot(ev.TaskDone(other, "legal", "own_report", yes), "not yours")

    def test_a_restraining_order_is_looked_at_again_on_its_day_and_decides_nothing(self) -> None:
        work = Casework()
        told = work.helps(LARS, "legal", "restraining_order", answer="considered", when="2026-11-26")
        assert told == [(METTE, "task-done")]
        assert work.case.decision("legal") is None
        said = work.hears_until("Fri 2026-11-27 12:00")
        asked = [at for at, keys in said.items() if keys.get("restraining_order") == LARS]
        assert asked == [local("Thu 2026-11-26 09:00")]

    def test_lars_hears_what_hr_advises(self) -> None:
        told = with_hr().helps(HANNE, "legal", "advice", answer="report", text="Anmeld det.")
        assert told == [(LARS, "task-done")]
