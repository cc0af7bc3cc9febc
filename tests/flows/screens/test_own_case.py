"""The employee's own view and Home: what is told of a case to the one whose it is, and to nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from flows import events as ev
from flows.case.case import Case, Contact, Decision
from flows.case.correction import fault_of
from flows.clock.message_of_the_day import Ref
from flows.clock.monday import week_of
from flows.deciding.decide import decide
from flows.evidence.custody import Access
from flows.report.draft import ELSEWHERE
from flows.screens.case import case as cases
from flows.screens.case.own_case import correct_form, own_view, withdraw_form
from flows.screens.elements import FormScreen, Quote, Screen, Text
from flows.screens.home import Aside, home
from flows.screens.messages import case_message, is_wanted
from flows.screens.reminders.monday import weekly
from flows.screens.reminders.reminder import reminder
from flows.screens.steps.checklist import checklist
from tests.flows.given import (
    ANNE,
    ANSWERS,
    DORTE,
    HANNE,
    LARS,
    METTE,
    NOW,
    STRANGER,
    case,
    changed,
    context,
    decided,
    draft,
    kept,
    offered,
    turns,
    view,
    with_part,
)
from tests.flows.reading import buttons, texts
from tests.reminder_names import key_of

SEEN = view(context(), METTE)
READ = Access(NOW, LARS, "read")
ENDING = {"correct", "withdraw_case", "describe", "decide"}


def said(screen: Screen | FormScreen) -> str:
    return "\n".join(texts(screen.parts))


def shown(found: Case, *accesses: Access) -> str:
    return said(own_view(found, accesses, SEEN))


def withdrawn(**changes: Any) -> Case:
    return case(withdrawn_at=NOW + timedelta(hours=1), **changes)


def test_everybody_who_can_read_it_is_named_with_their_role() -> None:
    found = with_part(with_part(case(), HANNE, "hr"), STRANGER, "union")
    assert "Mette Holm (Medarbejder)\nLars Bech (Leder)\nAnne Lund (" in shown(found)
    assert "Hanne Friis (HR)\nIngen andre kan se den." in shown(found)
    assert "Poul ser kun det, du viser." in shown(found)


def test_who_is_kept_out_is_told_to_the_employee_and_to_nobody_else() -> None:
    found = case(excluded=frozenset({DORTE}))
    assert "Dorte får ikke noget at vide." in shown(found)
    for other in (LARS, ANNE):
        seen = view(context(), other)
        assert "Dorte" not in said(cases.case_view(found, seen))
        assert "Dorte" not in said(home(None, (found,), seen))


def test_who_was_asked_to_get_in_touch_is_told_apart_from_those_who_see_the_case() -> None:
    asked = (Contact("hr", HANNE, NOW), Contact("leader", LARS, NOW))
    assert "Hanne er bedt om at kontakte dig og kan ikke se sagen." in shown(case(contacts=asked))


def test_the_last_reading_of_each_other_person_is_told_the_latest_first() -> None:
    later = NOW + timedelta(hours=2)
    accesses = (READ, Access(NOW, METTE, "read"), Access(NOW, ANNE, "asked", "file1"))
    both = (*accesses, Access(NOW, ANNE, "read"), Access(later, LARS, "read"))
    line = "Lars læste sidst sagen fredag 20. november kl. {}."
    assert line.format("15.00") in shown(case(), *accesses)
    assert "Anne læste" not in shown(case(), *accesses)
    assert "Mette læste" not in shown(case(), *accesses)
    assert f"{line.format('17.00')}\nAnne læste sidst sagen" in shown(case(), *both)
    assert "Ingen af de andre har læst sagen endnu." in shown(case())


def test_every_piece_is_told_with_its_kind_its_time_and_its_whole_fingerprint() -> None:
    link = replace(kept("link1", by=ANNE), kind="link", name="", details={"link": "https://example.org"})
    text = shown(case(evidence=(kept(), link, offered("file2"))))
    assert (
        f"En fil: opslag.png\nModtaget fredag 20. november kl. 15.00 fra dig.\nFingeraftryk {'ab' * 32}"
        in text
    )
    assert "Et link: https://example.org\nModtaget fredag 20. november kl. 15.00 fra Anne." in text
    assert "opslag.png: er på vej" in text


def test_more_can_be_told_of_every_piece_but_a_correction() -> None:
    items = (kept(), replace(kept("words1"), kind="correction", name=""))
    acts = [(b.act, b.value) for b in buttons(own_view(case(evidence=items), (), SEEN))]
    assert ("describe", "case1|file1") in acts
    assert ("describe", "case1|words1") not in acts
    assert ("look_at", "case1|words1") in acts


def test_decisions_are_told_with_who_when_and_why() -> None:
    late = NOW + timedelta(hours=1)
    done = (
        Decision("document", "documented", "", METTE, NOW),
        Decision("legal", "not_reported", "Nej.", LARS, late),
    )
    form = own_view(case(decisions=done), (), SEEN)
    assert "Besluttet af dig fredag 20. november kl. 15.00: Dokumenteret" in said(form)
    assert "Besluttet af Lars fredag 20. november kl. 16.00: Ikke anmeldt til politiet" in said(form)
    assert Quote("Nej.") in form.parts


def test_what_is_next_is_told_with_who_has_it_and_by_when() -> None:
    assert "Det næste: *" in shown(case(decisions=decided("document")))
    assert "Lars beslutter, senest lørdag 21. november kl. 15.00." in shown(
        case(decisions=decided("document"))
    )
    assert "Lars, senest " in shown(case())
    everything = decided(
        *(d.step.key for d in cases.step_states(case(), context().organisation.calendar, NOW))
    )
    assert "Alle otte trin er besluttet." in shown(case(decisions=everything))


@pytest.mark.parametrize(
    ("hours", "text"), [(0, "Du beslutter det, senest"), (20, "Det er hos dig. Fristen var")]
)
def test_the_employees_own_step_is_told_as_theirs(hours: int, text: str) -> None:
    later = view(context(NOW + timedelta(hours=hours)), METTE)
    assert text in said(own_view(case(), (), later))


def test_the_story_is_quoted_and_the_answers_are_there() -> None:
    form = own_view(case(answers=ANSWERS | {"story": "<!channel> *fed*"}), (), SEEN)
    assert Quote("<!channel> *fed*") in form.parts
    assert not [part for part in form.parts if isinstance(part, Text) and "fed" in part.text]


def test_a_withdrawn_case_says_so_on_every_screen_and_offers_nothing_to_decide() -> None:
    found = withdrawn(evidence=(kept(),))
    later = NOW + timedelta(days=20)
    mette, lars, channel = (view(context(later), person) for person in (METTE, LARS, ""))
    week = week_of(LARS, (found,), (), lars.ctx)
    mine, theirs = "Du trak sagen tilbage", "Trukket tilbage af medarbejderen"
    screens = [
        (cases.card(found, channel), theirs),
        (checklist(found, channel), "Slut: Sagen er trukket tilbage."),
        (cases.case_view(found, lars), theirs),
        (own_view(found, (), mette), mine),
        (home(None, (found,), mette), mine),
        (case_message(found, "receipt", "", mette), mine),
        (case_message(found, "no-channel", "", mette), mine),
        (case_message(found, "opened", "", lars), theirs),
        (
            reminder([Ref("case1", key_of("legal"))], {"case1": found}, lars),
            "Slut: Sagen er trukket tilbage.",
        ),
        (case_message(found, "received", "file1", mette), "Modtaget"),
        (weekly(week, (), {}, lars), "Der er ikke noget, der venter på dig."),
    ]
    for screen, text in screens:
        assert text in said(screen)
        assert not ENDING & {button.act for button in buttons(screen)}
        assert "senest" not in said(screen)
        assert "Næste frist" not in said(screen)
    assert "history" in {button.act for button in buttons(own_view(found, (), mette))}


@pytest.mark.parametrize("message", ["receipt", "no-channel", "opened"])
def test_what_asks_for_something_is_not_sent_of_a_withdrawn_case(message: str) -> None:
    assert is_wanted(case(), message, LARS, context())
    assert not is_wanted(withdrawn(), message, LARS, context())


def test_the_form_of_withdrawal_promises_nothing_but_what_the_flow_does() -> None:
    found = case()
    form = withdraw_form(found, SEEN)
    assert (form.act, form.about, form.submit) == ("withdraw_case", "case1", "Træk sagen tilbage")
    assert "Lars og Anne får at vide, at du har trukket den tilbage." in said(form)
    changed, effects = decide(found, ev.Withdrawn(METTE), context())
    told = [effect.person for effect in effects if getattr(effect, "message", "") == "case-withdrawn"]
    assert sorted(told) == sorted([METTE, LARS, ANNE])
    assert changed.evidence == found.evidence


def test_the_form_of_a_correction_has_one_field() -> None:
    form = correct_form(case(), SEEN)
    assert (form.act, form.about, form.submit) == ("correct", "case1", "Gem")
    assert [part.key for part in form.parts if hasattr(part, "key")] == ["text"]


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_a_correction_without_words_is_refused(text: str) -> None:
    assert fault_of(text)


def test_a_correction_with_a_number_like_a_cpr_number_is_refused_and_any_other_is_not() -> None:
    assert fault_of("Hun hedder Bo, 010190-1234.")
    assert fault_of("Det var den 3. november kl. 14.30, og telefonen er 12 34 56 78.") == ""


def test_home_tells_how_far_a_report_has_come() -> None:
    half = {"danger": "no", "sender": "citizen"}
    under_way = changed(draft(), answers=half)
    assert "Du har svaret på 2 af 10 spørgsmål." in said(home(under_way, (), SEEN))
    assert "Du begyndte på den fredag 20. november kl. 15.00." in said(home(under_way, (), SEEN))
    assert "Du har svaret på det hele." in said(home(draft(), (), SEEN))
    internal = changed(
        draft(), answers={"danger": "no", "sender": "internal"}, asked=turns("danger", "sender", ELSEWHERE)
    )
    assert "spørgsmål" not in said(home(internal, (), SEEN))


def test_home_shows_the_language_that_was_chosen() -> None:
    assert [p.chosen for p in home(None, (), SEEN).parts if hasattr(p, "chosen")] == [("slack",)]
    picks = [p for p in home(None, (), SEEN, Aside(chosen="en")).parts if hasattr(p, "chosen")]
    assert [(p.act, p.chosen) for p in picks] == [("language", ("en",))]
    assert [c.label for c in picks[0].choices] == ["Dansk", "English", "Som i Slack"]


def test_home_tells_of_ones_own_case_who_read_it_last_and_of_others_nothing() -> None:
    text = said(home(None, (case(),), SEEN, Aside({"case1": (READ,)})))
    assert "Lars læste sidst sagen fredag 20. november kl. 15.00." in text
    assert "læste sidst" not in said(home(None, (case(),), view(context(), LARS)))


def test_two_cases_stand_under_one_another() -> None:
    other = replace(case(), id="case2", number="2026-0043")
    text = said(home(None, (case(), other), SEEN))
    assert text.index("Dine sager") < text.index("2026-0042") < text.index("2026-0043")
