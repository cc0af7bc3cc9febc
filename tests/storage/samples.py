"""The smallest real files of every kind, and some that pretend."""

from __future__ import annotations

import io
import struct
import zipfile

import pillow_heif
from PIL import Image


def picture(kind: str, size: tuple[int, int] = (4, 3), **options: object) -> bytes:
    """A real picture of that kind, as Pillow names it."""
    out, image = io.BytesIO(), Image.new("RGB", size, "white")
    if kind == "HEIF":  # Not by Pillow: whether the product can open it is for the tests to see.
        pillow_heif.from_pillow(image).save(out, **options)
    else:
        image.save(out, kind, **options)
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


WAV = b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x80\x3e\0\0\2\0\x10\0data\0\0\0\0"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
MAIL = b"From: a@example.com\r\nTo: mette@herlev.example\r\nSubject: Pas paa\r\n\r\nJeg ved, hvor du bor.\r\n"
OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

KEPT: tuple[tuple[str, bytes, str], ...] = (
    ("opslag.png", picture("PNG"), "image/png"),
    ("opslag.jpg", picture("JPEG"), "image/jpeg"),
    ("opslag.webp", picture("WEBP"), "image/webp"),
    ("opslag.gif", picture("GIF"), "image/gif"),
    ("foto.heic", picture("HEIF"), "image/heic"),
    ("brev.pdf", PDF, "application/pdf"),
    ("film.mp4", boxed(b"isom", b"isom", b"mp41"), "video/mp4"),
    ("film.mov", boxed(b"qt  "), "video/quicktime"),
    ("besked.mp3", b"ID3\x04" + bytes(20), "audio/mpeg"),
    ("besked.m4a", boxed(b"M4A "), "audio/mp4"),
    ("besked.wav", WAV, "audio/x-wav"),
    ("noter.txt", "Han ringede igen på fredag.".encode(), "text/plain"),
    ("mail.eml", MAIL, "message/rfc822"),
    ("mail.msg", OUTLOOK, "application/vnd.ms-outlook"),
)

NOT_KEPT: tuple[tuple[str, bytes], ...] = (
    ("opslag.png", b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0" + bytes(100)),
    ("opslag.png", b"\x7fELF\2\1\1\0" + bytes(60)),
    ("noter.txt", b"<!DOCTYPE html><html><script>alert(1)</script></html>"),
    ("noter.txt", b"\xef\xbb\xbf  \r\n<HTML><body></body></HTML>"),
    ("noter.txt", b"<script>alert(1)</script>"),
    ("opslag.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    ("noter.txt", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    ("opslag.png", archive()),
    ("noter.txt", archive()),
    ("brev.docx", archive()),
    ("noter.txt", b"a\0b"),
    ("noter", b"bare tekst"),
    ("opslag.png", b"bare tekst"),
    ("brev.doc", OUTLOOK),
    ("opslag.bmp", b"BM" + bytes(60)),
    ("pakke.gz", b"\x1f\x8b\x08" + bytes(20)),
    ("side.html", b"<html></html>"),
    ("kode.js", b"alert(1)"),
)
