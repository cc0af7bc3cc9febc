"""What people read: English in the code, the Danish catalogue beside this file, Danish the default.

The catalogue is kept as text (da/*.po) and compiled in memory when first used, so no binary is committed.
"""

from __future__ import annotations

import gettext
import io
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

Language = Literal["da", "en"]
DayForm = Literal["weekday", "brief", "whole", "plain", "month"]
"""torsdag 26. november; tors. 26. nov.; torsdag 26. november 2026; 26. november 2026; november 2026."""


@dataclass(frozen=True)
class Locale:
    """How a language is called by those who speak it, and how it writes days and clocks."""

    name: str
    babel: str
    after_day: str
    clock: str


LOCALES: dict[Language, Locale] = {
    "da": Locale("Dansk", "da", ".", "kl. {hour}.{minute}"),
    "en": Locale("English", "en_GB", "", "at {hour}:{minute}"),
}
"""The languages that Værn speaks, each a row here and a folder of catalogues; English is in the code."""
_DAY_FORMS: dict[DayForm, str] = {
    "weekday": "EEEE d{} MMMM",
    "brief": "EEE d{} MMM",
    "whole": "EEEE d{} MMMM y",
    "plain": "d{} MMMM y",
    "month": "MMMM y",
}


def N_(message: str) -> str:
    """Marks a message for the catalogue without translating it; `Voice` does that when it is said."""
    return message


def language_of(locale: str | None) -> Language:
    """The language Værn speaks to someone with this Slack locale: Danish where it knows no other."""
    spoken = (locale or "").lower()
    return next((language for language in LOCALES if spoken.startswith(language)), "da")


@cache
def _translations(language: Language) -> gettext.NullTranslations:
    found = gettext.NullTranslations()
    for catalogue in catalogues(language):
        translations = _compiled(catalogue, language)
        translations.add_fallback(found)
        found = translations
    return found


def catalogues(language: Language) -> list[bytes]:
    """The catalogue files of a language, one an area of the product; English is in the code."""
    folder = files(__name__).joinpath(language)
    parts = folder.iterdir() if folder.is_dir() else ()
    return [part.read_bytes() for part in sorted(parts, key=lambda part: part.name)]


def _compiled(catalogue: bytes, language: Language) -> gettext.GNUTranslations:
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(catalogue), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@dataclass(frozen=True)
class Voice:
    """Says messages in one language. `{name}` places in a message are filled from the keywords."""

    language: Language = "da"

    def __call__(self, message: str, **values: object) -> str:
        return _translations(self.language).gettext(message).format(**values) if message else ""

    def day(self, day: date, form: DayForm = "weekday") -> str:
        """The day as it is written in that language."""
        locale = LOCALES[self.language]
        return format_date(day, _DAY_FORMS[form].format(locale.after_day), locale=locale.babel)

    def clock(self, hour: int, minute: int) -> str:
        """The time of day: "kl. 09.15". 24.00 ends a day."""
        return LOCALES[self.language].clock.format(hour=f"{hour:02}", minute=f"{minute:02}")

    def plural(self, one: str, many: str, count: int, **values: object) -> str:
        """The message for that count, which also fills `{count}`."""
        text = _translations(self.language).ngettext(one, many, count)
        return text.format(count=count, **values)
