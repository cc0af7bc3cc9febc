"""The master key comes from the setting, else from a credential of systemd, else from the data folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyrage.x25519 import Identity

from bot.master_key import found_master
from bot.misconfigured import Misconfigured
from bot.running import running
from storage.keys import make_master
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


def given(credentials: Path) -> str:
    """The unit loads the key; gives it."""
    return str(make_master(credentials / "vaern-master-key"))


def lying_in(data: Path) -> str:
    """A key lies in the data folder; gives it."""
    return str(make_master(data / "master.key"))


def test_the_credential_is_the_key_also_where_another_lies_in_the_data(credentials: Path, data: Path) -> None:
    loaded = given(credentials)
    lying_in(data)
    assert str(found_master(data, "")) == loaded


def test_the_setting_comes_before_the_credential(credentials: Path, data: Path) -> None:
    given(credentials)
    key = str(Identity.generate())
    assert str(found_master(data, key)) == key


def test_a_unit_that_loads_other_credentials_leaves_the_key_in_the_data(
    credentials: Path, data: Path
) -> None:
    (credentials / "of-something-else").write_text(NOT_A_KEY)
    assert found_master(data, "") is None
    key = lying_in(data)
    assert str(found_master(data, "")) == key


def test_without_systemd_the_key_lies_in_the_data(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    key = lying_in(data)
    assert str(found_master(data, "")) == key


@pytest.mark.parametrize("wrong", [NOT_A_KEY, ""])
def test_a_credential_that_is_no_key_is_told_without_repeating_it(
    credentials: Path, data: Path, wrong: str
) -> None:
    (credentials / "vaern-master-key").write_text(wrong)
    lying_in(data)
    with pytest.raises(Misconfigured) as told:
        found_master(data, "")
    (fault,) = told.value.faults
    assert fault.startswith("The master key is not an age secret key.")
    assert NOT_A_KEY not in fault


def test_a_credential_that_is_no_text_is_told(credentials: Path, data: Path) -> None:
    (credentials / "vaern-master-key").write_bytes(b"\xff\xfe")
    with pytest.raises(Misconfigured, match="not an age secret key"):
        found_master(data, "")


def test_a_credential_that_cannot_be_read_is_told(credentials: Path, data: Path) -> None:
    (credentials / "vaern-master-key").mkdir()
    with pytest.raises(Misconfigured, match="cannot be read"):
        found_master(data, "")


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
