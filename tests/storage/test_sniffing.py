"""What a file is, is told by its content; its name tells only what bytes cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.media_types import SUFFIXES, Glimpse, Unusable, media_type
from tests.storage.samples import KEPT, MAIL_CLASS, NOT_KEPT, PDF, ole, picture

LEADS = (
    *(
        "BM er min chef",
        "MZ",
        "GIF mig fred",
        "GIF89a",
        "ID3",
        "AC10",
        "8BPS",
        "LZIP",
        "PK",
        "Rar!",
        "%PDF er rart",
    ),
    *(
        "RIFF",
        "OggS",
        "#!AMR",
        "#!",
        "fLaC",
        "OTTO",
        "wOFF",
        "FLV",
        "FWS",
        "Cr24",
        "MThd",
        "II*",
        "7z",
        "BZh",
        "ustar",
    ),
    *("SQLite format 3", "function f() {}", "import os", "@echo off", "Æ", "<3", "{\\rt"),
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252")
WORDS = " og så skrev han: Jeg ved, hvor du bor. Æ, ø og å.\r\n"


def told(data: bytes, name: str) -> str:
    """The type, or why it is not kept."""
    try:
        return media_type(Glimpse(data), name)
    except Unusable as unusable:
        return f"no: {unusable.reason}"


@pytest.mark.parametrize(("name", "data", "kind"), KEPT, ids=[f"{name} {kind}" for name, _, kind in KEPT])
def test_it_is_known_by_its_bytes(name: str, data: bytes, kind: str) -> None:
    assert told(data, name) == kind


def test_every_type_that_is_kept_is_tried() -> None:
    assert {kind for _, _, kind in KEPT} == SUFFIXES.keys()


@pytest.mark.parametrize(("name", "data", "reason"), NOT_KEPT, ids=[f"{n} {r}" for n, _, r in NOT_KEPT])
def test_it_is_not_kept_and_the_reason_tells_what_helps(name: str, data: bytes, reason: str) -> None:
    assert told(data, name) == f"no: {reason}"


@pytest.mark.parametrize("name", ["", "noter.txt", "virus.exe", "../../etc/passwd", "a" * 99, "\u202egnp.x"])
def test_the_name_changes_nothing_about_what_its_bytes_are(name: str) -> None:
    assert told(picture("PNG"), name) == "image/png"
    assert told(PDF, name) == "application/pdf"


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("lead", LEADS)
def test_a_text_is_a_text_in_every_encoding_whatever_it_begins_with(lead: str, encoding: str) -> None:
    for name in ("noter.txt", "Untitled", "", "samtale.log", "d. 3.11"):
        assert told((lead + WORDS).encode(encoding), name) == "text/plain", name


@pytest.mark.parametrize("encoding", [*ENCODINGS, "cp1251", "shift_jis", "iso2022_jp", "gb18030"])
def test_a_long_text_is_one_wherever_its_first_bytes_end(encoding: str) -> None:
    for more in range(4):
        text = (
            "a" * more
            + ("Я знаю, где ты живёшь. " if encoding in {"cp1251", "gb18030"} else "jeg ved ") * 2000
        )
        assert told(text.encode(encoding), "Untitled") == "text/plain"


def test_a_script_in_a_text_is_a_text_and_a_file_of_scripts_is_not() -> None:
    script = b"#!/bin/sh\nrm -rf /\n"
    assert told(script, "noter.txt") == "text/plain"
    assert told(b"alert(1)", "Untitled") == "text/plain"
    assert told(script, "Untitled") == "no: program"


@pytest.mark.parametrize("size", [1, 7, 100, 512, 1000, 9000, 10**6])
def test_a_mail_of_outlook_is_known_by_its_directory_wherever_that_passes(size: int) -> None:
    data, seen = ole("__nameid_version1.0", kind=MAIL_CLASS, sector=40) + bytes(3000), Glimpse()
    for at in range(0, len(data), size):
        seen.see(data[at : at + size])
    assert seen.is_enough()
    assert media_type(seen, "") == "application/vnd.ms-outlook"


@given(st.binary(max_size=64), st.sampled_from(["a.txt", "a.eml", "a.msg", "a.png", ""]))
def test_any_bytes_are_either_known_or_not_kept(data: bytes, name: str) -> None:
    assert told(data, name) in SUFFIXES or told(data, name).startswith("no: ")


@given(
    st.sampled_from([data for _, data, _ in (*KEPT, *NOT_KEPT)]), st.integers(0, 600), st.binary(max_size=40)
)
def test_a_hostile_head_is_no_fault(data: bytes, place: int, wrong: bytes) -> None:
    hostile = data[:place] + wrong + data[place + len(wrong) :]
    assert told(hostile, "film.mp4") in SUFFIXES or told(hostile, "film.mp4").startswith("no: ")
