"""A file that is made while it is read gives the same bytes as one that is made first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import IO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dossiers.streaming import Streamed
from storage.evidence import Changed

WHOLE = bytes(range(256)) * 1000
spans = st.tuples(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE))).map(sorted)


def writes(content: bytes) -> Callable[[IO[bytes]], None]:
    """Writes that, in odd pieces."""

    def make(out: IO[bytes]) -> None:
        for place in range(0, len(content), 777):
            out.write(content[place : place + 777])

    return make


@pytest.fixture
def made() -> Iterator[Streamed]:
    """A file of some size."""
    with closing(Streamed(writes(WHOLE))) as found:
        yield found


def test_its_slices_one_after_the_other_are_the_whole(made: Streamed) -> None:
    assert len(made) == len(WHOLE)
    assert b"".join(made[place : place + 5000] for place in range(0, len(made), 5000)) == WHOLE


@given(st.lists(spans, max_size=5))
def test_any_slice_is_that_of_the_whole(wanted: list[list[int]]) -> None:
    with closing(Streamed(writes(WHOLE))) as made:
        for start, stop in wanted:
            assert made[start:stop] == WHOLE[start:stop]


def test_what_cannot_be_made_is_not_begun() -> None:
    def fails(out: IO[bytes]) -> None:
        out.write(b"half of it")
        raise Changed

    with pytest.raises(Changed):
        Streamed(fails)


@pytest.mark.parametrize("ends_with", [FileNotFoundError, None])
def test_what_goes_while_it_is_sent_is_told(ends_with: type[Exception] | None) -> None:
    """Such as evidence that is erased, or cut short, between the first piece and the last."""
    times: list[int] = []

    def make(out: IO[bytes]) -> None:
        times.append(1)
        out.write(WHOLE if len(times) == 1 else WHOLE[:100])
        if len(times) > 1 and ends_with:
            raise ends_with

    with closing(Streamed(make)) as made, pytest.raises(ends_with or Changed):
        _ = made[0 : len(made)]


def test_it_may_be_closed_before_its_end(made: Streamed) -> None:
    assert made[0:10] == WHOLE[:10]


def test_a_zip_is_the_same_each_time() -> None:
    def make(out: IO[bytes]) -> None:
        with ZipFile(out, "w") as archive, archive.open("one", "w") as entry:
            entry.write(WHOLE)

    with closing(Streamed(make)) as made:
        first = made[0 : len(made)]
        assert made[0 : len(made)] == first
