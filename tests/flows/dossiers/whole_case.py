"""A case that goes through everything, with a canary wherever a person writes of health."""

from __future__ import annotations

from dataclasses import replace

from flows import events as ev
from flows.procedure.gates import actions
from tests.flows.casework import REASON, Casework, with_hr
from tests.flows.given import ANNE, ANSWERS, LARS, METTE, local

CANARY = "kanariefugl"


def worked() -> Casework:
    """A case that went through everything, with a canary wherever a person writes of health."""
    answers = {
        "wishes": ("police:no", "register:anonymous", "absence:2026-11-20"),
        "circumstances": ("unsafe",),
    }
    work = with_hr()
    work.case = replace(
        work.case, report=replace(work.case.report, answers=ANSWERS | {"evidence": "kept"} | answers)
    )
    work.helps(LARS, "support", "crisis_help", answer="accepted")
    work.decides(LARS, "support", "later", f"{CANARY}: vil ikke tale nu")
    work.does(ev.StepReopened(LARS, "support", f"{CANARY}: hun vil tale nu"))
    work.does(ev.MeetingBooked(LARS, "support", local("Mon 2026-11-23 10:00")))
    work.helps(METTE, "register", "absence", answer="yes", first_day="2026-11-20")
    work.helps(METTE, "register", "consent", answer="anonymous")
    work.does(ev.SeverityChanged(METTE, "ORANGE"))
    work.does(ev.SeverityChanged(LARS, "YELLOW", f"{CANARY}: ikke så slemt"))
    work.is_advised()
    work.at("Mon 2026-11-23 11:00").decides(LARS, "support", "held", day="2026-11-23")
    work.decides(LARS, "legal", "not_reported", "HR fraråder en anmeldelse.")
    work.decides(LARS, "removal", "not_relevant", REASON)
    work.decides(LARS, "register", "easy", day="2026-11-23", reference=f"{CANARY}-7")
    return work


def archived() -> Casework:
    """And to its end."""
    work = worked().has_met("Tue 2026-11-24 15:00").has_booked_the_analysis()
    work.does(ev.ClosingAnswered(METTE, True))
    work.decides(ANNE, "analyse", "prevention", what="To om samtalerne", who="Lars", when="2026-12-01")
    for number, _ in enumerate(actions(work.case), 1):
        work.does(ev.TaskDone(ANNE, "analyse", "action_done", {"number": str(number), "answer": "done"}))
    return work
