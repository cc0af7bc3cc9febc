"""What is dropped or saved finds its place: the report, the case, or where its owner says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deciding import hears
from tests.looking import gets
from tests.people import Json, Person, World
from tests.reporting import answers_until_evidence, confirms_the_people, number_of, screenshot, sends

pytestmark = pytest.mark.begins("sent")

ASKED = "Hvor hører det, du lige sendte, til?"


def threat(world: World) -> Json:
    """A message that Omar wrote in the open channel; gives where it stands."""
    omar = world.person("omar")
    room = next(c["id"] for c in omar.view()["conversations"] if c["name"] == "generelt")
    omar.says("Ham fra sag 12 står nede i receptionen igen.", ("foto.png", screenshot()), to=room)
    return {"conversation": room, "ts": omar.messages(room)[-1]["ts"]}


def on_message(message: Json) -> str:
    """All that one message shows."""
    return str(message["blocks"])


def saves(person: Person, message: Json) -> Json:
    """Uses the shortcut "Gem i sagen" on a message."""
    return person.world.post("shortcut", **{"as": person.id}, callback_id="save", **message)


@pytest.mark.begins("empty")
def test_a_screenshot_without_a_report_is_asked_about_and_begins_one(mette: Person) -> None:
    mette.says("", ("opslag.png", screenshot()))
    mette.sees("Skal jeg begynde en anmeldelse med det, du lige sendte?")
    mette.does_not_see("Modtaget")
    mette.presses("Begynd en anmeldelse med det")
    mette.sees("Er du eller andre i fare lige nu?")
    mette.sees("opslag.png: modtaget og gemt")
    mette.sees("Din anmeldelse er begyndt med det.")


def test_what_is_dropped_together_in_a_case_is_told_of_once(mette: Person, lars: Person) -> None:
    lars.sees("Det, der skal gøres")
    files = [(f"side{number}.png", screenshot()) for number in range(1, 6)]
    mette.says("", *files, ("brev.docx", b"PK\x03\x04 nothing that is a letter"))
    lars.sees("Der er kommet noget nyt. En fil (5).")
    hears(mette, "Modtaget: side1.png", "side5.png", "brev.docx", "Det er gemt, som det er")
    assert sum("Modtaget: side1.png" in on_message(m) for m in mette.messages()) == 1
    assert sum("Der er kommet noget nyt" in on_message(m) for m in lars.messages()) == 1


@pytest.mark.begins("empty")
def test_what_is_let_go_is_kept_nowhere(mette: Person, tmp_path: Path) -> None:
    mette.says("", ("opslag.png", screenshot()))
    mette.presses("Gem det ikke")
    mette.sees("Det er ikke gemt.")
    mette.does_not_see("Er du eller andre i fare lige nu?")
    assert list((tmp_path / "data").glob("evidence/*/*")) == []


@pytest.mark.begins("empty")
def test_what_nobody_chose_a_place_for_in_a_week_is_gone(world: World, mette: Person) -> None:
    mette.says("", ("opslag.png", screenshot()))
    mette.sees("Det venter her, krypteret, i syv dage.")
    world.jump(by=8 * 86_400)
    mette.presses("Begynd en anmeldelse med det")
    mette.sees("Det er lagt på plads, eller det er ikke gemt mere. Mangler der noget")


@pytest.mark.begins("empty")
def test_pasted_text_and_links_are_documentation(mette: Person, lars: Person) -> None:
    answers_until_evidence(mette)
    mette.says("Han skrev: Du skal passe på dig selv, Mette. Jeg ved, hvor du bor.")
    mette.sees('Din tekst "Han skrev: Du skal passe på ...": modtaget og gemt')
    mette.says("https://facebook.example/groups/had")
    mette.sees("Et link: https://facebook.example/groups/had: modtaget og gemt")
    mette.presses("Det var det")
    mette.picks("Vælg alt, der passer", "Ingen af delene")
    mette.presses("Videre")
    confirms_the_people(mette)
    mette.sees("Dokumentation*: 2 ting")
    sends(mette)
    lars.presses("Vis sagen")
    lars.sees('En tekst "Han skrev: Du skal passe på ...", modtaget')
    gets(lars, "En tekst ")
    lars.until(lambda _: [f for m in lars.messages() for f in m.get("files") or ()], "the copy")


def test_words_after_the_report_are_asked_about_when_there_is_a_case(mette: Person, lars: Person) -> None:
    number = number_of(mette)
    lars.sees("Det, der skal gøres")
    mette.says("Nu har han skrevet igen. Han ved også, hvor min søn går i skole.")
    mette.sees(ASKED)
    mette.presses(f"Læg det i sag {number}")
    mette.sees(f"Lagt i sag {number}.")
    mette.sees('Modtaget: Din tekst "Nu har han skrevet igen. Han ..."')
    lars.sees(f"Sag {number}: Der er kommet noget nyt.")
    lars.does_not_see("hvor min søn går i skole")


def test_a_choice_that_is_made_before_slack_has_confirmed_the_question_says_what_became_of_it(
    world: World, mette: Person
) -> None:
    number = number_of(mette)
    world.post("faults", method="chat.postMessage", hold="after")
    mette.says("Nu har han skrevet igen. Han ved også, hvor min søn går i skole.")
    mette.presses(f"Læg det i sag {number}")
    mette.sees(f"Lagt i sag {number}.")
    world.post("release")
    mette.sees("Modtaget: Din tekst")
    mette.sees(f"Lagt i sag {number}.")
    mette.does_not_see("eller det er ikke gemt mere.")


def test_a_message_elsewhere_is_saved_in_the_only_case_with_its_file_and_origin(
    world: World, mette: Person, lars: Person
) -> None:
    lars.sees("Det, der skal gøres")
    assert saves(mette, threat(world))["ok"]
    mette.sees("Modtaget: En besked: Omar Said")
    lars.sees("Der er kommet noget nyt. En besked.")


def test_a_message_is_saved_where_its_owner_says_when_there_are_two_places(
    world: World, mette: Person, lars: Person
) -> None:
    number = number_of(mette)
    mette.says("hej")
    mette.sees("Er du eller andre i fare lige nu?")
    saves(mette, threat(world))
    mette.sees(ASKED)
    mette.presses(f"Læg det i sag {number}")
    mette.sees("Modtaget: En besked: Omar Said")
    lars.sees("Der er kommet noget nyt.")


def test_the_representative_saves_a_message_of_the_cases_own_channel(
    world: World, mette: Person, anne: Person
) -> None:
    channel = anne.case_channel()
    anne.sees("Det, der skal gøres")
    mette.says("Han ringede lige til omstillingen og spurgte efter mig.", to=channel["id"])
    message = anne.messages(channel["id"])[-1]
    saves(anne, {"conversation": channel["id"], "ts": message["ts"]})
    anne.sees("Modtaget: En besked: Mette Holm")
    mette.sees("Der er kommet noget nyt.")


def test_a_stranger_saves_nothing_in_a_case_and_learns_of_none(
    world: World, mette: Person, omar: Person
) -> None:
    number = number_of(mette)
    saves(omar, threat(world))
    omar.sees("Shall I start a report with what you have just sent?")
    omar.does_not_see(number)


@pytest.mark.begins("drafted")
def test_an_edited_message_is_answered_with_how_to_change_the_answer(world: World, mette: Person) -> None:
    mette.sees("Det her er din anmeldelse.")
    mette.says("Han skrev også i går.")
    mette.sees("Det har jeg skrevet ned.")
    said = next(m for m in mette.messages() if m.get("text") == "Han skrev også i går.")
    room = next(c["id"] for c in mette.view()["conversations"] if c.get("with") == "U0VAERN")
    world.post(
        "edit_message", **{"as": mette.id}, conversation=room, ts=said["ts"], text="Han skrev i forgårs."
    )
    mette.sees("Jeg har gemt det, du skrev først.")
