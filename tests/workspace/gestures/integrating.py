"""What comes without a person's hands: messages of other integrations, and any message event of Slack's."""

from typing import TYPE_CHECKING, Any

from tests.workspace.files_over_http import file_from_person
from tests.workspace.gestures.ability import actor, first_outcomes

if TYPE_CHECKING:
    from tests.workspace.server import Workspace

Json = dict[str, Any]


async def post(workspace: "Workspace", body: Json) -> Json:
    """A mail bridge, or another app, posts in a channel."""
    bot = "B0BRIDGE"
    files = [file_from_person(workspace, bot, file) for file in body.get("files", [])]
    message, sent = workspace.rooms.post(
        workspace.store.conversations[body["conversation"]],
        bot,
        body.get("text", ""),
        blocks=body.get("blocks", []),
        attachments=body.get("attachments", []),
        files=[file.id for file in files],
        username=body["username"],
        subtype="bot_message",
    )
    return {"ts": message.ts, "acknowledged": await first_outcomes(workspace, sent)}


async def send_event(workspace: "Workspace", body: Json) -> Json:
    """A message event as Slack would send it of the person's direct message with the app."""
    person = actor(workspace, body["as"])
    event = {"type": "message", "ts": workspace.store.timestamps.next(), **body["event"]}
    sent = workspace.events.send_message(workspace.store.dm(person.id), event)
    return {"ts": event["ts"], "acknowledged": await first_outcomes(workspace, sent)}
