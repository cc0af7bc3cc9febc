"""A stand-in for the Microsoft Graph calls the bot makes, under `/graph/v1.0/`. Minimal and strict.

Users are found by directory id or mail, as in Graph, and not by what Slack calls them.
"""

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.workspace.faults import Fault
from tests.workspace.people import GRAPH_TOKEN, Person

if TYPE_CHECKING:
    from tests.workspace.server import Workspace

Json = dict[str, Any]
PREFIX = "/graph/v1.0"
EVENT_FIELDS = {
    "subject", "body", "start", "end", "attendees", "location", "sensitivity", "showAs", "transactionId",
    "isOnlineMeeting", "onlineMeetingProvider", "isReminderOn", "reminderMinutesBeforeStart",
    "allowNewTimeProposals", "responseRequested", "hideAttendees", "importance", "categories", "isAllDay",
}  # fmt: skip
MESSAGE_FIELDS = {
    "subject", "body", "toRecipients", "ccRecipients", "bccRecipients", "replyTo", "importance",
    "attachments", "internetMessageHeaders",
}  # fmt: skip
USER_FIELDS = {
    "id", "displayName", "givenName", "surname", "mail", "userPrincipalName", "jobTitle", "accountEnabled",
    "preferredLanguage", "department",
}  # fmt: skip


class GraphError(Exception):
    def __init__(self, status: int, code: str, message: str = "") -> None:
        super().__init__(code)
        self.status, self.code, self.message = status, code, message or code


