"""The documentation of a case: however much there is, every piece of it is reached from the case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.blocks import MOST_IN_VIEW, drawn
from flows.case.case import Case
from flows.screens.case.case import case_view
from flows.screens.case.items import MOST_OF_OTHERS, MOST_OWN, older
from flows.screens.case.own_case import own_view
from flows.screens.elements import FormScreen, Note
from tests.flows.given import LARS, METTE, NOW, case, context, decided, kept, view
from tests.flows.reading import buttons, texts


def with_items(count: int) -> Case:
    everything = decided(*("document", "contact", "support", "legal", "removal", "register"))
    items = tuple(kept(f"file{n}", name=f"nr{n}.png") for n in range(count))
    return case(NOW, evidence=items, decisions=everything)


def opened(found: Case, person: str) -> FormScreen:
    seen = view(context(), person)
    return own_view(found, (), seen) if person == METTE else case_view(found, seen)


def windows(found: Case, person: str) -> list[FormScreen]:
    """The case, and then each page that "Vis de ældre" leads to."""
    shown = [opened(found, person)]
    while ways := [b for b in buttons(shown[-1]) if b.label == "Vis de ældre"]:
        (way,) = ways
        assert way.act == "older_items"
        number, before = way.value.split("|")
        assert number == found.id
        shown.append(older(found, int(before), view(context(), person)))
    return shown


@pytest.mark.parametrize("person", [METTE, LARS])
@given(st.integers(0, 300))
def test_every_piece_is_shown_once_in_windows_that_slack_takes(person: str, count: int) -> None:
    found = with_items(count)
    shown = windows(found, person)
    looked_at = [b.value for form in shown for b in buttons(form) if b.act == "look_at"]
    assert sorted(looked_at) == sorted(f"{found.id}|file{n}" for n in range(count))
    assert all(len(drawn(form.parts)) <= MOST_IN_VIEW for form in shown)
    assert all(form.is_look for form in shown)


@pytest.mark.parametrize(("person", "most"), [(METTE, MOST_OWN), (LARS, MOST_OF_OTHERS)])
def test_the_newest_stand_in_the_case_which_says_when_there_are_more(person: str, most: int) -> None:
    more = "Der er mere, end der er plads til. Her er det nyeste."
    assert more not in texts(opened(with_items(most), person))
    shown = texts(opened(with_items(most + 1), person))
    assert more in shown
    assert any(f"nr{most}.png" in text for text in shown)
    assert not any("nr0.png" in text for text in shown)


def test_a_page_says_which_they_are_and_leads_back_to_the_case() -> None:
    page = older(with_items(63), 43, view(context(), METTE))
    assert Note("Nummer 4 til 43 af 63") in page.parts
    assert [(b.label, b.value) for b in buttons(page) if b.act == "older_items"] == [
        ("Vis de ældre", "case1|3"),
        ("Tilbage til sagen", "case1|-"),
    ]


@pytest.mark.parametrize("before", [0, 1, 2, 99])
def test_a_place_that_does_not_exist_is_the_nearest_one(before: int) -> None:
    assert texts(older(with_items(1), before, view(context(), METTE)))[0] == "Dokumentation"
