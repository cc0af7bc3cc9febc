"""A municipality for a year: four departments, how each person answers, and when they are away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from flows.case.case import Role
from tests.workspace import people
from tests.workspace.server import Workspace

Habit = Literal["prompt", "slow", "silent", "snoozer"]
"""Acts within the due nearly always, after the second reminder, never, or puts off before it acts."""


@dataclass(frozen=True)
class Colleague:
    """Somebody of the municipality. `away` are the weeks of automatic replies, the last day not included.

    `pauses` is an employee who wants to hear nothing for a week; `leaves` is when their account is closed.
    """

    id: str
    name: str
    role: Role
    unit: str = ""
    habit: Habit = "prompt"
    above: str = ""
    zone: str = "Europe/Copenhagen"
    away: tuple[tuple[date, date], ...] = ()
    pauses: bool = False
    leaves: date | None = None

    @property
    def mail(self) -> str:
        return f"{self.id.removeprefix('U0').lower()}@herlev.example"


def _weeks(*mondays: tuple[int, int, int]) -> tuple[tuple[date, date], ...]:
    """Weeks away: the month and the day of a Monday, and how many."""
    days = ((date(2026, month, day), weeks) for month, day, weeks in mondays)
    return tuple((first, date.fromordinal(first.toordinal() + 7 * weeks)) for first, weeks in days)


SERVICE, CARE, SCHOOLS, ROADS = UNITS = ("Borgerservice", "Ældrepleje", "Skoler", "Vej og Park")
SUMMER, LATE_SUMMER = (7, 6, 3), (7, 20, 3)

STAFF = (
    Colleague("U0DORTE", "Dorte Lind", "next_leader", away=_weeks(LATE_SUMMER)),
    Colleague("U0KIRSTEN", "Kirsten Vad", "next_leader", away=_weeks(SUMMER)),
    Colleague("U0HANNE", "Hanne Friis", "hr", away=_weeks(SUMMER)),
    Colleague("U0IDA", "Ida Skov", "hr", away=_weeks(LATE_SUMMER)),
    Colleague("U0LARS", "Lars Bak", "leader", SERVICE, above="U0DORTE", away=_weeks((2, 9, 2), SUMMER)),
    Colleague("U0PER", "Per Holst", "leader", CARE, "slow", "U0DORTE", away=_weeks(LATE_SUMMER)),
    Colleague("U0JENS", "Jens Toft", "leader", SCHOOLS, "silent", "U0KIRSTEN"),
    Colleague("U0BENTE", "Bente Lund", "leader", ROADS, "snoozer", "U0KIRSTEN", leaves=date(2026, 10, 1)),
    Colleague("U0SOFIE", "Sofie Krag", "deputy", SERVICE, above="U0DORTE", away=_weeks(LATE_SUMMER)),
    Colleague("U0NIELS", "Niels Brandt", "deputy", CARE, above="U0DORTE", away=_weeks(SUMMER)),
    Colleague("U0RIKKE", "Rikke Dam", "deputy", SCHOOLS, above="U0KIRSTEN", away=_weeks(LATE_SUMMER)),
    Colleague("U0OLE", "Ole Munk", "deputy", ROADS, above="U0KIRSTEN", away=_weeks(SUMMER)),
    Colleague("U0ANNE", "Anne Juhl", "representative", SERVICE, above="U0LARS", away=_weeks(SUMMER)),
    Colleague("U0BO", "Bo Reinert", "representative", CARE, "slow", "U0PER", zone="Atlantic/Faroe"),
    Colleague("U0LIS", "Lis Overgaard", "representative", SCHOOLS, above="U0JENS"),
    Colleague("U0KAJ", "Kaj Hede", "representative", ROADS, "silent", "U0BENTE"),
    Colleague("U0METTE", "Mette Holm", "employee", SERVICE, above="U0LARS"),
    Colleague("U0OMAR", "Omar Said", "employee", SERVICE, "slow", "U0LARS"),
    Colleague("U0GRY", "Gry Nissen", "employee", SERVICE, above="U0LARS", pauses=True),
    Colleague("U0PIA", "Pia Friis", "employee", CARE, above="U0PER", away=_weeks(SUMMER)),
    Colleague("U0TOM", "Tom Rask", "employee", CARE, "slow", "U0PER"),
    Colleague("U0EVA", "Eva Birk", "employee", CARE, "silent", "U0PER"),
    Colleague("U0JAN", "Jan Kofod", "employee", SCHOOLS, above="U0JENS"),
    Colleague("U0UNA", "Una Dahl", "employee", SCHOOLS, above="U0JENS", zone="America/Nuuk"),
    Colleague("U0LEA", "Lea Storm", "employee", SCHOOLS, above="U0JENS", leaves=date(2026, 7, 1)),
    Colleague("U0FINN", "Finn Groth", "employee", ROADS, above="U0BENTE"),
    Colleague("U0MAJA", "Maja Elkær", "employee", ROADS, "slow", "U0BENTE"),
    Colleague("U0KIM", "Kim Voss", "employee", ROADS, above="U0BENTE"),
)
BY_ID = {who.id: who for who in STAFF}


def settle(workspace: Workspace) -> None:
    """They are the people of the workspace, in Slack and in Entra."""
    known = workspace.store.people
    for who in STAFF:
        known[who.id] = people.Person(who.id, who.name, who.role, tz=who.zone, manager=who.above or None)
        workspace.graph.entra.departments[who.id] = who.unit or None


def of(unit: str, role: Role) -> list[Colleague]:
    """Those of a department who have that role."""
    return [who for who in STAFF if (who.unit, who.role) == (unit, role)]


def organisation() -> str:
    """The municipality's organisation.toml."""
    mails = ", ".join(f'"{who.mail}"' for who in of("", "hr"))
    head = f"""
name = "Herlev Kommune (bench)"
hr = [{mails}]
operators = ["dorte@herlev.example"]
[hours]
closed_days = ["2026-12-24", "2026-12-31", "2026-06-05"]
[crisis_help]
name = "Nordisk Krisekorps"
phone = "60 11 11 44"
who_may_call = "Lederen ringer"
[legal]
mailbox = "jura@herlev.example"
[graph]
sender = "vaern@herlev.example"
drive = "b!herlev-hr"
folder = "Sager"
"""
    return head + "".join(map(_department, UNITS))


def _department(unit: str) -> str:
    (leader,), (deputy,), (representative,) = (
        of(unit, role) for role in ("leader", "deputy", "representative")
    )
    members = ", ".join(f'"{who.mail}"' for who in of(unit, "employee"))
    return f"""
[[departments]]
name = "{unit}"
leader = "{leader.mail}"
deputy = "{deputy.mail}"
next_leader = "{BY_ID[leader.above].mail}"
representatives = ["{representative.mail}"]
members = [{members}]
"""
