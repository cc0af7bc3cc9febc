"""What one person sees, and nothing else."""

from typing import TYPE_CHECKING, Any

from tests.workspace.clock import moment_of
from tests.workspace.people import BOT_USER, Person
from tests.workspace.store import Conversation, Message, StoredFile, View

if TYPE_CHECKING:
    from tests.workspace.server import Workspace

Json = dict[str, Any]


def people(workspace: "Workspace") -> list[Json]:
    return [
        {
            "id": person.id,
            "name": person.name,
            "real_name": person.real_name,
            "title": person.title,
            "email": "" if person.is_bot else person.email,
            "locale": person.locale,
            "tz": person.tz,
            "deleted": person.deleted,
            "is_bot": person.is_bot,
        }
        for person in workspace.store.people.values()
    ]


def snapshot(workspace: "Workspace", person: Person) -> Json:
    store = workspace.store
    home = store.homes.get(person.id)
    return {
        "rev": store.revision,
        "now": workspace.now().isoformat(),
        "me": person.id,
        "people": people(workspace),
        "commands": [
            {name: command.get(name, "") for name in ("command", "description", "usage_hint")}
            for command in workspace.manifest.commands
        ],
        "shortcuts": workspace.manifest.shortcuts,
        "conversations": [
            _conversation(workspace, conversation, person.id)
            for conversation in store.conversations.values()
            if person.id in conversation.members
        ],
        "modals": [_view(view) | {"errors": view.errors} for view in store.modals.get(person.id, [])],
        "home": _view(home) if home else None,
        "notifications": store.notifications.get(person.id, []),
        "problems": store.problems.get(person.id, []),
    }


def _view(view: View) -> Json:
    return {"id": view.id, "hash": view.hash, "view": view.content, "state": view.state}


def _conversation(workspace: "Workspace", conversation: Conversation, person: str) -> Json:
    seen = [message for message in conversation.messages.values() if message.is_seen_by(person)]
    read_until = conversation.last_read.get(person, "")
    unread = [m for m in seen if m.ts > read_until and m.user != person and not m.is_system]
    body: Json = {
        "id": conversation.id,
        "kind": conversation.kind,
        "name": conversation.name,
        "topic": conversation.topic,
        "is_private": conversation.is_private,
        "is_archived": conversation.is_archived,
        "members": conversation.members,
        "unread": len(unread),
        "messages": [_message(workspace, message, person) for message in seen],
    }
    return body | ({"with": BOT_USER} if conversation.kind == "dm" else {})


def _message(workspace: "Workspace", message: Message, person: str) -> Json:
    files = [workspace.store.files[file_id] for file_id in message.files]
    return {
        "ts": message.ts,
        "user": message.user,
        "username": message.username,
        "text": message.text,
        "attachments": message.attachments,
        "blocks": message.blocks,
        "files": [_file(file, person) for file in files],
        "edited": message.is_edit_shown,
        "ephemeral": bool(message.ephemeral_to),
        "at": moment_of(message.ts).isoformat(),
        "state": workspace.rooms.state_for(message, person),
        "system": message.is_system,
    }


def _file(file: StoredFile, person: str) -> Json:
    return {
        "id": file.id,
        "name": file.name,
        "mimetype": file.mimetype,
        "size": file.size,
        "mode": "tombstone" if file.is_deleted else file.mode,
        "url": f"/_control/file?as={person}&id={file.id}",
    }


def may_read_file(workspace: "Workspace", person: str, file: StoredFile) -> bool:
    """Owners, members of where it is shared, and those who see it as an image in a message or view."""
    if file.owner == person:
        return True
    mine = [c for c in workspace.store.conversations.values() if person in c.members]
    if any(conversation.id in file.shares for conversation in mine):
        return True
    shown = [m.blocks for c in mine for m in c.messages.values() if m.is_seen_by(person)]
    shown += [view.content["blocks"] for view in workspace.store.modals.get(person, [])]
    if person in workspace.store.homes:
        shown.append(workspace.store.homes[person].content["blocks"])
    return any("slack_file" in str(blocks) and file.id in str(blocks) for blocks in shown)
