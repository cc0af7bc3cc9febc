"""Notifications paused in Slack, and automatic replies in Outlook."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tests.workspace.clock import COPENHAGEN
from tests.workspace.gestures.ability import CannotDo, actor

if TYPE_CHECKING:
    from tests.workspace.server import Workspace

Json = dict[str, Any]


async def pause_notifications(workspace: "Workspace", body: Json) -> Json:
    """From now until a moment; without one they are let through again."""
    person = actor(workspace, body["as"])
    until = _moment(workspace, body.get("until"))
    workspace.store.do_not_disturb.pop(person.id, None)
    if until:
        span = (workspace.store.seconds(), int(until.timestamp()))
        workspace.store.do_not_disturb[person.id] = span
    workspace.store.changed()
    return {}


async def reply_automatically(workspace: "Workspace", body: Json) -> Json:
    """On or off; when on, until a moment or without an end."""
    person = actor(workspace, body["as"])
    until = _moment(workspace, body.get("until"))
    setting: Json = {"status": "alwaysEnabled" if body["on"] else "disabled"}
    if body["on"] and until:
        setting["status"] = "scheduled"
        setting["scheduledStartDateTime"] = _as_graph(workspace.now())
        setting["scheduledEndDateTime"] = _as_graph(until)
    workspace.graph.mailboxes.out_of_office[person.id] = setting
    return {}


def _moment(workspace: "Workspace", told: str | None) -> datetime | None:
    if not told:
        return None
    moment = datetime.fromisoformat(told)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=COPENHAGEN)
    if moment <= workspace.now():
        raise CannotDo("that has been")
    return moment


def _as_graph(moment: datetime) -> Json:
    local = moment.astimezone(UTC).replace(tzinfo=None)
    return {"dateTime": local.isoformat(timespec="microseconds"), "timeZone": "UTC"}
