"""Step 3: the call-now card, the offer of crisis help and its answers, and the talk."""

from __future__ import annotations

import pytest

from tests.deciding import (
    books,
    chooses,
    decides_step,
    does,
    hears,
    looks_into,
    opens,
    row_says,
    the_sitting_ends,
)
from tests.in_form import modal, reads
from tests.people import Person, World, texts
from tests.reminding import REMINDED, told

pytestmark = pytest.mark.begins("sent")

DAY = 86_400


def test_the_step_says_whom_to_call_and_how_to_talk(mette: Person, lars: Person) -> None:
    opens(lars, 3)
    reads(
        lars,
        "Nordisk Krisekorps, 60 11 11 44. Lederen ringer for medarbejderen.",
        "Den er frivillig.",
        "Skriv, at samtalen er holdt, og ikke hvad I talte om.",
    )


def test_crisis_help_is_offered_and_declined(mette: Person, lars: Person) -> None:
    opens(lars, 3)
    chooses(lars, "Tilbudt, medarbejderen takkede nej")
    reads(lars, "Besluttet af dig")
    the_sitting_ends(mette.world)
    hears(mette, "Lars har besluttet: Tilbudt, medarbejderen takkede nej.")


def test_crisis_help_is_requested_with_its_day(mette: Person, lars: Person, anne: Person) -> None:
    opens(lars, 3)
    does(lars, "Jeg har tilbudt krisehjælp", answer="Ja tak")
    reads(lars, "Lars har skrevet, hvad svaret på krisehjælp var", "Ja tak.")
    chooses(lars, "Krisehjælp er bestilt")
    assert lars.field("Hvilken dag?") == "2026-11-24"
    lars.submits()
    reads(lars, "Dag: tirsdag 24. november")
    the_sitting_ends(mette.world)
    hears(mette, "Lars har besluttet: Krisehjælp er bestilt.", "tirsdag 24. november")
    row_says(anne, 3, "Krisehjælp er bestilt, Lars")


def test_the_talk_is_held_on_a_day_that_has_been(mette: Person, lars: Person) -> None:
    opens(lars, 3)
    chooses(lars, "Samtalen er holdt")
    lars.fills("Hvilken dag?", "2026-11-30")
    lars.submits()
    reads(lars, "Den dag er ikke kommet endnu.")
    lars.fills("Hvilken dag?", "2026-11-24")
    lars.submits()
    reads(lars, "Dag: tirsdag 24. november")
    the_sitting_ends(mette.world)
    hears(mette, "Lars har besluttet: Samtalen er holdt.")


def test_not_now_is_asked_again_on_day_14_and_answered_from_the_message(
    world: World, mette: Person, lars: Person
) -> None:
    opens(lars, 3)
    chooses(lars, "Ikke nu, der bliver spurgt igen senere", "Mette vil gerne vente lidt.")
    the_sitting_ends(mette.world)
    hears(mette, "Ikke nu, der bliver spurgt igen senere", "Mette vil gerne vente lidt.")
    lars.closes()
    world.jump(by=15 * DAY)
    lars.sees("Mette ville ikke have krisehjælp sidst.")
    lars.presses("Ja tak")
    lars.sees("Tak. Det er besvaret.")
    looks_into(lars, 3)
    reads(lars, "Ja tak.")


def test_a_leader_who_offers_help_and_books_the_talk_hears_nothing_more_of_it(
    world: World, mette: Person, lars: Person
) -> None:
    opens(lars, 3)
    does(lars, "Jeg har tilbudt krisehjælp", answer="Ja tak")
    lars.closes()
    books(lars, "Book samtale", "2026-11-26")
    the_sitting_ends(world)
    hears(mette, "Du har et møde torsdag 26. november kl. 10.00")
    for moment in ("2026-11-24T13:35", "2026-11-25T09:35", "2026-11-26T09:35"):
        world.jump(to=moment)
        lars.sees("Beslut, om sagen skal anmeldes til politiet.")
        for text in ("Kontakt medarbejderen, og tilbyd krisehjælp.\n", "Hold samtalen med medarbejderen"):
            assert not [m for m in told(lars, text) if REMINDED in texts(m["blocks"])]
    mette.does_not_see("Trin 3 i din sag blev ikke besluttet i tide")


