"""Whatever one employee does, and however often it all restarts: what was said last is what is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from flows import events as ev
from flows.case.case import Case
from flows.evidence.routing import LONGEST_GREETING, IncomingContent
from flows.form import Value
from flows.report.draft import ELSEWHERE, REVIEW
from storage import evidence
from storage.database_key import DATABASE
from storage.keys import Keyring
from tests.searching import searching
from tests.storage.answering import ENOUGH, ROAD, form, pressed, typed
from tests.storage.contents import everything, readable
from tests.storage.employee import Employee
from tests.storage.stories import ANNE, DORTE, LARS, METTE, OMAR, arrives, case_of

PEOPLE = st.sampled_from([LARS, DORTE, ANNE, OMAR])
ROLES = st.sampled_from(["leader", "representative", "union"])


class Report(RuleBasedStateMachine):
    """Mette's report, act by act, until it is sent or erased."""

    def __init__(self, migrated: Path, keyring: Keyring) -> None:
        super().__init__()
        self.mette = Employee(migrated, keyring)

    @initialize(is_sent=st.booleans())
    def will_end(self, is_sent: bool) -> None:
        self.is_sent = is_sent

    @invariant()
    def is_remembered(self) -> None:
        mette, draft = self.mette, self.mette.draft
        assert _without_people(draft.answers) == _without_people(mette.last)
        assert (draft.whole_account(), draft.conversation.is_endangered) == (
            mette.told(),
            mette.is_endangered,
        )
        assert (set(draft.people.kept_out), draft.conversation.is_paused) == (mette.kept_out, mette.is_paused)
        told = {item.id: {"name": item.name, **item.details} for item in draft.evidence}
        assert told == {item: self.told_of(item) for item in mette.items}

    def told_of(self, item: str) -> dict[str, str]:
        """What lies in the database of a piece of evidence; its content does not."""
        told = {"name": "", **self.mette.items[item]}
        return {key: text for key, text in told.items() if key == "name" or (text and key != "content")}

    @rule(data=st.data())
    def presses(self, data: st.DataObject) -> None:
        """A button, mostly of the open question."""
        current = self.mette.draft.current()
        key = data.draw(st.sampled_from([*[current] * 20, *ROAD]))
        if key in ROAD:
            value = data.draw(pressed(key))
            if self.mette.does(ev.Answered(METTE, key, value)):
                self.mette.answers(key, value)

    @rule(data=st.data())
    def types(self, data: st.DataObject) -> None:
        """An answer to the open question; a short one after a pause is taken for a greeting."""
        key = self.mette.draft.current()
        if key in ROAD:
            text, value = data.draw(typed(key))
            before = self.mette.draft
            is_greeting = self.mette.is_paused and len(text) <= LONGEST_GREETING
            if self.mette.drops(IncomingContent(METTE, text, "an item")) and not is_greeting:
                if key == "story":
                    self.mette.tells(text, before)
                else:
                    self.mette.answers(key, value)

    @rule(is_quoted=st.booleans())
    def writes(self, is_quoted: bool) -> None:
        """Words of which the open question makes what it can; at none of them any are lost."""
        mette, before, item = self.mette, self.mette.draft, self.mette.new_item()
        text = f"Han skrev: {mette.canary()}" if is_quoted else mette.canary()
        assert mette.drops(IncomingContent(METTE, text, item))
        if is_quoted and before.current() == "evidence":
            mette.items[item] = {"content": text, "quote": text}
        else:
            mette.tells(text, before)

    @rule(is_quoted=st.booleans())
    def says_that_it_was_documentation(self, is_quoted: bool) -> None:
        """What was told at the question of it, by the button beneath."""
        mette, turn, item = self.mette, self.mette.draft.conversation.asked[-1], self.mette.new_item()
        if (turn.question, turn.after) == ("evidence", "told"):
            assert mette.does(ev.ToldWordsKept(METTE, item))
            mette.takes_back(turn.said)
            mette.items[item] = {"content": turn.said, "quote": turn.said}

    @rule(is_quoted=st.booleans())
    def changes_what_happened(self, is_quoted: bool) -> None:
        """What was written before is to be gone."""
        if self.mette.does(ev.ChangeAsked(METTE, "story")):
            self.writes(is_quoted)

    @rule(data=st.data())
    def takes_out(self, data: st.DataObject) -> None:
        """A piece of evidence, and its file with it."""
        if self.mette.items:
            self.mette.takes_out(data.draw(st.sampled_from(sorted(self.mette.items))))

    @rule()
    def saves_a_message(self) -> None:
        text, item = self.mette.canary(), self.mette.new_item()
        told = {"sender": self.mette.canary()}
        assert self.mette.drops(IncomingContent(METTE, text, item, is_saved=True, details=told))
        self.mette.items[item] = {"content": text, "quote": text, **told}

    @rule(is_kept=st.none() | st.booleans())
    def drops_a_file(self, is_kept: bool | None) -> None:
        self.mette.drops_file(is_kept)

    @rule(data=st.data(), is_left_empty=st.booleans())
    def tells_more_of_an_item(self, data: st.DataObject, is_left_empty: bool) -> None:
        """And thinks better of it: what was told first is to be gone."""
        if self.mette.items:
            item = data.draw(st.sampled_from(sorted(self.mette.items)))
            for quote in (self.mette.canary(), "" if is_left_empty else self.mette.canary()):
                if self.mette.does(ev.EvidenceDescribed(METTE, item, {"quote": quote})):
                    self.mette.items[item]["quote"] = quote

    @rule(key=st.sampled_from(["", "", *ROAD]))
    def goes_back(self, key: str) -> None:
        self.mette.does(ev.ChangeAsked(METTE, key))

    @rule(is_colleague=st.booleans())
    def says_who_it_is(self, is_colleague: bool) -> None:
        """A colleague after all, and perhaps back: every later answer is off the road and on it again."""
        value = "internal" if is_colleague else "citizen"
        if not self.mette.is_endangered and self.mette.does(ev.ChangeAsked(METTE, "sender")):
            assert self.mette.does(ev.Answered(METTE, "sender", value))
            self.mette.last["sender"] = value

    @rule()
    def pauses(self) -> None:
        assert self.mette.does(ev.Paused(METTE))

    @rule()
    def says_hello(self) -> None:
        assert self.mette.does(ev.ReportStarted(METTE, "another"))

    @rule(person=PEOPLE, is_out=st.booleans())
    def keeps_somebody_out(self, person: str, is_out: bool) -> None:
        assert self.mette.does((ev.PersonKeptOut if is_out else ev.PersonLetIn)(METTE, person))
        self.mette.kept_out = (self.mette.kept_out - {person}) | ({person} if is_out else set())

    @rule(role=ROLES, person=PEOPLE)
    def chooses(self, role: ev.InvolvedRole, person: str) -> None:
        is_accepted = self.mette.does(ev.PersonChosen(METTE, role, person))
        assert is_accepted == (person not in self.mette.kept_out)

    @rule()
    def is_in_danger(self) -> None:
        assert self.mette.does(ev.DangerReported(METTE))
        self.mette.answers("danger", "yes")

    @rule()
    def is_safe(self) -> None:
        assert self.mette.does(ev.SafetyReported(METTE))
        self.mette.is_endangered = False

    @rule(answers=form(), role=ROLES, person=PEOPLE, kept_out=st.sets(PEOPLE, max_size=1))
    def fills_the_form(
        self, answers: dict[str, Value], role: ev.InvolvedRole, person: str, kept_out: set[str]
    ) -> None:
        filled = {key: self.mette.canary() if key == "story" else value for key, value in answers.items()}
        was_in_danger = self.mette.last.get("danger") == "yes"
        if self.mette.does(ev.FormSubmitted(METTE, filled, {role: person}, tuple(kept_out))):
            self.mette.last |= filled
            self.mette.account = "" if "story" in filled else self.mette.account
            self.mette.is_endangered |= filled.get("danger") == "yes" and not was_in_danger
            self.mette.kept_out |= kept_out

    @rule()
    def restarts(self) -> None:
        before = self.mette.draft
        self.mette.reopens()
        assert self.mette.draft == before
        self.can_be_read_is(self.said())

    @rule(statement=st.integers(1, 12))
    def dies_over_the_next_act(self, statement: int) -> None:
        self.mette.dies_at = statement

    @rule(data=st.data())
    def is_delivered_again(self, data: st.DataObject) -> None:
        if self.mette.delivered:
            self.changes_nothing(data.draw(st.sampled_from(self.mette.delivered)))

    def changes_nothing(self, delivered: tuple[str, object]) -> None:
        key, act = delivered
        before = everything(self.mette.storage)
        arrives(self.mette.storage, key)
        act(key)
        assert everything(self.mette.storage) == before

    def teardown(self) -> None:
        try:
            if self.is_sent:
                self.is_finished()
                self.is_kept_as_it_was_said_last()
            else:
                self.is_erased()
            self.changes_nothing(self.mette.delivered[-1])
        finally:
            self.mette.leaves()

    def is_finished(self) -> None:
        """What is still open is answered; a colleague turns out to be a citizen after all."""
        mette = self.mette
        self.is_safe()
        while (key := mette.draft.current()) != REVIEW:
            if key == "story":
                self.writes(is_quoted=False)
                continue
            if key == ELSEWHERE:
                assert mette.does(ev.ChangeAsked(METTE, "sender"))
                key = "sender"
            if key == "people" and not any(mette.draft.involved()[:2]):
                assert mette.does(ev.PersonChosen(METTE, "leader", "U0SOFIE"))
            assert mette.does(ev.Answered(METTE, key, ENOUGH[key]))
            mette.last[key] = ENOUGH[key]

    def is_kept_as_it_was_said_last(self) -> None:
        mette, draft = self.mette, self.mette.draft
        assert mette.sends()
        case = case_of(mette.storage, mette.id)
        assert case.report.answers == {key: mette.last[key] for key in ROAD}
        assert (case.number, case.people.excluded) == (draft.number, mette.kept_out)
        assert {p.person for p in case.people.participants} == {METTE, *filter(None, draft.involved())}
        assert not case.people.excluded & {p.person for p in case.people.participants}
        self.evidence_is_what_came(case)
        self.can_be_read_is(self.said())
        assert not everything(mette.storage)["draft"]

    def evidence_is_what_came(self, case: Case) -> None:
        mette = self.mette
        came = {item: told["content"] for item, told in mette.items.items() if "content" in told}
        assert {item.id for item in case.evidence} == mette.items.keys()
        assert {item.id for item in case.evidence_kept()} == came.keys()
        assert {path.stem for path in (mette.folder / "evidence" / case.id).glob("*")} == came.keys()
        for item in case.evidence_kept():
            data = evidence.original(evidence.path_of(mette.folder, case.id, item.id), mette.key)
            assert (data.decode(), hashlib.sha256(data).hexdigest()) == (came[item.id], item.received.sha256)

    def said(self) -> str:
        return str((self.mette.last, self.mette.account, [*map(self.told_of, self.mette.items)]))

    def can_be_read_is(self, said: str) -> None:
        """Of all that was ever written this can be read in the tables, by whoever has every key."""
        found = readable(self.mette.storage)
        assert {c for c in self.mette.canaries if c in found} == {c for c in self.mette.canaries if c in said}

    def is_erased(self) -> None:
        assert self.mette.does(ev.Withdrawn(METTE))
        self.can_be_read_is("")
        rows = everything(self.mette.storage)
        assert [rows[table] for table in ("draft", "case", "evidence")] == [[]] * 3
        assert list(self.mette.storage.keys.subjects()) == [DATABASE]
        assert not any((self.mette.folder / "evidence").glob("*"))


def _without_people(answers: Mapping[str, Value]) -> dict[str, Value]:
    """Who is with her is asked again whenever it would be somebody else."""
    return {key: value for key, value in answers.items() if key != "people"}


@pytest.mark.soak
def test_what_was_said_last_is_kept_and_nothing_else(migrated: Path, keyring: Keyring) -> None:
    """A story that fails is told as it was found: to shorten it would take minutes."""
    run_state_machine_as_test(
        partial(Report, migrated / "vaern.db", keyring),
        settings=settings(
            searching(sample=8, soak=400),
            stateful_step_count=25,
            phases=[Phase.generate],
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
