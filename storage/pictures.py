"""Pictures drawn anew, so that what they hide stays where it is: the program of storage/drawing.py.

Pillow and the decoders under it are large, and pictures are made to break them. So this runs as a process
with little memory and time, which has no secrets, opens no file and is told nothing but the picture. It
imports nothing of the product.
"""

from __future__ import annotations

import io
import math
import resource
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NamedTuple, cast

from PIL import Image, ImageMath
from PIL.Image import Transpose

PAGE_SIDE = 1600
"""Pixels. A page is at most so wide, and that is what people can read on a phone and on a desk."""

TALLEST = 2.4
"""How much longer than wide one page may be: as the screens of phones are."""

OVERLAP = 0.05
"""The part of a page that is seen on the next one too, so that no line of writing is cut in two."""

SMALL_SIDE = 320
"""Pixels of the longer side of a small copy: enough to see what it is, too few to meet all of it at once."""

MOST_PAGES = 10
MOST_PIXELS = 220_000_000
QUICK = 3
"""Of the nine levels of PNG: a photograph takes a third of the time and grows by a twentieth."""

STRIP = 4_000_000
"""Pixels that are worked on at a time."""

MOST_MEMORY = 1 << 30
MOST_SECONDS = 60

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")
HEIF = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"mif2", b"msf1", b"miaf")
DEEP = ("I", "F", "I;16", "I;16B", "I;16L", "I;16N")

BROKEN = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError, OSError),
    *(RuntimeError, SyntaxError, SystemError, TypeError, ValueError),
    *(Image.DecompressionBombError, struct.error, zlib.error),
)
"""What Pillow and its decoders raise for a picture that is broken, or made to break them."""

TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
"""By the orientation that a camera writes down."""

Size = tuple[int, int]


class Picture(NamedTuple):
    """A picture that is decoded: `rows` gives those from the first number up to the second."""

    size: Size
    turn: int
    rows: Callable[[int, int], Image.Image]


def pages(data: bytes) -> Iterator[bytes]:
    """The picture as PNG files: flat on white, upright, without anything hidden; a long one in several.

    An animated picture is its first. Raises one of BROKEN for what is no picture, or too large a one.
    """
    drawn = _flat(_decoded(data))
    for box in boxes(drawn.size):
        yield _png(drawn.crop(box))


def small(data: bytes) -> bytes:
    """The whole picture as one small PNG file, also a long one; raises as `pages`."""
    drawn = _flat(_decoded(data))
    drawn.thumbnail((SMALL_SIDE, SMALL_SIDE))
    return _png(drawn)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=QUICK)
    return out.getvalue()


def _decoded(data: bytes) -> Picture:
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    if data[4:8] == b"ftyp" and data[8:12] in HEIF:
        with suppress(*BROKEN):
            return _by_libheif(data)
    image = Image.open(io.BytesIO(data), formats=FORMATS)
    _check(image.size)
    turn = image.getexif().get(0x0112, 1)
    # A JPEG is decoded at an eighth, a quarter or half of its size, where that is enough.
    image.draft(None, drawn_size(image.size))
    image.load()
    return Picture(image.size, turn, lambda top, bottom: image.crop((0, top, image.width, bottom)))


def _check(size: Size) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise ValueError


def _by_libheif(data: bytes) -> Picture:
    """By the library itself: as an image of Pillow the largest ones would be in memory a second time."""
    import pi_heif  # noqa: PLC0415 - its libraries cost time and memory that other pictures need not pay

    image = pi_heif.open_heif(data, convert_hdr_to_8bit=True)
    _check(image.size)
    decoded, mode = image.data, image.mode

    def rows(top: int, bottom: int) -> Image.Image:
        part = decoded[top * image.stride : bottom * image.stride]
        return Image.frombuffer(mode, (image.size[0], bottom - top), part, "raw", mode, image.stride, 1)

    # Turned already: here the file itself says how it is to be shown.
    return Picture(image.size, 1, rows)


