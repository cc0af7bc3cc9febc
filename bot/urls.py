"""Which addresses can be used, told before anybody is asked there."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

DATABASES = frozenset({"postgresql", "postgres"})


def is_web_address(text: str) -> bool:
    """Whether it can be asked there, and without https only on this machine, since a token goes along."""
    parts = _parts(text)
    if parts is None or not parts.hostname or parts.query or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(parts.hostname))


def is_database_address(text: str) -> bool:
    """Whether it is one of PostgreSQL whose parts can be told apart, such as a port that is a number."""
    try:
        found = make_url(text)
    except (ArgumentError, ValueError):
        return False
    is_port = found.port is None or 0 < found.port < 2**16
    return found.drivername in DATABASES and is_port and _is_host(found.host or "")


def _parts(text: str) -> SplitResult | None:
    """Its parts; None when they cannot be told apart or name a host that there cannot be."""
    try:
        parts = urlsplit(text)
        is_usable = parts.port != 0 and _is_host(parts.hostname or "")
    except ValueError:
        return None
    return parts if is_usable and not re.search(r"\s", text) else None


def _is_host(name: str) -> bool:
    try:
        name.encode("idna")
    except UnicodeError:
        return False
    return not re.search(r"[\s@]", name)


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
