"""Who the people of organisation.toml are in Slack, by their mail addresses.

Somebody is found by the address that Slack told of them, or by the one that they were looked up by before;
only who is found by neither is asked for. Members are never asked for: they are known by their address once
they write. Who has a part in cases, such as a leader, is looked up at the pace that Slack allows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from bot.organisation import DepartmentSection, File
from flows.calendar.working_time import Calendar
from flows.people.organisation import (
    CrisisHelp,
    Department,
    DossierPlace,
    OnCallContact,
    Organisation,
    PlatformLink,
)
from flows.people.person import People


class Roster:
    """The file, and who was found by its addresses."""

    def __init__(self, file: File, found: Mapping[str, str]) -> None:
        self.file = file
        self._found = dict(found)
        self._made: tuple[object, Organisation] | None = None

    def know(self, found: Mapping[str, str]) -> None:
        """Takes in whom Slack knows by these addresses; "" is nobody. Who was found before stays found."""
        self._found |= {address: person or self._found.get(address, "") for address, person in found.items()}
        self._made = None

    def with_file(self, file: File) -> Roster:
        """The same people by another file."""
        return Roster(file, self._found)

    def take(self, file: File) -> None:
        """Goes by that file from now on."""
        self.file, self._made = file, None

    def lose(self, lost: Iterable[str]) -> None:
        """These addresses lead to nobody any more."""
        self._found |= dict.fromkeys(lost, "")
        self._made = None

    def forget(self, asked: Iterable[str]) -> None:
        """Nobody has asked for these addresses."""
        gone = set(asked)
        self._found = {address: found for address, found in self._found.items() if address not in gone}
        self._made = None

    def gone(self, people: People) -> list[str]:
        """The addresses of those who have left since they were found, or are guests now."""
        ids = self._ids(people)
        found = ((address, people.get(ids.get(address, ""))) for address in addresses(self.file))
        return [address for address, one in found if one and not (one.is_active and one.is_member)]

    def organisation(self, people: People) -> Organisation:
        """The organisation with the Slack user ids of those who are found; made anew when people change."""
        if self._made is None or self._made[0] is not people:
            self._made = (people, _organisation(self.file, self._ids(people)))
        return self._made[1]

    def first_of_all(self, people: People) -> list[str]:
        """The addresses without which nobody can be told anything: operators, the on-call contact and HR."""
        on_call = self.file.on_call.people if self.file.on_call else ()
        return self._not_asked((*self.file.operators, *on_call, *self.file.hr), people)

    def of_department(self, name: str, people: People) -> list[str]:
        """The addresses of that department that nobody has asked Slack for."""
        parts = (part for part in self.file.departments if part.name == name)
        return self._not_asked((address for part in parts for address in _with_a_part(part)), people)

    def not_asked(self, people: People) -> list[str]:
        """All addresses of those with a part in cases that nobody has asked Slack for."""
        rest = (address for part in self.file.departments for address in _with_a_part(part))
        return [*dict.fromkeys((*self.first_of_all(people), *self._not_asked(rest, people)))]

    def nobody(self, people: People) -> list[str]:
        """The addresses by which Slack has said that it knows nobody."""
        ids = self._ids(people)
        return [address for address in addresses(self.file) if ids.get(address) == ""]

    def _not_asked(self, wanted: Iterable[str], people: People) -> list[str]:
        ids = self._ids(people)
        return [
            address for address in dict.fromkeys(map(str.casefold, wanted)) if address and address not in ids
        ]

    def _ids(self, people: People) -> dict[str, str]:
        here = (person for person in people.values() if person.mail and person.is_active and person.is_member)
        by_mail = {person.mail.casefold(): person.id for person in here}
        return self._found | by_mail | {address: person for address, person in self._found.items() if person}


def addresses(file: File) -> list[str]:
    """Those of everybody who has a part in cases, in small letters, each once."""
    on_call = file.on_call.people if file.on_call else ()
    named = (
        *file.operators,
        *on_call,
        *file.hr,
        *(a for part in file.departments for a in _with_a_part(part)),
    )
    return [address for address in dict.fromkeys(map(str.casefold, named)) if address]


def _with_a_part(part: DepartmentSection) -> tuple[str, ...]:
    return (part.leader, part.deputy, part.next_leader, *part.representatives)


def _organisation(file: File, ids: Mapping[str, str]) -> Organisation:
    hours, on_call = file.hours, file.on_call
    return Organisation(
        name=file.name,
        departments=tuple(_department(part, ids) for part in file.departments),
        hr=_those(file.hr, ids),
        operators=_those(file.operators, ids),
        crisis_help=CrisisHelp(**file.crisis_help.model_dump()),
        calendar=Calendar(ZoneInfo(hours.zone), hours.opens, hours.closes, frozenset(hours.closed_days)),
        on_call=OnCallContact(on_call.name, on_call.phone, _those(on_call.people, ids)) if on_call else None,
        platforms=tuple(PlatformLink(**platform.model_dump()) for platform in file.platforms),
        legal_mailbox=file.legal.mailbox,
        sender=file.graph.sender,
        dossiers=DossierPlace(file.graph.drive, file.graph.folder),
        times=file.times,
        retention=file.retention,
    )


def _department(part: DepartmentSection, ids: Mapping[str, str]) -> Department:
    return Department(
        name=part.name,
        leader=_one(part.leader, ids),
        representatives=_those(part.representatives, ids),
        deputy=_one(part.deputy, ids),
        next_leader=_one(part.next_leader, ids),
        members=frozenset(_those(part.members, ids)),
        representatives_group=part.representatives_group,
    )


def _one(address: str, ids: Mapping[str, str]) -> str:
    return ids.get(address.casefold(), "")


def _those(named: Iterable[str], ids: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(person for address in named if (person := _one(address, ids)))
