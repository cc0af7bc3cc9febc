"""The workspace's state as Slack's JSON: users, conversations, messages, files and views."""

from datetime import datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from tests.workspace.people import APP_ID, BOT_ID, BOT_USER, OTHER_TEAM_ID, TEAM_ID, Person
from tests.workspace.store import Conversation, Message, Store, StoredFile, View
from tests.workspace.time_zones import known_zones

Json = dict[str, Any]


def _profile(person: Person, email: bool) -> Json:
    profile = {
        "title": person.title,
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.real_name,
        "display_name_normalized": person.real_name,
        "first_name": person.real_name.split()[0],
        "last_name": person.real_name.split()[-1],
        "team": person.team_id,
        "phone": "",
        "skype": "",
        "status_text": "",
        "status_emoji": "",
        "avatar_hash": "",
        "image_72": "",
    }
    if email and not person.is_bot:
        profile["email"] = person.email
    return profile


def _offset(zone: str, now: datetime) -> int:
    """Slack knows zones that this machine may not know: those are taken to be Copenhagen's here."""
    known = ZoneInfo(zone if zone in known_zones() else "Europe/Copenhagen")
    return int(now.astimezone(known).utcoffset().total_seconds())  # type: ignore[union-attr]


def user_object(person: Person, now: datetime, *, locale: bool = False, email: bool = False) -> Json:
    user = {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "color": "9f69e7",
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": person.tz,
        "tz_offset": _offset(person.tz, now),
        "profile": _profile(person, email),
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted or person.is_ultra_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": int(now.timestamp()),
    }
    if locale:
        user["locale"] = person.locale
    return user


def conversation_object(conversation: Conversation) -> Json:
    common = {
        "id": conversation.id,
        "created": conversation.created,
        "is_archived": conversation.is_archived,
        "is_im": conversation.kind == "dm",
        "is_mpim": False,
        "is_org_shared": False,
        "is_shared": bool(conversation.shared_with),
        "is_ext_shared": bool(conversation.shared_with),
        "is_pending_ext_shared": conversation.is_share_pending,
        "pending_shared": [OTHER_TEAM_ID] if conversation.is_share_pending else [],
        "context_team_id": TEAM_ID,
        "updated": conversation.created * 1000,
    }
    if conversation.kind == "dm":
        return common | {
            "user": conversation.other_than(BOT_USER),
            "is_user_deleted": False,
            "priority": 0,
            "is_open": True,
            "is_private": False,
        }
    return common | {
        "name": conversation.name,
        "name_normalized": conversation.name,
        "is_channel": True,
        "is_group": False,
        "is_private": conversation.is_private,
        "is_general": False,
        "is_member": BOT_USER in conversation.members,
        "creator": conversation.creator,
        "unlinked": 0,
        "is_frozen": False,
        "is_read_only": False,
        "previous_names": [],
        "topic": {"value": conversation.topic, "creator": conversation.creator, "last_set": 0},
        "purpose": {"value": conversation.purpose, "creator": conversation.creator, "last_set": 0},
    }


def channel_name_in_payloads(conversation: Conversation) -> str:
    """Interactions and commands name a direct message and a private channel by kind only."""
    if conversation.kind == "dm":
        return "directmessage"
    return "privategroup" if conversation.is_private else conversation.name


def file_object(file: StoredFile, store: Store, base_url: str) -> Json:
    if file.is_deleted or file.mode == "tombstone":
        return {"id": file.id, "mode": "tombstone"}
    if file.mode == "hidden_by_limit":
        return {"id": file.id, "created": file.created, "mode": file.mode}
    name = quote(file.name, safe="")
    address = f"{base_url}/files-pri/{TEAM_ID}-{file.id}"
    extension = file.name.rpartition(".")[2].lower() if "." in file.name else "binary"
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": {"jpeg": "jpg"}.get(extension, extension),
        "pretty_type": extension.upper(),
        "user": file.owner,
        "user_team": TEAM_ID,
        "editable": False,
        "size": file.size,
        "mode": file.mode,
        "is_external": False,
        "external_type": "",
        "is_public": False,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "file_access": "visible",
        "alt_txt": file.alt_txt,
        "url_private": f"{address}/{name}",
        "url_private_download": f"{address}/download/{name}",
        "permalink": f"{base_url}/files/{file.owner}/{file.id}/{name}",
        "has_rich_preview": False,
        "comments_count": 0,
        **_places(file, store),
        **file.told,
    }


def _places(file: StoredFile, store: Store) -> Json:
    """Where a file is shared: ids by kind of conversation, and `shares` with the messages."""
    kinds = {"im": "ims", "groups": "groups", "channels": "channels"}
    places: Json = {name: [] for name in kinds.values()} | {"shares": {}}
    for conversation_id, timestamps in file.shares.items():
        family = store.conversations[conversation_id].scope_family
        places[kinds[family]].append(conversation_id)
        side = "public" if family == "channels" else "private"
        shared = [{"ts": ts, "team_id": TEAM_ID} for ts in timestamps]
        places["shares"].setdefault(side, {})[conversation_id] = shared
    return places


def message_object(message: Message, store: Store, base_url: str) -> Json:
    """A message as it stands in events, interactions and histories."""
    body: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
    if message.user == BOT_USER:
        body |= {"bot_id": BOT_ID, "app_id": APP_ID}
    if message.username:
        body |= {"bot_id": body.pop("user"), "username": message.username}
    if message.subtype:
        body["subtype"] = message.subtype
    if message.client_msg_id:
        body["client_msg_id"] = message.client_msg_id
    body["team"] = TEAM_ID
    if message.blocks:
        body["blocks"] = message.blocks
    if message.attachments:
        body["attachments"] = message.attachments
    if message.files:
        body["files"] = [file_object(store.files[file_id], store, base_url) for file_id in message.files]
        body["upload"] = False
    if message.thread_ts:
        body["thread_ts"] = message.thread_ts
    if message.edited_ts and message.is_edit_shown:
        body["edited"] = {"user": message.user, "ts": message.edited_ts}
    return body


def view_object(view: View) -> Json:
    """The view as answers and payloads carry it: with what Slack fills in and its present state."""
    given = view.content
    return {
        "id": view.id,
        "team_id": TEAM_ID,
        "type": given["type"],
        "blocks": given["blocks"],
        "private_metadata": given.get("private_metadata", ""),
        "callback_id": given.get("callback_id", ""),
        "state": {"values": view.state},
        "hash": view.hash,
        "title": given.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": given.get("clear_on_close", False),
        "notify_on_close": given.get("notify_on_close", False),
        "close": given.get("close"),
        "submit": given.get("submit"),
        "previous_view_id": view.previous_view_id,
        "root_view_id": view.root_view_id or view.id,
        "app_id": APP_ID,
        "external_id": given.get("external_id", ""),
        "app_installed_team_id": TEAM_ID,
        "bot_id": BOT_ID,
    }
