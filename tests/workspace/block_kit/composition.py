"""Composition objects: text, options, confirm dialogs and the files shown in images."""

from typing import Any

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
    integer,
    one_of,
    shape,
    string,
)

ID = string(255)


def plain(longest: int) -> Rule:
    return by_type({"plain_text": _text_of(longest, "emoji")}, "text")


def text(longest: int) -> Rule:
    return by_type(
        {"plain_text": _text_of(longest, "emoji"), "mrkdwn": _text_of(longest, "verbatim")}, "text"
    )


def _text_of(longest: int, switch: str) -> Rule:
    return shape({"type": anything, "text": string(longest)}, {switch: boolean})


CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)


def option(label: Rule) -> Rule:
    return shape({"text": label, "value": string(150)}, {"description": text(75), "url": string(3000)})


PLAIN_OPTION, RICH_OPTION = option(plain(75)), option(text(75))
OPTION_GROUPS = array(shape({"label": plain(75), "options": array(PLAIN_OPTION, 100)}, {}), 100)
SLACK_FILE = shape({}, {"id": string(255), "url": string(3000)}, exactly_one("id", "url"))
DISPATCH_CONFIG = shape(
    {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 2)}, {}
)
FILTER = shape(
    {},
    {
        "include": array(one_of("im", "mpim", "private", "public"), 4),
        "exclude_bot_users": boolean,
        "exclude_external_shared_channels": boolean,
    },
    at_least_one("include", "exclude_bot_users", "exclude_external_shared_channels"),
)


def offered_options(element: dict[str, Any]) -> list[Any]:
    """All options of an element, the groups taken apart."""
    grouped = [o for group in element.get("option_groups", []) for o in group.get("options", [])]
    return [*element.get("options", []), *grouped]


def initial_options_are_offered(element: Any, pointer: str, faults: Faults) -> None:
    chosen = [element["initial_option"]] if "initial_option" in element else []
    chosen += element.get("initial_options", [])
    if any(choice not in offered_options(element) for choice in chosen):
        fault(faults, "must provide valid initial options", pointer)


STYLE = shape(
    {},
    dict.fromkeys(
        ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), boolean
    ),
)
COUNT = integer(0, 10_000)
RICH_INLINE = by_type(
    {
        "text": shape({"type": anything, "text": string(40_000)}, {"style": STYLE}),
        "link": shape(
            {"type": anything, "url": string(3000)}, {"text": anything, "style": STYLE, "unsafe": boolean}
        ),
        "user": shape({"type": anything, "user_id": string(50)}, {"style": STYLE}),
        "usergroup": shape({"type": anything, "usergroup_id": string(50)}, {"style": STYLE}),
        "channel": shape({"type": anything, "channel_id": string(50)}, {"style": STYLE}),
        "emoji": shape(
            {"type": anything, "name": string(100)},
            {"unicode": anything, "skin_tone": anything, "style": STYLE},
        ),
        "date": shape(
            {"type": anything, "timestamp": integer(0, 10**10), "format": string(255)},
            {"url": string(3000), "fallback": anything, "style": STYLE},
        ),
        "broadcast": shape(
            {"type": anything, "range": one_of("here", "channel", "everyone")}, {"style": STYLE}
        ),
        "color": shape({"type": anything, "value": string(20)}, {"style": STYLE}),
    },
    "rich text",
)
RICH_SECTION = shape({"type": anything, "elements": array(RICH_INLINE, 10_000, least=0)}, {})
RICH_QUOTE = shape({"type": anything, "elements": array(RICH_INLINE, 10_000, least=0)}, {"border": COUNT})
RICH_PARTS = by_type(
    {
        "rich_text_section": RICH_SECTION,
        "rich_text_preformatted": RICH_QUOTE,
        "rich_text_quote": RICH_QUOTE,
        "rich_text_list": shape(
            {
                "type": anything,
                "style": one_of("bullet", "ordered"),
                "elements": array(by_type({"rich_text_section": RICH_SECTION}, "list item"), 10_000),
            },
            {"indent": COUNT, "offset": COUNT, "border": COUNT},
        ),
    },
    "rich text",
)
RICH_TEXT = shape({"type": anything, "elements": array(RICH_PARTS, 10_000, least=0)}, {"block_id": ID})
