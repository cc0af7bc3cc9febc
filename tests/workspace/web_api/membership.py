"""conversations.*: who is in them, who is invited, who is removed."""

from typing import Any

from tests.workspace.people import BOT_USER
from tests.workspace.slack_objects import conversation_object
from tests.workspace.store import Conversation
from tests.workspace.web_api.lookups import joined_channel, page, person, visible_conversation
from tests.workspace.web_api.registry import Call, Refused, method

Json = dict[str, Any]
MOST_INVITED = 100


@method("conversations.members")
def members(call: Call) -> Json:
    chosen, metadata = page(call, visible_conversation(call).members)
    return {"members": chosen, "response_metadata": metadata}


@method("conversations.invite")
def invite(call: Call) -> Json:
    """All or none, unless `force`. Deactivated people are passed over in silence."""
    channel = joined_channel(call)
    if channel.is_archived:
        raise Refused("is_archived")
    users = [user.strip() for user in call["users"].split(",") if user.strip()]
    if not users or len(users) > MOST_INVITED:
        raise Refused("no_user" if not users else "user_not_found")
    obstacles = {user: why for user in users if (why := _obstacle(call, channel, user))}
    errors = [{"user": user, "ok": False, "error": why} for user, why in obstacles.items()]
    welcome = [user for user in users if user not in obstacles]
    if errors and not (call.get("force") and welcome):
        raise Refused(errors[0]["error"], errors=errors)
    for user in dict.fromkeys(welcome):
        if not call.workspace.store.people[user].deleted:
            call.workspace.rooms.join(channel, user, inviter=BOT_USER)
    body: Json = {"channel": conversation_object(channel)}
    return body | ({"errors": errors} if errors else {})


def _obstacle(call: Call, channel: Conversation, user: str) -> str | None:
    invitee = call.workspace.store.people.get(user)
    if error := call.workspace.faults.of("conversations.invite", user):
        return error
    if invitee is None:
        return "user_not_found"
    if user == BOT_USER:
        return "cant_invite_self"
    if user in channel.members:
        return "already_in_channel"
    if invitee.is_ultra_restricted:
        return "ura_max_channels"
    return "user_is_restricted" if invitee.is_restricted else None


@method("conversations.kick")
def kick(call: Call) -> Json:
    channel = joined_channel(call)
    if channel.is_archived:
        raise Refused("is_archived")
    user = person(call, call["user"]).id
    if user == BOT_USER:
        raise Refused("cant_kick_self")
    if user not in channel.members:
        raise Refused("not_in_channel")
    call.workspace.rooms.leave(channel, user)
    return {}


@method("conversations.leave")
def leave(call: Call) -> Json:
    channel = joined_channel(call)
    if channel.is_archived:
        raise Refused("is_archived")
    if channel.members == [BOT_USER]:
        raise Refused("last_member")
    call.workspace.rooms.leave(channel, BOT_USER)
    return {}
