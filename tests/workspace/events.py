"""Events as the Events API wraps them, sent only when subscribed, granted and visible to the app."""

import asyncio
from typing import Any

from tests.workspace.delivery import Delivery
from tests.workspace.manifest import Manifest
from tests.workspace.outcomes import Outcome
from tests.workspace.people import APP_ID, BOT_USER, TEAM_ID
from tests.workspace.store import Conversation, Store

Json = dict[str, Any]
CHANNEL_TYPES = {"im": "im", "groups": "group", "channels": "channel"}


class Events:
    def __init__(self, store: Store, manifest: Manifest, delivery: Delivery) -> None:
        self.store = store
        self.manifest = manifest
        self.delivery = delivery

    def send(self, subscription: str, event: Json, *, private: bool = True) -> list[asyncio.Future[Outcome]]:
        """Sends `event` if the manifest subscribes to `subscription`; the futures of what was sent."""
        if not self.manifest.is_subscribed(subscription, private=private):
            return []
        event_id = self.store.number("Ev0", 8)
        return [self.delivery.send_event(event_id, self._wrapped(event, event_id))]

    def send_message(self, conversation: Conversation, event: Json) -> list[asyncio.Future[Outcome]]:
        """A message event, for conversations the app is in."""
        if BOT_USER not in conversation.members:
            return []
        family = conversation.scope_family
        body = event | {"channel": conversation.id, "channel_type": CHANNEL_TYPES[family]}
        return self.send(f"message.{family}", body)

    def send_about(self, conversation: Conversation, what: str, event: Json) -> list[asyncio.Future[Outcome]]:
        """`group_archive` for a private channel, `channel_archive` for a public one, and so on."""
        if BOT_USER not in conversation.members:
            return []
        kind = f"{'group' if conversation.is_private else 'channel'}_{what}"
        return self.send(kind, {"type": kind, **event})

    def send_shared(self, conversation: Conversation) -> list[asyncio.Future[Outcome]]:
        """The same name for private and public channels, each with the scope of its kind."""
        if BOT_USER not in conversation.members:
            return []
        event = {"type": "channel_shared", "connected_team_id": conversation.shared_with}
        private = conversation.is_private
        return self.send("channel_shared", event | {"channel": conversation.id}, private=private)

    def send_membership(
        self, conversation: Conversation, kind: str, user: str, inviter: str | None = None
    ) -> list[asyncio.Future[Outcome]]:
        if BOT_USER not in conversation.members and user != BOT_USER:
            return []
        event = {
            "type": kind,
            "user": user,
            "channel": conversation.id,
            "channel_type": "G" if conversation.is_private else "C",
            "team": TEAM_ID,
        }
        if inviter:
            event["inviter"] = inviter
        return self.send(kind, event, private=conversation.is_private)

    def _is_shared(self, event: Json) -> bool:
        channel = event.get("channel")
        found = self.store.conversations.get(channel) if isinstance(channel, str) else None
        return found is not None and bool(found.shared_with)

    def _wrapped(self, event: Json, event_id: str) -> Json:
        event = {**event, "event_ts": event.get("ts") or self.store.timestamps.next()}
        return {
            "token": "deprecated",
            "team_id": TEAM_ID,
            "context_team_id": TEAM_ID,
            "context_enterprise_id": None,
            "api_app_id": APP_ID,
            "event": event,
            "type": "event_callback",
            "event_id": event_id,
            "event_time": self.store.seconds(),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": TEAM_ID,
                    "user_id": BOT_USER,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": self._is_shared(event),
            "event_context": f"4-{event_id}",
        }
