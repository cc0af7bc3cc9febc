"""Microsoft Graph: who leads whom, who is away, when people are free, meetings, mail and dossiers.

Every call raises GraphUnavailable (try again later) and GraphRefused (go on without). A mailbox and a
calendar are named by mail or directory id.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import httpx
from azure.core.credentials_async import AsyncTokenCredential
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_http.middleware.options import RetryHandlerOption
from msgraph.generated.drives.item.items.item.create_upload_session.create_upload_session_post_request_body import (  # noqa: E501
    CreateUploadSessionPostRequestBody,
)
from msgraph.generated.groups.item.members.members_request_builder import MembersRequestBuilder
from msgraph.generated.models.event import Event
from msgraph.generated.users.item.calendar.get_schedule.get_schedule_post_request_body import (
    GetSchedulePostRequestBody,
)
from msgraph.generated.users.item.events.item.cancel.cancel_post_request_body import CancelPostRequestBody
from msgraph.generated.users.item.mailbox_settings.mailbox_settings_request_builder import (
    MailboxSettingsRequestBuilder,
)
from msgraph.generated.users.item.user_item_request_builder import UserItemRequestBuilder

from bot.graph.answers import GraphRefused, GraphUnavailable
from bot.graph.bodies import event, letter, moment, read_moment
from bot.graph.connection import Connection
from bot.graph.meeting import Meeting
from bot.graph.upload import Data, Upload, is_upload_address
from bot.settings import GraphSettings
from bot.zones import zone_named
from flows.people.presence import Presence

SECONDS = 15.0
UPLOAD_SECONDS = 300.0
LEVELS = 2
MOST_ADDRESSES = 20
"""Of one getSchedule: learn.microsoft.com/graph/api/calendar-getschedule."""
MOST_PAGES = 20
_User = UserItemRequestBuilder.UserItemRequestBuilderGetQueryParameters
_Mailbox = MailboxSettingsRequestBuilder.MailboxSettingsRequestBuilderGetQueryParameters
_Members = MembersRequestBuilder.MembersRequestBuilderGetQueryParameters


@dataclass(frozen=True)
class Manager:
    """A leader in Entra. `id` is the directory's."""

    id: str
    mail: str


