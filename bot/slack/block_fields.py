"""The fields of forms in Block Kit."""

from __future__ import annotations

from typing import Any

from bot.slack.block_texts import Block, option, plain
from flows.screens.elements import Input

MOST_RADIO = 10
MOST_OPTIONS = 100


def field(part: Input) -> list[Block]:
    """The field as an input block; none for a choice among nothing."""
    return [_input(part, element) for element in _field(part)]


def _input(part: Input, element: Block) -> Block:
    block: Block = {
        "type": "input",
        "block_id": part.key,
        "label": plain(part.label, 2000),
        "optional": part.is_optional,
        "element": {"action_id": "input", **element},
    }
    if part.hint:
        block["hint"] = plain(part.hint, 2000)
    return block


def _field(part: Input) -> list[Block]:
    """The element of the field; none for a choice among nothing."""
    match part.kind:
        case "person":
            return [_filled({"type": "users_select"}, "initial_user", part.filled[:1])]
        case "people":
            field: Block = {"type": "multi_users_select"}
            return [{**field, "initial_users": list(part.filled)} if part.filled else field]
        case "day":
            return [_filled({"type": "datepicker"}, "initial_date", part.filled[:1])]
        case "time":
            return [_filled({"type": "timepicker"}, "initial_time", part.filled[:1])]
        case "list" | "many":
            return [_choices(part)] if part.choices else []
        case "" if part.choices:
            return [_choices(part)]
        case _:
            return [_words(part)]


def _filled(element: Block, name: str, first: tuple[Any, ...]) -> Block:
    return {**element, name: first[0]} if first and first[0] else element


def _words(part: Input) -> Block:
    """Words that are too long for the field are never cut: who goes on from half of them loses the rest."""
    multiline = part.kind == ""
    field: Block = {"type": "plain_text_input", "multiline": multiline, "max_length": part.longest}
    return _filled(field, "initial_value", part.filled[:1]) if part.is_fitting else field


def _choices(part: Input) -> Block:
    options = [option(choice) for choice in part.choices[:MOST_OPTIONS]]
    chosen = tuple(option for option in options if option["value"] in part.filled)
    if part.kind == "many":
        many: Block = {"type": "multi_static_select", "options": options}
        return {**many, "initial_options": list(chosen)} if chosen else many
    is_buttons = part.kind == "" and len(options) <= MOST_RADIO
    one: Block = {"type": "radio_buttons" if is_buttons else "static_select", "options": options}
    return _filled(one, "initial_option", chosen)
