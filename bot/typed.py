"""What a person typed, out of Slack's markup: docs.slack.dev/messaging/formatting-message-text."""

from __future__ import annotations

import html
import re

_LINK = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")


def plain(text: str) -> str:
    """The text as it was typed: links as their address, mentions as their name, entities undone."""
    return html.unescape(_LINK.sub(_typed, text))


def _typed(match: re.Match[str]) -> str:
    target, label = match[1], match[2]
    if target[0] in "@#!":
        return target[0] + (label or target[1:]) if target[0] != "!" else f"@{label or target[1:]}"
    address = target.removeprefix("mailto:").removeprefix("tel:")
    if not label or label == address or address.endswith(f"//{label}"):
        return label if label and "//" not in target else address
    return f"{label} ({address})"
