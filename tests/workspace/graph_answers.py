"""What Graph refuses, and how: unknown fields, wrong enum values, wrong kinds. After Graph v1.0."""

from typing import Any

from aiohttp import web

from tests.workspace.faults import Fault

Json = dict[str, Any]
ADDRESSED = {"emailAddress": "emailAddress", "type": {"required", "optional", "resource"}, "status": dict}
KINDS: dict[str, dict[str, Any]] = {
    "emailAddress": {"name": str, "address": str},
    "recipient": {"emailAddress": "emailAddress"},
    "attendee": ADDRESSED,
    "itemBody": {"contentType": {"text", "html"}, "content": str},
    "dateTimeTimeZone": {"dateTime": str, "timeZone": str},
    "event": {
        "subject": str, "body": "itemBody", "start": "dateTimeTimeZone", "end": "dateTimeTimeZone",
        "attendees": ["attendee"], "location": dict,
        "sensitivity": {"normal", "personal", "private", "confidential"},
        "showAs": {"free", "tentative", "busy", "oof", "workingElsewhere", "unknown"}, "transactionId": str,
        "isOnlineMeeting": bool, "onlineMeetingProvider": {"unknown", "teamsForBusiness", "skypeForBusiness"},
        "isReminderOn": bool, "reminderMinutesBeforeStart": int, "allowNewTimeProposals": bool,
        "responseRequested": bool, "hideAttendees": bool, "importance": {"low", "normal", "high"},
        "categories": list, "isAllDay": bool,
    },
    "message": {
        "subject": str, "body": "itemBody", "toRecipients": ["recipient"], "ccRecipients": ["recipient"],
        "bccRecipients": ["recipient"], "replyTo": ["recipient"], "importance": {"low", "normal", "high"},
        "attachments": list, "internetMessageHeaders": list,
    },
    "driveItemUploadableProperties": {"name": str, "description": str, "fileSize": int},
    "getSchedule": {
        "schedules": list, "startTime": "dateTimeTimeZone", "endTime": "dateTimeTimeZone",
        "availabilityViewInterval": int,
    },
    "cancel": {"comment": str},
    "sendMail": {"message": "message", "saveToSentItems": bool},
    "createUploadSession": {"item": "driveItemUploadableProperties"},
}  # fmt: skip


class GraphError(Exception):
    def __init__(self, status: int, code: str, message: str = "") -> None:
        super().__init__(code)
        self.status, self.code, self.message = status, code, message or code


def camel(body: Json) -> Json:
    """Action parameters come in PascalCase from the SDK and in camelCase from the documentation."""
    return {name[:1].lower() + name[1:]: value for name, value in body.items()}


def checked(given: Any, kind: str) -> Json:
    """The fields without annotations. Raises GraphError for what the kind does not know."""
    if not isinstance(given, dict):
        raise GraphError(400, "RequestBodyRead", f"{kind} is expected")
    fields = {name: value for name, value in given.items() if "@" not in name}
    for name, value in fields.items():
        if name not in KINDS[kind]:
            raise GraphError(400, "RequestBodyRead", f"The property '{name}' does not exist on {kind}")
        if value is not None:
            _check(name, value, KINDS[kind][name])
    return fields


def _check(name: str, value: Any, wanted: Any) -> None:
    if isinstance(wanted, str):
        checked(value, wanted)
    elif isinstance(wanted, list):
        if not isinstance(value, list):
            raise GraphError(400, "RequestBodyRead", f"{name} is a collection")
        for entry in value:
            checked(entry, wanted[0])
    elif isinstance(wanted, set):
        if value not in wanted:
            raise GraphError(400, "RequestBodyRead", f"'{value}' is no value of {name}")
    elif not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        raise GraphError(400, "RequestBodyRead", f"{name} is of another type")


def refused(error: GraphError) -> web.Response:
    """The answer of a call that is refused."""
    inner = {"request-id": "stand-in", "date": "2026-01-01T00:00:00"}
    body = {"error": {"code": error.code, "message": error.message, "innerError": inner}}
    return web.json_response(body, status=error.status)


def fault_answer(fault: Fault) -> web.Response | None:
    """The answer that a fault asks for, if any."""
    if not (fault.status or fault.error or fault.retry_after):
        return None
    status = fault.status or (429 if fault.retry_after else 500)
    response = refused(GraphError(status, fault.error or "TooManyRequests"))
    if fault.retry_after is not None:
        response.headers["Retry-After"] = str(fault.retry_after)
    return response
