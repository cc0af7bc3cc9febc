"""views.*: modals and Home tabs. https://docs.slack.dev/reference/methods/views.open"""

from typing import TYPE_CHECKING, Any

from tests.workspace.block_kit.blocks import check_view, is_too_large
from tests.workspace.screens import Screens, ViewError
from tests.workspace.slack_objects import view_object
from tests.workspace.store import View
from tests.workspace.triggers import TriggerError
from tests.workspace.web_api.lookups import may_show_file
from tests.workspace.web_api.registry import Call, Refused, invalid_arguments, method, parsed_json

if TYPE_CHECKING:
    from tests.workspace.server import Workspace

Json = dict[str, Any]


def checked_view(workspace: "Workspace", given: Any, kind: str) -> Json:
    """The view when Slack would take it; raises Refused."""
    view = parsed_json(given)
    if is_too_large(view):
        raise Refused("view_too_large")
    faults = check_view(view, lambda file: may_show_file(workspace, file))
    if not faults and view["type"] != kind:
        faults = [f"view type must be {kind} [json-pointer:/view/type]"]
    if not faults and "file_input" in str(view) and "files:read" not in workspace.manifest.scopes:
        raise Refused("missing_scope", needed="files:read", provided=",".join(workspace.manifest.scopes))
    if faults:
        refusal = invalid_arguments(*faults)
        refusal.fields["errors"] = faults
        raise refusal
    return view  # type: ignore[no-any-return]


def _shown(screens: Screens, action: Any) -> Json:
    try:
        view: View = action(screens)
    except ViewError as error:
        raise Refused(str(error)) from None
    return {"view": view_object(view)}


def _person_with_trigger(call: Call) -> str:
    if "trigger_id" not in call.args:
        raise invalid_arguments("missing required field: trigger_id")
    try:
        return call.workspace.triggers.exchange(call["trigger_id"])
    except TriggerError as error:
        raise Refused(str(error)) from None


@method("views.open")
def open_view(call: Call) -> Json:
    content = checked_view(call.workspace, call["view"], "modal")
    person = _person_with_trigger(call)
    return _shown(call.workspace.screens, lambda screens: screens.open(person, content))


@method("views.push")
def push_view(call: Call) -> Json:
    content = checked_view(call.workspace, call["view"], "modal")
    person = _person_with_trigger(call)
    return _shown(call.workspace.screens, lambda screens: screens.push(person, content))


@method("views.update")
def update_view(call: Call) -> Json:
    if not ("view_id" in call.args or "external_id" in call.args):
        raise invalid_arguments("missing required field: view_id")
    found = call.workspace.store.find_view(view_id=call.get("view_id"), external_id=call.get("external_id"))
    if found is None:
        raise Refused("not_found")
    content = checked_view(call.workspace, call["view"], found.content["type"])
    return _shown(call.workspace.screens, lambda screens: screens.update(found, content, call.get("hash")))


@method("views.publish")
def publish(call: Call) -> Json:
    workspace = call.workspace
    if not workspace.manifest.is_home_tab_enabled():
        raise Refused("not_enabled")
    person = workspace.store.people.get(call["user_id"])
    if person is None or person.is_bot or person.deleted:
        raise invalid_arguments("invalid user_id [json-pointer:/user_id]")
    content = checked_view(workspace, call["view"], "home")
    return _shown(workspace.screens, lambda screens: screens.publish(person.id, content, call.get("hash")))
