"""A picture is drawn anew before anybody is shown it: as it looks, without hidden data, on pages to read."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageDraw

from storage.drawing import drawn
from storage.pictures import BROKEN, MOST_PAGES, PAGE_SIDE, boxes, drawn_size
from tests.searching import searching
from tests.storage.drawn import as_it_is, difference, looks, page, pages, small
from tests.storage.samples import KEPT, animated, boxed, picture

CANARY = "kanariefugl"
WRITING = "Jeg ved, hvor du bor"
PICTURES = {kind: picture(kind, (40, 30)) for kind in ("PNG", "JPEG", "WEBP", "GIF", "AVIF", "HEIF")}


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def written(
    mode: str, size: tuple[int, int] = (300, 60), paper: object = None, ink: object = 0
) -> Image.Image:
    """A picture of words, black unless another ink is told."""
    image = Image.new(mode, size, paper)
    for top in range(20, size[1], 120):
        ImageDraw.Draw(image).text((10, top), WRITING, fill=ink)
    return image


def telling() -> Image.Exif:
    """What a telephone hides in a picture: who took it, when, where and how it was held."""
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = CANARY
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSMapDatum] = CANARY
    return exif


def nothing_hidden(data: bytes) -> bool:
    copies = drawn(lambda out: out.write(data))
    hidden = [Image.open(io.BytesIO(copy)) for copy in copies]
    return bool(copies) and all(CANARY.encode() not in c for c in copies) and not any(i.info for i in hidden)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_hidden_data_and_position_are_gone(kind: str) -> None:
    data = picture(kind, (40, 30), exif=telling())
    assert CANARY.encode() in data
    assert nothing_hidden(data)


def test_a_comment_and_what_hangs_behind_the_picture_are_gone() -> None:
    assert nothing_hidden(picture("JPEG", (40, 30), comment=CANARY.encode()) + CANARY.encode())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_colour_profile_that_names_a_screen_is_gone(kind: str) -> None:
    assert nothing_hidden(picture(kind, (40, 30), icc_profile=CANARY.encode()))


@pytest.mark.parametrize("kind", PICTURES)
def test_every_kind_of_picture_is_drawn_as_png(kind: str) -> None:
    shown = page(PICTURES[kind])
    assert (shown.format, shown.mode, shown.size) == ("PNG", "RGB", (40, 30))


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_shown_upright_however_the_telephone_was_held(kind: str, turn: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turn
    data = saved(written("RGB", (300, 200), "white"), kind, exif=exif)
    assert looks(data).size == ((300, 200) if turn < 5 else (200, 300))
    assert difference(looks(data), as_it_is(data)) < 0.5


def wholly_clear(mode: str) -> Image.Image:
    image = written("RGBA", paper=(0, 0, 0, 0), ink=(0, 0, 0, 255))
    return image if mode == "RGBA" else image.convert(mode)


def with_one_clear_colour(mode: str) -> bytes:
    return saved(written(mode, paper=1 if mode == "1" else 99, ink=0), transparency=1 if mode == "1" else 99)


CLEAR = {
    "PNG RGBA": saved(wholly_clear("RGBA")),
    "PNG LA": saved(wholly_clear("LA")),
    "PNG of a palette": saved(wholly_clear("RGBA").quantize(4)),
    "PNG with one clear grey": with_one_clear_colour("L"),
    "PNG with one clear grey of 65536": with_one_clear_colour("I;16"),
    "PNG of two colours, one of them clear": with_one_clear_colour("1"),
    "PNG with one clear colour": saved(
        written("RGB", paper=(9, 9, 9), ink=(0, 0, 0)), transparency=(9, 9, 9)
    ),
    "WebP": saved(wholly_clear("RGBA"), "WEBP", lossless=True),
    "AVIF": saved(wholly_clear("RGBA"), "AVIF"),
    "GIF": saved(wholly_clear("RGBA"), "GIF"),
}


@pytest.mark.parametrize("name", CLEAR)
def test_black_words_on_nothing_are_read_on_white(name: str) -> None:
    shown, plain = looks(CLEAR[name]), as_it_is(saved(written("L", paper=255)))
    assert difference(shown, plain) < 6, name


def test_black_words_on_nothing_are_read_on_white_in_a_picture_of_a_telephone() -> None:
    data = picture("HEIF", image=wholly_clear("RGBA"))
    assert difference(looks(data), as_it_is(saved(written("L", paper=255)))) < 6


DEEP = {
    "16 bits of a camera that measures from 0 to 4095": saved(written("I;16", paper=4095)),
    "16 bits, all of them used": saved(written("I;16", paper=65535)),
    "16 bits, dark ones alone": saved(written("I;16", paper=900, ink=300)),
}


@pytest.mark.parametrize("name", DEEP)
def test_more_greys_than_a_screen_has_are_shown_by_the_picture_s_own_range(name: str) -> None:
    assert difference(looks(DEEP[name]), as_it_is(saved(written("L", paper=255)))) < 3


@pytest.mark.parametrize("level", [0, 30_000, 65_535])
def test_a_picture_of_one_deep_grey_is_no_fault(level: int) -> None:
    assert looks(saved(Image.new("I;16", (30, 30), level))).size == (30, 30)


@pytest.mark.parametrize(
    ("mode", "kind"), [("CMYK", "JPEG"), ("L", "JPEG"), ("P", "GIF"), ("1", "PNG"), ("P", "PNG")]
)
def test_every_mode_of_colours_shows_what_it_shows(mode: str, kind: str) -> None:
    colours = Image.linear_gradient("L").resize((300, 200))
    image = Image.merge(
        "RGB", (colours, colours.rotate(180), colours.transpose(Image.Transpose.TRANSPOSE).resize((300, 200)))
    )
    data = saved(image.convert(mode), kind)
    assert difference(looks(data), as_it_is(data)) < 1


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP"])
def test_a_moving_picture_is_shown_as_it_begins(kind: str) -> None:
    assert looks(animated(kind)).getextrema() == ((255, 255),) * 3


def test_an_ordinary_large_picture_is_made_as_wide_as_people_can_read() -> None:
    assert page(picture("PNG", (PAGE_SIDE * 2, 2000))).size == (PAGE_SIDE, 1000)
    assert page(picture("JPEG", (3000, 4000))).size == (PAGE_SIDE, 2133)


@pytest.mark.parametrize("size", [(1170, 2532), (1440, 3120), (1080, 2400), (1920, 1080), (2560, 1440)])
def test_what_a_screen_shows_is_one_page(size: tuple[int, int]) -> None:
    assert len(boxes(drawn_size(size))) == 1


def test_a_long_screenshot_becomes_pages_at_full_width_that_show_all_of_it() -> None:
    image = written("RGB", (1080, 12_000), "white")
    copies = pages(saved(image))
    assert len(copies) == 5
    assert {copy.width for copy in copies} == {1080}
    for copy, (left, top, right, bottom) in zip(copies, boxes((1080, 12_000)), strict=True):
        assert difference(copy, image.crop((left, top, right, bottom))) == 0


@given(st.integers(1, 30_000), st.integers(1, 30_000))
def test_the_pages_show_every_line_and_are_as_wide_as_people_can_read(width: int, height: int) -> None:
    size = drawn_size((width, height))
    made = boxes(size)
    assert len(made) <= MOST_PAGES
    assert min(size) <= PAGE_SIDE
    assert min(size) == 1 or min(size) >= min(width, height, 600)
    assert made[0][:2] == (0, 0)
    assert made[-1][2:] == size
    for before, after in pairwise(made):
        assert before[3] > after[1]
        assert before[2] > after[0]


def photograph() -> bytes:
    return saved(Image.new("L", (16_320, 12_240), "tan"), "JPEG")


def test_a_photograph_of_200_megapixels_is_drawn_within_the_limits() -> None:
    assert page(photograph()).size == (PAGE_SIDE, 1200)


def test_a_screenshot_of_25_000_pixels_is_drawn_within_the_limits() -> None:
    copies = pages(saved(written("RGB", (1170, 25_000), "white")))
    assert {copy.width for copy in copies} == {1170}
    assert len(copies) == MOST_PAGES


@pytest.mark.soak
def test_a_picture_of_200_megapixels_without_loss_is_drawn_within_the_limits() -> None:
    data = saved(Image.new("RGB", (8_000, 25_000), "tan"), compress_level=1)
    assert {copy.width for copy in pages(data)} == {PAGE_SIDE}


def test_a_decompression_bomb_is_not_drawn() -> None:
    data = saved(Image.new("1", (20_000, 20_000)))
    assert len(data) < 200_000
    assert pages(data) == []


@pytest.mark.parametrize(("name", "data"), [(n, d) for n, d, media in KEPT if not media.startswith("image/")])
def test_what_is_no_picture_is_not_drawn(name: str, data: bytes) -> None:
    with pytest.raises(BROKEN):
        looks(data)


@pytest.mark.parametrize("drawing", [pages, small])
@pytest.mark.parametrize("data", [boxed(b"heic", b"mif1", b"heic"), b"", b"Ingen billede her"])
def test_a_picture_that_cannot_be_read_has_no_copy(
    drawing: Callable[[bytes], list[Image.Image]], data: bytes
) -> None:
    assert drawing(data) == []


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((1170, 2532), (148, 320)),
        ((4032, 3024), (320, 240)),
        ((1080, 12_000), (29, 320)),
        ((6000, 3), (320, 1)),
        ((40, 30), (40, 30)),
    ],
)
def test_a_small_copy_is_the_whole_picture_in_one_and_never_larger(
    size: tuple[int, int], shown: tuple[int, int]
) -> None:
    (copy,) = small(picture("PNG", size))
    assert copy.size == shown


def test_a_small_copy_is_upright_on_white_and_hides_nothing() -> None:
    (copy,) = small(picture("JPEG", (640, 480), exif=telling()))
    assert (copy.size, copy.info) == ((240, 320), {})
    (paper,) = small(saved(written("RGBA", (600, 120))))
    assert paper.getpixel((0, 0)) == (255, 255, 255)


def test_a_picture_whose_parts_are_wrongly_named_has_no_copy() -> None:
    data = bytearray(PICTURES["PNG"])
    data[36] = 0  # The length of the first IDAT: Pillow raises SyntaxError for what it then finds.
    assert pages(bytes(data)) == []


@given(
    kind=st.sampled_from(sorted(PICTURES)),
    place=st.integers(0, 400),
    wrong=st.binary(min_size=1, max_size=8),
    end=st.integers(1, 400),
)
@settings(searching(sample=15, soak=500), suppress_health_check=[HealthCheck.too_slow])
def test_a_broken_picture_is_drawn_or_not_and_never_a_fault(
    kind: str, place: int, wrong: bytes, end: int
) -> None:
    data = bytearray(PICTURES[kind])
    data[place : place + len(wrong)] = wrong
    shown = pages(bytes(data[:-end] if end < len(data) else data))
    assert all(copy.format == "PNG" for copy in shown)
