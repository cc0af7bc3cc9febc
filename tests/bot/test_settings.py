"""Settings: what is missing or wrong is told all at once, each with its mend."""

from __future__ import annotations

import ast
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pyrage.x25519 import Identity

from bot.misconfigured import Misconfigured
from bot.settings import Settings, load
from storage.folder import prepare_folder
from tests.conftest import free_port

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / ".env.example"
ORGANISATION = ROOT / "organisation.example.toml"
SETTING = r"(?:SLACK|VAERN|GRAPH|DATABASE)_[A-Z_]+"
REQUIRED = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}

Load = Callable[..., Settings]


@pytest.fixture
def loaded(tmp_path: Path) -> Load:
    """Loads an environment with the example organisation and no .env beside it."""

    def run(env_file: Path = tmp_path / ".env", **environment: str) -> Settings:
        return load({"VAERN_ORGANISATION": str(ORGANISATION)} | environment, env_file)

    return run


def faults(loaded: Load, **environment: str) -> list[str]:
    with pytest.raises(Misconfigured) as wrong:
        loaded(**environment)
    return wrong.value.faults


@pytest.mark.parametrize(
    ("name", "value", "mend"),
    [
        ("SLACK_BOT_TOKEN", "", "is missing. Copy it from the Slack app's page, where it begins with xoxb-."),
        ("SLACK_BOT_TOKEN", "xapp-1", "must begin with xoxb-. Copy it again from the Slack app's page."),
        ("SLACK_BOT_TOKEN", " ", "must begin with xoxb-. Copy it again from the Slack app's page."),
        ("SLACK_APP_TOKEN", "xoxb-1", "must begin with xapp-. Copy it again from the Slack app's page."),
        ("VAERN_PORT", "http", "must be a whole number from 1 to 65535, for example 3000."),
        ("VAERN_PORT", "0", "must be a whole number from 1 to 65535, for example 3000."),
        ("VAERN_PORT", "65536", "must be a whole number from 1 to 65535, for example 3000."),
        ("VAERN_PORT", "²", "must be a whole number from 1 to 65535, for example 3000."),
        ("VAERN_PORT", "9" * 5000, "must be a whole number from 1 to 65535, for example 3000."),
        ("VAERN_LARGEST_FILE_MB", "-1", "must be a whole number from 1 to 1000000, for example 100."),
        ("SLACK_API_URL", "slack.com", "must be a web address, for example https://slack.com/api/."),
        ("SLACK_API_URL", "https://[", "must be a web address, for example https://slack.com/api/."),
        ("SLACK_API_URL", "ftp://x.dk", "must be a web address, for example https://slack.com/api/."),
        ("DATABASE_URL", "host/vaern", "must be like postgresql://user:password@host/vaern."),
        ("DATABASE_URL", "mysql://host/vaern", "must be like postgresql://user:password@host/vaern."),
        ("VAERN_LOG_FORMAT", "JSON", "must be text or json."),
        ("VAERN_MASTER_KEY", "AGE-SECRET-KEY-1", "is not an age secret key. Restore it from your copy"),
        ("VAERN_ORGANISATION", "gone.toml", "Copy organisation.example.toml to gone.toml and fill it in."),
    ],
)
def test_a_wrong_setting_is_one_sentence_with_its_mend(
    loaded: Load, name: str, value: str, mend: str
) -> None:
    found = faults(loaded, **(REQUIRED | {name: value}))
    assert len(found) == 1
    assert mend in found[0]
    assert found[0].startswith(value if name == "VAERN_ORGANISATION" else name)
    assert found[0].endswith(".")


@pytest.mark.parametrize("both", [{}, {"SLACK_APP_TOKEN": "xapp-1", "SLACK_SIGNING_SECRET": "secret"}])
def test_exactly_one_way_in_is_to_be_set(loaded: Load, both: dict[str, str]) -> None:
    (found,) = faults(loaded, SLACK_BOT_TOKEN="xoxb-1", **both)
    assert found.startswith("Set SLACK_APP_TOKEN for Socket Mode or SLACK_SIGNING_SECRET for HTTP, and not")


def test_half_of_graph_is_a_fault_that_names_the_other_half(loaded: Load) -> None:
    (found,) = faults(loaded, **REQUIRED, GRAPH_TENANT_ID="t")
    assert found.startswith("GRAPH_CLIENT_ID, GRAPH_CLIENT_SECRET missing. Set all three")


def test_the_address_of_graph_is_checked_when_graph_is_used(loaded: Load) -> None:
    graph = {"GRAPH_TENANT_ID": "t", "GRAPH_CLIENT_ID": "c", "GRAPH_CLIENT_SECRET": "s"}
    (found,) = faults(loaded, **REQUIRED, **graph, GRAPH_BASE_URL="graph")
    assert found.startswith("GRAPH_BASE_URL must be a web address")
    assert loaded(**REQUIRED).graph is None


