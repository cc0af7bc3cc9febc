"""Times as people say them: nights and weekends, words for numbers, typing errors, and words around them."""

from __future__ import annotations

import pytest

from flows.calendar.working_time import COPENHAGEN
from flows.typed.when import possible_whens, understood_when
from tests.flows.given import local

NOW = local("Tue 2026-11-24 10:35")

UNDERSTOOD = [
    ("i aftes", "2026-11-23"),
    ("i aftes kl. 9", "2026-11-23T21:00"),
    ("i aftes ved 22 tiden", "2026-11-23T22:00"),
    ("i går eftermiddags kl. 3", "2026-11-23T15:00"),
    ("imorges kl 8", "2026-11-24T08:00"),
    ("lige nu", "2026-11-24"),
    ("for 2 timer siden", "2026-11-24T08:35"),
    ("for en halv time siden", "2026-11-24T10:05"),
    ("ti minutter siden", "2026-11-24T10:25"),
    ("two hours ago", "2026-11-24T08:35"),
    # a night begins on the day before it, and so do the 72 hours
    ("i nat", "2026-11-23/2026-11-24"),
    ("i nat kl. 3", "2026-11-24T03:00"),
    ("i nat kl. 23", "2026-11-23T23:00"),
    ("natten til søndag", "2026-11-21/2026-11-22"),
    ("lørdag nat", "2026-11-21/2026-11-22"),
    ("i weekenden", "2026-11-21/2026-11-22"),
    ("i sidste uge", "2026-11-16/2026-11-22"),
    ("i denne uge", "2026-11-23/2026-11-24"),
    ("i uge 46", "2026-11-09/2026-11-15"),
    ("startede i fredags", "2026-11-20/2026-11-24"),
    ("i fredags, og det er ikke stoppet", "2026-11-20/2026-11-24"),
    ("første gang 3/11 og senest i går", "2026-11-03/2026-11-23"),
    ("i mandags for en uge siden", "2026-11-16"),
    ("mandag for en uge siden", "2026-11-16"),
    ("weekenden før sidste", "2026-11-14/2026-11-15"),
    ("18/11 2026 kl. 07.12", "2026-11-18T07:12"),
    ("igår kl 2214", "2026-11-23T22:14"),
    # with words around and errors in them
    ("det var i fredags tror jeg", "2026-11-20"),
    ("i torsdavs lidt over 14", "2026-11-19T14:00"),
    ("tirsdag d. 3 novembr", "2026-11-03"),
    ("fredag den 20. november kort efter kl. 14", "2026-11-20T14:00"),
    ("i dag kl. 9 da jeg mødte ind", "2026-11-24T09:00"),
    ("i går lidt før kl. 14", "2026-11-23"),
    ("i morges kvart over ni", "2026-11-24T09:15"),
]


@pytest.mark.parametrize(("text", "answer"), UNDERSTOOD)
def test_is_understood(text: str, answer: str) -> None:
    assert understood_when(text, NOW, COPENHAGEN) == answer


OFFERED = [
    ("i går ved 3 tiden", ("2026-11-23T03:00", "2026-11-23T15:00")),
    ("i går kl. 3", ("2026-11-23T03:00", "2026-11-23T15:00")),
    ("yesterday at 3", ("2026-11-23T03:00", "2026-11-23T15:00")),
    ("i går halv otte", ("2026-11-23T07:30", "2026-11-23T19:30")),
    ("i går kvart i et", ("2026-11-23T00:45", "2026-11-23T12:45")),
    ("for et par dage siden", ("2026-11-21", "2026-11-22")),
    ("forrige onsdag", ("2026-11-11", "2026-11-18")),
    ("forrige uge", ("2026-11-09/2026-11-15", "2026-11-16/2026-11-22")),
    ("forrige weekend", ("2026-11-14/2026-11-15", "2026-11-21/2026-11-22")),
    ("sidste weekend", ("2026-11-14/2026-11-15", "2026-11-21/2026-11-22")),
]


@pytest.mark.parametrize(("text", "answers"), OFFERED)
def test_what_may_be_either_of_two_times_is_asked(text: str, answers: tuple[str, ...]) -> None:
    assert understood_when(text, NOW, COPENHAGEN) is None
    assert possible_whens(text, NOW, COPENHAGEN) == answers


