"""Mette's report, as she walks through it: the stories begin where it ends."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from tests.people import Person

STORY = "Han har lavet en side om mig på Facebook, og han skriver, at han ved, hvor jeg bor."


def screenshot() -> bytes:
    """A real PNG, as a telephone would send it: a page with address and clock, its words made unreadable."""
    picture = Image.new("RGB", (390, 600), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 390, 54), fill="#e4e6eb")
    draw.text((12, 8), "14.31", fill="black")
    draw.text((12, 28), "facebook.example/groups/...", fill="#444444")
    draw.ellipse((16, 76, 64, 124), fill="#8a94a6")
    for row, width in enumerate((250, 330, 300, 340, 180)):
        draw.rectangle((16, 150 + row * 26, 16 + width, 162 + row * 26), fill="#c9ced6")
    draw.rectangle((16, 300, 374, 560), fill="#d9dde3")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def answers_until_evidence(mette: Person) -> None:
    """Everything up to the screenshots, by buttons and by typing."""
    mette.says("hej")
    mette.sees("Er du eller andre i fare lige nu?")
    mette.presses("Nej")
    mette.sees("Hvem står bag?")
    mette.presses("En borger i en af mine sager")
    mette.picks("Vælg alt, der passer", "Hadeside, gruppe eller kampagne")
    mette.presses("Videre")
    mette.sees("Hvor skete det?")
    mette.says("fb")
    mette.sees("Hvornår skete det?")
    mette.says("i går kl. 14.30")
    mette.sees("Fortæl med dine egne ord")
    mette.says(STORY)
    mette.sees("Send dit skærmprint her")


def answers_to_the_end(mette: Person) -> None:
    """What is left after the screenshots, up to the review."""
    mette.sees("Passer noget af det her?")
    mette.picks("Vælg alt, der passer", "Det kan stadig ses", "Det er offentligt")
    mette.presses("Videre")
    mette.sees("Hvem skal være med dig?")
    confirms_the_people(mette)
    mette.sees("Det her er din anmeldelse.")


def confirms_the_people(person: Person) -> None:
    """Goes on with the people as they stand, once they are found, and has no wishes."""
    roles = ("Leder", "Arbejdsmiljørepræsentant")
    person.until(lambda _: any(chosen_as(person, role) for role in roles), "somebody who is to help")
    person.presses("Ja, det er de rigtige")
    person.sees("Hvad ønsker du selv?")
    person.presses("Videre")


def has_no_documentation(person: Person) -> None:
    """From the question about documentation to the one about the people, in the shortest way."""
    person.presses("Det er væk")
    person.picks("Vælg alt, der passer", "Ingen af delene")
    person.presses("Videre")
    person.sees("Hvem skal være med dig?")


def comes_to_the_people(person: Person) -> None:
    """The report by typing, up to the question who is to be with the employee."""
    person.says("hej")
    person.says("nej")
    person.sees("Hvem står bag?")
    for answer in ("borger", "hadeside", "fb", "fundet i går", STORY):
        person.says(answer)
    has_no_documentation(person)


def keeps_lars_out(mette: Person) -> None:
    """At the question about the people."""
    mette.presses_in("Lars Bak", "Hold udenfor")
    mette.sees("Lars Bak er holdt udenfor")


def erases(mette: Person) -> None:
    """Erases the report, once it has been said what that means."""
    mette.presses("Slet anmeldelsen")
    mette.sees("Det kan ikke fortrydes.")
    mette.submits()
    mette.sees("Det er slettet. Du kan altid begynde igen.")


def chosen_as(person: Person, label: str) -> str:
    """Who is chosen in the newest selection of that label, "" for nobody."""
    blocks = [b for m in person.messages() for b in m["blocks"] or () if "accessory" in b]
    own = [b["accessory"] for b in blocks if b["text"]["text"] == label]
    return str(own[-1].get("initial_user", "")) if own else ""


def reports(mette: Person) -> str:
    """The whole report with one screenshot, sent; gives the case's number."""
    answers_until_evidence(mette)
    mette.says("", ("opslag.png", screenshot()))
    mette.sees("opslag.png: modtaget og gemt")
    mette.presses("Det var det")
    answers_to_the_end(mette)
    return sends(mette)


def sends(mette: Person) -> str:
    """Sends the report that lies ready at its review; gives the case's number."""
    mette.presses("Send")
    mette.sees("Tak. Din sag har nummer")
    return number_of(mette)


def number_of(mette: Person) -> str:
    """The case's number, as the receipt tells it."""
    told = [str(m["blocks"]) for m in mette.messages() if "Tak. Din sag har nummer" in str(m.get("blocks"))]
    return told[-1].split("Din sag har nummer ")[1][:9]