def test_all_faults_are_told_at_once(loaded: Load, tmp_path: Path) -> None:
    organisation = tmp_path / "organisation.toml"
    organisation.write_text(ORGANISATION.read_text().replace("hr =", "hrr ="))
    wrong = {"VAERN_PORT": "x", "VAERN_LARGEST_FILE_MB": "0", "SLACK_API_URL": "x", "DATABASE_URL": "x"}
    wrong |= {"VAERN_MASTER_KEY": "x", "GRAPH_TENANT_ID": "t", "VAERN_ORGANISATION": str(organisation)}
    assert len(faults(loaded, **wrong)) == 10


@pytest.mark.parametrize("secret", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "VAERN_MASTER_KEY", "DATABASE_URL"])
def test_a_fault_never_repeats_a_secret(loaded: Load, secret: str) -> None:
    assert "hunter2" not in "".join(faults(loaded, **(REQUIRED | {secret: "hunter2"})))


def test_the_environment_wins_over_the_file_unless_it_is_empty(loaded: Load, tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("SLACK_BOT_TOKEN=xoxb-file\nSLACK_APP_TOKEN='xapp-file'\nVAERN_PORT=1\n")
    found = loaded(env_file, SLACK_BOT_TOKEN="xoxb-environment", VAERN_PORT="")
    assert (found.bot_token, found.app_token, found.port) == ("xoxb-environment", "xapp-file", 1)


def test_a_file_in_another_encoding_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_bytes(b"VAERN_ORGANISATION=milj\xf8.toml")
    with pytest.raises(Misconfigured) as wrong:
        load(REQUIRED | {"VAERN_ORGANISATION": str(ORGANISATION)}, env_file)
    assert wrong.value.faults == [".env cannot be read. Make it a text file in UTF-8 that Værn may read."]


def test_what_is_left_out_has_the_default_of_the_example(loaded: Load, tmp_path: Path) -> None:
    named = re.findall(rf"^#({SETTING})=(.+)$", EXAMPLE.read_text(), re.MULTILINE)
    env_file = tmp_path / ".env"
    env_file.write_text("".join(f"{n}={v}\n" for n, v in named if n != "VAERN_ORGANISATION"))
    assert len(named) >= 6
    assert loaded(env_file, **REQUIRED) == loaded(**REQUIRED)
    assert dict(named)["VAERN_ORGANISATION"] == "organisation.toml"


def test_the_example_names_every_setting_the_code_reads_and_no_other() -> None:
    tree = ast.parse((ROOT / "bot" / "settings.py").read_text())
    texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    read = [text for text in texts if re.fullmatch(SETTING, text)]
    named = re.findall(r"^#?([A-Z][A-Z_]+)=", EXAMPLE.read_text(), re.MULTILINE)
    assert sorted(named) == sorted(set(read))


def test_nothing_else_reads_the_environment_but_what_systemd_loads_and_what_check_tells_of() -> None:
    sources = [p for folder in ("bot", "storage", "flows") for p in (ROOT / folder).rglob("*.py")]
    readers = {p.name for p in sources if re.search(r"os[.]environ|getenv", p.read_text())}
    assert readers == {"inspection.py", "master_key.py", "settings.py"}


def test_the_example_loads_once_its_required_settings_are_filled_in(loaded: Load, tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    text = EXAMPLE.read_text()
    for name, value in REQUIRED.items():
        text = text.replace(f"{name}=\n", f"{name}={value}\n")
    env_file.write_text(text)
    assert loaded(env_file).app_token == "xapp-1"


def test_the_data_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        prepare_folder(tmp_path / "deep" / "data")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "deep" / "data").stat().st_mode) == 0o700


def test_a_master_key_of_the_setting_may_have_its_comment_lines(loaded: Load) -> None:
    key = f"# created today\n{Identity.generate()}\n"
    assert loaded(**REQUIRED, VAERN_MASTER_KEY=key).store.master_key == key


def vaern(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command, given = [sys.executable, "-m", "bot"], environment | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=given, capture_output=True, text=True, check=False)


def test_started_with_nothing_set_it_tells_every_fault_on_a_line_of_its_own(tmp_path: Path) -> None:
    done = vaern(tmp_path)
    heading, *lines = done.stderr.splitlines()
    assert done.returncode == 78
    assert heading == "Værn cannot start:"
    assert [line.split()[:2] for line in lines] == [
        ["-", "SLACK_BOT_TOKEN"],
        ["-", "Set"],
        ["-", "organisation.toml"],
    ]
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_a_slack_that_cannot_be_reached_is_told_without_a_traceback(tmp_path: Path) -> None:
    shutil.copy(ORGANISATION, tmp_path / "organisation.toml")
    starts = "import typer; from bot.process import start; from bot.running import Surroundings; "
    starts += "typer.run(lambda: start(Surroundings(patience=1)))"
    somewhere = {"SLACK_API_URL": "http://127.0.0.1:1/api/", "VAERN_MONITOR_PORT": str(free_port())}
    done = subprocess.run(
        [sys.executable, "-c", starts],
        cwd=tmp_path,
        env={**REQUIRED, **somewhere, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    told = [line for line in done.stderr.splitlines() if " WARNING " not in line]
    assert done.returncode == 75
    assert told == [
        "Værn cannot start:",
        "- Slack cannot be reached. Check the network, the proxy and SLACK_API_URL, and start Værn again.",
    ]
