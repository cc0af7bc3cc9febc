"""What is wrong and only shows at a start is told in one sentence, and with the right end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from aiohttp import web
from azure.core.pipeline.transport import AioHttpTransport
from azure.identity.aio import ClientSecretCredential
from pyrage.x25519 import Identity

from bot.misconfigured import Misconfigured, NotReachable
from bot.process import MAY_PASS, WRONG_SETTINGS
from bot.running import running
from bot.settings import GraphSettings, Settings
from bot.slack.scopes import SCOPES
from storage.database import open_storage
from storage.keys import Keyring
from tests.bot.wrong_databases import AWAY, DATABASES, PREPARED
from tests.bot.wrong_organisations import CANNOT_BE_READ, ORGANISATIONS
from tests.bot.wrong_settings import ENV_FILE, ENVIRONMENT
from tests.bot.wrong_starts import ANSWERS, ELSEWHERE, NOT_SLACK, ON_DISK, PORTS, SLACK, Start
from tests.standin import settings, surroundings
from tests.storage.postgresql import Server
from tests.workspace.server import Workspace

pytestmark = pytest.mark.anyio

MICROSOFT = "https://login.microsoftonline.com"
REFUSED = "Microsoft refuses the app that is to ask Graph. Check GRAPH_TENANT_ID, GRAPH_CLIENT_ID and"
ENTRA = (
    ("a secret that has run out", 401, "invalid_client", "AADSTS7000222"),
    ("an app that there is not", 400, "unauthorized_client", "AADSTS700016"),
    ("a tenant that there is not", 400, "invalid_request", "AADSTS90002"),
)
"""What Microsoft answers: learn.microsoft.com/entra/identity-platform/reference-error-codes."""
STARTS = (*ON_DISK, *ELSEWHERE, *PORTS, *SLACK)


@pytest.fixture(scope="session")
def prepared(server: Server) -> Server:
    """The PostgreSQL server with roles and databases that are each wrong in their own way."""
    with closing(psycopg.connect(server.url("postgres"), autocommit=True)) as connection:
        for statement in PREPARED:
            connection.execute(statement.encode())
    return server


async def ends(slack: Workspace, chosen: Settings, credential: Any = None) -> tuple[int, str]:
    """The exit code of a start and the one sentence about it; nothing was sent, and no secret is told."""
    around = replace(surroundings(slack.clock), patience=0.3)
    with pytest.raises(Misconfigured) as wrong:
        async with running(chosen, replace(around, credential=credential or around.credential)):
            pass
    assert not [call for call in slack.calls if call["method"].startswith(("chat.", "views."))]
    (told,) = wrong.value.faults
    assert "hunter2" not in told
    return MAY_PASS if isinstance(wrong.value, NotReachable) else WRONG_SETTINGS, told


@pytest.mark.parametrize("start", STARTS, ids=lambda start: start.name)
async def test_a_wrong_start_is_told(slack: Workspace, tmp_path: Path, start: Start) -> None:
    chosen = settings(slack.url, tmp_path / "data", **_without_data(start))
    chosen.store.organisation.write_text(chosen.store.organisation.read_text().replace(*start.organisation))
    (tmp_path / "file").touch()
    chosen = replace(chosen, store=replace(chosen.store, data=tmp_path / start.changes.get("data", "data")))
    start.before(chosen.store.data)
    slack.faults.rules += [replace(fault) for fault in start.slack]
    code, told = await ends(slack, chosen)
    assert (code, told[: len(told_of(start, chosen))]) == (start.code, told_of(start, chosen))


@pytest.mark.parametrize("scope", sorted(SCOPES))
async def test_every_scope_is_needed(slack: Workspace, tmp_path: Path, scope: str) -> None:
    slack.manifest.scopes.remove(scope)
    told = f"The Slack app lacks {scope}. Install the app again from its manifest."
    assert await ends(slack, settings(slack.url, tmp_path / "data")) == (WRONG_SETTINGS, told)


async def test_operators_who_are_guests_are_told(slack: Workspace, tmp_path: Path) -> None:
    slack.store.people["U0HANNE"].is_restricted = True
    told = "organisation.toml: Slack knows none of the operators. Mend their addresses."
    assert await ends(slack, settings(slack.url, tmp_path / "data")) == (WRONG_SETTINGS, told)


def _without_data(start: Start) -> dict[str, Any]:
    return {name: value for name, value in start.changes.items() if name != "data"}


def told_of(start: Start, chosen: Settings) -> str:
    """The beginning of the sentence, with the folder in its place."""
    return start.told.replace("{data}", str(chosen.store.data))


@asynccontextmanager
async def standing(answer: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> AsyncIterator[str]:
    """Something else that listens, and gives each request that answer; its address."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.mark.parametrize(
    ("status", "kind", "body", "called"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS]
)
async def test_what_is_not_slack_is_told(
    slack: Workspace, tmp_path: Path, status: int, kind: str, body: bytes, called: str
) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, content_type=kind, body=body)

    async with standing(answer) as url:
        code, told = await ends(slack, settings(slack.url, tmp_path / "data", slack_api=f"{url}/api/"))
    assert (code, told) == (MAY_PASS, f"Slack did not answer as it should ({called}). {NOT_SLACK}")


