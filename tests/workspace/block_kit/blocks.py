"""The blocks with their limits, and what a message, a modal and a Home tab may hold."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any, Literal

from tests.workspace.block_kit.composition import ID, RICH_PARTS, SLACK_FILE, plain, text
from tests.workspace.block_kit.elements import placed_elements
from tests.workspace.block_kit.interactive import ACCESSORIES, ACTIONS, IMAGE, INPUTS
from tests.workspace.block_kit.spec import (
    Faults,
    Rule,
    anything,
    array,
    at_least_one,
    boolean,
    by_type,
    exactly_one,
    fault,
    one_of,
    shape,
    string,
)

Surface = Literal["message", "modal", "home"]
Json = dict[str, Any]
MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
MOST_MARKDOWN = 12_000
MOST_VIEW_BYTES = 250_000


def _block(required: dict[str, Rule], optional: dict[str, Rule], *also: Rule) -> Rule:
    return shape({"type": anything, **required}, {"block_id": ID, **optional}, *also)


_TEXT_OR_IMAGE = by_type({"plain_text": text(3000), "mrkdwn": text(3000), "image": IMAGE}, "context element")
_CELL = by_type(
    {
        "raw_text": shape({"type": anything, "text": string(10_000)}, {}),
        "raw_number": shape({"type": anything, "value": anything}, {"text": string(10_000)}),
        "rich_text": shape({"type": anything, "elements": array(RICH_PARTS, 100, least=0)}, {}),
    },
    "cell",
)
_COLUMN = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})
EVERYWHERE: dict[str, Rule] = {
    "section": _block(
        {},
        {
            "text": text(3000),
            "fields": array(text(2000), 10),
            "accessory": by_type(ACCESSORIES, "accessory"),
            "expand": boolean,
        },
        at_least_one("text", "fields"),
    ),
    "header": _block({"text": plain(150)}, {}),
    "divider": _block({}, {}),
    "context": _block({"elements": array(_TEXT_OR_IMAGE, 10)}, {}),
    "actions": _block({"elements": array(by_type(ACTIONS, "element"), 25)}, {}),
    "input": _block(
        {"label": plain(2000), "element": by_type(INPUTS, "element")},
        {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "image": _block(
        {"alt_text": string(2000)},
        {"image_url": string(3000), "slack_file": SLACK_FILE, "title": plain(2000)},
        exactly_one("image_url", "slack_file"),
    ),
    "rich_text": _block({"elements": array(RICH_PARTS, 10_000, least=0)}, {}),
}
IN_MESSAGES = EVERYWHERE | {
    "markdown": _block({"text": string(MOST_MARKDOWN)}, {}),
    "table": _block({"rows": array(array(_CELL, 20), 100)}, {"column_settings": array(_COLUMN, 20, least=0)}),
}
IN_MODALS = EVERYWHERE | {
    "alert": _block({"text": text(200)}, {"level": one_of("default", "info", "warning", "error", "success")})
}
BLOCKS: dict[str, dict[str, Rule]] = {"message": IN_MESSAGES, "modal": IN_MODALS, "home": EVERYWHERE}

_MODAL = shape(
    {"type": anything, "title": plain(24), "blocks": anything},
    {
        "submit": plain(24),
        "close": plain(24),
        "private_metadata": string(3000, shortest=0),
        "callback_id": string(255, shortest=0),
        "external_id": string(255, shortest=0),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)
_HOME = shape(
    {"type": anything, "blocks": anything},
    {
        "private_metadata": string(3000, shortest=0),
        "callback_id": string(255, shortest=0),
        "external_id": string(255, shortest=0),
        # Slack takes these on a Home tab and leaves them unused.
        "title": plain(24),
        "submit": plain(24),
        "close": plain(24),
    },
)

MaySeeFile = Callable[[Json], bool]


def check_blocks(
    blocks: Any, surface: Surface, may_show_file: MaySeeFile, pointer: str = "/blocks"
) -> Faults:
    """The faults Slack would find, in its words; empty when the blocks are good.

    `may_show_file` tells of a `slack_file` object whether the app may show that file.
    """
    faults: Faults = []
    least = 0 if surface == "message" else 1
    rule = array(by_type(BLOCKS[surface], "block"), MOST_BLOCKS[surface], least=least)
    rule(blocks, pointer, faults)
    if faults:
        return faults
    _check_ids(blocks, pointer, faults)
    _check_place_of_elements(blocks, surface, pointer, faults)
    for image in _images(blocks):
        if "slack_file" in image and not may_show_file(image["slack_file"]):
            fault(faults, "invalid slack file", pointer)
    _check_message_totals(blocks, pointer, faults)
    return faults


def _check_ids(blocks: list[Json], pointer: str, faults: Faults) -> None:
    named = Counter(block["block_id"] for block in blocks if "block_id" in block)
    for block_id in (name for name, count in named.items() if count > 1):
        fault(faults, f"`block_id` {block_id} already exists", pointer)
    for index, block in enumerate(blocks):
        ids = Counter(e["action_id"] for _, e in placed_elements([block]) if "action_id" in e)
        for action_id in (name for name, count in ids.items() if count > 1):
            fault(faults, f"`action_id` {action_id} already exists", f"{pointer}/{index}")


def _check_place_of_elements(blocks: list[Json], surface: Surface, pointer: str, faults: Faults) -> None:
    elements = [element for _, element in placed_elements(blocks)]
    if sum(element.get("focus_on_load", False) for element in elements) > 1:
        fault(faults, "only one element may have focus_on_load", pointer)
    if surface != "modal" and any(element["type"] == "file_input" for element in elements):
        fault(faults, "file_input is allowed in modals only", pointer)
    for element in elements:
        if element["type"] == "plain_text_input" and element.get("min_length", 0) > element.get(
            "max_length", 3000
        ):
            fault(faults, "min_length must be less than max_length", pointer)


def _images(blocks: list[Json]) -> list[Json]:
    accessories = [block["accessory"] for block in blocks if "accessory" in block]
    in_context = [e for block in blocks if block["type"] == "context" for e in block["elements"]]
    return [part for part in [*blocks, *accessories, *in_context] if part.get("type") == "image"]


def _check_message_totals(blocks: list[Json], pointer: str, faults: Faults) -> None:
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if markdown > MOST_MARKDOWN:
        fault(faults, f"markdown must be less than {MOST_MARKDOWN + 1} characters in all", pointer)
    if sum(block["type"] == "table" for block in blocks) > 1:
        fault(faults, "only_one_table_allowed", pointer)


def check_view(view: Any, may_show_file: MaySeeFile) -> Faults:
    """The faults of a modal or Home view, its size apart (see `is_too_large`)."""
    faults: Faults = []
    by_type({"modal": _MODAL, "home": _HOME}, "view")(view, "/view", faults)
    if faults:
        return faults
    faults = check_blocks(view["blocks"], view["type"], may_show_file, "/view/blocks")
    if faults or view["type"] == "home":
        return faults
    if any(block["type"] == "input" for block in view["blocks"]) and "submit" not in view:
        fault(faults, "missing required field: submit", "/view")
    return faults


def is_too_large(view: Any) -> bool:
    return len(json.dumps(view, ensure_ascii=False).encode()) > MOST_VIEW_BYTES
