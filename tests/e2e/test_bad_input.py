"""What goes wrong outside: nothing is lost, and the person is told kindly what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.deciding import begins, has_advice, the_sitting_ends
from tests.people import Person, World
from tests.reporting import (
    STORY,
    answers_to_the_end,
    answers_until_evidence,
    comes_to_the_people,
    confirms_the_people,
    screenshot,
    sends,
)
from tests.stored import is_all_delivered

pytestmark = pytest.mark.begins("drafted")


def all_is_delivered(person: Person, data: Path) -> None:
    """What waits to be tried again has its time, and nothing is left to deliver."""
    person.world.jump(by=61)
    person.until(lambda _: is_all_delivered(data), "nothing left to deliver")


def test_a_channel_that_slack_refuses_is_never_public_and_everybody_is_reached(
    world: World, mette: Person, lars: Person, anne: Person, hanne: Person
) -> None:
    world.post("faults", method="conversations.create", error="restricted_action", times=50)
    mette.presses("Send")
    mette.sees("Jeg kunne ikke åbne en lukket kanal. Lars og Anne får besked direkte i stedet.")
    for member in (lars, anne):
        member.sees("Mette har anmeldt digital chikane")
        assert [c["name"] for c in member.channels()] == ["generelt"]
    hanne.sees("Slack ville ikke åbne en lukket kanal til en sag. Den blev ikke åbnet for alle.")
    lars.presses("Vis sagen")
    lars.sees(STORY)
    assert "conversations.create" in [c["method"] for c in world.get("calls")["calls"]]


def test_a_channel_name_that_somebody_else_has_is_not_adopted(
    world: World, mette: Person, lars: Person
) -> None:
    world.post("faults", method="conversations.create", error="name_taken", times=2)
    sends(mette)
    lars.case_channel()
    assert len([c for c in lars.channels() if c["name"].startswith("sag-")]) == 1


def test_slack_asking_to_wait_is_waited_for_and_nothing_is_lost(
    world: World, mette: Person, lars: Person, tmp_path: Path
) -> None:
    world.post("faults", method="chat.postMessage", status=429, retry_after=1, times=3)
    world.post("faults", method="conversations.invite", status=503, times=2)
    sends(mette)
    lars.sees("Det, der skal gøres")
    all_is_delivered(mette, tmp_path / "data")
    assert len([m for m in mette.messages() if "Tak. Din sag" in str(m["blocks"])]) == 1


def test_an_answer_that_was_cut_off_is_not_posted_again(
    world: World, mette: Person, lars: Person, tmp_path: Path
) -> None:
    world.post("faults", method="chat.postMessage", drop="after", skip=2, times=3)
    sends(mette)
    lars.sees("har anmeldt digital chikane")
    all_is_delivered(mette, tmp_path / "data")
    for member, text in ((mette, "Tak. Din sag har nummer"), (lars, "har anmeldt digital chikane")):
        assert len([m for m in member.messages() if text in str(m["blocks"])]) == 1


def test_pressing_send_twice_makes_one_case(world: World, mette: Person, lars: Person) -> None:
    view = mette.view()
    mette.sees("Det her er din anmeldelse.")
    message = mette.messages()[-1]
    mette.presses("Send")
    button = next(e for b in message["blocks"] if b["type"] == "actions" for e in b["elements"])
    block = next(b for b in message["blocks"] if b["type"] == "actions")
    room = next(c["id"] for c in mette.view()["conversations"] if c.get("with") == "U0VAERN")
    again = {"as": mette.id, "conversation": room, "ts": message["ts"]}
    world.post("press", **again, block_id=block["block_id"], action_id=button["action_id"])
    mette.sees("Tak. Din sag har nummer")
    lars.sees("Det, der skal gøres")
    assert len([c for c in lars.channels() if c["name"].startswith("sag-")]) == 1
    assert view["me"] == mette.id


@pytest.mark.begins("sent")
def test_an_event_delivered_twice_counts_once(world: World, mette: Person) -> None:
    mette.says("hej")
    mette.sees("Spørgsmål 1 af 10")
    world.post("redeliver")
    mette.says("nej")
    mette.sees("Hvem står bag?")
    mette.until(lambda _: "Spørgsmål 1 af 10" not in str(mette.messages()), "the first question answered")


@pytest.mark.begins("empty")
@pytest.mark.parametrize("changes", [{"largest_file": 100_000}])
def test_a_file_that_cannot_be_kept_is_named_with_its_reason_and_the_report_goes_on(
    world: World, mette: Person, changes: dict[str, Any]
) -> None:
    answers_until_evidence(mette)
    mette.says("", ("opslag.exe", b"MZ\x90\x00" * 300))
    mette.sees('Filen "opslag.exe" kan jeg ikke tage imod.')
    mette.says("", ("tom.png", b""))
    mette.sees('Filen "tom.png" er tom.')
    mette.says("", ("stor.png", screenshot() + b"\0" * 100_000))
    mette.sees('Filen "stor.png" er for stor.')
    mette.says("", ("billede.png", b"<html>ikke et billede</html>" * 300))
    mette.sees('Filen "billede.png" kan jeg ikke tage imod.')
    world.post("faults", method="download", html_login=True)
    mette.says("", ("login.png", screenshot()))
    mette.sees('Jeg kunne ikke hente filen "login.png".')
    world.post("faults", method="files.info", error="file_deleted")
    mette.says("", ("slettet.png", screenshot()))
    mette.sees('Filen "slettet.png" var væk')
    mette.says("", ("opslag.png", screenshot()))
    mette.sees("opslag.png: modtaget og gemt")
    mette.presses("Det var det")
    answers_to_the_end(mette)
    mette.sees("Dokumentation*: 1 ting")
    sends(mette)


@pytest.mark.begins("empty")
def test_hostile_text_is_kept_as_it_is_and_pings_nobody(
    world: World, mette: Person, lars: Person, omar: Person
) -> None:
    mette.says("hej")
    for answer in ("nej", "borger", "hadeside", "fb", "i går"):
        mette.says(answer)
    mette.sees("Fortæl med dine egne ord")
    hostile = "<!channel> <@U0OMAR> &amp; \u202eenddev\u202c *fed* " + "æ" * 39_900
    mette.says(hostile)
    mette.sees("Send dit skærmprint her")
    mette.presses("Det er væk")
    answers_to_the_end(mette)
    sends(mette)
    lars.presses("Vis sagen")
    lars.sees("<!channel> <@U0OMAR> &amp; \u202eenddev\u202c *fed*")
    omar.does_not_see("enddev")
    assert not [n for n in omar.view()["notifications"] if "sag" in n["text"].lower()]


@pytest.mark.begins("empty")
def test_a_leader_whom_nobody_knows_is_picked_by_the_employee(
    world: World, lars: Person, anne: Person
) -> None:
    dorte = world.person("dorte")
    comes_to_the_people(dorte)
    dorte.sees("Jeg fandt ingen leder. Vælg en her.")
    dorte.picks_person("Leder", "lars")
    dorte.picks_person("Arbejdsmiljørepræsentant", "anne")
    confirms_the_people(dorte)
    dorte.sees("Når du sender, kan Lars og Anne læse det. Ingen andre.")
    sends(dorte)
    lars.sees("Dorte har anmeldt digital chikane")
    anne.sees("Dorte har anmeldt digital chikane")


@pytest.mark.begins("sent")
def test_a_decision_that_is_corrected_after_an_error_counts(
    world: World, mette: Person, lars: Person
) -> None:
    has_advice(lars)
    begins(lars, 4)
    for _ in range(2):
        answer = lars.submits(outcome="Ikke anmeldt til politiet", reason="nej")
        assert answer["errors"] == {
            "reason": "Skriv en begrundelse på mindst ti tegn. Medarbejderen læser den."
        }
    lars.submits(outcome="Ikke anmeldt til politiet", reason="HR vurderer, at det ikke er nok.")
    the_sitting_ends(mette.world)
    mette.sees("Lars har besluttet: Ikke anmeldt til politiet.")
    mette.sees("HR vurderer, at det ikke er nok.")
    mette.sees("Du kan altid selv anmelde til politiet. Gør det helst inden torsdag 26. november kl. 14.30.")


@pytest.mark.begins("sent")
def test_a_screenshot_sent_later_joins_the_case(world: World, mette: Person, lars: Person) -> None:
    lars.sees("Det, der skal gøres")
    mette.says("", ("mere.png", screenshot()))
    mette.sees("Modtaget: mere.png")
    lars.presses("Vis sagen")
    lars.sees("mere.png")


def test_an_answer_cut_off_and_then_a_wait_is_still_not_posted_twice(
    world: World, mette: Person, lars: Person, tmp_path: Path
) -> None:
    world.post("faults", method="chat.postMessage", drop="after", skip=2)
    world.post("faults", method="conversations.history", status=429, retry_after=1)
    sends(mette)
    lars.sees("har anmeldt digital chikane")
    all_is_delivered(mette, tmp_path / "data")
    for member, text in ((mette, "Tak. Din sag har nummer"), (lars, "har anmeldt digital chikane")):
        assert len([m for m in member.messages() if text in str(m["blocks"])]) == 1
