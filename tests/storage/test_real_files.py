"""Real files of real libraries: what is promised is kept, what is refused is refused, copies look the same.

Whoever runs `make test` looks at the files of tests/storage/samples.py, and `make soak` also at real ones.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator

import pillow_heif
import pytest
from hypothesis import settings
from PIL import Image

from storage.pictures import BROKEN, MOST_PIXELS, boxes, drawn_size
from tests.real_files import File, real_files
from tests.storage import samples
from tests.storage.drawn import as_it_is, difference, pages
from tests.storage.test_sniffing import told

MOST_DIFFERENT = 3
"""Steps of 255: two ways of making a picture smaller differ by less, and every fault of the past by more."""

LARGEST_COMPARED = 60_000_000
Report = Callable[[str, str], None]

pillow_heif.register_heif_opener()


def files() -> Iterator[File]:
    for name, data, media in samples.KEPT:
        yield File(name, data, "genuine", frozenset({media}))
    for name, data, _ in samples.NOT_KEPT:
        yield File(name, data, "made up", frozenset())
    if not settings.default.derandomize:
        yield from real_files()


@pytest.mark.soak
def test_what_is_promised_is_kept_under_its_type_and_the_rest_is_refused(record_property: Report) -> None:
    seen, right, wrong = Counter[str](), Counter[str](), list[str]()
    for file in files():
        found = told(file.data, file.name)
        is_right = found in file.right if file.right else found.startswith("no: ")
        seen[file.family] += 1
        right[file.family] += is_right
        wrong += [] if is_right else [f"{file.name} {found}"]
    counts = ", ".join(f"{family} {right[family]} of {count}" for family, count in seen.items())
    record_property("measured", f"files that are kept or refused as is right: {counts}; not: {wrong}")
    assert right.pop("genuine") >= 0.99 * seen.pop("genuine")
    assert right == seen


def compared(data: bytes) -> float | None:
    """By how much the pages of a picture differ from it; None for one of which there is no copy."""
    copies = pages(data)
    if not copies:
        return None
    width, height = Image.open(io.BytesIO(data)).size
    if width * height > LARGEST_COMPARED:
        return 0
    original = as_it_is(data)
    whole = original.resize(drawn_size(original.size)) if copies[0].size != original.size else original
    places = boxes(whole.size)
    assert len(places) == len(copies)
    return max(difference(copy, whole.crop(place)) for copy, place in zip(copies, places, strict=True))


def can_be_seen(data: bytes) -> bool:
    """Whether there is anything to see in it, by the libraries themselves."""
    try:
        return bool(as_it_is(data))
    except BROKEN:
        return False


@pytest.mark.soak
def test_the_copy_of_a_real_picture_shows_what_the_picture_shows(
    record_property: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", MOST_PIXELS)
    drawn, without, other = 0, list[str](), list[str]()
    for name, data, *_ in files():
        if not told(data, name).startswith("image/"):
            continue
        found = compared(data)
        if found is None:
            without.append(name)
            assert not can_be_seen(data) or "invalid" in name or "bomb" in name, name
            continue
        drawn += 1
        other += [f"{name} {found:.1f}"] if found > MOST_DIFFERENT else []
    record_property("measured", f"pictures: copies that look the same {drawn - len(other)} of {drawn}")
    record_property("measured", f"pictures: broken, without a copy {len(without)}: {without}")
    assert other == []
