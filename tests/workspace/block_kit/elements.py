"""Walking blocks: the elements in them, the ids Slack fills in, and the state of what people typed."""

import copy
import secrets
from collections.abc import Iterator
from typing import Any, NamedTuple

Json = dict[str, Any]
State = dict[str, dict[str, Json]]


class StateField(NamedTuple):
    """Where an element keeps its value, and which field of the element holds the first value."""

    key: str
    initial: str | None
    empty: Any = None


STATE_FIELDS = {
    "plain_text_input": StateField("value", "initial_value"),
    "email_text_input": StateField("value", "initial_value"),
    "url_text_input": StateField("value", "initial_value"),
    "number_input": StateField("value", "initial_value"),
    "rich_text_input": StateField("rich_text_value", "initial_value"),
    "static_select": StateField("selected_option", "initial_option"),
    "external_select": StateField("selected_option", "initial_option"),
    "radio_buttons": StateField("selected_option", "initial_option"),
    "checkboxes": StateField("selected_options", "initial_options", []),
    "multi_static_select": StateField("selected_options", "initial_options", []),
    "multi_external_select": StateField("selected_options", "initial_options", []),
    "users_select": StateField("selected_user", "initial_user"),
    "multi_users_select": StateField("selected_users", "initial_users", []),
    "conversations_select": StateField("selected_conversation", "initial_conversation"),
    "multi_conversations_select": StateField("selected_conversations", "initial_conversations", []),
    "channels_select": StateField("selected_channel", "initial_channel"),
    "multi_channels_select": StateField("selected_channels", "initial_channels", []),
    "datepicker": StateField("selected_date", "initial_date"),
    "timepicker": StateField("selected_time", "initial_time"),
    "datetimepicker": StateField("selected_date_time", "initial_date_time"),
    "file_input": StateField("files", None, []),
}
# Elements that act at once but keep no state.
STATELESS = {"button", "overflow", "workflow_button"}


class Placed(NamedTuple):
    """An interactive element with the block it stands in."""

    block: Json
    element: Json


def placed_elements(blocks: list[Json]) -> Iterator[Placed]:
    for block in blocks:
        candidates = [block.get("accessory"), block.get("element")]
        if block.get("type") in ("actions", "context_actions"):
            candidates += block.get("elements", [])
        for element in candidates:
            if element and (element["type"] in STATE_FIELDS or element["type"] in STATELESS):
                yield Placed(block, element)


def find_element(blocks: list[Json], block_id: str, action_id: str) -> Placed | None:
    for placed in placed_elements(blocks):
        if placed.block.get("block_id") == block_id and placed.element.get("action_id") == action_id:
            return placed
    return None


def with_ids(blocks: list[Json]) -> list[Json]:
    """A copy in which every block and every interactive element has the id Slack makes up for it."""
    filled = copy.deepcopy(blocks)
    for block in filled:
        block.setdefault("block_id", secrets.token_urlsafe(4)[:5])
    for placed in placed_elements(filled):
        placed.element.setdefault("action_id", secrets.token_urlsafe(4)[:5])
    return filled


def state_of(blocks: list[Json], before: State | None = None) -> State:
    """The state of a fresh or updated surface: what was typed stays where the ids and the type do."""
    state: State = {}
    for block, element in placed_elements(blocks):
        field = STATE_FIELDS.get(element["type"])
        if field is None:
            continue
        kept = (before or {}).get(block["block_id"], {}).get(element["action_id"])
        if kept is None or kept["type"] != element["type"]:
            first = element.get(field.initial) if field.initial else None
            kept = {
                "type": element["type"],
                field.key: copy.deepcopy(field.empty if first is None else first),
            }
        state.setdefault(block["block_id"], {})[element["action_id"]] = kept
    return state


def fallback_text(blocks: list[Json]) -> str:
    """What Slack shows in a notification when a message has blocks but no text of its own."""
    return " ".join(_texts(blocks))


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _texts(item)
    elif isinstance(node, dict):
        if isinstance(node.get("text"), str):
            yield node["text"]
        for key in ("text", "fields", "elements", "title"):
            if isinstance(node.get(key), dict | list):
                yield from _texts(node[key])
