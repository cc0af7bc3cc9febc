"""Somebody looks at an item of a case as people do: told what it is first, and a picture small first."""

from __future__ import annotations

from tests.people import Json, Person, texts

SMALL, FULL, AT_ONCE = "Vis den småt", "Send den i fuld størrelse", "Send den til mig"
SMALL_COMES = "En lille kopi er på vej til din samtale med Værn."
COMES = "Kopien er på vej til din samtale med Værn."


def looks_at(person: Person, name: str = "") -> str:
    """Opens the window that says what the item of that name is; gives what it says."""
    if name:
        person.presses_in(name, "Se den")
    else:
        person.presses("Se den")
    return str(person.until(_asked, "what the item is"))


def _asked(view: Json) -> str:
    shown = texts(view["modals"][-1]["view"]) if view["modals"] else ""
    return shown if SMALL in shown or AT_ONCE in shown else ""


def gets_small(person: Person, name: str = "") -> None:
    """Has the picture of that name sent small."""
    looks_at(person, name)
    person.presses(SMALL)
    person.sees(SMALL_COMES)
    person.closes()


def gets(person: Person, name: str = "") -> None:
    """Has the item of that name sent: a picture small first and then in full size, anything else at once."""
    earlier = _offers(person)
    is_picture = SMALL in looks_at(person, name)
    person.presses(SMALL if is_picture else AT_ONCE)
    person.sees(SMALL_COMES if is_picture else COMES)
    person.closes()
    if is_picture:
        person.until(lambda _: _offers(person) > earlier, "the way to the full size")
        person.presses(FULL)


def _offers(person: Person) -> int:
    return sum(FULL in texts(message["blocks"]) for message in person.messages())


def copies(person: Person) -> list[Json]:
    """The files that Værn has sent in the person's own conversation with it, the oldest first."""
    messages = [m for m in person.messages() if m["user"] == "U0VAERN"]
    return [file for message in messages for file in message.get("files") or ()]
