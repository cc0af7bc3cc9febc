"""What happens in conversations, whoever does it: posting, editing, joining, archiving; with its events."""

import asyncio
import re
from typing import Any

from tests.workspace.block_kit.elements import fallback_text, state_of, with_ids
from tests.workspace.events import Events
from tests.workspace.outcomes import Outcome
from tests.workspace.people import BOT_USER
from tests.workspace.slack_objects import message_object
from tests.workspace.store import Conversation, Message, Store, StoredFile

Json = dict[str, Any]
Sent = list[asyncio.Future[Outcome]]


class Rooms:
    def __init__(self, store: Store, events: Events) -> None:
        self.store = store
        self.events = events
        self.base_url = ""

    def post(self, conversation: Conversation, user: str, text: str, **fields: Any) -> tuple[Message, Sent]:
        """A new message; `fields` are those of Message. Blocks get the ids Slack fills in."""
        fields["blocks"] = with_ids(fields.get("blocks") or [])
        message = Message(self.store.timestamps.next(), user, text, **fields)
        conversation.messages[message.ts] = message
        for file_id in message.files:
            self.store.files[file_id].shares.setdefault(conversation.id, []).append(message.ts)
        self._notify(conversation, message)
        self.store.changed()
        if message.ephemeral_to:
            return message, []
        return message, self.events.send_message(conversation, self.as_json(message))

    def as_json(self, message: Message) -> Json:
        return message_object(message, self.store, self.base_url)

    def announce(self, conversation: Conversation, user: str, subtype: str, text: str) -> None:
        """One of Slack's own lines, such as "set the channel topic"."""
        prefix = "group" if conversation.is_private else "channel"
        self.post(conversation, user, text, subtype=f"{prefix}_{subtype}")

    def edit(
        self, conversation: Conversation, message: Message, text: str, blocks: list[Json], *, shown: bool
    ) -> Sent:
        """`shown`: whether people see "(edited)", as they do for messages without blocks."""
        before = self.as_json(message)
        message.text = text
        message.blocks = with_ids(blocks)
        message.states = {who: state_of(message.blocks, state) for who, state in message.states.items()}
        message.edited_ts = self.store.timestamps.next()
        message.is_edit_shown = shown
        self.store.changed()
        if message.ephemeral_to:
            return []
        return self.events.send_message(
            conversation,
            {
                "type": "message",
                "subtype": "message_changed",
                "message": self.as_json(message),
                "previous_message": before,
                "hidden": True,
                "ts": message.edited_ts,
            },
        )

    def delete(self, conversation: Conversation, message: Message) -> Sent:
        before = self.as_json(message)
        has_answers = any(other.thread_ts == message.ts for other in conversation.messages.values())
        del conversation.messages[message.ts]
        conversation.pins = [ts for ts in conversation.pins if ts != message.ts]
        self.store.changed()
        if message.ephemeral_to:
            return []
        event = {
            "type": "message",
            "previous_message": before,
            "hidden": True,
            "ts": self.store.timestamps.next(),
        }
        if has_answers:
            event |= {"subtype": "message_changed", "message": tombstone(message)}
        else:
            event |= {"subtype": "message_deleted", "deleted_ts": message.ts}
        return self.events.send_message(conversation, event)

    def state_for(self, message: Message, person: str) -> dict[str, dict[str, Json]]:
        """What this person has picked in the message's elements."""
        return message.states.setdefault(person, state_of(message.blocks))

    def join(self, conversation: Conversation, user: str, inviter: str | None = None) -> None:
        conversation.members.append(user)
        self.announce(conversation, user, "join", f"<@{user}> has joined the channel")
        self.events.send_membership(conversation, "member_joined_channel", user, inviter)

    def leave(self, conversation: Conversation, user: str) -> None:
        """Leaving and being removed look alike. The app hears of its own removal by `group_left`."""
        self.events.send_membership(conversation, "member_left_channel", user)
        if user == BOT_USER:
            self.events.send_about(conversation, "left", {"channel": conversation.id, "actor_id": user})
        self.announce(conversation, user, "leave", f"<@{user}> has left the channel")
        conversation.members.remove(user)
        self.store.changed()

    def archive(self, conversation: Conversation, user: str) -> None:
        self.announce(conversation, user, "archive", "archived the channel")
        conversation.is_archived = True
        self.store.changed()
        self.events.send_about(
            conversation, "archive", {"channel": conversation.id, "user": user, "is_moved": 0}
        )

    def unarchive(self, conversation: Conversation, user: str) -> None:
        """People come back with the channel; an app must be invited anew."""
        conversation.is_archived = False
        self.events.send_about(conversation, "unarchive", {"channel": conversation.id, "user": user})
        conversation.members = [member for member in conversation.members if member != BOT_USER]
        self.announce(conversation, user, "unarchive", "un-archived the channel")

    def rename(self, conversation: Conversation, user: str, name: str) -> None:
        old = conversation.name
        conversation.name = name
        self.announce(conversation, user, "name", f'has renamed the channel from "{old}" to "{name}"')
        about = {"id": conversation.id, "name": name, "created": conversation.created}
        self.events.send_about(conversation, "rename", {"channel": about})

    def share_file(self, file: StoredFile, conversation: Conversation) -> Sent:
        return self.events.send(
            "file_shared",
            {
                "type": "file_shared",
                "file_id": file.id,
                "user_id": file.owner,
                "file": {"id": file.id},
                "channel_id": conversation.id,
            },
        )

    def delete_file(self, file: StoredFile) -> Sent:
        file.is_deleted = True
        file.content = b""
        self.store.changed()
        return self.events.send("file_deleted", {"type": "file_deleted", "file_id": file.id})

    def _notify(self, conversation: Conversation, message: Message) -> None:
        if message.is_system:
            return
        sender = message.username or self.store.people[message.user].real_name
        title = sender if conversation.kind == "dm" else f"#{conversation.name} · {sender}"
        text = on_lock_screen(message.text or fallback_text(message.blocks), self.store)
        for person in conversation.members:
            if person in (message.user, BOT_USER) or not message.is_seen_by(person):
                continue
            entry = {"at": self.store.clock.now().isoformat(), "conversation": conversation.id}
            entry |= {"title": title, "text": text}
            self.store.notifications.setdefault(person, []).append(entry)


def tombstone(message: Message) -> Json:
    """What is left of a message that has answers below it."""
    return {
        "type": "message",
        "subtype": "tombstone",
        "text": "This message was deleted.",
        "user": "USLACKBOT",
        "hidden": True,
        "ts": message.ts,
        "thread_ts": message.ts,
    }


def on_lock_screen(text: str, store: Store) -> str:
    """Slack's markup as a notification shows it: names for ids, plain characters for entities."""

    def named(match: re.Match[str]) -> str:
        inner, _, label = match[1].partition("|")
        if label:
            return label
        if inner.startswith("@"):
            person = store.people.get(inner[1:])
            return f"@{person.real_name}" if person else inner
        return inner.replace("!", "@", 1) if inner.startswith("!") else inner

    plain = re.sub(r"<([^<>]+)>", named, text)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
