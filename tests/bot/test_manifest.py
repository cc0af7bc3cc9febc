"""app_manifest.yaml asks for exactly what the code uses."""

from __future__ import annotations

import ast
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from tests.workspace.manifest import EVENT_SCOPES

ROOT = Path(__file__).parents[2]
MANIFEST: dict[str, Any] = yaml.safe_load((ROOT / "app_manifest.yaml").read_text("utf-8"))
SCHEMA = json.loads(Path(__file__).with_name("manifest.schema.1.0.0.json").read_text("utf-8"))
# The scopes of each method, any one of which is enough: docs.slack.dev/reference/methods.
METHODS = json.loads((ROOT / "tests" / "workspace" / "methods.json").read_text("utf-8"))["methods"]
# App-level tokens are made by hand; their scope is not in the manifest.
OF_THE_APP_TOKEN = {"connections:write"}
# What is said over the WebSocket is no call of the Web API.
OF_THE_SOCKET = {"send_socket_mode_response"}
FAMILIES = {"channels", "groups", "im", "mpim"}
# Which kind of conversation a method is called on: "the scope that matches the conversation's type".
IN_DIRECT_MESSAGES = {"conversations.open", "conversations.history"}
# The Events API's name of what Bolt calls an event, docs.slack.dev/reference/events.
SUBSCRIPTIONS = {"message": "message.im"}

GRANTED = set(MANIFEST["oauth_config"]["scopes"]["bot"])
SUBSCRIBED = set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])
FEATURES = MANIFEST["features"]


@cache
def calls() -> tuple[tuple[ast.Module, ast.Call, ast.Attribute], ...]:
    """Every call of a method in the outer layer."""
    trees = [ast.parse(path.read_text("utf-8")) for path in sorted((ROOT / "bot").rglob("*.py"))]
    return tuple(
        (tree, node, node.func)
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    )


def called_methods() -> set[str]:
    """The Web API methods called on a client: `client.chat_postMessage` is chat.postMessage."""
    owners = [(f.attr, getattr(f.value, "attr", getattr(f.value, "id", ""))) for _, _, f in calls()]
    named = {method.replace(".", "_"): method for method in METHODS}
    return {
        named.get(name, name) for name, owner in owners if owner == "client" and name not in OF_THE_SOCKET
    }


def registered(kind: str) -> set[str]:
    """What `app.<kind>` is called with, constants resolved; patterns that only acknowledge left out."""
    found = set()
    for tree, call, function in calls():
        if getattr(function.value, "id", "") == "app" and function.attr == kind:
            name = call.args[0]
            if isinstance(name, ast.Name):
                name = _constant(tree, name.id)
            if isinstance(name, ast.Constant):
                found.add(str(name.value))
    return found


def _constant(tree: ast.Module, name: str) -> ast.expr:
    found = [n for n in tree.body if isinstance(n, ast.Assign) and getattr(n.targets[0], "id", "") == name]
    return found[0].value


def needs() -> list[set[str]]:
    """Sets of scopes; of each set one is needed."""
    found = [_of_method(name) for name in called_methods()]
    found += [{EVENT_SCOPES[event]} for event in SUBSCRIBED if event in EVENT_SCOPES]
    if registered("command") | registered("shortcut"):
        found.append({"commands"})
    return [scopes for scopes in found if scopes - OF_THE_APP_TOKEN]


def _of_method(name: str) -> set[str]:
    scopes = set(METHODS[name]["scopes"])
    family = "im" if name in IN_DIRECT_MESSAGES else "groups"
    return {scope for scope in scopes if scope.split(":")[0] in {family} or not scopes & _by_family(scopes)}


def _by_family(scopes: set[str]) -> set[str]:
    return {scope for scope in scopes if scope.split(":")[0] in FAMILIES}


def test_it_is_valid_against_the_schema_of_slack() -> None:
    assert [error.message for error in Draft7Validator(SCHEMA).iter_errors(MANIFEST)] == []


def test_the_code_is_read_as_meant() -> None:
    assert {"chat.postMessage", "conversations.create", "views.open", "auth.test"} <= called_methods()
    assert called_methods() <= METHODS.keys()
    assert "message" in registered("event")
    assert {"groups:write", "groups:write.invites"} in needs()


def test_no_scope_is_missing() -> None:
    assert [sorted(scopes) for scopes in needs() if not scopes & GRANTED] == []


@pytest.mark.parametrize("scope", sorted(GRANTED))
def test_no_scope_can_be_left_out(scope: str) -> None:
    assert [scopes for scopes in needs() if not scopes & (GRANTED - {scope})] != []


def test_no_scope_is_asked_twice_or_of_the_user() -> None:
    scopes = MANIFEST["oauth_config"]["scopes"]
    assert set(scopes) == {"bot"}
    assert len(scopes["bot"]) == len(GRANTED)


def test_events_are_those_that_are_listened_for() -> None:
    assert {SUBSCRIPTIONS.get(event, event) for event in registered("event")} == SUBSCRIBED


def test_it_can_read_neither_the_case_channel_nor_any_public_one() -> None:
    assert "groups:history" not in GRANTED
    assert [scope for scope in GRANTED if scope.startswith("channels:")] == []
    assert "chat:write.public" not in GRANTED
    assert not SUBSCRIBED & {"message.groups", "message.channels"}


def test_socket_mode_is_on_and_no_address_is_asked_for() -> None:
    assert MANIFEST["settings"]["socket_mode_enabled"] is True
    assert MANIFEST["settings"]["interactivity"] == {"is_enabled": True}
    assert set(MANIFEST["settings"]["event_subscriptions"]) == {"bot_events"}


def test_a_token_does_not_expire_since_nothing_renews_it() -> None:
    assert MANIFEST["settings"]["token_rotation_enabled"] is False


def test_people_can_write_to_it_and_have_its_home_tab() -> None:
    assert FEATURES["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }


def test_the_commands_are_those_of_the_code() -> None:
    assert [command["command"] for command in FEATURES["slash_commands"]] == sorted(registered("command"))
    assert all(command["should_escape"] for command in FEATURES["slash_commands"])


def test_the_shortcuts_are_those_of_the_code() -> None:
    assert {shortcut["callback_id"] for shortcut in FEATURES["shortcuts"]} == registered("shortcut")


def display_texts() -> list[str]:
    """What people read, names of their own apart."""
    shown = MANIFEST["display_information"]
    parts = [*FEATURES["shortcuts"], *FEATURES["slash_commands"]]
    named = [part[key] for part in parts for key in ("name", "description") if key in part]
    return [shown["description"], shown["long_description"], *named]


@pytest.mark.parametrize("text", display_texts())
def test_what_people_read_is_danish(text: str) -> None:
    words = {word.strip(".,").casefold() for word in text.split()}
    assert not words & {"the", "a", "and", "your", "you", "report", "harassment", "with", "open", "help"}
    assert words & {"digital", "chikane", "anmeldelse", "anmeld", "sagen", "beskeden", "du", "hjælp"}
