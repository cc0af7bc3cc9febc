"""organisation.toml: read, checked, and its e-mail addresses turned into Slack user ids."""

from __future__ import annotations

import tomllib
from collections.abc import Awaitable, Callable
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot.settings import Misconfigured
from flows.clocks import Calendar
from flows.organisation import CrisisHelp, Department, Organisation
from storage.keys import read_recipient


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Hours(_Section):
    """Working hours, and days that are closed besides the public holidays."""

    opens: time = time(8)
    closes: time = time(16)
    zone: str = "Europe/Copenhagen"
    closed_days: tuple[date, ...] = ()

    @field_validator("zone")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in available_timezones():
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


class DepartmentSection(_Section):
    """One department; everybody by e-mail address."""

    name: str = Field(min_length=1)
    leader: str = Field(min_length=3)
    deputy: str = Field(min_length=3)
    next_leader: str = ""
    representatives: tuple[str, ...] = Field(min_length=1)
    members: tuple[str, ...] = ()


class File(_Section):
    """The whole file."""

    name: str = Field(min_length=1)
    hr: tuple[str, ...] = Field(min_length=1)
    operators: tuple[str, ...] = Field(min_length=1)
    recovery_recipients: tuple[str, ...] = ()
    hours: Hours = Hours()
    crisis_help: CrisisHelpSection
    departments: tuple[DepartmentSection, ...] = Field(min_length=1)

    @field_validator("recovery_recipients")
    @classmethod
    def _age(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for text in value:
            read_recipient(text)
        return value


def read(path: Path) -> File:
    """The file, checked. Raises Misconfigured with every fault and what mends it."""
    try:
        return File.model_validate(tomllib.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        mend = f"{path.name} is missing. Copy organisation.example.toml to {path.name} and fill it in."
        raise Misconfigured([mend]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Misconfigured([f"{path.name} cannot be read: {error}. Mend that line."]) from None
    except ValidationError as error:
        raise Misconfigured([_sentence(path, fault) for fault in error.errors()]) from None


def _sentence(path: Path, fault: object) -> str:
    found = dict(fault)  # type: ignore[call-overload]
    place = ".".join(str(part) for part in found["loc"]) or "the file"
    mends = {
        "missing": "is missing. Add it; organisation.example.toml shows how.",
        "extra_forbidden": "is not a setting. Remove it, or mend its spelling.",
        "too_short": "is empty. Write at least one.",
        "string_too_short": "is empty. Write it.",
    }
    mend = mends.get(found["type"]) or f"is not right: {found['msg']}."
    return f"{path.name}: {place} {mend}"


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
    found = {*file.hr, *file.operators}
    for part in file.departments:
        found |= {part.leader, part.deputy, part.next_leader, *part.representatives, *part.members}
    return found - {""}


def _organisation(file: File, ids: dict[str, str]) -> Organisation:
    hours = file.hours
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
            )
            for part in file.departments
        ),
        hr=tuple(ids[m] for m in file.hr),
        operators=tuple(ids[m] for m in file.operators),
        crisis_help=CrisisHelp(**file.crisis_help.model_dump()),
        calendar=Calendar(ZoneInfo(hours.zone), hours.opens, hours.closes, frozenset(hours.closed_days)),
    )
