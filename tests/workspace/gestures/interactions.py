"""The payloads of interactions, complete as Slack's, and what a person sees when the app does not answer.

https://docs.slack.dev/reference/interaction-payloads
"""

from typing import TYPE_CHECKING, Any

from tests.workspace.gestures.ability import CannotDo
from tests.workspace.gestures.slack_words import words
from tests.workspace.outcomes import Kind, Outcome
from tests.workspace.people import APP_ID, TEAM_DOMAIN, TEAM_ID, Person
from tests.workspace.slack_objects import channel_name_in_payloads
from tests.workspace.store import Conversation

if TYPE_CHECKING:
    from tests.workspace.server import Workspace

Json = dict[str, Any]


def interaction(workspace: "Workspace", kind: str, person: Person, **fields: Any) -> Json:
    return {
        "type": kind,
        "token": "deprecated",
        "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": TEAM_ID},
        "api_app_id": APP_ID,
        "trigger_id": workspace.triggers.issue(person.id),
        **fields,
    }


def channel_reference(conversation: Conversation) -> Json:
    return {"id": conversation.id, "name": channel_name_in_payloads(conversation)}


def response_url(
    workspace: "Workspace", conversation: Conversation, person: Person, message_ts: str | None = None
) -> str:
    key = workspace.response_urls.issue(conversation.id, person.id, message_ts)
    return f"{workspace.url}/response/{key}"


async def deliver(workspace: "Workspace", kind: Kind, person: Person, payload: Json) -> Outcome:
    """Brings it to the app. Raises CannotDo, and leaves a red line, when nobody acknowledged it."""
    identity = f"{payload.get('type', payload.get('command'))}:{payload['trigger_id'][:13]}"
    outcome = await workspace.delivery.interact(kind, identity, payload)
    if not outcome.is_acknowledged:
        workspace.store.tell_problem(person.id, words(person)["no_answer"])
        raise CannotDo(f"the app did not answer: {outcome.status}")
    return outcome
