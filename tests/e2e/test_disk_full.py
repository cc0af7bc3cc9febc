"""A disk without room: who sent a file and the operators are told, and it comes when there is room."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator

import pytest

from tests.people import Person, World
from tests.reporting import answers_until_evidence, screenshot
from tests.shown import texts

FILM = (32).to_bytes(4) + b"ftypisom\0\0\2\0isomiso2avc1mp41" + bytes(6_000_000)
ROOM = 4_000_000
"""Bytes of a file: enough for the database, and too few for the film."""
LATER = "Jeg har ikke plads til at gemme din fil lige nu"

MakesRoom = Callable[[], None]


@pytest.fixture
def makes_room() -> Iterator[MakesRoom]:
    """The disk takes no larger files, until somebody makes room."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def make() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, before[1]))
    yield make
    make()


def told(person: Person, text: str) -> int:
    """In how many messages it stands."""
    return sum(text in texts(message["blocks"]) for message in person.messages())


def test_a_file_that_has_no_room_comes_when_there_is_some(
    world: World, mette: Person, hanne: Person, makes_room: MakesRoom
) -> None:
    answers_until_evidence(mette)
    mette.says("", ("film.mp4", FILM), ("film2.mp4", FILM), ("opslag.png", screenshot()))
    mette.sees(LATER)
    mette.sees("opslag.png: modtaget og gemt")
    hanne.sees("Fejlkode: disk_full")
    for _ in range(20):
        world.jump(by=61)
    makes_room()
    world.jump(by=61)
    mette.sees("film.mp4: modtaget og gemt")
    mette.sees("film2.mp4: modtaget og gemt")
    assert (told(mette, LATER), told(hanne, "disk_full")) == (1, 1)
