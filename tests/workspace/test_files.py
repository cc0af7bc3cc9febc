"""Files: uploads in two steps, private downloads, what an app may see and delete."""

import base64

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.hands import Hands, messages_in, refusal
from tests.workspace.server import Workspace

pytestmark = pytest.mark.anyio
TOKEN = {"Authorization": "Bearer xoxb-standin"}
SHOT = {"name": "skærm billede.png", "base64": base64.b64encode(b"\x89PNG data").decode()}


async def begin_upload(slack: AsyncWebClient, session: aiohttp.ClientSession, content: bytes) -> str:
    ticket = await slack.files_getUploadURLExternal(filename="a.png", length=len(content))
    async with session.post(ticket["upload_url"], data=content) as response:
        assert await response.text() == f"OK - {len(content)}"
    return ticket["file_id"]


async def test_an_upload_is_seen_only_after_its_second_step(
    slack: AsyncWebClient, session: aiohttp.ClientSession, mette: Hands
) -> None:
    dm = (await slack.conversations_open(users="U0METTE"))["channel"]["id"]
    file_id = await begin_upload(slack, session, b"bytes")
    assert await refusal(slack.files_info(file=file_id)) == "file_not_found"
    await slack.files_completeUploadExternal(files=[{"id": file_id, "title": "A"}], channel_id=dm)
    message = messages_in(await mette.sees(), dm)[-1]
    assert [file["id"] for file in message["files"]] == [file_id]
    shares = (await slack.files_info(file=file_id))["file"]["shares"]["private"]
    assert shares[dm][0]["ts"] == message["ts"]
    again = slack.files_completeUploadExternal(files=[{"id": file_id}], channel_id=dm)
    assert await refusal(again) == "file_not_found"


async def test_the_length_must_be_exact(slack: AsyncWebClient, session: aiohttp.ClientSession) -> None:
    assert await refusal(slack.files_getUploadURLExternal(filename="a", length=0)) == "missing_argument"
    ticket = await slack.files_getUploadURLExternal(filename="a.png", length=4)
    async with session.post(ticket["upload_url"], data=b"12345") as response:
        assert response.status == 400
    unsent = slack.files_completeUploadExternal(files=[{"id": ticket["file_id"]}])
    assert await refusal(unsent) == "file_not_found"


async def test_the_sdk_uploads_in_one_call(slack: AsyncWebClient, mette: Hands) -> None:
    await slack.conversations_open(users="U0METTE")
    await slack.files_upload_v2(channel="D0METTE", content=b"pdf", filename="a.pdf", title="A")
    assert messages_in(await mette.sees(), "D0METTE")[-1]["files"][0]["mimetype"] == "application/pdf"


async def test_a_download_takes_the_token_and_the_scope(
    workspace: Workspace, slack: AsyncWebClient, session: aiohttp.ClientSession, mette: Hands
) -> None:
    said = await mette.says("look", files=[SHOT])
    file = (await slack.files_info(file=said["files"][0]))["file"]

    async def download(headers: dict[str, str]) -> tuple[int, str, bytes]:
        async with session.get(file["url_private_download"], headers=headers) as response:
            return response.status, response.content_type, await response.read()

    assert await download(TOKEN) == (200, "image/png", b"\x89PNG data")
    for headers in ({}, {"Authorization": "Bearer xoxb-other"}):
        status, content_type, body = await download(headers)
        assert (status, content_type) == (200, "text/html")
        assert body.lower().startswith(b"<!doctype html")
    await mette.does("scopes", bot=["chat:write"])
    assert (await download(TOKEN))[1] == "text/html"


async def test_a_file_shared_elsewhere_is_not_for_the_app(
    workspace: Workspace, slack: AsyncWebClient, session: aiohttp.ClientSession, mette: Hands
) -> None:
    channel = workspace.store.channel_named("generelt")
    assert channel
    said = await mette.says("look", channel.id, files=[SHOT])
    assert await refusal(slack.files_info(file=said["files"][0])) == "not_visible"


async def test_an_app_deletes_its_own_files_only(
    slack: AsyncWebClient, session: aiohttp.ClientSession, mette: Hands
) -> None:
    theirs = (await mette.says("look", files=[SHOT]))["files"][0]
    own = await begin_upload(slack, session, b"bytes")
    await slack.files_completeUploadExternal(files=[{"id": own}])
    assert await refusal(slack.files_delete(file=theirs)) == "cant_delete_file"
    await slack.files_delete(file=own)
    assert await refusal(slack.files_delete(file=own)) == "file_deleted"


async def test_a_deleted_file_leaves_a_tombstone(
    slack: AsyncWebClient, session: aiohttp.ClientSession, mette: Hands
) -> None:
    said = await mette.says("look", files=[SHOT])
    url = (await slack.files_info(file=said["files"][0]))["file"]["url_private"]
    await mette.does("file", id=said["files"][0], act="delete")
    assert messages_in(await mette.sees(), "D0METTE")[0]["files"][0]["mode"] == "tombstone"
    assert await refusal(slack.files_info(file=said["files"][0])) == "file_deleted"
    async with session.get(url, headers=TOKEN) as response:
        assert response.status == 404


async def test_people_fetch_only_files_they_see(
    workspace: Workspace, session: aiohttp.ClientSession, mette: Hands
) -> None:
    await mette.says("look", files=[SHOT])
    url = messages_in(await mette.sees(), "D0METTE")[0]["files"][0]["url"]
    async with session.get(workspace.url + url) as response:
        assert await response.read() == b"\x89PNG data"
    async with session.get(workspace.url + url.replace("U0METTE", "U0OMAR")) as response:
        assert response.status == 404


async def test_an_image_shows_a_file_the_app_may_use(
    slack: AsyncWebClient, session: aiohttp.ClientSession, mette: Hands
) -> None:
    def image(file_id: str) -> list[dict]:
        return [{"type": "image", "alt_text": "x", "slack_file": {"id": file_id}}]

    file_id = await begin_upload(slack, session, b"bytes")
    early = slack.chat_postMessage(channel="U0METTE", text="x", blocks=image(file_id))
    assert await refusal(early) == "invalid_blocks"
    await slack.files_completeUploadExternal(files=[{"id": file_id}])
    assert (await slack.chat_postMessage(channel="U0METTE", text="x", blocks=image(file_id)))["ok"]
    url = f"{mette.workspace.url}/_control/file?as=U0METTE&id={file_id}"
    async with session.get(url) as response:
        assert response.status == 200


async def test_large_files_are_made_when_they_are_read(
    slack: AsyncWebClient, session: aiohttp.ClientSession, mette: Hands
) -> None:
    said = await mette.says("", files=[{"name": "brev.pdf", "size": 3_000_000}])
    file = (await slack.files_info(file=said["files"][0]))["file"]
    async with session.get(file["url_private"], headers=TOKEN) as response:
        content = await response.read()
    assert len(content) == file["size"] == 3_000_000
    assert content.startswith(b"%PDF-")
