"""The unit, the image and the compose file say what they must, and the install lines take hashes."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.master_key import CREDENTIAL

ROOT = Path(__file__).parents[1]
UNIT = ROOT / "packaging" / "vaern.service"
CONTAINERFILE = (ROOT / "Containerfile").read_text("utf-8").replace("\\\n", " ")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
VERSION = PROJECT["project"]["version"]
GUIDES = ("README.md", "docs/administration.md")
MOST_EXPOSED = 3.0
"""Of ten, as systemd-analyze counts."""

SWITCHED_ON = (
    *("NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "PrivateUsers", "PrivateIPC"),
    *("ProtectClock", "ProtectHostname", "ProtectKernelLogs", "ProtectKernelModules"),
    *("ProtectKernelTunables", "ProtectControlGroups", "RestrictNamespaces", "RestrictRealtime"),
    *("RestrictSUIDSGID", "LockPersonality", "MemoryDenyWriteExecute", "RemoveIPC"),
)
MUST_BE = {
    "User": "vaern",
    "LimitCORE": "0",
    "UMask": "0077",
    "StateDirectory": "vaern",
    "StateDirectoryMode": "0700",
    "ProtectSystem": "strict",
    "ProtectProc": "invisible",
    "CapabilityBoundingSet": "",
    "AmbientCapabilities": "",
    "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
    "Restart": "on-failure",
    "RestartPreventExitStatus": "78",
}


def options() -> dict[str, list[str]]:
    """What the unit sets, each option with all its values in their order."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r"^([A-Za-z]+)=(.*)$", UNIT.read_text("utf-8"), re.MULTILINE):
        found.setdefault(name, []).append(value)
    return found


@pytest.mark.parametrize(("name", "value"), [*MUST_BE.items(), *((name, "yes") for name in SWITCHED_ON)])
def test_the_unit_sets(name: str, value: str) -> None:
    assert options()[name] == [value]


def test_the_unit_loads_the_master_key_by_the_name_that_vaern_reads() -> None:
    (loaded,) = options()["LoadCredential"]
    assert loaded.split(":")[0] == CREDENTIAL
    assert not re.search(r"^(Environment|EnvironmentFile)=", UNIT.read_text("utf-8"), re.MULTILINE)


