"""What a person typed, out of Slack's markup: docs.slack.dev/messaging/formatting-message-text."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

Names = Mapping[str, str]
"""The names of people by their Slack ids, as far as they are known."""

_MARKED = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_PERSON = re.compile(r"<@([UW][A-Z0-9]+)")


def plain(text: str, names: Names) -> str:
    """The text as it was typed: links as their address, mentions as names, entities undone."""
    return html.unescape(_MARKED.sub(lambda match: _typed(match[1], match[2] or "", names), text))


def people_in(text: str) -> list[str]:
    """The ids of those whom the text mentions."""
    return _PERSON.findall(text)


def person(key: str, names: Names, label: str = "") -> str:
    """A mention of somebody, by id where nobody knows the name."""
    return f"@{names.get(key) or label.lstrip('@') or key}"


def _typed(target: str, label: str, names: Names) -> str:
    match target[0]:
        case "@":
            return person(target[1:], names, label)
        case "#":
            return f"#{label.lstrip('#') or target[1:]}"
        case "!":
            return _special(target[1:], label)
    return link(target, label)


def _special(target: str, label: str) -> str:
    """A group, everybody in a channel, or a date, which stands in its label as it was written."""
    kind, _, key = target.partition("^")
    if kind == "date":
        return label
    return f"@{label.lstrip('@') or key or kind}"


def link(target: str, label: str) -> str:
    """An address, with what it was called where that is another text."""
    address = target.removeprefix("mailto:").removeprefix("tel:")
    if not label or label == address or address.endswith(f"//{label}"):
        return label if label and "//" not in target else address
    return f"{label} ({address})"