class Graph:
    """`mail` and `meetings` hold what was asked for."""

    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace
        self.mail: list[Json] = []
        self.meetings: dict[str, Json] = {}
        self.groups: dict[str, list[str]] = {"group-hr": ["U0HANNE", "U0DORTE", "U0SOFIE"]}
        self.out_of_office: dict[str, Json] = {}
        self.busy: dict[str, str] = {}

    def add_routes(self, router: web.UrlDispatcher) -> None:
        self._add(router.add_get, "/users/{user}", self._user)
        self._add(router.add_get, "/users/{user}/manager", self._manager)
        self._add(router.add_get, "/users/{user}/mailboxSettings", self._mailbox_settings)
        self._add(router.add_post, "/users/{user}/calendar/getSchedule", self._get_schedule)
        self._add(router.add_post, "/users/{user}/events", self._create_event)
        self._add(router.add_patch, "/users/{user}/events/{event}", self._update_event)
        self._add(router.add_post, "/users/{user}/events/{event}/cancel", self._cancel_event)
        self._add(router.add_post, "/users/{user}/sendMail", self._send_mail)
        self._add(router.add_get, "/groups/{group}/members", self._members)
        router.add_route("*", PREFIX + "/{rest:.*}", self._handler(self._unknown))

    def _add(self, add: Any, path: str, answer: Callable[[web.Request, Json], web.Response]) -> None:
        add(PREFIX + path, self._handler(answer))

    def _handler(self, answer: Callable[[web.Request, Json], web.Response]) -> Any:
        async def handle(request: web.Request) -> web.StreamResponse:
            text = await request.text()

            def perform() -> web.Response:
                try:
                    self._check_token(request)
                    response = answer(request, json.loads(text) if text else {})
                except GraphError as error:
                    response = _refused(error)
                self._log(request, response)
                return response

            def refuse(fault: Fault) -> web.Response | None:
                response = _fault_answer(fault)
                if response:
                    self._log(request, response)
                return response

            return await self.workspace.faults.around("graph", request, perform, refuse)

        return handle

    def _log(self, request: web.Request, response: web.Response) -> None:
        kind = re.sub(r"^.*/", "", request.path)
        is_user = request.path.count("/") == PREFIX.count("/") + 2
        name = f"graph {request.method} {'user' if is_user else kind}"
        is_ok = response.status < 400
        self.workspace.log_call(name, ok=is_ok, error=None if is_ok else f"http {response.status}")

    def _check_token(self, request: web.Request) -> None:
        if request.headers.get("Authorization") != f"Bearer {GRAPH_TOKEN}":
            raise GraphError(401, "InvalidAuthenticationToken", "Access token is empty or invalid.")

    def _person(self, wanted: str) -> Person:
        for person in self.workspace.store.people.values():
            if not person.is_bot and wanted.lower() in (person.graph_id, person.email):
                return person
        raise GraphError(404, "Request_ResourceNotFound", f"Resource '{wanted}' does not exist.")

    def _requested(self, request: web.Request) -> Person:
        return self._person(request.match_info["user"])

    def _user(self, request: web.Request, _body: Json) -> web.Response:
        person = self._requested(request)
        body = _selected(person, request.query.get("$select"))
        expand = request.query.get("$expand", "")
        if expand.startswith("manager"):
            levels = "$levels" in expand
            if levels and request.headers.get("ConsistencyLevel") != "eventual":
                raise GraphError(400, "Request_UnsupportedQuery", "$levels needs ConsistencyLevel: eventual")
            body |= self._expanded_manager(person, levels)
        elif expand:
            raise GraphError(400, "BadRequest", "Could not find a property to expand")
        return web.json_response(body)

    def _expanded_manager(self, person: Person, levels: bool) -> Json:
        if person.manager is None:
            return {}
        manager = self.workspace.store.people[person.manager]
        inner = _selected(manager, None) | {"@odata.type": "#microsoft.graph.user"}
        return {"manager": inner | (self._expanded_manager(manager, True) if levels else {})}

    def _manager(self, request: web.Request, _body: Json) -> web.Response:
        person = self._requested(request)
        if person.manager is None:
            raise GraphError(404, "Request_ResourceNotFound", "Resource 'manager' does not exist.")
        body = _selected(self.workspace.store.people[person.manager], request.query.get("$select"))
        return web.json_response({"@odata.type": "#microsoft.graph.user", **body})

    def _mailbox_settings(self, request: web.Request, _body: Json) -> web.Response:
        person = self._requested(request)
        automatic = self.out_of_office.get(person.id, {"status": "disabled"})
        return web.json_response({"timeZone": person.tz, "automaticRepliesSetting": automatic})

    def _get_schedule(self, _request: web.Request, body: Json) -> web.Response:
        given = _camel(body)
        _refuse_unknown(given, {"schedules", "startTime", "endTime", "availabilityViewInterval"})
        minutes = int(given.get("availabilityViewInterval", 30))
        start, end = (datetime.fromisoformat(given[name]["dateTime"]) for name in ("startTime", "endTime"))
        if len(given["schedules"]) > 20 or end - start > timedelta(days=62):
            raise GraphError(400, "ErrorInvalidParameter", "at most 20 schedules and 62 days")
        slots = int((end - start) / timedelta(minutes=minutes))
        value = []
        for mail in given["schedules"]:
            pattern = self.busy.get(mail, "").ljust(slots, "0")[:slots]
            value.append({"scheduleId": mail, "availabilityView": pattern, "scheduleItems": []})
        return web.json_response({"value": value})

    def _create_event(self, request: web.Request, body: Json) -> web.Response:
        """The same transactionId makes no second meeting."""
        person = self._requested(request)
        given = {name: value for name, value in body.items() if name != "@odata.type"}
        _refuse_unknown(given, EVENT_FIELDS)
        for name in ("subject", "start", "end"):
            if name not in given:
                raise GraphError(400, "ErrorPropertyValidationFailure", f"{name} is missing")
        transaction = given.get("transactionId")
        for meeting in self.meetings.values():
            if transaction and meeting.get("transactionId") == transaction:
                return web.json_response(meeting, status=201)
        identity = self.workspace.store.number("AAMk", 6)
        meeting = {**given, "id": identity, "organizer": {"emailAddress": {"address": person.email}}}
        meeting["webLink"] = f"{self.workspace.url}/calendar/{identity}"
        if given.get("isOnlineMeeting"):
            meeting["onlineMeeting"] = {"joinUrl": f"{self.workspace.url}/meeting/{identity}"}
        self.meetings[identity] = meeting
        return web.json_response(meeting, status=201)

    def _meeting(self, request: web.Request) -> Json:
        meeting = self.meetings.get(request.match_info["event"])
        if meeting is None:
            raise GraphError(404, "ErrorItemNotFound", "The specified object was not found in the store.")
        return meeting

    def _update_event(self, request: web.Request, body: Json) -> web.Response:
        meeting = self._meeting(request)
        given = {name: value for name, value in body.items() if name != "@odata.type"}
        _refuse_unknown(given, EVENT_FIELDS)
        meeting.update(given)
        return web.json_response(meeting)

    def _cancel_event(self, request: web.Request, body: Json) -> web.Response:
        _refuse_unknown(_camel(body), {"comment"})
        self._meeting(request)["isCancelled"] = True
        return web.Response(status=202)

    def _send_mail(self, request: web.Request, body: Json) -> web.Response:
        given = _camel(body)
        _refuse_unknown(given, {"message", "saveToSentItems"})
        message = {name: value for name, value in given["message"].items() if name != "@odata.type"}
        _refuse_unknown(message, MESSAGE_FIELDS)
        if not message.get("toRecipients"):
            raise GraphError(400, "ErrorInvalidRecipients", "At least one recipient is not valid.")
        at = self.workspace.now()
        self.mail.append({"from": self._requested(request).email, "at": at.isoformat(), **message})
        return web.Response(status=202)

    def _members(self, request: web.Request, _body: Json) -> web.Response:
        members = self.groups.get(request.match_info["group"])
        if members is None:
            raise GraphError(404, "Request_ResourceNotFound", "The group does not exist.")
        start, size = int(request.query.get("$skiptoken", 0)), int(request.query.get("$top", 100))
        chosen = members[start : start + size]
        select = request.query.get("$select")
        value = [
            {"@odata.type": "#microsoft.graph.user", **_selected(self.workspace.store.people[m], select)}
            for m in chosen
        ]
        body: Json = {"value": value}
        if start + size < len(members):
            following = request.url.update_query({"$skiptoken": str(start + size), "$top": str(size)})
            body["@odata.nextLink"] = str(following)
        return web.json_response(body)

    def _unknown(self, request: web.Request, _body: Json) -> web.Response:
        raise GraphError(400, "BadRequest", f"Resource not found for the segment '{request.path}'.")


