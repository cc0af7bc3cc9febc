"""Step 3 on the page: the offer of crisis help, and the talk booked, moved and cancelled."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.deciding import the_sitting_ends
from tests.desk import (
    DESKTOP,
    PHONE,
    Desk,
    checklist,
    chooses_outcome,
    closes,
    does_task,
    fills,
    latest,
    opens_channel,
    opens_step,
    row,
    submits,
    window,
)
from tests.people import Json, Person, World
from tests.reporting import sends

pytestmark = pytest.mark.browser


@pytest.fixture
def drafted_first() -> bool:
    """The stories begin at the report's review."""
    return True


def _meetings(world: World) -> list[Json]:
    return list(world.get("mail")["meetings"])


def _stands_in_the_calendars(lars: Page) -> None:
    """The step, opened again until it says so: what is open does not change by itself."""
    while "Det står i jeres kalendere som privat." not in window(lars).inner_text():
        closes(lars)
        opens_step(lars, 3)


def test_crisis_help_is_requested_with_its_day(at_the_desk: Desk, world: World, mette: Person) -> None:
    phone, lars, anne = (
        at_the_desk("mette", PHONE),
        at_the_desk("lars", DESKTOP),
        at_the_desk("anne", DESKTOP),
    )
    sends(mette)
    opens_channel(lars)
    opens_step(lars, 3)
    does_task(lars, "Jeg har tilbudt krisehjælp", "Ja tak")
    expect(window(lars)).to_contain_text("Lars har skrevet, hvad svaret på krisehjælp var")
    expect(window(lars)).to_contain_text("Ja tak.")
    chooses_outcome(lars, "Krisehjælp er bestilt")
    expect(window(lars).get_by_label("Hvilken dag?")).to_have_value("2026-11-24")
    submits(lars)
    expect(window(lars)).to_contain_text("Dag: tirsdag 24. november")
    the_sitting_ends(world)
    expect(latest(phone, "Lars har besluttet: Krisehjælp er bestilt.")).to_contain_text(
        "tirsdag 24. november"
    )
    opens_channel(anne)
    expect(checklist(anne)).to_contain_text("Krisehjælp er bestilt, Lars")


def test_one_press_books_a_free_time_in_both_calendars_as_private(
    at_the_desk: Desk, world: World, mette: Person
) -> None:
    phone, lars = at_the_desk("mette", PHONE), at_the_desk("lars", DESKTOP)
    number = sends(mette)
    opens_channel(lars)
    opens_step(lars, 3)
    submits(lars, "Book samtale")
    expect(window(lars)).to_contain_text("De her tider er ledige.")
    times = window(lars).get_by_role("button", name="kl. ")
    expect(times).to_have_count(3)
    picked = times.first.inner_text()
    assert "25. november" in picked
    times.first.click()
    expect(window(lars)).to_contain_text(f"Mødet er booket: {picked}.")
    _stands_in_the_calendars(lars)
    the_sitting_ends(world)
    expect(latest(phone, f"Du har et møde {picked}")).to_be_visible()
    (meeting,) = _meetings(world)
    assert (meeting["sensitivity"], meeting["subject"]) == ("private", "Møde")
    assert number not in str(meeting)


def _books(at_the_desk: Desk, mette: Person) -> Page:
    lars = at_the_desk("lars", DESKTOP)
    sends(mette)
    opens_channel(lars)
    opens_step(lars, 3)
    submits(lars, "Book samtale")
    window(lars).get_by_role("button", name="kl. ").first.click()
    _stands_in_the_calendars(lars)
    return lars


def test_a_meeting_is_moved_to_a_time_of_ones_own(at_the_desk: Desk, world: World, mette: Person) -> None:
    phone = at_the_desk("mette", PHONE)
    lars = _books(at_the_desk, mette)
    (first,) = _meetings(world)
    submits(lars, "Flyt mødet")
    submits(lars, "Et andet tidspunkt")
    fills(lars, "Hvilken dag?", "2026-11-26")
    fills(lars, "Hvad tid?", "13:15")
    submits(lars, "Book")
    expect(window(lars)).to_contain_text("Mødet er booket: torsdag 26. november kl. 13.15.")
    _stands_in_the_calendars(lars)
    the_sitting_ends(world)
    expect(latest(phone, "Du har et møde torsdag 26. november kl. 13.15")).to_be_visible()
    (moved,) = _meetings(world)
    assert moved["id"] == first["id"]
    assert moved["start"]["dateTime"].startswith("2026-11-26T13:15")


def test_a_meeting_is_cancelled_and_mette_is_told(at_the_desk: Desk, world: World, mette: Person) -> None:
    phone = at_the_desk("mette", PHONE)
    lars = _books(at_the_desk, mette)
    submits(lars, "Aflys mødet")
    asked = lars.get_by_role("dialog", name="Aflys mødet")
    expect(asked).to_contain_text("Alle i mødet får at vide, at det er aflyst.")
    asked.get_by_role("button", name="Aflys mødet").click()
    expect(window(lars)).not_to_contain_text("Mødet er booket")
    the_sitting_ends(world)
    expect(latest(phone, "Mødet er aflyst:")).to_be_visible()
    closes(lars)
    expect(row(lars, 3)).not_to_contain_text("Mødet er booket")
    mette.until(lambda _: all(m.get("isCancelled") for m in _meetings(world)), "the calendar without it")
