"""organisation.toml: read, checked, and its e-mail addresses turned into Slack user ids."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Awaitable, Callable
from datetime import date, time
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot.misconfigured import Misconfigured
from bot.zones import known_zones
from flows.calendar.working_time import Calendar
from flows.people.organisation import CrisisHelp, Department, OnCallContact, Organisation, PlatformLink
from storage.keys import read_recipient

Address = Annotated[str, Field(min_length=3)]


def _mail(value: str) -> str:
    if value and not re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]+", value):
        raise ValueError("must be a mail address like jura@example.dk")
    return value


Mail = Annotated[str, AfterValidator(_mail)]
ENTRA_ID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
LONGEST_URL = 3000
"""Of a link button: docs.slack.dev/reference/block-kit/block-elements/button-element."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Hours(_Section):
    """Working hours, and days that are closed besides the public holidays."""

    opens: time = time(8)
    closes: time = time(16)
    zone: str = "Europe/Copenhagen"
    closed_days: tuple[date, ...] = ()

    @field_validator("opens", "closes", mode="before")
    @classmethod
    def _of_a_clock(cls, value: object) -> object:
        # A bare number would be read as seconds after midnight.
        if not isinstance(value, time) and not re.fullmatch(r"[0-9]{2}:[0-9]{2}", str(value)):
            raise ValueError('must be a time like "08:00"')
        return value

    @field_validator("zone")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in known_zones():
            raise ValueError("is no time zone; write for example Europe/Copenhagen")
        return value

    @field_validator("closes")
    @classmethod
    def _after_opening(cls, value: time, info: object) -> time:
        opens = getattr(info, "data", {}).get("opens", time(8))
        if value <= opens:
            raise ValueError("must be later than opens")
        return value


class CrisisHelpSection(_Section):
    """Who gives crisis help."""

    name: str = Field(min_length=1)
    phone: str = Field(min_length=3)
    who_may_call: str = Field(min_length=1)


class OnCallSection(_Section):
    """Who is alerted at danger besides the leader."""

    name: str = Field(min_length=1)
    phone: str = Field(min_length=3)
    people: tuple[Address, ...] = Field(min_length=1)


class PlatformSection(_Section):
    """A page where content can be reported."""

    key: str = Field(min_length=1)
    name: str = Field(min_length=1)
    url: str
    checked_on: date

    @field_validator("name")
    @classmethod
    def _without_places(cls, value: str) -> str:
        # Names are said through the catalogue, in which brackets are places to fill in.
        if set(value) & set("{}"):
            raise ValueError("must be without { and }")
        return value

    @field_validator("url")
    @classmethod
    def _secure(cls, value: str) -> str:
        if not re.fullmatch(r"https://[^\s/?#]+\.[^\s]+", value) or len(value) > LONGEST_URL:
            raise ValueError("must be an address that begins with https://")
        return value


class DepartmentSection(_Section):
    """One department; everybody by e-mail address."""

    name: str = Field(min_length=1)
    leader: Address
    deputy: Address
    next_leader: str = ""
    representatives: tuple[Address, ...] = Field(min_length=1)
    representatives_group: str = ""
    members: tuple[Address, ...] = ()

    @field_validator("representatives_group")
    @classmethod
    def _of_entra(cls, value: str) -> str:
        if value and not re.fullmatch(ENTRA_ID, value):
            raise ValueError("must be the object id of a group in Entra")
        return value


class LegalSection(_Section):
    """Who gives legal advice."""

    mailbox: Mail = ""


class GraphSection(_Section):
    """What is done by Microsoft Graph besides finding people."""

    sender: Mail = ""
    drive: str = ""
    folder: str = ""

    @field_validator("folder")
    @classmethod
    def _plain(cls, value: str) -> str:
        # What SharePoint refuses in names, and what would lead out of the folder.
        if set(value) & set('"*:<>?|\\#%') or ".." in value.split("/"):
            raise ValueError("must be a folder like Sager/Digital chikane")
        return value.strip("/")


