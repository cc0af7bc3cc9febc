"""What the code imports is declared, locked with hashes, and told of in docs/dependencies.md."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PRODUCT = ("bot", "flows", "storage")
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-build.lock")
USED_WITHOUT_AN_IMPORT = {
    "fontpkg-noto-sans": "a font, found as a file of its package",
    "psycopg": "the driver that SQLAlchemy loads by its name",
    "tzdata": "the time zones of a machine that has none",
}
WITHOUT_A_PACKAGE = {"_typeshed"}
"""For type checkers alone."""


def normal(name: str) -> str:
    """A distribution's name in the one spelling of PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()


def named(requirements: list[str]) -> set[str]:
    return {normal(re.split(r"[^A-Za-z0-9_.-]", requirement)[0]) for requirement in requirements}


DECLARED = named(PROJECT["project"]["dependencies"])
DEVELOPMENT = named(PROJECT["project"]["optional-dependencies"]["dev"])
packages_of = cache(packages_distributions)


def imports(path: Path) -> Iterator[str]:
    """The full names that a file imports, in a function or under TYPE_CHECKING too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def foreign(folders: tuple[str, ...]) -> set[str]:
    """What the files of these folders import that is neither ours nor Python's own."""
    own = {*PRODUCT, "tests", *sys.stdlib_module_names, *WITHOUT_A_PACKAGE}
    found = {name for folder in folders for path in (ROOT / folder).rglob("*.py") for name in imports(path)}
    return {name for name in found if name.partition(".")[0] not in own}


def providers(name: str) -> set[str]:
    """The distributions that may provide a module: one, unless several share a namespace as azure's do."""
    found = {normal(found) for found in packages_of().get(name.partition(".")[0], [])}
    exact = {provider for provider in found if name.startswith(provider.replace("-", "."))}
    return exact or found


def undeclared(folders: tuple[str, ...], declared: set[str]) -> set[str]:
    return {name for name in foreign(folders) if not providers(name) & declared}


def test_what_the_product_imports_is_declared() -> None:
    assert undeclared(PRODUCT, DECLARED) == set(), "Add its distribution to dependencies in pyproject.toml."


def test_what_the_tests_import_is_declared() -> None:
    missing = undeclared(("tests",), DECLARED | DEVELOPMENT)
    assert missing == set(), "Add its distribution to the extra dev in pyproject.toml."


def test_a_package_that_only_another_one_brings_along_is_found() -> None:
    assert undeclared(PRODUCT, DECLARED - {"sqlalchemy"}) >= {"sqlalchemy", "sqlalchemy.exc"}
    assert {name.partition(".")[0] for name in undeclared(PRODUCT, DECLARED - {"azure-core"})} == {"azure"}


def test_what_is_declared_is_used() -> None:
    used = {provider for name in foreign(PRODUCT) for provider in providers(name)}
    assert DECLARED - used == set(USED_WITHOUT_AN_IMPORT), "Nothing imports it: take it out, or say why not."


def locked(name: str) -> dict[str, str]:
    """The versions of a lock file. A package stands there once."""
    pinned = re.findall(r"^([a-z0-9.-]+)==([^ ;]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)
    assert len(pinned) == len({package for package, _ in pinned})
    return dict(pinned)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_packages_with_their_hashes_and_nothing_else(name: str) -> None:
    text = (ROOT / name).read_text("utf-8").replace(" \\\n", " ")
    package = r"[a-z0-9.-]+==[^ ;]+(?: ;[^\\]+?)?(?: +--hash=sha256:[0-9a-f]{64})+"
    assert [line for line in text.splitlines() if not re.fullmatch(package, line)] == []


def test_the_locks_hold_what_is_declared_in_the_same_versions() -> None:
    everything = locked("requirements-dev.lock")
    assert set(everything) >= DECLARED | DEVELOPMENT
    assert set(locked("requirements.lock")) >= DECLARED
    for name in ("requirements.lock", "requirements-build.lock"):
        assert locked(name).items() <= everything.items(), "Run make lock."


def test_what_builds_the_package_is_locked() -> None:
    required = PROJECT["build-system"]["requires"]
    assert PROJECT["dependency-groups"]["build"] == required
    assert set(required) <= set(PROJECT["project"]["optional-dependencies"]["dev"])
    assert named(required) <= set(locked("requirements-build.lock"))


def test_each_direct_dependency_is_told_of() -> None:
    rows = re.findall(
        r"^\| `([^`]+)` \|", (ROOT / "docs" / "dependencies.md").read_text("utf-8"), re.MULTILINE
    )
    assert rows == sorted(rows), "In the order of the alphabet."
    assert set(rows) == DECLARED
