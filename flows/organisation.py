"""What an organisation decides for itself: its people, its hours and its contacts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flows.clocks import Calendar
from flows.people import People, Person


@dataclass(frozen=True)
class Department:
    """A part of the organisation. All persons are Slack user ids; `deputy` and `next_leader` may be empty."""

    name: str
    leader: str
    representatives: tuple[str, ...]
    deputy: str = ""
    next_leader: str = ""
    members: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CrisisHelp:
    """Who gives crisis help, and who may call: part of the organisation's own contract."""

    name: str
    phone: str
    who_may_call: str


@dataclass(frozen=True)
class DutyContact:
    """Who is alerted at danger besides the leader. `people` are Slack user ids, at least one."""

    name: str
    phone: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class PlatformLink:
    """The organisation's own page for reporting content, instead of ours of the same key or besides them."""

    key: str
    name: str
    url: str
    checked_on: date


@dataclass(frozen=True)
class Organisation:
    """organisation.toml after reading, with every e-mail address resolved to a Slack user id."""

    name: str
    departments: tuple[Department, ...]
    hr: tuple[str, ...]
    operators: tuple[str, ...]
    crisis_help: CrisisHelp
    calendar: Calendar = field(default_factory=Calendar)
    duty: DutyContact | None = None
    platforms: tuple[PlatformLink, ...] = ()

    def department_of(self, person: str, leader: str = "") -> Department | None:
        """The person's department by membership or by leading it, else the one led by that leader."""
        for department in self.departments:
            if person in department.members or person == department.leader:
                return department
        return next((d for d in self.departments if leader and d.leader == leader), None)

    def calendar_of(self, person: Person | None) -> Calendar:
        """The working hours in that person's own zone."""
        return self.calendar.in_zone(ZoneInfo(person.zone)) if person else self.calendar


@dataclass(frozen=True)
class Context:
    """What a decision may look at besides the case: the time, the organisation and who people are."""

    now: datetime
    organisation: Organisation
    people: People = field(default_factory=dict)

    def calendar_for(self, person: str) -> Calendar:
        """The working hours of that person."""
        return self.organisation.calendar_of(self.people.get(person))
