"""Texts in Block Kit: our own with everything from people escaped, people's own as they stand."""

from __future__ import annotations

import re
from typing import Any

from flows.screens.elements import AFTER_CHANNEL, AFTER_NUMBER, BEFORE_CHANNEL, BEFORE_NUMBER, Choice

Block = dict[str, Any]

LONGEST_LABEL = 75


def escaped(text: str) -> str:
    """Text that cannot mention, link or break out (docs.slack.dev/messaging/formatting-message-text)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, longest: int = LONGEST_LABEL) -> str:
    """The text within a limit of Slack's."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def plain(text: str, longest: int = LONGEST_LABEL) -> Block:
    """A plain text object."""
    return {"type": "plain_text", "text": cut(_something(text), longest), "emoji": False}


def mrkdwn(text: str) -> Block:
    """Our own words as Slack's markup, with numbers and channels to be tapped."""
    said = cut(escaped(_something(text)), 3000)
    # Cut in the middle of an entity, what is left of it would be read as text.
    whole = re.sub(r"&[a-z]*…$", "…", said)
    linked = _CHANNEL.sub(r"<#\1>", _NUMBER.sub(_telephone, whole))
    return {"type": "mrkdwn", "text": _MARK.sub("", linked), "verbatim": True}


_NUMBER = re.compile(rf"{BEFORE_NUMBER}([0-9+ ().-]+){AFTER_NUMBER}")
_CHANNEL = re.compile(rf"{BEFORE_CHANNEL}([A-Z0-9]+){AFTER_CHANNEL}")
_MARK = re.compile(f"[{BEFORE_NUMBER}{AFTER_NUMBER}{BEFORE_CHANNEL}{AFTER_CHANNEL}]")
"""Of what was cut, or is no number and no channel: the sign itself is nothing to read."""


def _telephone(number: re.Match[str]) -> str:
    """Tapped on a phone, it calls (docs/decisions/2026-11-29-numbers-are-tapped.md)."""
    return f"<tel:{re.sub('[^0-9+]', '', number[1])}|{number[1]}>"


def _something(text: str) -> str:
    """Slack refuses an empty text."""
    return text if text.strip() else "…"


def option(choice: Choice) -> Block:
    """One choice of an element."""
    return {"text": plain(choice.label), "value": choice.key}
