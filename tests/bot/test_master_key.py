"""The master key comes from the setting, else from a credential of systemd, else from the data folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyrage.x25519 import Identity

from bot.master_key import found_master
from bot.misconfigured import Misconfigured
from bot.opening import opened
from bot.running import running
from bot.settings import Store
from storage.keys import make_master, read_identity
from tests.standin import MANIFEST, settings, surroundings
from tests.workspace.server import Workspace

NOT_A_KEY = "hunter2"


@pytest.fixture
def credentials(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which systemd puts what LoadCredential= names; empty as yet."""
    folder = tmp_path / "credentials"
    folder.mkdir()
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
    return folder


def store(data: Path, **changes: Any) -> Store:
    """Where the store is, with what the settings say of the key."""
    return replace(Store(data, "", "", data / "organisation.toml"), **changes)


def given(credentials: Path) -> str:
    """The unit loads the key; gives it."""
    return str(make_master(credentials / "vaern-master-key"))


def lying_in(data: Path) -> str:
    """A key lies in the data folder; gives it."""
    return str(make_master(data / "master.key"))


def test_the_credential_is_the_key_also_where_another_lies_in_the_data(credentials: Path, data: Path) -> None:
    loaded = given(credentials)
    lying_in(data)
    assert str(found_master(store(data))) == loaded


def test_the_setting_comes_before_the_credential(credentials: Path, data: Path) -> None:
    given(credentials)
    key = str(Identity.generate())
    assert str(found_master(store(data, master_key=key))) == key


def test_a_unit_that_loads_other_credentials_leaves_the_key_in_the_data(
    credentials: Path, data: Path
) -> None:
    (credentials / "of-something-else").write_text(NOT_A_KEY)
    assert found_master(store(data)) is None
    key = lying_in(data)
    assert str(found_master(store(data))) == key


def test_without_systemd_the_key_lies_in_the_data(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    key = lying_in(data)
    assert str(found_master(store(data))) == key


@pytest.mark.parametrize("wrong", [NOT_A_KEY, ""])
def test_a_credential_that_is_no_key_is_told_without_repeating_it(
    credentials: Path, data: Path, wrong: str
) -> None:
    (credentials / "vaern-master-key").write_text(wrong)
    lying_in(data)
    with pytest.raises(Misconfigured) as told:
        found_master(store(data))
    (fault,) = told.value.faults
    assert fault.startswith("The master key is not an age secret key.")
    assert NOT_A_KEY not in fault


def test_a_credential_that_is_no_text_is_told(credentials: Path, data: Path) -> None:
    (credentials / "vaern-master-key").write_bytes(b"\xff\xfe")
    with pytest.raises(Misconfigured, match="not an age secret key"):
        found_master(store(data))


def test_a_credential_that_cannot_be_read_is_told(credentials: Path, data: Path) -> None:
    (credentials / "vaern-master-key").mkdir()
    with pytest.raises(Misconfigured, match="cannot be read"):
        found_master(store(data))


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio"])
async def test_a_first_start_with_the_credential_leaves_no_key_beside_the_data(
    credentials: Path, data: Path
) -> None:
    loaded = given(credentials)
    slack = Workspace(MANIFEST)
    await slack.start()
    async with running(settings(slack.url, data), surroundings(slack.clock)) as world:
        assert str(world.storage.keyring.master) == loaded
    await slack.stop()
    assert not (data / "master.key").exists()


def test_a_file_elsewhere_is_the_key_and_made_at_the_first_start(data: Path, tmp_path: Path) -> None:
    chosen = settings("http://localhost", data, key_file=tmp_path / "safe.key")
    _, stack = opened(chosen, ())
    stack.close()
    assert (tmp_path / "safe.key").exists()
    assert not (data / "master.key").exists()
    assert str(found_master(chosen.store)) == str(read_identity((tmp_path / "safe.key").read_text()))


def test_a_file_elsewhere_that_is_gone_is_not_looked_for_in_the_data(data: Path, tmp_path: Path) -> None:
    lying_in(data)
    assert found_master(store(data, key_file=tmp_path / "gone.key")) is None


def test_a_file_in_a_folder_that_there_is_not_is_told(data: Path, tmp_path: Path) -> None:
    chosen = settings("http://localhost", data, key_file=tmp_path / "gone" / "safe.key")
    with pytest.raises(Misconfigured, match="No master key can be made at"):
        opened(chosen, ())


def test_a_command_gives_the_key(data: Path, tmp_path: Path) -> None:
    key = make_master(tmp_path / "vault")
    assert str(found_master(store(data, key_command=f"cat '{tmp_path / 'vault'}'"))) == str(key)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("false", "VAERN_MASTER_KEY_COMMAND ended with 1."),
        ("no-such-command", "VAERN_MASTER_KEY_COMMAND could not be run."),
        ("'", "VAERN_MASTER_KEY_COMMAND could not be run."),
        (f"echo {NOT_A_KEY}", "The master key is not an age secret key."),
    ],
)
def test_a_command_that_gives_none_is_told_without_what_it_said(data: Path, command: str, told: str) -> None:
    with pytest.raises(Misconfigured) as wrong:
        found_master(store(data, key_command=command))
    (fault,) = wrong.value.faults
    assert fault.startswith(told)
    assert NOT_A_KEY not in fault


def test_a_start_warns_while_the_key_lies_with_the_data(
    data: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lying_in(data)
    for chosen, is_warned in (
        (settings("http://localhost", data), True),
        (settings("http://localhost", data, key_file=data / "master.key"), True),
        (settings("http://localhost", data, master_key=(data / "master.key").read_text()), True),
    ):
        caplog.clear()
        _, stack = opened(chosen, ())
        stack.close()
        assert ("lies with the data" in caplog.text) == is_warned
    (data / "master.key").rename(tmp_path / "safe.key")
    caplog.clear()
    _, stack = opened(settings("http://localhost", data, key_file=tmp_path / "safe.key"), ())
    stack.close()
    assert "lies with the data" not in caplog.text
