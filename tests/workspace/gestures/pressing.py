"""Pressing buttons and filling in fields, on messages, modals and the Home tab."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.workspace.block_kit.elements import STATELESS, Placed, find_element
from tests.workspace.gestures.ability import CannotDo, actor, conversation_of, message_of
from tests.workspace.gestures.interactions import channel_reference, deliver, interaction, response_url
from tests.workspace.gestures.picking import picked
from tests.workspace.people import BOT_USER, Person
from tests.workspace.slack_objects import view_object
from tests.workspace.store import Message, State, View

if TYPE_CHECKING:
    from tests.workspace.server import Workspace

Json = dict[str, Any]


@dataclass
class Surface:
    """Where the person's hand is: the blocks, what was filled in, how payloads describe the place."""

    blocks: list[Json]
    state: State
    view: View | None = None
    message: Message | None = None
    description: Json = field(default_factory=dict)


def surface_of(workspace: "Workspace", person: Person, body: Json) -> Surface:
    if "view_id" in body or body.get("home"):
        view = _view_on_screen(workspace, person, body)
        return Surface(view.content["blocks"], view.state, view=view)
    conversation = conversation_of(workspace, person, body["conversation"])
    message = message_of(conversation, person, body["ts"])
    if conversation.is_archived:
        raise CannotDo("the channel is archived")
    if message.user != BOT_USER:
        raise CannotDo("there is nothing to press in that message")
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": conversation.id,
        "is_ephemeral": bool(message.ephemeral_to),
    }
    description = {
        "container": container,
        "channel": channel_reference(conversation),
        "response_url": response_url(workspace, conversation, person, message.ts),
    }
    if not message.ephemeral_to:
        description["message"] = workspace.rooms.as_json(message)
    state = workspace.rooms.state_for(message, person.id)
    return Surface(message.blocks, state, message=message, description=description)


def _view_on_screen(workspace: "Workspace", person: Person, body: Json) -> View:
    """The Home tab, or the top modal: those below it are covered."""
    home = workspace.store.homes.get(person.id)
    stack = workspace.screens.stack(person.id)
    if home and (body.get("home") or body["view_id"] == home.id):
        return home
    if stack and stack[-1].id == body.get("view_id"):
        return stack[-1]
    raise CannotDo(f"{person.real_name} has no such view on the screen")


def _element(surface: Surface, body: Json) -> Placed:
    placed = find_element(surface.blocks, body["block_id"], body["action_id"])
    if placed is None:
        raise CannotDo("there is no such element")
    return placed


async def press(workspace: "Workspace", body: Json) -> Json:
    """A button, an option of an overflow menu, or a choice in an element that acts at once."""
    person = actor(workspace, body["as"])
    surface = surface_of(workspace, person, body)
    placed = _element(surface, body)
    if placed.block["type"] == "input" and not placed.block.get("dispatch_action"):
        raise CannotDo("that input acts only when the modal is submitted")
    return await _act(workspace, person, surface, placed, body.get("value"))


async def change(workspace: "Workspace", body: Json) -> Json:
    """Fills in an element. It acts at once where Slack's would."""
    person = actor(workspace, body["as"])
    surface = surface_of(workspace, person, body)
    placed = _element(surface, body)
    if placed.element["type"] in STATELESS:
        raise CannotDo("a button is pressed, not filled in")
    if not _acts_at_once(placed):
        _set_state(workspace, person, surface, placed, body["value"])
        return {}
    return await _act(workspace, person, surface, placed, body["value"])


def _acts_at_once(placed: Placed) -> bool:
    if placed.block["type"] != "input":
        return True
    if not placed.block.get("dispatch_action"):
        return False
    if placed.element["type"] != "plain_text_input":
        return True
    triggers = placed.element.get("dispatch_action_config", {}).get("trigger_actions_on", [])
    return "on_character_entered" in triggers


def _set_state(workspace: "Workspace", person: Person, surface: Surface, placed: Placed, value: Json) -> Json:
    state = picked(workspace, person.id, placed.element, value)
    surface.state[placed.block["block_id"]][placed.element["action_id"]] = state
    workspace.store.changed()
    return state


async def _act(
    workspace: "Workspace", person: Person, surface: Surface, placed: Placed, value: Json | None
) -> Json:
    chosen: Json = {}
    if placed.element["type"] == "overflow":
        chosen = _chosen_from_overflow(placed.element, value)
    elif placed.element["type"] not in STATELESS:
        if value is None:
            raise CannotDo("a value is needed")
        chosen = _set_state(workspace, person, surface, placed, value)
    action = {
        **_given(placed.element),
        **chosen,
        "type": placed.element["type"],
        "action_id": placed.element["action_id"],
        "block_id": placed.block["block_id"],
        "action_ts": workspace.store.timestamps.next(),
    }
    payload = interaction(workspace, "block_actions", person, actions=[action], **_described(surface))
    await deliver(workspace, "interactive", person, payload)
    return {}


def _given(element: Json) -> Json:
    names = ("text", "value", "url", "style", "placeholder", "confirm", "accessibility_label")
    return {name: element[name] for name in names if name in element}


def _chosen_from_overflow(element: Json, value: Json | None) -> Json:
    option = (value or {}).get("selected_option")
    if option not in element["options"]:
        raise CannotDo("that option is not offered")
    return {"selected_option": option}


def _described(surface: Surface) -> Json:
    if surface.view is None:
        return surface.description | {"state": {"values": surface.state}}
    container = {"type": "view", "view_id": surface.view.id}
    return {"container": container, "view": view_object(surface.view)}
