"""Everybody is spoken to in their own language, also when it changes on the way."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlmodel import select

from storage.people_tables import PersonRow
from tests.people import Person, World, on_screen
from tests.reporting import STORY, reports
from tests.stored import found


def begins(mette: Person) -> None:
    mette.says("hej")
    mette.presses("Nej")
    mette.sees("Hvem står bag?")


def test_slack_is_set_to_english_in_the_middle_of_the_report(world: World, mette: Person) -> None:
    begins(mette)
    world.post("person", id=mette.id, locale="en-GB")
    mette.sees("Who is behind it?")
    mette.sees("Danger now*: No")
    mette.presses("A citizen in a case of mine")
    mette.sees("What has happened to you?")
    mette.sees("Who is behind it*: A citizen in a case of mine")
    mette.does_not_see("Hvem står bag?")


def test_english_chosen_on_home_counts_from_the_open_question_on(world: World, mette: Person) -> None:
    begins(mette)
    mette.opens_home()
    mette.sees("Fortsæt med anmeldelsen")
    mette.picks("Sprog / Language", "English")
    mette.sees("Go on with the report")
    mette.sees("Who is behind it?")
    mette.presses("A citizen in a case of mine")
    mette.sees("What has happened to you?")
    mette.picks("Language / Sprog", "As in Slack")
    mette.sees("Hvad er du blevet udsat for?")
    mette.sees("Fortsæt med anmeldelsen")


def test_what_was_chosen_here_counts_more_than_slack(world: World, omar: Person) -> None:
    omar.opens_home()
    omar.sees("Report digital harassment")
    omar.picks("Language / Sprog", "Dansk")
    omar.sees("Anmeld digital chikane")
    world.post("person", id=omar.id, real_name="Omar Bin Said", locale="en-US")
    omar.says("hej")
    omar.sees("Hej Omar.")


def test_the_messages_of_a_case_that_can_still_be_used_are_said_anew(
    world: World, mette: Person, lars: Person
) -> None:
    reports(mette)
    lars.sees("Mette har anmeldt digital chikane og har brug for dig.")
    world.post("person", id=lars.id, locale="en-GB")
    lars.sees("Mette has reported digital harassment and needs you.")
    lars.presses("Show the case")
    lars.sees(STORY)
    lars.sees("What happened")
    mette.presses("Vis sagen")
    mette.sees("Ingen andre kan se den.")


def test_of_people_who_are_not_known_nothing_is_kept_or_shown(
    world: World, mette: Person, omar: Person, tmp_path: Path
) -> None:
    begins(mette)
    before = on_screen(omar.view())
    assert world.post("person", id=omar.id, real_name="Omar Bin Said")["acknowledged"]
    with sqlite3.connect(tmp_path / "data" / "vaern.db") as database:
        kept = "SELECT count(*) FROM inbox WHERE length(payload) > 0"
        mette.until(lambda _: database.execute(kept).fetchone() == (0,), "the profile going")
    assert found(tmp_path / "data", select(PersonRow).where(PersonRow.id == "U0OMAR")) == []
    assert on_screen(omar.view()) == before


def test_a_changed_profile_is_no_act_of_its_person(world: World, mette: Person) -> None:
    begins(mette)
    world.post("faults", method="users.info", hold="before")
    world.post("person", id=mette.id, tz="America/Nuuk")
    world.get("faults", wait=1, timeout=60)
    mette.presses("En borger i en af mine sager")
    mette.sees("Hvad er du blevet udsat for?")
    world.post("release")
