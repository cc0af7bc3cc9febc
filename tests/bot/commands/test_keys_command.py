"""A recovery key that is named later opens everything after a rewrap, also when the master key is lost."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from pyrage.x25519 import Identity
from typer.testing import CliRunner, Result

from bot.__main__ import cli
from storage import inbox, rewrapping
from storage.database import Storage, open_storage
from storage.folder import take_folder
from storage.keys import Keyring, Unreadable, make_master, read_identity
from tests.standin import ORGANISATION
from tests.storage.stories import NOW, case_of, reports

SAFE = Identity.generate()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder in which a product has worked without a recovery recipient."""
    made = tmp_path / "data"
    made.mkdir(mode=0o700)
    make_master(made / "master.key")
    return made


def opened(data: Path, *recovery: Identity) -> Storage:
    master = read_identity((data / "master.key").read_text())
    return open_storage("", Keyring(master, tuple(one.to_public() for one in recovery)), data)


def vaern(data: Path, *words: str, recovery: Identity | None = SAFE) -> Result:
    """The command, with the recovery recipient that organisation.toml names now."""
    named = f'recovery_recipients = ["{recovery.to_public()}"]' if recovery else ""
    file = data.parent / "organisation.toml"
    file.write_text(named + ORGANISATION)
    env = {
        "VAERN_DATA": str(data),
        "VAERN_ORGANISATION": str(file),
        "VAERN_MASTER_KEY": "",
        "DATABASE_URL": "",
    }
    return CliRunner().invoke(cli, ["keys", *words], env=env)


def begun(data: Path) -> str:
    """A case, a report under way and an arrival from before the recovery recipient was named."""
    storage = opened(data)
    case = reports(storage)
    storage.run(lambda tx: inbox.take_in(tx, "Ev1", b"what was said", NOW))
    storage.close()
    return case


def test_a_recipient_that_is_named_later_opens_nothing_before_a_rewrap(data: Path, tmp_path: Path) -> None:
    begun(data)
    key = tmp_path / "recovery.key"
    key.write_text(str(SAFE))
    (data / "master.key").unlink()
    refused = vaern(data, "recover", "--with", str(key))
    assert (refused.exit_code, refused.stderr) == (
        2,
        "This recovery key opens nothing here: its recipient was never in use.\n",
    )
    assert not (data / "master.key").exists(), "no key is made where nothing can be opened"


def test_after_a_rewrap_a_lost_master_key_is_recovered_with_all_that_is_there(
    data: Path, tmp_path: Path
) -> None:
    case = begun(data)
    before = case_of(opened(data), case)
    done = vaern(data, "rewrap", "--json")
    assert (done.exit_code, json.loads(done.stdout)) == (0, {"wrapped": 2, "unreadable": 0})
    assert json.loads(vaern(data, "rewrap", "--json").stdout)["wrapped"] == 0
    key = tmp_path / "recovery.key"
    key.write_text(str(SAFE))
    (data / "master.key").unlink()
    assert vaern(data, "recover", "--with", str(key)).exit_code == 0
    again = opened(data, SAFE)
    assert case_of(again, case) == before
    assert rewrapping.outdated(again.keys, again.keyring) == 0
    arrived = again.run(lambda tx: inbox.left_over(tx, NOW, timedelta()))
    assert [found.payload for found in arrived] == [b"what was said"]
    again.close()


@pytest.mark.parametrize("text", ["", "no key", "AGE-SECRET-KEY-1"])
def test_a_file_that_is_no_key_is_refused(data: Path, tmp_path: Path, text: str) -> None:
    begun(data)
    (tmp_path / "recovery.key").write_text(text)
    refused = vaern(data, "recover", "--with", str(tmp_path / "recovery.key"))
    assert refused.exit_code == 2
    assert "is no age secret key that can be read." in refused.stderr


def test_beside_a_running_product_nothing_is_recovered(data: Path, tmp_path: Path) -> None:
    begun(data)
    (tmp_path / "recovery.key").write_text(str(SAFE))
    with take_folder(data):
        refused = vaern(data, "recover", "--with", str(tmp_path / "recovery.key"))
    assert refused.stderr == "Værn is running with this data folder. Stop it first.\n"


def opens_with(data: Path, master: Identity, case: str) -> bool:
    """Whether everything is opened by that key."""
    storage = open_storage("", Keyring(master), data)
    try:
        return storage.keyring.opens_any(storage.keys) and bool(case_of(storage, case))
    except Unreadable:
        return False
    finally:
        storage.close()


def test_a_new_master_key_opens_everything_and_the_old_one_nothing_any_more(data: Path) -> None:
    case = begun(data)
    old = read_identity((data / "master.key").read_text())
    done = vaern(data, "rotate", "--json", recovery=None)
    assert (done.exit_code, json.loads(done.stdout)) == (0, {"wrapped": 2, "unreadable": 0})
    new = read_identity((data / "master.key").read_text())
    assert (opens_with(data, new, case), opens_with(data, old, case)) == (True, False)
    assert [path.name for path in data.iterdir() if "master" in path.name] == ["master.key"]


def test_a_key_from_elsewhere_is_put_elsewhere_and_both_open_until_the_rewrap(
    data: Path, tmp_path: Path
) -> None:
    case = begun(data)
    old = read_identity((data / "master.key").read_text())
    assert vaern(data, "rotate", "--to", str(tmp_path / "new.key"), recovery=None).exit_code == 0
    new = read_identity((tmp_path / "new.key").read_text())
    assert (opens_with(data, new, case), opens_with(data, old, case)) == (True, True)
    (tmp_path / "new.key").replace(data / "master.key")
    assert vaern(data, "rewrap", recovery=None).exit_code == 0
    assert (opens_with(data, new, case), opens_with(data, old, case)) == (True, False)
    again = vaern(data, "rotate", "--to", str(data / "master.key"), recovery=None)
    assert again.stderr == f"{data / 'master.key'} cannot be written, or is there already.\n"


def other_database(data: Path, *, is_used: bool) -> None:
    """In place of what the key opens lies another database, such as by a wrong address."""
    for path in data.glob("vaern.db*"):
        path.unlink()
    elsewhere = data / "elsewhere"
    elsewhere.mkdir()
    other = open_storage("", Keyring(Identity.generate()), elsewhere)
    if is_used:
        shutil.copy(other.keys.folder / f"{reports(other)}.key", data / "keys")
    other.close()
    shutil.copy(elsewhere / "vaern.db", data)


@pytest.mark.parametrize("is_used", [True, False])
def test_a_key_that_does_not_open_what_is_there_is_never_replaced(data: Path, is_used: bool) -> None:
    begun(data)
    before = (data / "master.key").read_text()
    other_database(data, is_used=is_used)
    refused = vaern(data, "rotate", recovery=None)
    assert refused.exit_code == 2
    assert refused.stderr.startswith(
        "The master key does not open everything in this database, or nothing is"
    )
    assert (data / "master.key").read_text() == before
    assert [path.name for path in data.iterdir() if "master" in path.name] == ["master.key"]
