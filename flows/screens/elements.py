"""What a person is shown, without any knowledge of how Slack draws it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

LONGEST_INPUT = 3000
"""Characters in a field of a form."""


BEFORE_NUMBER, AFTER_NUMBER = "\ue000", "\ue001"
"""Around a telephone number in our own words: signs that no keyboard has, and no font draws."""


BEFORE_CHANNEL, AFTER_CHANNEL = "\ue002", "\ue003"
"""The same around the id of a channel, which a tap opens."""


def to_channel(channel: str) -> str:
    """The channel by its id, for the middle of our own words."""
    return f"{BEFORE_CHANNEL}{channel}{AFTER_CHANNEL}"


def to_call(text: str, *numbers: str) -> str:
    """The text with these telephone numbers marked, so that a tap on one calls it; 112 and 114 always are."""
    for number in dict.fromkeys(("112", "114", *filter(None, numbers))):
        text = re.sub(rf"(?<!\d){re.escape(number)}(?!\d)", f"{BEFORE_NUMBER}{number}{AFTER_NUMBER}", text)
    return text


@dataclass(frozen=True)
class Heading:
    """A short title."""

    text: str


@dataclass(frozen=True)
class Text:
    """Our own words. *Asterisks* make them bold; everything in it is escaped before it reaches Slack."""

    text: str


@dataclass(frozen=True)
class Note:
    """Small print: guidance, times, sources."""

    text: str


@dataclass(frozen=True)
class Quote:
    """Somebody's own words, shown exactly as written: no markup, no mention, no link works in them."""

    text: str


@dataclass(frozen=True)
class Rule:
    """A line between two parts."""


@dataclass(frozen=True)
class Button:
    """`act` names the listener, `value` carries ids only. `confirm` asks once more, `deny` says no.

    With a `url` it opens that page; Slack tells of the press all the same.
    """

    label: str
    act: str
    value: str = ""
    style: Literal["", "primary", "danger"] = ""
    confirm: str = ""
    deny: str = ""
    url: str = ""


@dataclass(frozen=True)
class Menu:
    """What is seldom wanted, behind three dots: at most five choices, each like a button."""

    choices: tuple[Button, ...]


@dataclass(frozen=True)
class Buttons:
    """Buttons in a row."""

    buttons: tuple[Button | Menu, ...]


@dataclass(frozen=True)
class Row:
    """A text with one button or menu beside it."""

    text: str
    button: Button | Menu | None = None


@dataclass(frozen=True)
class Choice:
    """One option of a Pick."""

    key: str
    label: str


@dataclass(frozen=True)
class Pick:
    """A selection that acts as soon as it is made, or, when `many`, is read by a later button."""

    act: str
    label: str
    choices: tuple[Choice, ...]
    chosen: tuple[str, ...] = ()
    many: bool = False


@dataclass(frozen=True)
class PickPerson:
    """A choice among the members of the workspace; acts as soon as it is made."""

    act: str
    label: str
    chosen: str = ""


@dataclass(frozen=True)
class PickDate:
    """A calendar; acts as soon as a day is chosen. `chosen` is an ISO date."""

    act: str
    label: str
    chosen: str = ""


@dataclass(frozen=True)
class Input:
    """A field of a form: read when the form is submitted.

    Without a `kind` it takes words on several lines or, given choices, one of them from buttons. "line"
    takes words on one line, "list" one of the choices from a list, and "many" any of them. `filled` is
    what it holds at first: words, keys of choices, persons, an ISO date or a time like 14:30.
    """

    key: str
    label: str
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    is_optional: bool = False
    kind: Literal["", "line", "list", "many", "person", "people", "day", "time"] = ""
    filled: tuple[str, ...] = ()
    longest: int = LONGEST_INPUT

    @property
    def is_fitting(self) -> bool:
        """Whether the field can hold at first what it is to hold, counted in UTF-16 as browsers count."""
        sizes = (len(words.encode("utf-16-le", "surrogatepass")) // 2 for words in self.filled)
        return all(size <= self.longest for size in sizes)


Part = Heading | Text | Note | Quote | Rule | Buttons | Row | Pick | PickPerson | PickDate | Input


@dataclass(frozen=True)
class Screen:
    """A message, a Home tab or the inside of a form.

    `notice` is what a lock screen and a screen reader get: it never holds content of a case.
    """

    notice: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class FormScreen:
    """A modal. Without `submit` it only shows. `about` carries ids back with the submission.

    `is_look` says that it shows content of a case: the story, an item, or what is told about one. Whoever
    opens it has read the case, and that is journaled.
    """

    title: str
    parts: tuple[Part, ...]
    close: str
    act: str = ""
    submit: str = ""
    about: str = ""
    is_look: bool = False
