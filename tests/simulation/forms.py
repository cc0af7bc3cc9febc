"""Modals filled in: mostly as they ask to be, at times wrongly or not at all."""

from __future__ import annotations

from typing import Any

from tests.simulation import texts
from tests.simulation.fates import Fates

Json = dict[str, Any]
EMPTY, WRONG = 0.08, 0.06


def values_for(modal: Json, fates: Fates) -> Json:
    """The values of a submission, by block and action; what is left out stays as it is."""
    values: Json = {}
    for block in modal["view"]["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        leaves = EMPTY if not block.get("optional") else 0.4
        if fates.people.random() < leaves:
            continue
        value = _value(element, fates)
        if value is not None:
            values[block["block_id"]] = {element["action_id"]: value}
    return values


def _value(element: Json, fates: Fates) -> Json | None:
    match element["type"]:
        case "plain_text_input":
            return {"value": _text(element, fates)}
        case "number_input":
            return {"value": str(fates.people.randint(0, 40))}
        case "email_text_input":
            return {"value": "nogen@herlev.example"}
        case "url_text_input":
            return {"value": f"https://fb.example/{texts.token(fates)}"}
        case "file_input":
            return {"files": [texts.file(fates)]}
        case _:
            return texts.value_of(element, fates)


def _text(element: Json, fates: Fates) -> str:
    if fates.people.random() < WRONG:
        return texts.short(fates)
    text = texts.long(fates) if fates.people.random() < 0.7 else "i går kl. 14.30"
    return text[: element.get("max_length", 3000)]