class _ToStandIn(AioHttpTransport):
    """Sends what is meant for Microsoft's sign-in to another address."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    async def send(self, request: Any, **more: Any) -> Any:
        """As the transport does."""
        request.url = request.url.replace(MICROSOFT, self.url)
        return await super().send(request, **more)


@pytest.mark.parametrize(
    ("status", "error", "code"), [row[1:] for row in ENTRA], ids=[row[0] for row in ENTRA]
)
async def test_what_microsoft_refuses_is_told(
    slack: Workspace, tmp_path: Path, status: int, error: str, code: str
) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.json_response({"error": error, "error_description": f"{code}: no."}, status=status)

    async with standing(answer) as url:
        vouching = ClientSecretCredential("tenant", "client", "hunter2", transport=_ToStandIn(url))
        end, told = await ends(slack, settings(slack.url, tmp_path / "data"), vouching)
    assert end == WRONG_SETTINGS
    assert told.startswith(REFUSED)


@pytest.mark.parametrize("status", [429, 500, 503])
@pytest.mark.parametrize("body", ['{"error": "temporarily_unavailable"}', "null"])
async def test_a_sign_in_at_microsoft_that_is_busy_or_broken_stops_no_start(
    slack: Workspace, tmp_path: Path, status: int, body: str
) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, content_type="application/json", body=body)

    async with standing(answer) as url:
        vouching = ClientSecretCredential(
            "tenant", "client", "hunter2", transport=_ToStandIn(url), retry_total=0
        )
        around = replace(surroundings(slack.clock), credential=vouching)
        async with running(settings(slack.url, tmp_path / "data"), around) as world:
            assert world.graph is not None


@pytest.mark.parametrize("is_first", [True, False], ids=["at the first start", "at a later one"])
async def test_a_tenant_that_is_no_name_is_told(slack: Workspace, tmp_path: Path, *, is_first: bool) -> None:
    if not is_first:
        async with running(settings(slack.url, tmp_path / "data"), surroundings(slack.clock)):
            pass
    graph = GraphSettings("min kommune", "client", "hunter2", f"{slack.url}/graph/v1.0")
    chosen = settings(slack.url, tmp_path / "data", graph=graph)
    around = replace(surroundings(slack.clock), credential=None)
    with pytest.raises(Misconfigured, match=REFUSED):
        async with running(chosen, around):
            pass


@pytest.mark.parametrize(
    ("address", "expected", "code"), [row[1:] for row in DATABASES], ids=[row[0] for row in DATABASES]
)
async def test_a_wrong_database_is_told(
    slack: Workspace, prepared: Server, tmp_path: Path, address: str, expected: str, code: int
) -> None:
    url = address.format(folder=prepared.folder, port=slack.url.rpartition(":")[2])
    end, told = await ends(slack, settings(slack.url, tmp_path / "data", database_url=url))
    assert (end, told[: len(expected)]) == (code, expected)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "The database was made by a newer Værn."),
        ("DROP TABLE outbox", "The database of DATABASE_URL is not one of Værn, or a part of it is gone."),
        ("ALTER TABLE person DROP COLUMN zone", "The database of DATABASE_URL is not one of Værn"),
        ("SELECT 1", "The master key {data}/master.key is missing, and there are cases it opened."),
    ],
    ids=["a newer version", "a table gone", "a column gone", "a lost key"],
)
async def test_a_used_database_that_has_become_wrong_is_told(
    slack: Workspace, database_url: str, tmp_path: Path, change: str, expected: str
) -> None:
    master = Identity.generate()
    open_storage(database_url, Keyring(master), tmp_path).close()
    with closing(psycopg.connect(database_url, autocommit=True)) as connection:
        connection.execute(change.encode())
    key = "" if change == "SELECT 1" else str(master)
    chosen = settings(slack.url, tmp_path / "data", database_url=database_url, master_key=key)
    code, told = await ends(slack, chosen)
    assert code == WRONG_SETTINGS
    assert told.startswith(expected.replace("{data}", str(chosen.store.data)))


async def test_a_database_that_takes_a_connection_and_says_nothing_is_given_up(
    slack: Workspace, tmp_path: Path
) -> None:
    over = asyncio.Event()

    async def silent(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await over.wait()
        writer.close()

    listening = await asyncio.start_server(silent, "127.0.0.1", 0)
    address = f"postgresql://vaern@127.0.0.1:{listening.sockets[0].getsockname()[1]}/x?connect_timeout=2"
    found = await ends(slack, settings(slack.url, tmp_path / "data", database_url=address))
    over.set()
    listening.close()
    assert found == (MAY_PASS, AWAY)


def test_how_many_wrong_settings_there_are(record_property: Callable[[str, object], None]) -> None:
    of_files = len(ENVIRONMENT) + len(ENV_FILE) + len(ORGANISATIONS) + len(CANNOT_BE_READ)
    at_a_start = len(STARTS) + len(ANSWERS) + len(ENTRA) + len(DATABASES)
    figure = f"wrong settings that are told: {of_files} in files, {at_a_start} at a start"
    record_property("measured", figure)
    assert of_files + at_a_start >= 100
