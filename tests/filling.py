"""Forms as a person sees them: the top modal, its fields by their labels, and what a field holds."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def top_form(view: Json) -> Json | None:
    top = view["modals"][-1:]
    return dict(top[0]) if top and "submit" in top[0]["view"] else None


def field_of(view: Json, label: str) -> tuple[Json, Json] | None:
    for modal in view["modals"][-1:]:
        for block in modal["view"]["blocks"]:
            if block["type"] == "input" and block["label"]["text"] == label:
                return modal, block
    return None


def filled(element: Json, *values: str) -> Json:
    """The state of an element that a person has filled in so."""
    kind, first = element["type"], values[0] if values else None
    if "options" in element:
        found = [o for o in element["options"] if o["text"]["text"] in values]
        if len(found) != len(values):
            raise AssertionError(f"the form does not offer all of {values}")
        if kind.startswith("multi"):
            return {"selected_options": found}
        return {"selected_option": found[0] if found else None}
    ids = [f"U0{name.upper()}" for name in values]
    by_kind: dict[str, Json] = {
        "users_select": {"selected_user": ids[0] if ids else None},
        "multi_users_select": {"selected_users": ids},
        "datepicker": {"selected_date": first},
        "timepicker": {"selected_time": first},
    }
    return by_kind.get(kind, {"value": first})


def held(state: Json) -> Any:
    (held,) = (value for key, value in state.items() if key != "type")
    if isinstance(held, list):
        return [option["text"]["text"] if isinstance(option, dict) else option for option in held]
    return held["text"]["text"] if isinstance(held, dict) else held
