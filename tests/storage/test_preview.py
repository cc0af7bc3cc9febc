"""A picture is drawn anew before anybody is shown it: without hidden data, limited in size."""

from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from storage.pictures import PREVIEW_SIDE, preview
from tests.storage.samples import KEPT, boxed, picture

PICTURES = {kind: picture(kind, (40, 30)) for kind in ("PNG", "JPEG", "WEBP", "GIF", "HEIF")}
MEDIA = {kind: f"image/{kind.lower()}" for kind in PICTURES} | {"HEIF": "image/heic"}
CANARY = "kanariefugl"


def telling() -> Image.Exif:
    """What a telephone hides in a picture: who took it, when, where and how it was held."""
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = CANARY
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSMapDatum] = CANARY
    return exif


def drawn(data: bytes | None) -> Image.Image:
    assert data is not None
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_hidden_data_and_position_are_gone(kind: str) -> None:
    data = picture(kind, (40, 30), exif=telling())
    assert CANARY.encode() in data
    shown = preview(data, MEDIA[kind])
    assert shown is not None
    assert CANARY.encode() not in shown
    assert not drawn(shown).getexif()
    assert set(drawn(shown).info) == set()


def test_a_comment_and_what_hangs_behind_the_picture_are_gone() -> None:
    data = picture("JPEG", (40, 30), comment=CANARY.encode()) + CANARY.encode()
    shown = preview(data, "image/jpeg")
    assert shown is not None
    assert CANARY.encode() not in shown


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_colour_profile_that_names_a_screen_is_gone(kind: str) -> None:
    data = picture(kind, (40, 30), icc_profile=CANARY.encode())
    shown = preview(data, MEDIA[kind])
    assert shown is not None
    assert set(drawn(shown).info) == set()


def test_a_picture_taken_sideways_is_shown_upright() -> None:
    assert drawn(preview(picture("JPEG", (40, 30), exif=telling()), "image/jpeg")).size == (30, 40)


@pytest.mark.parametrize("kind", PICTURES)
def test_every_kind_of_picture_is_drawn_as_png(kind: str) -> None:
    shown = drawn(preview(PICTURES[kind], MEDIA[kind]))
    assert (shown.format, shown.size) == ("PNG", (40, 30))


def test_a_large_picture_is_made_smaller() -> None:
    shown = drawn(preview(picture("PNG", (PREVIEW_SIDE * 2, 100)), "image/png"))
    assert shown.size == (PREVIEW_SIDE, 50)


@pytest.mark.parametrize("side", [8_000, 10_000, 20_000])
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_decompression_bomb_is_not_drawn(side: int) -> None:
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    assert len(out.getvalue()) < 200_000
    assert preview(out.getvalue(), "image/png") is None


@pytest.mark.parametrize(("data", "media"), [(d, m) for _, d, m in KEPT if not m.startswith("image/")])
def test_what_is_no_picture_has_no_preview(data: bytes, media: str) -> None:
    assert preview(data, media) is None


def test_a_picture_that_cannot_be_read_has_no_preview() -> None:
    assert preview(boxed(b"heic", b"mif1", b"heic"), "image/heic") is None
    assert preview(b"", "image/png") is None


def test_a_picture_whose_parts_are_wrongly_named_has_no_preview() -> None:
    data = bytearray(PICTURES["PNG"])
    data[36] = 0  # The length of the first IDAT: Pillow raises SyntaxError for what it then finds.
    assert preview(bytes(data), "image/png") is None


@given(
    kind=st.sampled_from(sorted(PICTURES)),
    place=st.integers(0, 400),
    wrong=st.binary(min_size=1, max_size=8),
    end=st.integers(1, 400),
)
@settings(suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.filterwarnings("ignore")
def test_a_broken_picture_is_drawn_or_not_and_never_a_fault(
    kind: str, place: int, wrong: bytes, end: int
) -> None:
    data = bytearray(PICTURES[kind])
    data[place : place + len(wrong)] = wrong
    shown = preview(bytes(data[:-end] if end < len(data) else data), MEDIA[kind])
    assert shown is None or drawn(shown).format == "PNG"
