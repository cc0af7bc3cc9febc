"""The ways in: Home and Messages tab, slash commands, shortcuts."""

from typing import TYPE_CHECKING, Any

from tests.workspace.gestures.ability import CannotDo, actor, conversation_of, first_outcomes, message_of
from tests.workspace.gestures.interactions import channel_reference, deliver, interaction, response_url
from tests.workspace.gestures.writing import as_sent
from tests.workspace.people import APP_ID, TEAM_DOMAIN, TEAM_ID, Person
from tests.workspace.responses import respond
from tests.workspace.slack_objects import channel_name_in_payloads, view_object
from tests.workspace.triggers import ResponseUrl

if TYPE_CHECKING:
    from tests.workspace.server import Workspace

Json = dict[str, Any]


async def home(workspace: "Workspace", body: Json) -> Json:
    return await _open_tab(workspace, body, "home")


async def messages_tab(workspace: "Workspace", body: Json) -> Json:
    return await _open_tab(workspace, body, "messages")


async def _open_tab(workspace: "Workspace", body: Json, tab: str) -> Json:
    person = actor(workspace, body["as"])
    if tab == "home" and not workspace.manifest.is_home_tab_enabled():
        raise CannotDo("the app has no Home tab")
    event: Json = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": workspace.store.dm(person.id).id,
        "tab": tab,
    }
    view = workspace.store.homes.get(person.id)
    if tab == "home" and view:
        event["view"] = view_object(view)
    sent = workspace.events.send("app_home_opened", event)
    return {"acknowledged": await first_outcomes(workspace, sent)}


async def command(workspace: "Workspace", body: Json) -> Json:
    person = actor(workspace, body["as"])
    known = next((c for c in workspace.manifest.commands if c["command"] == body["command"]), None)
    if known is None:
        raise CannotDo(f"{body['command']} is not a valid command")
    conversation = conversation_of(workspace, person, body["conversation"])
    text = body.get("text", "")
    payload = {
        "token": "deprecated",
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": conversation.id,
        "channel_name": channel_name_in_payloads(conversation),
        "user_id": person.id,
        "user_name": person.name,
        "command": body["command"],
        "text": as_sent(text, workspace.store) if known.get("should_escape") else text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url(workspace, conversation, person),
        "trigger_id": workspace.triggers.issue(person.id),
    }
    outcome = await deliver(workspace, "slash_commands", person, payload)
    if outcome.payload:
        fault = respond(workspace, ResponseUrl(conversation.id, person.id, None, 0), outcome.payload)
        if fault:
            raise CannotDo(f"{body['command']} failed: {fault}")
    return {}


async def shortcut(workspace: "Workspace", body: Json) -> Json:
    """A global shortcut, or one on a message when `conversation` and `ts` are given."""
    person = actor(workspace, body["as"])
    kind = "message" if "ts" in body else "global"
    offered = [(s["type"], s["callback_id"]) for s in workspace.manifest.shortcuts]
    if (kind, body["callback_id"]) not in offered:
        raise CannotDo("there is no such shortcut")
    fields = {"callback_id": body["callback_id"], "action_ts": workspace.store.timestamps.next()}
    if kind == "global":
        payload = interaction(workspace, "shortcut", person, **fields)
    else:
        fields |= _message_fields(workspace, person, body)
        payload = interaction(workspace, "message_action", person, **fields)
    await deliver(workspace, "interactive", person, payload)
    return {}


def _message_fields(workspace: "Workspace", person: Person, body: Json) -> Json:
    conversation = conversation_of(workspace, person, body["conversation"])
    message = message_of(conversation, person, body["ts"])
    return {
        "channel": channel_reference(conversation),
        "message_ts": message.ts,
        "message": workspace.rooms.as_json(message),
        "response_url": response_url(workspace, conversation, person, message.ts),
    }
