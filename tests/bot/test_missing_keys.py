"""Keys of cases that are not where they should be: told at a start, and never replaced by new ones."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from bot.misconfigured import Misconfigured
from bot.opening import opened
from bot.settings import Settings
from storage.database import open_storage
from storage.keys import Keyring, make_master
from tests.standin import settings
from tests.storage.stories import reports


@pytest.fixture
def chosen(data: Path) -> Settings:
    """The settings of a product that has two cases."""
    with closing(open_storage("", Keyring(make_master(data / "master.key")), data)) as storage:
        reports(storage)
        reports(storage, "U0ANOTHER")
    return settings("http://localhost", data)


def started(chosen: Settings) -> None:
    """The part of a start that opens the data."""
    _, stack = opened(chosen, ())
    stack.close()


def test_a_start_without_any_key_is_refused(chosen: Settings) -> None:
    for path in (chosen.store.data / "keys").iterdir():
        path.unlink()
    with pytest.raises(Misconfigured) as wrong:
        started(chosen)
    (told,) = wrong.value.faults
    assert told.startswith(f"The keys of all 2 drafts and cases are missing in {chosen.store.data / 'keys'}.")
    assert "Restore the folder keys" in told


def test_one_key_that_is_gone_is_logged_and_stops_nobody_else(
    chosen: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    next((chosen.store.data / "keys").glob("*.key")).unlink()
    started(chosen)
    assert "1 of 2 drafts and cases lack their key." in caplog.text


def test_no_master_key_is_made_beside_the_keys_of_another_one(chosen: Settings) -> None:
    """Such as where the database was taken away, or another one is named."""
    data = chosen.store.data
    (data / "master.key").unlink()
    for path in data.glob("vaern.db*"):
        path.unlink()
    with pytest.raises(Misconfigured, match=r"master\.key is missing"):
        started(chosen)
    assert not (data / "master.key").exists()
