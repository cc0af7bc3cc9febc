"""A file system in a file: what was written to it is read from its bytes, also what was deleted again."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE = 256 * 1024**2
"""Bytes: so much more than a story writes that what is deleted is hardly written over."""
PROGRAMS = ("mkfs.ext4", "mount", "umount")


class CannotMount(Exception):
    """Why this account may not, or this machine cannot, mount a file system."""


def make(image: Path) -> None:
    """A new ext4 file system in that file. Raises CannotMount."""
    if os.geteuid() != 0 or not all(map(shutil.which, PROGRAMS)):
        raise CannotMount("only root can mount a file system, with mkfs.ext4 and mount")
    with image.open("wb") as file:
        file.truncate(SIZE)
    _run("mkfs.ext4", "-q", "-F", str(image))


@contextmanager
def mounted(image: Path, at: Path) -> Iterator[None]:
    """The file system lies in the folder `at` until the block ends. Raises CannotMount.

    Each write reaches it at once, so that a file that lives for a moment leaves its bytes too. Once it has
    failed it can only be read.
    """
    _run("mount", "-o", "loop,sync,errors=remount-ro", str(image), str(at))
    try:
        yield
    finally:
        _unmount(at)


def fails(at: Path) -> None:
    """The kernel finds a fault in the file system at that folder. Raises CannotMount where it finds none.

    Source: docs.kernel.org/admin-guide/ext4.html, "/sys entries".
    """
    found = subprocess.run(["findmnt", "-no", "SOURCE", str(at)], capture_output=True, text=True, check=True)
    try:
        Path("/sys/fs/ext4", Path(found.stdout.strip()).name, "trigger_fs_error").write_text("1")
    except OSError as error:
        raise CannotMount(f"this kernel makes no file system fail: {error.strerror}") from error


def mend(image: Path) -> None:
    """What an administrator does with a file system that has failed and is not mounted."""
    subprocess.run(["e2fsck", "-fy", str(image)], capture_output=True, check=False)


def _unmount(at: Path) -> None:
    """Raises CannotMount where somebody still works there; then it goes as soon as they have ended."""
    try:
        _run("umount", str(at))
    except CannotMount:
        _run("umount", "--lazy", str(at))
        raise


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotMount(f"{command[0]} failed: {done.stderr.partition(chr(10))[0]}")


def synced(at: Path) -> None:
    """Has the kernel write out what it holds of the file system at that folder."""
    subprocess.run(["sync", "--file-system", str(at)], check=True)


def written(image: Path) -> Iterator[bytes]:
    """The bytes of a file system that is not mounted any more, without the zeros where nothing ever was."""
    with image.open("rb") as file:
        end, place = os.fstat(file.fileno()).st_size, 0
        while (begins := _next(file.fileno(), place, os.SEEK_DATA, end)) < end:
            place = _next(file.fileno(), begins, os.SEEK_HOLE, end)
            yield os.pread(file.fileno(), place - begins, begins)


def _next(file: int, place: int, what: int, end: int) -> int:
    """Where data or a hole begins; the end where there is no more."""
    try:
        return os.lseek(file, place, what)
    except OSError as error:
        if error.errno == errno.ENXIO:
            return end
        raise
