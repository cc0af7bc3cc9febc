"""The names by which Slack, Windows and Outlook know time zones."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from babel.core import get_global

from bot.zones import known_zones, zone_named


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Europe/Copenhagen", "Europe/Copenhagen"),
        ("EUROPE/copenhagen", "Europe/Copenhagen"),
        ("Romance Standard Time", "Europe/Paris"),
        ("ROMANCE STANDARD TIME", "Europe/Paris"),
        (" romance standard time ", "Europe/Paris"),
        ("utc", "UTC"),
        ("(UTC+01:00) Brussels, Copenhagen, Madrid, Paris", "Europe/Brussels"),
        ("(UTC+01:00) Bruxelles, København, Madrid, Paris", "Europe/Madrid"),
        ("(GMT+01:00) brussels, copenhagen, madrid, paris", "Europe/Brussels"),
        ("(UTC+00:00) Dublin, Edinburgh, Lisbon, London", "Europe/Dublin"),
        ("(UTC+12:00) Auckland, Wellington", "Pacific/Auckland"),
        ("(UTC-03:00) Nuuk", None),
        ("(UTC+09:00) Copenhagen", None),
        ("(UTC+01:00) Atlantis", None),
        ("(UTC+01:00)", None),
        ("tzone://Microsoft/Custom", None),
        ("Customized Time Zone", None),
        ("", None),
        ("../etc/passwd", None),
    ],
)
def test_a_zone_is_found_by_any_of_its_names(name: str, zone: str | None) -> None:
    assert zone_named(name) == zone


def test_every_zone_of_windows_is_known_in_any_case() -> None:
    for name in get_global("windows_zone_mapping"):
        for written in (name, name.lower(), name.upper()):
            found = zone_named(written)
            assert found
            assert ZoneInfo(found)


def test_every_zone_of_iana_is_itself() -> None:
    assert {name for name in known_zones() if zone_named(name) != name} == set()
