"""The guidance: everybody may read it, it begins nothing and keeps nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.people import Person, on_screen

TOPICS = {
    "Hvad er digital chikane?": "Kritik eller chikane?",
    "Tag et skærmprint": "Windows-tasten og PrtScn",
    "Det skal du undgå": "Kontakt ikke selv afsenderen",
    "Meld til platformen": "Vejledning fra Facebook og Messenger",
    "Sådan håndteres det": "Nordisk Krisekorps, 60 11 11 44. Lederen ringer for medarbejderen.",
    "Forebyg det": "Sig det tidligt, når en sag er ved at køre fast.",
}


def modals(person: Person) -> list[Any]:
    return list(person.view()["modals"])


def is_titled(person: Person, title: str) -> None:
    """Waits until the only open modal has that title."""
    person.until(
        lambda view: [m["view"]["title"]["text"] for m in view["modals"]] == [title], f"the modal {title!r}"
    )


def opens(person: Person, word: str = "hjælp") -> None:
    assert person.commands("/chikane", word)["ok"]
    is_titled(person, "Vejledning")


def opens_questions(person: Person) -> None:
    opens(person)
    person.presses("Er det chikane?")
    is_titled(person, "Er det chikane?")


@pytest.mark.parametrize("transport", ["socket", "http"])
def test_the_command_opens_it_and_begins_no_report(mette: Person) -> None:
    opens(mette)
    mette.sees("Læs alt det, du vil. Ingen får det at vide, og intet bliver gemt.")
    assert mette.messages() == []


@pytest.mark.parametrize("word", ["HJÆLP", "hjaelp", "help", "?", "giv mig hjælp"])
def test_help_is_asked_for_in_many_words(mette: Person, word: str) -> None:
    opens(mette, word)


def test_the_command_without_a_word_for_help_begins_the_report(mette: Person) -> None:
    assert mette.commands("/chikane", "der er sket noget")["ok"]
    mette.sees("Er du eller andre i fare lige nu?")
    assert modals(mette) == []


def test_every_topic_is_read_in_the_same_modal_with_a_way_back(mette: Person) -> None:
    opens(mette)
    (first,) = modals(mette)
    for title, text in TOPICS.items():
        mette.presses(title)
        is_titled(mette, title)
        mette.sees(text)
        mette.presses("Tilbage")
        is_titled(mette, "Vejledning")
    (last,) = modals(mette)
    assert last["id"] == first["id"]


def test_the_questions_lead_to_a_count_and_advice(mette: Person) -> None:
    opens_questions(mette)
    unsure = "Det ved jeg ikke"
    assert mette.submits(person="Ja", threat="Ja", private="Ja", urges="Nej", hateful=unsure)["ok"]
    mette.sees("Du har svaret ja til 3 af 8. Det er ikke en dom, og du behøver ikke være sikker.")
    mette.sees("Jeg anbefaler, at du anmelder det. Tal snart med Lars eller Anne om det.")


def test_going_back_keeps_the_answers(mette: Person) -> None:
    opens_questions(mette)
    mette.submits(person="Ja", threat="Nej")
    mette.sees("Du har svaret ja til 1 af 8.")
    mette.presses("Gode råd")
    is_titled(mette, "Vejledning")
    mette.presses("Er det chikane?")
    is_titled(mette, "Er det chikane?")
    mette.sees("Svar på det, du kan.")
    assert mette.submits(private="Ja")["ok"]
    mette.sees("Du har svaret ja til 2 af 8.")
    mette.presses("Tilbage")
    mette.sees("Svar på det, du kan.")
    assert mette.submits()["ok"]
    mette.sees("Du har svaret ja til 2 af 8.")


def test_anne_is_asked_without_a_report_and_learns_nothing_of_it(
    mette: Person, anne: Person, tmp_path: Path
) -> None:
    opens_questions(mette)
    mette.submits(threat="Ja")
    mette.presses("Bed Anne kontakte mig")
    mette.sees("Anne har fået at vide, at du gerne vil tale.")
    anne.sees("Mette Holm vil gerne tale med dig om noget på arbejdet. Tag kontakt, så snart du kan.")
    mette.presses("Tilbage")
    mette.submits()
    mette.presses("Bed Anne kontakte mig")
    mette.sees("Anne har fået at vide, at du gerne vil tale.")
    assert mette.messages() == []
    assert on_screen(anne.view()).count("vil gerne tale med dig") == 1
    with sqlite3.connect(tmp_path / "data" / "vaern.db") as database:
        for table in ("draft", "evidence", "journal"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table  # noqa: S608


def test_with_a_report_under_way_the_answer_stands_in_the_conversation(mette: Person, anne: Person) -> None:
    mette.says("hej")
    mette.sees("Er du eller andre i fare lige nu?")
    opens_questions(mette)
    mette.submits(person="Ja")
    mette.presses("Bed Anne kontakte mig")
    mette.closes()
    anne.presses("Jeg tager kontakt nu")
    mette.sees("Anne har set det og kontakter dig nu.")


def test_only_no_leads_to_the_way_for_criticism(mette: Person) -> None:
    opens_questions(mette)
    keys = ("person", "threat", "private", "accused", "repeated", "free_time", "urges", "hateful")
    assert mette.submits(**dict.fromkeys(keys, "Nej"))["ok"]
    mette.sees("Du svarede ikke ja til noget. Føles det alligevel forkert, så tal med Lars eller Anne.")
    mette.sees("Du kan alligevel få det registreret som en hændelse.")


def test_nothing_answered_is_all_right(mette: Person) -> None:
    opens_questions(mette)
    assert mette.submits()["ok"]
    mette.sees("Du har ikke svaret på noget endnu, og det er helt i orden.")


def test_the_report_is_begun_from_the_advice(mette: Person) -> None:
    opens_questions(mette)
    mette.submits(threat="Ja")
    mette.presses("Anmeld digital chikane")
    mette.sees("Er du eller andre i fare lige nu?")
    mette.sees("Jeg har skrevet til dig i en direkte besked.")


def test_a_link_to_a_platform_is_acknowledged(mette: Person) -> None:
    opens(mette)
    mette.presses("Meld til platformen")
    mette.presses("Vejledning fra Snapchat")
    assert mette.view()["problems"] == []
    is_titled(mette, "Meld til platformen")


def test_somebody_whose_slack_is_english_reads_english_from_the_first_time(omar: Person) -> None:
    assert omar.commands("/chikane", "help")["ok"]
    is_titled(omar, "Guidance")
    omar.presses("Is it harassment?")
    omar.submits(threat="Yes")
    omar.sees("You have answered yes to 1 of 8.")


def test_it_disturbs_no_report_that_is_under_way(mette: Person) -> None:
    mette.says("hej")
    mette.sees("Er du eller andre i fare lige nu?")
    before = on_screen(mette.view())
    opens_questions(mette)
    mette.submits(person="Ja")
    mette.sees("Du har svaret ja til 1 af 8.")
    mette.closes()
    mette.until(lambda view: not view["modals"], "the modal closed")
    assert on_screen(mette.view()) == before


def test_nothing_of_it_is_kept(mette: Person, tmp_path: Path) -> None:
    opens_questions(mette)
    mette.submits(threat="Ja")
    mette.sees("Du har svaret ja til 1 af 8.")
    kept = "SELECT count(*) FROM inbox WHERE length(payload) > 0"
    with sqlite3.connect(tmp_path / "data" / "vaern.db") as database:
        mette.until(lambda _: database.execute(kept).fetchone() == (0,), "the answers going")
        for table in ("draft", "evidence", "outbox"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table  # noqa: S608
