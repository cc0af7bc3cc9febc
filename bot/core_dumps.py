"""Keys and content are in the memory of the process, and leave it by no core dump and no debugger."""

from __future__ import annotations

import ctypes
import resource
import sys

PR_SET_DUMPABLE = 4
"""prctl(2): without it no core is written, and no other process of this user may look into the memory."""


def forbid() -> None:
    """For this process as a whole; a process that it starts anew decides for itself."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
