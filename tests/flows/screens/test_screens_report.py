"""The report's screens one by one, in both languages: what they say, and what can be done on them."""

from __future__ import annotations

from typing import Any

import pytest

from flows import events as ev
from flows.case.case import Contact
from flows.report.draft import ELSEWHERE, REVIEW, Draft
from flows.report.questions import REPORT
from flows.screens.elements import Pick, PickDate, PickPerson, Screen
from flows.screens.report.conversation import turn
from flows.words import Language
from tests.flows.given import (
    ANNE,
    HANNE,
    LARS,
    METTE,
    NOW,
    ON_CALL,
    STRANGER,
    TOVE,
    begun,
    changed,
    context,
    draft,
    view,
)
from tests.flows.reading import (
    LANGUAGES,
    buttons,
    carried_by,
    texts,
)
from tests.flows.talk import Talk

CPR = "Han skrev 010190-1234 i opslaget."


def shown(made: Draft, language: Language = "da", on_call: bool = True) -> Screen:
    """The turn that is open."""
    ctx = context(language=language, on_call=ON_CALL if on_call else None)
    return turn(made, made.turn, view(ctx, METTE))


def at(key: str, **changes: Any) -> Draft:
    return draft(reopened=key, asked=("danger", key), **changes)


SAYS = [
    (lambda it: shown(changed(draft(), is_paused=True), it), "Du holder pause.", "You have paused."),
    (lambda it: shown(at("wishes"), it), "Hvad ønsker du selv?", "What would you like to happen?"),
    (
        lambda it: shown(at("people"), it),
        "Har en af dem selv noget med det at gøre?",
        "Does one of them have something to do with it?",
    ),
    (
        lambda it: shown(at("people", kept_out=(LARS,)), it),
        "Lars Bech er holdt udenfor og får ikke noget at vide.",
        "Lars Bech is kept out and is told nothing.",
    ),
    (
        lambda it: shown(draft(kept_out=(LARS,)), it),
        "Lars får ikke noget at vide.",
        "Lars is told nothing.",
    ),
    (lambda it: shown(draft(answers={"story": CPR}), it), "et CPR-nummer", "a CPR number"),
    (lambda it: shown(draft(raised="RED"), it), "(rød)", "Act at once (red)"),
]


@pytest.mark.parametrize(("screen", "danish", "english"), SAYS, ids=[danish for _, danish, _ in SAYS])
def test_every_screen_speaks_the_reader_s_language(screen: Any, danish: str, english: str) -> None:
    assert [text for text in texts(screen("da").parts) if danish in text]
    assert [text for text in texts(screen("en").parts) if english in text]


class TestWhatIsOffered:
    def test_stands_first_and_is_not_offered_twice(self) -> None:
        talk = Talk(draft(reopened="sender", asked=("danger", "sender")))
        talk.types("faren til en jeg har haft")
        carried = carried_by(shown(talk.draft), "answer")
        assert carried[:2] == ["draft1|sender|relative", "draft1|sender|citizen"]
        assert len(carried) == len(set(carried)) == 6

    def test_comes_after_the_greeting_of_the_first_message(self) -> None:
        talk = Talk(begun())
        talk.does(ev.StoryBegun(METTE, "Nogen har lavet en falsk profil af mig."))
        said = texts(shown(talk.draft))
        assert said[1].startswith("Hej Mette.")
        assert said.index("Det har jeg skrevet ned.") > 1


class TestThePeople:
    def test_can_be_chosen_kept_out_and_let_in_again(self) -> None:
        screen = shown(at("people", kept_out=(STRANGER,), chosen={"union": TOVE}))
        picks = {part.act: part.chosen for part in screen.parts if isinstance(part, PickPerson)}
        assert picks == {
            "involve:draft1|leader": LARS,
            "involve:draft1|representative": ANNE,
            "involve:draft1|union": TOVE,
            "keep_out:draft1": "",
        }
        assert carried_by(screen, "keep_out") == [f"draft1|{LARS}", f"draft1|{ANNE}"]
        assert carried_by(screen, "let_in") == [f"draft1|{STRANGER}"]
        assert carried_by(screen, "answer") == ["draft1|people|confirmed"]

    def test_without_a_leader_it_says_so(self) -> None:
        said = texts(shown(at("people", kept_out=(LARS, "U0DORTE"))))
        assert "Jeg fandt ingen leder. Vælg en her." in said

    def test_who_has_two_parts_is_named_once(self) -> None:
        twice = at("people", chosen={"leader": LARS, "representative": LARS})
        assert carried_by(shown(twice), "keep_out") == [f"draft1|{LARS}"]
        said = texts(shown(draft(chosen={"leader": LARS, "representative": LARS})))
        assert "Når du sender, kan Lars læse det. Ingen andre." in said


