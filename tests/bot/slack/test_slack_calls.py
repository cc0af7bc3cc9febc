"""Slack over raw HTTP: every way a call can fail is told apart, and the token goes to nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.answers import SlackRefused, SlackUnavailable
from bot.slack.calls import Slack
from flows.screens.elements import Screen, Text
from tests.bot.raw_http import Answer, Server, broken_off, cut, json, redirect, served, silent, text

pytestmark = pytest.mark.anyio
TOKEN = "xoxb-very-secret"
SECONDS = 2.0
SCREEN = Screen("Sag 1", (Text("Hej"),))
LOGIN = "<!DOCTYPE html><html><body>Sign in</body></html>"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with served() as made:
        yield made


@pytest.fixture
async def stranger() -> AsyncIterator[Server]:
    """Somebody else's server, that would take whatever it is sent."""
    async with served(json(ok=True, ts="1.0")) as made:
        yield made


@pytest.fixture
async def slack(server: Server) -> AsyncIterator[Slack]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=3)) as session:
        client = AsyncWebClient(
            token=TOKEN, base_url=f"{server.url}/api/", session=session, retry_handlers=[]
        )
        yield Slack(client, session, 0)


async def unavailable(slack: Slack) -> SlackUnavailable:
    with pytest.raises(SlackUnavailable) as error:
        await slack.post("C1", SCREEN, "mark")
    return error.value


async def test_an_answer_is_taken(slack: Slack, server: Server) -> None:
    server.answers = [json(ok=True, ts="1.0")]
    assert await slack.post("C1", SCREEN, "mark") == "1.0"
    assert f"Bearer {TOKEN}" in server.seen[0][1]


@pytest.mark.parametrize("error", ["channel_not_found", "not_in_channel", "restricted_action"])
async def test_a_no_of_slack_is_a_refusal_with_its_code(slack: Slack, server: Server, error: str) -> None:
    server.answers = [json(ok=False, error=error)]
    with pytest.raises(SlackRefused) as refusal:
        await slack.post("C1", SCREEN, "mark")
    assert refusal.value.error == error


@pytest.mark.parametrize(("given", "wait"), [("7", 7.0), (None, 1.0), ("soon", 1.0), ("-1", 1.0)])
async def test_a_rate_limit_says_how_long_to_wait_and_that_nothing_was_done(
    slack: Slack, server: Server, given: str | None, wait: float
) -> None:
    headers = {} if given is None else {"Retry-After": given}
    server.answers = [json(429, headers, ok=False, error="ratelimited")]
    error = await unavailable(slack)
    assert (error.retry_after, error.is_unknown, error.is_failure) == (wait, False, False)


async def test_a_rate_limit_in_a_good_status_or_without_a_body_is_one_too(
    slack: Slack, server: Server
) -> None:
    server.answers = [json(200, {"Retry-After": "3"}, ok=False, error="ratelimited")]
    assert (await unavailable(slack)).retry_after == 3.0
    server.answers = [text("", 429, headers={"Retry-After": "4"})]
    error = await unavailable(slack)
    assert (error.retry_after, error.is_unknown) == (4.0, False)


@pytest.mark.parametrize(
    "answer",
    [
        json(500, ok=False, error="internal_error"),
        json(200, ok=False, error="fatal_error"),
        json(503, ok=False, error="service_unavailable"),
        text("Bad Gateway", 502, "text/plain"),
        text(LOGIN),
        text(LOGIN, content_type="application/json"),
        text("", 200, "application/json"),
        text("[]", 200, "application/json"),
        text("null", 200, "application/json"),
        text('{"ok": tr', 200, "application/json"),
        cut,
    ],
)
async def test_after_a_broken_answer_it_is_unknown_whether_it_was_done(
    slack: Slack, server: Server, answer: Answer
) -> None:
    server.answers = [answer]
    error = await unavailable(slack)
    assert error.is_unknown
    assert len(server.seen) == 1


async def test_after_no_answer_in_time_it_is_unknown(slack: Slack, server: Server) -> None:
    server.answers = [silent]
    assert (await unavailable(slack)).is_unknown


async def test_when_nobody_answers_at_the_address_nothing_was_done(slack: Slack) -> None:
    slack.client.base_url = "http://127.0.0.1:1/api/"
    error = await unavailable(slack)
    assert not error.is_unknown


async def test_no_failure_repeats_what_was_sent(slack: Slack, server: Server) -> None:
    for answer in (json(500, ok=False, error="internal_error"), text(LOGIN), cut, json(ok=False, error="x")):
        server.answers = [answer]
        with pytest.raises((SlackRefused, SlackUnavailable)) as error:
            await slack.whisper("C1", "U1", "kanariefugl")
        shown = f"{error.value} {error.value.__cause__}"
        assert "kanariefugl" not in shown
        assert TOKEN not in shown


@pytest.mark.parametrize("status", [302, 307, 308])
async def test_a_call_that_is_redirected_away_never_takes_the_token_along(
    slack: Slack, server: Server, stranger: Server, status: int
) -> None:
    server.answers = [redirect(stranger.url, status)]
    with suppress(SlackRefused, SlackUnavailable):
        await slack.post("C1", SCREEN, "mark")
    assert TOKEN not in str(stranger.seen)


async def downloaded(slack: Slack, url: str) -> bytes:
    return b"".join([piece async for piece in slack.files.content(url, SECONDS)])


