"""The Graph stand-in refuses what Graph refuses."""

from collections.abc import Callable
from typing import Any

import aiohttp
import pytest

from tests.workspace.people import GRAPH_TOKEN
from tests.workspace.server import Workspace

pytestmark = pytest.mark.anyio
Json = dict[str, Any]
LARS, METTE = "lars@herlev.example", "mette@herlev.example"
TIMES = {
    "start": {"dateTime": "2026-11-23T09:00:00", "timeZone": "Europe/Copenhagen"},
    "end": {"dateTime": "2026-11-23T10:00:00", "timeZone": "Romance Standard Time"},
}
MEETING = {"subject": "Samtale", "attendees": [{"emailAddress": {"address": METTE}}], **TIMES}
ASKED = {"Schedules": [LARS], "StartTime": TIMES["start"], "EndTime": TIMES["end"]}
MAIL = {"subject": "Hej", "toRecipients": [{"emailAddress": {"address": METTE}}]}
PIECE = 320 * 1024
Call = Callable[..., Any]


@pytest.fixture
def call(workspace: Workspace, session: aiohttp.ClientSession) -> Call:
    async def made(verb: str, path: str, body: Json | None = None, **headers: str) -> tuple[int, Json]:
        sent = {"Authorization": f"Bearer {GRAPH_TOKEN}", **headers}
        address = f"{workspace.url}/graph/v1.0{path}"
        async with session.request(verb, address, json=body, headers=sent) as response:
            return response.status, await response.json() if response.content_length else {}

    return made


def moment(clock: str, zone: str = "UTC") -> Json:
    return {"dateTime": clock, "timeZone": zone}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"colour": 1}, "RequestBodyRead"),
        ({"sensitivity": "secret"}, "RequestBodyRead"),
        ({"showAs": "Busy"}, "RequestBodyRead"),
        ({"body": {"contentType": "markdown", "content": ""}}, "RequestBodyRead"),
        ({"body": "Vi ses"}, "RequestBodyRead"),
        ({"attendees": {}}, "RequestBodyRead"),
        ({"attendees": [{"address": METTE}]}, "RequestBodyRead"),
        ({"attendees": [{"emailAddress": {"address": "Mette"}}]}, "ErrorPropertyValidationFailure"),
        ({"reminderMinutesBeforeStart": True}, "RequestBodyRead"),
        ({"transactionId": 7}, "RequestBodyRead"),
        ({"transactionId": ""}, "ErrorPropertyValidationFailure"),
        ({"subject": None}, "ErrorPropertyValidationFailure"),
        ({"start": None}, "ErrorPropertyValidationFailure"),
        ({"end": None}, "ErrorPropertyValidationFailure"),
        ({"end": moment("2026-11-22T09:00:00")}, "ErrorCalendarEndDateIsEarlierThanStartDate"),
        ({"end": moment("2026-11-24T09:00:00", "Mars")}, "TimeZoneNotSupportedException"),
        ({"end": moment("i morgen")}, "ErrorInvalidDateTime"),
    ],
)
async def test_a_meeting_that_is_not_right(workspace: Workspace, call: Call, change: Json, code: str) -> None:
    status, body = await call("POST", f"/users/{LARS}/events", MEETING | change)
    assert (status, body["error"]["code"], workspace.graph.meetings) == (400, code, {})


async def test_a_transaction_id_is_of_a_new_meeting_alone(call: Call) -> None:
    _, meeting = await call("POST", f"/users/{LARS}/events", MEETING)
    path = f"/users/{LARS}/events/{meeting['id']}"
    assert (await call("PATCH", path, {"transactionId": "t"}))[0] == 400
    assert (await call("PATCH", path, {"end": moment("2026-11-22T09:00:00")}))[0] == 400
    assert (await call("PATCH", path, {"sensitivity": "private"}))[0] == 200


async def test_a_meeting_is_its_organisers_and_cancelled_once(call: Call) -> None:
    _, meeting = await call("POST", f"/users/{LARS}/events", MEETING)
    path = f"events/{meeting['id']}/cancel"
    assert (await call("POST", f"/users/{METTE}/{path}", {}))[0] == 404
    assert (await call("POST", f"/users/{LARS}/{path}", {"reason": ""}))[0] == 400
    assert (await call("POST", f"/users/{LARS}/{path}", {}))[0] == 202
    assert (await call("POST", f"/users/{LARS}/{path}", {}))[0] == 404


@pytest.mark.parametrize(
    "change",
    [
        {"Schedules": [LARS] * 21},
        {"EndTime": moment("2027-01-25T09:00:00")},
        {"AvailabilityViewInterval": 1},
        {"AvailabilityViewInterval": "PT30M"},
        {"Zone": "UTC"},
        {"EndTime": "2026-11-23T10:00:00"},
    ],
)
async def test_a_question_for_schedules_that_is_not_right(call: Call, change: Json) -> None:
    assert (await call("POST", f"/users/{LARS}/calendar/getSchedule", ASKED | change))[0] == 400


