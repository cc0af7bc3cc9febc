"""Who is looking: their language, their clock and the names they know people by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from flows.organisation import Context
from flows.people import Person
from flows.screen import Button
from flows.words import N_, Voice


@dataclass(frozen=True)
class View:
    """The eyes of one person; `viewer` is None for a channel, which gets Danish and Danish time."""

    ctx: Context
    viewer: Person | None = None

    @property
    def say(self) -> Voice:
        """Says a message in the viewer's language."""
        return Voice(self.viewer.language if self.viewer else "da")

    @property
    def zone(self) -> ZoneInfo:
        """The viewer's zone."""
        return ZoneInfo(self.viewer.zone) if self.viewer else self.ctx.organisation.calendar.zone

    def name(self, person: str) -> str:
        """The person's full name, or a neutral word for someone Slack does not know."""
        known = self.ctx.people.get(person)
        return known.name if known else self.say(N_("someone"))

    def first_name(self, person: str) -> str:
        """How a message speaks of the person."""
        known = self.ctx.people.get(person)
        return known.first_name if known else self.say(N_("someone"))

    def names(self, persons: Iterable[str]) -> str:
        """First names in a row, with "and" before the last."""
        found = [self.first_name(person) for person in persons]
        if len(found) < 2:
            return "".join(found)
        return self.say(N_("{some} and {last}"), some=", ".join(found[:-1]), last=found[-1])

    def moment(self, at: datetime) -> str:
        """The time with its weekday: "torsdag 26. november kl. 09.15".

        Midnight is written as 24.00 of the day that ends, since a deadline at the end of a day would
        otherwise read as a day more.
        """
        local = at.astimezone(self.zone)
        is_end_of_day = local.time() == time()
        day = local.date() - timedelta(days=is_end_of_day)
        clock = "24.00" if is_end_of_day else format_time(local.time(), "HH.mm", locale="da")
        if self.say.language == "en":
            return f"{format_date(day, 'EEEE d MMMM', locale='en_GB')} at {clock.replace('.', ':')}"
        return f"{format_date(day, 'EEEE d. MMMM', locale='da')} kl. {clock}"

    def clock(self, at: datetime) -> str:
        """The time of day alone."""
        text = format_time(at.astimezone(self.zone).time(), "HH.mm", locale="da")
        return f"at {text.replace('.', ':')}" if self.say.language == "en" else f"kl. {text}"

    def answer_date(self, answer: str) -> str:
        """A stored date answer as the person reads it, with weekday and year."""
        at = datetime.fromisoformat(answer)
        form, locale = ("EEEE d MMMM y", "en_GB") if self.say.language == "en" else ("EEEE d. MMMM y", "da")
        day = format_date(at.date(), form, locale=locale)
        return f"{day} {self.clock(at.replace(tzinfo=self.zone))}" if "T" in answer else day

    def open_case(self, case: str) -> Button:
        """The button behind which a case is shown after the access check."""
        return Button(self.say(N_("Show the case")), "show_case", case)
