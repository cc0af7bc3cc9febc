"""The time zones that this machine knows, by the names that Slack, Windows and Outlook have for them.

Looking through them takes longer than all else about a person.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global

_SHOWN = re.compile(r"\((?:UTC|GMT)(?:([+-])(\d\d):(\d\d))?\) (.+)")
"""A zone as Windows shows it: "(UTC+01:00) Brussels, Copenhagen, Madrid, Paris", in whatever language."""
_WINTER, _SUMMER = datetime(2026, 1, 1), datetime(2026, 7, 1)  # noqa: DTZ001 - on the clock of each zone


@cache
def known_zones() -> frozenset[str]:
    """Their IANA names."""
    return frozenset(available_timezones())


def zone_named(name: str) -> str | None:
    """The IANA name of the zone that IANA or Windows names so, or Windows shows so, in upper or lower case.

    None when it is not known.
    """
    wanted = name.strip()
    return _names().get(wanted.casefold()) or _shown(wanted)


@cache
def _names() -> dict[str, str]:
    """By what each is named, without upper case: IANA's names, and those of Windows in CLDR's table."""
    windows = {name.casefold(): zone for name, zone in get_global("windows_zone_mapping").items()}
    return {**windows, **{zone.casefold(): zone for zone in sorted(known_zones())}}


@cache
def _cities() -> dict[str, str]:
    """The zones by the city after which each is named."""
    return {
        zone.rpartition("/")[2].replace("_", " ").casefold(): zone
        for zone in sorted(known_zones())
        if "/" in zone
    }


def _shown(name: str) -> str | None:
    """The zone of one of the cities that are shown, if that is as far from UTC as is shown too."""
    found = _SHOWN.fullmatch(name)
    if found is None:
        return None
    sign, hours, minutes, cities = found.groups()
    off = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    zones = (_cities().get(city.strip().casefold()) for city in cities.split(","))
    return next((zone for zone in zones if zone and off in _offsets(zone)), None)


def _offsets(zone: str) -> set[timedelta | None]:
    return {moment.replace(tzinfo=ZoneInfo(zone)).utcoffset() for moment in (_WINTER, _SUMMER)}
