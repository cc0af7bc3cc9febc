"""After sending: the employee follows her case, adds to it, sees who has read it, and may end it."""

from __future__ import annotations

import hashlib

import pytest

from tests.deciding import begins, has_advice, opens, the_sitting_ends
from tests.looking import gets
from tests.people import Json, Person, World, on_screen, texts
from tests.reporting import (
    STORY,
    answers_until_evidence,
    confirms_the_people,
    has_no_documentation,
    keeps_lars_out,
    number_of,
    screenshot,
    sends,
)

pytestmark = pytest.mark.begins("sent")

NEW = "Det var i onsdags, og det var på min private telefon."
NO_SUCH_CASE = "Den sag findes ikke, eller du kan ikke se den."
ENDED = "Medarbejderen har trukket sagen tilbage. Der skal ikke besluttes mere."


def home(view: Json) -> str:
    """What the Home tab says, when it has been drawn."""
    return texts(view["home"]["view"]) if view["home"] else ""


def shown(person: Person) -> str:
    """What the top modal says, line by line."""
    said = texts(person.view()["modals"][-1]["view"])
    return "\n".join(line for line in said.splitlines() if line)


def opens_own_case(mette: Person) -> None:
    mette.presses("Vis sagen")
    mette.sees("Besluttet indtil nu")


def closes_all(person: Person) -> None:
    while person.view()["modals"]:
        person.closes()


def confirms(person: Person) -> Json:
    """Submits the top modal, which asks for nothing but the yes."""
    modal = person.view()["modals"][-1]
    return person.world.post("submit", **{"as": person.id}, view_id=modal["id"], values={})


def withdraws(mette: Person) -> None:
    opens_own_case(mette)
    mette.presses("Træk sagen tilbage")
    mette.sees("Ingen bliver mindet om sagen mere")
    confirms(mette)
    mette.sees("Sagen er trukket tilbage. Ingen bliver mindet om den mere.")
    closes_all(mette)


def test_mette_follows_her_case_and_sees_that_lars_has_read_it(
    world: World, mette: Person, lars: Person
) -> None:
    number = number_of(mette)
    lars.sees(f"Det er sag {number}.")
    opens_own_case(mette)
    said = shown(mette)
    assert "Det næste: *Aftal næste skridt med leder eller arbejdsmiljørepræsentant*\nLars beslutter" in said
    assert "Mette Holm (Medarbejder)\nLars Bak (Leder)\nAnne Juhl (" in said
    assert "Ingen andre kan se den." in said
    assert "Ingen af de andre har læst sagen endnu." in said
    assert f"Fingeraftryk {hashlib.sha256(screenshot()).hexdigest()}" in said
    assert "En fil: opslag.png\nModtaget " in said
    assert STORY in said
    assert "Send dem i din direkte besked til mig." in said
    mette.closes()

    lars.presses("Vis sagen")
    lars.sees(STORY)
    opens_own_case(mette)
    mette.sees("Lars læste sidst sagen i dag kl. ")
    mette.presses("Hvem har set hvad")
    mette.sees("Lars Bak: 1 gang, tirsdag 24. november")


def test_mette_reads_what_was_decided_by_whom_and_why(world: World, mette: Person, lars: Person) -> None:
    has_advice(lars)
    begins(lars, 4)
    lars.submits(outcome="Ikke anmeldt til politiet", reason="HR vurderer, at det ikke er nok.")
    the_sitting_ends(mette.world)
    mette.sees("Lars har besluttet: Ikke anmeldt til politiet.")
    opens_own_case(mette)
    said = shown(mette)
    assert "Besluttet af Lars i dag kl. " in said
    assert "Ikke anmeldt til politiet\nBegrundelsen:\nHR vurderer, at det ikke er nok." in said
    assert "Besluttet af dig i dag kl. " in said


def test_a_correction_reaches_lars_without_its_words_in_any_notice(
    world: World, mette: Person, lars: Person, anne: Person
) -> None:
    number = number_of(mette)
    lars.sees(f"Det er sag {number}.")
    opens_own_case(mette)
    mette.presses("Tilføj eller ret noget")
    mette.submits(text=NEW)
    mette.sees("Tak. Det er gemt i sagen, og de andre får at vide, at der er noget nyt.")
    mette.sees("Modtaget: En rettelse")
    mette.closes()
    mette.until(lambda _: 'En rettelse "' in shown(mette), "the correction in the case")

    for member in (lars, anne):
        member.sees(f"Sag {number}: Der er kommet noget nyt. En rettelse.")
        assert NEW not in on_screen(member.view())
        assert NEW not in str(member.view()["notifications"])
    lars.presses("Vis sagen")
    gets(lars, "En rettelse ")
    (copy,) = lars.until(lambda _: [f for m in lars.messages() for f in m.get("files") or ()], "a copy")
    assert world.file(lars.id, copy["id"]) == NEW.encode()


def test_what_cannot_be_kept_is_said_at_the_field_and_nothing_written_is_lost(
    mette: Person, lars: Person
) -> None:
    lars.sees("har anmeldt digital chikane")
    opens_own_case(mette)
    mette.presses("Tilføj eller ret noget")
    assert mette.submits(text="   ")["errors"] == {"text": "Skriv det, du vil tilføje eller rette."}
    answer = mette.submits(text="Hans nummer er 010190-1234.")
    assert answer["errors"] == {
        "text": "Det ligner et CPR-nummer. Ingen har brug for det her. Tag det ud, og gem igen."
    }
    assert mette.submits(text=NEW)["errors"] == {}
    mette.sees("Tak. Det er gemt i sagen")
    lars.sees("Der er kommet noget nyt. En rettelse.")
    assert on_screen(lars.view()).count("Der er kommet noget nyt.") == 1