async def test_a_file_is_downloaded_with_the_token(slack: Slack, server: Server) -> None:
    server.answers = [text("png", content_type="image/png")]
    assert await downloaded(slack, f"{server.url}/files-pri/F1/a.png") == b"png"
    assert TOKEN in server.seen[0][1]


async def uploaded(slack: Slack, seconds: float = SECONDS) -> str:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"evi"
        yield b"dence"

    return await slack.files.upload("sag.png", 8, pieces(), "alt", seconds)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (text(LOGIN), "login_page"),
        (redirect("/signin"), "login_page"),
        (text("", 403), "login_page"),
        (text("", 404), "file_not_found"),
        (text("", 410), "file_not_found"),
    ],
)
async def test_a_file_that_may_not_be_read_is_refused(
    slack: Slack, server: Server, answer: Answer, error: str
) -> None:
    server.answers = [answer]
    with pytest.raises(SlackRefused) as refusal:
        await downloaded(slack, f"{server.url}/files-pri/F1")
    assert refusal.value.error == error
    assert len(server.seen) == 1


@pytest.mark.parametrize("answer", [text("", 429), text("", 500), text("", 503), cut, broken_off])
async def test_a_download_that_breaks_can_be_tried_again(
    slack: Slack, server: Server, answer: Answer
) -> None:
    server.answers = [answer]
    with pytest.raises(SlackUnavailable) as error:
        await downloaded(slack, f"{server.url}/files-pri/F1")
    assert not error.value.is_unknown


async def trickle(request: web.Request) -> web.StreamResponse:
    """A download that never stands still and never ends."""
    answer = web.StreamResponse(headers={"Content-Type": "image/png"})
    await answer.prepare(request)
    while True:
        await answer.write(b"png")
        await asyncio.sleep(0.01)


async def test_a_download_that_goes_on_and_on_ends_when_its_seconds_are_over(
    slack: Slack, server: Server
) -> None:
    server.answers = [trickle]
    with pytest.raises(SlackUnavailable):
        async for _ in slack.files.content(f"{server.url}/files-pri/F1", 0.2):
            pass


async def test_an_upload_that_is_not_answered_ends_when_its_seconds_are_over(
    slack: Slack, server: Server
) -> None:
    server.answers = [json(ok=True, upload_url=f"{server.url}/up", file_id="F1"), silent]
    with pytest.raises(SlackUnavailable) as error:
        await uploaded(slack, 0.2)
    assert not error.value.is_unknown


async def test_a_redirected_download_is_never_followed(
    slack: Slack, server: Server, stranger: Server
) -> None:
    server.answers = [redirect(f"{stranger.url}/files-pri/F1")]
    with pytest.raises(SlackRefused):
        await downloaded(slack, f"{server.url}/files-pri/F1")
    assert stranger.seen == []


@pytest.mark.parametrize(
    "url",
    [
        "http://files.slack.com/F1",
        "https://slack.com.evil.example/F1",
        "https://evilslack.com/F1",
        "https://files.slack.com@evil.example/F1",
        "https://evil.example/files.slack.com",
        "//files.slack.com/F1",
        "file:///etc/passwd",
        "None",
        "",
        "https://[",
    ],
)
async def test_an_address_that_is_not_slacks_is_refused(slack: Slack, url: str) -> None:
    with pytest.raises(SlackRefused) as refusal:
        await downloaded(slack, url)
    assert refusal.value.error == "foreign_host"


async def test_the_server_of_somebody_else_gets_no_request_at_all(slack: Slack, stranger: Server) -> None:
    with pytest.raises(SlackRefused):
        await downloaded(slack, f"{stranger.url}/F1")
    assert stranger.seen == []


async def test_a_file_is_uploaded_in_pieces_with_its_size_told_beforehand(
    slack: Slack, server: Server
) -> None:
    server.answers = [json(ok=True, upload_url=f"{server.url}/up", file_id="F1"), text("OK")]
    assert await uploaded(slack) == "F1"
    path, headers, body = server.seen[1]
    assert (path, body) == ("/up", b"evidence")
    assert "'Content-Length': '8'" in headers
    assert "Transfer-Encoding" not in headers


async def test_a_file_is_uploaded_to_slack_alone(slack: Slack, server: Server, stranger: Server) -> None:
    server.answers = [json(ok=True, upload_url=f"{stranger.url}/up", file_id="F1")]
    with pytest.raises(SlackRefused) as refusal:
        await uploaded(slack)
    assert (refusal.value.error, stranger.seen) == ("foreign_host", [])


@pytest.mark.parametrize("status", [302, 307, 308])
async def test_an_upload_that_is_redirected_away_is_never_followed(
    slack: Slack, server: Server, stranger: Server, status: int
) -> None:
    where = json(ok=True, upload_url=f"{server.url}/up", file_id="F1")
    server.answers = [where, redirect(stranger.url, status)]
    with pytest.raises(SlackUnavailable):
        await uploaded(slack)
    assert stranger.seen == []


@pytest.mark.parametrize("answer", [text("", 500), text("", 413), cut])
async def test_an_upload_that_breaks_is_seen_by_nobody_and_tried_again(
    slack: Slack, server: Server, answer: Answer
) -> None:
    server.answers = [json(ok=True, upload_url=f"{server.url}/up", file_id="F1"), answer]
    with pytest.raises(SlackUnavailable) as error:
        await uploaded(slack)
    assert not error.value.is_unknown
    assert TOKEN not in server.seen[1][1]
