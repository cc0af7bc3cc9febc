"""Every case can reach closing: the way out, walked by those who take part, from wherever a case may be."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flows import events as ev
from flows.access.rules import state_of
from flows.case.case import Case
from flows.effects import Tell
from flows.procedure.closing_conditions import asked_at
from flows.procedure.due_times import easy_limit, meeting_start
from flows.procedure.gates import actions, name_consent
from flows.procedure.procedure import STEPS
from flows.procedure.step_state import owner_of
from tests.flows.colleagues import REASON
from tests.flows.given import CALENDAR, HANNE, METTE
from tests.flows.histories import BEGINNINGS, History, beginnings
from tests.searching import searching

TEN = time(10)
STEP = {step.key: step for step in STEPS}


class WayOut:
    """What those who take part do, in this order, and no more than is still needed."""

    def __init__(self, history: History) -> None:
        self.history = history

    @property
    def case(self) -> Case:
        return self.history.case

    def does(self, event: ev.CaseEvent) -> None:
        """An act that must change something."""
        self.history.now += timedelta(minutes=5)
        before = self.case
        self.history.happens(event)
        assert self.case != before, (event, state_of(before))

    def owner(self, key: str) -> str:
        return owner_of(self.case, STEP[key])

    def decides(self, key: str, outcome: str, **details: str) -> None:
        self.does(ev.StepDecided(self.owner(key), key, outcome, REASON, details))

    def walks(self) -> None:
        """From where the case is to its archive."""
        self.finds_somebody()
        if state_of(self.case) == "open":
            self.documents()
            self.decides_3_to_6()
            self.meets()
            self.is_confirmed()
        if state_of(self.case) == "closed" and not self.case.decision("analyse"):
            self.decides("analyse", "assessment")
        self.follows_the_actions()

    def follows_the_actions(self) -> None:
        """A closed case is archived when what was to prevent the next one is done."""
        for number, action in enumerate(actions(self.case), 1):
            if state_of(self.case) == "closed" and not action.get("done"):
                done = {"number": str(number), "answer": "done"}
                self.does(ev.TaskDone(self.owner("analyse"), "analyse", "action_done", done))

    def finds_somebody(self) -> None:
        """Where nobody is left who could decide, the employee asks HR, and HR comes."""
        if state_of(self.case) != "archived" and not self.owner("legal"):
            self.does(ev.HelpAsked(METTE, "hr"))
            self.does(ev.InvitationAccepted(HANNE))

    def documents(self) -> None:
        if not self.case.decision("document"):
            self.does(ev.StepDecided(METTE, "document", "cannot", ""))

    def decides_3_to_6(self) -> None:
        today = self.history.now.date().isoformat()
        if not self.case.decision("support"):
            self.decides("support", "declined")
        if not self.case.decision("legal"):
            advice = {"answer": "not_report", "text": "Hanne fraråder."}
            self.does(ev.TaskDone(self.owner("legal"), "legal", "advice", advice))
            self.does(ev.TaskDone(METTE, "legal", "wish", {"answer": "no"}))
            self.decides("legal", "not_reported")
        if not self.case.decision("removal"):
            self.decides("removal", "not_relevant")
        if self.case.decision("register"):
            return
        if easy_limit(self.case, CALENDAR):
            self.decides("register", "easy", day=today)
        else:
            self.decides("register", "incident" if name_consent(self.case) == "named" else "anonymous")

    def meets(self) -> None:
        if not self.case.decision("meeting"):
            self.does(ev.TaskDone(self.owner("meeting"), "meeting", "summary"))
            self.history.now += timedelta(days=1)
            self.decides("meeting", "close")
        if not self.case.decision("analyse") and meeting_start(self.case, "analyse") is None:
            start = self.history.now + timedelta(days=3)
            self.does(ev.MeetingBooked(self.owner("analyse"), "analyse", start))

    def is_confirmed(self) -> None:
        assert asked_at(self.case) is not None
        self.does(ev.ClosingAnswered(METTE, is_agreed=True))


@searching(sample=20, soak=1000)
@given(beginnings, st.data())
def test_every_case_that_goes_on_can_reach_closing_and_the_archive(begun: Any, data: st.DataObject) -> None:
    history = History(begun)
    history.goes_on(data)
    if history.case.ending.withdrawn_at:
        return
    WayOut(history).walks()
    assert history.case.ending.closed_at is not None
    assert history.case.ending.archived_at is not None


@pytest.mark.parametrize("begun", [case for case in BEGINNINGS if not case.ending.withdrawn_at])
def test_every_beginning_reaches_it_and_again_after_it_was_opened_again(begun: Case) -> None:
    history = History(begun)
    WayOut(history).walks()
    assert history.case.ending.archived_at
    history.happens(ev.CaseReopened(METTE, REASON))
    assert state_of(history.case) == "open"
    WayOut(history).walks()
    assert history.case.ending.archived_at


@searching(sample=20, soak=1000)
@given(beginnings, st.data())
def test_a_case_whose_employee_is_silent_is_closed_by_the_next_leader_or_hr(
    begun: Any, data: st.DataObject
) -> None:
    history = History(begun)
    history.goes_on(data)
    way = WayOut(history)
    if state_of(history.case) != "open":
        return
    way.finds_somebody()
    way.documents()
    way.decides_3_to_6()
    way.meets()
    since = asked_at(history.case)
    assert since is not None
    history.happens(ev.RemindersPaused(METTE, 0))
    for days in (3, 7, 10):
        at = max(CALENDAR.add_working_days(history.now, 3), CALENDAR.add_working_days(since, days))
        history.now = CALENDAR.add_working_days(at, 1, TEN)
        history.happens(ev.TimePassed(METTE, history.now + timedelta(hours=1)))
    told = [effect for turn in history.turns for effect in turn.effects if isinstance(effect, Tell)]
    assert "closing-silent" in {tell.message for tell in told}
    closers = history.case.with_role("next_leader", "hr")
    assume(closers)  # a next leader who was told may have left since
    way.does(ev.CaseClosed(closers[0], REASON))
    assert history.case.ending.closed_at is not None
