"""The report in the form, as people fill it in: its fields by label, and what is done there in every test."""

from __future__ import annotations

from typing import Any

from tests.people import Person, World, texts
from tests.reporting import STORY

SENDER = "Hvem står bag?"
KINDS = "Hvad er du blevet udsat for? Vælg gerne flere."
WHERE = "Hvor skete det? Vælg alt, der passer."
WHEN = "Hvornår skete det?"
TELL = "Fortæl med dine egne ord, hvad der er sket. Et par linjer er nok."
ALSO = "Passer noget af det her?"
LEADER = "Leder"
KEEP_OUT = "Hold nogen udenfor"
POLICE = "Skal det meldes til politiet?"
ABSENCE = "Har du måttet lade dit normale arbejde ligge?"
ABSENCE_DAY = "Hvis ja: fra hvilken dag?"
CITIZEN = "En borger i en af mine sager"
READ_IT = "Det her er din anmeldelse. Læs den igennem."
MISSING = "Det, du udfyldte, er gemt. Det her mangler:"
GONE = "Den her anmeldelse er sendt eller slettet."


def modal(view: dict[str, Any]) -> str:
    """What the top modal shows, faults at its fields included."""
    return "".join(texts(m["view"]) + str(m.get("errors") or "") for m in view["modals"][-1:])


def reads(person: Person, *wanted: str) -> None:
    """Waits until the top modal shows all of it."""
    person.until(lambda view: all(text in modal(view) for text in wanted), f"{wanted} in a modal")


def opens(world: World, person: Person) -> None:
    """By the shortcut, past the question of danger, once the directory has told who the leader is."""
    takes_shortcut(world, person)
    reads(person, "Er du eller andre i fare lige nu?")
    person.presses("Nej")
    reads(person, WHEN)
    sees_leader(world, person)


def sees_leader(world: World, person: Person) -> None:
    """Opens the form anew until the directory has told it."""
    person.until(lambda _: person.field(LEADER) or takes_shortcut(world, person), "the leader in the form")


def takes_shortcut(world: World, person: Person) -> None:
    """Opens the form anew; what was open is closed first, so that the new one is told from it."""
    if person.view()["modals"]:
        person.closes()
    assert world.post("shortcut", **{"as": person.id}, callback_id="report_form")["ok"]
    person.until(lambda view: modal(view) and "Et øjeblik." not in modal(view), "more than a moment")


def saves(person: Person) -> None:
    answer = person.submits()
    assert answer["ok"], answer


def goes_back(person: Person) -> None:
    person.presses("Tilbage til skemaet")
    reads(person, WHEN)


def fills_in(person: Person) -> None:
    person.fills(SENDER, CITIZEN)
    person.fills(KINDS, "Hadeside, gruppe eller kampagne", "Afpresning")
    person.fills(WHERE, "Facebook")
    person.fills(WHEN, "i går kl. 14.30")
    person.fills(TELL, STORY)
    person.fills(ALSO, "Det er offentligt")