def _stands_in_the_calendars(lars: Person) -> None:
    """The step, opened again until it says so: what is open does not change by itself."""
    while "Det står i jeres kalendere som privat." not in modal(lars.view()):
        lars.closes()
        opens(lars, 3)


def test_a_meeting_is_moved_to_a_time_of_ones_own(world: World, mette: Person, lars: Person) -> None:
    books(lars, "Book samtale", "2026-11-25")
    opens(lars, 3)
    _stands_in_the_calendars(lars)
    (first,) = world.get("mail")["meetings"]
    lars.presses("Flyt mødet")
    lars.presses("Et andet tidspunkt")
    lars.fills("Hvilken dag?", "2026-11-26")
    lars.fills("Hvad tid?", "13:15")
    lars.submits()
    reads(lars, "Mødet er booket: torsdag 26. november kl. 13.15.")
    _stands_in_the_calendars(lars)
    the_sitting_ends(world)
    hears(mette, "Du har et møde torsdag 26. november kl. 13.15")
    (moved,) = world.get("mail")["meetings"]
    assert moved["id"] == first["id"]
    assert moved["start"]["dateTime"].startswith("2026-11-26T13:15")


def _standing(world: World) -> list[list[str]]:
    """Who has the meeting in their calendars: the organiser of each that is not cancelled, and the others."""
    found = [m for m in world.get("mail")["meetings"] if not m.get("isCancelled")]
    addresses = [[m["organizer"], *m["attendees"]] for m in found]
    return [[one["emailAddress"]["address"] for one in each] for each in addresses]


def test_a_meeting_goes_to_the_deputy_and_comes_back_with_the_leader(
    world: World, mette: Person, lars: Person
) -> None:
    books(lars, "Book samtale", "2026-11-26")
    with_mette = ["lars@herlev.example", "mette@herlev.example"]
    mette.until(lambda _: _standing(world) == [with_mette], "the meeting in the calendars")
    opens(lars, 2)
    lars.presses("Giv videre")
    lars.submits(kind="Sagen, mens lederen er væk")
    with_sofie = ["sofie@herlev.example", "mette@herlev.example"]
    mette.until(lambda _: _standing(world) == [with_sofie], "the meeting with the deputy")
    lars.closes()
    opens(lars, 2)
    lars.presses("Jeg er tilbage")
    mette.until(lambda _: _standing(world) == [with_mette], "the meeting with Lars again")


def test_what_is_decided_in_one_sitting_comes_as_one_message(
    world: World, mette: Person, lars: Person
) -> None:
    decides_step(lars, 3, "Tilbudt, medarbejderen takkede nej")
    decides_step(lars, 5, "Ikke relevant her", "Siden er taget ned igen.")
    decides_step(lars, 6, "Registreret uden navn")
    the_sitting_ends(world)
    hears(
        mette,
        "Lars har besluttet: Tilbudt, medarbejderen takkede nej.",
        "Lars har besluttet: Ikke relevant her.",
        "Siden er taget ned igen.",
        "Lars har besluttet: Registreret uden navn.",
    )
    assert len(told(mette, "Lars har besluttet")) == 1


def test_a_step_opened_again_and_decided_anew_is_two_messages_that_differ(
    world: World, mette: Person, lars: Person
) -> None:
    decides_step(lars, 3, "Tilbudt, medarbejderen takkede nej")
    the_sitting_ends(world)
    mette.sees("Lars har besluttet: Tilbudt, medarbejderen takkede nej.")
    looks_into(lars, 3)
    lars.presses("Åbn trinnet igen")
    lars.submits(reason="Mette vil alligevel gerne tale.")
    lars.closes()
    row_says(lars, 3, "Åbnet igen af Lars")
    decides_step(lars, 3, "Krisehjælp er bestilt")
    the_sitting_ends(world)
    mette.sees("Lars har besluttet: Krisehjælp er bestilt.")
    hears(mette, "Tilbudt, medarbejderen takkede nej.", "Det er ændret siden.")
    assert len(told(mette, "Lars har besluttet: Krisehjælp er bestilt.")) == 1
    mette.does_not_see("Lars har åbnet det igen")