ROUGHLY = [
    ("forleden", "2026-11-17/2026-11-24"),
    ("sidste år engang", "2025-01-01/2025-12-31"),
    ("hele 2025", "2025-01-01/2025-12-31"),
    ("for halvanden uge siden", "2026-11-13"),
    ("et halvt år", "2026-05-24"),
    ("næsten et år efterhånden", "2025-11-24"),
    ("2 mdr siden", "2026-09-24"),
    ("det har stået på siden maj", "2026-05-01/2026-11-24"),
    ("marts 2026", "2026-03-01/2026-03-31"),
    ("03/2026", "2026-03-01/2026-03-31"),
    ("i påsken", "2026-03-29/2026-04-06"),
    ("mellem jul og nytår", "2025-12-27/2025-12-30"),
    ("ugen inden efterårsferien", "2026-10-05/2026-10-11"),
    ("efter sommerferien", "2026-08-10/2026-08-16"),
    ("slut okt", "2026-10-25/2026-10-31"),
    ("start sep", "2026-09-01/2026-09-07"),
    ("onsd eftermidag", "2026-11-18"),
    ("11/20 around noon", "2026-11-20T12:00"),
    ("3/11 2014", "2014-11-03"),
    ("pinsen", "2026-05-23/2026-05-25"),
    ("i løbet af de sidste to døgn", "2026-11-22/2026-11-24"),
    ("hele natten", "2026-11-23/2026-11-24"),
    ("lige sket", "2026-11-24"),
    ("den første", "2026-11-01"),
]


@pytest.mark.parametrize(("text", "meant"), ROUGHLY)
def test_what_is_said_roughly_is_offered_and_never_taken(text: str, meant: str) -> None:
    assert understood_when(text, NOW, COPENHAGEN) is None
    assert meant in possible_whens(text, NOW, COPENHAGEN)[:3]


SHORTHAND = [
    ("lør kl 23", "2026-11-21T23:00"),
    ("ons aften", "2026-11-18"),
    ("man til ons", "2026-11-16/2026-11-18"),
    ("0930", "2026-11-24T09:30"),
    ("9 30", "2026-11-24T09:30"),
    ("9.45", "2026-11-24T09:45"),
    ("9,15", "2026-11-24T09:15"),
    ("ca 8", "2026-11-24T08:00"),
    ("2411", "2026-11-24"),
    ("241126", "2026-11-24"),
    ("24112026", "2026-11-24"),
    ("20261124", "2026-11-24"),
    ("2026/11/24", "2026-11-24"),
    ("11/24/2026", "2026-11-24"),
    ("24-nov", "2026-11-24"),
]


@pytest.mark.parametrize(("text", "meant"), SHORTHAND)
def test_shorthand_is_offered_written_out(text: str, meant: str) -> None:
    assert meant in possible_whens(text, NOW, COPENHAGEN)[:3]


@pytest.mark.parametrize(
    "text", ["her den anden dag", "den anden profil", "they may do it", "man ved aldrig"]
)
def test_what_tells_no_time_is_nothing(text: str) -> None:
    assert understood_when(text, NOW, COPENHAGEN) is None
    assert possible_whens(text, NOW, COPENHAGEN) == ()


def test_a_time_after_the_occasion_is_found_and_so_is_one_in_a_long_story() -> None:
    assert "found:2026-11-24T07:00" in possible_whens("opdagede det da jeg mødte ind kl 7", NOW, COPENHAGEN)
    story = f"{'Jeg var helt rundt på gulvet og vidste ikke hvad jeg skulle gøre. ' * 3} Det var i fredags"
    assert "2026-11-20" in possible_whens(story, NOW, COPENHAGEN)


def test_an_ordinal_is_a_day_where_a_month_follows() -> None:
    assert understood_when("den nittende november", NOW, COPENHAGEN) == "2026-11-19"
    assert understood_when("klokken lidt over ti", NOW, COPENHAGEN) == "2026-11-24T10:00"


def test_on_a_tuesday_a_tuesday_may_be_this_one_or_the_last() -> None:
    for text in ("tirsdag morgen", "tirsdag"):
        assert understood_when(text, NOW, COPENHAGEN) is None
    assert understood_when("i tirsdags morges", NOW, COPENHAGEN) == "2026-11-17"
