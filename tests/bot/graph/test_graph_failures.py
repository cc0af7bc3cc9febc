"""Microsoft Graph: every way of not getting an answer, and whether it is worth another try."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.graph.answers import GraphRefused, GraphUnavailable
from tests.bot.graph.graph_given import METTE, Busy, Given, Refused, Remembering, Stranger, asking, given
from tests.bot.raw_http import Answer, cut, json, redirect, served, silent, text
from tests.standin import StandInCredential
from tests.workspace.people import GRAPH_TOKEN

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def here() -> AsyncIterator[Given]:
    async with given() as made:
        yield made


async def test_a_token_that_is_refused_will_be_refused_again() -> None:
    async with given(Stranger()) as here:
        with pytest.raises(GraphRefused) as refusal:
            await here.graph.leaders(METTE)
    assert (refusal.value.status, refusal.value.code) == (401, "InvalidAuthenticationToken")


async def test_a_token_that_is_not_given_is_no_answer() -> None:
    async with given(Refused()) as here:
        with pytest.raises(GraphUnavailable, match=r"^ClientAuthenticationError$"):
            await here.graph.leaders(METTE)
        assert here.calls == []


@pytest.mark.parametrize(
    ("credential", "is_let_in"), [(Stranger(), True), (Refused(), False), (Busy(), True)]
)
async def test_who_is_let_in_is_so_until_microsoft_says_no(
    credential: StandInCredential, *, is_let_in: bool
) -> None:
    async with given(credential) as here:
        assert await here.graph.is_let_in() == is_let_in


@pytest.mark.parametrize("status", [429, 503])
async def test_a_busy_graph_is_asked_again_when_it_said(here: Given, status: int) -> None:
    here.meets(status=status, retry_after=1)
    assert await here.graph.leaders(METTE)
    assert len(here.calls) == 2


@pytest.mark.parametrize("status", [429, 503])
async def test_a_long_wait_is_left_to_the_caller(here: Given, status: int) -> None:
    here.meets(status=status, retry_after=120)
    with pytest.raises(GraphUnavailable, match=f"status {status}") as error:
        await here.graph.leaders(METTE)
    assert error.value.retry_after == 120
    assert error.value.is_failure == (status == 503)
    assert len(here.calls) == 1


async def test_a_wait_may_be_told_as_a_date() -> None:
    busy = json(429, headers={"Retry-After": "Fri, 01 Jan 2100 00:00:00 GMT"})
    async with served(busy) as server, asking(server.url) as graph:
        with pytest.raises(GraphUnavailable) as error:
            await graph.leaders(METTE)
    assert (error.value.retry_after or 0) > 10**6


async def test_a_wait_that_cannot_be_read_is_none() -> None:
    async with served(json(500, headers={"Retry-After": "soon"})) as server, asking(server.url) as graph:
        with pytest.raises(GraphUnavailable) as error:
            await graph.leaders(METTE)
    assert error.value.retry_after is None


@pytest.mark.parametrize("status", [400, 403, 409])
async def test_a_refusal_tells_its_status_and_code(here: Given, status: int) -> None:
    here.meets(status=status, error="ErrorAccessDenied")
    with pytest.raises(GraphRefused, match=f"^status {status}$") as refusal:
        await here.graph.leaders(METTE)
    assert (refusal.value.status, refusal.value.code) == (status, "ErrorAccessDenied")


@pytest.mark.parametrize("status", [408, 500, 502])
async def test_another_failure_is_worth_a_later_try(here: Given, status: int) -> None:
    here.meets(status=status, error="Broken")
    with pytest.raises(GraphUnavailable, match=f"^status {status}$"):
        await here.graph.leaders(METTE)
    assert len(here.calls) == 1


async def test_a_slow_graph_is_given_up_in_time() -> None:
    async with given(seconds=0.3) as here:
        here.meets(hold="before")
        with pytest.raises(GraphUnavailable, match=r"^TimeoutError$") as error:
            await here.graph.leaders(METTE)
    assert not error.value.is_unknown


async def test_waiting_for_a_turn_counts_as_well() -> None:
    async with given(seconds=0.3) as here:
        here.meets(hold="before", times=9)
        for _ in range(2):
            with pytest.raises(GraphUnavailable):
                await here.graph.members("group-hr")


async def test_a_silent_graph_is_given_up_in_time() -> None:
    async with served(silent) as server, asking(server.url, seconds=0.2) as graph:
        with pytest.raises(GraphUnavailable, match="TimeoutError"):
            await graph.leaders(METTE)


@pytest.mark.parametrize(
    "answer",
    [
        text("<html>Sign in</html>"),
        text("<html>Sign in</html>", content_type="application/json"),
        text('{"id": "1", "mai', content_type="application/json"),
        text("[1, 2]", content_type="application/json"),
        text("[[1, 2]]", content_type="application/json"),
        text('"lars"', content_type="application/json"),
        text("{}", headers={"Content-Encoding": "gzip"}),
        text("<html>Bad Gateway</html>", 502),
        text("not json", 500, "application/json"),
        text("", 500, "text/plain"),
        cut,
    ],
)
async def test_garbage_is_no_answer_and_no_crash(answer: Answer) -> None:
    async with served(answer) as server, asking(server.url) as graph:
        with pytest.raises(GraphUnavailable):
            await graph.leaders(METTE)


@pytest.mark.parametrize(
    "body", ["<html>No</html>", '{"error": "no"}', '{"error": {"code": "' + METTE + '"}}', ""]
)
async def test_a_refusal_may_be_without_a_code(body: str) -> None:
    async with served(text(body, 403, "application/json")) as server, asking(server.url) as graph:
        with pytest.raises(GraphRefused) as refusal:
            await graph.leaders(METTE)
    assert refusal.value.code == ""


async def test_nobody_at_the_address_is_no_answer() -> None:
    async with asking("http://127.0.0.1:1") as graph:
        with pytest.raises(GraphUnavailable, match="ConnectError"):
            await graph.leaders(METTE)


@pytest.mark.parametrize("status", [403, 500])
async def test_no_failure_tells_of_whom_it_was_asked(here: Given, status: int) -> None:
    here.meets(status=status, error=f"about {METTE}")
    with pytest.raises((GraphUnavailable, GraphRefused)) as error:
        await here.graph.leaders(METTE)
    assert METTE not in f"{error.value} {vars(error.value)} {error.value.__cause__}"


async def test_the_token_is_asked_for_the_host_of_graph_alone() -> None:
    credential = Remembering()
    async with given(credential) as here:
        await here.graph.leaders(METTE)
    assert credential.scopes == ["https://127.0.0.1/.default"]


@pytest.mark.parametrize("status", [302, 307, 308])
async def test_a_redirect_is_never_followed(status: int) -> None:
    async with (
        served(json(id="1")) as stranger,
        served(redirect(stranger.url, status)) as server,
        asking(server.url) as graph,
    ):
        with pytest.raises(GraphRefused):
            await graph.leaders(METTE)
        with pytest.raises(GraphRefused):
            await graph.send_mail(METTE, METTE, "Sag 1", "Tekst")
    assert GRAPH_TOKEN in str(server.seen)
    assert stranger.seen == []
