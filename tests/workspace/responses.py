"""Messages the app sends by a response URL, or in the acknowledgement of a command.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.workspace.block_kit.blocks import check_blocks
from tests.workspace.people import BOT_USER
from tests.workspace.triggers import ResponseUrl
from tests.workspace.web_api.lookups import may_show_file

if TYPE_CHECKING:
    from tests.workspace.server import Workspace

Json = dict[str, Any]
FIELDS = {
    "text",
    "blocks",
    "attachments",
    "response_type",
    "replace_original",
    "delete_original",
    "thread_ts",
    "unfurl_links",
    "unfurl_media",
    "metadata",
}


async def receive_response(workspace: "Workspace", request: web.Request) -> web.Response:
    """POST to a response URL: at most five times in thirty minutes."""
    found = workspace.response_urls.use(request.match_info["key"])
    if isinstance(found, str):
        return _answered(workspace, 404, found)
    try:
        body = json.loads(await request.text())
    except ValueError:
        return _answered(workspace, 400, "invalid_payload")
    fault = respond(workspace, found, body)
    return _answered(workspace, 400 if fault else 200, fault or "ok")


def _answered(workspace: "Workspace", status: int, word: str) -> web.Response:
    workspace.log_call("response_url", ok=status == 200, error=None if status == 200 else word)
    return web.Response(status=status, text=word)


def respond(workspace: "Workspace", subject: ResponseUrl, body: Json) -> str | None:
    """Performs a message response; Slack's word for the fault, or None."""
    if body.keys() - FIELDS:
        return "invalid_payload"
    conversation = workspace.store.conversations[subject.conversation]
    original = conversation.messages.get(subject.message_ts or "")
    if body.get("delete_original"):
        if original:
            workspace.rooms.delete(conversation, original)
        return None if original else "message_not_found"
    text, blocks = body.get("text", ""), body.get("blocks") or []
    if not text and not blocks:
        return "no_text"
    if check_blocks(blocks, "message", lambda file: may_show_file(workspace, file)):
        return "invalid_blocks"
    if body.get("replace_original"):
        if original is None or original.user != BOT_USER:
            return "cant_update_message"
        workspace.rooms.edit(conversation, original, text, blocks, shown=False)
        return None
    addressee = None if body.get("response_type") == "in_channel" else subject.user
    workspace.rooms.post(conversation, BOT_USER, text, blocks=blocks, ephemeral_to=addressee)
    return None
