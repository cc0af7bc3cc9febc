"""Failure cases about hostile words, wherever somebody can write or name something.

They are kept exactly, ping nobody, break nothing of ours, and reach no channel and nobody's lock screen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest

from tests.deciding import begins, has_advice, the_sitting_ends
from tests.looking import gets
from tests.people import Json, Person, World, on_screen
from tests.reporting import answers_to_the_end, answers_until_evidence, number_of, screenshot, sends
from tests.workspace.people import BOT_USER
from tests.workspace.server import Workspace

pytestmark = pytest.mark.begins("sent")

CANARY = "kanariefugl"
PINGS = "<!channel> <!here> <@U0OMAR> <#C0V000001> <https://evil.example|klik> @channel"
FORMATS = "*fed* _kursiv_ ~streg~ `kode`"
TURNS = "\u202etxt.exe"
HOSTILE = f"{CANARY} {PINGS} &lt;b&gt; &amp; {FORMATS} '; DROP TABLE draft;-- =1+1 {{name}} {{0}} %s {TURNS}"
LONG = f"{HOSTILE} {'æ' * 40_000}"[:40_000]
RECEIVED = "Modtaget: "
OUR_NUMBERS = ("<tel:112|112>", "<tel:114|114>", "<tel:60111144|60 11 11 44>")


def text_objects(part: Any) -> Iterator[Json]:
    """Every text object inside blocks or a view."""
    if isinstance(part, dict):
        if part.get("type") in {"mrkdwn", "plain_text"}:
            yield part
        for value in part.values():
            yield from text_objects(value)
    elif isinstance(part, list):
        for value in part:
            yield from text_objects(value)


def shown_by_us(workspace: Workspace) -> list[Any]:
    """Everything that Værn shows anybody anywhere: blocks and views."""
    store = workspace.store
    messages = [m for c in store.conversations.values() for m in c.messages.values() if m.user == BOT_USER]
    views = [*store.homes.values(), *(view for stack in store.modals.values() for view in stack)]
    return [*(m.blocks for m in messages), *(view.content for view in views)]


def without_our_own(text: str, workspace: Workspace) -> str:
    """The text without the numbers that Værn writes to be tapped, and the links to its own channels."""
    rooms = [f"<#{room}>" for room, c in workspace.store.conversations.items() if c.name.startswith("sag-")]
    for link in (*OUR_NUMBERS, *rooms):
        text = text.replace(link, "")
    return text


def marked_up(workspace: Workspace) -> list[str]:
    """Everything of it in which Slack reads markup."""
    store = workspace.store
    messages = [m for c in store.conversations.values() for m in c.messages.values() if m.user == BOT_USER]
    drawn = (t for part in shown_by_us(workspace) for t in text_objects(part) if t["type"] == "mrkdwn")
    return [*(m.text for m in messages), *(t["text"] for t in drawn)]


def is_harmless(world: World, workspace: Workspace, writer: str) -> None:
    """Pings nobody, is in no channel of Værn's and in nobody else's notifications; nothing broke."""
    assert not [text for text in marked_up(workspace) if "<" in without_our_own(text, workspace)]
    for conversation in workspace.store.conversations.values():
        ours = [m for m in conversation.messages.values() if m.user == BOT_USER]
        if conversation.kind == "channel":
            assert CANARY not in str([(m.text, m.blocks) for m in ours])
        assert CANARY not in str([m.text for m in ours])
    for person in workspace.store.people:
        told = [n for n in workspace.store.notifications.get(person, []) if n["conversation"][0] == "D"]
        assert CANARY not in str(told) or person == writer
    assert workspace.store.problems == {}
    assert "U0OMAR" not in workspace.store.notifications
    assert world.get("people")


def copy_of(world: World, person: Person) -> bytes:
    """Waits for a copy in the person's direct messages; gives its bytes."""
    found = person.until(
        lambda _: [f for m in person.messages() if m["user"] == BOT_USER for f in m.get("files") or ()],
        "a copy",
    )
    return world.file(person.id, found[-1]["id"])