def test_withdrawing_says_beforehand_what_it_means(mette: Person, lars: Person, anne: Person) -> None:
    opens_own_case(mette)
    mette.presses("Træk sagen tilbage")
    mette.sees("Ingen bliver mindet om sagen mere")
    said = shown(mette)
    assert "Lars og Anne får at vide, at du har trukket den tilbage." in said
    assert "Det, du har sendt, bliver i sagen, til det skal slettes." in said
    assert "Det kan ikke fortrydes, men du kan altid anmelde igen." in said


def test_mette_withdraws_and_nobody_is_asked_for_more(
    world: World, mette: Person, lars: Person, anne: Person
) -> None:
    number = number_of(mette)
    lars.sees(f"Det er sag {number}.")
    anne.sees(f"Det er sag {number}.")
    for member in (mette, lars):
        member.opens_home()
        member.until(lambda view: "enest" in home(view), "the deadline on Home")
    withdraws(mette)
    mette.sees(f"Sag {number} er trukket tilbage. Ingen bliver mindet om den mere.")
    for member in (lars, anne):
        member.sees(f"Sag {number}: Mette har trukket den tilbage. Der skal ikke besluttes mere.")
        member.sees("Slut: Sagen er trukket tilbage.")
        member.sees("Trukket tilbage af medarbejderen tirsdag 24. november")
        member.until(lambda view: '"Beslut"' not in str(view).replace("'", '"'), "no button to decide")
        member.until(lambda view: "Næste frist" not in on_screen(view), "no deadline")
    mette.until(lambda view: "Lars skal svare dig" not in on_screen(view), "no promise left")
    lars.until(lambda view: "Dine åbne trin" not in home(view), "no duty on Home")
    mette.until(lambda view: "Du trak sagen tilbage" in home(view), "it on Home")

    before = len(lars.messages()), len(mette.messages())
    world.jump(next="working_day")
    world.jump(by=15 * 86400)
    world.jump(next="monday")
    assert (len(lars.messages()), len(mette.messages())) == before
    opens_own_case(mette)
    assert "Du trak sagen tilbage tirsdag 24. november" in shown(mette)
    for label in ("Træk sagen tilbage", "Tilføj eller ret noget", "Fortæl mere"):
        assert label not in shown(mette)
    assert "Hvem har set hvad" in shown(mette)


def test_old_buttons_of_a_withdrawn_case_say_kindly_that_it_is_over(
    world: World, mette: Person, lars: Person, anne: Person
) -> None:
    lars.sees("Det, der skal gøres")
    anne.sees("Det, der skal gøres")
    begins(lars, 3)
    lars.sees("Hvad er besluttet?")
    world.post("faults", method="chat.update", hold="before", times=20)
    withdraws(mette)
    assert lars.submits(outcome="Krisehjælp er bestilt", reason="")["errors"] == {"reason": ENDED}
    lars.closes()
    opens(anne, 2)
    anne.sees("Slut: Sagen er trukket tilbage.")
    world.post("clear_faults")
    world.post("release")
    lars.sees("Slut: Sagen er trukket tilbage.")


@pytest.mark.begins("drafted")
def test_a_case_about_danger_is_not_ended_by_a_button(world: World, mette: Person, lars: Person) -> None:
    mette.picks("Haster det mere?", "Akut: med det samme (rød)")
    mette.sees("Akut: med det samme (rød)")
    sends(mette)
    lars.sees("har anmeldt digital chikane")
    opens_own_case(mette)
    mette.presses("Træk sagen tilbage")
    mette.sees("Sagen handler om din sikkerhed. Tal med dem, der er med dig, før den slutter.")
    assert "submit" not in mette.view()["modals"][-1]["view"]
    lars.sees("Åbn trin 2")


@pytest.mark.begins("empty")
def test_the_union_representative_sees_what_mette_shows_and_a_stranger_learns_nothing(
    world: World, mette: Person, omar: Person, hanne: Person
) -> None:
    world.post("person", id=omar.id, locale="da-DK")
    answers_until_evidence(mette)
    has_no_documentation(mette)
    mette.picks_person("Tillidsrepræsentant, hvis du vil", "omar")
    confirms_the_people(mette)
    sends(mette)
    omar.sees("Mette har anmeldt digital chikane")
    omar.presses("Vis sagen")
    omar.sees("Medarbejderen bestemmer, hvad du ser af sagen.")
    omar.does_not_see(STORY)
    opens_own_case(mette)
    mette.sees("Omar ser kun det, du viser.")
    assert "Omar Said (" not in shown(mette)

    channel = mette.case_channel()["id"]
    world.post("channel", conversation=channel, act="join", user=hanne.id)
    hanne.presses("Vis sagen")
    hanne.sees(NO_SUCH_CASE)
    assert shown(hanne).splitlines() == ["Værn", "Luk", NO_SUCH_CASE]


@pytest.mark.begins("empty")
def test_who_is_kept_out_is_said_to_mette_alone(world: World, mette: Person, anne: Person) -> None:
    answers_until_evidence(mette)
    has_no_documentation(mette)
    keeps_lars_out(mette)
    confirms_the_people(mette)
    sends(mette)
    opens_own_case(mette)
    assert "Lars får ikke noget at vide." in shown(mette)
    anne.presses("Vis sagen")
    anne.sees(STORY)
    anne.does_not_see("Lars")
