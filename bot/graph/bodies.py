"""What is sent to Microsoft Graph, and the times in what it answers."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from msgraph.generated.models.attendee import Attendee
from msgraph.generated.models.attendee_type import AttendeeType
from msgraph.generated.models.body_type import BodyType
from msgraph.generated.models.date_time_time_zone import DateTimeTimeZone
from msgraph.generated.models.email_address import EmailAddress
from msgraph.generated.models.event import Event
from msgraph.generated.models.free_busy_status import FreeBusyStatus
from msgraph.generated.models.item_body import ItemBody
from msgraph.generated.models.message import Message
from msgraph.generated.models.recipient import Recipient
from msgraph.generated.models.sensitivity import Sensitivity
from msgraph.generated.users.item.send_mail.send_mail_post_request_body import SendMailPostRequestBody

from bot.graph.meeting import Meeting
from bot.zones import zone_named

log = logging.getLogger(__name__)


def moment(at: datetime, zone: str) -> DateTimeTimeZone:
    """An aware time as Graph wants it: the clock of a zone, and the zone beside it."""
    local = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return DateTimeTimeZone(date_time=local.isoformat(timespec="seconds"), time_zone=zone)


def read_moment(told: Any, otherwise: str) -> datetime | None:
    """The aware time of a dateTimeTimeZone; `otherwise` is the zone that counts for one that is not known.

    Without a zone it is UTC, as Microsoft documents it.
    """
    if not isinstance(told, dict):
        return None
    name = str(told.get("timeZone") or "UTC")
    zone = zone_named(name)
    if zone is None:
        # Not its name: an administrator, or Outlook's owner, may have written anything there.
        log.warning("graph gave a zone that is not known: unknown_zone")
    try:
        local = datetime.fromisoformat(str(told.get("dateTime") or ""))
    except ValueError:
        return None
    return local.replace(tzinfo=ZoneInfo(zone or otherwise))


def event(attendees: Iterable[str], meeting: Meeting, transaction: str) -> Event:
    """A private meeting that shows as busy."""
    return Event(
        subject=meeting.subject,
        body=_plain(meeting.text),
        start=moment(meeting.start, meeting.zone),
        end=moment(meeting.end, meeting.zone),
        attendees=[
            Attendee(type=AttendeeType.Required, email_address=EmailAddress(address=mail))
            for mail in attendees
        ],
        sensitivity=Sensitivity.Private,
        show_as=FreeBusyStatus.Busy,
        transaction_id=transaction,
    )


def letter(to: str, subject: str, text: str) -> SendMailPostRequestBody:
    """A mail that stays in the sender's Sent Items, where a person can see whether it went."""
    return SendMailPostRequestBody(
        message=Message(
            subject=subject,
            body=_plain(text),
            to_recipients=[Recipient(email_address=EmailAddress(address=to))],
        ),
        save_to_sent_items=True,
    )


def _plain(text: str) -> ItemBody:
    return ItemBody(content_type=BodyType.Text, content=text)
