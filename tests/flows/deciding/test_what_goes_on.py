"""What has happened keeps its place when the case goes on: meetings held, actions, absence told of late."""

from __future__ import annotations

from datetime import timedelta

from flows import events as ev
from flows.case.case import Decision, Record
from flows.deciding.decide import decide
from flows.effects import Tell
from flows.procedure.due_times import meeting_start
from flows.procedure.gates import actions
from tests.flows.given import ANNE, LARS, METTE, NOW, case, context


class TestMeetingsThatGoOn:
    def test_a_meeting_that_was_held_is_none_when_the_step_goes_on_after_it(self) -> None:
        held = Record("meeting", "meeting", LARS, NOW, {"number": "1", "start": NOW.isoformat()})
        later = NOW + timedelta(hours=1)
        goes_on = Decision("meeting", "continue", "", LARS, later, {"next": "2026-12-11"}, is_waiting=True)
        assert meeting_start(case(records=(held,)), "meeting") == NOW
        assert meeting_start(case(records=(held,), decisions=(goes_on,)), "meeting") is None


class TestActionsInTheirOrder:
    def test_an_action_keeps_its_number_whatever_is_decided_after_it(self) -> None:
        added = Record("analyse", "action", LARS, NOW, {"what": "A", "who": "Lars", "when": "2026-12-01"})
        done = Record("analyse", "action_done", LARS, NOW, {"number": "1", "answer": "done"})
        details = {"what": "B", "who": "Anne", "when": "2026-12-02"}
        later = Decision("analyse", "prevention", "", ANNE, NOW + timedelta(hours=1), details)
        first, second = actions(case(records=(added, done), decisions=(later,)))
        assert (first["what"], first.get("done")) == ("A", "yes")
        assert (second["what"], second.get("done")) == ("B", None)


class TestAbsenceToldLate:
    def test_opens_step_6_again_where_an_incident_was_registered(self) -> None:
        found = case(decisions=(Decision("register", "anonymous", "", LARS, NOW),))
        absent = ev.TaskDone(METTE, "register", "absence", {"answer": "yes", "first_day": "2026-11-19"})
        changed, effects = decide(found, absent, context())
        assert changed.decision("register") is None
        assert Tell(LARS, "task-done", "register:absence") in effects
