"""Microsoft Graph: when people are free, meetings, mail."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.graph.answers import GraphRefused, GraphUnavailable
from bot.graph.meeting import Meeting
from tests.bot.graph.graph_given import DORTE, LARS, METTE, Given, Slow, Stranger, asking, given
from tests.bot.raw_http import Answer, cut, json, served, silent, text

pytestmark = pytest.mark.anyio
ANNE, LEGAL, SENDER = "anne@herlev.example", "jura@herlev.example", "vaern@herlev.example"
COPENHAGEN = "Europe/Copenhagen"
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo(COPENHAGEN))
HOUR = timedelta(hours=1)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def here() -> AsyncIterator[Given]:
    async with given() as made:
        yield made


async def seen(here: Given, *mails: str) -> dict[str, str]:
    return await here.graph.availability(LARS, mails, NOW, NOW + 2 * HOUR, COPENHAGEN)


async def test_free_and_busy_come_by_the_half_hour(here: Given) -> None:
    here.mailboxes.busy = {LARS: "2034"}
    assert await seen(here, LARS, ANNE) == {LARS: "2034", ANNE: "0000"}


async def test_a_calendar_that_cannot_be_read_is_unknown_and_no_hindrance(here: Given) -> None:
    here.mailboxes.closed.add("U0ANNE")
    here.mailboxes.without_mailbox.add("U0METTE")
    unknown = "nobody@herlev.example"
    found = await seen(here, LARS, ANNE, METTE, unknown)
    assert found == {LARS: "0000", ANNE: "", METTE: "", unknown: ""}


async def test_addresses_are_the_same_in_capitals(here: Given) -> None:
    here.mailboxes.busy = {"Lars@Herlev.example": "2"}
    assert await seen(here, "Lars@Herlev.example") == {"Lars@Herlev.example": "2000"}


async def test_twenty_addresses_are_the_most(here: Given) -> None:
    assert len(await seen(here, *[f"a{n}@x.example" for n in range(20)])) == 20
    with pytest.raises(ValueError, match="20"):
        await seen(here, *[f"a{n}@x.example" for n in range(21)])


async def test_a_time_goes_out_as_the_clock_of_its_zone(here: Given) -> None:
    await here.graph.availability(LARS, [LARS], NOW.astimezone(UTC), NOW + HOUR, "Asia/Bangkok", minutes=15)
    ((_, _, body),) = here.workspace.graph.received
    assert body["StartTime"] == {"dateTime": "2026-11-24T15:30:00", "timeZone": "Asia/Bangkok"}
    assert body["AvailabilityViewInterval"] == 15


async def book(here: Given, transaction: str = "sag-1-samtale", organiser: str = LARS) -> str:
    talk = Meeting("Samtale", "Vi ses.", NOW, NOW + HOUR, COPENHAGEN)
    return await here.graph.book(organiser, [METTE, ANNE], talk, transaction=transaction)


async def test_a_meeting_is_private_busy_and_without_a_link(here: Given) -> None:
    meeting = here.workspace.graph.meetings[await book(here)]
    assert (meeting["sensitivity"], meeting["showAs"]) == ("private", "busy")
    assert (meeting["subject"], meeting["body"]["content"]) == ("Samtale", "Vi ses.")
    assert meeting["start"] == {"dateTime": "2026-11-24T09:30:00", "timeZone": COPENHAGEN}
    assert [a["emailAddress"]["address"] for a in meeting["attendees"]] == [METTE, ANNE]
    assert "isOnlineMeeting" not in meeting


async def test_its_id_lasts(here: Given) -> None:
    assert (await book(here)).startswith("AAkALg")


async def test_the_same_transaction_books_once(here: Given) -> None:
    assert await book(here) == await book(here)
    assert await book(here, "sag-1-ny") != await book(here, organiser=DORTE)
    assert len(here.workspace.graph.meetings) == 3


@pytest.mark.parametrize("fault", [{"status": 504}, {"status": 503, "retry_after": 1}, {"status": 429}])
async def test_a_meeting_is_booked_once_by_repeats_too(here: Given, fault: dict[str, Any]) -> None:
    here.meets(**fault)
    await book(here)
    assert (len(here.calls), len(here.workspace.graph.meetings)) == (2, 1)


async def test_a_booking_whose_answer_is_lost_is_unknown_and_may_be_repeated(here: Given) -> None:
    here.meets(drop="after")
    with pytest.raises(GraphUnavailable) as error:
        await book(here)
    assert error.value.is_unknown
    await book(here)
    assert len(here.workspace.graph.meetings) == 1


async def test_a_booking_without_an_id_is_unknown() -> None:
    async with served(json(201)) as server, asking(server.url) as graph:
        with pytest.raises(GraphUnavailable) as error:
            await graph.book(LARS, [], Meeting("", "", NOW, NOW, "UTC"), transaction="t")
    assert error.value.is_unknown


async def test_a_closed_calendar_takes_no_meeting(here: Given) -> None:
    here.mailboxes.closed.add("U0LARS")
    with pytest.raises(GraphRefused) as refusal:
        await book(here)
    assert (refusal.value.status, refusal.value.code) == (403, "ErrorAccessDenied")


async def test_a_meeting_is_moved_and_stays_the_same(here: Given) -> None:
    event = await book(here)
    await here.graph.move(LARS, event, NOW + HOUR, NOW + 2 * HOUR, "UTC")
    meeting = here.workspace.graph.meetings[event]
    assert meeting["start"] == {"dateTime": "2026-11-24T09:30:00", "timeZone": "UTC"}
    assert (meeting["subject"], meeting["sensitivity"]) == ("Samtale", "private")


async def test_a_meeting_is_cancelled_once_and_again(here: Given) -> None:
    event = await book(here)
    await here.graph.cancel(LARS, event)
    await here.graph.cancel(LARS, event)
    await here.graph.cancel(LARS, "never-there")
    assert here.workspace.graph.meetings[event]["isCancelled"]


async def test_a_meeting_that_is_gone_is_not_moved(here: Given) -> None:
    with pytest.raises(GraphRefused) as refusal:
        await here.graph.move(LARS, "never-there", NOW, NOW + HOUR, COPENHAGEN)
    assert refusal.value.code == "ErrorItemNotFound"


async def test_a_mailbox_that_is_gone_is_not_taken_for_a_cancelled_meeting(here: Given) -> None:
    event = await book(here)
    here.mailboxes.without_mailbox.add("U0LARS")
    with pytest.raises(GraphRefused):
        await here.graph.cancel(LARS, event)


async def write(here: Given, to: str = LEGAL) -> None:
    await here.graph.send_mail(SENDER, to, "Sag 2026-0042", "Et link.")


async def test_a_mail_is_sent_as_text(here: Given) -> None:
    await write(here)
    (mail,) = here.workspace.graph.mail
    assert (mail["from"], mail["subject"]) == (SENDER, "Sag 2026-0042")
    assert mail["body"] == {"contentType": "text", "content": "Et link."}
    assert [r["emailAddress"]["address"] for r in mail["toRecipients"]] == [LEGAL]


@pytest.mark.parametrize("fault", [{"status": 504}, {"status": 500}, {"drop": "before"}, {"drop": "after"}])
async def test_a_mail_whose_fate_is_unknown_is_never_sent_again(here: Given, fault: dict[str, Any]) -> None:
    here.meets(**fault)
    with pytest.raises(GraphUnavailable) as error:
        await write(here)
    assert error.value.is_unknown
    assert here.workspace.faults.rules == []
    assert len(here.workspace.graph.mail) <= 1


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_a_mail_that_a_slow_graph_took_is_unknown(moment: str) -> None:
    async with given(seconds=2) as here:
        here.meets(hold=moment)
        with pytest.raises(GraphUnavailable) as error:
            await write(here)
        assert error.value.is_unknown


@pytest.mark.parametrize("answer", [silent, cut, text("<html>Sign in</html>")])
async def test_a_mail_to_whom_it_may_be_is_unknown(answer: Answer) -> None:
    async with served(answer) as server, asking(server.url, seconds=2) as graph:
        with pytest.raises(GraphUnavailable) as error:
            await graph.send_mail(SENDER, LEGAL, "Sag 1", "Tekst")
    assert error.value.is_unknown
    assert len(server.seen) == 1


@pytest.mark.parametrize("status", [429, 503])
async def test_a_mail_that_a_busy_graph_did_not_take_may_be_sent_later(here: Given, status: int) -> None:
    here.meets(status=status, retry_after=1)
    with pytest.raises(GraphUnavailable) as error:
        await write(here)
    assert (error.value.is_unknown, error.value.retry_after) == (False, 1)
    assert (len(here.calls), here.workspace.graph.mail) == (1, [])


async def test_a_mail_that_never_left_may_be_sent_later() -> None:
    async with asking("http://127.0.0.1:1") as graph:
        with pytest.raises(GraphUnavailable) as error:
            await graph.send_mail(SENDER, LEGAL, "Sag 1", "Tekst")
    assert not error.value.is_unknown


async def test_a_mail_whose_token_never_came_may_be_sent_later() -> None:
    async with given(Slow(), seconds=2) as here:
        with pytest.raises(GraphUnavailable) as error:
            await write(here)
        assert (error.value.is_unknown, here.calls) == (False, [])


async def test_a_mail_without_a_right_recipient_or_token_is_refused(here: Given) -> None:
    with pytest.raises(GraphRefused) as refusal:
        await write(here, to="jura")
    assert refusal.value.code == "ErrorInvalidRecipients"
    async with given(Stranger()) as elsewhere:
        with pytest.raises(GraphRefused, match="401"):
            await write(elsewhere)