@pytest.mark.begins("empty")
@pytest.mark.parametrize("words", [HOSTILE, LONG], ids=["short", "40000"])
def test_in_text_that_is_pasted_as_documentation(
    world: World, workspace: Workspace, mette: Person, lars: Person, words: str
) -> None:
    answers_until_evidence(mette)
    mette.says(words)
    mette.sees("Din tekst ")
    mette.presses("Det var det")
    answers_to_the_end(mette)
    sends(mette)
    lars.presses("Vis sagen")
    gets(lars, "En tekst ")
    assert copy_of(world, lars).decode() == words
    is_harmless(world, workspace, mette.id)


@pytest.mark.begins("empty")
def test_in_the_name_of_a_file(world: World, workspace: Workspace, mette: Person, lars: Person) -> None:
    name = f"{CANARY} {PINGS} &lt;b&gt; %s.png".replace("/", "")
    answers_until_evidence(mette)
    mette.says("", (name, screenshot()), (f"2 {name}.exe", b"MZ\x90\x00" * 300))
    mette.sees(f"{name}: modtaget og gemt")
    mette.sees(f'Filen "2 {name}.exe" kan jeg ikke tage imod.')
    mette.presses("Det var det")
    answers_to_the_end(mette)
    mette.sees(f"{name}: modtaget og gemt")
    sends(mette)
    lars.presses("Vis sagen")
    lars.sees(f"{name}, modtaget")
    lars.presses("Hvem har set hvad")
    lars.sees("Hvem har læst sagen")
    is_harmless(world, workspace, mette.id)


def test_in_what_is_told_about_an_item(
    world: World, workspace: Workspace, mette: Person, lars: Person
) -> None:
    lars.sees("Det, der skal gøres")
    mette.says("", ("mere.png", screenshot()))
    mette.sees(f"{RECEIVED}mere.png")
    mette.presses("Fortæl mere")
    fields = ("place", "sender", "link", "quote", "witnesses")
    assert mette.submits(**{field: f"{field} {HOSTILE}" for field in fields})["errors"] == {}
    lars.presses("Vis sagen")
    for field in fields:
        lars.sees(f": {field} {HOSTILE}")
    is_harmless(world, workspace, mette.id)


def test_in_a_correction(world: World, workspace: Workspace, mette: Person, lars: Person) -> None:
    number = number_of(mette)
    lars.sees(f"Det er sag {number}.")
    mette.presses("Vis sagen")
    mette.presses("Tilføj eller ret noget")
    mette.submits(text=HOSTILE)
    mette.sees("Tak. Det er gemt i sagen")
    lars.sees(f"Sag {number}: Der er kommet noget nyt. En rettelse.")
    lars.presses("Vis sagen")
    gets(lars, "En rettelse ")
    assert copy_of(world, lars).decode() == HOSTILE
    is_harmless(world, workspace, mette.id)


def test_in_the_reason_of_a_decision(
    world: World, workspace: Workspace, mette: Person, lars: Person, anne: Person
) -> None:
    has_advice(lars)
    begins(lars, 4)
    lars.submits(outcome="Ikke anmeldt til politiet", reason=HOSTILE)
    the_sitting_ends(mette.world)
    mette.sees("Lars har besluttet: Ikke anmeldt til politiet.")
    for reader in (mette, anne):
        reader.presses("Vis sagen")
        reader.until(lambda view: HOSTILE in on_screen(view), "the reason as it was written")
    is_harmless(world, workspace, lars.id)


