"""Microsoft Graph: a dossier on its way to SharePoint."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from aiohttp import web

from bot.graph.answers import GraphRefused, GraphUnavailable
from bot.graph.upload import PIECE, Upload, is_upload_address
from tests.bot.graph.graph_given import Given, asking, given
from tests.bot.raw_http import json, served, text
from tests.workspace.people import GRAPH_TOKEN

pytestmark = pytest.mark.anyio
DRIVE, PATH = "b!herlev-hr", "Sager/Årets sager/2026-0042 & bilag.zip"
SMALL = b"dossier"
LARGE = bytes(range(256)) * (10 * 1024) * 3
GRAPH = "https://graph.microsoft.com/v1.0"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def here() -> AsyncIterator[Given]:
    async with given() as made:
        yield made


def files(here: Given) -> dict[tuple[str, str], bytes]:
    return here.workspace.graph.drives.files


@pytest.mark.parametrize("data", [b"x", SMALL, LARGE, bytes(PIECE), bytes(2 * PIECE), bytes(PIECE + 1)])
async def test_a_file_arrives_whole_and_by_its_name(here: Given, data: bytes) -> None:
    await here.graph.upload(DRIVE, PATH, data)
    assert files(here) == {(DRIVE, PATH): data}
    pieces = here.calls.count("graph PUT piece")
    assert pieces == -(-len(data) // PIECE)


async def test_a_file_takes_the_place_of_the_one_before(here: Given) -> None:
    await here.graph.upload(DRIVE, PATH, SMALL)
    await here.graph.upload(DRIVE, PATH, LARGE)
    assert files(here) == {(DRIVE, PATH): LARGE}


async def test_a_file_without_bytes_is_none(here: Given) -> None:
    with pytest.raises(ValueError, match="without bytes"):
        await here.graph.upload(DRIVE, PATH, b"")


async def test_a_drive_that_is_not_there_is_a_refusal(here: Given) -> None:
    with pytest.raises(GraphRefused) as refusal:
        await here.graph.upload("b!other", PATH, SMALL)
    assert refusal.value.code == "itemNotFound"


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 503, "retry_after": 1},
        {"status": 429, "retry_after": 1},
        {"status": 500},
        {"drop": "before"},
        {"drop": "after"},
        {"drop": "after", "skip": 1},
    ],
)
async def test_a_piece_that_is_lost_is_sent_again(here: Given, fault: dict[str, Any]) -> None:
    here.meets("graph upload", **fault)
    await here.graph.upload(DRIVE, PATH, LARGE)
    assert files(here) == {(DRIVE, PATH): LARGE}


async def test_a_long_wait_is_left_to_the_caller(here: Given) -> None:
    here.meets("graph upload", retry_after=120)
    with pytest.raises(GraphUnavailable) as error:
        await here.graph.upload(DRIVE, PATH, SMALL)
    assert (error.value.retry_after, error.value.is_unknown) == (120, False)


async def test_a_session_that_is_over_is_a_refusal(here: Given) -> None:
    here.meets("graph upload", status=404, error="itemNotFound")
    with pytest.raises(GraphRefused, match="404"):
        await here.graph.upload(DRIVE, PATH, SMALL)


async def put(url: str, data: bytes = SMALL) -> None:
    """A whole upload, with short pauses."""
    async with httpx.AsyncClient() as http:
        await Upload(http, url, data, pause=0.01).run()


async def test_a_piece_is_tried_a_few_times() -> None:
    async with served(json(500)) as server:
        with pytest.raises(GraphUnavailable) as error:
            await put(server.url)
    assert (len(server.seen), error.value.is_unknown) == (4, True)


async def test_nobody_there_is_no_answer() -> None:
    with pytest.raises(GraphUnavailable, match="ConnectError"):
        await put("http://127.0.0.1:1/x")


@pytest.mark.parametrize("told", [["0-"], ["0-6"], ["0"]])
async def test_an_upload_that_never_gets_on_is_given_up(told: list[str]) -> None:
    async with served(json(202, nextExpectedRanges=told)) as server:
        with pytest.raises(GraphUnavailable, match="stalled"):
            await put(server.url)
    assert len(server.seen) == 4


@pytest.mark.parametrize("told", [[], ["seven"], ["999-"], "0-", [None]])
async def test_a_place_that_cannot_be_read_is_no_answer(told: Any) -> None:
    async with served(json(202, nextExpectedRanges=told)) as server:
        with pytest.raises(GraphUnavailable, match="unreadable"):
            await put(server.url)


async def test_garbage_is_no_answer() -> None:
    async with served(text("<html>Sign in</html>")) as server:
        with pytest.raises(GraphUnavailable, match="unreadable"):
            await put(server.url)


async def test_a_repeated_piece_makes_it_ask_where_it_is() -> None:
    answers = json(416), json(200, nextExpectedRanges=["5-6"]), json(201)
    async with served(*answers) as server:
        await put(server.url)
    assert [body for _, _, body in server.seen] == [SMALL, b"", SMALL[5:]]


async def test_a_piece_goes_without_the_token(here: Given) -> None:
    # The stand-in answers 401 to a piece that has one.
    await here.graph.upload(DRIVE, PATH, SMALL)
    assert all(call["ok"] for call in here.workspace.calls)


@pytest.mark.parametrize("kind", ["other host", "nothing", "no address"])
async def test_a_file_goes_nowhere_but_to_its_place(kind: str) -> None:
    async with served(json(201)) as stranger:
        addresses = {"other host": stranger.url, "nothing": None, "no address": "http://[x"}
        async with served(json(uploadUrl=addresses[kind])) as server, asking(server.url) as graph:
            with pytest.raises(GraphRefused):
                await graph.upload(DRIVE, PATH, SMALL)
        assert stranger.seen == []


@pytest.mark.parametrize(
    ("address", "is_right"),
    [
        ("https://herlev.sharepoint.com/sites/hr/_api/v2.0/drives/x/uploadSession?guid=1", True),
        ("https://herlev.sharepoint.us/x", True),
        ("http://herlev.sharepoint.com/x", False),
        ("https://herlev.sharepoint.com.evil.example/x", False),
        ("https://evilsharepoint.com/x", False),
        ("https://herlev.sharepoint.com@evil.example/x", False),
        ("https://127.0.0.1/x", False),
        ("http://127.0.0.1:8080/x", False),
        ("", False),
    ],
)
def test_a_file_goes_to_sharepoint_alone(address: str, is_right: bool) -> None:
    assert is_upload_address(address, GRAPH) is is_right


async def test_a_slow_piece_is_given_up_with_the_whole_upload() -> None:
    async with given(upload_seconds=0.3) as here:
        here.meets("graph upload", hold="before")
        with pytest.raises(GraphUnavailable, match="TimeoutError"):
            await here.graph.upload(DRIVE, PATH, SMALL)


async def test_a_redirected_piece_is_a_refusal_and_follows_nowhere() -> None:
    async def away(_: web.Request) -> web.StreamResponse:
        return web.Response(status=307, headers={"Location": "http://127.0.0.1:1/"})

    async with served(away) as server:
        with pytest.raises(GraphRefused, match="307"):
            await put(server.url)
    assert GRAPH_TOKEN not in str(server.seen)
