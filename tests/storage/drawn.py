"""Copies of pictures, and the same pictures drawn in another way to compare them with."""

from __future__ import annotations

import io

from PIL import Image, ImageChops, ImageOps, ImageStat

from storage import drawing, pictures


def pages(data: bytes) -> list[Image.Image]:
    """The copy that a person would be sent."""
    return [Image.open(io.BytesIO(page)) for page in drawing.drawn(lambda out: out.write(data))]


def page(data: bytes) -> Image.Image:
    """The only page of the copy."""
    (only,) = pages(data)
    return only


def small(data: bytes) -> list[Image.Image]:
    """The small copy that a person would be sent, if there is one."""
    told = drawing.drawn(lambda out: out.write(data), is_small=True)
    return [Image.open(io.BytesIO(page)) for page in told]


def looks(data: bytes) -> Image.Image:
    """The only page, drawn in this process: for what is about pictures and not about how they are drawn."""
    (only,) = pictures.pages(data)
    return Image.open(io.BytesIO(only))


def as_it_is(data: bytes) -> Image.Image:
    """The whole original as a person would see it on white paper, with Pillow's plainest means."""
    image = Image.open(io.BytesIO(data))
    image.load()
    image = ImageOps.exif_transpose(image)
    if image.mode in {"I", "F"} or image.mode.startswith("I;16"):
        low, high = image.convert("F").getextrema()
        scale = 255 / ((high - low) or 1)
        image = image.convert("F").point(lambda value: value * scale - low * scale).convert("L")
    seen = image.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(paper, seen).convert("RGB")


def difference(copy: Image.Image, original: Image.Image) -> float:
    """By how many of 255 steps a sign of the copy differs from the original, on average over all colours."""
    same = original if original.size == copy.size else original.resize(copy.size, Image.Resampling.LANCZOS)
    return sum(ImageStat.Stat(ImageChops.difference(copy, same)).mean) / 3
