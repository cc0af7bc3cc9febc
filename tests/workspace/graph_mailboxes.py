"""The mailboxes of the Graph stand-in: automatic replies, free and busy, meetings, mail."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from aiohttp import web

from tests.workspace.graph_answers import GraphError, camel, checked
from tests.workspace.people import Person
from tests.workspace.time_zones import known_zones

if TYPE_CHECKING:
    from tests.workspace.server import Workspace

Json = dict[str, Any]
WINDOWS_ZONES = {
    "UTC": "UTC",
    "Romance Standard Time": "Europe/Paris",
    "SE Asia Standard Time": "Asia/Bangkok",
}
MOST_SCHEDULES, MOST_DAYS = 20, 62


class Mailboxes:
    """`mail` and `meetings` hold what was asked for. A mailbox in `closed` lets the app do nothing.

    `busy` is read from the beginning of what is asked for. `out_of_office` is an automaticRepliesSetting.
    """

    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace
        self.mail: list[Json] = []
        self.meetings: dict[str, Json] = {}
        self.out_of_office: dict[str, Json] = {}
        self.busy: dict[str, str] = {}
        self.closed: set[str] = set()
        self.without_mailbox: set[str] = set()

    def settings(self, request: web.Request, _body: Json) -> web.Response:
        person = self._owner(request)
        automatic = self.out_of_office.get(person.id, {"status": "disabled"})
        everything = {"timeZone": person.tz, "automaticRepliesSetting": automatic}
        wanted = request.query.get("$select", ",".join(everything)).split(",")
        if unknown := set(wanted) - everything.keys():
            raise GraphError(400, "BadRequest", f"Could not find a property named '{sorted(unknown)[0]}'")
        return web.json_response({name: everything[name] for name in wanted})

    def schedule(self, request: web.Request, body: Json) -> web.Response:
        self._owner(request)
        given = checked(camel(body), "getSchedule")
        minutes = given.get("availabilityViewInterval", 30)
        if not {"schedules", "startTime", "endTime"} <= given.keys() or not 5 <= minutes <= 1440:
            raise GraphError(400, "ErrorInvalidParameter", "schedules, times and 5 to 1440 minutes")
        start, end = _span(given["startTime"], given["endTime"])
        if len(given["schedules"]) > MOST_SCHEDULES or end - start > timedelta(days=MOST_DAYS):
            raise GraphError(400, "ErrorInvalidParameter", "at most 20 schedules and 62 days")
        slots = int((end - start) / timedelta(minutes=minutes))
        return web.json_response({"value": [self._view(mail, slots) for mail in given["schedules"]]})

    def _view(self, mail: str, slots: int) -> Json:
        person = self._found(mail)
        if person is None or person.id in self.without_mailbox:
            code = "ErrorMailRecipientNotFound"
        elif person.id in self.closed:
            code = "ErrorNoFreeBusyAccess"
        else:
            view = self.busy.get(mail, "").ljust(slots, "0")[:slots]
            return {"scheduleId": mail, "availabilityView": view, "scheduleItems": []}
        return {"scheduleId": mail, "error": {"message": "Not to be read.", "responseCode": code}}

    def create(self, request: web.Request, body: Json) -> web.Response:
        """The same transactionId makes no second meeting."""
        person = self._owner(request)
        given = checked(body, "event")
        for name in ("subject", "start", "end"):
            if not given.get(name):
                raise GraphError(400, "ErrorPropertyValidationFailure", f"{name} is missing")
        _check_event(given)
        for meeting in self.meetings.values():
            is_own = meeting["organizer"]["emailAddress"]["address"] == person.email
            if (
                is_own
                and given.get("transactionId")
                and meeting.get("transactionId") == given["transactionId"]
            ):
                return web.json_response(meeting, status=201)
        is_lasting = 'IdType="ImmutableId"' in request.headers.get("Prefer", "")
        identity = self.workspace.store.number("AAkALg" if is_lasting else "AAMk", 6)
        meeting = {**given, "id": identity, "organizer": {"emailAddress": {"address": person.email}}}
        meeting["webLink"] = f"{self.workspace.url}/calendar/{identity}"
        if given.get("isOnlineMeeting"):
            meeting["onlineMeeting"] = {"joinUrl": f"{self.workspace.url}/meeting/{identity}"}
        self.meetings[identity] = meeting
        return web.json_response(meeting, status=201)

    def _meeting(self, request: web.Request) -> Json:
        person = self._owner(request)
        meeting = self.meetings.get(request.match_info["event"], {})
        is_own = meeting.get("organizer") == {"emailAddress": {"address": person.email}}
        if not is_own or meeting.get("isCancelled"):
            raise GraphError(404, "ErrorItemNotFound", "The specified object was not found in the store.")
        return meeting

    def update(self, request: web.Request, body: Json) -> web.Response:
        meeting, given = self._meeting(request), checked(body, "event")
        if "transactionId" in given:
            raise GraphError(400, "ErrorInvalidPropertySet", "transactionId is given when an event is made")
        _check_event({**meeting, **given})
        meeting.update(given)
        return web.json_response(meeting)

    def cancel(self, request: web.Request, body: Json) -> web.Response:
        checked(camel(body), "cancel")
        meeting = self._meeting(request)
        if not meeting.get("attendees"):
            raise GraphError(400, "ErrorInvalidRequest", "You need to be an organizer to cancel a meeting.")
        meeting["isCancelled"] = True
        return web.Response(status=202)

    def send(self, request: web.Request, body: Json) -> web.Response:
        sender, given = self._owner(request), checked(camel(body), "sendMail")
        message = checked(given.get("message"), "message")
        recipients = message.get("toRecipients") or []
        if not recipients or not all("@" in r["emailAddress"].get("address", "") for r in recipients):
            raise GraphError(400, "ErrorInvalidRecipients", "At least one recipient is not valid.")
        at = self.workspace.now()
        self.mail.append({"from": sender.email, "at": at.isoformat(), **message})
        return web.Response(status=202)

    def _found(self, wanted: str) -> Person | None:
        """Whose mailbox it is. Værn itself has one, but no account."""
        people = self.workspace.store.people.values()
        return next((p for p in people if wanted.lower() in (p.graph_id, p.email)), None)

    def _owner(self, request: web.Request) -> Person:
        person = self._found(request.match_info["user"])
        if person is None:
            raise GraphError(404, "ErrorInvalidUser", "The requested user is invalid.")
        if person.id in self.without_mailbox:
            raise GraphError(404, "MailboxNotEnabledForRESTAPI", "The mailbox is inactive or on-premise.")
        if person.id in self.closed:
            raise GraphError(403, "ErrorAccessDenied", "Access is denied.")
        return person


def _check_event(event: Json) -> None:
    start, end = _span(event["start"], event["end"])
    if end < start:
        raise GraphError(400, "ErrorCalendarEndDateIsEarlierThanStartDate")
    if event.get("transactionId") == "":
        raise GraphError(400, "ErrorPropertyValidationFailure", "transactionId is empty")
    for attendee in event.get("attendees", []):
        if "@" not in attendee.get("emailAddress", {}).get("address", ""):
            raise GraphError(400, "ErrorPropertyValidationFailure", "an attendee has no address")


def _span(start: Json, end: Json) -> tuple[datetime, datetime]:
    return _moment(start), _moment(end)


def _moment(told: Json) -> datetime:
    zone = str(told.get("timeZone"))
    name = WINDOWS_ZONES.get(zone, zone)
    try:
        local = datetime.fromisoformat(str(told.get("dateTime")))
    except ValueError:
        raise GraphError(400, "ErrorInvalidDateTime", "dateTime cannot be read") from None
    if name not in known_zones():
        raise GraphError(400, "TimeZoneNotSupportedException", "A valid TimeZone value must be specified.")
    return local if local.tzinfo else local.replace(tzinfo=ZoneInfo(name))
