"""A small language for the shape of a JSON object: every rule reports its faults with a JSON pointer.

A rule is called with the value, its pointer and the list of faults, in Slack's words where they are known.
"""

import re
from collections.abc import Callable
from typing import Any

Faults = list[str]
Rule = Callable[[Any, str, Faults], None]


def fault(faults: Faults, message: str, pointer: str) -> None:
    faults.append(f"{message} [json-pointer:{pointer or '/'}]")


def string(longest: int, *, shortest: int = 1, pattern: str | None = None) -> Rule:
    def rule(value: Any, pointer: str, faults: Faults) -> None:
        if not isinstance(value, str):
            return fault(faults, "must provide a string", pointer)
        if len(value) < shortest:
            fault(faults, f"must be more than {shortest - 1} characters", pointer)
        if len(value) > longest:
            fault(faults, f"must be less than {longest + 1} characters", pointer)
        if pattern and not re.fullmatch(pattern, value):
            fault(faults, "failed to match the required format", pointer)
        return None

    return rule


def boolean(value: Any, pointer: str, faults: Faults) -> None:
    if not isinstance(value, bool):
        fault(faults, "must provide a boolean", pointer)


def integer(least: int, most: int) -> Rule:
    def rule(value: Any, pointer: str, faults: Faults) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            fault(faults, f"must be an integer from {least} to {most}", pointer)

    return rule


def one_of(*allowed: str) -> Rule:
    def rule(value: Any, pointer: str, faults: Faults) -> None:
        if value not in allowed:
            fault(faults, f"must be one of {', '.join(allowed)}", pointer)

    return rule


def anything(_value: Any, _pointer: str, _faults: Faults) -> None:
    """A field whose content Slack does not check, or does not document."""


def array(item: Rule, most: int, *, least: int = 1) -> Rule:
    def rule(value: Any, pointer: str, faults: Faults) -> None:
        if not isinstance(value, list):
            return fault(faults, "must provide an array", pointer)
        if len(value) < least:
            fault(faults, f"no fewer than {least} items allowed", pointer)
        if len(value) > most:
            fault(faults, f"no more than {most} items allowed", pointer)
        for index, entry in enumerate(value):
            item(entry, f"{pointer}/{index}", faults)
        return None

    return rule


def shape(required: dict[str, Rule], optional: dict[str, Rule], *also: Rule) -> Rule:
    """An object with exactly these fields; `also` are rules on the object as a whole."""
    fields = {**required, **optional}

    def rule(value: Any, pointer: str, faults: Faults) -> None:
        if not isinstance(value, dict):
            return fault(faults, "must provide an object", pointer)
        for name in required.keys() - value.keys():
            fault(faults, f"missing required field: {name}", pointer)
        for name in value.keys() - fields.keys():
            fault(faults, f"invalid additional property: {name}", pointer)
        for name in sorted(value.keys() & fields.keys()):
            fields[name](value[name], f"{pointer}/{name}", faults)
        for extra in also:
            extra(value, pointer, faults)
        return None

    return rule


def by_type(kinds: dict[str, Rule], what: str) -> Rule:
    """An object whose `type` picks the rule."""

    def rule(value: Any, pointer: str, faults: Faults) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind not in kinds:
            return fault(faults, f"unsupported {what} type: {kind}", f"{pointer}/type")
        return kinds[kind](value, pointer, faults)

    return rule


def exactly_one(*names: str) -> Rule:
    def rule(value: Any, pointer: str, faults: Faults) -> None:
        if sum(name in value for name in names) != 1:
            fault(faults, f"must define exactly one of {', '.join(names)}", pointer)

    return rule


def at_least_one(*names: str) -> Rule:
    def rule(value: Any, pointer: str, faults: Faults) -> None:
        if not any(name in value for name in names):
            fault(faults, f"must define one of {', '.join(names)}", pointer)

    return rule
