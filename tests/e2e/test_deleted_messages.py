"""Somebody deletes in Slack what they have given: a living case keeps it, and they are told so once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.people import Person, World
from tests.reporting import answers_until_evidence, erases, number_of, screenshot, sends
from tests.stored import lines

pytestmark = pytest.mark.begins("sent")

REPORT_KEEPS = "Det, du gav mig i den, er stadig i din anmeldelse."
CASE_KEEPS = "Sag {number} beholder det, du gav mig i den."
THREAT = "Jeg ved, hvor du bor, og hvornår du har fri."
EXE = b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0" * 20


def noted(data: Path) -> list[tuple[str, str]]:
    return [(line.person, line.detail) for line in lines(data) if line.act == "MessageDeleted"]


def told(person: Person, text: str) -> int:
    return sum(text in str(message["blocks"]) for message in person.messages())


def greets(person: Person) -> None:
    """Something that is answered after all that came before."""
    person.says("hej")
    person.sees("Er du eller andre i fare lige nu?")


@pytest.mark.begins("empty")
def test_while_the_report_is_written_all_that_goes_together_is_told_once(
    world: World, mette: Person, tmp_path: Path
) -> None:
    answers_until_evidence(mette)
    mette.says("", ("et.png", screenshot()))
    mette.sees("et.png: modtaget og gemt")
    mette.says(THREAT)
    mette.sees("Det har jeg skrevet ned.")
    mette.deletes("et.png")
    mette.sees(REPORT_KEEPS)
    for text in (THREAT, "i går kl. 14.30", "Han har lavet en side om mig"):
        mette.deletes(text)
    mette.until(lambda _: len(noted(tmp_path / "data")) == 4, "four notes")
    mette.presses("Det var det")
    mette.sees("Passer noget af det her?")
    assert told(mette, REPORT_KEEPS) == 1
    assert noted(tmp_path / "data") == [("U0METTE", "report-keeps")] * 4


@pytest.mark.begins("empty")
def test_another_day_it_is_told_again(world: World, mette: Person) -> None:
    answers_until_evidence(mette)
    mette.deletes("i går kl. 14.30")
    mette.sees(REPORT_KEEPS)
    world.jump(by=2 * 86_400)
    mette.deletes("Han har lavet en side om mig")
    mette.until(lambda _: told(mette, REPORT_KEEPS) == 2, "it told again")


def test_of_a_sent_case_it_is_told_with_what_can_be_done(
    world: World, mette: Person, lars: Person, tmp_path: Path
) -> None:
    number = number_of(mette)
    lars.sees("Det, der skal gøres")
    mette.says("", ("mere.png", screenshot()))
    mette.sees("Modtaget: mere.png")
    mette.deletes("mere.png")
    mette.sees(CASE_KEEPS.format(number=number))
    mette.sees("Er der noget forkert, så åbn sagen, og skriv en rettelse.")
    assert noted(tmp_path / "data") == [("U0METTE", "case-keeps")]
    lars.presses("Vis sagen")
    lars.sees("mere.png")
    lars.does_not_see("er slettet i Slack")


@pytest.mark.begins("drafted")
def test_words_of_the_report_are_known_again_after_it_is_sent(world: World, mette: Person) -> None:
    mette.sees("Det her er din anmeldelse.")
    mette.says("Han skrev også til min chef.")
    mette.sees("Det har jeg skrevet ned.")
    number = sends(mette)
    mette.deletes("Han skrev også til min chef.")
    mette.sees(CASE_KEEPS.format(number=number))


def test_a_forwarded_message_is_known_again(world: World, mette: Person, omar: Person) -> None:
    number = number_of(mette)
    room = next(c["id"] for c in omar.view()["conversations"] if c["name"] == "generelt")
    omar.says(THREAT, to=room)
    mette.forwards({"conversation": room, "ts": omar.messages(room)[-1]["ts"]}, "Den her.")
    mette.sees("Modtaget: En besked: Omar Said")
    mette.deletes("Den her.")
    mette.sees(CASE_KEEPS.format(number=number))


def test_a_message_with_answers_below_it_is_deleted_too(world: World, mette: Person) -> None:
    number = number_of(mette)
    mette.says("", ("mere.png", screenshot()))
    mette.sees("Modtaget: mere.png")
    first = next(m["ts"] for m in mette.messages() if m["files"])
    world.post("say", **{"as": mette.id}, conversation="vaern", text="ja", thread_ts=first)
    mette.deletes("mere.png")
    mette.sees(CASE_KEEPS.format(number=number))


@pytest.mark.begins("drafted")
def test_after_erasing_nothing_is_said(mette: Person, tmp_path: Path) -> None:
    mette.sees("Det her er din anmeldelse.")
    mette.says("Han skrev også til min chef.")
    mette.sees("Det har jeg skrevet ned.")
    erases(mette)
    mette.sees("Det er slettet.")
    mette.deletes("Han skrev også til min chef.")
    greets(mette)
    mette.does_not_see("En af dine beskeder er slettet i Slack.")
    assert noted(tmp_path / "data") == []


@pytest.mark.begins("empty")
def test_of_what_was_never_kept_nothing_is_said(mette: Person, tmp_path: Path) -> None:
    answers_until_evidence(mette)
    mette.says("", ("opslag.exe", EXE))
    mette.sees('Filen "opslag.exe" kan jeg ikke tage imod.')
    mette.deletes("opslag.exe")
    mette.deletes("hej")
    mette.presses("Det er væk")
    mette.sees("Passer noget af det her?")
    mette.does_not_see("En af dine beskeder er slettet i Slack.")
    assert noted(tmp_path / "data") == []


def test_what_somebody_else_deletes_is_not_hers(mette: Person, omar: Person, tmp_path: Path) -> None:
    omar.says("hello there")
    omar.sees("Are you or others in danger right now?")
    omar.deletes("hello there")
    omar.says("no")
    omar.sees("Who is behind it?")
    assert noted(tmp_path / "data") == []
