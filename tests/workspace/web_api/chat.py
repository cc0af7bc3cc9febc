"""chat.*: https://docs.slack.dev/reference/methods/chat.postMessage and its siblings."""

from typing import Any

from tests.workspace.people import BOT_ID, BOT_USER, TEAM_ID
from tests.workspace.store import Conversation, Message
from tests.workspace.web_api.lookups import (
    joined_conversation,
    message_at,
    message_blocks,
    visible_conversation,
)
from tests.workspace.web_api.registry import Call, Refused, method, parsed_json

Json = dict[str, Any]
LONGEST_TEXT = 40_000
LONGEST_UPDATE = 4_000
LONGEST_MARKDOWN = 12_000
MOST_ATTACHMENTS = 100
MOST_METADATA_BYTES = 8_000


@method("chat.postMessage")
def post_message(call: Call) -> Json:
    conversation = _writable(call)
    text, blocks = _content(call)
    message, _ = call.workspace.rooms.post(
        conversation,
        BOT_USER,
        text[:LONGEST_TEXT],
        blocks=blocks,
        thread_ts=_thread(conversation, call),
        metadata=_metadata(call),
    )
    warning = {"warning": "message_truncated"} if len(text) > LONGEST_TEXT else {}
    return {"channel": conversation.id, "ts": message.ts, "message": _as_json(call, message), **warning}


@method("chat.postEphemeral")
def post_ephemeral(call: Call) -> Json:
    conversation = _writable(call)
    if call["user"] not in conversation.members:
        raise Refused("user_not_in_channel")
    text, blocks = _content(call)
    if len(text) > LONGEST_TEXT:
        raise Refused("msg_too_long")
    message, _ = call.workspace.rooms.post(
        conversation, BOT_USER, text, blocks=blocks, ephemeral_to=call["user"]
    )
    return {"message_ts": message.ts}


@method("chat.update")
def update(call: Call) -> Json:
    conversation = joined_conversation(call)
    if conversation.is_archived:
        raise Refused("is_inactive")
    message = message_at(conversation, call["ts"])
    if message.user != BOT_USER or message.is_system:
        raise Refused("cant_update_message")
    text, blocks = _content(call)
    if len(text) > LONGEST_UPDATE:
        raise Refused("msg_too_long")
    # Blocks are retained only when no text is given (chat.update, argument `blocks`).
    kept = message.blocks if "blocks" not in call.args and "text" not in call.args else blocks
    if "metadata" in call.args:
        message.metadata = _metadata(call)
    call.workspace.rooms.edit(conversation, message, text, kept, shown=not kept)
    return {
        "channel": conversation.id,
        "ts": message.ts,
        "text": message.text,
        "message": _as_json(call, message),
    }


@method("chat.delete")
def delete(call: Call) -> Json:
    """An app may delete its own messages only, and is no member of an archived conversation any more."""
    conversation = joined_conversation(call)
    if conversation.is_archived:
        raise Refused("is_archived")
    message = message_at(conversation, call["ts"])
    if message.user != BOT_USER or message.is_system:
        raise Refused("cant_delete_message")
    call.workspace.rooms.delete(conversation, message)
    return {"channel": conversation.id, "ts": message.ts}


@method("chat.getPermalink")
def get_permalink(call: Call) -> Json:
    conversation = visible_conversation(call)
    message = message_at(conversation, call["message_ts"])
    address = f"{call.workspace.url}/archives/{conversation.id}/p{message.ts.replace('.', '')}"
    return {"channel": conversation.id, "permalink": address}


def _writable(call: Call) -> Conversation:
    """The conversation to post to. A user id opens that person's direct message."""
    store, manifest = call.workspace.store, call.workspace.manifest
    target = store.people.get(call["channel"])
    if target and (target.deleted or target.is_bot):
        raise Refused("channel_not_found")
    if target:
        call.args["channel"] = store.dm(target.id).id
    conversation = joined_conversation(call)
    if conversation.kind == "dm":
        if store.people[conversation.other_than(BOT_USER)].deleted:
            raise Refused("channel_not_found")
        if not manifest.is_messages_tab_enabled():
            raise Refused("messages_tab_disabled")
    if conversation.is_archived:
        raise Refused("is_archived")
    return conversation


def _content(call: Call) -> tuple[str, list[Json]]:
    """Text and checked blocks; raises no_text when there is nothing to show."""
    markdown = call.get("markdown_text", "")
    if markdown and ("text" in call.args or "blocks" in call.args):
        raise Refused("markdown_text_conflict")
    if len(markdown) > LONGEST_MARKDOWN:
        raise Refused("msg_too_long")
    attachments = parsed_json(call.get("attachments") or [])
    if len(attachments) > MOST_ATTACHMENTS:
        raise Refused("too_many_attachments")
    text, blocks = call.get("text", "") or markdown, message_blocks(call)
    if not (text.strip() or blocks or attachments):
        raise Refused("no_text")
    return text, blocks


def _metadata(call: Call) -> Json | None:
    metadata = parsed_json(call.get("metadata"))
    if not metadata:
        return None
    if not isinstance(metadata, dict):
        raise Refused("invalid_metadata_format")
    is_good = isinstance(metadata.get("event_type"), str) and isinstance(metadata.get("event_payload"), dict)
    if not is_good:
        raise Refused("invalid_metadata_schema")
    if len(str(metadata)) > MOST_METADATA_BYTES:
        raise Refused("metadata_too_large")
    return metadata


def _thread(conversation: Conversation, call: Call) -> str | None:
    thread_ts: str | None = call.get("thread_ts")
    if thread_ts and thread_ts not in conversation.messages:
        raise Refused("cannot_reply_to_message")
    return thread_ts


def _as_json(call: Call, message: Message) -> Json:
    body: Json = call.workspace.rooms.as_json(message)
    return body | {"bot_profile": {"id": BOT_ID, "name": "vaern", "team_id": TEAM_ID, "deleted": False}}