class TestTheReview:
    def test_names_who_will_read_it_and_never_somebody_kept_out(self) -> None:
        assert "Når du sender, kan Lars og Anne læse det. Ingen andre." in texts(shown(draft()))
        said = texts(shown(draft(kept_out=(LARS,))))
        assert "Når du sender, kan Dorte og Anne læse det. Ingen andre." in said
        assert [text for text in said if "Lars" in text] == ["Lars får ikke noget at vide."]

    def test_does_not_promise_that_the_union_representative_reads_it(self) -> None:
        chosen = {"leader": LARS, "representative": ANNE, "union": TOVE}
        said = texts(shown(draft(chosen=chosen)))
        assert "Når du sender, kan Lars og Anne læse det. Ingen andre." in said
        assert [text for text in said if "Tove" in text] == ["*Med i sagen*: Lars, Anne og Tove"]

    def test_every_answer_on_the_road_can_be_changed(self) -> None:
        (pick,) = [p for p in shown(draft()).parts if isinstance(p, Pick) and p.act == "rechoose"]
        assert [choice.key for choice in pick.choices] == [f"draft1|{q.key}" for q in REPORT]


class TestTheWishes:
    def test_each_part_is_a_selection_and_absence_a_day_too(self) -> None:
        screen = shown(at("wishes"))
        picks = [part.act for part in screen.parts if isinstance(part, Pick)]
        days = [part.act for part in screen.parts if isinstance(part, PickDate)]
        assert picks == ["part:police", "part:register", "part:absence"]
        assert days == ["partday:absence"]
        assert carried_by(screen, "chosen") == ["draft1|wishes"]

    def test_show_what_was_answered_before(self) -> None:
        screen = shown(at("wishes", answers={"wishes": ("police:no", "absence:2026-11-16")}))
        picks = {p.act: p.chosen for p in screen.parts if isinstance(p, Pick | PickDate)}
        assert picks["part:police"] == ("no",)
        assert picks["part:absence"] == ("yes",)
        assert picks["partday:absence"] == "2026-11-16"


class TestThePause:
    def test_offers_to_go_on_danger_and_to_erase_and_asks_nothing(self) -> None:
        screen = shown(changed(draft(), is_paused=True))
        assert [button.act for button in buttons(screen.parts)] == ["start_report", "danger", "erase"]
        assert "Hvem står bag?" not in texts(screen)

    def test_of_an_open_question_hides_it_until_it_is_over(self) -> None:
        talk = Talk(at("story"))
        talk.pauses()
        assert not [text for text in texts(shown(talk.draft)) if "Vil du fortælle mere?" in text]
        talk.does(ev.ReportStarted(METTE, "another"))
        assert [text for text in texts(shown(talk.draft)) if "Vil du fortælle mere?" in text]


ALWAYS = {"change", "guidance", "pause", "erase"}


@pytest.mark.parametrize("key", [*(q.key for q in REPORT), REVIEW])
def test_back_advice_pause_erasing_and_danger_are_always_at_hand(key: str) -> None:
    acts = {button.act for button in buttons(shown(draft() if key == REVIEW else at(key)).parts)}
    assert acts >= ALWAYS
    assert ("danger" in acts) == (key != "danger")


def test_the_first_question_says_who_sees_it_before_anything_is_asked() -> None:
    said = texts(shown(begun()))
    assert [text for text in said if "Dine beskeder til mig står også her i Slack" in text]
    assert said.index("*Først det vigtigste: Er du eller andre i fare lige nu?*") > 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_colleague_or_leader_is_pointed_to_others_who_can_help(language: Language) -> None:
    made = draft(answers={"sender": "internal"}, asked=("danger", "sender", ELSEWHERE))
    screen = shown(made, language)
    said = " ".join(texts(screen))
    assert "Anne" in said
    assert "Hanne" in said
    assert carried_by(screen, "contact") == ["draft1|representative", "draft1|hr"]


def test_who_was_asked_to_talk_is_told_and_not_offered_again() -> None:
    made = draft(
        answers={"sender": "internal"},
        asked=("danger", "sender", ELSEWHERE),
        contacts=(Contact("hr", HANNE, NOW),),
    )
    assert carried_by(shown(made), "contact") == ["draft1|representative"]
    assert "Hanne har fået at vide, at du gerne vil tale." in texts(shown(made))


def test_a_picture_that_may_be_of_a_child_is_warned_of_before_it_is_sent() -> None:
    warning = "Ring til politiet på 114."
    for kinds, is_warned in ((("sexual",), True), (("intimate",), True), (("degrading",), False)):
        said = " ".join(texts(shown(at("evidence", answers={"kinds": kinds}))))
        assert (warning in said) == is_warned
