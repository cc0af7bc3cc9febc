"""The folders of a machine, put below one folder of the test."""

from __future__ import annotations

import re
from pathlib import Path

BELOW = ("/opt/vaern", "/etc/vaern", "/etc/systemd/system", "/var/lib/vaern", "/usr/local/sbin", "/media")
AS_IT_IS = ("/dev/null", "/bin/sh", "/bin/kill", "/nonexistent", "/usr/sbin/nologin")

_PATH = re.compile(r"""(?<![\w.…*/])/(?!/)[^\s"'`:;=<>|&()]*""")


class StrangePlace(ValueError):
    """A path of which nobody has said whether it may be touched."""


def below(root: Path, text: str) -> str:
    """The text with its absolute paths below the root, once. Raises StrangePlace."""

    def put(found: re.Match[str]) -> str:
        path = found[0]
        if any(path == place or path.startswith(f"{place}/") for place in BELOW):
            return f"{root}{path}"
        if path in AS_IT_IS or Path(path).is_relative_to(root):
            return path
        raise StrangePlace(path)

    return _PATH.sub(put, text)
