"""The interactive elements with their limits, and where each may stand.

Numbers: the pages under https://docs.slack.dev/reference/block-kit/block-elements/ and slack_sdk's models.
"""

from tests.workspace.block_kit.composition import (
    CONFIRM,
    DISPATCH_CONFIG,
    FILTER,
    ID,
    OPTION_GROUPS,
    PLAIN_OPTION,
    RICH_OPTION,
    RICH_TEXT,
    SLACK_FILE,
    initial_options_are_offered,
    plain,
)
from tests.workspace.block_kit.spec import (
    Rule,
    anything,
    array,
    boolean,
    by_type,
    exactly_one,
    integer,
    one_of,
    shape,
    string,
)

DATE = string(10, pattern=r"\d{4}-\d{2}-\d{2}")
TIME = string(5, pattern=r"([01]\d|2[0-3]):[0-5]\d")
SECONDS = integer(10**9, 10**10 - 1)
USER = string(50)
MANY = integer(1, 100)


def element(required: dict[str, Rule], optional: dict[str, Rule], *also: Rule, confirm: bool = True) -> Rule:
    common = {"action_id": ID, "focus_on_load": boolean}
    if confirm:
        common["confirm"] = CONFIRM
    return shape({"type": anything, **required}, {**common, **optional}, *also)


def typed(optional: dict[str, Rule]) -> Rule:
    """A field to type in: it has a placeholder, but no confirm dialog."""
    placeholder = {"placeholder": plain(150), "dispatch_action_config": DISPATCH_CONFIG}
    return element({}, {**placeholder, **optional}, confirm=False)


def select(required: dict[str, Rule], optional: dict[str, Rule], *also: Rule) -> Rule:
    return element(required, {"placeholder": plain(150), **optional}, *also)


LISTED = {"options": array(PLAIN_OPTION, 100), "option_groups": OPTION_GROUPS}
LISTED_RULES = (exactly_one("options", "option_groups"), initial_options_are_offered)
RESPONSE = {"response_url_enabled": boolean}
OVER_HERE = {"default_to_current_conversation": boolean, "filter": FILTER}

ELEMENTS: dict[str, Rule] = {
    "button": shape(
        {"type": anything, "text": plain(75)},
        {
            "action_id": ID,
            "value": string(2000),
            "url": string(3000),
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
            "visible_to_user_ids": array(USER, 100),
        },
    ),
    "overflow": element({"options": array(PLAIN_OPTION, 5)}, {}),
    "checkboxes": element(
        {"options": array(RICH_OPTION, 10)},
        {"initial_options": array(RICH_OPTION, 10)},
        initial_options_are_offered,
    ),
    "radio_buttons": element(
        {"options": array(RICH_OPTION, 10)}, {"initial_option": RICH_OPTION}, initial_options_are_offered
    ),
    "static_select": select({}, {**LISTED, "initial_option": PLAIN_OPTION}, *LISTED_RULES),
    "multi_static_select": select(
        {},
        {**LISTED, "initial_options": array(PLAIN_OPTION, 100), "max_selected_items": MANY},
        *LISTED_RULES,
    ),
    "external_select": select({}, {"min_query_length": integer(0, 100), "initial_option": PLAIN_OPTION}),
    "multi_external_select": select(
        {},
        {
            "min_query_length": integer(0, 100),
            "initial_options": array(PLAIN_OPTION, 100),
            "max_selected_items": MANY,
        },
    ),
    "users_select": select({}, {"initial_user": USER}),
    "multi_users_select": select({}, {"initial_users": array(USER, 100), "max_selected_items": MANY}),
    "conversations_select": select({}, {"initial_conversation": USER, **OVER_HERE, **RESPONSE}),
    "multi_conversations_select": select(
        {}, {"initial_conversations": array(USER, 100), "max_selected_items": MANY, **OVER_HERE}
    ),
    "channels_select": select({}, {"initial_channel": USER, **RESPONSE}),
    "multi_channels_select": select({}, {"initial_channels": array(USER, 100), "max_selected_items": MANY}),
    "datepicker": select({}, {"initial_date": DATE}),
    "timepicker": select({}, {"initial_time": TIME, "timezone": string(100)}),
    "datetimepicker": element({}, {"initial_date_time": SECONDS}),
    "plain_text_input": typed(
        {
            "initial_value": string(3000, shortest=0),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        }
    ),
    "rich_text_input": typed({"initial_value": by_type({"rich_text": RICH_TEXT}, "rich text")}),
    "email_text_input": typed({"initial_value": string(3000)}),
    "url_text_input": typed({"initial_value": string(3000)}),
    "number_input": select(
        {"is_decimal_allowed": boolean},
        {
            "initial_value": string(100),
            "min_value": string(100),
            "max_value": string(100),
            "dispatch_action_config": DISPATCH_CONFIG,
        },
    ),
    "file_input": shape(
        {"type": anything},
        {"action_id": ID, "filetypes": array(string(20), 100), "max_files": integer(1, 10)},
    ),
}
IMAGE = shape(
    {"type": anything, "alt_text": string(2000)},
    {"image_url": string(3000), "slack_file": SLACK_FILE},
    exactly_one("image_url", "slack_file"),
)
CHOICES = [name for name in ELEMENTS if name.endswith("_select")]
CHOICES += ["checkboxes", "radio_buttons", "datepicker", "timepicker"]
ACCESSORIES = {name: ELEMENTS[name] for name in [*CHOICES, "button", "overflow"]} | {"image": IMAGE}
ACTIONS = {name: ELEMENTS[name] for name in [*CHOICES, "button", "overflow", "datetimepicker"]}
INPUTS = {name: rule for name, rule in ELEMENTS.items() if name not in ("button", "overflow")}
