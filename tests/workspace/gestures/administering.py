"""What admins and members do by hand: people, channels and files change without the app's doing."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.workspace.gestures.ability import CannotDo, first_outcomes
from tests.workspace.people import BOT_USER, OTHER_TEAM_ID
from tests.workspace.slack_objects import user_object
from tests.workspace.store import Conversation

if TYPE_CHECKING:
    from tests.workspace.server import Workspace

Json = dict[str, Any]
CHANGEABLE = {"deleted", "locale", "tz", "real_name", "is_restricted", "is_ultra_restricted"}
ADMIN = "U0DORTE"


async def change_person(workspace: "Workspace", body: Json) -> Json:
    person = workspace.store.people[body["id"]]
    changes = {name: value for name, value in body.items() if name not in ("id", "as")}
    if unknown := changes.keys() - CHANGEABLE:
        raise ValueError(f"not changeable: {', '.join(sorted(unknown))}")
    for name, value in changes.items():
        setattr(person, name, value)
    workspace.store.changed()
    has_email = "users:read.email" in workspace.manifest.scopes
    user = user_object(person, workspace.now(), locale=True, email=has_email)
    sent = workspace.events.send("user_change", {"type": "user_change", "user": user, "cache_ts": 0})
    return {"acknowledged": await first_outcomes(workspace, sent)}


async def change_channel(workspace: "Workspace", body: Json) -> Json:
    channel = workspace.store.conversations[body["conversation"]]
    ACTS[body["act"]](workspace, channel, body)
    return {}


def _archive(workspace: "Workspace", channel: Conversation, _body: Json) -> None:
    if channel.is_archived:
        raise CannotDo("the channel is archived already")
    workspace.rooms.archive(channel, ADMIN)


def _unarchive(workspace: "Workspace", channel: Conversation, _body: Json) -> None:
    if not channel.is_archived:
        raise CannotDo("the channel is not archived")
    workspace.rooms.unarchive(channel, ADMIN)


def _rename(workspace: "Workspace", channel: Conversation, body: Json) -> None:
    name = body["name"]
    if not re.fullmatch(r"[a-z0-9_-]{1,80}", name) or workspace.store.channel_named(name):
        raise CannotDo("the name is taken or not allowed")
    workspace.rooms.rename(channel, ADMIN, name)


def _join(workspace: "Workspace", channel: Conversation, body: Json) -> None:
    """Somebody in the channel adds the person."""
    if body["user"] not in workspace.store.people:
        raise ValueError("no such user")
    if body["user"] in channel.members:
        raise CannotDo("already in the channel")
    inviter = next((member for member in channel.members if member != BOT_USER), None)
    workspace.rooms.join(channel, body["user"], inviter)


def _leave(workspace: "Workspace", channel: Conversation, body: Json) -> None:
    if body["user"] not in channel.members:
        raise CannotDo("not in the channel")
    workspace.rooms.leave(channel, body["user"])


def _make_public(workspace: "Workspace", channel: Conversation, _body: Json) -> None:
    channel.is_private = False
    workspace.rooms.announce(channel, ADMIN, "convert_to_public", "made this channel public")


def _offer_to_share(workspace: "Workspace", channel: Conversation, _body: Json) -> None:
    """An invitation of Slack Connect goes out; an app hears of that only with a right of its own."""
    channel.is_share_pending = True
    workspace.store.changed()


def _share(workspace: "Workspace", channel: Conversation, _body: Json) -> None:
    """Another workspace accepts the invitation (docs.slack.dev/reference/events/channel_shared)."""
    if channel.shared_with:
        raise CannotDo("the channel is shared already")
    channel.is_share_pending, channel.shared_with = False, OTHER_TEAM_ID
    workspace.store.changed()
    workspace.events.send_shared(channel)


def _delete_message(workspace: "Workspace", channel: Conversation, body: Json) -> None:
    message = channel.messages.get(body["ts"])
    if message is None:
        raise CannotDo("there is no such message")
    workspace.rooms.delete(channel, message)


ACTS: dict[str, Callable[["Workspace", Conversation, Json], None]] = {
    "archive": _archive,
    "unarchive": _unarchive,
    "rename": _rename,
    "join": _join,
    "leave": _leave,
    "make_public": _make_public,
    "offer_to_share": _offer_to_share,
    "share": _share,
    "delete_message": _delete_message,
}


async def change_file(workspace: "Workspace", body: Json) -> Json:
    file = workspace.store.files[body["id"]]
    if body["act"] != "delete":
        raise ValueError("act is delete")
    if file.is_deleted:
        raise CannotDo("the file is gone already")
    return {"acknowledged": await first_outcomes(workspace, workspace.rooms.delete_file(file))}