async def test_a_schedule_that_cannot_be_read_is_an_error_of_its_own(
    workspace: Workspace, call: Call
) -> None:
    workspace.graph.mailboxes.closed.add("U0METTE")
    asked = ASKED | {"Schedules": [LARS, METTE, "nobody@x.example"]}
    _, body = await call("POST", f"/users/{LARS}/calendar/getSchedule", asked)
    lars, mette, nobody = body["value"]
    assert lars["availabilityView"] == "00"
    assert (mette["error"]["responseCode"], "availabilityView" in mette) == ("ErrorNoFreeBusyAccess", False)
    assert nobody["error"]["responseCode"] == "ErrorMailRecipientNotFound"


@pytest.mark.parametrize(("kind", "status"), [("closed", 403), ("without_mailbox", 404)])
async def test_a_mailbox_that_is_closed_or_not_there(
    workspace: Workspace, call: Call, kind: str, status: int
) -> None:
    getattr(workspace.graph.mailboxes, kind).add("U0LARS")
    assert (await call("GET", f"/users/{LARS}/mailboxSettings"))[0] == status
    assert (await call("POST", f"/users/{LARS}/events", MEETING))[0] == status
    assert (await call("POST", f"/users/{LARS}/sendMail", {"message": MAIL}))[0] == status
    assert (await call("POST", f"/users/{LARS}/calendar/getSchedule", ASKED))[0] == status


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"message": {"subject": "Hej"}},
        {"message": MAIL | {"toRecipients": [{"emailAddress": {"address": "Mette"}}]}},
        {"message": MAIL | {"importance": "urgent"}},
        {"message": MAIL, "later": True},
    ],
)
async def test_a_mail_that_is_not_right(workspace: Workspace, call: Call, body: Json) -> None:
    assert (await call("POST", f"/users/{LARS}/sendMail", body))[0] == 400
    assert workspace.graph.mail == []


async def test_a_loop_of_managers_goes_as_far_as_the_levels(workspace: Workspace, call: Call) -> None:
    workspace.store.people["U0LARS"].manager = "U0METTE"
    path = f"/users/{METTE}?$select=id&$expand=manager($levels=2;$select=mail)"
    _, mette = await call("GET", path, ConsistencyLevel="eventual")
    assert mette["manager"]["manager"]["mail"] == METTE
    assert "manager" not in mette["manager"]["manager"]
    path = f"/users/{METTE}?$expand=manager($levels=max)"
    assert (await call("GET", path, ConsistencyLevel="eventual"))[0] == 200


async def test_a_session_is_opened_where_there_is_room(workspace: Workspace, call: Call) -> None:
    path = "/drives/b!herlev-hr/root:/Sager/1.zip:/createUploadSession"
    assert (await call("POST", path, {"item": {"colour": 1}}))[0] == 400
    assert (await call("POST", path, {"item": {"@microsoft.graph.conflictBehavior": "merge"}}))[0] == 400
    assert (await call("POST", path.replace("herlev", "mars"), {}))[0] == 404
    workspace.graph.drives.files["b!herlev-hr", "Sager/1.zip"] = b"1"
    assert (await call("POST", path, {}))[0] == 409


async def test_pieces_come_in_turn_and_in_units(
    workspace: Workspace, session: aiohttp.ClientSession, call: Call
) -> None:
    _, opened = await call("POST", "/drives/b!herlev-hr/root:/1.zip:/createUploadSession", {})
    size = PIECE + 10

    async def put(first: int, data: bytes, span: str = "", **headers: str) -> int:
        told = span or f"bytes {first}-{first + len(data) - 1}/{size}"
        sent = {"Content-Range": told, **headers}
        async with session.put(opened["uploadUrl"], data=data, headers=sent) as response:
            return response.status

    assert await put(0, bytes(PIECE), Authorization=f"Bearer {GRAPH_TOKEN}") == 401
    assert await put(0, bytes(PIECE), span="all") == 400
    assert await put(0, bytes(PIECE), span=f"bytes 0-9/{size}") == 400
    assert await put(0, bytes(1000)) == 400
    assert await put(PIECE, bytes(10)) == 416
    assert await put(0, bytes(PIECE)) == 202
    assert await put(0, bytes(PIECE)) == 416
    async with session.get(opened["uploadUrl"]) as response:
        assert (await response.json())["nextExpectedRanges"] == [f"{PIECE}-"]
    assert await put(PIECE, bytes(10)) == 201
    assert await put(PIECE, bytes(10)) == 404
    assert len(workspace.graph.drives.files["b!herlev-hr", "1.zip"]) == size


@pytest.mark.parametrize("body", ["{", "[]", '"x"'])
async def test_a_body_that_is_no_object(
    workspace: Workspace, session: aiohttp.ClientSession, body: str
) -> None:
    headers = {"Authorization": f"Bearer {GRAPH_TOKEN}"}
    address = f"{workspace.url}/graph/v1.0/users/{LARS}/events"
    async with session.post(address, data=body, headers=headers) as response:
        assert response.status == 400
