"""The time zones that this machine knows, looked up once: that takes longer than all else in an answer."""

from functools import cache
from zoneinfo import available_timezones


@cache
def known_zones() -> frozenset[str]:
    """Their IANA names."""
    return frozenset(available_timezones())
