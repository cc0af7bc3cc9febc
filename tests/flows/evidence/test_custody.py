"""Who has seen what: everybody who may read a case is told of everybody who has, within what Slack shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.access.rules import VAERN
from flows.case.case import Evidence
from flows.evidence.custody import OPERATOR, Access, Act
from flows.screens.case.custody import MOST_ACCESSES, MOST_READERS, MOST_TEXTS, history, older_history
from flows.screens.elements import FormScreen, Note, Text
from flows.words import Language
from tests.flows.given import ANNE, DORTE, LARS, METTE, NOW, case, context, kept, refused, view
from tests.flows.reading import buttons

MOST_BLOCKS = 100
LONGEST_TEXT = 3000
MINUTE = timedelta(minutes=1)
LONG = "There is more than fits here. The newest is shown."


def shown(*accesses: Access, items: tuple[Evidence, ...] = (), language: Language = "da") -> list[str]:
    """The lines of the modal."""
    return lines(drawn(accesses, items, language))


def drawn(accesses: tuple[Access, ...], items: tuple[Evidence, ...], language: Language = "da") -> FormScreen:
    return history(case(evidence=items), accesses, view(context(language=language), METTE))


def lines(form: FormScreen) -> list[str]:
    texts = [part.text for part in form.parts if isinstance(part, Text | Note)]
    return [line for text in texts for line in text.split("\n")]


def read(person: str, minutes: int = 0) -> Access:
    return Access(NOW + minutes * MINUTE, person, "read")


def test_readers_are_told_with_their_latest_time_and_how_often_the_latest_first() -> None:
    assert shown(read(LARS), read(ANNE, 1), read(LARS, 2)) == [
        "*Hvem har læst sagen*",
        "Lars Bech: 2 gange, senest fredag 20. november kl. 15.02",
        "Anne Lund: 1 gang, fredag 20. november kl. 15.01",
        "*Dokumentation*",
    ]


def test_a_case_that_nobody_has_read_says_so() -> None:
    assert "Ingen endnu." in shown()


def test_each_item_is_told_with_where_it_came_from_and_everybody_who_has_had_it() -> None:
    accesses: list[tuple[Act, str]] = [("asked", LARS), ("delivered", LARS), ("verified", OPERATOR)]
    about = [Access(NOW + n * MINUTE, who, act, "file1") for n, (act, who) in enumerate(accesses)]
    assert shown(*about, items=(kept("file1"), kept("file2", by=ANNE)))[3:] == [
        f"opslag.png. Modtaget fredag 20. november kl. 15.00 fra Mette Holm. Fingeraftryk {'ab' * 32}",
        "fredag 20. november kl. 15.00: Lars Bech bad om en kopi",
        "fredag 20. november kl. 15.01: Lars Bech fik en kopi",
        "fredag 20. november kl. 15.02: driften tjekkede fingeraftrykket",
        f"opslag.png. Modtaget fredag 20. november kl. 15.00 fra Anne Lund. Fingeraftryk {'ab' * 32}",
    ]


def test_what_was_never_received_has_no_history() -> None:
    assert not [line for line in shown(items=(refused(),)) if "opslag.png" in line]


def test_the_product_itself_is_told_by_its_name() -> None:
    assert "Værn asked for a copy" in shown(
        Access(NOW, VAERN, "asked", "file1"), items=(kept("file1"),), language="en"
    )[-1].removeprefix("Friday 20 November at 15:00: ")


def test_of_many_readers_and_of_many_looks_at_one_item_the_newest_are_kept_and_a_sentence_says_so() -> None:
    def looks(count: int) -> list[str]:
        asked = [Access(NOW + n * MINUTE, LARS, "asked", "file1") for n in range(count)]
        return shown(*asked, items=(kept("file1"),), language="en")

    def readers(count: int) -> list[str]:
        return shown(*(read(f"U{n}", n) for n in range(count)), language="en")

    for of, most in ((looks, MOST_ACCESSES), (readers, MOST_READERS)):
        assert LONG not in of(most)
        assert LONG in of(most + 1)
        assert len(of(most + 1)) == len(of(most)) + 1


def windows(
    accesses: tuple[Access, ...], items: tuple[Evidence, ...], language: Language
) -> list[FormScreen]:
    """What is shown first, and then each page that "Show older" leads to."""
    eyes, found = view(context(language=language), METTE), case(evidence=items)
    shown = [history(found, accesses, eyes)]
    while ways := [b for b in buttons(shown[-1]) if b.label == eyes.say("Show older")]:
        (way,) = ways
        number, before = way.value.split("|")
        assert (way.act, number) == ("older_history", found.id)
        shown.append(older_history(found, accesses, int(before), eyes))
    return shown


@pytest.mark.parametrize("before", [0, 1, 2, 99])
def test_a_place_that_does_not_exist_is_the_nearest_one(before: int) -> None:
    page = older_history(case(evidence=(kept("file1"),)), (), before, view(context(), METTE))
    assert [line for line in lines(page) if "opslag.png" in line]
    assert [(b.label, b.value) for b in buttons(page)] == [("Vis de nyeste", "case1|-")]


@st.composite
def much(draw: st.DrawFn) -> tuple[tuple[Access, ...], tuple[Evidence, ...]]:
    items = draw(st.integers(0, 3 * MOST_TEXTS))
    names = draw(st.lists(st.text(max_size=300), min_size=1, max_size=3))
    people = [LARS, ANNE, DORTE, OPERATOR, VAERN, *(f"U{n}" for n in range(draw(st.integers(0, 100))))]
    acts: list[Any] = ["asked", "delivered", "verified"]
    count = draw(st.integers(0, 3 * MOST_ACCESSES))
    # Dealt out and not drawn one by one: what matters is how many there are and where they lie.
    step = draw(st.integers(1, 97))
    accesses = [
        Access(NOW + n * MINUTE, people[n * step % len(people)], acts[n % 3], f"f{n * step % max(items, 1)}")
        for n in range(count)
    ]
    reads = [read(person, n) for n, person in enumerate(people)]
    evidence = tuple(kept(f"f{n}", name=names[n % len(names)]) for n in range(items))
    return (*reads, *accesses), evidence


@given(much(), st.sampled_from(["da", "en"]))
def test_however_much_happened_it_fits_into_modals_that_show_every_item_once(
    happened: tuple[tuple[Access, ...], tuple[Evidence, ...]], language: Language
) -> None:
    accesses, items = happened
    pages = windows(accesses, items, language)
    assert all(len(page.parts) <= MOST_BLOCKS for page in pages)
    texts = [part.text for page in pages for part in page.parts if isinstance(part, Text)]
    assert all(len(text) <= LONGEST_TEXT for text in texts)
    assert "\n".join(texts).count("ab" * 32) == len(items)


@pytest.mark.parametrize("kind", ["text", "link", "message", "correction"])
def test_words_that_are_kept_are_told_like_files(kind: Any) -> None:
    item = replace(kept("words", name=""), kind=kind)
    assert [line for line in shown(items=(item,)) if "Fingeraftryk" in line]
