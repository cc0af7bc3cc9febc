"""Random histories of several cases under the clock, each message of which is held against the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from flows import events as ev
from flows.people.person import Person
from flows.people.presence import Presence
from tests.flows.given import NAMES
from tests.flows.reminders import nobody_forgotten as forgotten
from tests.flows.reminders.reminded import Clockwork
from tests.flows.reminders.reminded_cases import (
    BEGINNINGS,
    HOURS,
    MAY_LEAVE,
    PEOPLE,
    PEOPLE_ACTS,
    WORK,
    ZONES,
    some_case,
    two_departments,
)
from tests.flows.reminders.rules_again import Rules
from tests.searching import searching

END = datetime(2028, 6, 1, tzinfo=UTC)
"""The almanac of rules_again.py is written until then."""
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TEN = time(10)
SPANS = (15 * MINUTE, HOUR, 3 * HOUR, 7 * HOUR, 17 * HOUR, DAY, 3 * DAY, 8 * DAY, 24 * DAY)

seeds = st.integers(0, 2**32)
persons = st.sampled_from(PEOPLE)
spans = st.sampled_from(SPANS)


class Histories(RuleBasedStateMachine):
    """Time passes, people work, come, go and rest; the clock sweeps on time, late or twice."""

    cases: tuple[int, ...] = (1,)
    played = 0
    said = 0

    @initialize(
        begins=st.sampled_from(BEGINNINGS),
        hours=st.sampled_from(HOURS),
        zone=st.sampled_from(ZONES),
        seed=seeds,
    )
    def begin(self, begins: datetime, hours: object, zone: str, seed: int) -> None:
        chance = Random(seed)  # noqa: S311
        people = [Person(key, name, "da", "Europe/Copenhagen") for key, name in NAMES.items()]
        people = [replace(p, zone=chance.choice([zone, p.zone])) for p in people]
        self.clock = Clockwork(two_departments(hours), people, begins)  # type: ignore[arg-type]
        self.rules, self.were_quiet = Rules(), False
        for number in range(chance.choice(self.cases)):
            self.clock.put(some_case(number, begins, chance), self.clock.ctx)

    @precondition(lambda self: self.clock.now < END)
    @rule(span=spans)
    def time_passes(self, span: timedelta) -> None:
        self.clock.now += span

    @precondition(lambda self: self.clock.now < END)
    @rule(times=st.integers(1, 3))
    def the_clock_is_on_time(self, times: int) -> None:
        for _ in range(times):
            self.clock.now = min(self.clock.next_at() or self.clock.now, self.clock.now + 8 * DAY)
            self._sweep(1)

    @rule(machines=st.integers(1, 2))
    def the_clock_is_late(self, machines: int) -> None:
        """At the same moment each thing is said to each once; what it leads to may follow."""
        heard = self._sweep(machines)
        for _ in range(5):
            more = self._sweep(1)
            assert not set(heard) & set(more), "said again"
            if not more:
                break
            heard += more
        assert not more
        assert not self.clock.left_unsaid()

    @rule(minutes=st.integers(2, 5))
    def the_clock_looks_each_minute(self, minutes: int) -> None:
        for _ in range(minutes):
            self.clock.now += MINUTE
            self._sweep(1)

    def _sweep(self, machines: int) -> list[tuple[str, str, str]]:
        heard: list[tuple[str, str, str]] = []
        for message in self.clock.sweep(machines):
            self.rules.hear(message)
            heard += [(message.to, item.before.id, item.key) for item in message.items]
        assert len(heard) == len(set(heard)), "said twice in a sweep"
        return heard

    @rule(seed=seeds)
    def somebody_works(self, seed: int) -> None:
        chance = Random(seed)  # noqa: S311
        case = chance.choice(list(self.clock.cases.values()))
        for _ in range(chance.choice([1, 1, 6])):
            self.clock.happens(case.id, chance.choice(WORK)(case, self.clock.now, chance))
            case = self.clock.cases[case.id]

    @rule(seed=seeds)
    def people_change(self, seed: int) -> None:
        chance = Random(seed)  # noqa: S311
        case = chance.choice(list(self.clock.cases.values()))
        self.clock.happens(case.id, chance.choice(PEOPLE_ACTS)(case, self.clock.now, chance))

    @rule(absent=st.lists(persons, min_size=1, max_size=4), days=st.sampled_from([None, 0, 1, 4, 20]))
    def some_are_away(self, absent: list[str], days: int | None) -> None:
        """Without an end, for some days, or for an hour."""
        until = None if days is None else self.clock.now + days * DAY + HOUR
        for person in absent:
            self.clock.is_seen(person, Presence(is_away=True, away_until=until))

    @rule(person=persons, hours=st.sampled_from([1, 5, 18]))
    def somebody_is_not_to_be_disturbed(self, person: str, hours: int) -> None:
        before = self.clock.presence.get(person, Presence())
        self.clock.is_seen(person, replace(before, quiet_until=self.clock.now + hours * HOUR))

    @rule()
    def everybody_is_back(self) -> None:
        for person in tuple(self.clock.presence):
            self.clock.is_seen(person, Presence())

    @rule(person=persons, zone=st.sampled_from(ZONES))
    def somebody_travels(self, person: str, zone: str) -> None:
        self.clock.people[person] = replace(self.clock.people[person], zone=zone)
        self.clock.replan()

    @rule(person=st.sampled_from(MAY_LEAVE))
    def somebody_leaves(self, person: str) -> None:
        if not any(case.employee == person for case in self.clock.cases.values()):
            self.clock.leaves(person)

    @rule(ahead=st.integers(0, 5))
    def a_day_is_closed(self, ahead: int) -> None:
        found, day = self.clock.organisation, (self.clock.now + ahead * DAY).date()
        calendar = replace(found.calendar, closed=found.calendar.closed | {day})
        self.clock.organisation = replace(found, calendar=calendar)
        self.clock.replan()

    @precondition(lambda self: not self.were_quiet)
    @rule()
    def some_days_are_quiet(self) -> None:
        """Everybody is at home and at work, nobody acts, and the clock runs: nobody is forgotten."""
        self.were_quiet = True
        known = self.clock.people.values()
        self.clock.people = {person.id: replace(person, zone=ZONES[0]) for person in known}
        self.everybody_is_back()
        for case in self.clock.cases.values():
            self.clock.happens(case.id, ev.RemindersPaused(case.employee, 0))
        since, left = self.clock.now, forgotten.overdue(self.clock)
        calendar = self.clock.organisation.calendar
        for _ in range(3):
            self.clock.now = calendar.add_working_days(self.clock.now, 1, TEN)
            self._sweep(1)
            forgotten.silence_is_told(self.clock, since)
        forgotten.are_remembered(self.clock, left, since)
        forgotten.employee_is_told(self.clock, since)

    def teardown(self) -> None:
        type(self).played += 1
        type(self).said += len(self.clock.log)


class HistoriesOfSeveral(Histories):
    """The same of cases that share their people, and so the one message of the day."""

    cases = (2, 2, 3)


def play(histories: type[Histories], sample: int, soak: int) -> str:
    """That many of them. Raises AssertionError with the shortest in which a rule is broken."""
    histories.played = histories.said = 0
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        histories,
        settings=settings(
            searching(sample, soak),
            stateful_step_count=20,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    cases = "one case" if histories is Histories else "several cases"
    return f"{histories.played} histories of {cases}, {histories.said} messages of the clock: 0 broken rules"
