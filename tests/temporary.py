"""Where the files of the tests lie: in memory, so that nobody waits for a disk to keep them."""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 (only as the parent of folders with names that nobody knows)
ROOM = 2 * 1024**3
"""Bytes: several times what lies there at once."""


def in_memory() -> None:
    """Makes memory the place of temporary files, also for processes that are started from this one.

    Not where TMPDIR says otherwise, or where memory is not offered as a folder, has little room, or holds no
    programs, which PostgreSQL's are copied to.
    """
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and _is_enough():
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def _is_enough() -> bool:
    runs_programs = not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
    return runs_programs and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
