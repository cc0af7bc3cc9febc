"""Sending: the leader's checklist comes in few calls, and the employee's receipt before what can wait."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from tests.people import PATIENCE, Json, Person, World, texts
from tests.reporting import answers_until_evidence, confirms_the_people, has_no_documentation, sends


def calls_since(world: World, count: int) -> list[Json]:
    return list(world.get("calls")["calls"][count:])


def ready_to_send(mette: Person) -> None:
    """The whole report, with as many messages above it as questions."""
    answers_until_evidence(mette)
    has_no_documentation(mette)
    confirms_the_people(mette)
    mette.sees("Det her er din anmeldelse.")
    mette.until(lambda _: "Videre" not in str(mette.messages()), "the last question drawn as answered")


def test_the_checklist_comes_in_five_calls_and_nothing_that_was_answered_is_drawn_anew(
    world: World, mette: Person, lars: Person, anne: Person, tmp_path: Path
) -> None:
    ready_to_send(mette)
    before = len(calls_since(world, 0))
    mette.presses("Send")
    for member in (lars, anne):
        member.sees("Det, der skal gøres")
    room = own_room(mette)

    mette.sees("Tak. Din sag har nummer")
    nothing_is_owed(tmp_path / "data")
    made = calls_since(world, before)
    channel = lars.case_channel()["id"]
    to_the_channel = [
        call["method"] for call in made if call["method"].startswith("conversations.") or in_(channel, call)
    ]
    on_the_way = [method for method in to_the_channel if method != "conversations.open"]
    assert on_the_way == [
        "conversations.create",
        "conversations.invite",
        "conversations.members",
        "chat.postMessage",
        "chat.postMessage",
    ]
    mine = [call["method"] for call in made if in_(room, call)]
    assert mine == ["chat.update", "chat.postMessage"], "the pressed message, then the receipt"


def test_whoever_wants_to_change_an_answer_after_sending_reads_where_to_correct_it(
    world: World, mette: Person
) -> None:
    ready_to_send(mette)
    sends(mette)
    mette.presses_in("Facebook", "Ret")
    mette.sees("Vil du rette eller tilføje noget, så tryk på Vis sagen i beskeden med nummeret.")


def nothing_is_owed(data: Path) -> None:
    """Waits until all is delivered."""
    end = time.monotonic() + PATIENCE
    with closing(sqlite3.connect(data / "vaern.db")) as database:
        while database.execute("SELECT 1 FROM outbox WHERE done_at IS NULL LIMIT 1").fetchone():
            assert time.monotonic() < end, "something is still owed"


def own_room(person: Person) -> str:
    """The id of the person's direct messages with Værn."""
    return next(str(c["id"]) for c in person.view()["conversations"] if c["kind"] == "dm")


def in_(channel: str, call: Json) -> bool:
    return call.get("channel") == channel


def test_a_second_look_at_who_is_invited_counts_who_is_there_already(
    world: World, mette: Person, lars: Person, anne: Person
) -> None:
    """The answer is lost after Slack has let everybody in: asked again, all are in the channel already."""
    ready_to_send(mette)
    world.post("faults", method="conversations.invite", drop="after")
    mette.presses("Send")
    mette.sees("Lars og Anne er med i en lukket kanal")
    mette.sees(f"Den er her: <#{mette.case_channel()['id']}>")
    assert "kunne ikke komme med" not in str([texts(m["blocks"]) for m in anne.messages()])
