"""files.*: upload in two steps, and what the app may see and delete.

https://docs.slack.dev/messaging/working-with-files
"""

from typing import Any

from tests.workspace.block_kit.blocks import check_blocks
from tests.workspace.files_over_http import mimetype_of
from tests.workspace.people import BOT_USER
from tests.workspace.slack_objects import file_object
from tests.workspace.store import StoredFile
from tests.workspace.web_api.lookups import is_file_visible_to_app, joined_conversation
from tests.workspace.web_api.registry import Call, Refused, method, parsed_json

Json = dict[str, Any]
LONGEST_ALT_TEXT = 1000
LARGEST_FILE = 1_000_000_000


@method("files.getUploadURLExternal")
def get_upload_url(call: Call) -> Json:
    if call["length"] <= 0:
        raise Refused("missing_argument")
    if call["length"] > LARGEST_FILE:
        raise Refused("file_upload_size_restricted")
    if len(call.get("alt_txt", "")) > LONGEST_ALT_TEXT:
        raise Refused("alt_txt_too_large")
    store = call.workspace.store
    file = StoredFile(
        store.number("F0"),
        call["filename"],
        call["filename"],
        mimetype_of(call["filename"]),
        call["length"],
        BOT_USER,
        store.seconds(),
        None,
        alt_txt=call.get("alt_txt", ""),
        is_complete=False,
    )
    store.files[file.id] = file
    ticket = call.workspace.uploads.new_ticket(file.id)
    return {"upload_url": f"{call.workspace.url}/upload/v1/{ticket}", "file_id": file.id}


@method("files.completeUploadExternal")
def complete_upload(call: Call) -> Json:
    """Shares what was uploaded, in one message; without a channel the files stay the app's own."""
    wanted = [(entry.get("id", ""), entry.get("title")) for entry in call["files"]]
    found = [_uploaded(call, file_id) for file_id, _ in wanted]
    conversation = joined_conversation(call, "channel_id") if call.get("channel_id") else None
    if conversation and conversation.is_archived:
        raise Refused("posting_to_channel_denied")
    blocks = _rich_text_blocks(call)
    for file, (_, title) in zip(found, wanted, strict=True):
        file.title = title or file.name
        file.is_complete = True
    if conversation:
        call.workspace.rooms.post(
            conversation,
            BOT_USER,
            call.get("initial_comment", ""),
            blocks=blocks,
            files=[file.id for file in found],
            subtype="file_share",
            thread_ts=call.get("thread_ts"),
        )
        for file in found:
            call.workspace.rooms.share_file(file, conversation)
    return {"files": [{"id": file.id, "title": file.title} for file in found]}


def _uploaded(call: Call, file_id: str) -> StoredFile:
    file: StoredFile | None = call.workspace.store.files.get(file_id)
    if file is None or file.owner != BOT_USER or file.content is None or file.is_complete:
        raise Refused("file_not_found")
    return file


def _rich_text_blocks(call: Call) -> list[Json]:
    """Blocks are ignored beside an initial comment, and otherwise must be rich text."""
    blocks = parsed_json(call.get("blocks") or [])
    if call.get("initial_comment"):
        return []
    is_rich_text = isinstance(blocks, list) and all(block.get("type") == "rich_text" for block in blocks)
    if not is_rich_text or check_blocks(blocks, "message", lambda _: False):
        raise Refused("invalid_blocks")
    return blocks


def _seen(call: Call) -> StoredFile:
    file: StoredFile | None = call.workspace.store.files.get(call["file"])
    if file is None or not file.is_complete:
        raise Refused("file_not_found")
    if file.is_deleted:
        raise Refused("file_deleted")
    return file


@method("files.info")
def info(call: Call) -> Json:
    file = _seen(call)
    if not is_file_visible_to_app(call.workspace, file):
        raise Refused("not_visible")
    body = file_object(file, call.workspace.store, call.workspace.url)
    return {"file": body, "comments": [], "response_metadata": {"next_cursor": ""}}


@method("files.delete")
def delete(call: Call) -> Json:
    """An app may delete its own files only."""
    file = _seen(call)
    if file.owner != BOT_USER:
        visible = is_file_visible_to_app(call.workspace, file)
        raise Refused("cant_delete_file" if visible else "file_not_found")
    call.workspace.rooms.delete_file(file)
    return {}
