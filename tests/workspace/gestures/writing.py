"""Saying something, changing it, taking it back, reading."""

import re
import uuid
from typing import TYPE_CHECKING, Any

from tests.workspace.files_over_http import file_from_person
from tests.workspace.gestures.ability import CannotDo, actor, conversation_of, first_outcomes, message_of
from tests.workspace.people import BOT_USER, Person
from tests.workspace.store import Conversation, Store, StoredFile

if TYPE_CHECKING:
    from tests.workspace.server import Workspace

Json = dict[str, Any]
LONGEST_TEXT = 40_000


def as_sent(text: str, store: Store) -> str:
    """What Slack's client makes of typed text: entities escaped, `@Full Name` a mention."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for person in store.people.values():
        escaped = re.sub(rf"@{re.escape(person.real_name)}\b", f"<@{person.id}>", escaped)
    return escaped


def rich_text(text: str) -> list[Json]:
    if not text:
        return []
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return [{"type": "rich_text", "elements": [section]}]


def writable(workspace: "Workspace", person: Person, name: str) -> Conversation:
    conversation = conversation_of(workspace, person, name)
    if conversation.is_archived:
        raise CannotDo("the channel is archived")
    if person.id not in conversation.members:
        raise CannotDo(f"{person.real_name} is not in the channel")
    if conversation.kind == "dm" and not workspace.manifest.may_people_write():
        raise CannotDo("Sending messages to this app has been turned off.")
    return conversation


async def say(workspace: "Workspace", body: Json) -> Json:
    """A message; in a thread with `thread_ts`, also shown below it with `is_broadcast`; `is_me` is /me.

    Some clients send `blocks` and no text.
    """
    person = actor(workspace, body["as"])
    conversation = writable(workspace, person, body["conversation"])
    text, given = body.get("text", ""), body.get("files", [])
    blocks = body.get("blocks") or rich_text(text)
    if not text.strip() and not given and not blocks:
        raise CannotDo("there is nothing to send")
    if len(text) > LONGEST_TEXT:
        raise CannotDo("the message is too long")
    files = [file_from_person(workspace, person.id, file) for file in given]
    message, sent = workspace.rooms.post(
        conversation,
        person.id,
        as_sent(text, workspace.store),
        blocks=blocks,
        files=[file.id for file in files],
        subtype=_subtype(body, files),
        thread_ts=body.get("thread_ts"),
        client_msg_id=str(uuid.uuid4()),
    )
    conversation.last_read[person.id] = message.ts
    if BOT_USER in conversation.members:
        sent += [future for file in files for future in workspace.rooms.share_file(file, conversation)]
    acknowledged = await first_outcomes(workspace, sent)
    return {
        "ts": message.ts,
        "conversation": conversation.id,
        "files": [file.id for file in files],
        "acknowledged": acknowledged,
    }


def _subtype(body: Json, files: list[StoredFile]) -> str | None:
    if body.get("is_broadcast"):
        return "thread_broadcast"
    if body.get("is_me"):
        return "me_message"
    return "file_share" if files else None


async def edit_message(workspace: "Workspace", body: Json) -> Json:
    person = actor(workspace, body["as"])
    conversation = writable(workspace, person, body["conversation"])
    message = message_of(conversation, person, body["ts"])
    if message.user != person.id:
        raise CannotDo("people edit their own messages only")
    text = as_sent(body["text"], workspace.store)
    sent = workspace.rooms.edit(conversation, message, text, rich_text(body["text"]), shown=True)
    return {"acknowledged": await first_outcomes(workspace, sent)}


async def delete_message(workspace: "Workspace", body: Json) -> Json:
    person = actor(workspace, body["as"])
    conversation = conversation_of(workspace, person, body["conversation"])
    message = message_of(conversation, person, body["ts"])
    if message.user != person.id:
        raise CannotDo("people delete their own messages only")
    sent = workspace.rooms.delete(conversation, message)
    return {"acknowledged": await first_outcomes(workspace, sent)}


async def read(workspace: "Workspace", body: Json) -> Json:
    person = actor(workspace, body["as"])
    conversation = conversation_of(workspace, person, body["conversation"])
    latest = next(reversed(conversation.messages), "0")
    if conversation.last_read.get(person.id) != latest:
        conversation.last_read[person.id] = latest
        workspace.store.changed()
    return {}
