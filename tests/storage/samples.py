"""The smallest real files of every kind, and some that pretend."""

from __future__ import annotations

import io
import struct
import zipfile
from functools import cache

import pillow_heif
from PIL import Image


def picture(
    kind: str, size: tuple[int, int] = (4, 3), image: Image.Image | None = None, **options: object
) -> bytes:
    """A real picture of that kind, as Pillow names it; white unless an image is given."""
    out, image = io.BytesIO(), image or Image.new("RGB", size, "white")
    if kind == "HEIF":  # Not by Pillow: whether the product can open it is for the tests to see.
        pillow_heif.from_pillow(image).save(out, **options)
    else:
        image.save(out, kind, **options)
    return out.getvalue()


@cache
def bomb() -> bytes:
    """A few kilobytes that become 400 million pixels. It takes a second to make."""
    return picture("PNG", image=Image.new("1", (20_000, 20_000)))


def animated(kind: str) -> bytes:
    """A picture that moves, from white to black."""
    out, frames = io.BytesIO(), [Image.new("RGB", (40, 30), colour) for colour in ("white", "black")]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


def boxed(brand: bytes, *compatible: bytes) -> bytes:
    """The head of a file of the family of MP4: its first box names what it is."""
    names = brand + b"\0\0\2\0" + b"".join(compatible or (brand,))
    return struct.pack(">I", len(names) + 8) + b"ftyp" + names + b"\0\0\0\x08free"


def archive() -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("a.txt", "a")
    return out.getvalue()


def ole(*names: str, kind: str = "", sector: int = 0) -> bytes:
    """An OLE file with its root and what is in it, in a directory that many sectors after the head."""
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    struct.pack_into("<HxxHxx", head, 26, 3, 9)
    struct.pack_into("<I", head, 48, sector)
    entries = [_entry("Root Entry", bytes.fromhex(kind)), *(_entry(name) for name in names)]
    return bytes(head) + b"\xff" * (512 * sector) + b"".join(entries).ljust(512, b"\0")


def _entry(name: str, kind: bytes = b"") -> bytes:
    letters = name.encode("utf-16-le")
    return letters.ljust(64, b"\0") + struct.pack("<H", len(letters) + 2) + bytes(14) + kind.ljust(48, b"\0")


