"""Who is looking: their language, their clock and the names they know people by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.people.organisation import Context
from flows.people.person import Person
from flows.screens.elements import Button
from flows.typed.when import DayAndClock, span
from flows.words import N_, Voice

TURNING = frozenset({"R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_FORMATTING = str.maketrans({"*": "∗", "_": "＿", "~": "∼", "`": "ˋ"})
_FORMATTED = re.compile(r"(?<!\w)([*_~`])(?=\S).*\1(?!\w)")


def as_name(text: str) -> str:
    """Somebody's name or a file's, for the middle of our own words.

    What Slack would read as formatting stands as a sign that looks alike, since Slack knows no escape for
    it, and what turns the direction of writing is kept inside the name (Unicode UAX 9, isolates).
    """
    shown = text.translate(_FORMATTING) if _FORMATTED.search(text) else text
    if any(unicodedata.bidirectional(sign) in TURNING for sign in shown):
        closed = shown + "\u202c" * sum(sign in "\u202a\u202b\u202d\u202e" for sign in shown)
        return f"\u2068{closed}\u2069"
    return shown


@dataclass(frozen=True)
class View:
    """The eyes of one person; `viewer` is None for a channel, which gets Danish and Danish time.

    `is_just_opened` is for a window that is drawn when somebody opens it and is closed again: only there a
    time of this day is "i dag".
    """

    ctx: Context
    viewer: Person | None = None
    is_just_opened: bool = False

    @property
    def say(self) -> Voice:
        """Says a message in the viewer's language."""
        return Voice(self.viewer.language if self.viewer else "da")

    @property
    def viewer_id(self) -> str:
        """Who looks; "" for a channel."""
        return self.viewer.id if self.viewer else ""

    @property
    def zone(self) -> ZoneInfo:
        """The viewer's zone."""
        return ZoneInfo(self.viewer.zone) if self.viewer else self.ctx.organisation.calendar.zone

    def name(self, person: str) -> str:
        """The person's full name, or a neutral word for someone Slack does not know."""
        known = self.ctx.people.get(person)
        return as_name(known.name) if known else self.say(N_("someone"))

    def first_name(self, person: str) -> str:
        """How a message speaks of the person."""
        known = self.ctx.people.get(person)
        return as_name(known.first_name) if known else self.say(N_("someone"))

    def whom(self, person: str) -> str:
        """How the viewer's own messages speak of whoever did something: "you" to the one who did it."""
        return self.say(N_("you")) if person and person == self.viewer_id else self.first_name(person)

    def subject(self, person: str) -> str:
        """As `whom`, where a line begins with it."""
        is_own = person and person == self.viewer_id
        return self.say(N_("You yourself")) if is_own else self.first_name(person)

    def is_here(self, person: str) -> bool:
        """Whether the person still uses Slack: nothing is promised for one who does not."""
        known = self.ctx.people.get(person)
        return known is None or known.is_active

    def names(self, persons: Iterable[str]) -> str:
        """First names in a row, each person once, with "and" before the last."""
        found = [self.first_name(person) for person in dict.fromkeys(persons)]
        if len(found) < 2:
            return "".join(found)
        return self.say(N_("{some} and {last}"), some=", ".join(found[:-1]), last=found[-1])

    def either(self, persons: Iterable[str]) -> str:
        """As `names`, with "or"; somebody whom the viewer trusts where there is nobody."""
        found = [self.first_name(person) for person in dict.fromkeys(persons)]
        if not found:
            return self.say(N_("somebody at work whom you trust"))
        if len(found) == 1:
            return found[0]
        return self.say(N_("{some} or {last}"), some=", ".join(found[:-1]), last=found[-1])

    def just_opened(self) -> View:
        """The same eyes before a window that they have opened now."""
        return replace(self, is_just_opened=True)

    def moment(self, at: datetime) -> str:
        """The time as it can be read where it stands: "i dag kl. 09.15" in a window, else as `dated`.

        A message stays, and so does a Home tab that nobody opens: there "i dag" would be wrong tomorrow.
        """
        day, clock = self._day_and_clock(at)
        if not self.is_just_opened or day != self.ctx.now.astimezone(self.zone).date():
            return self.dated(at)
        return self.say(N_("today {clock}"), clock=clock)

    def dated(self, at: datetime) -> str:
        """The time with its weekday and date, wherever it stands: "torsdag 26. november kl. 09.15".

        For deadlines by law, for what is evidence, and for what is copied. Midnight is written as 24.00 of
        the day that ends, since a deadline at the end of a day would otherwise read as a day more.
        """
        day, clock = self._day_and_clock(at)
        return f"{self.say.day(day)} {clock}"

    def brief(self, at: datetime) -> str:
        """As `dated`, for a line of a list: "tors. 26. nov. kl. 09.15"."""
        day, clock = self._day_and_clock(at)
        return f"{self.say.day(day, 'brief')} {clock}"

    def in_full(self, at: datetime) -> str:
        """As `dated`, with the year, for what may lie years away: "torsdag 26. november 2026 kl. 09.15"."""
        day, clock = self._day_and_clock(at)
        return f"{self.say.day(day, 'whole')} {clock}"

    def _day_and_clock(self, at: datetime) -> tuple[date, str]:
        local = at.astimezone(self.zone)
        if local.time() == time():
            return local.date() - timedelta(days=1), self.say.clock(24, 0)
        return local.date(), self.say.clock(local.hour, local.minute)

    def clock(self, at: datetime) -> str:
        """The time of day alone."""
        local = at.astimezone(self.zone)
        return self.say.clock(local.hour, local.minute)

    def answer_date(self, answer: str) -> str:
        """A stored answer to when, with weekday and year: "fundet torsdag 19. november 2026 kl. 14.30"."""
        said = span(answer)
        first, last = self._spoken(said.first), self._spoken(said.last)
        if first == last:
            return self.say(N_("found {when}"), when=first) if said.is_found else first
        period = N_("found between {first} and {last}") if said.is_found else N_("from {first} to {last}")
        return self.say(period, first=first, last=last)

    def _spoken(self, moment: DayAndClock) -> str:
        day = self.say.day(moment.day, "whole")
        if moment.clock is None:
            return day
        return f"{day} {self.say.clock(moment.clock.hour, moment.clock.minute)}"

    def open_case(self, case: str) -> Button:
        """The button behind which a case is shown after the access check."""
        return Button(self.say(N_("Show the case")), "show_case", case)
