"""Whoever opens an item is told first what it is, without a word of what is in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.case.case import Evidence, Received
from flows.screens.case.showing import before, kind_of_thing, on_its_way, size_in_words, small_sent
from flows.screens.elements import Screen
from tests.flows.given import LARS, METTE, case, context, kept, view
from tests.flows.reading import buttons, texts

DANISH = view(context(), LARS)
ENGLISH = view(context(language="en"), LARS)


def of_type(media_type: str, size: int = 340_000) -> Evidence:
    return replace(kept(), received=Received(media_type, size, "ab" * 32))


@pytest.mark.parametrize(
    ("media_type", "danish", "english"),
    [
        ("image/heic", "Et billede", "A picture"),
        ("video/quicktime", "En video", "A video"),
        ("audio/ogg", "En lydoptagelse", "A sound recording"),
        ("application/pdf", "En PDF", "A PDF"),
        ("message/rfc822", "En mail", "A mail"),
        ("application/vnd.ms-outlook", "En mail", "A mail"),
        ("text/plain", "En tekst", "A text"),
        ("application/octet-stream", "En fil", "A file"),
    ],
)
def test_a_file_is_told_by_what_its_content_is(media_type: str, danish: str, english: str) -> None:
    item = of_type(media_type)
    assert (kind_of_thing(item, DANISH), kind_of_thing(item, ENGLISH)) == (danish, english)


@pytest.mark.parametrize(
    ("kind", "told"), [("text", "En tekst"), ("link", "Et link"), ("message", "En besked")]
)
def test_words_are_told_by_what_they_came_as(kind: str, told: str) -> None:
    item = replace(of_type("text/plain"), kind=kind)  # type: ignore[arg-type]
    assert kind_of_thing(item, DANISH) == told


@pytest.mark.parametrize(
    ("size", "danish", "english"),
    [
        (0, "under 1 kB", "less than 1 kB"),
        (999, "under 1 kB", "less than 1 kB"),
        (1_000, "1 kB", "1 kB"),
        (999_999, "999 kB", "999 kB"),
        (1_000_000, "1,0 MB", "1.0 MB"),
        (2_150_000, "2,1 MB", "2.1 MB"),
        (200_000_000, "200,0 MB", "200.0 MB"),
    ],
)
def test_a_size_is_said_in_words(size: int, danish: str, english: str) -> None:
    assert (size_in_words(size, DANISH), size_in_words(size, ENGLISH)) == (danish, english)


def test_of_a_picture_the_window_says_what_when_and_from_whom_and_offers_it_small() -> None:
    form = before(case(evidence=(of_type("image/png"),)), "file1", DANISH)
    assert texts(form)[:5] == [
        "Se den",
        "*Et billede*, 340 kB",
        "Modtaget fredag 20. november kl. 15.00 fra Mette.",
        "Det kan være ubehageligt. Der bliver ikke sendt noget, før du trykker.",
        "Kopien kommer først i lille størrelse, i din samtale med Værn.",
    ]
    (ask,) = buttons(form)
    assert (ask.label, ask.act, ask.value) == ("Vis den småt", "show_evidence", "case1|file1|small")


def test_the_employee_reads_of_their_own_item_that_it_is_from_them() -> None:
    form = before(case(evidence=(kept(),)), "file1", view(context(), METTE))
    assert any(text.endswith(" fra dig.") for text in texts(form))


@pytest.mark.parametrize("media_type", ["application/pdf", "video/mp4", "text/plain"])
def test_what_is_no_picture_is_offered_as_it_is(media_type: str) -> None:
    form = before(case(evidence=(of_type(media_type),)), "file1", DANISH)
    assert "Kopien kommer i din samtale med Værn." in texts(form)
    (ask,) = buttons(form)
    assert (ask.label, ask.value) == ("Send den til mig", "case1|file1|full")


def test_full_size_is_offered_beneath_the_small_copy() -> None:
    message = Screen("", small_sent(case(evidence=(kept(),)), "file1", DANISH))
    (ask,) = buttons(message)
    assert (ask.label, ask.value) == ("Send den i fuld størrelse", "case1|file1|full")


@pytest.mark.parametrize(
    ("is_small", "told"),
    [
        (False, "Kopien er på vej til din samtale med Værn."),
        (True, "En lille kopi er på vej til din samtale med Værn. Der kan du også få den i fuld størrelse."),
    ],
)
def test_once_it_is_asked_for_the_window_says_where_it_comes(is_small: bool, told: str) -> None:
    form = on_its_way(DANISH, is_small=is_small)
    assert told in texts(form)
    assert not buttons(form)


@pytest.mark.parametrize("item", ["file2", "file9"])
def test_an_item_that_is_not_kept_or_not_there_has_no_button(item: str) -> None:
    found = case(evidence=(kept(), replace(kept("file2"), state="refused")))
    form = before(found, item, DANISH)
    assert "Den fil findes ikke, eller du kan ikke se den." in texts(form)
    assert not buttons(form)
