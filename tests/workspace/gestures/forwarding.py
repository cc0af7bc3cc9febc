"""Sending a message on to another conversation, with a comment or without.

What was said stands in an attachment then, not in the text.
"""

import uuid
from typing import TYPE_CHECKING, Any

from tests.workspace.block_kit.elements import fallback_text
from tests.workspace.gestures.ability import actor, conversation_of, first_outcomes, message_of
from tests.workspace.gestures.writing import as_sent, rich_text, writable
from tests.workspace.people import TEAM_DOMAIN, TEAM_ID
from tests.workspace.slack_objects import file_object
from tests.workspace.store import Conversation, Message

if TYPE_CHECKING:
    from tests.workspace.server import Workspace

Json = dict[str, Any]


async def forward(workspace: "Workspace", body: Json) -> Json:
    person = actor(workspace, body["as"])
    source = conversation_of(workspace, person, body["conversation"])
    original = message_of(source, person, body["ts"])
    target = writable(workspace, person, body["to"])
    text = body.get("text", "")
    for file_id in original.files if not source.is_private else ():
        workspace.store.files[file_id].shares.setdefault(target.id, [])
    message, sent = workspace.rooms.post(
        target,
        person.id,
        as_sent(text, workspace.store),
        blocks=rich_text(text),
        attachments=[_shared(workspace, source, original)],
        client_msg_id=str(uuid.uuid4()),
    )
    return {"ts": message.ts, "acknowledged": await first_outcomes(workspace, sent)}


def _shared(workspace: "Workspace", source: Conversation, original: Message) -> Json:
    link = f"https://{TEAM_DOMAIN}.slack.com/archives/{source.id}/p{original.ts.replace('.', '')}"
    author = workspace.store.people.get(original.user)
    name = original.username or (author.real_name if author else "")
    body: Json = {
        "id": 1,
        "ts": original.ts,
        "channel_id": source.id,
        "channel_team": TEAM_ID,
        "is_msg_unfurl": True,
        "is_share": True,
        "author_name": name,
        "author_subname": name,
        "original_url": link,
        "from_url": link,
        "text": original.text,
        "fallback": f"{name}: {original.text or fallback_text(original.blocks)}",
        "mrkdwn_in": ["text"],
        "footer": "Slack Conversation",
    }
    if author:
        body |= {"author_id": author.id, "author_link": f"https://{TEAM_DOMAIN}.slack.com/team/{author.id}"}
    if not source.is_private:
        body["channel_name"] = source.name
    if original.blocks:
        wrapped = {"team": TEAM_ID, "channel": source.id, "ts": original.ts}
        body["message_blocks"] = [wrapped | {"message": {"blocks": original.blocks}}]
    if original.attachments:
        body["attachments"] = original.attachments
    if original.files:
        files = [workspace.store.files[file_id] for file_id in original.files]
        body["files"] = [file_object(file, workspace.store, workspace.url) for file in files]
    return body
