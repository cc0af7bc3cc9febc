"""What a file is, is told by its bytes; its name only tells texts apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.media_types import KEPT_TYPES, media_type
from tests.storage.samples import KEPT, NOT_KEPT, PDF, picture

TEXTS = {"text/plain", "message/rfc822", "application/vnd.ms-outlook"}


@pytest.mark.parametrize(("name", "data", "kind"), KEPT, ids=[kind for _, _, kind in KEPT])
def test_it_is_known_by_its_bytes(name: str, data: bytes, kind: str) -> None:
    assert media_type(data, name) == kind


def test_every_type_that_is_kept_is_tried() -> None:
    assert {kind for _, _, kind in KEPT} == KEPT_TYPES | TEXTS


@pytest.mark.parametrize(("name", "data"), NOT_KEPT, ids=range(len(NOT_KEPT)))
def test_it_is_not_kept(name: str, data: bytes) -> None:
    assert media_type(data, name) == ""


@pytest.mark.parametrize("name", ["", "noter.txt", "virus.exe", "../../etc/passwd", "a" * 99, "\u202egnp.x"])
def test_the_name_changes_nothing_about_what_its_bytes_are(name: str) -> None:
    assert media_type(picture("PNG"), name) == "image/png"
    assert media_type(PDF, name) == "application/pdf"


@given(st.binary(max_size=64), st.sampled_from(["a.txt", "a.eml", "a.msg", "a.png", ""]))
def test_any_bytes_are_either_known_or_not_kept(data: bytes, name: str) -> None:
    assert media_type(data, name) in {"", *KEPT_TYPES, *TEXTS}


@given(st.binary(max_size=40))
def test_a_hostile_head_of_the_mp4_family_is_no_fault(rest: bytes) -> None:
    assert media_type(b"\0\0\0\x18ftyp" + rest, "film.mp4") in {"", *KEPT_TYPES}