def drawn_size(size: Size) -> Size:
    """As large as people can read it: what fits on a page by its width, a long one by its shorter side."""
    width, height = size
    short, long = sorted(size)
    least = short if long > TALLEST * short else max(width, min(height, PAGE_SIDE))
    scale = min(1.0, PAGE_SIDE / least)
    return max(1, round(width * scale)), max(1, round(height * scale))


def boxes(size: Size) -> list[tuple[int, int, int, int]]:
    """Where the pages of a drawn picture are, from the top or from the left."""
    short, long = sorted(size)
    length = max(PAGE_SIDE, math.ceil(TALLEST * short) if size[1] == long else 0)
    length = max(length, math.ceil(long / (MOST_PAGES - (MOST_PAGES - 1) * OVERLAP)))
    if long <= length:
        return [(0, 0, *size)]
    count = 1 + math.ceil((long - length) / (length * (1 - OVERLAP)))
    starts = [round(number * (long - length) / (count - 1)) for number in range(count)]
    if size[1] == long:
        return [(0, start, size[0], start + length) for start in starts]
    return [(start, 0, start + length, size[1]) for start in starts]


def _flat(picture: Picture) -> Image.Image:
    """On white, in three colours, upright; strip by strip, so that little of it is there twice."""
    (width, height), size = picture.size, drawn_size(picture.size)
    by = max(1, min(width // size[0], height // size[1]))
    step = max(1, STRIP // width // by) * by
    places = [(top, min(top + step, height)) for top in range(0, height, step)]
    extrema = _extrema(picture, places)
    flat = Image.new("RGB", (math.ceil(width / by), math.ceil(height / by)))
    for place in places:
        strip = picture.rows(*place)
        flat.paste(_on_white(_shallow(strip, *extrema) if extrema else strip).reduce(by), (0, place[0] // by))
    flat = flat if flat.size == size else flat.resize(size, Image.Resampling.LANCZOS)
    return flat.transpose(TURNS[picture.turn]) if picture.turn in TURNS else flat


def _on_white(strip: Image.Image) -> Image.Image:
    if not strip.has_transparency_data:
        return strip.convert("RGB")
    clear = strip.convert("RGBA")
    white = Image.new("RGB", strip.size, "white")
    white.paste(clear.convert("RGB"), mask=clear.getchannel("A"))
    return white


def _extrema(picture: Picture, places: list[Size]) -> tuple[float, float] | None:
    """The darkest and the lightest value of a picture with more than 256 greys; None for others."""
    if picture.rows(*places[0]).mode not in DEEP:
        return None
    found = [cast("tuple[float, float]", picture.rows(*place).getextrema()) for place in places]
    return min(low for low, _ in found), max(high for _, high in found)


def _shallow(strip: Image.Image, darkest: float, lightest: float) -> Image.Image:
    """More than 256 greys as 256, of which the picture's darkest is black and its lightest white."""
    clear = strip.info.get("transparency")
    darkest = min(darkest, 0) if darkest == lightest else darkest
    by = 255 / ((lightest - darkest) or 1)
    deep = strip.convert("F")
    grey = deep.point(lambda value: value * by - darkest * by).convert("L")
    if isinstance(clear, int):
        seen = ImageMath.lambda_eval(lambda given: (given["deep"] != clear) * 255, deep=deep)
        grey.putalpha(seen.convert("L"))
    return grey


def _limit() -> None:
    """What this process may use. It writes no file, also none of its memory when it is ended."""
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        # Refused where a lower limit holds already.
        with suppress(ValueError):
            resource.setrlimit(what, (most, most))


def main() -> int:
    """The picture from the standard input, what is drawn of it to the standard output, after its length.

    The argument says what: "pages" or "small".
    """
    _limit()
    try:
        data = sys.stdin.buffer.read()
        for page in [small(data)] if sys.argv[1:] == ["small"] else pages(data):
            sys.stdout.buffer.write(struct.pack(">I", len(page)) + page)
    except BROKEN:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
