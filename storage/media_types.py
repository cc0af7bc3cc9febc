"""What a file is, told by its content and not by what it is called, and why one is not kept."""

from __future__ import annotations

from pathlib import PurePath

from flows.case.case import Kind, Refusal
from storage.containers import DIRECTORY, OLE, OUTLOOK, boxed_type, directory_at, is_outlook, ogg_type
from storage.texts import HEAD, begins_as_mail, begins_as_markup, text_of

SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "image/heif": ".heif",
    "image/avif": ".avif",
    "application/pdf": ".pdf",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
    "video/3gpp": ".3gp",
    "video/webm": ".webm",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/aac": ".aac",
    "audio/amr": ".amr",
    "audio/ogg": ".ogg",
    "audio/x-wav": ".wav",
    "text/plain": ".txt",
    "message/rfc822": ".eml",
    OUTLOOK: ".msg",
}
"""Every type that is kept, with the suffix by which a copy is called."""

_BY_LIBRARY = {
    **{f"image/{kind}": f"image/{kind}" for kind in ("png", "jpeg", "gif", "webp")},
    **{f"audio/{kind}": f"audio/{kind}" for kind in ("mpeg", "aac", "amr", "x-wav")},
    "application/pdf": "application/pdf",
    "image/apng": "image/png",
    "video/webm": "video/webm",
}
"""What the library is believed to know, by its name for it: types with a signature of their own."""

_TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".log", ".csv", ".tsv", ".eml"})

_KINDS: dict[Kind, str] = {
    "program": """
        .exe .dll .com .scr .msi .msp .cpl .lnk .pif .reg .inf .url .bat .cmd .ps1 .psm1 .psd1 .vbs .vbe
        .wsf .wsh .hta .js .jse .mjs .cjs .ts .jar .class .apk .dex .so .dylib .elf .app .command .scpt
        .run .sh .bash .zsh .csh .ksh .fish .py .pyw .pl .rb .php .lua .tcl .awk .desktop
    """,
    "office": """
        .doc .docx .docm .dot .dotx .xls .xlsx .xlsm .xlsb .ppt .pptx .pptm .pps .ppsx .odt .ods .odp
        .rtf .pages .numbers .key .pub .vsd .vsdx .one .oft
    """,
    "archive": ".zip .rar .7z .tar .gz .tgz .bz2 .xz .zst .lz .cab .iso .dmg .img",
    "picture": """
        .bmp .tif .tiff .psd .svg .svgz .ico .eps .ps .ai .ppm .pgm .pbm .pnm .xpm .xbm .tga .jp2 .jxl
        .xcf .dng .cr2 .cr3 .nef .arw .html .htm .xhtml .xht .mht .mhtml .xml
    """,
    "recording": ".flac .wma .aif .aiff .avi .wmv .mkv .mpg .mpeg .flv .ogv .caf .mid",
}
"""What is not kept, by suffix: scripts are texts, and only their names tell that somebody may run them."""

_BY_SUFFIX: dict[str, Kind] = {
    **dict.fromkeys(set(SUFFIXES.values()) - _TEXT_SUFFIXES, "type"),
    **{suffix: kind for kind, suffixes in _KINDS.items() for suffix in suffixes.split()},
}
_BY_FAMILY: dict[str, Kind] = {"image": "picture", "audio": "recording", "video": "recording"}
_ARCHIVES = ("zip", "x-tar", "x-rar", "gzip", "x-bzip", "x-7z", "x-xz", "zstd", "x-lz", "vnd.ms-cab")


class Unusable(Exception):
    """The file cannot be kept; `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason)
        self.reason: Refusal = reason


class Glimpse:
    """The few bytes of a file that tell what it is, caught while it passes piece by piece."""

    def __init__(self, data: bytes = b"") -> None:
        self.head, self.directory = b"", b""
        self.passed = 0
        self.see(data)

    def see(self, piece: bytes) -> None:
        """Takes what matters of the next piece."""
        self.head += piece[: HEAD - len(self.head)]
        if at := directory_at(self.head):
            missing = at + len(self.directory) - self.passed
            if 0 <= missing < len(piece):
                self.directory += piece[missing : missing + DIRECTORY - len(self.directory)]
        self.passed += len(piece)

    def is_enough(self) -> bool:
        """Whether the rest of the file tells nothing more."""
        return len(self.head) == HEAD and (not directory_at(self.head) or len(self.directory) == DIRECTORY)


def media_type(seen: Glimpse, name: str) -> str:
    """The type by the content; the name tells only what bytes cannot. Raises Unusable for one not kept.

    A text is a text whatever letters it begins with. It is a script file only by its name: by a suffix of
    scripts, or by a first line "#!" in a file that is not called a text.
    """
    suffix = PurePath(name.rstrip(" .")).suffix.lower()
    if suffix == ".eml" and begins_as_mail(seen.head):
        return "message/rfc822"
    text = text_of(seen.head)
    if text is not None and not text.lstrip().startswith("%PDF-"):
        return _of_text(text, suffix)
    if seen.head.startswith(OLE):
        return _of_ole(seen.directory, suffix)
    return _of_container(seen.head, suffix) or _by_signature(seen.head, suffix)


def _of_text(text: str, suffix: str) -> str:
    if begins_as_markup(text):
        raise Unusable("picture")
    if text.startswith("{\\rtf"):
        raise Unusable("office")
    if text.startswith(("#!/", "#! /")) and suffix not in _TEXT_SUFFIXES:
        raise Unusable("program")
    if reason := _BY_SUFFIX.get(suffix):
        raise Unusable(reason)
    return "text/plain"


def _of_ole(directory: bytes, suffix: str) -> str:
    found = is_outlook(directory)
    if found or (found is None and suffix == ".msg"):
        return OUTLOOK
    raise Unusable("program" if _BY_SUFFIX.get(suffix) == "program" else "office")


def _of_container(head: bytes, suffix: str) -> str | None:
    found = boxed_type(head) or ogg_type(head)
    return "audio/mp4" if found == "video/mp4" and suffix in {".m4a", ".m4b"} else found


def _by_signature(head: bytes, suffix: str) -> str:
    import sigtype

    start = head.lstrip()
    mime = sigtype.guess_mime(start if start.startswith(b"%PDF-") else head) or ""
    if mime not in _BY_LIBRARY:
        raise Unusable(_kind(mime, suffix))
    return _BY_LIBRARY[mime]


def _kind(mime: str, suffix: str) -> Kind:
    """What it seems to be, so that the advice helps. An archive may be more than that, as its name tells."""
    named = _BY_SUFFIX.get(suffix, "type")
    if mime.removeprefix("application/").startswith(_ARCHIVES):
        return named if named in {"office", "program"} else "archive"
    if mime.startswith(("application/vnd.openxmlformats", "application/vnd.oasis")):
        return "office"
    return _BY_FAMILY.get(mime.partition("/")[0], named)
