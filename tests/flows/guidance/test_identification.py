"""Eight questions that help to see clearly: a count and advice, never a verdict, and who can help."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.guidance.identification import YesNo, advice, affirmed, carried_back
from flows.report.draft import Draft
from flows.report.people import as_known
from flows.screens.elements import Input
from flows.screens.guidance import ADVICE, PROMPTS_KEY, TITLES, counted, guidance
from tests.flows.given import ANNE, DORTE, HANNE, LARS, SOFIE, STRANGER, VIBEKE, changed, context, draft
from tests.flows.guidance.guided import KEYS, buttons, eyes, known, read, result

ANSWERS: tuple[YesNo, ...] = get_args(YesNo)
WEIGHTY = {"threat", "private", "free_time", "urges", "hateful"}


def test_there_are_eight_questions_with_three_answers_and_none_must_be_answered() -> None:
    form = guidance(PROMPTS_KEY, eyes())
    asked = [part for part in form.parts if isinstance(part, Input)]
    assert [field.key for field in asked] == list(KEYS)
    assert len(asked) == 8
    for field in asked:
        assert field.is_optional
        assert [choice.label for choice in field.choices] == ["Ja", "Nej", "Det ved jeg ikke"]
        assert field.label.count("?") == 1
        assert field.label.endswith("?")


def test_the_rule_holds_for_every_way_to_answer_all_eight() -> None:
    for chosen in product(ANSWERS, repeat=len(KEYS)):
        answers = dict(zip(KEYS, chosen, strict=True))
        said_yes = {key for key, answer in answers.items() if answer == "yes"}
        assert affirmed(answers) == said_yes
        if said_yes & WEIGHTY:
            assert advice(answers) == "report"
        elif set(chosen) == {"no"}:
            assert advice(answers) == "criticism"
        else:
            assert advice(answers) == "talk"


@given(st.dictionaries(st.sampled_from(KEYS), st.sampled_from(ANSWERS)))
def test_any_part_of_the_questions_may_be_left_out(answers: dict[str, YesNo]) -> None:
    said = read(result(answers))
    assert ADVICE[advice(answers)]
    assert ("Du har svaret ja til" in said) == bool(affirmed(answers))
    assert ("Du svarede ikke ja til noget." in said) == (bool(answers) and not affirmed(answers))
    if len(answers) < len(KEYS):
        assert advice(answers) != "criticism"


def test_the_count_is_no_verdict() -> None:
    said = read(result({"threat": "yes", "accused": "yes", "person": "yes", "urges": "no"}))
    assert "Du har svaret ja til 3 af 8. Det er ikke en dom, og du behøver ikke være sikker." in said


def test_nothing_answered_gets_a_kind_sentence() -> None:
    said = read(result({}))
    assert said.startswith("Du har ikke svaret på noget endnu, og det er helt i orden.")


def test_a_yes_to_nothing_is_no_reason_to_be_alone_with_it() -> None:
    said = read(result(dict.fromkeys(KEYS, "no")))
    assert said.startswith(
        "Du svarede ikke ja til noget. Føles det alligevel forkert, så tal med Lars eller Anne.\n"
        "Det kan være kritik af en afgørelse"
    )
    unsure = read(result(dict.fromkeys(KEYS, "unknown")))
    assert "så tal med Lars eller Anne." in unsure
    assert "kritik" not in unsure


def offered(report: Draft | None = None, *kept_out: str) -> tuple[str, list[str]]:
    """What is said of who can help, and the buttons by which somebody is asked."""
    form = counted({"person": "yes"}, known(report, *kept_out), eyes())
    line = next(line for line in read(form).splitlines() if line.startswith("Tal med"))
    return line, [button.label for button in buttons(form) if button.act == "ask_talk"]


def test_the_result_names_who_can_help_and_asks_one_of_them_by_a_press() -> None:
    assert offered() == ("Tal med Lars eller Anne, eller send en anmeldelse nu.", ["Bed Anne kontakte mig"])


def test_whoever_is_kept_out_is_not_named() -> None:
    line, asks = "Tal med {}, eller send en anmeldelse nu.", ["Bed Hanne kontakte mig"]
    assert offered(draft(kept_out=(LARS,)))[0] == line.format("Dorte eller Anne")
    assert offered(draft(kept_out=(ANNE,))) == (line.format("Lars"), asks)
    assert offered(None, LARS, DORTE)[0] == line.format("Anne")
    nobody = line.format("en på arbejdet, som du har tillid til")
    assert offered(None, LARS, DORTE, ANNE) == (nobody, asks)
    assert offered(None, LARS, DORTE, ANNE, HANNE) == (nobody, [])


def test_whoever_the_report_has_is_named_before_the_settings() -> None:
    chosen = draft(chosen={"leader": SOFIE, "representative": VIBEKE})
    assert offered(chosen) == (
        "Tal med Sofie eller Vibeke, eller send en anmeldelse nu.",
        ["Bed Vibeke kontakte mig"],
    )
    early = changed(draft(), found=None, chosen={})
    assert offered(early) == offered()


def test_a_leader_is_led_to_their_own_leader_and_a_stranger_to_nobody_by_name() -> None:
    assert as_known(LARS, None, frozenset(), context()).involved()[:2] == (DORTE, ANNE)
    assert as_known(ANNE, None, frozenset(), context()).representative() == ""
    assert as_known(STRANGER, None, frozenset(), context()).involved() == ("", "", "")


def test_who_has_been_asked_is_not_offered_again() -> None:
    form = counted({"person": "yes"}, known(), eyes(), (ANNE,))
    assert "Anne har fået at vide, at du gerne vil tale." in read(form)
    assert "ask_talk" not in {button.act for button in buttons(form)}
    assert [b.label for b in buttons(form) if (b.act, b.value) == ("guidance", "")] == ["Gode råd"]


answers_given = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(ANSWERS))


@given(answers_given)
def test_the_answers_are_carried_from_window_to_window_and_stand_in_the_form(
    answers: dict[str, YesNo],
) -> None:
    assert carried_back(result(answers).about) == answers
    for key in ("", *TITLES):
        assert carried_back(guidance(key, eyes(), answers).about) == answers
    form = guidance(PROMPTS_KEY, eyes(), answers)
    filled = {part.key: part.filled for part in form.parts if isinstance(part, Input) and part.filled}
    assert filled == {key: (answer,) for key, answer in answers.items()}


@pytest.mark.parametrize("text", ["", "case1|legal", "yyyyyyyy", "answers:", "answers:????????"])
def test_what_another_window_carries_is_no_answer(text: str) -> None:
    assert carried_back(text) == {}
