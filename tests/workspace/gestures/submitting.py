"""Sending and closing modals. https://docs.slack.dev/surfaces/modals"""

from typing import TYPE_CHECKING, Any

from tests.workspace.block_kit.elements import find_element
from tests.workspace.gestures.ability import CannotDo, actor
from tests.workspace.gestures.interactions import deliver, interaction
from tests.workspace.gestures.picking import complaint, picked
from tests.workspace.gestures.slack_words import words
from tests.workspace.people import Person
from tests.workspace.screens import ViewError
from tests.workspace.slack_objects import view_object
from tests.workspace.store import View
from tests.workspace.web_api.registry import Refused
from tests.workspace.web_api.views import checked_view

if TYPE_CHECKING:
    from tests.workspace.server import Workspace

Json = dict[str, Any]


def _top(workspace: "Workspace", person: Person, view_id: str) -> View:
    stack = workspace.screens.stack(person.id)
    if not stack or stack[-1].id != view_id:
        raise CannotDo(f"{person.real_name} has no such modal on top")
    return stack[-1]


async def submit(workspace: "Workspace", body: Json) -> Json:
    person = actor(workspace, body["as"])
    view = _top(workspace, person, body["view_id"])
    if "submit" not in view.content:
        raise CannotDo("that modal has no submit button")
    _fill_in(workspace, person, view, body.get("values") or {})
    if view.errors:
        workspace.store.changed()
        return {"ok": False, "error": "fields are missing or wrong", "errors": view.errors}
    payload = interaction(workspace, "view_submission", person, view=view_object(view), response_urls=[])
    outcome = await deliver(workspace, "interactive", person, payload)
    return _react(workspace, person, view, outcome.payload or {})


def _fill_in(workspace: "Workspace", person: Person, view: View, values: Json) -> None:
    """Merges `values` into the state and sets the errors Slack's client would show by itself."""
    for block_id, actions in values.items():
        for action_id, value in actions.items():
            placed = find_element(view.content["blocks"], block_id, action_id)
            if placed is None:
                raise CannotDo(f"there is no input {block_id}/{action_id}")
            view.state[block_id][action_id] = picked(workspace, person.id, placed.element, value)
    view.errors = {}
    for block in view.content["blocks"]:
        if block["type"] == "input":
            state = view.state[block["block_id"]][block["element"]["action_id"]]
            if sentence := complaint(block, state, words(person)):
                view.errors[block["block_id"]] = sentence


def _react(workspace: "Workspace", person: Person, view: View, answer: Json) -> Json:
    """What the acknowledgement asks for. An answer Slack cannot use leaves the modal, with a red line."""
    action = answer.get("response_action")
    try:
        if action == "errors":
            _show_errors(view, answer)
        elif action in ("update", "push"):
            content = checked_view(workspace, answer.get("view"), "modal")
            if action == "update":
                workspace.screens.update(view, content)
            else:
                workspace.screens.push(person.id, content)
        elif action == "clear":
            workspace.screens.clear(person.id)
        elif action is None:
            _close(workspace, person, view)
        else:
            raise ViewError(f"unknown response_action {action}")
    except (Refused, ViewError) as error:
        details = getattr(error, "fields", {}).get("errors", "")
        workspace.store.tell_problem(person.id, words(person)["trouble"])
        raise CannotDo(f"the app's answer cannot be used: {error} {details}") from None
    workspace.store.changed()
    return {"response_action": action, "errors": view.errors}


def _show_errors(view: View, answer: Json) -> None:
    errors = answer.get("errors") or {}
    inputs = {block["block_id"] for block in view.content["blocks"] if block["type"] == "input"}
    if not errors or errors.keys() - inputs:
        raise ViewError("errors must name input blocks of the view")
    view.errors = errors


def _close(workspace: "Workspace", person: Person, view: View) -> None:
    """An empty answer closes the modal that was sent, if it is still there."""
    stack = workspace.screens.stack(person.id)
    if view in stack:
        stack.remove(view)


async def close(workspace: "Workspace", body: Json) -> Json:
    """Closes the top modal, or all of them where it says `clear_on_close`."""
    person = actor(workspace, body["as"])
    view = _top(workspace, person, body["view_id"])
    closed = [view]
    if view.content.get("clear_on_close"):
        closed = list(reversed(workspace.screens.stack(person.id)))
        workspace.screens.clear(person.id)
    else:
        workspace.screens.pop(person.id)
    for gone in closed:
        if gone.content.get("notify_on_close"):
            payload = interaction(
                workspace, "view_closed", person, view=view_object(gone), is_cleared=len(closed) > 1
            )
            await workspace.delivery.interact("interactive", f"view_closed:{gone.id}", payload)
    return {}
