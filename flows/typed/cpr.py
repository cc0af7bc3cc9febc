"""Numbers that look like a Danish CPR number, so that the employee can be told that none is needed.

A CPR number is the day, month and year of birth and four digits more. The control digit is not computed:
since 2007 numbers are issued for which modulus 11 does not hold
(https://www.cpr.dk/cpr-systemet/personnumre-uden-kontrolciffer-modulus-11-kontrol/).
"""

from __future__ import annotations

import re
from datetime import date

_CPR = re.compile(
    r"""
    (?<![0-9+])(?<![0-9][-.,])                # not the end of something longer, nor a telephone abroad
    (?:(?<![^\W_])|(?<=cpr)|(?<=nr))
    (?<!kr\ )(?<!kr\.)(?<!kr\.\ )(?<!dkk\ )(?<!€)(?<!€\ )(?<!\$)
    ([0-9]{2})([0-9]{2})([0-9]{2})
    (?:[ \u00a0]?[-–‑][ \u00a0]?|[ \u00a0])?
    [0-9]{4}
    (?![^\W_])(?![-–‑][0-9])(?![.,][0-9]{1,2}\b)
    (?![ \u00a0]?(?:(?:kr|dkk|eur)\b|€|,-))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LEAP_CENTURY = 2000
"""Its 29 February is there in every year that has one in any century."""


def cpr_like(text: str) -> tuple[str, ...]:
    """The numbers as they are written, each once, in the order of the text."""
    found = (match[0] for match in _CPR.finditer(text) if _is_date(match))
    return tuple(dict.fromkeys(found))


def _is_date(match: re.Match[str]) -> bool:
    try:
        date(_LEAP_CENTURY + int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return False
    return True
