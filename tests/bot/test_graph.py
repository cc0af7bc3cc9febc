"""Microsoft Graph: who leads whom, and every way of not learning it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError

from bot import graph as module
from bot.graph import Graph, GraphUnavailable, Manager
from bot.settings import GraphSettings
from tests.bot.raw_http import Answer, cut, json, redirect, served, silent, text
from tests.standin import MANIFEST, StandInCredential
from tests.workspace.faults import Fault
from tests.workspace.people import GRAPH_TOKEN
from tests.workspace.server import Workspace

pytestmark = pytest.mark.anyio
METTE, LARS, DORTE = "mette@herlev.example", "lars@herlev.example", "dorte@herlev.example"


class Stranger(StandInCredential):
    """Vouched for by nobody that the directory knows."""

    async def get_token(self, *scopes: str, **_: Any) -> AccessToken:
        """A token of another directory."""
        return AccessToken("of-another", 2**31)


class Refused(StandInCredential):
    """The secret of the Entra app has run out."""

    async def get_token(self, *scopes: str, **_: Any) -> AccessToken:
        """Raises what azure-identity raises."""
        raise ClientAuthenticationError("AADSTS7000222")


class Remembering(StandInCredential):
    """Keeps what a token was asked for."""

    def __init__(self) -> None:
        self.scopes: list[str] = []

    async def get_token(self, *scopes: str, **_: Any) -> AccessToken:
        """The fixed token."""
        self.scopes += scopes
        return await super().get_token(*scopes)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as opened:
        yield opened


@pytest.fixture
async def directory() -> AsyncIterator[Workspace]:
    made = Workspace(MANIFEST)
    await made.start()
    yield made
    await made.stop()


def asking(stack: AsyncExitStack, url: str, credential: StandInCredential | None = None) -> Graph:
    """Our Graph at that address, closed with the test."""
    settings = GraphSettings("tenant", "client", "secret", url)
    made = Graph(settings, credential or StandInCredential())
    stack.push_async_callback(made.close)
    return made


@pytest.fixture
def graph(stack: AsyncExitStack, directory: Workspace) -> Graph:
    return asking(stack, f"{directory.url}/graph/v1.0")


async def test_a_leader_is_found_by_mail_and_theirs_by_directory_id(
    graph: Graph, directory: Workspace
) -> None:
    lars = directory.store.people["U0LARS"]
    assert await graph.manager(METTE) == Manager(lars.graph_id, LARS)
    above = await graph.manager(lars.graph_id)
    assert above is not None
    assert above.mail == DORTE


async def test_who_has_no_leader_has_none(graph: Graph) -> None:
    assert await graph.manager(DORTE) is None


@pytest.mark.parametrize("unknown", ["nobody@herlev.example", "a/b@x.example", "../me", "mette@x?$select=id"])
async def test_who_is_not_in_the_directory_has_no_leader(graph: Graph, unknown: str) -> None:
    assert await graph.manager(unknown) is None


async def test_a_leader_whose_account_is_disabled_is_none(graph: Graph, directory: Workspace) -> None:
    directory.store.people["U0LARS"].deleted = True
    assert await graph.manager(METTE) is None


async def test_a_token_that_is_refused_is_no_answer(stack: AsyncExitStack, directory: Workspace) -> None:
    graph = asking(stack, f"{directory.url}/graph/v1.0", Stranger())
    with pytest.raises(GraphUnavailable, match="status 401"):
        await graph.manager(METTE)


async def test_a_token_that_is_not_given_is_no_answer(stack: AsyncExitStack, directory: Workspace) -> None:
    graph = asking(stack, f"{directory.url}/graph/v1.0", Refused())
    with pytest.raises(GraphUnavailable, match=r"^ClientAuthenticationError$"):
        await graph.manager(METTE)
    assert directory.calls == []


@pytest.mark.parametrize("status", [429, 503])
async def test_a_busy_graph_is_asked_again_when_it_said(
    graph: Graph, directory: Workspace, status: int
) -> None:
    directory.faults.rules.append(Fault("graph", status=status, retry_after=1))
    assert await graph.manager(METTE) is not None
    assert len(directory.calls) == 2


@pytest.mark.parametrize("status", [400, 403, 500])
async def test_any_other_failure_is_no_answer(graph: Graph, directory: Workspace, status: int) -> None:
    directory.faults.rules.append(Fault("graph", status=status, error="Broken"))
    with pytest.raises(GraphUnavailable, match=f"status {status}"):
        await graph.manager(METTE)


async def test_a_graph_that_stays_busy_is_given_up_in_time(
    graph: Graph, directory: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.2)
    directory.faults.rules.append(Fault("graph", status=503, retry_after=60, times=9))
    with pytest.raises(GraphUnavailable):
        await graph.manager(METTE)


async def test_a_silent_graph_is_given_up_in_time(
    stack: AsyncExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.2)
    server = await stack.enter_async_context(served(silent))
    with pytest.raises(GraphUnavailable, match="TimeoutError"):
        await asking(stack, server.url).manager(METTE)


@pytest.mark.parametrize(
    "answer",
    [
        text("<html>Sign in</html>"),
        text("<html>Sign in</html>", content_type="application/json"),
        text('{"id": "1", "mai', content_type="application/json"),
        text("[1, 2]", content_type="application/json"),
        text('"lars"', content_type="application/json"),
        text("<html>Bad Gateway</html>", 502),
        text("not json", 500, "application/json"),
        text("", 500, "text/plain"),
        cut,
    ],
)
async def test_garbage_is_no_answer_and_no_crash(stack: AsyncExitStack, answer: Answer) -> None:
    server = await stack.enter_async_context(served(answer))
    with pytest.raises(GraphUnavailable):
        await asking(stack, server.url).manager(METTE)


@pytest.mark.parametrize("fields", [{}, {"id": "1"}, {"mail": LARS}, {"id": "1", "mail": None}])
async def test_a_leader_without_a_mailbox_is_none(stack: AsyncExitStack, fields: dict[str, Any]) -> None:
    server = await stack.enter_async_context(served(json(**fields)))
    assert await asking(stack, server.url).manager(METTE) is None


async def test_nobody_at_the_address_is_no_answer(stack: AsyncExitStack) -> None:
    with pytest.raises(GraphUnavailable, match="ConnectError"):
        await asking(stack, "http://127.0.0.1:1").manager(METTE)


async def test_no_failure_tells_of_whom_it_was_asked(graph: Graph, directory: Workspace) -> None:
    directory.faults.rules.append(Fault("graph", status=500, error=f"about {METTE}"))
    with pytest.raises(GraphUnavailable) as error:
        await graph.manager(METTE)
    assert METTE not in f"{error.value} {error.value.__cause__}"


async def test_the_token_is_asked_for_the_host_of_graph_alone(
    stack: AsyncExitStack, directory: Workspace
) -> None:
    credential = Remembering()
    await asking(stack, f"{directory.url}/graph/v1.0", credential).manager(METTE)
    assert credential.scopes == ["https://127.0.0.1/.default"]


@pytest.mark.parametrize("status", [302, 307])
async def test_a_redirect_to_another_host_never_takes_the_token_along(
    stack: AsyncExitStack, status: int
) -> None:
    stranger = await stack.enter_async_context(served(json(id="1", mail=LARS)))
    elsewhere = stranger.url.replace("127.0.0.1", "localhost")
    server = await stack.enter_async_context(served(redirect(elsewhere, status)))
    try:
        await asking(stack, server.url).manager(METTE)
    except GraphUnavailable:
        assert GRAPH_TOKEN not in str(stranger.seen)
    assert GRAPH_TOKEN in str(server.seen)
    assert GRAPH_TOKEN not in str(stranger.seen)
