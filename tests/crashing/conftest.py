"""The runs on each database, whose beginnings are made once in a process of the suite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import Loop
from tests.crashing.matrix import Matrix
from tests.searching import is_soaking

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def matrix_on(
    migrated: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], Matrix]]:
    """All runs on the database of that name."""
    with ExitStack() as stack:

        @cache
        def made(database: str) -> Matrix:
            server = request.getfixturevalue("server") if database == "postgresql" else None
            loop = Loop()
            stack.callback(loop.close)
            return Matrix(tmp_path_factory.mktemp(database), loop, migrated, server)

        yield made


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """The whole matrix takes hours: `make test` has test_sample.py instead."""
    return True if collection_path.name == "test_matrix.py" and not is_soaking() else None
