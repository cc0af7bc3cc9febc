"""What an interaction lends the app: a trigger to open one modal, and a URL to answer five times.

https://docs.slack.dev/interactivity/handling-user-interaction. Both lives run on real time.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60.0
MOST_RESPONSES = 5
Monotonic = Callable[[], float]


class TriggerError(Exception):
    """`str()` is Slack's error code."""


@dataclass
class Trigger:
    user: str
    issued: float
    is_used: bool = False


class Triggers:
    def __init__(self, monotonic: Monotonic) -> None:
        self._monotonic = monotonic
        self._issued: dict[str, Trigger] = {}

    def issue(self, user: str) -> str:
        number = len(self._issued) + 1
        trigger_id = f"{number:013d}.{number:013d}.{secrets.token_hex(16)}"
        self._issued[trigger_id] = Trigger(user, self._monotonic())
        return trigger_id

    def exchange(self, trigger_id: str) -> str:
        """The user whose screen the trigger opens; raises TriggerError."""
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise TriggerError("invalid_trigger_id")
        if trigger.is_used:
            raise TriggerError("exchanged_trigger_id")
        if self._monotonic() - trigger.issued > TRIGGER_SECONDS:
            raise TriggerError("expired_trigger_id")
        trigger.is_used = True
        return trigger.user


@dataclass
class ResponseUrl:
    conversation: str
    user: str
    message_ts: str | None
    issued: float
    uses: int = 0


class ResponseUrls:
    def __init__(self, monotonic: Monotonic) -> None:
        self._monotonic = monotonic
        self._issued: dict[str, ResponseUrl] = {}

    def issue(self, conversation: str, user: str, message_ts: str | None = None) -> str:
        """The key at the end of the URL."""
        key = secrets.token_hex(12)
        self._issued[key] = ResponseUrl(conversation, user, message_ts, self._monotonic())
        return key

    def use(self, key: str) -> ResponseUrl | str:
        """The URL's subject, or Slack's word for why it is of no use any more."""
        found = self._issued.get(key)
        if found is None:
            return "invalid_url"
        if self._monotonic() - found.issued > RESPONSE_SECONDS:
            return "expired_url"
        if found.uses >= MOST_RESPONSES:
            return "used_url"
        found.uses += 1
        return found
