"""organisation.toml: read, checked, and its e-mail addresses turned into Slack user ids."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot.misconfigured import Misconfigured
from bot.zones import known_zones
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
    except ValidationError as error:
        raise Misconfigured([_sentence(path, found, raw) for found in _apart(error)]) from None
    else:
        if unclear := ambiguities(file):
            raise Misconfigured([f"{path.name}: {fault}" for fault in unclear])
        return file
    raise Misconfigured([fault])


def ambiguities(file: File) -> list[str]:
    """What each setting allows by itself and what cannot be meant together, in sentences."""
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


def _sentence(path: Path, fault: dict[str, Any], raw: Mapping[str, Any]) -> str:
    place = _place(fault["loc"], raw)
    told = str(fault["msg"]).removeprefix("Value error, ")
    is_ours = fault["type"] == "value_error"
    otherwise = f"{told}." if is_ours else f"is not right: {told}. organisation.example.toml shows how."
    return f"{path.name}: {place} {MENDS.get(fault['type'], otherwise)}"


def _place(where: tuple[int | str, ...], raw: Mapping[str, Any]) -> str:
    """The setting as the file names it; a department by its name, where it has one."""
    if where[:1] == ("departments",) and len(where) > 1 and isinstance(where[1], int):
        part = raw["departments"][where[1]]
        name = part.get("name") if isinstance(part, dict) else None
        called = f'department "{name}"' if name else f"department number {where[1] + 1}"
        return ": ".join(filter(None, (called, ".".join(str(one) for one in where[2:]))))
    return ".".join(str(one) for one in where) or "the file"
