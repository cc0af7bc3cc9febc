"""What people type, drop and choose: sloppy, and each longer text with a word that stands nowhere else."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

from tests.simulation.fates import Fates

Json = dict[str, Any]
SHORT = (
    *("hej", "nej", "ja", "borger", "en borger i en af mine sager", "hadeside", "trusler", "fb", "facebook"),
    *(
        "i går kl. 14.30",
        "igår",
        "mandag",
        "ved ikke",
        "videre",
        "det var det",
        "det er væk",
        "ingen",
        "tilbage",
    ),
    *(
        "send",
        "stop",
        "hjælp",
        "hvad nu",
        "annuller",
        "leder",
        "ok",
        "tak",
        "?",
        "1",
        "måske",
        "sms",
        "hello",
    ),
)
SENTENCES = (
    "Han har lavet en side om mig på Facebook {}",
    "der er en der skriver grimme ting {} og ringer om natten",
    "hun truer mig, {}, jeg ved ikke hvad jeg skal gøre",
    "{} https://facebook.example/groups/hade",
    "Aftalt med {} at vi taler sammen i morgen",
)
FILES = {
    "opslag.pdf": b"%PDF-1.4\n%",
    "note.txt": b"de skrev ",
    "side.html": b"<!DOCTYPE html><html><body>",
    "program.exe": b"MZ\x90\0\x03\0\0\0",
    "lyd.wav": b"RIFF\x24\0\0\0WAVEfmt ",
    "tom.txt": b"",
}
BEGINS = "zq"
"""Of each word by which a text is found again."""


def token(fates: Fates) -> str:
    """A word that stands nowhere else in the history."""
    return BEGINS + "".join(fates.people.choices("bcdfghjklmnpqrstvwxz", k=10))


def short(fates: Fates) -> str:
    """An answer or a command, as people type them."""
    return fates.people.choice(SHORT)


def long(fates: Fates) -> str:
    """Some words of one's own."""
    return fates.people.choice(SENTENCES).format(token(fates))


def file(fates: Fates) -> Json:
    """A small file, most of which can be kept."""
    name = fates.people.choice((*FILES, "opslag.pdf", "note.txt"))
    content = FILES[name] + token(fates).encode() if FILES[name] else b""
    return {"name": name, "base64": base64.b64encode(content).decode()}


def value_of(element: Json, fates: Fates) -> Json | None:
    """What somebody picks in an element; None for one that is not picked from."""
    kind, chance = element["type"], fates.people
    options = element.get("options") or [o for g in element.get("option_groups", ()) for o in g["options"]]
    if kind.startswith("multi_users"):
        return {"selected_users": chance.sample(PICKED, k=chance.randint(0, 2))}
    if kind == "users_select":
        return {"selected_user": chance.choice(PICKED)}
    if kind == "datepicker":
        return {"selected_date": _day(fates)}
    if kind == "timepicker":
        return {"selected_time": f"{chance.randint(0, 23):02d}:{chance.choice((0, 15, 30)):02d}"}
    if kind in {"checkboxes", "multi_static_select"}:
        most = min(len(options), element.get("max_selected_items", 3), 3)
        return {"selected_options": chance.sample(options, k=chance.randint(0, most))}
    return {"selected_option": chance.choice(options)} if options else None


def named(value: Json) -> str:
    """What was picked, for the log."""
    found = next(iter(value.values()))
    several = found if isinstance(found, list) else [found]
    return ", ".join(one["text"]["text"] if isinstance(one, dict) else str(one) for one in several)


PICKED = ("U0METTE", "U0LARS", "U0ANNE", "U0HANNE", "U0DORTE", "U0SOFIE", "U0OMAR")


def _day(fates: Fates) -> str:
    return (
        (fates.now() + timedelta(days=fates.people.choice((-30, -2, -1, 0, 0, 1, 2, 5, 14, 40))))
        .date()
        .isoformat()
    )
