"""Every subtype of Slack's message event, and what happens when it comes in the direct message with Værn.

The list is that of docs.slack.dev/reference/events/message, with those that Slack sends without listing
them there.
"""

from __future__ import annotations

import pytest

from tests.people import Json, Person, World

pytestmark = pytest.mark.begins("drafted")

STORY = "Han skrev igen i går og truede mig."
ADDED = "Det har jeg skrevet ned."

SAID = {
    "": "taken as said: an ordinary message",
    "file_share": "taken as said: words and files",
    "me_message": "taken as said: the person wrote it with /me",
    "thread_broadcast": "taken as said: an answer in a thread that is shown in the conversation too",
}
HEARD = {
    "message_changed": "what was sent first counts, and the person is told how to change it",
    "message_deleted": "noted where something of it is kept, and the person told once",
}
NOT_SAID = {
    "assistant_app_thread": "Slack's line at the top of a thread with an assistant",
    "bot_message": "an integration",
    "bot_add": "Slack's line that an integration was added",
    "bot_remove": "Slack's line that an integration was removed",
    "channel_archive": "Slack's line of a channel",
    "channel_canvas_updated": "Slack's line of a channel",
    "channel_convert_to_private": "Slack's line of a channel",
    "channel_convert_to_public": "Slack's line of a channel",
    "channel_join": "Slack's line of a channel",
    "channel_leave": "Slack's line of a channel",
    "channel_name": "Slack's line of a channel",
    "channel_posting_permissions": "Slack's line of a channel",
    "channel_purpose": "Slack's line of a channel",
    "channel_topic": "Slack's line of a channel",
    "channel_unarchive": "Slack's line of a channel",
    "document_mention": "somebody is named in a canvas, which is not read",
    "ekm_access_denied": "what stood there was taken back by the organisation, and cannot be read",
    "file_comment": "retired; a comment on a file",
    "file_mention": "retired; a file was named",
    "group_archive": "Slack's line of a private channel",
    "group_join": "Slack's line of a private channel",
    "group_leave": "Slack's line of a private channel",
    "group_name": "Slack's line of a private channel",
    "group_purpose": "Slack's line of a private channel",
    "group_topic": "Slack's line of a private channel",
    "group_unarchive": "Slack's line of a private channel",
    "huddle_thread": "Slack's line of a call",
    "message_replied": "Slack counts the answers of a thread",
    "pinned_item": "Slack's line of a pin",
    "reminder_add": "Slack's line of a reminder",
    "reply_broadcast": "retired; a pointer at an answer in a thread, which comes by itself",
    "sh_room_created": "Slack's line of a call",
    "slackbot_response": "Slackbot",
    "tombstone": "Slack's line where a message was",
    "unpinned_item": "Slack's line of a pin",
}


def comes(world: World, person: Person, subtype: str, text: str, **more: object) -> None:
    event: Json = {"user": person.id, "text": text, **({"subtype": subtype} if subtype else {}), **more}
    assert world.post("message_event", **{"as": person.id}, event=event)["acknowledged"]


def is_written_down(person: Person, text: str) -> bool:
    """The newest message says so, and shows the words."""
    newest = str(person.messages()[-1]["blocks"])
    return ADDED in newest and text in newest


def test_what_a_person_says_is_taken_as_said_and_nothing_else_is(world: World, mette: Person) -> None:
    """All of them in a row; each that was taken as said has been answered."""
    mette.sees("Det her er din anmeldelse.")
    for subtype in NOT_SAID:
        comes(world, mette, subtype, f"{STORY} {subtype}")
    for subtype in SAID:
        said = f"{STORY} {subtype}".strip()
        comes(world, mette, subtype, said)
        mette.until(lambda _, said=said: is_written_down(mette, said), f"the answer to {subtype!r}")
    for subtype in NOT_SAID:
        mette.does_not_see(f"{STORY} {subtype}")


def test_what_is_changed_is_answered_with_what_counts(world: World, mette: Person) -> None:
    mette.sees("Det her er din anmeldelse.")
    comes(world, mette, "", STORY, ts="1795500000.000100")
    mette.sees(ADDED)
    was = {"type": "message", "user": mette.id, "text": STORY, "ts": "1795500000.000100"}
    changes: Json = {"message": was | {"text": "Andet"}, "previous_message": was, "user": None}
    comes(world, mette, "message_changed", "", **changes)
    mette.sees("Jeg har gemt det, du skrev først.")


def test_what_is_deleted_is_answered_with_what_is_kept(world: World, mette: Person) -> None:
    mette.sees("Det her er din anmeldelse.")
    comes(world, mette, "", STORY, ts="1795500000.000100")
    mette.sees(ADDED)
    was = {"type": "message", "user": mette.id, "text": STORY, "ts": "1795500000.000100"}
    deletion: Json = {"previous_message": was, "deleted_ts": was["ts"], "user": None}
    comes(world, mette, "message_deleted", "", **deletion)
    mette.sees("Det, du gav mig i den, er stadig i din anmeldelse.")


def test_no_subtype_stands_in_two_tables() -> None:
    everything = [*SAID, *HEARD, *NOT_SAID]
    assert len(everything) == len(set(everything)) == 41
