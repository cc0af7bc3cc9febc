"""Clocks beside midnight and halves of hours, and days that have a name: read right, or asked about."""

from __future__ import annotations

import pytest

from flows.calendar.working_time import COPENHAGEN
from flows.typed.when import possible_whens, understood_when
from tests.flows.given import local

NOW = local("Wed 2026-03-18 14:30")

UNDERSTOOD = [
    # what somebody calls evening who has not slept yet is after midnight
    ("i aftes kl 12", "2026-03-18T00:00"),
    ("i aftes kl halv et", "2026-03-18T00:30"),
    ("fredag aften ved 12 tiden", "2026-03-14T00:00"),
    ("kl 12 i nat", "2026-03-18T00:00"),
    ("i nat ved 11 tiden", "2026-03-17T23:00"),
    ("last night around 9", "2026-03-17T21:00"),
    ("i går kl 8 om aftenen", "2026-03-17T20:00"),
    # so many quarters and halves of hours
    ("for 3 kvarter siden", "2026-03-18T13:45"),
    ("et kvarter siden", "2026-03-18T14:15"),
    ("halvanden time siden", "2026-03-18T13:00"),
    ("2½ time siden", "2026-03-18T12:00"),
    ("fem over halv tre i nat", "2026-03-18T02:35"),
    ("ti i halv ni i morges", "2026-03-18T08:20"),
]


@pytest.mark.parametrize(("text", "answer"), UNDERSTOOD)
def test_a_clock_is_understood_on_the_right_side_of_midnight(text: str, answer: str) -> None:
    assert understood_when(text, NOW, COPENHAGEN) == answer


ASKED = [
    # a date and a clock
    ("10.03", ("2026-03-18T10:03", "2026-03-10")),
    ("23.07", ("2026-03-17T23:07", "2025-07-23")),
    # the Danish day or the American one, where that was lately
    ("3/11", ("2025-11-03", "2026-03-11")),
    # before or after noon, today or yesterday
    ("kl 3", ("2026-03-18T03:00", "2026-03-17T15:00")),
    ("kl 23", ("2026-03-17T23:00",)),
    ("i går ved 7-8 tiden", ("2026-03-17T07:00", "2026-03-17T19:00")),
    ("last night at 8", ("2026-03-17T20:00", "2026-03-18T08:00")),
    # the night before a day or after it
    ("lørdag nat kl 2", ("2026-03-14T02:00", "2026-03-15T02:00")),
    ("i søndags kl 3 om natten", ("2026-03-15T03:00", "2026-03-16T03:00")),
]


@pytest.mark.parametrize(("text", "answers"), ASKED)
def test_a_clock_that_may_be_of_two_times_is_asked(text: str, answers: tuple[str, ...]) -> None:
    assert understood_when(text, NOW, COPENHAGEN) is None
    assert possible_whens(text, NOW, COPENHAGEN) == answers


OFFERED = [
    ("half eight this morning", "2026-03-18T08:30"),
    ("half eight this morning", "2026-03-18T07:30"),
    ("lige da vi havde åbnet, 9 i mandags", "2026-03-16"),
    ("kl lidt i 8", "2026-03-18T08:00"),
    ("mellem 13 og 14", "2026-03-18T13:00"),
    ("juleaften. midt under maden", "2025-12-24"),
    ("2. juledag", "2025-12-26"),
    ("siden jul", "2025-12-24/2026-03-18"),
    ("nytårsdag", "2026-01-01"),
    ("helligtrekonger", "2026-01-06"),
    ("2. påskedag", "2025-04-21"),
    ("dagen efter påske", "2025-04-22"),
    ("black friday", "2025-11-28"),
    ("efteråret 24", "2024-09-01/2024-11-30"),
    ("pinsen 2025 om søndagen", "2025-06-08"),
    ("i efterårsferien, torsdagen", "2025-10-16"),
    ("første mandag i februar", "2026-02-02"),
    ("sidste onsdag i januar", "2026-01-28"),
    ("2 uger siden på fredag", "2026-03-06"),
    ("tirsdag i uge 11", "2026-03-10"),
    ("tirsdag d 12", "2026-03-12"),
    ("to dage efter samtalen. samtalen var 2 marts", "2026-03-04"),
    ("ikke i fredags men fredagen før", "2026-03-06"),
    ("jeg fik den i natten mellem tirsdag og onsdag", "2026-03-17/2026-03-18"),
    ("two nights ago", "2026-03-16"),
    ("der står 3 d under kommentaren", "2026-03-15"),
    ("1,5 uge siden", "2026-03-07"),
    ("hele året", "2026-01-01/2026-03-18"),
]


@pytest.mark.parametrize(("text", "meant"), OFFERED)
def test_a_day_with_a_name_or_a_loose_clock_is_offered(text: str, meant: str) -> None:
    assert understood_when(text, NOW, COPENHAGEN) is None
    assert meant in possible_whens(text, NOW, COPENHAGEN)[:3]
