"""Every call passes the checks of token, method, arguments and scope."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.hands import Hands, refusal, refusal_in_full
from tests.workspace.people import APP_TOKEN
from tests.workspace.server import Workspace

pytestmark = pytest.mark.anyio


async def test_auth_test_tells_who_the_app_is_and_what_it_may(slack: AsyncWebClient) -> None:
    answer = await slack.auth_test()
    assert (answer["user_id"], answer["bot_id"], answer["team_id"]) == ("U0VAERN", "B0VAERN", "T01VAERN")
    assert "im:history" in answer.headers["x-oauth-scopes"].split(",")


async def test_every_answer_tells_the_time_of_the_workspace_s_clock(
    workspace: Workspace, slack: AsyncWebClient
) -> None:
    workspace.clock.jump(3 * 86400)
    told = parsedate_to_datetime((await slack.auth_test()).headers["Date"])
    assert abs(told - workspace.now()) < timedelta(minutes=1)


async def test_tokens_are_checked(workspace: Workspace, slack: AsyncWebClient) -> None:
    def client(token: str | None) -> AsyncWebClient:
        return AsyncWebClient(token=token, base_url=f"{workspace.url}/api/")

    assert await refusal(client(None).auth_test()) == "not_authed"
    assert await refusal(client("xoxb-other").auth_test()) == "invalid_auth"
    assert await refusal(client(APP_TOKEN).users_info(user="U0METTE")) == "not_allowed_token_type"
    assert await refusal(slack.apps_connections_open(app_token="xoxb-standin")) == "not_allowed_token_type"


async def test_unknown_methods_and_those_not_played_are_refused(slack: AsyncWebClient) -> None:
    assert await refusal(slack.api_call("chat.shout")) == "unknown_method"
    assert await refusal(slack.reactions_add(channel="C1", name="eyes", timestamp="1")) == (
        "not_played_by_the_stand_in"
    )


async def test_arguments_are_checked_by_name_presence_and_type(slack: AsyncWebClient) -> None:
    assert await refusal(slack.users_info(user="U0METTE", colour="red")) == "invalid_arg_name"
    missing = await refusal_in_full(slack.api_call("users.info"))
    assert missing["error"] == "invalid_arguments"
    assert missing["response_metadata"]["messages"] == ["[ERROR] missing required field: user"]
    wrong = slack.api_call("conversations.create", json={"name": "x", "is_private": "perhaps"})
    assert await refusal(wrong) == "invalid_arguments"


async def test_a_body_that_is_not_json_is_refused(
    workspace: Workspace, session: aiohttp.ClientSession
) -> None:
    headers = {"Authorization": "Bearer xoxb-standin", "Content-Type": "application/json"}
    async with session.post(f"{workspace.url}/api/auth.test", data=b"{", headers=headers) as response:
        assert (await response.json())["error"] == "invalid_json"


async def test_missing_scope_names_what_is_needed_and_provided(slack: AsyncWebClient, mette: Hands) -> None:
    await mette.does("scopes", bot=["chat:write"])
    answer = await refusal_in_full(slack.users_info(user="U0METTE"))
    assert (answer["error"], answer["needed"], answer["provided"]) == (
        "missing_scope",
        "users:read",
        "chat:write",
    )


async def test_the_kind_of_conversation_decides_which_scope_is_needed(slack: AsyncWebClient) -> None:
    private = await slack.conversations_create(name="case-1", is_private=True)
    assert (await slack.conversations_info(channel=private["channel"]["id"]))["ok"]
    public = await refusal_in_full(slack.conversations_create(name="open-1", is_private=False))
    assert public["needed"] == "channels:manage,channels:write"
    dm = await slack.conversations_open(users="U0METTE")
    seen = await refusal_in_full(slack.conversations_info(channel=dm["channel"]["id"]))
    assert seen["needed"] == "im:read"
    listed = await refusal_in_full(slack.conversations_list(types="private_channel,im"))
    assert listed["needed"] == "im:read"


async def test_users_info_gives_locale_on_request_and_mail_by_scope(
    slack: AsyncWebClient, mette: Hands
) -> None:
    plain_user = (await slack.users_info(user="U0OMAR"))["user"]
    assert "locale" not in plain_user
    assert "email" not in plain_user["profile"]
    await mette.does("scopes", bot=["users:read", "users:read.email"])
    user = (await slack.users_info(user="U0OMAR", include_locale=True))["user"]
    assert (user["locale"], user["tz"], user["profile"]["email"]) == (
        "en-GB",
        "Europe/Copenhagen",
        "omar@herlev.example",
    )
    assert (await slack.users_lookupByEmail(email="omar@herlev.example"))["user"]["id"] == "U0OMAR"
    assert await refusal(slack.users_lookupByEmail(email="nobody@herlev.example")) == "users_not_found"
    assert await refusal(slack.users_info(user="U0NOBODY")) == "user_not_found"


async def test_lists_come_in_pages(slack: AsyncWebClient) -> None:
    ids = []
    async for page in await slack.users_list(limit=3):
        ids += [user["id"] for user in page["members"]]
    assert len(ids) == len(set(ids)) == 8
    assert await refusal(slack.users_list(cursor="zzz")) == "invalid_cursor"
