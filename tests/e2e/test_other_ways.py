"""Other ways into the report and out of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from storage.database_key import DATABASE
from tests.people import Person, World
from tests.reporting import (
    STORY,
    answers_until_evidence,
    confirms_the_people,
    erases,
    has_no_documentation,
    screenshot,
    sends,
)


def test_the_report_is_begun_from_the_home_tab_the_command_and_the_shortcut(
    world: World, mette: Person, lars: Person, anne: Person
) -> None:
    mette.opens_home()
    mette.presses("Anmeld digital chikane")
    mette.sees("Spørgsmål 1 af 10")
    assert lars.commands("/chikane")["ok"]
    lars.sees("Spørgsmål 1 af 10")
    assert world.post("shortcut", **{"as": anne.id}, callback_id="report")["ok"]
    anne.sees("Spørgsmål 1 af 10")


def test_somebody_whose_slack_is_english_is_spoken_to_in_english(world: World, omar: Person) -> None:
    omar.says("hello")
    omar.sees("Hello Omar.")
    omar.presses("Yes")
    omar.sees("Call 112 now. Do not wait for me.")
    omar.presses("I am safe, go on")
    omar.sees("Good. Then we go on.")
    omar.sees("Who is behind it?")


def test_a_report_is_taken_up_where_it_was_left(world: World, mette: Person) -> None:
    mette.says("hej")
    mette.presses("Nej")
    mette.sees("Hvem står bag?")
    before = _asked(mette, "Hvem står bag?")
    world.jump(by=5 * 86400)
    mette.opens_home()
    mette.presses("Fortsæt med anmeldelsen")
    mette.until(lambda _: _stands_anew(_asked(mette, "Hvem står bag?"), before), "the question once, anew")
    mette.presses("En borger i en af mine sager")
    mette.sees("Hvad er du blevet udsat for?")


def _asked(person: Person, question: str) -> list[str]:
    """Where the question stands."""
    return [m["ts"] for m in person.messages() if question in str(m["blocks"])]


def _stands_anew(asked: list[str], before: list[str]) -> bool:
    return len(asked) == 1 and asked != before


def test_an_answer_is_changed_and_the_next_questions_follow(world: World, mette: Person) -> None:
    mette.says("hej")
    mette.presses("Nej")
    mette.presses("En borger i en af mine sager")
    mette.sees("Hvad er du blevet udsat for?")
    mette.presses_in("Fare lige nu", "Ret")
    mette.presses("Ja")
    mette.sees("Ring 112 nu.")
    mette.does_not_see("Spørgsmål 3 af 10")
    mette.presses("Jeg er i sikkerhed, gå videre")
    mette.sees("Fare lige nu*: Ja")
    mette.sees("Hvad er du blevet udsat for?")


def test_a_colleague_behind_it_leads_kindly_to_others(world: World, mette: Person, lars: Person) -> None:
    mette.says("hej")
    mette.presses("Nej")
    mette.presses("En kollega eller leder")
    mette.sees("Tal med din repræsentant eller HR: Anne og Hanne.")
    assert [c["name"] for c in lars.channels()] == ["generelt"]


def test_an_erased_report_is_gone_from_slack_and_from_the_data(
    world: World, mette: Person, tmp_path: Path
) -> None:
    answers_until_evidence(mette)
    mette.says("", ("opslag.png", screenshot()))
    mette.sees("opslag.png: modtaget og gemt")
    erases(mette)
    mette.does_not_see("Hvad der skete")
    with sqlite3.connect(tmp_path / "data" / "vaern.db") as database:
        for table in ("draft", "evidence"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608
    mette.until(lambda _: not list((tmp_path / "data" / "evidence").iterdir()), "the files going")
    assert [path.stem for path in (tmp_path / "data" / "keys").glob("*.key")] == [DATABASE]


def test_a_leader_who_is_part_of_it_learns_nothing(
    world: World, mette: Person, lars: Person, anne: Person
) -> None:
    dorte = world.person("dorte")
    answers_until_evidence(mette)
    mette.presses("Jeg har det ikke lige nu")
    mette.picks("Vælg alt, der passer", "Jeg føler mig utryg")
    mette.presses("Videre")
    mette.sees("Hvem skal være med dig?")
    mette.presses_in("Lars Bak", "Hold udenfor")
    mette.sees("Lars Bak er holdt udenfor og får ikke noget at vide.")
    confirms_the_people(mette)
    mette.sees("Lars får ikke noget at vide.")
    mette.sees("Når du sender, kan Dorte og Anne læse det. Ingen andre.")
    number = sends(mette)
    for member in (dorte, anne):
        member.sees("Mette har anmeldt digital chikane")
    lars.opens_home()
    lars.sees("Anmeld digital chikane")
    world.jump(by=15 * 86400)
    dorte.sees("Fristen var")
    for text in (number, "sag-", "Mette har anmeldt", STORY):
        lars.does_not_see(text)
    assert lars.messages() == []
    assert lars.view()["notifications"] == []


def test_who_begins_by_telling_need_not_tell_it_twice(world: World, mette: Person) -> None:
    mette.says(STORY)
    mette.sees("Er du eller andre i fare lige nu?")
    mette.sees("Det har jeg skrevet ned.")
    for answer in ("nej", "borger", "hadeside", "fb", "i går"):
        mette.says(answer)
    mette.sees("Vil du fortælle mere?")
    mette.sees("Du skrev:")
    mette.presses("Nej, det er det hele")
    mette.sees("Send dit skærmprint her")
    mette.sees(STORY)


def test_a_bot_or_a_guest_cannot_be_chosen(world: World, mette: Person) -> None:
    world.post("person", id="U0OMAR", is_restricted=True)
    answers_until_evidence(mette)
    has_no_documentation(mette)
    for outsider in ("omar", "vaern"):
        mette.picks_person("Leder", outsider)
        mette.sees("Vælg en kollega.")
    confirms_the_people(mette)
    mette.sees("Når du sender, kan Lars og Anne læse det. Ingen andre.")
