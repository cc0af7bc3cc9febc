"""Step 3 on the page: the talk is booked by one press, and cancelled."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.deciding import hears, the_sitting_ends
from tests.desk import (
    DESKTOP,
    Desk,
    closes,
    opens_channel,
    opens_step,
    row,
    submits,
    window,
)
from tests.people import Json, Person, World
from tests.reporting import number_of

pytestmark = [pytest.mark.browser, pytest.mark.begins("sent")]


def _meetings(world: World) -> list[Json]:
    return list(world.get("mail")["meetings"])


def _stands_in_the_calendars(lars: Page) -> None:
    """The step, opened again until it says so: what is open does not change by itself."""
    while "Det står i jeres kalendere som privat." not in window(lars).inner_text():
        closes(lars)
        opens_step(lars, 3)


def test_one_press_books_a_free_time_in_both_calendars_as_private(
    at_the_desk: Desk, world: World, mette: Person
) -> None:
    lars = at_the_desk("lars", DESKTOP)
    number = number_of(mette)
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
    hears(mette, f"Du har et møde {picked}")
    (meeting,) = _meetings(world)
    assert (meeting["sensitivity"], meeting["subject"]) == ("private", "Møde")
    assert number not in str(meeting)


def test_a_meeting_is_cancelled_and_mette_is_told(at_the_desk: Desk, world: World, mette: Person) -> None:
    lars = at_the_desk("lars", DESKTOP)
    opens_channel(lars)
    opens_step(lars, 3)
    submits(lars, "Book samtale")
    window(lars).get_by_role("button", name="kl. ").first.click()
    _stands_in_the_calendars(lars)
    submits(lars, "Aflys mødet")
    asked = lars.get_by_role("dialog", name="Aflys mødet")
    expect(asked).to_contain_text("Alle i mødet får at vide, at det er aflyst.")
    asked.get_by_role("button", name="Aflys mødet").click()
    expect(window(lars)).not_to_contain_text("Mødet er booket")
    the_sitting_ends(world)
    hears(mette, "Mødet er aflyst:")
    closes(lars)
    expect(row(lars, 3)).not_to_contain_text("Mødet er booket")
    mette.until(lambda _: all(m.get("isCancelled") for m in _meetings(world)), "the calendar without it")