def test_the_unit_takes_system_calls_away_and_leaves_the_limits_of_the_process_that_draws() -> None:
    allowed, *changes = options()["SystemCallFilter"]
    assert allowed == "@system-service"
    assert changes == ["~@privileged @resources", "setrlimit prlimit64"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not on this machine")
def test_systemd_finds_the_unit_hardly_exposed() -> None:
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", str(UNIT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = re.search(r"exposure level for vaern\.service: ([0-9.]+)", done.stdout)
    if told is None:
        pytest.skip("this systemd looks at no unit that is not loaded: it is older than 250")
    assert float(told[1]) < MOST_EXPOSED


def stages() -> list[str]:
    """The stages of the image; the last is what is shipped."""
    return re.split(r"^FROM ", CONTAINERFILE, flags=re.MULTILINE)[1:]


def test_the_image_runs_as_nobody_in_particular_and_holds_nothing_that_builds() -> None:
    build, shipped = stages()
    assert build.split()[0] == shipped.split()[0]
    assert re.search(r"^USER [1-9][0-9]*:[1-9][0-9]*$", shipped, re.MULTILINE)
    assert re.findall(r"^COPY (.+)$", shipped, re.MULTILINE) == [
        "--from=build /opt/vaern/.venv /opt/vaern/.venv"
    ]
    assert "pip" not in shipped
    assert shipped.splitlines()[-1] == 'ENTRYPOINT ["vaern"]'
    assert not re.search(r"^ADD |curl|wget", CONTAINERFILE, re.MULTILINE)


def test_the_image_is_made_of_what_the_builder_is_given() -> None:
    first, *lines = [
        line for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line[:1] != "#"
    ]
    given = {line.removeprefix("!") for line in lines if line.startswith("!")}
    copied = {
        name
        for line in re.findall(r"^COPY (?!--from)(.+) \S+$", stages()[0], re.MULTILINE)
        for name in line.split()
    }
    assert first == "*"
    assert given == copied
    assert all((ROOT / name).exists() for name in copied)


def test_the_image_has_a_python_that_is_tested() -> None:
    (version,) = set(re.findall(r"^FROM python:([0-9.]+)-slim-\w+", CONTAINERFILE, re.MULTILINE))
    assert version == PROJECT["tool"]["mypy"]["python_version"]
    assert PROJECT["project"]["requires-python"] == f">={version}"
    assert f"--python-version {version} " in (ROOT / "Makefile").read_text("utf-8")


@pytest.mark.parametrize("name", ["vaern", "database"])
def test_a_container_may_do_little(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "/tmp" in service["tmpfs"]  # noqa: S108 - a path in the container
    assert service["restart"] == "unless-stopped"
    assert service["ulimits"] == {"core": 0}
    assert "ports" not in service
    assert not {"cap_add", "privileged", "network_mode"} & set(service)
    assert not service["image"].endswith(":latest")
    assert ":" in service["image"]


def test_the_database_is_reached_by_vaern_alone_and_waited_for() -> None:
    services = COMPOSE["services"]
    assert services["database"]["networks"] == ["inside"]
    assert services["database"]["user"] == "postgres"
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert "pg_isready" in services["database"]["healthcheck"]["test"]
    assert services["vaern"]["depends_on"] == {"database": {"condition": "service_healthy"}}


def test_what_is_kept_lies_in_volumes() -> None:
    kept = {mount.split(":")[0] for service in COMPOSE["services"].values() for mount in service["volumes"]}
    assert {name for name in kept if not name.startswith(".")} == set(COMPOSE["volumes"])
    assert "data:/var/lib/vaern" in COMPOSE["services"]["vaern"]["volumes"]
    assert COMPOSE["services"]["vaern"]["environment"]["VAERN_DATA"] == "/var/lib/vaern"


def test_compose_holds_no_secret_and_gives_the_master_key_as_a_file() -> None:
    given: list[tuple[str, Any]] = [
        pair for service in COMPOSE["services"].values() for pair in service["environment"].items()
    ]
    secrets = [value for _, value in given if "PASSWORD" in value]
    assert len(secrets) == 2
    assert all("${POSTGRES_PASSWORD:?" in value for value in secrets)
    assert COMPOSE["secrets"] == {CREDENTIAL: {"file": "./master.key"}}
    assert COMPOSE["services"]["vaern"]["secrets"] == [CREDENTIAL]
    assert dict(given)["CREDENTIALS_DIRECTORY"] == "/run/secrets"


@pytest.mark.parametrize("name", [".env", "organisation.toml", "master.key"])
def test_what_compose_needs_beside_it_is_never_committed(name: str) -> None:
    assert name in (ROOT / ".gitignore").read_text("utf-8").split()


def test_the_versions_agree() -> None:
    assert COMPOSE["services"]["vaern"]["image"] == f"vaern:{VERSION}"
    texts = [CONTAINERFILE, *((ROOT / name).read_text("utf-8") for name in GUIDES)]
    named = {version for text in texts for version in re.findall(r" vaern[:-]([0-9.]+[0-9])", text)}
    assert named == {VERSION}


def test_what_is_newest_in_the_changelog_is_this_version_or_not_released() -> None:
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] in {"Unreleased", VERSION}
    assert [heading for heading in headings[1:] if not re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", heading)] == []


def install_lines() -> list[tuple[str, list[str]]]:
    """Each `pip install` that somebody is told to run, or that the image runs, with where it stands."""
    texts = {name: (ROOT / name).read_text("utf-8").replace("\\\n", " ") for name in GUIDES}
    texts["Containerfile"] = CONTAINERFILE
    lines = [
        (name, command)
        for name, text in texts.items()
        for line in text.splitlines()
        for command in line.split("&&")
        if re.search(r"\bpip (?:--python \S+ )?(?:install|wheel) ", command)
    ]
    return [(name, shlex.split(command)) for name, command in lines]


def test_whatever_is_installed_has_hashes_or_is_vaern_itself() -> None:
    lines = install_lines()
    assert {name for name, _ in lines} == {*GUIDES, "Containerfile"}
    for name, words in lines:
        locks = [word for word in words if word.startswith("requirements")]
        if locks:
            assert {"--require-hashes", "--only-binary"} <= set(words), name
            assert all((ROOT / lock).exists() for lock in locks), name
            assert "requirements-dev.lock" not in locks, name
        else:
            assert "--no-deps" in words, name
            assert "--no-build-isolation" in words or words[-1].endswith(".whl"), name


def test_the_guide_for_systemd_has_the_paths_of_the_unit() -> None:
    guide = (ROOT / "docs" / "administration.md").read_text("utf-8")
    for name in ("ExecStart", "WorkingDirectory", "LoadCredential"):
        (value,) = options()[name]
        assert value.rpartition(":")[2] in guide, name
