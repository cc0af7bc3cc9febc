"""Times that an organisation may set, each drawn within what those before it leave."""

from __future__ import annotations

from hypothesis import strategies as st

from flows.times.limits import MOST_REMINDERS, most
from flows.times.times import Counts, Times, settings_of, with_settings


def _rising(least: int, highest: int) -> st.SearchStrategy[Counts]:
    numbers = st.sets(st.integers(least, highest), min_size=1, max_size=MOST_REMINDERS)
    return numbers.map(lambda found: tuple(sorted(found)))


@st.composite
def valid_times(draw: st.DrawFn) -> Times:
    """Any of them, the quickest and the slowest too."""
    drawn: dict[str, int | Counts] = {}

    def number(name: str, least: int = 1, highest: int = 999) -> int:
        drawn[name] = found = draw(st.integers(least, min(highest, most(name)[0])))
        return found

    def numbers(name: str, least: int = 1, highest: int = 999) -> Counts:
        drawn[name] = found = draw(_rising(least, min(highest, most(name)[0])))
        return found

    red = number("contact.red_hours")
    number("contact.yellow_working_hours", number("contact.orange_working_hours", red))
    contact = number("support.contact_hours", 2)
    number("support.contact_red_hours", highest=contact)
    numbers("support.reminder_hours", highest=contact - 1)
    asked = number("support.escalation_days", 2)
    number("support.talk_days", highest=asked - 1)
    numbers("support.talk_reminder_days", highest=asked - 1)
    numbers("support.talk_reminder_hours", highest=24 * asked - 1)
    first = draw(st.integers(1, number("legal.decided_hours", 2) - 1))
    later = draw(_rising(1, 71))[: MOST_REMINDERS - 1]
    drawn["legal.reminder_hours"] = tuple(sorted({min(first, 71), *later}))
    numbers("removal.reminder_hours", highest=number("removal.escalation_hours"))
    asked = number("register.escalation_days", 2)
    first = draw(st.integers(1, min(asked, numbers("register.easy_escalation_days", 2)[0]) - 1))
    last = draw(st.integers(number("register.waiting_days", highest=asked), 14))
    drawn["register.reminder_days"] = tuple(sorted({first, last}))
    done = number("analyse.done_days")
    number("analyse.booked_days", highest=done)
    numbers("analyse.reminder_days", highest=done)
    for name, standard in settings_of(Times()).items():
        if name not in drawn:
            (number if isinstance(standard, int) else numbers)(name)
    return with_settings(drawn)
