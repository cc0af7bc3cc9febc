"""`vaern check` beside a running product: a line for each thing, what mends it, and nothing changed."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.finding import Finding
from bot.inspection import inspected
from tests.people import Person
from tests.standin import ORGANISATION, settings
from tests.workspace.faults import Fault
from tests.workspace.server import Workspace

pytestmark = pytest.mark.begins("drafted")


def looked_at(workspace: Workspace, data: Path, **changes: Any) -> dict[str, Finding]:
    """The findings by what was looked at; without Graph, whose sign-in has no stand-in."""

    async def all_of_them() -> list[Finding]:
        chosen = settings(workspace.url, data, graph=None, **changes)
        return [finding async for finding in inspected(chosen)]

    return {finding.what: finding for finding in asyncio.run(all_of_them())}


@pytest.mark.begins("sent")
def test_a_product_at_work_is_well_and_stays_so(
    workspace: Workspace, mette: Person, lars: Person, tmp_path: Path
) -> None:
    before = len(workspace.calls)
    (tmp_path / "data" / "master.key").rename(tmp_path / "safe.key")
    found = looked_at(workspace, tmp_path / "data", key_file=tmp_path / "safe.key")
    assert [one for one in found.values() if one.mend and one.what != "clock"] == []
    assert {"SLACK_BOT_TOKEN and scopes", "SLACK_APP_TOKEN", "people of organisation.toml"} <= found.keys()
    assert {
        "master key",
        "master key and keys of cases",
        "database",
        "disk of the data folder",
    } <= found.keys()
    asked = {call["method"] for call in workspace.calls[before:]}
    assert asked >= {"auth.test", "apps.connections.open"}
    lars.presses("Vis sagen")
    lars.sees("Hvad der skete")


OWN = """
[times.contact]
yellow_working_hours = 6
[times.legal]
reminder_hours = [12, 36]
[retention]
exported_days = 366
[[platforms]]
key = "facebook"
name = "Vores vej til Facebook"
url = "https://intranet.herlev.example/facebook"
checked_on = 2026-11-22
[[platforms]]
key = "intranet"
name = "Vejledning"
url = "https://intranet.herlev.example/chikane"
checked_on = 2026-11-22
"""


def test_what_differs_from_the_standard_is_listed_and_well(
    workspace: Workspace, mette: Person, tmp_path: Path
) -> None:
    assert mette
    found = looked_at(workspace, tmp_path / "data")
    assert found["times of the steps"] == Finding("times of the steps", "are the standard's")
    assert found["periods of retention"] == Finding("periods of retention", "are the standard's")
    assert found["links of your own"] == Finding("links of your own", "none")
    own = tmp_path / "own.toml"
    own.write_text(ORGANISATION + OWN)
    found = looked_at(workspace, tmp_path / "data", organisation=own)
    assert found["times of the steps"] == Finding(
        "times of the steps",
        "contact.yellow_working_hours 6, not 4; legal.reminder_hours [12, 36], not [24, 48, 66]",
    )
    assert found["periods of retention"] == Finding("periods of retention", "exported_days 366, not 30")
    assert found["links of your own"].seen == "facebook in place of ours, intranet"


def test_the_clock_is_compared_with_slack_s(workspace: Workspace, mette: Person, tmp_path: Path) -> None:
    assert mette
    found = looked_at(workspace, tmp_path / "data")
    assert found["clock"].mend == "Set the clock by a time server.", "the stand-in lives in another year"


def test_each_thing_that_is_wrong_is_told_with_its_mend(
    workspace: Workspace, mette: Person, tmp_path: Path
) -> None:
    assert mette
    (tmp_path / "data").chmod(0o755)
    workspace.manifest.scopes.remove("files:read")
    found = looked_at(workspace, tmp_path / "data", app_token="xapp-of-another")
    assert {what: one.mend for what, one in found.items() if one.mend and what != "clock"} == {
        f"data folder {tmp_path / 'data'}": "Run chmod 0700 on it.",
        "master key": "Keep it elsewhere, as docs/administration.md tells.",
        "SLACK_BOT_TOKEN and scopes": "The Slack app lacks files:read. "
        "Install the app again from its manifest.",
        "SLACK_APP_TOKEN": "SLACK_APP_TOKEN was refused by Slack (invalid_auth). "
        "Copy it again from the app's page, and see that it has the scope connections:write.",
    }


def test_a_slack_that_is_silent_is_a_fault_and_no_traceback(
    workspace: Workspace, mette: Person, tmp_path: Path
) -> None:
    assert mette
    workspace.faults.rules.append(Fault("*", status=500, times=99))
    found = looked_at(workspace, tmp_path / "data")
    assert found["SLACK_BOT_TOKEN and scopes"].mend.startswith("Slack did not answer as it should (http_500)")
    assert found["clock"].mend == "Check the network and the proxy."


def test_before_the_first_start_nothing_is_made(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.inspection.PACE", 0.0)
    found = looked_at(workspace, tmp_path / "new")
    assert found["database"].seen == "is not there yet"
    assert found["people of organisation.toml"].seen == "are all known to Slack"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["organisation.toml"]


def test_wrong_settings_are_findings_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["check", "--json"], env={"VAERN_PORT": "many"})
    assert result.exit_code == 2
    told = json.loads(result.stdout)
    assert "VAERN_PORT must be a whole number from 1 to 65535, for example 3000." in [f["mend"] for f in told]
    assert not any(finding["ok"] for finding in told)
