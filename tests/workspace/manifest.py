"""What the app's manifest grants and subscribes to. The stand-in delivers nothing that is not in it."""

from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

# The scope without which Slack does not let an app subscribe to an event
# (the event pages under https://docs.slack.dev/reference/events/).
EVENT_SCOPES = {
    "message.im": "im:history",
    "message.groups": "groups:history",
    "message.channels": "channels:history",
    "app_mention": "app_mentions:read",
    "file_shared": "files:read",
    "file_created": "files:read",
    "file_deleted": "files:read",
    "user_change": "users:read",
    "team_join": "users:read",
    "group_archive": "groups:read",
    "group_unarchive": "groups:read",
    "group_rename": "groups:read",
    "group_left": "groups:read",
    "group_deleted": "groups:read",
    "channel_archive": "channels:read",
    "channel_unarchive": "channels:read",
    "channel_rename": "channels:read",
    "channel_left": "channels:read",
}
BY_KIND_OF_CHANNEL = {"member_joined_channel", "member_left_channel", "channel_shared"}
"""Events of private and public channels alike, each with the scope of its kind."""


@cache
def _document(path: Path) -> dict[str, Any]:
    """The file, parsed once: reading YAML costs more than starting a workspace."""
    document: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return document


@dataclass
class Manifest:
    """The installed app: scopes are those of the installation, changeable without touching the file."""

    document: dict[str, Any]
    scopes: list[str]

    @classmethod
    def read(cls, path: Path) -> "Manifest":
        document = deepcopy(_document(path))
        return cls(document, list(document.get("oauth_config", {}).get("scopes", {}).get("bot", [])))

    @property
    def _features(self) -> dict[str, Any]:
        return self.document.get("features", {})

    @property
    def commands(self) -> list[dict[str, Any]]:
        return self._features.get("slash_commands", [])

    @property
    def shortcuts(self) -> list[dict[str, Any]]:
        return self._features.get("shortcuts", [])

    def is_home_tab_enabled(self) -> bool:
        return bool(self._features.get("app_home", {}).get("home_tab_enabled"))

    def is_messages_tab_enabled(self) -> bool:
        return bool(self._features.get("app_home", {}).get("messages_tab_enabled"))

    def may_people_write(self) -> bool:
        read_only = self._features.get("app_home", {}).get("messages_tab_read_only_enabled", False)
        return self.is_messages_tab_enabled() and not read_only

    def is_subscribed(self, event: str, *, private: bool = True) -> bool:
        """`event` as in the manifest, such as `message.im`; `private` tells which scope a join needs."""
        subscribed = self.document.get("settings", {}).get("event_subscriptions", {}).get("bot_events", [])
        if event in BY_KIND_OF_CHANNEL:
            needed = "groups:read" if private else "channels:read"
        else:
            needed = EVENT_SCOPES.get(event, "")
        return event in subscribed and (not needed or needed in self.scopes)
