"""What an organisation decides for itself: its people, its hours and its contacts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from flows.calendar.working_time import Calendar
from flows.people.person import People, Person
from flows.people.presence import Presence
from flows.times import periods
from flows.times.periods import Periods
from flows.times.times import STANDARD, Times

T = TypeVar("T")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Department:
    """A part of the organisation. All persons are Slack user ids; `deputy` and `next_leader` may be empty.

    `representatives_group` is the Entra group of its representatives, who then come before those named here.
    """

    name: str
    leader: str
    representatives: tuple[str, ...]
    deputy: str = ""
    next_leader: str = ""
    members: frozenset[str] = frozenset()
    representatives_group: str = ""


@dataclass(frozen=True)
class CrisisHelp:
    """Who gives crisis help, and who may call: part of the organisation's own contract."""

    name: str
    phone: str
    who_may_call: str


@dataclass(frozen=True)
class OnCallContact:
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
class DossierPlace:
    """Where dossiers are put: a document library in SharePoint by its id, "" for none, and a folder in it."""

    drive: str = ""
    folder: str = ""


@dataclass(frozen=True)
class Organisation:
    """organisation.toml after reading, with every e-mail address of a person resolved to a Slack user id.

    `legal_mailbox` and `sender` are mail addresses: who is written to for legal advice, and the mailbox that
    Værn writes and books from. Empty means that a text is given to copy instead. `times` hold for what is
    sent from now on, `retention` for all that is kept.
    """

    name: str
    departments: tuple[Department, ...]
    hr: tuple[str, ...]
    operators: tuple[str, ...]
    crisis_help: CrisisHelp
    calendar: Calendar = field(default_factory=Calendar)
    on_call: OnCallContact | None = None
    platforms: tuple[PlatformLink, ...] = ()
    legal_mailbox: str = ""
    sender: str = ""
    dossiers: DossierPlace = DossierPlace()
    times: Times = STANDARD
    retention: Periods = periods.STANDARD

    def department_of(self, person: str, leader: str = "", name: str = "") -> Department | None:
        """The person's department by membership or by leading it, else by its name, else by that leader."""
        for department in self.departments:
            if person in department.members or person == department.leader:
                return department
        wanted = name.strip().casefold()
        for department in self.departments:
            if wanted and department.name.strip().casefold() == wanted:
                return department
        return next((d for d in self.departments if leader and d.leader == leader), None)

    def everybody(self) -> tuple[str, ...]:
        """All whom the file names, each once: they may be brought into a case at any time."""
        named = [*self.hr, *self.operators, *(self.on_call.people if self.on_call else ())]
        for department in self.departments:
            own = (department.leader, department.deputy, department.next_leader)
            named += [*own, *department.representatives]
        return tuple(dict.fromkeys(person for person in named if person))

    def calendar_of(self, person: Person | None) -> Calendar:
        """The working hours in that person's own zone."""
        return self.calendar.in_zone(ZoneInfo(person.zone)) if person else self.calendar


@dataclass(frozen=True)
class Context:
    """What a decision may look at besides the case: the time, the organisation and who people are.

    `presence` is who can be reached now; `message_days` the last day, on their own calendar, on which
    a person got the one message of the day. `as_of` is the number of the last change of any of them that is
    in it; None for a context that follows no changes. `is_time_known` is False while `now` may be quite
    another time.
    """

    now: datetime
    organisation: Organisation
    people: People = field(default_factory=dict)
    presence: Mapping[str, Presence] = field(default_factory=dict)
    message_days: Mapping[str, date] = field(default_factory=dict)
    as_of: int | None = None
    is_time_known: bool = True
    computed: dict[int, tuple[object, Any]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )
    """What was computed from a value under this context, by the value's identity; another has none of it."""

    def once(self, value: T, compute: Callable[[T], Result]) -> Result:
        """What is computed from the value, only once however often it is asked for."""
        known = self.computed.get(id(value))
        if known is None or known[0] is not value:
            known = self.computed[id(value)] = (value, compute(value))
        return cast("Result", known[1])

    def quiet_until(self, person: str) -> datetime | None:
        """Until when Slack keeps its notifications from the person; None when it does not now."""
        found = self.presence.get(person)
        return found.quiet_until if found and found.is_quiet_at(self.now) else None

    def is_away(self, person: str, at: datetime) -> bool:
        """Whether the person has said that they are not at work then."""
        found = self.presence.get(person)
        return found is not None and found.is_away_at(at)

    def calendar_for(self, person: str) -> Calendar:
        """The working hours of that person."""
        return self.organisation.calendar_of(self.people.get(person))
