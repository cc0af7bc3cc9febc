"""What only shows once Slack is asked stops the start too: in sentences, and with nothing sent."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError
from pyrage.x25519 import Identity

from bot.configuration import Configuration
from bot.lookups import look_around
from bot.misconfigured import Misconfigured, NotReachable
from bot.reload import Watch
from bot.running import running
from bot.settings import Settings
from tests.drafted import drafted
from tests.standin import StandInCredential, settings, surroundings
from tests.workspace.faults import Fault
from tests.workspace.server import Workspace

pytestmark = pytest.mark.anyio


async def faults(slack: Workspace, data: Path, **changes: Any) -> list[str]:
    with pytest.raises(Misconfigured) as wrong:
        async with running(settings(slack.url, data, **changes), surroundings(slack.clock)):
            pass
    assert not [call for call in slack.calls if call["method"].startswith(("chat.", "views."))]
    return wrong.value.faults


async def test_a_call_to_slack_is_given_up_within_half_a_minute(slack: Workspace, tmp_path: Path) -> None:
    async with running(settings(slack.url, tmp_path), surroundings(slack.clock)) as world:
        assert 5 <= (world.slack.files.session.timeout.total or 999) <= 30


async def test_a_bot_token_that_slack_refuses_is_told(slack: Workspace, tmp_path: Path) -> None:
    (told,) = await faults(slack, tmp_path, bot_token="xoxb-of-another")
    assert told.startswith("SLACK_BOT_TOKEN was refused by Slack (invalid_auth).")


async def test_an_app_token_that_slack_refuses_is_told(slack: Workspace, tmp_path: Path) -> None:
    (told,) = await faults(slack, tmp_path, app_token="xapp-of-another")
    assert told.startswith("SLACK_APP_TOKEN was refused by Slack (invalid_auth).")


async def test_a_missing_scope_is_told(slack: Workspace, tmp_path: Path) -> None:
    slack.manifest.scopes.remove("users:read.email")
    (told,) = await faults(slack, tmp_path)
    assert told == "The Slack app lacks users:read.email. Install the app again from its manifest."


async def test_a_slack_that_fails_or_limits_us_at_the_start_is_waited_for(
    slack: Workspace, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    slack.faults.rules.append(Fault("auth.test", status=500))
    slack.faults.rules.append(Fault("users.lookupByEmail", status=429, retry_after=1))
    slack.faults.rules.append(Fault("bots.info", status=502))
    async with running(settings(slack.url, tmp_path), surroundings(slack.clock)) as world:
        assert world.organisation.hr == ("U0HANNE",)
    waits = [line for line in caplog.messages if line.startswith("waiting for Slack")]
    assert [line.partition(":")[0] for line in waits] == [
        "waiting for Slack (who Værn is",
        "waiting for Slack (people",
        "waiting for Slack (the app's id",
    ]


async def test_a_slack_that_stays_away_ends_the_start_as_something_that_may_pass(
    slack: Workspace, tmp_path: Path
) -> None:
    slack.faults.rules.append(Fault("auth.test", status=503, times=99))
    with pytest.raises(NotReachable) as away:
        async with running(settings(slack.url, tmp_path), surroundings(slack.clock)):
            pass
    assert away.value.faults == [
        "Slack did not answer as it should (http_503). Start Værn again in some minutes."
    ]


async def test_all_faults_are_told_at_once(slack: Workspace, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        changes = {"bot_token": "xoxb-of-another", "app_token": "xapp-of-another"}
        told = await faults(
            slack,
            tmp_path,
            **changes,
            monitor_port=other.getsockname()[1],
            database_url="postgresql://vaern:hunter2@127.0.0.1:1/vaern",
        )
    assert [fault.split(".")[0] for fault in told] == [
        "Værn cannot listen at VAERN_MONITOR_PORT",
        "SLACK_BOT_TOKEN was refused by Slack (invalid_auth)",
        "SLACK_APP_TOKEN was refused by Slack (invalid_auth)",
        "The database of DATABASE_URL cannot be reached",
    ]


async def test_nobody_of_the_operators_is_a_fault(slack: Workspace, tmp_path: Path) -> None:
    slack.store.people["U0HANNE"].deleted = True
    (told,) = await faults(slack, tmp_path)
    assert told == "organisation.toml: Slack knows none of the operators. Mend their addresses."


class RunOut(StandInCredential):
    """A client secret that Microsoft takes no more."""

    async def get_token(self, *scopes: str, **_: Any) -> AccessToken:
        raise ClientAuthenticationError("AADSTS7000222")


async def test_a_secret_of_graph_that_has_run_out_stops_no_later_start_and_the_operators_are_told(
    slack: Workspace, tmp_path: Path
) -> None:
    chosen, around = settings(slack.url, tmp_path), surroundings(slack.clock)
    async with running(chosen, around):
        pass
    async with running(chosen, replace(around, credential=RunOut())), asyncio.timeout(60):
        while "graph_refused" not in str(slack.store.dm("U0HANNE").messages):
            await slack.store.wait_for_change(5)


async def hanne_leaves_while_it_runs(slack: Workspace, chosen: Settings) -> None:
    """The only operator; it is noticed in a round."""
    async with running(chosen, surroundings(slack.clock)) as world:
        slack.store.people["U0HANNE"].deleted = True
        await world.refresh("U0HANNE")
        world.progress.next_round_at = 0.0
        await look_around(world)


async def test_when_all_operators_have_left_a_later_start_goes_on_without_them(
    slack: Workspace, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    chosen = settings(slack.url, tmp_path)
    await hanne_leaves_while_it_runs(slack, chosen)
    async with running(chosen, surroundings(slack.clock)) as world:
        assert world.organisation.operators == ()
    assert "organisation.toml: Slack knows none of the operators. Mend their addresses." in caplog.messages


async def test_an_operator_who_is_new_and_unknown_is_a_fault_when_the_others_have_left(
    slack: Workspace, tmp_path: Path
) -> None:
    chosen = settings(slack.url, tmp_path)
    await hanne_leaves_while_it_runs(slack, chosen)
    place = chosen.store.organisation
    place.write_text(place.read_text().replace("operators = [", 'operators = ["new@herlev.example", '))
    with pytest.raises(Misconfigured, match="none of the operators"):
        async with running(chosen, surroundings(slack.clock)):
            pass


async def test_operators_whom_a_running_vaern_has_refused_are_a_fault_at_the_next_start_too(
    slack: Workspace, tmp_path: Path
) -> None:
    chosen = settings(slack.url, tmp_path)
    place = chosen.store.organisation
    async with running(chosen, surroundings(slack.clock)) as world:
        watch = Watch(place, Configuration(chosen))
        place.write_text(place.read_text().replace('operators = ["hanne@', 'operators = ["nobody@'))
        await watch.look(world)
        assert world.organisation.operators == ("U0HANNE",)
    with pytest.raises(Misconfigured, match="none of the operators"):
        async with running(chosen, surroundings(slack.clock)):
            pass


async def test_a_port_that_is_taken_is_told(slack: Workspace, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        changes = {"app_token": "", "signing_secret": "secret", "port": other.getsockname()[1]}
        (told,) = await faults(slack, tmp_path, **changes)
    assert told.startswith("Værn cannot listen at VAERN_HOST and VAERN_PORT")


async def test_a_database_that_cannot_be_reached_is_told_without_its_password(
    slack: Workspace, tmp_path: Path
) -> None:
    address = "postgresql://vaern:hunter2@127.0.0.1:1/vaern"
    (told,) = await faults(slack, tmp_path, database_url=address)
    assert told.startswith("The database of DATABASE_URL cannot be reached.")
    assert "hunter2" not in told


async def test_a_second_product_on_the_same_folder_is_told(slack: Workspace, tmp_path: Path) -> None:
    async with running(settings(slack.url, tmp_path), surroundings(slack.clock)):
        (told,) = await faults(slack, tmp_path)
    assert told.startswith("Another Værn is running with the data folder")


async def test_a_broken_master_key_is_never_replaced(slack: Workspace, tmp_path: Path) -> None:
    (tmp_path / "master.key").write_text("lost")
    (told,) = await faults(slack, tmp_path)
    assert told.startswith("The master key is not an age secret key.")
    assert (tmp_path / "master.key").read_text() == "lost"


async def test_a_lost_master_key_is_told_and_never_replaced(slack: Workspace, tmp_path: Path) -> None:
    async with running(settings(slack.url, tmp_path), surroundings(slack.clock)):
        pass
    (tmp_path / "master.key").unlink()
    (told,) = await faults(slack, tmp_path)
    assert told.endswith("Restore it from your copy; never make a new one.")
    assert not (tmp_path / "master.key").exists()


async def test_a_master_key_that_opens_nothing_is_told(
    slack: Workspace, tmp_path: Path, migrated: Path
) -> None:
    drafted(migrated, tmp_path / "data", slack.now())
    (told,) = await faults(slack, tmp_path / "data", master_key=str(Identity.generate()))
    assert told.startswith("The master key does not open what is stored.")
