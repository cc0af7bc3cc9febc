"""What `vaern backup`, `vaern keys backup` and `vaern restore` say, and what they do not do."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pyrage.x25519 import Identity

from storage import key_backups
from storage.database_key import DATABASE
from storage.folder import take_folder
from storage.keys import make_master
from tests.bot.commands.municipality import opened, runs, told
from tests.storage.stories import reports


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a case in it."""
    made = tmp_path / "data"
    made.mkdir(mode=0o700)
    monkeypatch.setenv("VAERN_DATA", str(made))
    storage = opened(made, monkeypatch)
    reports(storage)
    storage.close()
    return made


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Where the data are backed up to."""
    (tmp_path / "shelf").mkdir()
    return tmp_path / "shelf"


@pytest.fixture
def safe(tmp_path: Path) -> Path:
    """Where the keys are backed up to."""
    (tmp_path / "safe").mkdir()
    return tmp_path / "safe"


def backed_up(shelf: Path, safe: Path) -> tuple[str, str]:
    """A backup of the data and one of the keys."""
    (made,), (keys,) = told("backup", str(shelf)), told("keys", "backup", str(safe))
    return made["path"], keys["path"]


def refused(*arguments: str) -> str:
    """What is said when it could not be done."""
    result = runs(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr.strip()


def emptied(data: Path) -> None:
    """A new machine, of which only the settings and the master key are there."""
    kept = {name: (data / name).read_text() for name in ("master.key", "organisation.toml")}
    shutil.rmtree(data)
    data.mkdir(mode=0o700)
    for name, text in kept.items():
        (data / name).write_text(text)


def test_both_say_what_they_made(data: Path, shelf: Path, safe: Path) -> None:
    assert runs("backup", str(shelf)).stdout.endswith(": 1 cases, 0 reports, 0 files\n")
    assert runs("keys", "backup", str(safe)).stdout.endswith(": 2 keys\n")
    assert [path.name[:11] for path in (*shelf.iterdir(), *safe.iterdir())] == ["vaern-data-", "vaern-keys-"]


def test_a_restore_says_what_is_there(data: Path, shelf: Path, safe: Path) -> None:
    made, keys = backed_up(shelf, safe)
    emptied(data)
    done = runs("restore", made, "--keys", keys)
    assert (done.exit_code, done.stdout) == (0, "1 cases, 0 reports and 0 files are restored\n")
    (listed,) = told("cases")
    assert len(listed["cases"]) == 1


def test_one_that_was_cut_short_can_be_done_again(data: Path, shelf: Path, safe: Path) -> None:
    """All but the database is there, and a half of it under another name."""
    made, keys = backed_up(shelf, safe)
    (data / "vaern.db").rename(data / "restored.sqlite")
    (data / "restored.sqlite-wal").write_bytes(b"of another time")
    for path in data.glob("vaern.db-*"):
        path.unlink()
    assert runs("restore", made, "--keys", keys).exit_code == 0
    assert [path.name for path in data.glob("restored*")] == []
    assert len(told("cases")[0]["cases"]) == 1


def test_keys_that_lack_a_case_are_told(data: Path, shelf: Path, safe: Path) -> None:
    made, keys = backed_up(shelf, safe)
    for path in Path(keys).glob("*.key"):
        if path.stem != DATABASE:
            path.unlink()
    emptied(data)
    done = runs("restore", made, "--keys", keys)
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (1, "MISSING: 1 keys, 0 files")


def test_without_the_key_of_the_database_nothing_is_restored(data: Path, shelf: Path, safe: Path) -> None:
    made, keys = backed_up(shelf, safe)
    (Path(keys) / f"{DATABASE}.key").unlink()
    emptied(data)
    assert refused("restore", made, "--keys", keys).startswith("The key of the database is missing. ")
    assert list(data.glob("vaern.db*")) == []


def test_where_something_is_already_nothing_is_restored(data: Path, shelf: Path, safe: Path) -> None:
    made, keys = backed_up(shelf, safe)
    said = f"{data / 'vaern.db'} is not empty. Restore into an empty data folder and an empty database."
    assert refused("restore", made, "--keys", keys) == said


def test_beside_a_running_product_nothing_is_restored(data: Path, shelf: Path, safe: Path) -> None:
    made, keys = backed_up(shelf, safe)
    with take_folder(data):
        said = refused("restore", made, "--keys", keys)
    assert said == "Værn is running with this data folder. Stop it first."


def test_without_the_master_key_or_with_another_one_nothing_is_restored(
    data: Path, shelf: Path, safe: Path
) -> None:
    made, keys = backed_up(shelf, safe)
    shutil.rmtree(data)
    data.mkdir(mode=0o700)
    assert refused("restore", made, "--keys", keys).startswith(
        f"The master key {data / 'master.key'} is missing"
    )
    make_master(data / "master.key")
    assert refused("restore", made, "--keys", keys).startswith("The master key opens none of these keys.")
    assert not (data / "vaern.db").exists()


def test_what_is_no_backup_is_told(data: Path, shelf: Path, safe: Path) -> None:
    made, keys = backed_up(shelf, safe)
    emptied(data)
    assert refused("restore", keys, "--keys", keys).startswith(f"{keys} is no backup of the data")
    assert refused("restore", made, "--keys", made).startswith(f"{made} is no backup of the keys.")
    assert refused("restore", made, "--keys", str(safe)).startswith(f"{safe} is no backup of the keys.")


def test_old_keys_are_taken_only_when_it_is_said(data: Path, shelf: Path, safe: Path) -> None:
    made, keys = backed_up(shelf, safe)
    then = datetime.now(UTC) - timedelta(days=31)
    old = Path(keys).rename(safe / f"vaern-keys-{then:%Y%m%dT%H%M%SZ}")
    emptied(data)
    assert refused("restore", made, "--keys", str(old)).startswith("These keys are 31 days old:")
    assert runs("restore", made, "--keys", str(old), "--although-expired").exit_code == 0


def test_old_backups_of_the_keys_go_with_the_next_one(data: Path, safe: Path) -> None:
    then = datetime.now(UTC) - key_backups.KEPT - timedelta(days=1)
    old = safe / f"vaern-keys-{then:%Y%m%dT%H%M%SZ}"
    old.mkdir()
    (found,) = told("keys", "backup", str(safe))
    assert found["expired"] == [str(old)]
    assert [str(path) for path in safe.iterdir()] == [found["path"]]


def test_data_and_keys_are_never_put_together(data: Path, shelf: Path, safe: Path) -> None:
    backed_up(shelf, safe)
    said = "Data and keys are kept apart: choose another folder."
    assert refused("backup", str(safe)) == f"{safe} holds backups of the keys. {said}"
    assert refused("keys", "backup", str(shelf)) == f"{shelf} holds backups of the data. {said}"


@pytest.mark.parametrize("command", [("backup",), ("keys", "backup")])
def test_a_folder_that_is_no_place_for_it_is_told(
    data: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    gone, inside = tmp_path / "gone", data / "inside"
    inside.mkdir()
    assert refused(*command, str(gone)) == f"There is no folder {gone}. Make it first."
    assert refused(*command, str(inside)).startswith(f"{inside} is in the data folder, and would be lost")


def test_a_folder_that_cannot_be_written_is_told(data: Path) -> None:
    assert refused("backup", "/proc").startswith("The backup could not be written to /proc (")
    assert refused("keys", "backup", "/proc").startswith("The backup could not be written to /proc (")


def test_with_the_master_key_of_others_nothing_is_backed_up(
    data: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAERN_MASTER_KEY", str(Identity.generate()))
    assert refused("backup", str(shelf)).startswith("The master key does not open what is stored.")
    assert list(shelf.iterdir()) == []
