"""A message as a person sees it, wherever Slack has put its words.

What somebody typed stands in `text`, and in `blocks` again. What an app composed stands in `blocks`, with
`text` only for notifications. A forwarded message, and what a mail bridge posts, stands in `attachments`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.slack.block_text import text_of
from bot.slack.markup import Names, people_in, plain

Json = dict[str, Any]
SPOKEN = frozenset({None, "file_share", "thread_broadcast", "me_message"})
"""The subtypes of what a person says; docs.slack.dev/reference/events/message lists them all."""

TOMBSTONE = "tombstone"
"""The subtype that a deleted message changes into when there are answers below it."""

NO_WORDS = frozenset({"[no preview available]", "This message contains interactive elements."})
"""What Slack writes where there is nothing to read."""


@dataclass(frozen=True)
class Forwarded:
    """A message of somebody else that stands in this one. `ts` is when it was posted, "" where unsaid."""

    text: str
    author: str
    place: str
    link: str
    ts: str


@dataclass(frozen=True)
class SeenMessage:
    """The writer's own words, and the messages that were forwarded with them."""

    text: str
    forwarded: tuple[Forwarded, ...]


def seen(message: Json, names: Names) -> SeenMessage:
    """The message as a person sees it. What Slack shows of a page behind a typed address is left out."""
    found = [card for card in _attachments(message) if not _is_unfurled(card)]
    cards = (_card(card, names) for card in found if not _is_forwarded(card))
    text = "\n\n".join(filter(None, (_words(message, message.get("blocks"), names), *cards)))
    forwarded = tuple(_forwarded(card, names) for card in found if _is_forwarded(card))
    return SeenMessage(text.strip(), forwarded)


def files_of(message: Json) -> list[Json]:
    """Slack's records of its files and of those that were forwarded with it."""
    inner = (files_of(card) for card in _attachments(message) if not _is_unfurled(card))
    return [*(message.get("files") or ()), *(file for files in inner for file in files)]


def app_of(message: Json) -> str:
    """What the app that posted the message calls itself."""
    return str(message.get("username") or (message.get("bot_profile") or {}).get("name") or "")


def people_of(message: Json) -> list[str]:
    """The ids of all whom the message mentions or comes from, each once, in their order."""
    return list(dict.fromkeys(_people(message)))


def _people(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield from people_in(part)
    elif isinstance(part, dict):
        yield from (str(part[key]) for key in ("user_id", "author_id") if part.get(key))
        for inner in part.values():
            yield from _people(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _people(inner)


def _attachments(message: Json) -> list[Json]:
    return list(message.get("attachments") or ())


def _is_forwarded(card: Json) -> bool:
    return bool(card.get("is_share") or card.get("is_msg_unfurl"))


def _is_unfurled(card: Json) -> bool:
    """A preview of an address that was typed: those are not the writer's words."""
    return not _is_forwarded(card) and bool(
        card.get("from_url") or card.get("is_app_unfurl") or card.get("app_unfurl_url")
    )


def _words(message: Json, blocks: Iterable[Json] | None, names: Names) -> str:
    drawn = list(blocks or ())
    typed, shown = plain(str(message.get("text") or ""), names), text_of(drawn, names)
    is_typed = all(block.get("type") == "rich_text" for block in drawn)
    return (typed or shown if is_typed else shown or typed).strip()


def _forwarded(card: Json, names: Names) -> Forwarded:
    told = card.get("author_name") or card.get("author_subname") or ""
    author = names.get(str(card.get("author_id") or ""), str(told))
    link = str(card.get("original_url") or card.get("from_url") or "")
    inner = (_card(inner, names) for inner in _attachments(card))
    text = "\n\n".join(filter(None, (_words(card, _blocks_of(card), names), *inner)))
    return Forwarded(
        text=text or ("" if files_of(card) else _fallback(card, names) or link),
        author=author,
        place=str(card.get("channel_name") or ""),
        link=link,
        ts=str(card.get("ts") or ""),
    )


def _blocks_of(card: Json) -> list[Json]:
    """The blocks of a forwarded message, which Slack wraps in the message that they come from."""
    wrapped = card.get("message_blocks") or card.get("blocks") or ()
    return [block for one in wrapped for block in (one.get("message") or {}).get("blocks") or (one,)]


def _fallback(card: Json, names: Names) -> str:
    text = plain(str(card.get("fallback") or ""), names).strip()
    return "" if text in NO_WORDS else text


def _card(card: Json, names: Names) -> str:
    """What an app has set beside its message: a mail with its sender, a notice, a table of fields."""
    lines = [*(plain(str(card.get(key) or ""), names) for key in ("pretext", "author_name", "title"))]
    lines.append(_words(card, card.get("blocks"), names))
    lines += [_field(field, names) for field in card.get("fields") or ()]
    lines += [_card(inner, names) for inner in _attachments(card)]
    lines.append(str(card.get("image_url") or ""))
    return "\n".join(line for line in lines if line.strip()) or _fallback(card, names)


def _field(field: Json, names: Names) -> str:
    title, value = (plain(str(field.get(key) or ""), names) for key in ("title", "value"))
    return f"{title}: {value}" if title and value else title or value