class Graph:
    """The calls the product makes, each answered or given up in time; a whole upload has its own limit."""

    def __init__(
        self,
        settings: GraphSettings,
        credential: AsyncTokenCredential | None = None,
        *,
        seconds: float = SECONDS,
        upload_seconds: float = UPLOAD_SECONDS,
    ) -> None:
        self._connection = Connection(settings, credential, seconds)
        self._users = self._connection.client.users
        self._upload_seconds = upload_seconds

    async def is_let_in(self) -> bool:
        """Whether Microsoft lets us in: a secret runs out after two years at most."""
        return await self._connection.is_let_in()

    async def leaders(self, user: str) -> tuple[Manager, ...]:
        """The leader and the leader's leader. Shorter where the chain ends, goes round, or comes to somebody
        without a mailbox or with a disabled account. Needs User.Read.All.
        """
        fields = "id,mail,accountEnabled"
        config: RequestConfiguration[Any] = RequestConfiguration(
            query_parameters=_User(select=["id"], expand=[f"manager($levels={LEVELS};$select={fields})"])
        )
        config.headers.add("ConsistencyLevel", "eventual")  # Without it Graph refuses $levels.
        builder = self._users.by_user_id(user)
        try:
            answer = await self._connection.answer(builder.to_get_request_information(config))
        except GraphRefused as refusal:
            if refusal.status == 404:
                return ()
            raise
        return _chain(answer)

    async def department(self, user: str) -> str | None:
        """The department's name as Entra has it; None when it has none. Needs User.Read.All."""
        config = RequestConfiguration(query_parameters=_User(select=["department"]))
        builder = self._users.by_user_id(user)
        try:
            answer = await self._connection.answer(builder.to_get_request_information(config))
        except GraphRefused as refusal:
            if refusal.status == 404:
                return None
            raise
        return str(answer.get("department") or "") or None

    async def absence(self, user: str, now: datetime, zone: str) -> Presence:
        """Whether automatic replies are on, and until when. Their text is never read.

        Where the zone of their times is not known, that of the mailbox counts, and where that is not known
        either, the person's own `zone`. Needs MailboxSettings.Read.
        """
        config = RequestConfiguration(
            query_parameters=_Mailbox(select=["automaticRepliesSetting", "timeZone"])
        )
        request = self._users.by_user_id(user).mailbox_settings.to_get_request_information(config)
        answer = await self._connection.answer(request)
        otherwise = zone_named(str(answer.get("timeZone") or "")) or zone
        return _absence(answer.get("automaticRepliesSetting"), now, otherwise)

    async def members(self, group: str) -> tuple[str, ...]:
        """The mails of an Entra group's enabled users. Needs GroupMember.Read.All and User.Read.All."""
        config = RequestConfiguration(
            query_parameters=_Members(select=["id", "mail", "accountEnabled"], top=100)
        )
        builder = self._connection.client.groups.by_group_id(group).members
        request, mails = builder.to_get_request_information(config), list[str]()
        async with self._connection.within():
            for _ in range(MOST_PAGES):
                page = await self._connection.answer(request)
                mails += [str(m["mail"]) for m in _entries(page) if _is_usable(m)]
                following = str(page.get("@odata.nextLink") or "")
                if not following:
                    return tuple(mails)
                if not self._connection.is_own(following):
                    raise GraphRefused(200, "foreignNextLink")
                request = builder.with_url(following).to_get_request_information()
        raise GraphRefused(200, "tooManyPages")

    async def availability(
        self,
        asked_as: str,
        mails: Sequence[str],
        start: datetime,
        end: datetime,
        zone: str,
        *,
        minutes: int = 30,
    ) -> dict[str, str]:
        """Free and busy by mail: a character for each `minutes` from `start`, "" where it cannot be read.

        0 is free, 1 tentative, 2 busy, 3 out of office, 4 working elsewhere. Needs Calendars.ReadWrite, as
        `book` does. Raises ValueError for more than 20 addresses.
        """
        if len(mails) > MOST_ADDRESSES:
            raise ValueError(f"at most {MOST_ADDRESSES} addresses")
        body = GetSchedulePostRequestBody(
            schedules=list(mails),
            start_time=moment(start, zone),
            end_time=moment(end, zone),
            availability_view_interval=minutes,
        )
        builder = self._users.by_user_id(asked_as).calendar.get_schedule
        answer = await self._connection.answer(builder.to_post_request_information(body))
        views = {
            str(found.get("scheduleId")).lower(): str(found.get("availabilityView") or "")
            for found in _entries(answer)
            if not found.get("error")
        }
        return {mail: views.get(mail.lower(), "") for mail in mails}

    async def book(
        self,
        organiser: str,
        attendees: Sequence[str],
        meeting: Meeting,
        *,
        transaction: str,
    ) -> str:
        """Books a private meeting and gives its lasting id. The same `transaction` again books no second one.

        Needs Calendars.ReadWrite.
        """
        body = event(attendees, meeting, transaction)
        builder = self._users.by_user_id(organiser).events
        request = builder.to_post_request_information(body, _lasting_id())
        answer = await self._connection.answer(request, changes=True)
        if not answer.get("id"):
            raise GraphUnavailable("unreadable", is_unknown=True)
        return str(answer["id"])

    async def move(self, organiser: str, event: str, start: datetime, end: datetime, zone: str) -> None:
        """Moves a meeting; may be repeated. Needs Calendars.ReadWrite."""
        body = Event(start=moment(start, zone), end=moment(end, zone))
        builder = self._users.by_user_id(organiser).events.by_event_id(event)
        await self._connection.answer(builder.to_patch_request_information(body, _lasting_id()), changes=True)

    async def cancel(self, organiser: str, event: str) -> None:
        """Cancels a meeting; one that is gone is as good as cancelled. Needs Calendars.ReadWrite."""
        builder = self._users.by_user_id(organiser).events.by_event_id(event).cancel
        request = builder.to_post_request_information(CancelPostRequestBody(), _lasting_id())
        try:
            await self._connection.answer(request, changes=True)
        except GraphRefused as refusal:
            if refusal.code != "ErrorItemNotFound":
                raise

    async def send_mail(self, sender: str, to: str, subject: str, text: str) -> None:
        """Sends a mail, once: Graph has no key by which a repeated one would be known from the first.

        With `is_unknown` a person has to look in the sender's Sent Items. Needs Mail.Send.
        """
        once: RequestConfiguration[Any] = RequestConfiguration(
            options=[RetryHandlerOption(should_retry=False)]
        )
        builder = self._users.by_user_id(sender).send_mail
        request = builder.to_post_request_information(letter(to, subject, text), once)
        await self._connection.answer(request, changes=True)

    async def upload(self, drive: str, path: str, data: Data) -> None:
        """Puts a file in a SharePoint drive, in place of one already there; may be repeated.

        Needs Sites.Selected with the role write on the site. Raises ValueError for a file without bytes.
        """
        if not data:
            raise ValueError("a file without bytes")
        async with self._connection.within(self._upload_seconds):
            address = await self._session(drive, path)
            if not is_upload_address(address, self._connection.base_url):
                raise GraphRefused(200, "foreignUploadUrl")
            # Without the token: the address is already authenticated, and its host is another.
            async with httpx.AsyncClient(timeout=httpx.Timeout(60, connect=5)) as http:
                await Upload(http, address, data).run()

    async def _session(self, drive: str, path: str) -> str:
        # The SDK's own path would send root%3A%2F: the documented form is written out instead.
        place = f"{self._connection.base_url}/drives/{quote(drive, safe='!')}/root:/{quote(path)}:"
        body = CreateUploadSessionPostRequestBody(
            additional_data={"item": {"@microsoft.graph.conflictBehavior": "replace"}}
        )
        items = self._connection.client.drives.by_drive_id(drive).items
        builder = items.by_drive_item_id("root").create_upload_session
        request = builder.with_url(f"{place}/createUploadSession").to_post_request_information(body)
        return str((await self._connection.answer(request)).get("uploadUrl") or "")

    async def see_drive(self, drive: str) -> None:
        """Looks at a SharePoint drive, and changes nothing. Needs Sites.Selected."""
        builder = self._connection.client.drives.by_drive_id(drive)
        await self._connection.answer(builder.to_get_request_information())

    async def close(self) -> None:
        """Ends the connections."""
        await self._connection.close()


