"""The evidence of a sent case: who adds to it, who is shown it, and what step 1 then says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from flows import events as ev
from flows.case.case import Case
from flows.deciding.decide import decide
from flows.effects import FetchFile, Refused, ShareEvidence, Show, Tell
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
    kept,
    offered,
    opened,
    refused,
    with_part,
)
from tests.flows.talk import tells

CTX = context(NOW + timedelta(days=1))
THREAT = "Jeg ved, hvor du bor."


class TestDocumentation:
    @pytest.mark.parametrize("who", [METTE, LARS, ANNE])
    def test_is_shown_to_those_who_take_part(self, who: str) -> None:
        _, effects = decide(case(evidence=(kept(),)), ev.EvidenceAsked(who, "file1"), CTX)
        assert effects == (ShareEvidence(who, "file1"),)

    def test_comes_small_where_it_is_asked_for_small(self) -> None:
        asked = ev.EvidenceAsked(LARS, "file1", is_small=True)
        _, effects = decide(case(evidence=(kept(),)), asked, CTX)
        assert effects == (ShareEvidence(LARS, "file1", is_small=True),)
        text = replace(kept(), received=replace(kept().received, media_type="text/plain"))
        assert decide(case(evidence=(text,)), asked, CTX)[1] == (ShareEvidence(LARS, "file1"),)

    @pytest.mark.parametrize(("who", "item"), [(STRANGER, "file1"), (DORTE, "file1"), (METTE, "file2")])
    def test_of_another_case_and_of_no_case_is_refused_with_the_same_words(self, who: str, item: str) -> None:
        with pytest.raises(Refused, match="file does not exist"):
            decide(case(evidence=(kept(), refused("file2"))), ev.EvidenceAsked(who, item), CTX)

    def test_is_not_shown_to_an_excluded_leader(self) -> None:
        with pytest.raises(Refused, match="file does not exist"):
            decide(case(evidence=(kept(),), excluded=frozenset({LARS})), ev.EvidenceAsked(LARS, "file1"), CTX)

    def test_is_added_by_the_employee_and_the_representative_once(self) -> None:
        changed, effects = decide(case(), ev.FileOffered(ANNE, offered(by=ANNE)), CTX)
        assert effects == (FetchFile("file1"),)
        assert decide(changed, ev.FileOffered(ANNE, offered("copy", by=ANNE)), CTX)[1] == (FetchFile("copy"),)
        assert decide(changed, ev.FileOffered(ANNE, offered(by=ANNE)), CTX) == (changed, ())

    @pytest.mark.parametrize("who", [LARS, STRANGER])
    def test_is_added_by_nobody_else(self, who: str) -> None:
        with pytest.raises(Refused, match="Only the employee"):
            decide(case(), ev.FileOffered(who, offered(by=who)), CTX)

    def test_that_is_safe_decides_step_1(self) -> None:
        waiting = case(evidence=(offered(),))
        changed, effects = decide(waiting, ev.FileSettled(kept()), CTX)
        assert changed.decision("document")
        assert tells(effects) == [Tell(METTE, "received", "file1")]

    def test_that_was_refused_leaves_step_1_open_and_says_which_file(self) -> None:
        changed, effects = decide(case(evidence=(offered(),)), ev.FileSettled(refused()), CTX)
        assert changed.decision("document") is None
        assert tells(effects) == [Tell(METTE, "received", "file1")]


class TestWhatComesTogether:
    def test_is_told_of_once_when_the_last_of_it_is_settled(self) -> None:
        waiting = case(evidence=(offered("file1"), offered("file2"), offered("file3")))
        first, silent = decide(waiting, ev.FileSettled(kept("file2")), CTX)
        second, silent_too = decide(first, ev.FileSettled(refused("file3")), CTX)
        _, told = decide(second, ev.FileSettled(kept("file1")), CTX)
        assert tells(silent) == tells(silent_too) == []
        assert tells(told)[0] == Tell(METTE, "received", "file1,file2,file3")

    def test_does_not_wait_for_what_came_in_another_message(self) -> None:
        earlier = replace(offered("file9"), offered_at=NOW - timedelta(minutes=1))
        waiting = case(evidence=(earlier, offered("file1")))
        _, told = decide(waiting, ev.FileSettled(kept("file1")), CTX)
        assert tells(told) == [Tell(METTE, "received", "file1")]

    def test_tells_the_others_only_of_what_is_kept(self) -> None:
        sent = case(sent_at=NOW - timedelta(days=1), evidence=(refused("file2"), offered("file1")))
        _, told = decide(sent, ev.FileSettled(kept("file1")), CTX)
        assert [Tell(METTE, "received", "file2,file1"), Tell(LARS, "added", "file1")] == tells(told)[:2]

    def test_words_beside_files_are_told_of_with_them(self) -> None:
        file = replace(offered("file1"), offered_at=CTX.now)
        found, told = pastes(case(evidence=(file,)))
        assert told == []
        _, effects = decide(found, ev.FileSettled(replace(kept("file1"), offered_at=CTX.now)), CTX)
        assert tells(effects)[0] == Tell(METTE, "received", "file1,words1")


def pastes(
    found: Case, by: str = METTE, kind: ev.WordsKind | None = None, item: str = "words1"
) -> tuple[Case, list[Tell]]:
    changed, effects = decide(found, ev.WordsKept(by, item, THREAT, kind), CTX)
    return changed, tells(effects)


class TestWords:
    def test_are_safe_and_told_to_the_others_who_may_read_never_what_they_say(self) -> None:
        found = with_part(with_part(case(excluded=frozenset({SOFIE})), HANNE, "hr"), TOVE, "union")
        changed, told = pastes(found)
        assert [(e.id, e.state) for e in changed.evidence] == [("words1", "kept")]
        others = [Tell(person, "added", "words1") for person in (LARS, ANNE, HANNE)]
        assert told == [Tell(METTE, "received", "words1"), *others]

    def test_are_told_to_nobody_kept_out_whatever_part_they_have(self) -> None:
        _, told = pastes(case(excluded=frozenset({LARS})))
        assert LARS not in {tell.person for tell in told}

    def test_of_the_representative_are_told_to_the_employee(self) -> None:
        _, told = pastes(case(), ANNE)
        assert told[0] == Tell(ANNE, "received", "words1")
        assert {tell.person for tell in told[1:]} == {METTE, LARS}

    @pytest.mark.parametrize("who", [LARS, HANNE, SOFIE, TOVE, STRANGER, ""])
    def test_are_added_by_nobody_else(self, who: str) -> None:
        found = with_part(with_part(with_part(case(), HANNE, "hr"), SOFIE, "deputy"), TOVE, "union")
        with pytest.raises(Refused, match="Only the employee"):
            pastes(found, who)

    def test_that_arrive_twice_are_kept_and_told_once(self) -> None:
        once, _ = pastes(case())
        assert pastes(once) == (once, [])

    def test_show_themselves_in_a_channel_that_is_there(self) -> None:
        event = ev.WordsKept(METTE, "words1", THREAT)
        assert {Show("card"), Show("checklist")} <= set(decide(case(), event, CTX)[1])
        assert not {Show("card"), Show("checklist")} & set(decide(case(channel=None), event, CTX)[1])


class TestStep1:
    @pytest.mark.parametrize("answer", ["gone", "cannot"])
    def test_is_documented_when_a_file_comes_later_and_its_history_stays(self, answer: str) -> None:
        made = opened(answers={"evidence": answer})
        before = made.decision("document")
        made, _ = decide(made, ev.FileOffered(METTE, offered()), CTX)
        made, _ = decide(made, ev.FileSettled(replace(kept(), received_at=CTX.now)), CTX)
        done = made.decision("document")
        assert done is not None
        assert (done.outcome, done.at) == ("documented", CTX.now)
        assert made.decisions == (before, done)

    @pytest.mark.parametrize("kind", [None, "message"])
    def test_is_documented_by_words_too(self, kind: ev.WordsKind | None) -> None:
        made, _ = pastes(opened(answers={"evidence": "gone"}), kind=kind)
        done = made.decision("document")
        assert done is not None
        assert done.outcome == "documented"

    @pytest.mark.parametrize(("answer", "outcome"), [("gone", "removed"), ("cannot", "cannot")])
    def test_is_not_documented_by_a_correction(self, answer: str, outcome: str) -> None:
        before = opened(answers={"evidence": answer})
        made, _ = pastes(before, kind="correction")
        assert made.decisions == before.decisions
        assert [d.outcome for d in made.decisions] == [outcome]

    def test_is_left_open_by_a_correction_when_nothing_was_answered_about_it(self) -> None:
        made, _ = pastes(opened(answers={"evidence": "kept"}, evidence=(refused(),)), kind="correction")
        assert made.decision("document") is None

    def test_is_decided_once_however_much_comes(self) -> None:
        made, _ = pastes(opened(answers={"evidence": "gone"}))
        more, _ = pastes(made, item="words2")
        assert more.decisions == made.decisions

    @pytest.mark.parametrize("outcome", ["partly", "documented"])
    def test_that_somebody_decided_stays_as_they_decided(self, outcome: str) -> None:
        made, _ = decide(case(), ev.StepDecided(ANNE, "document", outcome, ""), CTX)
        more, _ = pastes(made)
        assert more.decisions == made.decisions

    def test_opens_step_5(self) -> None:
        made, _ = pastes(case())
        changed, _ = decide(made, ev.StepDecided(LARS, "removal", "platform", "", {"day": "2026-11-20"}), CTX)
        assert changed.decision("removal")


class TestTellingMore:
    @pytest.mark.parametrize("who", [METTE, ANNE])
    def test_is_done_by_those_who_may_add(self, who: str) -> None:
        event = ev.EvidenceDescribed(who, "file1", {"platform": "Facebook"})
        changed, effects = decide(case(evidence=(kept(),)), event, CTX)
        assert changed.evidence[0].details == {"platform": "Facebook"}
        assert effects == (Show("messages"),)

    @pytest.mark.parametrize("who", [LARS, STRANGER])
    def test_and_by_nobody_else(self, who: str) -> None:
        with pytest.raises(Refused, match="Only the employee"):
            decide(case(evidence=(kept(),)), ev.EvidenceDescribed(who, "file1", {"quote": "x"}), CTX)

    def test_while_the_file_is_fetched_is_not_lost_when_it_has_come(self) -> None:
        found = case(evidence=(offered(),))
        found, _ = decide(found, ev.EvidenceDescribed(METTE, "file1", {"platform": "Facebook"}), CTX)
        found, _ = decide(found, ev.FileSettled(kept()), CTX)
        assert found.evidence[0].details == {"platform": "Facebook"}