def _selected(person: Person, select: str | None) -> Json:
    given_name, _, surname = person.real_name.partition(" ")
    everything = {
        "id": person.graph_id,
        "displayName": person.real_name,
        "givenName": given_name,
        "surname": surname,
        "mail": person.email,
        "userPrincipalName": person.email,
        "jobTitle": person.title,
        "accountEnabled": not person.deleted,
        "preferredLanguage": person.locale,
        "department": "Borgerservice",
    }
    wanted = (
        select.split(",") if select else [n for n in everything if n not in ("accountEnabled", "department")]
    )
    if unknown := set(wanted) - USER_FIELDS:
        raise GraphError(400, "BadRequest", f"Could not find a property named '{sorted(unknown)[0]}'")
    return {name: everything[name] for name in wanted}


def _camel(body: Json) -> Json:
    """Action parameters come in PascalCase from the SDK and in camelCase from the documentation."""
    return {name[:1].lower() + name[1:]: value for name, value in body.items()}


def _refuse_unknown(given: Json, known: set[str]) -> None:
    if unknown := given.keys() - known:
        raise GraphError(400, "RequestBodyRead", f"The property '{sorted(unknown)[0]}' does not exist")


def _refused(error: GraphError) -> web.Response:
    inner = {"request-id": "stand-in", "date": "2026-01-01T00:00:00"}
    body = {"error": {"code": error.code, "message": error.message, "innerError": inner}}
    return web.json_response(body, status=error.status)


def _fault_answer(fault: Fault) -> web.Response | None:
    if not (fault.status or fault.error or fault.retry_after):
        return None
    status = fault.status or (429 if fault.retry_after else 500)
    response = _refused(GraphError(status, fault.error or "TooManyRequests"))
    if fault.retry_after is not None:
        response.headers["Retry-After"] = str(fault.retry_after)
    return response
