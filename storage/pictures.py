"""Pictures drawn anew, so that what they hide stays where it is."""

from __future__ import annotations

import io
import struct
import zlib

import pillow_heif
from PIL import Image, ImageOps

PREVIEW_SIDE = 1600
MOST_PIXELS = 60_000_000
LARGEST_DRAWN = 50_000_000
"""Bytes on disk. A picture is drawn in memory, unlike everything else, so a larger one is not."""

BROKEN = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError, OSError),
    *(RuntimeError, SyntaxError, SystemError, TypeError, ValueError),
    *(Image.DecompressionBombError, struct.error, zlib.error),
)
"""What Pillow and its decoders raise for a picture that is broken, or made to break them."""

pillow_heif.register_heif_opener(thumbnails=False)


def preview(data: bytes, media: str) -> bytes | None:
    """The picture drawn anew: no EXIF, no position, limited in size. None for what is no safe picture."""
    if not media.startswith("image/"):
        return None
    try:
        return _drawn(data)
    except BROKEN:
        return None


def _drawn(data: bytes) -> bytes | None:
    with Image.open(io.BytesIO(data)) as image:
        if image.width * image.height > MOST_PIXELS:
            return None
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    # Or the colour profile would go along, which may name a screen and its owner.
    upright.info.clear()
    out = io.BytesIO()
    upright.save(out, "PNG", optimize=True)
    return out.getvalue()