def _lasting_id() -> RequestConfiguration[Any]:
    """An event keeps this kind of id when it is moved to another folder."""
    config: RequestConfiguration[Any] = RequestConfiguration()
    config.headers.add("Prefer", 'IdType="ImmutableId"')
    return config


def _absence(replies: Any, now: datetime, zone: str) -> Presence:
    if not isinstance(replies, dict):
        return Presence()
    if replies.get("status") == "scheduled":
        begins = read_moment(replies.get("scheduledStartDateTime"), zone)
        ends = read_moment(replies.get("scheduledEndDateTime"), zone)
        if begins is None or ends is None or not begins <= now < ends:
            return Presence()
        return Presence(is_away=True, away_until=ends.astimezone(UTC))
    return Presence(is_away=replies.get("status") == "alwaysEnabled")


def _entries(answer: dict[str, Any]) -> list[dict[str, Any]]:
    value = answer.get("value")
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _is_usable(person: dict[str, Any]) -> bool:
    is_user = str(person.get("@odata.type") or "#microsoft.graph.user") == "#microsoft.graph.user"
    return is_user and person.get("accountEnabled") is not False and bool(person.get("mail"))


def _chain(answer: dict[str, Any]) -> tuple[Manager, ...]:
    found, seen, person = list[Manager](), {answer.get("id")}, answer.get("manager")
    while isinstance(person, dict) and person.get("id") not in seen and _is_usable(person):
        if not person.get("id") or len(found) == LEVELS:
            break
        found.append(Manager(str(person["id"]), str(person["mail"])))
        seen.add(person["id"])
        person = person.get("manager")
    return tuple(found)
