"""The methods that are played, and the checks every call passes: token, scope, arguments.

Arguments, required flags and scopes are in methods.json beside this package.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.workspace.server import Workspace

Json = dict[str, Any]
_DATA = json.loads(Path(__file__).parent.with_name("methods.json").read_text(encoding="utf-8"))
SPECS: dict[str, Json] = _DATA["methods"]
NOT_PLAYED: frozenset[str] = frozenset(_DATA["not_played"])


class Refused(Exception):
    """Slack's error code, with the further fields of the answer."""

    def __init__(self, error: str, **fields: Any) -> None:
        super().__init__(error)
        self.error = error
        self.fields = fields


@dataclass
class Call:
    """A call that passed the checks; `args` holds Python values of the documented types."""

    workspace: "Workspace"
    method: str
    args: Json

    def __getitem__(self, name: str) -> Any:
        return self.args[name]

    def get(self, name: str, default: Any = None) -> Any:
        return self.args.get(name, default)


# Bolt's clients send it with every call; Slack ignores it beside the token of one workspace.
TEAM_OF_ORG_TOKENS = {"team_id": "string"}
Method = Callable[[Call], Json]
METHODS: dict[str, Method] = {}


def method(name: str) -> Callable[[Method], Method]:
    def register(function: Method) -> Method:
        METHODS[name] = function
        return function

    return register


def invalid_arguments(*messages: str) -> Refused:
    listed = [f"[ERROR] {message}" for message in messages]
    return Refused("invalid_arguments", response_metadata={"messages": listed})


def checked_arguments(name: str, raw: Json) -> Json:
    """Raises Refused for an unknown, missing or wrongly typed argument."""
    spec = TEAM_OF_ORG_TOKENS | SPECS[name]["args"]
    if unknown := sorted(raw.keys() - spec.keys()):
        listed = [f"[ERROR] unknown argument: {argument}" for argument in unknown]
        raise Refused("invalid_arg_name", response_metadata={"messages": listed})
    missing = [arg for arg, kind in spec.items() if kind.endswith("!") and raw.get(arg) in (None, "")]
    if missing:
        raise invalid_arguments(*(f"missing required field: {argument}" for argument in missing))
    given = {arg: value for arg, value in raw.items() if value is not None}
    return {arg: _typed(arg, spec[arg].rstrip("!"), value) for arg, value in given.items()}


def _typed(argument: str, kind: str, value: Any) -> Any:
    if kind == "boolean":
        words: dict[Any, bool] = {
            True: True,
            False: False,
            "true": True,
            "1": True,
            "false": False,
            "0": False,
        }
        if isinstance(value, bool | str) and value in words:
            return words[value]
    elif kind in ("integer", "number"):
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lstrip("-").isdigit():
            return int(value)
    elif kind == "array":
        parsed = parsed_json(value)
        if isinstance(parsed, list):
            return parsed
    elif kind == "any" or isinstance(value, str):
        return value
    raise invalid_arguments(f"must be of type {kind}: {argument}")


def parsed_json(value: Any) -> Any:
    """The value itself, or what its text says; the text itself when that is not JSON."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
