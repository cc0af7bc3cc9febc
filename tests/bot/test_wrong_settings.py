"""Each wrong setting is told in sentences with what mends it, before anybody is asked anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.misconfigured import Misconfigured, NotReachable
from bot.settings import load
from tests.bot.wrong_organisations import CANNOT_BE_READ, ORGANISATIONS
from tests.bot.wrong_settings import ENV_FILE, ENVIRONMENT, Wrong

EXAMPLE = (Path(__file__).parents[2] / "organisation.example.toml").read_text("utf-8")
REQUIRED = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Værn is started: beside the example of an organisation."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "organisation.toml").write_text(EXAMPLE, "utf-8")
    return tmp_path


def told(folder: Path, **environment: str) -> list[str]:
    """What is told of the settings; it ends the start with 78, and holds no secret."""
    with pytest.raises(Misconfigured) as wrong:
        load(REQUIRED | environment, folder / ".env")
    assert not isinstance(wrong.value, NotReachable)
    assert "hunter2" not in "".join(wrong.value.faults).lower()
    assert all(fault.endswith((".", "?")) for fault in wrong.value.faults)
    return wrong.value.faults


def are_told(found: list[str], expected: str) -> None:
    """Each sentence begins as it should, and there is no other."""
    lines = expected.splitlines()
    assert len(found) == len(lines), found
    for fault, line in zip(found, lines, strict=True):
        assert fault.startswith(line)


@pytest.mark.parametrize("wrong", ENVIRONMENT, ids=lambda wrong: wrong.name)
def test_a_wrong_setting_of_the_environment_is_told(folder: Path, wrong: Wrong) -> None:
    are_told(told(folder, **wrong.environment), wrong.told)


@pytest.mark.parametrize("wrong", ENV_FILE, ids=lambda wrong: wrong.name)
def test_a_wrong_line_of_the_file_is_told(folder: Path, wrong: Wrong) -> None:
    text = wrong.file if isinstance(wrong.file, bytes) else wrong.file.encode()
    (folder / ".env").write_bytes(text)
    are_told(told(folder), wrong.told)


def test_a_folder_in_the_place_of_the_file_is_told(folder: Path) -> None:
    (folder / ".env").mkdir()
    are_told(told(folder), ".env cannot be read. Make it a text file in UTF-8 that Værn may read.")


@pytest.mark.parametrize(
    ("old", "new", "expected"), [row[1:] for row in ORGANISATIONS], ids=[r[0] for r in ORGANISATIONS]
)
def test_a_wrong_organisation_is_told(folder: Path, old: str, new: str, expected: str) -> None:
    assert old in EXAMPLE
    (folder / "organisation.toml").write_text(EXAMPLE.replace(old, new, 1), "utf-8")
    are_told(told(folder), "\n".join(f"organisation.toml: {line}" for line in expected.splitlines()))


@pytest.mark.parametrize(
    ("text", "words"), [row[1:] for row in CANNOT_BE_READ], ids=[r[0] for r in CANNOT_BE_READ]
)
def test_an_organisation_that_cannot_be_read_is_told(folder: Path, text: bytes, words: str) -> None:
    (folder / "organisation.toml").write_bytes(text)
    (fault,) = told(folder)
    assert fault.startswith("organisation.toml cannot be read")
    assert words in fault


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("gone.toml", "gone.toml is missing. Copy organisation.example.toml to gone.toml and fill it in."),
        (".", " cannot be read. Make it a file that Værn may read."),
        ("x" * 300, f"{'x' * 300} cannot be read. Make it a file that Værn may read."),
    ],
    ids=["no file", "a folder", "a name too long"],
)
def test_an_organisation_that_is_not_there_is_told(folder: Path, place: str, expected: str) -> None:
    are_told(told(folder, VAERN_ORGANISATION=place), expected)


def test_what_notepad_and_a_shell_write_is_right(folder: Path) -> None:
    (folder / ".env").write_text("\n# ports\nexport VAERN_PORT = '4000'  # free\nVAERN_HOST=\n", "utf-8-sig")
    found = load(REQUIRED, folder / ".env")
    assert (found.port, found.host) == (4000, "127.0.0.1")


def test_a_dollar_in_a_password_is_itself(folder: Path) -> None:
    (folder / ".env").write_text("DATABASE_URL=postgresql://u:a${HOME}b@host/vaern\n")
    assert load(REQUIRED, folder / ".env").store.database_url == "postgresql://u:a${HOME}b@host/vaern"


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://vaern@/vaern?host=/run/postgresql",
        "postgresql://vaern:a%40b@10.0.0.7:5433/vaern?sslmode=verify-full&sslrootcert=/etc/ca.pem",
        "postgres://vaern@[::1]:5432/vaern",
        "postgresql://vaern@one.example.dk,two.example.dk/vaern",
    ],
)
def test_the_addresses_that_the_manual_names_are_right(folder: Path, address: str) -> None:
    assert load(REQUIRED | {"DATABASE_URL": address}, folder / ".env").store.database_url == address


def test_http_is_for_this_machine(folder: Path) -> None:
    for host in ("127.0.0.1:8080", "localhost", "[::1]:1"):
        assert load(REQUIRED | {"SLACK_API_URL": f"http://{host}/api/"}, folder / ".env").slack_api
