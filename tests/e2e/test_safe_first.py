"""Danger comes before everything: whom to call, and somebody told at once, who learns nothing else."""

from __future__ import annotations

import re

import pytest

from tests.people import Person, World, texts
from tests.reporting import (
    STORY,
    answers_until_evidence,
    confirms_the_people,
    has_no_documentation,
    keeps_lars_out,
    sends,
)

NEEDED = "Mette Holm har brug for dig nu. Ring med det samme."


def messages_of(person: Person, text: str) -> list[str]:
    return [texts(m["blocks"]) for m in person.messages() if text in texts(m.get("blocks") or [])]


def test_danger_shows_112_and_alerts_the_leader_by_number_only(mette: Person, lars: Person) -> None:
    mette.says("hej")
    mette.presses("Ja")
    mette.sees("Ring 112 nu. Vent ikke på mig.")
    mette.does_not_see("Hvem står bag?")
    lars.does_not_see("har brug for dig nu")
    mette.presses("Sig til Lars, at jeg har brug for hjælp")
    lars.sees(NEEDED)
    (told,) = messages_of(lars, NEEDED)
    assert re.search(r"Nummer \d{4}-\d{4}\. Jeg fortæller ikke, hvad det handler om\.", told)
    assert "chikane" not in told
    mette.sees("Lars fik besked kl. 09.30 om, at du har brug for hjælp.")
    lars.presses("Jeg tager kontakt nu")
    mette.sees("Lars har set det og kontakter dig nu.")
    lars.sees("Du tog det kl. 09.30.")


def test_the_on_call_contact_is_alerted_at_any_hour(world: World, mette: Person) -> None:
    sofie = world.person("sofie")
    world.jump(to="2026-11-28T23:40:00+01:00")
    mette.says("hej")
    mette.presses("Ja")
    mette.presses("Sig til Vagten, at jeg har brug for hjælp")
    sofie.sees(NEEDED)
    assert len(messages_of(sofie, NEEDED)) == 1


def test_mette_hears_that_nobody_got_it_when_the_account_is_closed_before_it_comes(
    world: World, mette: Person
) -> None:
    mette.says("hej")
    mette.presses("Ja")
    mette.sees("Sig til Lars, at jeg har brug for hjælp")
    world.post("faults", method="chat.postMessage", status=503, times=100)
    mette.presses("Sig til Lars, at jeg har brug for hjælp")
    world.post("person", id="U0LARS", deleted=True)
    world.post("clear_faults")
    world.jump(by=61)
    mette.sees("Jeg kunne ikke få fat i Lars. Er du i fare, så ring 112.")


def test_the_number_of_the_alert_is_the_number_of_the_case(mette: Person, lars: Person) -> None:
    mette.says("hej")
    mette.presses("Ja")
    mette.presses("Sig til Lars, at jeg har brug for hjælp")
    lars.sees(NEEDED)
    number = re.findall(r"\d{4}-\d{4}", messages_of(lars, NEEDED)[0])[0]
    mette.says("jeg er i sikkerhed nu")
    mette.sees("Hvem står bag?")
    for answer in ("borger", "hadeside", "fb", "i går", STORY):
        mette.says(answer)
    has_no_documentation(mette)
    confirms_the_people(mette)
    assert sends(mette) == number
    lars.presses("Jeg tager kontakt nu")
    mette.sees("Lars har set det og kontakter dig nu.")


@pytest.mark.begins("drafted")
def test_danger_can_be_said_at_any_time_and_a_leader_kept_out_is_not_offered(mette: Person) -> None:
    mette.sees("Det her er din anmeldelse.")
    mette.picks("Ret et svar", "Med i sagen")
    keeps_lars_out(mette)
    mette.presses("Jeg er i fare")
    mette.sees("Ring 112 nu. Vent ikke på mig.")
    mette.sees("Sig til Dorte, at jeg har brug for hjælp")
    mette.does_not_see("Sig til Lars, at jeg har brug for hjælp")


def test_a_colleague_behind_it_leads_to_somebody_who_gets_in_touch(
    mette: Person, anne: Person, lars: Person
) -> None:
    mette.says("hej")
    mette.presses("Nej")
    mette.presses("En kollega eller leder")
    mette.presses("Bed Anne kontakte mig")
    anne.sees("Mette Holm vil gerne tale med dig om noget på arbejdet. Tag kontakt, så snart du kan.")
    mette.sees("Anne har fået at vide, at du gerne vil tale.")
    anne.presses("Jeg tager kontakt nu")
    mette.sees("Anne har set det og kontakter dig nu.")
    assert lars.messages() == []
    assert anne.channels() == lars.channels()


def test_a_report_is_paused_for_days_and_any_message_goes_on(world: World, mette: Person) -> None:
    answers_until_evidence(mette)
    mette.presses("Hold pause")
    mette.sees("Du holder pause. Det hele er gemt.")
    world.jump(by=4 * 86_400)
    mette.says("hej igen")
    mette.sees("Godt, at du er tilbage. Her er spørgsmålet igen.")
    mette.sees("Send dit skærmprint her")
    mette.presses("Det er væk")
    mette.sees("Passer noget af det her?")


def test_a_cpr_number_is_pointed_out_before_anything_is_sent(mette: Person) -> None:
    mette.says("hej")
    for answer in ("nej", "borger", "hadeside", "fb", "i går"):
        mette.says(answer)
    mette.sees("Fortæl med dine egne ord")
    mette.says("Borgeren er 010190-1234, og han skriver hver dag.")
    mette.sees("Det ligner et CPR-nummer i det, du skrev.")
    mette.sees("Send dit skærmprint her")
