"""What people are shown, as it is shown: what stood on a screen for a moment counts as well."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.simulation.texts import BEGINS
from tests.workspace.people import BOT_USER
from tests.workspace.rooms import Rooms, Sent
from tests.workspace.screens import Screens
from tests.workspace.server import Workspace
from tests.workspace.store import Conversation, Message, View

Json = dict[str, Any]
TOKEN = re.compile(BEGINS + "[bcdfghjklmnpqrstvwxz]{10}")


def tokens_in(shown: Any) -> set[str]:
    """The words by which texts are known, of anything that is shown."""
    text = shown if isinstance(shown, str) else json.dumps(shown)
    return set(TOKEN.findall(text))


@dataclass(frozen=True)
class Post:
    """A message of Værn's. `mark` is the id under which it was posted, `at` a simulated second."""

    conversation: str
    is_channel: bool
    mark: str
    text: str
    to: str
    at: float


@dataclass
class Watch:
    """`shows` is told of each text that somebody sees who has not written it, by viewer and token."""

    workspace: Workspace
    shows: Callable[[str, str, str], None]
    time: Callable[[], float]
    posts: list[Post] = field(default_factory=list)
    writers: dict[str, str] = field(default_factory=dict)
    shown: set[tuple[str, str]] = field(default_factory=set)

    def begin(self) -> None:
        """From now on everything that Slack shows is seen."""
        self.workspace.rooms = WatchedRooms(self)
        self.workspace.screens = WatchedScreens(self)

    def wrote(self, person: str, text: Any) -> None:
        """What somebody has written is theirs."""
        for token in tokens_in(text):
            self.writers.setdefault(token, person)

    def sees(self, viewers: Iterable[str], shown: Any, where: str) -> None:
        """Somebody is shown something by Værn."""
        found = sorted(tokens_in(shown))
        for viewer in viewers:
            for token in found:
                if (
                    viewer != BOT_USER
                    and (viewer, token) not in self.shown
                    and self.writers.get(token) != viewer
                ):
                    self.shown.add((viewer, token))
                    self.shows(viewer, token, where)


class WatchedRooms(Rooms):
    """Conversations whose messages are seen as they come and change."""

    def __init__(self, watch: Watch) -> None:
        super().__init__(watch.workspace.store, watch.workspace.events)
        self.base_url = watch.workspace.url
        self._watch = watch

    def post(self, conversation: Conversation, user: str, text: str, **fields: Any) -> tuple[Message, Sent]:
        message, sent = super().post(conversation, user, text, **fields)
        if user == BOT_USER and not message.is_system:
            mark = str(message.blocks[0].get("block_id", "")) if message.blocks else ""
            to = message.ephemeral_to or (
                conversation.other_than(BOT_USER) if conversation.kind == "dm" else ""
            )
            is_channel = conversation.kind != "dm"
            self._watch.posts.append(Post(conversation.id, is_channel, mark, text, to, self._watch.time()))
            self._seen(conversation, message)
        return message, sent

    def edit(
        self, conversation: Conversation, message: Message, text: str, blocks: list[Json], *, shown: bool
    ) -> Sent:
        sent = super().edit(conversation, message, text, blocks, shown=shown)
        if message.user == BOT_USER:
            self._seen(conversation, message)
        return sent

    def _seen(self, conversation: Conversation, message: Message) -> None:
        viewers = [message.ephemeral_to] if message.ephemeral_to else conversation.members
        files = [self.store.files[file].content or b"" for file in message.files]
        shown = [message.text, message.blocks, *(content.decode("latin-1") for content in files)]
        self._watch.sees(viewers, shown, f"a message in {conversation.kind}")


class WatchedScreens(Screens):
    """Modals and Home tabs that are seen as they open and change."""

    def __init__(self, watch: Watch) -> None:
        super().__init__(watch.workspace.store)
        self._watch = watch

    def _changed(self, view: View) -> View:
        self._watch.sees([view.user], view.content, f"a {view.content['type']}")
        return super()._changed(view)
