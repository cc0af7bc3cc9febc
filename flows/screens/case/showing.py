"""An item before it is seen: what kind of thing it is, how it comes, and where once it is asked for.

Nothing here tells what an item holds, or what it is called.
"""

from __future__ import annotations

from flows.case.case import Case, Evidence
from flows.screens.answers import NAMES, kind_name
from flows.screens.elements import Button, Buttons, FormScreen, Note, Part, Text
from flows.screens.view import View
from flows.words import N_

SMALL, FULL = "small", "full"
"""How large a copy is asked for, in what a button carries; what is no picture has one size, which is full."""

KINDS = {
    "image": N_("A picture"),
    "video": N_("A video"),
    "audio": N_("A sound recording"),
    "text": N_("A text"),
    "message": N_("A mail"),
    "application/vnd.ms-outlook": N_("A mail"),
    "application/pdf": N_("A PDF"),
}
"""What a file is, by its media type, or by the part of it before the slash."""


def before(case: Case, item: str, view: View) -> FormScreen:
    """What the item is, how large, when it came and from whom, and one button to have it sent."""
    found = next((kept for kept in case.evidence_kept() if kept.id == item), None)
    if found is None or found.received_at is None:
        return _window((Text(view.say(N_("That file does not exist, or you cannot see it."))),), view)
    say, received = view.say, found.received
    when, who = view.dated(found.received_at), view.whom(found.by)
    parts = (
        Text(f"*{kind_of_thing(found, view)}*, {size_in_words(received.size, view)}"),
        Note(say(N_("Received {when} from {who}."), when=when, who=who)),
        Text(say(N_("It may be unpleasant. Nothing is sent before you press."))),
        *(_small_first(case, item, view) if received.is_picture else _at_once(case, item, view)),
    )
    return _window(parts, view)


def on_its_way(view: View, *, is_small: bool) -> FormScreen:
    """Once it was asked for, where it comes: the window covers the conversation."""
    text = N_("The copy is on its way to your conversation with Værn.")
    if is_small:
        text = N_("A small copy is on its way to your conversation with Værn. Full size is offered there.")
    return _window((Text(view.say(text)),), view)


def small_sent(case: Case, item: str, view: View) -> tuple[Part, ...]:
    """Beneath a small copy, where it is seen: the way to its full size."""
    text = N_("The copy above is small. You can have it in full size if you need it.")
    return (Text(view.say(text)), _asking(N_("Send it in full size"), case.id, item, FULL, view))


def kind_of_thing(item: Evidence, view: View) -> str:
    """A picture, a text, a link: for a file told by what its content is, and not by its name."""
    if item.kind != "file":
        return kind_name(item, view)
    media_type = item.received.media_type
    family = media_type.partition("/")[0]
    return view.say(KINDS.get(media_type) or KINDS.get(family) or NAMES["file"])


def size_in_words(size: int, view: View) -> str:
    """So many bytes as people read them, in thousands: "340 kB", "2,1 MB"."""
    if size < 1_000:
        return view.say(N_("less than 1 kB"))
    if size < 1_000_000:
        return view.say(N_("{count} kB"), count=size // 1_000)
    whole, tenths = divmod(size // 100_000, 10)
    return view.say(N_("{whole}.{tenths} MB"), whole=whole, tenths=tenths)


def _small_first(case: Case, item: str, view: View) -> tuple[Part, ...]:
    text = Text(view.say(N_("The copy comes small first, in your conversation with Værn.")))
    return (text, _asking(N_("Show it small"), case.id, item, SMALL, view))


def _at_once(case: Case, item: str, view: View) -> tuple[Part, ...]:
    text = Text(view.say(N_("The copy comes in your conversation with Værn.")))
    return (text, _asking(N_("Send it to me"), case.id, item, FULL, view))


def _asking(label: str, case: str, item: str, size: str, view: View) -> Buttons:
    return Buttons((Button(view.say(label), "show_evidence", f"{case}|{item}|{size}"),))


def _window(parts: tuple[Part, ...], view: View) -> FormScreen:
    return FormScreen(view.say(N_("Look at it")), parts, view.say(N_("Close")))
