"""The open question is the newest message, and says first what became of what was said or sent before it."""

from __future__ import annotations

from pathlib import Path

from tests.people import Person, World, texts
from tests.reporting import (
    STORY,
    answers_to_the_end,
    answers_until_evidence,
    screenshot,
    sends,
)

DANGER = "Er du eller andre i fare lige nu?"
KINDS = "Hvad er du blevet udsat for?"
EVIDENCE = "Send dit skærmprint her"
WITHOUT = "Jeg har det ikke lige nu"
"""A button that is there while nothing has been kept."""


def asks(person: Person, question: str) -> str:
    """Waits until the question is the newest message, with nothing below it, and stands nowhere else."""

    def newest(_: object) -> str:
        found = [texts(m["blocks"]) if m.get("blocks") else m["text"] for m in person.messages()]
        return found[-1] if question in found[-1] and sum(question in text for text in found) == 1 else ""

    return str(person.until(newest, f"{question!r} as the newest message and once"))


def test_what_is_not_understood_is_said_and_the_question_asked_below_it(mette: Person) -> None:
    mette.says("hej")
    asks(mette, DANGER)
    mette.says("øh")
    assert "Er du i fare, så ring 112 nu." in asks(mette, DANGER)
    mette.says("nej")
    mette.sees("Hvem står bag?")


def test_what_may_mean_several_things_is_offered_as_buttons(mette: Person) -> None:
    mette.says("hej")
    mette.says("nej")
    mette.sees("Hvem står bag?")
    mette.says("borger")
    mette.sees(KINDS)
    mette.says("trusler")
    asked = asks(mette, KINDS)
    assert "Det fangede jeg ikke. Er det et af de her?" in asked
    mette.presses("Trusler om vold eller på livet")
    mette.sees("Hvad*: Trusler om vold eller på livet")
    mette.sees("Hvor skete det?")


def test_what_is_told_at_any_question_is_kept_and_need_not_be_told_again(mette: Person) -> None:
    mette.says("hej")
    asks(mette, DANGER)
    mette.says(STORY)
    assert "Det har jeg skrevet ned." in asks(mette, DANGER)
    for answer in ("nej", "borger", "hadeside", "fb", "i går"):
        mette.says(answer)
    mette.sees("Vil du fortælle mere?")
    mette.says("Det er begyndt for en uge siden.")
    asks(mette, EVIDENCE)
    mette.sees(f"{STORY}\nDet er begyndt for en uge siden.")


def test_a_picture_with_a_line_beside_it_is_received_at_any_question(mette: Person) -> None:
    mette.says("hej")
    asks(mette, DANGER)
    mette.says("Her er det", ("opslag.png", screenshot()))
    mette.sees("opslag.png: modtaget og gemt")
    asks(mette, DANGER)
    mette.says("Han skrev det her i går aftes.", ("mere.png", screenshot()))
    mette.sees("mere.png: modtaget og gemt")
    mette.sees("Det har jeg skrevet ned.")
    asks(mette, DANGER)


def test_what_was_told_at_the_documentation_is_documentation_by_a_press(mette: Person, lars: Person) -> None:
    threat = "Jeg ved, hvor du bor, og hvornår du har fri."
    answers_until_evidence(mette)
    mette.says(threat)
    mette.sees("Det har jeg skrevet ned.")
    mette.sees(f"{STORY}\n{threat}")
    mette.presses("Det er dokumentation")
    mette.sees('Din tekst "Jeg ved, hvor du bor, og ...": modtaget og gemt')
    mette.presses("Det var det")
    answers_to_the_end(mette)
    mette.sees("Dokumentation*: 1 ting")
    sends(mette)
    lars.presses("Vis sagen")
    lars.sees('En tekst "Jeg ved, hvor du bor, og ...", modtaget')


def test_what_is_taken_out_is_gone_from_the_report_and_from_the_disk(mette: Person, tmp_path: Path) -> None:
    def files() -> list[Path]:
        return list((tmp_path / "data").glob("evidence/*/*"))

    answers_until_evidence(mette)
    mette.says("", ("forkert.png", screenshot()))
    mette.sees("forkert.png: modtaget og gemt")
    assert len(files()) == 1
    mette.presses_in("forkert.png", "Tag det ud")
    mette.until(lambda _: WITHOUT in asks(mette, EVIDENCE), "the question as at first")
    assert "forkert.png" not in asks(mette, EVIDENCE)
    mette.until(lambda _: not files(), "the file going")
    mette.presses(WITHOUT)
    answers_to_the_end(mette)


def test_erasing_is_asked_about_and_can_be_let_be(mette: Person) -> None:
    answers_until_evidence(mette)
    mette.presses("Slet anmeldelsen")
    mette.sees("Kun du kan slette dem")
    mette.closes()
    mette.says("", ("opslag.png", screenshot()))
    mette.sees("opslag.png: modtaget og gemt")
    mette.does_not_see("Det er slettet.")


def test_documentation_that_is_still_to_come_leaves_its_step_open(
    world: World, mette: Person, lars: Person
) -> None:
    answers_until_evidence(mette)
    mette.presses(WITHOUT)
    answers_to_the_end(mette)
    sends(mette)
    lars.sees("*1. Dokumentation*\nMette, senest tirs. 24. nov.")
    lars.sees("*5. Fjernelse*: venter. Der mangler dokumentation.")
