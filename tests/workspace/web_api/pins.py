"""pins.*: https://docs.slack.dev/reference/methods/pins.add"""

from typing import Any

from tests.workspace.people import BOT_USER
from tests.workspace.web_api.lookups import joined_conversation, message_at
from tests.workspace.web_api.registry import Call, Refused, method

Json = dict[str, Any]
MOST_PINS = 100


@method("pins.add")
def add(call: Call) -> Json:
    conversation = joined_conversation(call)
    message = message_at(conversation, _timestamp(call))
    if message.is_system:
        raise Refused("not_pinnable")
    if message.ts in conversation.pins:
        raise Refused("already_pinned")
    if len(conversation.pins) >= MOST_PINS:
        raise Refused("too_many_pins")
    conversation.pins.append(message.ts)
    if conversation.kind == "channel":
        call.workspace.rooms.post(conversation, BOT_USER, "pinned a message", subtype="pinned_item")
    return {}


@method("pins.remove")
def remove(call: Call) -> Json:
    conversation = joined_conversation(call)
    message = message_at(conversation, _timestamp(call))
    if message.ts not in conversation.pins:
        raise Refused("no_pin")
    conversation.pins.remove(message.ts)
    return {}


def _timestamp(call: Call) -> str:
    if not call.get("timestamp"):
        raise Refused("no_item_specified")
    return str(call["timestamp"])
