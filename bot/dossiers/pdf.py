"""A part of a dossier as PDF, in Noto Sans: Latin, Greek and Cyrillic.

A sign that the font does not have, and one that nobody can see, stands as its code: [U+1F600]. So nothing
turns the direction of writing, and nothing is left out in silence; the JSON beside it has the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import datetime
from importlib.resources import as_file, files

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from flows.dossiers.sections import Dossier, Row, Section
from flows.words import N_, Voice

FONT = "NotoSans"
FILE = files("fontpkg_noto_sans").joinpath("files", "NotoSans[wdth,wght].ttf")
UNUSED = ("GDEF", "GPOS", "GSUB", "HVAR", "MVAR", "STAT", "avar", "fvar", "gvar")
"""Tables of the font for other weights and widths and for joined letters: half of a dossier's bytes."""
TEXT, HEADING, TITLE, SMALL = 10, 13, 17, 8
LINE = 5.5
ROOM_FOR_A_SECTION = 25
"""Millimetres; with less, a heading would stand alone at the foot of a page."""
BLACK, GREY = 0, 95
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def pdf(dossier: Dossier, made_at: datetime) -> bytes:
    """The whole part, with page numbers."""
    sheet = _Sheet(dossier, made_at)
    sheet.paragraph(dossier.title, TITLE)
    sheet.paragraph(Voice("da")(CODES), SMALL, GREY)
    for section in dossier.sections:
        sheet.section(section)
    return bytes(sheet.output())


CODES = N_(
    "A sign that cannot be printed stands as its code, like [U+1F600]. The JSON file has the sign itself."
)


def printable(text: str, glyphs: Collection[int]) -> str:
    """The text with the codes of what cannot be printed; signs that follow each other share a bracket."""
    shown = "".join(sign if _is_printable(sign, glyphs) else f"[U+{ord(sign):04X}]" for sign in _lines(text))
    return re.sub(r"\]\[U\+", " U+", shown)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")


def _is_printable(sign: str, glyphs: Collection[int]) -> bool:
    return sign == "\n" or (ord(sign) in glyphs and unicodedata.category(sign) not in UNSEEN)


def _glyphs(font: object) -> frozenset[int]:
    """The signs of the font, which keeps only what the dossier is printed with."""
    if not isinstance(font, TTFFont):
        return frozenset()
    for table in UNUSED:
        if table in font.ttfont:
            del font.ttfont[table]
    return frozenset(font.cmap)


class _Sheet(FPDF):
    """An A4 document with a foot that tells which case and which page it is."""

    def __init__(self, dossier: Dossier, made_at: datetime) -> None:
        super().__init__()
        self.dossier = dossier
        # Else "{nb}" in somebody's words would become the number of pages.
        self.alias_nb_pages("")
        self.set_title(dossier.title)
        self.set_lang("da")
        self.set_creation_date(made_at)
        self.set_auto_page_break(True, margin=20)
        with as_file(FILE) as path:
            self.add_font(FONT, fname=path)
        self.set_font(FONT, size=TEXT)
        self.glyphs = _glyphs(self.current_font)
        self.add_page()

    def footer(self) -> None:
        """The number of the case and the page."""
        self.set_y(-15)
        self.set_font(FONT, size=SMALL)
        self.set_text_color(GREY)
        self.cell(0, 10, f"{self.dossier.title} · {self.page_no()}", align="C")

    def section(self, section: Section) -> None:
        """A heading and what stands below it."""
        if self.will_page_break(ROOM_FOR_A_SECTION):
            self.add_page()
        self.ln(LINE)
        self.paragraph(section.heading, HEADING)
        for row in section.rows:
            self.row(row)
        for text in section.texts:
            self.ln(LINE / 2)
            self.paragraph(text)

    def row(self, row: Row) -> None:
        """The label, and what is said of it."""
        self.said(f"{row.label} " if row.label.endswith("?") else f"{row.label}: ", GREY)
        self.said(row.value, BLACK)
        self.ln(LINE)

    def said(self, text: str, colour: int) -> None:
        """Words that go on where the last ones ended."""
        self.set_font(FONT, size=TEXT)
        self.set_text_color(colour)
        self.write(LINE, printable(text, self.glyphs))

    def paragraph(self, text: str, size: int = TEXT, colour: int = BLACK) -> None:
        """A paragraph of its own."""
        self.set_font(FONT, size=size)
        self.set_text_color(colour)
        shown = printable(text, self.glyphs)
        self.multi_cell(0, LINE * size / TEXT, shown, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
