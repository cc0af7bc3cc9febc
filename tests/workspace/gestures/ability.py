"""What a person can do at all: who may act, which conversation and which message is on the screen."""

import asyncio
from typing import TYPE_CHECKING

from tests.workspace.outcomes import Outcome
from tests.workspace.people import BOT_USER, Person
from tests.workspace.store import Conversation, Message

if TYPE_CHECKING:
    from tests.workspace.server import Workspace


class CannotDo(Exception):
    """A sentence that says why Slack offers the person no such thing."""


def actor(workspace: "Workspace", person_id: str) -> Person:
    person = workspace.store.people[person_id]
    if person.deleted or person.is_bot:
        raise CannotDo(f"{person.real_name} cannot sign in")
    return person


def conversation_of(workspace: "Workspace", person: Person, name: str) -> Conversation:
    """`vaern` is the person's own direct message with the bot."""
    if name in ("vaern", BOT_USER):
        return workspace.store.dm(person.id)
    found = workspace.store.conversations.get(name)
    if found is None or not may_see(found, person.id):
        raise CannotDo(f"{person.real_name} sees no such conversation")
    return found


def may_see(conversation: Conversation, person: str) -> bool:
    return person in conversation.members or not conversation.is_private


def message_of(conversation: Conversation, person: Person, ts: str) -> Message:
    found = conversation.messages.get(ts)
    if found is None or not found.is_seen_by(person.id):
        raise CannotDo(f"{person.real_name} sees no such message")
    return found


async def first_outcomes(workspace: "Workspace", sent: list[asyncio.Future[Outcome]]) -> bool:
    """Waits for the first attempts; whether all were acknowledged."""
    if sent:
        await asyncio.wait(sent, timeout=workspace.seconds_to_acknowledge + 1)
    return all(future.done() and future.result().is_acknowledged for future in sent)
