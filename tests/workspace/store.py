"""What the workspace holds: conversations, messages, files and views, with a revision that counts changes."""

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import Any

from tests.workspace.clock import Clock, Timestamps
from tests.workspace.people import BOT_USER, Person, seeded_people

Json = dict[str, Any]
State = dict[str, dict[str, Json]]


SAID = (None, "file_share", "thread_broadcast", "me_message", "bot_message")
"""The subtypes of messages that somebody wrote; the others are Slack's own lines."""


@dataclass
class Message:
    """`username` is what an integration calls itself, which has no user; `user` is then its own id."""

    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    username: str = ""
    subtype: str | None = None
    thread_ts: str | None = None
    metadata: Json | None = None
    client_msg_id: str | None = None
    edited_ts: str | None = None
    is_edit_shown: bool = False
    ephemeral_to: str | None = None
    states: dict[str, State] = field(default_factory=dict)

    @property
    def is_system(self) -> bool:
        return self.subtype not in SAID

    def is_seen_by(self, person: str) -> bool:
        return self.ephemeral_to in (None, person)


@dataclass
class Conversation:
    id: str
    kind: str  # "dm" or "channel"
    name: str
    is_private: bool
    creator: str
    created: int
    members: list[str]
    topic: str = ""
    purpose: str = ""
    is_archived: bool = False
    shared_with: str = ""  # Another workspace, by Slack Connect.
    is_share_pending: bool = False
    messages: dict[str, Message] = field(default_factory=dict)
    pins: list[str] = field(default_factory=list)
    last_read: dict[str, str] = field(default_factory=dict)

    @property
    def scope_family(self) -> str:
        """Slack grants scopes by kind of conversation: `im:…`, `groups:…` (private) and `channels:…`."""
        if self.kind == "dm":
            return "im"
        return "groups" if self.is_private else "channels"

    def other_than(self, person: str) -> str:
        return next(member for member in self.members if member != person)


@dataclass
class StoredFile:
    """`mode` is Slack's word for what kind of file it is, and `told` what its record tells besides."""

    id: str
    name: str
    title: str
    mimetype: str
    size: int
    owner: str
    created: int
    content: bytes | None  # None: `size` bytes, made when they are read
    alt_txt: str = ""
    shares: dict[str, list[str]] = field(default_factory=dict)  # conversation -> message timestamps
    is_complete: bool = True
    is_given_to_app: bool = False  # handed over in a file input of a modal
    is_deleted: bool = False
    mode: str = "hosted"
    told: Json = field(default_factory=dict)


@dataclass
class View:
    """A modal or a Home tab on somebody's screen; `content` is the view as the app gave it, ids filled in."""

    id: str
    user: str
    content: Json
    hash: str
    state: State = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    root_view_id: str = ""
    previous_view_id: str | None = None


class Store:
    """All state of one workspace. `changed` wakes everybody who waits for the next revision."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.timestamps = Timestamps(clock)
        self.revision = 1
        self._change = asyncio.Event()
        self._numbers: dict[str, int] = {}
        self.people: dict[str, Person] = seeded_people()
        self.conversations: dict[str, Conversation] = {}
        self.files: dict[str, StoredFile] = {}
        self.modals: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.notifications: dict[str, list[Json]] = {}
        self.problems: dict[str, list[Json]] = {}
        self.do_not_disturb: dict[str, tuple[int, int]] = {}  # person -> beginning and end

    def number(self, prefix: str, width: int = 8) -> str:
        """A fresh id such as `F00000001`."""
        self._numbers[prefix] = self._numbers.get(prefix, 0) + 1
        return f"{prefix}{self._numbers[prefix]:0{width}d}"

    def changed(self) -> None:
        self.revision += 1
        self._change.set()
        self._change = asyncio.Event()

    async def wait_for_change(self, seconds: float) -> None:
        """Returns at the next change, or after `seconds` without one."""
        try:
            await asyncio.wait_for(self._change.wait(), seconds)
        except TimeoutError:
            return

    def seconds(self) -> int:
        return int(self.clock.now().timestamp())

    def new_hash(self) -> str:
        return f"{self.seconds()}.{secrets.token_hex(4)}"

    def dm(self, person: str) -> Conversation:
        """The person's direct message with the bot, opened if it is not yet."""
        conversation_id = "D0" + person.removeprefix("U0")
        if conversation_id not in self.conversations:
            self.conversations[conversation_id] = Conversation(
                conversation_id, "dm", "", True, BOT_USER, self.seconds(), [BOT_USER, person]
            )
            self.changed()
        return self.conversations[conversation_id]

    def new_channel(self, name: str, *, private: bool, creator: str, members: list[str]) -> Conversation:
        channel = Conversation(
            self.number("C0V", 6), "channel", name, private, creator, self.seconds(), list(members)
        )
        self.conversations[channel.id] = channel
        self.changed()
        return channel

    def channel_named(self, name: str) -> Conversation | None:
        return next((c for c in self.conversations.values() if c.kind == "channel" and c.name == name), None)

    def find_view(self, *, view_id: str | None = None, external_id: str | None = None) -> View | None:
        open_views = [view for stack in self.modals.values() for view in stack]
        for view in [*open_views, *self.homes.values()]:
            if view_id and view.id == view_id:
                return view
            if external_id and view.content.get("external_id") == external_id:
                return view
        return None

    def tell_problem(self, person: str, text: str) -> None:
        """A red line Slack shows the person, for instance after a press that nobody acknowledged."""
        entry = {"at": self.clock.now().isoformat(), "text": text}
        self.problems.setdefault(person, []).append(entry)
        self.changed()
