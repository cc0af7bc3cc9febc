"""The words in Slack's blocks, as a person sees them: docs.slack.dev/reference/block-kit/blocks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.slack.markup import Names, link, person, plain

Json = dict[str, Any]


def text_of(blocks: Iterable[Json], names: Names) -> str:
    """All words of the blocks, each block on lines of its own. Buttons and fields to fill in say nothing."""
    return "\n".join(filter(None, (_block(block, names) for block in blocks)))


def _block(block: Json, names: Names) -> str:
    match block.get("type"):
        case "rich_text":
            return "\n".join(_part(part, names) for part in _elements(block))
        case "section":
            lines = (block.get("text"), *(block.get("fields") or ()))
            return _lines(_composed(line, names) for line in lines)
        case "header":
            return _composed(block.get("text"), names)
        case "context":
            return " ".join(filter(None, (_composed(element, names) for element in _elements(block))))
        case "markdown":
            return str(block.get("text") or "")
        case "image" | "video":
            named = (block.get("title"), block.get("description"))
            return _lines(_composed(text, names) for text in named) or str(block.get("alt_text") or "")
        case "table":
            return _lines(" | ".join(_cell(cell, names) for cell in row) for row in block.get("rows") or ())
    return ""


def _elements(part: Json) -> list[Json]:
    return list(part.get("elements") or ())


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(filter(None, texts))


def _composed(text: Json | None, names: Names) -> str:
    """A text object, or a picture among texts by what is said of it."""
    if not text:
        return ""
    words = str(text.get("text") or text.get("alt_text") or "")
    return plain(words, names) if text.get("type") == "mrkdwn" else words


def _cell(cell: Json, names: Names) -> str:
    if cell.get("type") == "rich_text":
        return _block(cell, names)
    return str(cell.get("text") or "")


def _part(part: Json, names: Names) -> str:
    """A paragraph, a list, a quote or code of a rich text."""
    if part.get("type") == "rich_text_list":
        return _list(part, names)
    words = "".join(_inline(element, names) for element in _elements(part))
    if part.get("type") == "rich_text_quote":
        return "\n".join(f"> {line}" for line in words.splitlines())
    return words


def _list(part: Json, names: Names) -> str:
    room, first = "  " * int(part.get("indent") or 0), int(part.get("offset") or 0) + 1
    is_numbered = part.get("style") == "ordered"
    lines = []
    for number, item in enumerate(_elements(part), first):
        sign = f"{number}." if is_numbered else "•"
        lines.append(f"{room}{sign} {_part(item, names)}")
    return "\n".join(lines)


def _inline(element: Json, names: Names) -> str:
    """A piece of a line. Unlike in Slack's own markup its text is literal."""
    match element.get("type"):
        case "link":
            return link(str(element.get("url") or ""), str(element.get("text") or ""))
        case "user":
            return person(str(element.get("user_id") or ""), names)
        case "usergroup":
            return f"@{element.get('usergroup_id') or ''}"
        case "channel":
            return f"#{element.get('channel_id') or ''}"
        case "broadcast":
            return f"@{element.get('range') or ''}"
        case "emoji":
            return _emoji(element)
        case "date":
            return str(element.get("fallback") or "")
        case "color":
            return str(element.get("value") or "")
    return str(element.get("text") or "")


def _emoji(element: Json) -> str:
    """The sign itself, or its name for one that only this workspace has."""
    try:
        return "".join(chr(int(code, 16)) for code in str(element["unicode"]).split("-"))
    except (KeyError, ValueError, OverflowError):
        return f":{element.get('name') or ''}:"