def office(first: str) -> bytes:
    """A zip file as an office program writes one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(first, "<document/>")
    return out.getvalue()


SCRIPTS = (".js", ".JS", ".vbs", ".ps1", ".bat", ".cmd", ".sh", ".py", ".hta", ".url", ".bat.")
MAIL_CLASS = "0b0d020000000000c000000000000046"
WORD_CLASS = "0609020000000000c000000000000046"
INSTALLER_CLASS = "84100c0000000000c000000000000046"

OGG = b"OggS\0\2" + bytes(20) + b"\1\x13OpusHead\1\1\x38\1\x80\xbb" + bytes(5)
VORBIS = b"OggS\0\2" + bytes(20) + b"\1\x1e\1vorbis" + bytes(23)
FILM_IN_OGG = b"OggS\0\2" + bytes(20) + b"\1\x2a\x80theora" + bytes(35)
AAC = b"\xff\xf1\x50\x80\x02\x1f\xfc" + bytes(60)
AMR = b"#!AMR\n\x3c" + bytes(31)
WEBM = b"\x1aE\xdf\xa3\x9fB\x86\x81\1B\xf7\x81\1B\xf2\x81\4B\xf3\x81\x08B\x82\x84webmB\x87\x81\4" + bytes(40)
MATROSKA = WEBM.replace(b"\x84webm", b"\x88matroska")
PROGRAM = b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0" + bytes(100)
WAV = b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x80\x3e\0\0\2\0\x10\0data\0\0\0\0"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
MAIL = b"From: a@example.com\r\nTo: mette@herlev.example\r\nSubject: Pas paa\r\n\r\nJeg ved, hvor du bor.\r\n"
OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

KEPT: tuple[tuple[str, bytes, str], ...] = (
    ("opslag.png", picture("PNG"), "image/png"),
    ("animeret.png", animated("PNG"), "image/png"),
    ("opslag.jpg", picture("JPEG"), "image/jpeg"),
    ("opslag.webp", picture("WEBP"), "image/webp"),
    ("opslag.gif", picture("GIF"), "image/gif"),
    ("foto.avif", picture("AVIF"), "image/avif"),
    ("foto.heic", picture("HEIF"), "image/heic"),
    ("foto.hif", boxed(b"heix", b"mif1", b"heix"), "image/heic"),
    ("foto.heic", boxed(b"mif1", b"mif1", b"heic"), "image/heic"),
    ("foto.avif", boxed(b"mif1", b"mif1", b"avif"), "image/avif"),
    ("foto.heif", boxed(b"mif1", b"mif1", b"j2ki"), "image/heif"),
    ("brev.pdf", PDF, "application/pdf"),
    ("brev.pdf", b"\r\n" + PDF, "application/pdf"),
    *(
        ("film.mp4", boxed(brand), "video/mp4")
        for brand in (b"isom", b"mp42", b"avc1", b"dash", b"MSNV", b"M4V ")
    ),
    ("film.mov", boxed(b"qt  "), "video/quicktime"),
    ("film.mov", b"\0\0\0\x08wide\0\0\1\0mdat" + bytes(60), "video/quicktime"),
    ("film.mov", b"\0\0\1\0mdat" + bytes(60), "video/quicktime"),
    ("film.mov", b"\0\0\0\x6cmoov\0\0\0\x64mvhd" + bytes(92) + b"\0\0\0\x08free", "video/quicktime"),
    ("film.3gp", boxed(b"3gp4"), "video/3gpp"),
    ("film.webm", WEBM, "video/webm"),
    ("besked.mp3", b"ID3\x04" + bytes(20), "audio/mpeg"),
    ("besked.mp3", b"\xff\xfb\x90\x64" + bytes(60), "audio/mpeg"),
    ("besked.m4a", boxed(b"M4A "), "audio/mp4"),
    ("besked.m4a", boxed(b"mp42"), "audio/mp4"),
    ("besked.aac", AAC, "audio/aac"),
    ("besked.amr", AMR, "audio/amr"),
    ("besked.opus", OGG, "audio/ogg"),
    ("besked.ogg", VORBIS, "audio/ogg"),
    ("besked.wav", WAV, "audio/x-wav"),
    ("noter.txt", "Han ringede igen på fredag.".encode(), "text/plain"),
    ("mail.eml", MAIL, "message/rfc822"),
    ("mail.eml", MAIL + b"\0\xff", "message/rfc822"),
    ("mail.msg", ole("__properties_version1.0", kind=MAIL_CLASS), "application/vnd.ms-outlook"),
    ("mail.msg", ole("__nameid_version1.0"), "application/vnd.ms-outlook"),
    ("mail", ole("__substg1.0_0E04001F", kind=MAIL_CLASS, sector=400), "application/vnd.ms-outlook"),
    ("mail.msg", OUTLOOK, "application/vnd.ms-outlook"),
)

NOT_KEPT: tuple[tuple[str, bytes, str], ...] = (
    ("opslag.png", PROGRAM, "type"),
    ("opslag.exe", PROGRAM, "program"),
    ("opslag.png", b"\x7fELF\2\1\1\0" + bytes(60), "type"),
    ("opslag.png", b"\xcf\xfa\xed\xfe" + bytes(60), "type"),
    ("opslag.png", b"\xca\xfe\xba\xbe\0\0\0\x34" + bytes(60), "type"),
    ("opslag.png", b"dex\n035\0" + bytes(60), "type"),
    ("genvej.lnk", b"\x4c\0\0\0\1\x14\2\0" + bytes(60), "program"),
    ("program.jar", archive(), "program"),
    ("program.apk", archive(), "program"),
    ("program.msi", ole("\u4840", kind=INSTALLER_CLASS), "program"),
    ("mail.msg", ole("\u4840", kind=INSTALLER_CLASS), "office"),
    ("noter.txt", b"<!DOCTYPE html><html><script>alert(1)</script></html>", "picture"),
    ("noter.txt", b"\xef\xbb\xbf  \r\n<HTML><body></body></HTML>", "picture"),
    ("noter.txt", "<html></html>".encode("utf-16"), "picture"),
    ("noter.txt", b"<!-- fra nettet -->\n<html></html>", "picture"),
    ("noter.txt", b"<script>alert(1)</script>", "picture"),
    ("opslag.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "picture"),
    ("noter.txt", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "picture"),
    ("side.html", b"bare tekst", "picture"),
    ("opslag.png", archive(), "archive"),
    ("noter.txt", archive(), "archive"),
    ("pakke.zip", archive(), "archive"),
    ("pakke.gz", b"\x1f\x8b\x08" + bytes(20), "archive"),
    ("pakke.rar", b"Rar!\x1a\7\0" + bytes(20), "archive"),
    ("pakke.7z", b"7z\xbc\xaf\x27\x1c" + bytes(20), "archive"),
    ("brev.docx", archive(), "office"),
    ("brev.docx", office("word/document.xml"), "office"),
    ("ark.xlsx", office("xl/workbook.xml"), "office"),
    ("oplæg.pptx", office("ppt/presentation.xml"), "office"),
    ("brev.odt", archive(), "office"),
    ("brev.rtf", b"{\\rtf1\\ansi brev}", "office"),
    ("brev.doc", OUTLOOK, "office"),
    ("mail.msg", ole("WordDocument", "1Table", kind=WORD_CLASS), "office"),
    ("mail.msg", ole("Workbook"), "office"),
    ("noter.txt", b"a\0b", "type"),
    ("opslag.png", b"bare tekst", "type"),
    ("dobbelt.gif", b"GIF89a=1;alert(1)", "type"),
    ("opslag.bmp", b"BM" + bytes(60), "picture"),
    ("opslag.tif", b"II*\0" + bytes(60), "picture"),
    ("opslag.psd", b"8BPS\0\1" + bytes(60), "picture"),
    ("foto.jp2", b"\0\0\0\x0cjP  \r\n\x87\n" + boxed(b"jp2 "), "picture"),
    ("foto.cr3", boxed(b"crx "), "picture"),
    ("film.mkv", MATROSKA, "recording"),
    ("film.ogv", FILM_IN_OGG, "recording"),
    ("sang.flac", b"fLaC\0\0\0\x22" + bytes(60), "recording"),
    *((f"kode{suffix}", b"alert(1)", "program") for suffix in SCRIPTS),
    ("kode", b"#!/bin/sh\nrm -rf /\n", "program"),
)
