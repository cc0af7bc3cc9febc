"""Injected faults: errors, rate limits, cut connections, held calls."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.hands import Hands, messages_in, refusal
from tests.workspace.server import Workspace

pytestmark = pytest.mark.anyio


async def texts(person: Hands) -> list[str]:
    return [message["text"] for message in messages_in(await person.sees(), "D0METTE")]


async def test_a_rate_limit_says_how_long_to_wait(slack: AsyncWebClient, mette: Hands) -> None:
    await mette.does("faults", method="chat.postMessage", retry_after=7)
    with pytest.raises(SlackApiError) as refused:
        await slack.chat_postMessage(channel="U0METTE", text="x")
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "7"
    assert refused.value.response["error"] == "ratelimited"
    assert (await slack.chat_postMessage(channel="U0METTE", text="x"))["ok"]


async def test_a_fault_may_strike_any_call_of_the_web_api(slack: AsyncWebClient, mette: Hands) -> None:
    await mette.does("faults", method="*", error="internal_error", times=2)
    assert await refusal(slack.auth_test()) == "internal_error"
    assert await refusal(slack.chat_postMessage(channel="U0METTE", text="x")) == "internal_error"
    assert (await slack.auth_test())["ok"]


async def test_a_fault_may_let_calls_pass_and_strike_several_times(
    slack: AsyncWebClient, mette: Hands
) -> None:
    await mette.does("faults", method="chat.postMessage", error="internal_error", skip=1, times=2)
    await slack.chat_postMessage(channel="U0METTE", text="first")
    for _ in range(2):
        assert await refusal(slack.chat_postMessage(channel="U0METTE", text="x")) == "internal_error"
    await slack.chat_postMessage(channel="U0METTE", text="last")
    assert await texts(mette) == ["first", "last"]


@pytest.mark.parametrize(("moment", "seen"), [("before", []), ("after", ["x"])])
async def test_a_connection_is_cut_before_or_after_performing(
    slack: AsyncWebClient, mette: Hands, moment: str, seen: list[str]
) -> None:
    await mette.does("faults", method="chat.postMessage", drop=moment)
    with pytest.raises(aiohttp.ClientError):
        await slack.chat_postMessage(channel="U0METTE", text="x")
    assert await texts(mette) == seen


@pytest.mark.parametrize(("moment", "seen"), [("before", []), ("after", ["x"])])
async def test_a_held_call_is_performed_or_not_and_answers_when_released(
    slack: AsyncWebClient, mette: Hands, moment: str, seen: list[str]
) -> None:
    await mette.does("faults", method="chat.postMessage", hold=moment)
    call = asyncio.create_task(slack.chat_postMessage(channel="U0METTE", text="x"))
    held = (await mette.asks("faults", wait=1, timeout=60))["held"]
    assert [(entry["method"], entry["hold"]) for entry in held] == [("chat.postMessage", moment)]
    assert await texts(mette) == seen
    assert not call.done()
    await mette.does("release")
    assert (await call)["ok"]
    assert await texts(mette) == ["x"]
    assert (await mette.asks("faults"))["held"] == []


@pytest.mark.parametrize(("moment", "seen"), [("before", []), ("after", ["x"])])
async def test_when_the_caller_dies_a_call_held_before_is_never_performed(
    workspace: Workspace, slack: AsyncWebClient, mette: Hands, moment: str, seen: list[str]
) -> None:
    await mette.does("faults", method="chat.postMessage", hold=moment)
    call = asyncio.create_task(slack.chat_postMessage(channel="U0METTE", text="x"))
    await mette.asks("faults", wait=1, timeout=60)
    call.cancel()
    async with asyncio.timeout(60):
        while (await mette.asks("faults"))["held"]:
            await asyncio.sleep(0.01)
    await mette.does("release")
    assert await texts(mette) == seen


async def test_downloads_and_uploads_meet_faults_too(
    slack: AsyncWebClient, session: aiohttp.ClientSession, mette: Hands
) -> None:
    said = await mette.says("look", files=[{"name": "a.png", "size": 4}])
    url = (await slack.files_info(file=said["files"][0]))["file"]["url_private"]
    await mette.does("faults", method="download", html_login=True)
    await mette.does("faults", method="download", status=503)
    headers = {"Authorization": "Bearer xoxb-standin"}
    answers = []
    for _ in range(3):
        async with session.get(url, headers=headers) as response:
            answers.append((response.status, response.content_type))
    assert answers[0] == (200, "text/html")
    assert answers[1][0] == 503
    assert answers[2] == (200, "image/png")
    await mette.does("faults", method="upload", status=504)
    ticket = await slack.files_getUploadURLExternal(filename="a.png", length=1)
    async with session.post(ticket["upload_url"], data=b"x") as response:
        assert response.status == 504


async def test_a_direct_message_may_be_refused_for_one_person_alone(
    slack: AsyncWebClient, mette: Hands
) -> None:
    await mette.does("faults", method="conversations.open", user="U0LARS", error="user_not_found")
    assert await refusal(slack.conversations_open(users="U0LARS")) == "user_not_found"
    assert await refusal(slack.conversations_open(users="U0LARS")) == "user_not_found"
    assert (await slack.conversations_open(users="U0METTE"))["ok"]


async def test_calls_are_logged_without_content(slack: AsyncWebClient, mette: Hands) -> None:
    await slack.chat_postMessage(channel="U0METTE", text="kanariefugl")
    await refusal(slack.users_info(user="U0NOBODY"))
    calls = (await mette.asks("calls"))["calls"]
    assert [(call["n"], call["method"], call["ok"]) for call in calls] == [
        (1, "chat.postMessage", True),
        (2, "users.info", False),
    ]
    assert calls[1]["error"] == "user_not_found"
    assert "kanariefugl" not in str(calls)
    assert (await mette.asks("calls", since=1))["calls"] == calls[1:]


async def test_an_unknown_fault_is_malformed(mette: Hands) -> None:
    for body in (
        {"method": "x", "colour": 1},
        {"method": "x", "hold": "during"},
        {"method": "chat.postMessage", "user": "U0LARS"},
        {"error": "x"},
    ):
        async with mette.session.post(f"{mette.workspace.url}/_control/faults", json=body) as response:
            assert response.status == 400