class File(_Section):
    """The whole file."""

    name: str = Field(min_length=1)
    hr: tuple[Address, ...] = Field(min_length=1)
    operators: tuple[Address, ...] = Field(min_length=1)
    recovery_recipients: tuple[str, ...] = ()
    hours: Hours = Hours()
    crisis_help: CrisisHelpSection
    on_call: OnCallSection | None = None
    departments: tuple[DepartmentSection, ...] = Field(min_length=1)
    platforms: tuple[PlatformSection, ...] = ()
    legal: LegalSection = LegalSection()
    graph: GraphSection = GraphSection()

    @field_validator("recovery_recipients")
    @classmethod
    def _age(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        try:
            for text in value:
                read_recipient(text)
        except ValueError:
            raise ValueError("must be age recipients, which begin with age1") from None
        return value

    @field_validator("platforms")
    @classmethod
    def _once(cls, value: tuple[PlatformSection, ...]) -> tuple[PlatformSection, ...]:
        if len({platform.key for platform in value}) < len(value):
            raise ValueError("must have a key of its own for each")
        return value


def load(path: Path) -> File:
    """The file, checked. Raises Misconfigured with every fault and what mends it."""
    try:
        return File.model_validate(tomllib.loads(path.read_text("utf-8-sig")))
    except FileNotFoundError:
        fault = f"{path.name} is missing. Copy organisation.example.toml to {path.name} and fill it in."
    except OSError:
        fault = f"{path.name} cannot be read. Make it a file that Værn may read."
    except UnicodeDecodeError:
        fault = f"{path.name} cannot be read. Save it as UTF-8."
    except tomllib.TOMLDecodeError as error:
        fault = f"{path.name} cannot be read: {error}. Mend that line."
    except ValidationError as error:
        raise Misconfigured([_sentence(path, found) for found in _apart(error)]) from None
    raise Misconfigured([fault])


def faults_of(path: Path) -> list[str]:
    """What is wrong with the file, nothing when it can be used."""
    try:
        load(path)
    except Misconfigured as wrong:
        return wrong.faults
    return []


def _apart(error: ValidationError) -> list[dict[str, Any]]:
    """Without the lists that are only found too short because an entry of theirs is wrong."""
    found: list[dict[str, Any]] = [dict(fault) for fault in error.errors()]
    places = [fault["loc"] for fault in found]

    def follows(fault: dict[str, Any]) -> bool:
        place = fault["loc"]
        return fault["type"] == "too_short" and any(p != place and p[: len(place)] == place for p in places)

    return [fault for fault in found if not follows(fault)]


MENDS = {
    "missing": "is missing. Add it; organisation.example.toml shows how.",
    "extra_forbidden": "is not a setting. Remove it, or mend its spelling.",
    "too_short": "is empty. Write at least one.",
    "string_too_short": "is empty. Write it.",
    "string_type": "must be text in quotation marks.",
    "tuple_type": "must be a list in square brackets.",
    "date_from_datetime_parsing": 'must be a date like "2026-12-24".',
    "date_from_datetime_inexact": 'must be a date like "2026-12-24".',
}


def _sentence(path: Path, fault: dict[str, Any]) -> str:
    place = ".".join(str(part) for part in fault["loc"]) or "the file"
    told = str(fault["msg"]).removeprefix("Value error, ")
    is_ours = fault["type"] == "value_error"
    otherwise = f"{told}." if is_ours else f"is not right: {told}. organisation.example.toml shows how."
    return f"{path.name}: {place} {MENDS.get(fault['type'], otherwise)}"


async def resolve(file: File, find: Callable[[str], Awaitable[str]]) -> Organisation:
    """The organisation with Slack user ids. `find` gives "" for an address that Slack does not know.

    Raises Misconfigured naming every such address.
    """
    ids = {mail: await find(mail) for mail in sorted(_addresses(file))}
    unknown = [mail for mail, person in ids.items() if not person]
    if unknown:
        raise Misconfigured(
            [
                f"organisation.toml: Slack knows nobody with the address {m}. Mend or remove it."
                for m in unknown
            ]
        )
    return _organisation(file, ids)


def _addresses(file: File) -> set[str]:
    found = {*file.hr, *file.operators, *(file.on_call.people if file.on_call else ())}
    for part in file.departments:
        found |= {part.leader, part.deputy, part.next_leader, *part.representatives, *part.members}
    return found - {""}


def _organisation(file: File, ids: dict[str, str]) -> Organisation:
    hours, on_call = file.hours, file.on_call
    return Organisation(
        name=file.name,
        departments=tuple(
            Department(
                name=part.name,
                leader=ids[part.leader],
                representatives=tuple(ids[m] for m in part.representatives),
                deputy=ids[part.deputy],
                next_leader=ids[part.next_leader] if part.next_leader else "",
                members=frozenset(ids[m] for m in part.members),
                representatives_group=part.representatives_group,
            )
            for part in file.departments
        ),
        hr=tuple(ids[m] for m in file.hr),
        operators=tuple(ids[m] for m in file.operators),
        crisis_help=CrisisHelp(**file.crisis_help.model_dump()),
        calendar=Calendar(ZoneInfo(hours.zone), hours.opens, hours.closes, frozenset(hours.closed_days)),
        on_call=OnCallContact(on_call.name, on_call.phone, tuple(ids[m] for m in on_call.people))
        if on_call
        else None,
        platforms=tuple(PlatformLink(**platform.model_dump()) for platform in file.platforms),
        legal_mailbox=file.legal.mailbox,
        sender=file.graph.sender,
        dossier_drive=file.graph.drive,
        dossier_folder=file.graph.folder,
    )
