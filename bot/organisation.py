"""organisation.toml: read, checked, and its e-mail addresses turned into Slack user ids."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import time
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot.misconfigured import Misconfigured
from bot.organisation_faults import sentences
from bot.organisation_values import (
    ENTRA_ID,
    LONGEST_URL,
    Address,
    Day,
    Mail,
    Phone,
    Text,
    numbers_alone,
)
from bot.zones import known_zones
from flows.times import limits, periods
from flows.times.periods import Periods
from flows.times.times import STANDARD, Times
from storage.keys import read_recipient


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Hours(_Section):
    """Working hours, and days that are closed besides the public holidays."""

    opens: time = time(8)
    closes: time = time(16)
    zone: str = "Europe/Copenhagen"
    closed_days: tuple[Day, ...] = ()

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

    name: Text
    phone: Phone
    who_may_call: Text


class OnCallSection(_Section):
    """Who is alerted at danger besides the leader."""

    name: Text
    phone: Phone
    people: tuple[Address, ...] = Field(min_length=1)


class PlatformSection(_Section):
    """A page where content can be reported."""

    key: Text
    name: Text
    url: str
    checked_on: Day

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

    name: Text
    leader: Address
    deputy: Address
    next_leader: Mail = ""
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

    name: Text
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
    times: Times = STANDARD
    retention: Periods = periods.STANDARD

    @field_validator("times", "retention", mode="before")
    @classmethod
    def _numbers(cls, value: object) -> object:
        return numbers_alone(value)

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
    raw: dict[str, Any] = {}
    try:
        raw = tomllib.loads(path.read_text("utf-8-sig"))
        file = File.model_validate(raw)
    except FileNotFoundError:
        fault = f"{path.name} is missing. Copy organisation.example.toml to {path.name} and fill it in."
    except OSError:
        fault = f"{path.name} cannot be read. Make it a file that Værn may read."
    except UnicodeDecodeError:
        fault = f"{path.name} cannot be read. Save it as UTF-8."
    except tomllib.TOMLDecodeError as error:
        fault = f"{path.name} cannot be read: {error}. Mend that line."
    except RecursionError:
        fault = f"{path.name} cannot be read: a list has too many lists in it. Mend that line."
    except ValidationError as error:
        raise Misconfigured(sentences(path.name, error, raw)) from None
    else:
        if unclear := ambiguities(file):
            raise Misconfigured([f"{path.name}: {fault}" for fault in unclear])
        return file
    raise Misconfigured([fault])


def ambiguities(file: File) -> list[str]:
    """What each setting allows by itself and what cannot be meant together, in sentences."""
    return [*_unclear_departments(file), *limits.faults(file.times), *periods.faults(file.retention)]


def _unclear_departments(file: File) -> list[str]:
    names = Counter(part.name.strip().casefold() for part in file.departments)
    found = [
        f'two departments are called "{part.name}". Give each a name of its own.'
        for part in {part.name.strip().casefold(): part for part in file.departments}.values()
        if names[part.name.strip().casefold()] > 1
    ]
    places: dict[str, str] = {}
    for part in file.departments:
        found += [
            f'department "{part.name}": {part.leader} is both leader and {other}. Name another {other}.'
            for other, address in (("deputy", part.deputy), ("next_leader", part.next_leader))
            if address.casefold() == part.leader.casefold()
        ]
        for member in dict.fromkeys(map(str.casefold, part.members)):
            if member in places and places[member] != part.name:
                both = f'"{places[member]}" and of "{part.name}"'
                found.append(f"{member} is a member of {both}. Name them in one of the two.")
            places.setdefault(member, part.name)
    return found


def faults_of(path: Path, *, has_graph: bool) -> list[str]:
    """What is wrong with the file, nothing when it can be used; some of it needs the settings of Graph."""
    try:
        graph = load(path).graph
    except Misconfigured as wrong:
        return wrong.faults
    needing = [f"graph.{name}" for name in ("sender", "drive") if getattr(graph, name)]
    if has_graph or not needing:
        return []
    mend = "Set GRAPH_TENANT_ID, GRAPH_CLIENT_ID and GRAPH_CLIENT_SECRET, or remove it."
    return [f"{path.name}: {name} needs Microsoft Graph. {mend}" for name in needing]