@pytest.mark.parametrize("words", [HOSTILE, LONG], ids=["short", "40000"])
def test_in_a_message_of_somebody_else_that_is_saved(
    world: World, workspace: Workspace, mette: Person, lars: Person, words: str
) -> None:
    lars.sees("Det, der skal gøres")
    omar = world.person("omar")
    world.post("person", id=omar.id, real_name=f"Omar {CANARY} <!channel>")
    room = next(c["id"] for c in omar.view()["conversations"] if c["name"] == "generelt")
    omar.says(words, to=room)
    message = {"conversation": room, "ts": omar.messages(room)[-1]["ts"]}
    assert world.post("shortcut", **{"as": mette.id}, callback_id="save", **message)["ok"]
    mette.sees(f"{RECEIVED}En besked: Omar {CANARY} <!channel>")
    lars.sees("Der er kommet noget nyt. En besked.")
    lars.presses("Vis sagen")
    gets(lars, "En besked: Omar")
    assert copy_of(world, lars).decode() == words
    workspace.store.notifications.pop("U0OMAR", None)
    is_harmless(world, workspace, mette.id)


@pytest.mark.begins("drafted")
def test_in_the_name_of_a_person(world: World, workspace: Workspace, mette: Person, lars: Person) -> None:
    mette.sees("Det her er din anmeldelse.")
    for person, name in (("U0METTE", f"{PINGS} Holm"), ("U0LARS", "<!channel> Bak")):
        world.post("person", id=person, real_name=name)
    sends(mette)
    lars.sees("<!channel> har anmeldt digital chikane og har brug for dig.")
    lars.sees(f"*Medarbejder*: {PINGS} Holm")
    lars.presses("Vis sagen")
    lars.sees(f"{PINGS} Holm (Medarbejder)")
    is_harmless(world, workspace, mette.id)


def _named(world: World, mette: Person, lars: Person, where: str, words: str) -> None:
    """A case in which the words are the name of something, shown to Lars."""
    if where == "person":
        world.post("person", id="U0METTE", real_name=f"Mette {words} Holm")
    sends(mette)
    lars.sees("Det, der skal gøres")
    mette.says("", (f"{words}.png" if where == "file" else "mere.png", screenshot()))
    mette.sees("Det er gemt, som det er, og kan ikke ændres.")
    if where == "link":
        mette.says(f"https://evil.example/{words.replace(' ', '')}")
        mette.presses("Læg det i sag 2026-0042")
        mette.sees(f"{RECEIVED}Et link: ")
    lars.presses("Vis sagen")
    lars.sees("Fingeraftryk")


@pytest.mark.begins("drafted")
@pytest.mark.parametrize("where", ["file", "person", "link"])
def test_in_a_name_nothing_is_read_as_markup(
    world: World, workspace: Workspace, mette: Person, lars: Person, where: str
) -> None:
    mette.sees("Det her er din anmeldelse.")
    _named(world, mette, lars, where, FORMATS)
    found = [t for t in marked_up(workspace) for mark in FORMATS.split() if mark in t]
    assert found == []


EMBEDDINGS, ISOLATES = {"LRE", "RLE", "LRO", "RLO"}, {"LRI", "RLI", "FSI"}


def is_turned(text: str) -> bool:
    """Whether words of ours stand under a sign of direction that nothing has closed: the wrong way round."""
    unclosed: list[str] = []
    after = ""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if sign == "\n":
            unclosed = []
        elif kind in EMBEDDINGS | ISOLATES:
            unclosed.append(kind)
        elif kind == "PDF" and unclosed and unclosed[-1] in EMBEDDINGS:
            unclosed.pop()
        elif kind == "PDI" and ISOLATES & set(unclosed):
            while unclosed.pop() not in ISOLATES:
                pass
        after = after + sign if unclosed else ""
    return bool(after) and not after.endswith(TURNS)


@pytest.mark.begins("drafted")
@pytest.mark.parametrize("where", ["file", "person", "link"])
def test_in_a_name_our_own_words_are_not_turned_around(
    world: World, workspace: Workspace, mette: Person, lars: Person, where: str
) -> None:
    mette.sees("Det her er din anmeldelse.")
    _named(world, mette, lars, where, TURNS)
    drawn = (t["text"] for part in shown_by_us(workspace) for t in text_objects(part))
    assert [text for text in drawn if is_turned(text)] == []
