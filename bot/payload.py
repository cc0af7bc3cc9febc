"""The shape of what Slack sends, looked at before anything else is done with it.

Only what is read before a listener is chosen has a type here; what else a payload holds, its listener reads.
Sources: docs.slack.dev/apis/events-api, docs.slack.dev/reference/interaction-payloads and
docs.slack.dev/interactivity/implementing-slash-commands.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

NOT_UNDERSTOOD = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)
"""What reading raises where something is other than it is taken to be."""

MALFORMED = "it has none of the shapes that Slack sends"
MOST_LEVELS = 100
"""Of lists and objects within one another; a message of Slack's has about twenty."""

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9._:-]{0,255}$")]
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{1,64}$")]
Text = Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=40_000)]
Command = Annotated[str, Field(pattern=r"^/\S{1,64}$")]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True)


class _Named(_Part):
    id: Id


class _OfGrid(_Part):
    """Whoever is named by an id; Slack names no enterprise outside of Enterprise Grid."""

    id: Id | None = None


class _Message(_Part):
    user: Id | None = None
    bot_id: Id | None = None
    ts: Id | None = None


class _Event(_Part):
    type: Name
    subtype: Name | None = None
    user: Id | _Named | None = None
    bot_id: Id | None = None
    channel: Id | _Named | None = None
    channel_type: Name | None = None
    ts: Annotated[str, Field(pattern=r"^[0-9]{1,12}\.[0-9]{1,9}$")] | None = None
    message: _Message | None = None
    previous_message: _Message | None = None


class _Authorization(_Part):
    team_id: Id | None = None
    enterprise_id: Id | None = None
    user_id: Id | None = None


class _View(_Part):
    id: Id
    type: Name
    callback_id: Text = ""
    private_metadata: Text = ""


class _Action(_Part):
    type: Name
    action_id: Text
    block_id: Text = ""


class _Payload(_Part):
    """What an event, a press, a form, a shortcut and a command have, each a part of it."""

    type: Name | None = None
    command: Command | None = None
    ssl_check: Text | None = None
    event: _Event | None = None
    event_id: Id | None = None
    user: _Named | None = None
    user_id: Id | None = None
    team: _Named | None = None
    team_id: Id | None = None
    enterprise: _OfGrid | None = None
    enterprise_id: Id | None = None
    channel: _Named | None = None
    channel_id: Id | None = None
    callback_id: Text | None = None
    trigger_id: Id | None = None
    view: _View | None = None
    actions: Annotated[list[_Action], Field(min_length=1)] | None = None
    authorizations: list[_Authorization] | None = None


class Malformed(ValueError):
    """It has none of the shapes that Slack sends. Its text tells no content."""


NEEDED = {
    "event_callback": ("event", "event_id"),
    "block_actions": ("user", "actions", "trigger_id"),
    "view_submission": ("user", "view", "trigger_id"),
    "view_closed": ("user", "view"),
    "shortcut": ("user", "callback_id", "trigger_id"),
    "message_action": ("user", "callback_id", "trigger_id"),
}
"""By type, what is always there."""
OF_A_COMMAND = ("user_id", "trigger_id")


def check(body: object) -> None:
    """Raises Malformed for what is no payload of Slack's."""
    if _is_deep(body):
        raise Malformed
    try:
        found = _Payload.model_validate(body)
    except ValueError:
        raise Malformed from None
    event = found.event
    is_nowhere = event is not None and event.type == "message" and not (event.channel and event.ts)
    needed = OF_A_COMMAND if found.command else NEEDED.get(found.type or "", ())
    is_known = found.command or found.type or found.ssl_check
    if is_nowhere or not is_known or any(getattr(found, name) is None for name in needed):
        raise Malformed


def _is_deep(body: object) -> bool:
    """Level by level, since what goes down by calls fails where it is too deep."""
    level = [body]
    for _ in range(MOST_LEVELS):
        level = [inner for part in level for inner in _within(part)]
        if not level:
            return False
    return True


def _within(part: object) -> list[object]:
    if isinstance(part, dict):
        return list(part.values())
    return part if isinstance(part, list) else []
