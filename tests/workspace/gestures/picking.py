"""Whether a person can pick that value in that element, as Slack's client would let them."""

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.workspace.block_kit.composition import offered_options
from tests.workspace.block_kit.elements import STATE_FIELDS
from tests.workspace.files_over_http import file_from_person
from tests.workspace.gestures.ability import CannotDo
from tests.workspace.slack_objects import file_object

if TYPE_CHECKING:
    from tests.workspace.server import Workspace

Json = dict[str, Any]
MOST_BYTES_IN_FILE_INPUT = 10 * 1024 * 1024
TEXTS = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}


def picked(workspace: "Workspace", person: str, element: Json, value: Json) -> Json:
    """The element's new state: `{type, <field>: …}`; raises CannotDo for what is not on offer."""
    kind = element["type"]
    field = STATE_FIELDS.get(kind)
    if field is None or set(value) - {"type"} != {field.key}:
        expected = field.key if field else "no value"
        raise CannotDo(f"{kind} takes {expected}")
    choice = value[field.key]
    if kind == "file_input":
        choice = [_dropped(workspace, person, file) for file in choice]
    elif choice not in (None, []):
        _refuse_not_offered(workspace, element, field.key, choice)
    limit = element.get("max_files" if kind == "file_input" else "max_selected_items")
    if limit and isinstance(choice, list) and len(choice) > limit:
        raise CannotDo(f"at most {limit} can be chosen")
    return {"type": kind, field.key: choice or field.empty}


def _dropped(workspace: "Workspace", person: str, given: Json) -> Json:
    if "id" in given:
        return given
    file = file_from_person(workspace, person, given)
    if file.size > MOST_BYTES_IN_FILE_INPUT:
        file.is_deleted = True
        raise CannotDo("the file is larger than 10 MB")
    file.is_given_to_app = True
    return file_object(file, workspace.store, workspace.url)


def _refuse_not_offered(workspace: "Workspace", element: Json, key: str, choice: Any) -> None:
    choices = choice if isinstance(choice, list) else [choice]
    if "selected_option" in key and "external" not in element["type"]:
        offered = offered_options(element)
        _refuse_unless(all(option in offered for option in choices), "that option is not offered")
    elif "selected_user" in key:
        _refuse_unless(set(choices) <= workspace.store.people.keys(), "there is no such person")
    elif "selected_conversation" in key or "selected_channel" in key:
        _refuse_unless(set(choices) <= workspace.store.conversations.keys(), "there is no such conversation")
    elif key in FORMATS:
        is_good, sentence = FORMATS[key]
        _refuse_unless(is_good(choice), sentence)


def _refuse_unless(is_good: bool, sentence: str) -> None:
    if not is_good:
        raise CannotDo(sentence)


def _is_date(text: Any) -> bool:
    try:
        date.fromisoformat(text)
    except (TypeError, ValueError):
        return False
    return True


FORMATS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "selected_date": (_is_date, "that is no date"),
    "selected_time": (
        lambda text: bool(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", str(text))),
        "that is no time of day",
    ),
    "selected_date_time": (lambda moment: isinstance(moment, int), "that is no moment"),
    "value": (lambda text: isinstance(text, str), "that is no text"),
}


def complaint(block: Json, state: Json, words: dict[str, str]) -> str | None:
    """What Slack's client says below an input before it would send the modal at all."""
    element = block["element"]
    value = state[STATE_FIELDS[element["type"]].key]
    if not value:
        return None if block.get("optional") else words["required"]
    if element["type"] not in TEXTS:
        return None
    if len(value) < element.get("min_length", 0):
        return words["too_short"].format(limit=element["min_length"])
    if len(value) > element.get("max_length", 3000):
        return words["too_long"].format(limit=element.get("max_length", 3000))
    patterns = {
        "email_text_input": r"[^@\s]+@[^@\s]+\.[^@\s]+",
        "url_text_input": r"https?://\S+",
        "number_input": r"-?\d+([.,]\d+)?",
    }
    pattern = patterns.get(element["type"])
    return None if not pattern or re.fullmatch(pattern, value) else words["wrong"]
