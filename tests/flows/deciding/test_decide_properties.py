"""Every event in every state gives a result or a sentence, and a redelivered one is heard once."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from flows import events as ev
from flows.deciding.decide import decide
from flows.effects import Alert, Invite, KeepCalendar, SendCalendarFile, SendMail, ShareEvidence, Tell
from flows.procedure.procedure import procedure_of
from tests.flows.given import METTE, case, context, kept, refused
from tests.flows.histories import WAITING, History, beginnings, events
from tests.flows.report.roads import reaches
from tests.searching import searching

ON_PURPOSE = (ev.Snoozed, ev.RemindersPaused, ev.HelpAsked, ev.Escalated, ev.TaskDone, ev.EvidenceAsked)
"""What a person may do again and mean it. That a press is delivered once is the inbox's to see to."""
ONCE = (Tell, Invite, Alert, KeepCalendar, SendCalendarFile, SendMail, ShareEvidence)


@searching(sample=20, soak=1000)
@given(beginnings, st.data())
def test_every_event_in_every_state_gives_a_result_or_a_sentence(begun: Any, data: st.DataObject) -> None:
    history = History(begun)
    history.goes_on(data, 12)
    for turn in history.turns:
        before, after = turn.before, turn.after
        assert all(effect.person for effect in turn.effects if isinstance(effect, Tell))
        assert after.decisions[: len(before.decisions)] == before.decisions
        assert after.records[: len(before.records)] == before.records
        assert after.employee == METTE
        assert before.ending.withdrawn_at is None or after.ending.withdrawn_at == before.ending.withdrawn_at
        assert not before.people.excluded & reaches(turn.effects)
        assert len({p.person for p in after.people.participants}) == len(after.people.participants)
        assert after.ending.archived_at is None or after.ending.closed_at is not None


def is_meant_again(history: History, event: ev.CaseEvent) -> bool:
    """Whether the act may be done a second time with the same words."""
    if isinstance(event, ev.StepDecided):
        found = procedure_of(history.case).step(event.step)
        outcome = found.outcome(event.outcome) if found else None
        return outcome is not None and outcome.is_waiting
    return isinstance(event, (*ON_PURPOSE, ev.ContactTold))  # settled once, with the message it is about


@searching(sample=15, soak=1000)
@given(beginnings, st.data())
def test_the_same_event_again_tells_nobody_anything_again(begun: Any, data: st.DataObject) -> None:
    history = History(begun)
    history.goes_on(data)
    event = data.draw(events(history.case, history.now).filter(lambda it: not is_meant_again(history, it)))
    history.happens(event)
    once = history.case
    effects = history.happens(event)
    assert not [effect for effect in effects if isinstance(effect, ONCE)]
    assert history.case == once or isinstance(event, ev.AfterwardsAnswered)


@given(st.permutations([ev.FileSettled(kept()), ev.FileSettled(refused()), ev.FileSettled(kept())]))
def test_a_file_that_is_safe_stays_safe_whoever_reports_later(order: list[Any]) -> None:
    history = History(WAITING)
    for event in order:
        history.happens(event)
    assert [item.id for item in history.case.evidence_kept()] == ["file1"]


def test_a_refusal_that_arrives_after_the_channel_tells_nobody_anything() -> None:
    assert decide(case(), ev.ChannelRefused("fatal_error"), context()) == (case(), ())
