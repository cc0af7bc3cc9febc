"""Everything that people see at the end of a story, as lines, and the differences that a kill may make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.people import Person
from tests.shown import texts
from tests.workspace.server import Workspace

Json = dict[str, Any]

UNSEEN = frozenset(
    [
        *("block_id", "action_id", "value", "id", "hash", "ts", "url", "private_metadata", "callback_id"),
        *("external_id", "root_view_id", "previous_view_id", "unread", "state", "metadata", "size"),
        *("team_id", "app_id", "bot_id", "app_installed_team_id", "edited", "transactionId", "webLink"),
    ]
)
"""What nobody reads: ids, addresses and states."""
BY_ORDER = re.compile(
    r"\b(2026-\d{4,8}(?!-)|sag-[0-9a-f]{10}|C0V\d{6}|F0\d{8}|V0\d{8}|AA\w+\d{6}|p\d{16}"
    r"|127\.0\.0\.1:\d+)\b"
)
"""What is drawn by chance or counted: the same where it is the first, second or third that is read."""
POSTED_AGAIN = ("Værn læser ikke det, I skriver i kanalen.", "Det, der skal gøres")
"""By what a case card and a checklist are known.

In a channel the bot cannot look whether it has posted one, so that it posts one of unknown outcome again, and
the other goes at its first press (docs/architecture.md, "The way of an act").
"""


def seen(people: tuple[Person, ...], workspace: Workspace) -> list[str]:
    """What each of them sees, and what stands in calendars, mailboxes and the folder for dossiers."""
    numbers: dict[str, str] = {}
    lines = [f"{person.id[2:].lower()} / {line}" for person in people for line in _screen(person.view())]
    graph = workspace.graph
    lines += [f"mail / {line}" for mail in graph.mail for line in _lines(mail)]
    lines += [f"calendar / {line}" for meeting in graph.meetings.values() for line in _lines(meeting)]
    lines += [f"folder / {path}" for _, path in sorted(graph.drives.files)]
    return [
        BY_ORDER.sub(lambda found: numbers.setdefault(found[0], f"#{len(numbers)}"), line) for line in lines
    ]


def _screen(view: Json) -> Iterator[str]:
    for one in view["conversations"]:
        about = (one["topic"], one["is_private"], one["is_archived"], sorted(one["members"]))
        yield f"{one['name'] or 'Værn'} / {about}"
        for message in sorted(map(_message, _without_posted_again(one["messages"]))):
            yield from (f"{one['name'] or 'Værn'} / {line}" for line in message)
    if view["home"]:
        yield from (f"Home / {line}" for line in _lines(view["home"]["view"]))


def _message(message: Json) -> list[str]:
    """When it came, by whom, and what it shows.

    What is owed in different lanes at one moment comes in any order; the clock stands still meanwhile.
    """
    told = {name: message[name] for name in ("text", "attachments", "blocks", "files")}
    return [f"{message['at'][:19]} {message['user']}", *_lines(told)]


def _without_posted_again(messages: list[Json]) -> list[Json]:
    """Without cards and checklists that stand there once more further down."""
    last: dict[str, Json] = {}
    for message in messages:
        last |= dict.fromkeys(_marks(message), message)
    return [m for m in messages if all(last[mark] is m for mark in _marks(m))]


def _marks(message: Json) -> list[str]:
    return [
        mark for mark in POSTED_AGAIN if message["user"] == "U0VAERN" and mark in texts(message["blocks"])
    ]


def _lines(part: Any, name: str = "") -> Iterator[str]:
    """Each word, number and choice that is shown, with what it is."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key not in UNSEEN:
                yield from _lines(value, key)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _lines(value, name)
    elif part not in (None, "", False):
        yield from (f"{name}: {line}" for line in str(part).splitlines())
