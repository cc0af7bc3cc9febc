"""Step 8: the group looks at facts without names, decides for a reason, and opens it again."""

from __future__ import annotations

import re

import pytest

from tests.deciding import chooses, decides_step, does, hears, looks_into, opens, row_says, the_sitting_ends
from tests.in_form import modal, reads
from tests.people import Person
from tests.reporting import STORY

pytestmark = pytest.mark.begins("sent")

REASON = "Vi har gjort det, der var at gøre."
NOT_LOOKED = "Gruppen har ikke set på det."


def is_registered(mette: Person, lars: Person) -> None:
    """The analysis waits for nothing more."""
    decides_step(lars, 6, "Registreret uden navn")


def test_the_analysis_waits_for_the_registration(mette: Person, lars: Person) -> None:
    row_says(lars, 8, "Ikke booket endnu.")
    opens(lars, 8)
    reads(lars, "Venter. Trin 6 skal besluttes først.")
    assert "Beslut" not in modal(lars.view()).splitlines()


def test_the_analysis_is_booked_with_the_representative(mette: Person, lars: Person, anne: Person) -> None:
    is_registered(mette, lars)
    opens(lars, 8)
    lars.presses("Book analyse")
    slot = lars.until(
        lambda view: re.search(r"^\w+ \d+\. \w+ kl\. .+$", modal(view), re.MULTILINE), "a free time"
    )
    lars.presses(slot[0])
    reads(lars, f"Mødet er booket: {slot[0]}.")
    hears(anne, f"Du har et møde {slot[0]}")
    mette.does_not_see("Du har et møde")


def test_the_facts_name_nobody_and_tell_no_story(mette: Person, lars: Person) -> None:
    is_registered(mette, lars)
    opens(lars, 8)
    lars.presses("Fakta uden navne")
    reads(lars, "Hadeside, gruppe eller kampagne", "Registreret uden navn")
    for secret in ("Mette", "Lars", "Anne", STORY):
        assert secret not in modal(lars.view())


def test_no_action_needs_a_reason_that_the_employee_reads(mette: Person, lars: Person) -> None:
    is_registered(mette, lars)
    opens(lars, 8)
    chooses(lars, "Ingen tiltag")
    reads(lars, "Skriv en begrundelse på mindst ti tegn.")
    lars.fills("Begrundelse", REASON)
    lars.submits()
    reads(lars, "Besluttet af dig")
    the_sitting_ends(mette.world)
    hears(mette, "Lars har besluttet: Ingen tiltag.", REASON)


def test_the_representative_opens_it_again_and_what_was_decided_stays_to_be_read(
    mette: Person, lars: Person, anne: Person
) -> None:
    is_registered(mette, lars)
    decides_step(lars, 8, "Ingen tiltag", REASON)
    row_says(anne, 8, ", Lars")
    looks_into(anne, 8)
    does(anne, "Åbn trinnet igen", reason=NOT_LOOKED)
    reads(anne, "Åbnet igen af dig")
    row_says(lars, 8, "Åbnet igen af Anne")
    opens(lars, 8)
    reads(lars, "Tidligere", "Ingen tiltag", REASON)
    chooses(lars, "En retningslinje er ændret")
    reads(lars, "En retningslinje er ændret", NOT_LOOKED, "Ingen tiltag")
