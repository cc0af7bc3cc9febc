"""Sending: the leader's checklist comes in few calls, and the employee's receipt before what can wait."""

from __future__ import annotations

from tests.people import Json, Person, World, texts
from tests.reporting import answers_until_evidence, has_no_documentation


def calls_since(world: World, count: int) -> list[Json]:
    return list(world.get("calls")["calls"][count:])


def ready_to_send(mette: Person) -> None:
    """The whole report, with as many messages above it as questions."""
    answers_until_evidence(mette)
    has_no_documentation(mette)
    mette.presses("Ja, det er de rigtige")
    mette.presses("Videre")
    mette.sees("Det her er din anmeldelse.")
    mette.until(lambda _: "Videre" not in str(mette.messages()), "the last question drawn as answered")


def test_the_checklist_comes_in_five_calls_and_the_receipt_before_the_old_turns(
    world: World, mette: Person, lars: Person, anne: Person
) -> None:
    ready_to_send(mette)
    before = len(calls_since(world, 0))
    mette.presses("Send")
    for member in (lars, anne):
        member.sees("Det, der skal gøres")
    room = own_room(mette)

    def in_her_room() -> list[str]:
        return [call["method"] for call in calls_since(world, before) if in_(room, call)]

    mette.until(lambda _: len(in_her_room()) > 2, "what she answered shown as sent")
    made, mine = calls_since(world, before), in_her_room()
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
    assert mine[:2] == ["chat.update", "chat.postMessage"], "the pressed message, then the receipt"
    assert set(mine[2:]) == {"chat.update"}


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
