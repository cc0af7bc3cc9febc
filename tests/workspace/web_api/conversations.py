"""conversations.*: finding, creating, naming and reading them; see membership.py for who is in them."""

import re
from typing import Any

from tests.workspace.people import BOT_USER
from tests.workspace.slack_objects import conversation_object
from tests.workspace.store import Conversation
from tests.workspace.web_api.lookups import (
    joined_channel,
    joined_conversation,
    page,
    person,
    visible_conversation,
)
from tests.workspace.web_api.registry import Call, Refused, invalid_arguments, method

Json = dict[str, Any]
LONGEST_NAME = 80
LONGEST_TOPIC = 250
TYPE_OF = {"channels": "public_channel", "groups": "private_channel", "im": "im"}
KNOWN_TYPES = {*TYPE_OF.values(), "mpim"}


@method("conversations.create")
def create(call: Call) -> Json:
    name = _checked_name(call)
    channel = call.workspace.store.new_channel(
        name, private=call.get("is_private", False), creator=BOT_USER, members=[BOT_USER]
    )
    return {"channel": conversation_object(channel)}


def _checked_name(call: Call) -> str:
    """The name rules of conversations.create; a name is taken also by archived and hidden channels."""
    name: str = call["name"]
    if len(name) > LONGEST_NAME:
        raise Refused("invalid_name_maxlength")
    if re.fullmatch(r"[-_]+", name):
        raise Refused("invalid_name_punctuation")
    if not re.fullmatch(r"[a-z0-9_-]+", name):
        raise Refused("invalid_name_specials")
    if call.workspace.store.channel_named(name):
        raise Refused("name_taken")
    return name


@method("conversations.rename")
def rename(call: Call) -> Json:
    channel = joined_channel(call)
    _refuse_archived(channel)
    if channel.creator != BOT_USER:
        raise Refused("not_authorized")
    call.workspace.rooms.rename(channel, BOT_USER, _checked_name(call))
    return {"channel": conversation_object(channel)}


@method("conversations.setTopic")
def set_topic(call: Call) -> Json:
    channel = _with_settable_text(call, call["topic"])
    channel.topic = call["topic"]
    call.workspace.rooms.announce(channel, BOT_USER, "topic", f"set the channel topic: {channel.topic}")
    return {"channel": conversation_object(channel)}


@method("conversations.setPurpose")
def set_purpose(call: Call) -> Json:
    channel = _with_settable_text(call, call["purpose"])
    channel.purpose = call["purpose"]
    call.workspace.rooms.announce(channel, BOT_USER, "purpose", f"set the channel purpose: {channel.purpose}")
    return {"purpose": channel.purpose}


def _with_settable_text(call: Call, text: str) -> Conversation:
    channel = joined_channel(call)
    _refuse_archived(channel)
    if len(text) > LONGEST_TOPIC:
        raise Refused("too_long")
    return channel


def _refuse_archived(channel: Conversation) -> None:
    if channel.is_archived:
        raise Refused("is_archived")


@method("conversations.archive")
def archive(call: Call) -> Json:
    channel = joined_channel(call)
    if channel.is_archived:
        raise Refused("already_archived")
    call.workspace.rooms.archive(channel, BOT_USER)
    return {}


@method("conversations.unarchive")
def unarchive(call: Call) -> Json:
    """A bot token cannot do this ("Bug alert" on the method's page): it counts as being outside."""
    channel = joined_channel(call)
    raise Refused("not_in_channel" if channel.is_archived else "not_archived")


@method("conversations.info")
def info(call: Call) -> Json:
    conversation = visible_conversation(call)
    body = conversation_object(conversation)
    if call.get("include_num_members"):
        body["num_members"] = len(conversation.members)
    if call.get("include_locale"):
        body["locale"] = "da-DK"
    return {"channel": body}


@method("conversations.list")
def list_all(call: Call) -> Json:
    everything = call.workspace.store.conversations.values()
    return _listed(call, [c for c in everything if not c.is_private or BOT_USER in c.members])


@method("users.conversations")
def of_user(call: Call) -> Json:
    """Of another user only what the app is in as well."""
    user = person(call, call.get("user", BOT_USER)).id
    everything = call.workspace.store.conversations.values()
    return _listed(
        call,
        [c for c in everything if user in c.members and (not c.is_private or BOT_USER in c.members)],
    )


def _listed(call: Call, conversations: list[Conversation]) -> Json:
    types = {name.strip() for name in call.get("types", "public_channel").split(",")}
    if types - KNOWN_TYPES:
        raise Refused("invalid_types")
    wanted = [c for c in conversations if TYPE_OF[c.scope_family] in types]
    if call.get("exclude_archived"):
        wanted = [c for c in wanted if not c.is_archived]
    chosen, metadata = page(call, wanted)
    return {"channels": [conversation_object(c) for c in chosen], "response_metadata": metadata}


@method("conversations.history")
def history(call: Call) -> Json:
    conversation = joined_conversation(call)
    oldest, latest = _moment(call, "oldest", "0"), _moment(call, "latest", "99999999999")
    is_inclusive = call.get("inclusive", False)
    found = [
        message
        for message in reversed(conversation.messages.values())
        if not message.ephemeral_to
        and (oldest < float(message.ts) < latest or (is_inclusive and float(message.ts) in (oldest, latest)))
    ]
    chosen, metadata = page(call, found)
    rendered = []
    for message in chosen:
        body = call.workspace.rooms.as_json(message)
        if message.metadata and call.get("include_all_metadata"):
            body["metadata"] = message.metadata
        rendered.append(body)
    return {"messages": rendered, "has_more": bool(metadata["next_cursor"]), "response_metadata": metadata}


def _moment(call: Call, argument: str, default: str) -> float:
    try:
        return float(call.get(argument) or default)
    except ValueError:
        raise Refused(f"invalid_ts_{argument}") from None


@method("conversations.open")
def open_direct_message(call: Call) -> Json:
    """One user opens the direct message with the app; conversations of several people are not played."""
    if ("users" in call.args) == ("channel" in call.args):
        raise Refused("users_list_not_supplied")
    if "channel" in call.args:
        conversation = visible_conversation(call)
        if conversation.kind != "dm":
            raise Refused("method_not_supported_for_channel_type")
    else:
        conversation = _dm_of(call, call["users"].split(","))
    body = conversation_object(conversation) if call.get("return_im") else {"id": conversation.id}
    return {"channel": body}


def _dm_of(call: Call, users: list[str]) -> Conversation:
    if len(users) > 1:
        raise invalid_arguments("the stand-in opens direct messages of two only")
    who = person(call, users[0])
    if who.deleted:
        raise Refused("user_disabled")
    if who.is_bot:
        raise Refused("user_not_found")
    if error := call.workspace.faults.of("conversations.open", who.id):
        raise Refused(error)
    conversation: Conversation = call.workspace.store.dm(who.id)
    return conversation
