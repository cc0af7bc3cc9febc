"""What the clock says to people in the stories: found on their screens, and when it was said."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.people import Json, Person, World, texts

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
REMINDED = "Jeg skriver, fordi"
STEP_IN = "Ja, jeg træder til"
PASSED_ON = "blev ikke besluttet i tide. Jeg har bedt"


def jumps_to(world: World, day: int, clock: str) -> None:
    """Moves the clock to that day of November 2026, in Copenhagen."""
    world.jump(to=f"2026-11-{day:02}T{clock}:00")


def told(person: Person, text: str) -> list[Json]:
    """Their messages from Værn that hold the text, oldest first."""
    return [m for m in person.messages() if text in texts(m["blocks"])]


def said_at(message: Json, zone: str = "Europe/Copenhagen") -> datetime:
    """When the message came, on the clock of that zone."""
    return datetime.fromtimestamp(float(message["ts"]), ZoneInfo(zone))


def hears_first_at(person: Person, text: str, zone: str = "Europe/Copenhagen") -> datetime:
    """Waits until the text is said to them; when it first was."""
    person.sees(text)
    return said_at(told(person, text)[0], zone)
