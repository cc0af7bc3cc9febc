"""No words break the files of a dossier, and none are left out of them."""

from __future__ import annotations

import json
import unicodedata

import pytest

from bot.dossiers.files import as_json
from bot.dossiers.pdf import pdf, printable
from flows.dossiers.sections import Dossier, Row, Section
from tests.bot.dossiers.pdf_reader import pdf_text
from tests.flows.given import NOW

NUMBER = "2026-0042"
HOSTILE = {
    "formulas": '=HYPERLINK("http://x";"y")\n+1\n-1\n@SUM(A1)',
    "turning": "til \u202eegilraf\u202c og \u2067שלום\u2069 مرحبا",
    "emoji": "😀😡👩‍👩‍👧 ☠️",
    "names": "Ayşe, Łukasz, Иван, Αθηνά, Nguyễn",
    "markup": "**fed** __x__ <b>y</b> \\( \\) (() {nb} [U+0041]",
    "control": "a\x00b\x07c\r\nd\te\u2028f",
    "half a sign": "\ud83d slut",
    "empty": "",
}


def of_text(text: str) -> Dossier:
    rows = (Row(text, text), Row("Navn", text))
    return Dossier("police", NUMBER, "Sag", (Section(text, rows, (text, text)),))


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_words_break_the_files_and_none_are_left_out(kind: str) -> None:
    text = HOSTILE[kind]
    found = json.loads(as_json(of_text(text), {}, NOW))
    assert found["sections"][0]["texts"] == [text, text]
    assert found["sections"][0]["rows"][0] == {"label": text, "value": text}
    shown = pdf_text(pdf(of_text(text), NOW))
    visible = [s for s in text if ord(s) < 0x250 and unicodedata.category(s) not in {"Cc", "Zs"}]
    assert [sign for sign in visible if sign not in shown] == []


def test_what_cannot_be_printed_stands_as_its_code() -> None:
    shown = pdf_text(pdf(of_text("Ł 😀👧 \u202eæ"), NOW))
    assert "Ł[U+1F600U+1F467][U+202E]æ" in shown
    assert "\u202e" not in shown


def test_a_dossier_carries_of_its_font_only_what_it_prints() -> None:
    assert len(pdf(of_text("Kort."), NOW)) < 8_000


def test_signs_that_follow_each_other_share_a_bracket() -> None:
    assert printable("a\u0660\u0661b\r\nc\td", {97, 98, 99, 100, 32}) == "a[U+0660 U+0661]b\nc d"


@pytest.mark.parametrize("text", ["x" * 40_000, "æ ø å " * 7_000, "😀" * 40_000, "\n" * 40_000])
def test_forty_thousand_signs_are_all_printed(text: str) -> None:
    dossier = Dossier("police", NUMBER, "Sag", (Section("Ord", (), (text,)),))
    shown = pdf_text(pdf(dossier, NOW))
    for sign in {"x", "æ", "U+1F600"} & {*text, *(["U+1F600"] if "😀" in text else [])}:
        count = text.count("😀") if sign == "U+1F600" else text.count(sign)
        assert shown.count(sign) >= count
