"""The Graph stand-in: who leads whom, calendars and mail."""

from typing import Any

import aiohttp
import pytest

from tests.workspace.hands import Hands
from tests.workspace.people import GRAPH_TOKEN
from tests.workspace.server import Workspace

pytestmark = pytest.mark.anyio
Json = dict[str, Any]
START = {"dateTime": "2026-11-23T09:00:00", "timeZone": "Europe/Copenhagen"}
END = {"dateTime": "2026-11-23T10:00:00", "timeZone": "Europe/Copenhagen"}


class Directory:
    def __init__(self, workspace: Workspace, session: aiohttp.ClientSession) -> None:
        self.base, self.session = f"{workspace.url}/graph/v1.0", session

    async def call(self, verb: str, path: str, token: str = GRAPH_TOKEN, **more: Any) -> tuple[int, Json]:
        headers = {"Authorization": f"Bearer {token}", **more.pop("headers", {})}
        async with self.session.request(verb, self.base + path, headers=headers, **more) as response:
            return response.status, await response.json() if response.content_length else {}


@pytest.fixture
def directory(workspace: Workspace, session: aiohttp.ClientSession) -> Directory:
    return Directory(workspace, session)


async def test_managers_are_found_until_the_top(directory: Directory) -> None:
    _, lars = await directory.call("GET", "/users/mette@herlev.example/manager")
    assert (lars["displayName"], lars["mail"]) == ("Lars Bak", "lars@herlev.example")
    _, dorte = await directory.call("GET", f"/users/{lars['id']}/manager?$select=displayName")
    assert dorte == {"@odata.type": "#microsoft.graph.user", "displayName": "Dorte Lind"}
    status, body = await directory.call("GET", "/users/dorte@herlev.example/manager")
    assert (status, body["error"]["code"]) == (404, "Request_ResourceNotFound")


async def test_expansion_of_all_levels_takes_the_header(directory: Directory) -> None:
    path = "/users/mette@herlev.example?$expand=manager($levels=max;$select=id,displayName)"
    assert (await directory.call("GET", path))[0] == 400
    _, mette = await directory.call("GET", path, headers={"ConsistencyLevel": "eventual"})
    assert mette["manager"]["manager"]["displayName"] == "Dorte Lind"


async def test_faults_of_the_caller_are_refused_as_graph_does(directory: Directory) -> None:
    for path, token, status in (
        ("/users/mette@herlev.example", "wrong", 401),
        ("/users/nobody@herlev.example", GRAPH_TOKEN, 404),
        ("/users/U0METTE", GRAPH_TOKEN, 404),
        ("/users/mette@herlev.example?$select=shoeSize", GRAPH_TOKEN, 400),
        ("/planets/mars", GRAPH_TOKEN, 400),
    ):
        assert (await directory.call("GET", path, token))[0] == status, path


async def test_a_meeting_with_the_same_transaction_is_made_once(directory: Directory) -> None:
    meeting = {"subject": "Samtale", "start": START, "end": END, "transactionId": "t1"}
    first = await directory.call("POST", "/users/lars@herlev.example/events", json=meeting)
    again = await directory.call("POST", "/users/lars@herlev.example/events", json=meeting)
    assert first[0] == again[0] == 201
    assert first[1]["id"] == again[1]["id"]
    odd = await directory.call("POST", "/users/lars@herlev.example/events", json={**meeting, "colour": 1})
    assert odd[0] == 400


async def test_mail_is_kept_for_the_test_to_read(directory: Directory, mette: Hands) -> None:
    to = [{"emailAddress": {"address": "hanne@herlev.example"}}]
    mail = {"Message": {"subject": "Hej", "toRecipients": to}, "SaveToSentItems": True}
    assert (await directory.call("POST", "/users/lars@herlev.example/sendMail", json=mail))[0] == 202
    assert (await mette.asks("mail"))["mail"][0]["subject"] == "Hej"
    nobody = {"message": {"subject": "Hej", "toRecipients": []}}
    assert (await directory.call("POST", "/users/lars@herlev.example/sendMail", json=nobody))[0] == 400


async def test_schedules_and_automatic_replies(workspace: Workspace, directory: Directory) -> None:
    workspace.graph.mailboxes.busy["lars@herlev.example"] = "2"
    workspace.graph.mailboxes.out_of_office["U0LARS"] = {"status": "alwaysEnabled"}
    asked = {"Schedules": ["lars@herlev.example"], "StartTime": START, "EndTime": END}
    _, schedule = await directory.call("POST", "/users/lars@herlev.example/calendar/getSchedule", json=asked)
    assert schedule["value"][0]["availabilityView"] == "20"
    _, settings = await directory.call("GET", "/users/lars@herlev.example/mailboxSettings")
    assert settings["automaticRepliesSetting"]["status"] == "alwaysEnabled"


async def test_group_members_come_in_pages(directory: Directory) -> None:
    _, page = await directory.call("GET", "/groups/group-hr/members?$top=2&$select=mail")
    following = page["@odata.nextLink"].removeprefix(directory.base)
    _, rest = await directory.call("GET", following)
    assert [m["mail"] for m in page["value"] + rest["value"]] == [
        "hanne@herlev.example",
        "dorte@herlev.example",
        "sofie@herlev.example",
    ]


async def test_graph_meets_faults(directory: Directory, mette: Hands) -> None:
    await mette.does("faults", method="graph", retry_after=2)
    assert (await directory.call("GET", "/users/mette@herlev.example"))[0] == 429
    assert (await directory.call("GET", "/users/mette@herlev.example"))[0] == 200
