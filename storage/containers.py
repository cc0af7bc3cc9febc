"""Files that hold other things: the family of MP4, Ogg, and OLE. What they are is told by their inside."""

from __future__ import annotations

import struct

OUTLOOK = "application/vnd.ms-outlook"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DIRECTORY = 512
"""Bytes of the directory of an OLE file that are looked at: its first four entries."""

_HEVC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_AV1 = frozenset({b"avif", b"avis"})
_ANY_PICTURE = frozenset({b"mif1", b"mif2", b"msf1", b"miaf"})
_SOUND = frozenset({b"M4A ", b"M4B ", b"M4P "})
_QUICKTIME = frozenset({b"wide", b"mdat", b"moov", b"free", b"skip", b"pnot"})
_OTHERS = frozenset({b"jp2 ", b"jpx ", b"jpm ", b"mjp2", b"mj2s", b"jxl ", b"crx "})
"""JPEG 2000, JPEG XL and raw pictures of cameras, which nobody has promised to keep."""


def boxed_type(head: bytes) -> str | None:
    """What a file of the family of MP4 is, by its brands; None for what is not of it.

    Every brand that is not another thing is a film: there are dozens, and new ones come. A file without
    brands is QuickTime, which had none at first, as in the moving half of a Live Photo.
    """
    kind = head[4:8]
    if kind != b"ftyp":
        return "video/quicktime" if kind in _QUICKTIME and _is_first_box(head) else None
    brand, names = head[8:12], head[16 : min(int.from_bytes(head[:4]), 512)]
    others = {names[at : at + 4] for at in range(0, len(names), 4)}
    if brand in _OTHERS or len(brand) < 4:
        return None
    if brand in _HEVC | _AV1 | _ANY_PICTURE:
        return _picture({brand} if brand not in _ANY_PICTURE else others)
    if brand == b"qt  ":
        return "video/quicktime"
    if brand.startswith((b"3gp", b"3gg", b"3ge", b"3gr", b"3gs", b"3g2")):
        return "video/3gpp"
    return "audio/mp4" if brand in _SOUND else "video/mp4"


def _picture(brands: set[bytes]) -> str:
    if brands & _HEVC:
        return "image/heic"
    return "image/avif" if brands & _AV1 else "image/heif"


def _is_first_box(head: bytes) -> bool:
    """Whether the length of the first box is one: 0 is all of the file, 1 a length that is told later."""
    size = int.from_bytes(head[:4])
    if size in {0, 1}:
        return head[4:8] in {b"mdat", b"moov"}
    following = head[size + 4 : size + 8]
    return size >= 8 and (following in _QUICKTIME or not following)


_OGG_FILMS = (b"\x80theora", b"BBCD\0", b"fishead\0")


def ogg_type(head: bytes) -> str | None:
    """What an Ogg file holds, by the first packet; None for a file of another kind."""
    if not head.startswith(b"OggS\0"):
        return None
    packet = head[27 + head[26] :] if len(head) > 27 else b""
    return None if packet.startswith(_OGG_FILMS) else "audio/ogg"


_OUTLOOK_CLASS = bytes.fromhex("0b0d020000000000c000000000000046")
_OF_MAIL = ("__properties_version1.0", "__nameid_version1.0", "__substg1.0_", "__recip_", "__attach_")


def directory_at(head: bytes) -> int:
    """Where in an OLE file its directory begins, which may be anywhere; 0 where it has none."""
    if not head.startswith(OLE) or len(head) < DIRECTORY:
        return 0
    (shift,), (sector,) = struct.unpack_from("<H", head, 30), struct.unpack_from("<I", head, 48)
    return (sector + 1) << shift if shift in {9, 12} else 0


def is_outlook(directory: bytes) -> bool | None:
    """Whether an OLE file is a mail of Outlook, by its directory's root; None where that tells nothing."""
    entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]
    if not entries or not _name(entries[0]):
        return None
    kind = entries[0][80:96]
    if any(kind):
        return kind == _OUTLOOK_CLASS
    return any(_name(entry).startswith(_OF_MAIL) for entry in entries[1:])


def _name(entry: bytes) -> str:
    length = int.from_bytes(entry[64:66], "little")
    return entry[: min(max(length - 2, 0), 64)].decode("utf-16-le", "replace")
