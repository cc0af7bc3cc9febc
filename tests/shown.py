"""What can be read on a person's screen."""

from __future__ import annotations

import html
import re
from typing import Any

Json = dict[str, Any]


def texts(part: Any) -> str:
    """Every text inside a block, a message or a whole view."""
    if isinstance(part, dict):
        own = [_read(part)] if isinstance(part.get("text"), str) else []
        return "\n".join([*own, *(texts(v) for k, v in part.items() if k != "text" or not own)])
    if isinstance(part, list):
        return "\n".join(filter(None, map(texts, part)))
    return ""


def _read(part: Json) -> str:
    """Plain text is shown as it is; mrkdwn and a message's own text have their entities undone.

    Of a number that can be tapped the number is read.
    """
    if part.get("type") == "plain_text":
        return str(part["text"])
    return html.unescape(re.sub(r"<tel:[0-9+]+\|([0-9+ ]+)>", r"\1", part["text"]))


def on_screen(view: Json) -> str:
    """All that the person can read, as plain lines."""
    shown: list[str] = []
    for conversation in view["conversations"]:
        shown.append(f"# {conversation['name']} {conversation.get('topic') or ''}")
        for message in conversation["messages"]:
            shown += [texts(message["blocks"]) if message.get("blocks") else html.unescape(message["text"])]
            shown += [file["name"] for file in message.get("files") or ()]
    shown += [texts(modal["view"]) for modal in view["modals"]]
    shown += [str(modal.get("errors") or "") for modal in view["modals"]]
    if view["home"]:
        shown.append(texts(view["home"]["view"]))
    shown += [problem["text"] for problem in view["problems"]]
    return "\n".join(line for line in "\n".join(shown).splitlines() if line.strip())
