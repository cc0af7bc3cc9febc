"""Finding what a call names, as far as the app may see it."""

import base64
from typing import Any

from tests.workspace.block_kit.blocks import check_blocks
from tests.workspace.people import BOT_USER, Person
from tests.workspace.store import Conversation, Message, StoredFile
from tests.workspace.web_api.registry import Call, Refused, parsed_json

Json = dict[str, Any]
MOST_PER_PAGE = 1000


def visible_conversation(call: Call, argument: str = "channel") -> Conversation:
    """Raises channel_not_found also for a private channel the app is not in."""
    found = call.workspace.store.conversations.get(call.get(argument, ""))
    if found is None or (found.is_private and BOT_USER not in found.members):
        raise Refused("channel_not_found")
    return found


def joined_conversation(call: Call, argument: str = "channel") -> Conversation:
    """Raises not_in_channel for a public channel the app is not in."""
    found = visible_conversation(call, argument)
    if BOT_USER not in found.members:
        raise Refused("not_in_channel")
    return found


def joined_channel(call: Call) -> Conversation:
    """Like `joined_conversation`, and not a direct message."""
    found = joined_conversation(call)
    if found.kind == "dm":
        raise Refused("method_not_supported_for_channel_type")
    return found


def person(call: Call, user_id: str) -> Person:
    found = call.workspace.store.people.get(user_id)
    if found is None:
        raise Refused("user_not_found")
    return found


def message_at(conversation: Conversation, ts: str) -> Message:
    found = conversation.messages.get(ts)
    if found is None or found.ephemeral_to:
        raise Refused("message_not_found")
    return found


def is_file_visible_to_app(call_workspace: Any, file: StoredFile) -> bool:
    shared_with_app = any(
        BOT_USER in call_workspace.store.conversations[conversation_id].members
        for conversation_id in file.shares
    )
    return file.owner == BOT_USER or file.is_given_to_app or shared_with_app


def may_show_file(workspace: Any, slack_file: Json) -> bool:
    """Whether an image may show this file: complete, an image Slack renders, and within the app's sight."""
    wanted = slack_file.get("id") or slack_file.get("url", "")
    for file in workspace.store.files.values():
        is_named = file.id == wanted or f"-{file.id}/" in wanted or f"/{file.id}/" in wanted
        if is_named:
            is_image = file.mimetype in ("image/png", "image/jpeg", "image/gif")
            is_there = file.is_complete and not file.is_deleted
            return is_image and is_there and is_file_visible_to_app(workspace, file)
    return False


def message_blocks(call: Call) -> list[Json]:
    """The checked blocks of a message call; raises invalid_blocks with Slack's list of errors."""
    blocks = parsed_json(call.get("blocks") or [])
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    faults = check_blocks(blocks, "message", lambda file: may_show_file(call.workspace, file))
    if faults:
        listed = [f"[ERROR] {fault}" for fault in faults]
        raise Refused("invalid_blocks", errors=faults, response_metadata={"messages": listed})
    return blocks


def page(call: Call, items: list[Any], default: int = 100) -> tuple[list[Any], Json]:
    """One page and its `response_metadata`; raises invalid_cursor and invalid_limit."""
    limit = call.get("limit", default)
    if not 0 < limit <= MOST_PER_PAGE:
        raise Refused("invalid_limit")
    start = _offset(call.get("cursor", ""))
    following = start + limit
    cursor = base64.b64encode(f"next:{following}".encode()).decode() if following < len(items) else ""
    return items[start:following], {"next_cursor": cursor}


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:"))
    except ValueError:
        raise Refused("invalid_cursor") from None
