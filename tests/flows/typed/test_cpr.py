"""What looks like a CPR number is found as it is written; other numbers that people report are not."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.typed.cpr import cpr_like

FOUND = [
    ("010190-1234", "010190-1234"),
    ("0101901234", "0101901234"),
    ("010190 1234", "010190 1234"),
    ("010190 - 1234", "010190 - 1234"),
    ("010190–1234", "010190–1234"),
    ("010190\u00a01234", "010190\u00a01234"),
    ("Han skrev mit cpr 010190-1234 i opslaget.", "010190-1234"),
    ("cpr: 010190-1234, og mere", "010190-1234"),
    ("CPR010190-1234", "010190-1234"),
    ("cprnr0101901234", "0101901234"),
    ("CPR-nr.010190-1234", "010190-1234"),
    ("(010190-1234)", "010190-1234"),
    ("brev_010190-1234.pdf", "010190-1234"),
    ("Er det 010190-1234?", "010190-1234"),
    ("010190-1234.", "010190-1234"),
    ("0101901234 kræver svar", "0101901234"),
    ("290200-5678", "290200-5678"),
    ("311299-0001", "311299-0001"),
    ("sag 2026-0042 om 010190-1234", "010190-1234"),
    ("født 1990, 010190-1234", "010190-1234"),
]
OTHER = [
    ("", "nothing"),
    ("12345678", "a telephone number"),
    ("12 34 56 78", "a telephone number"),
    ("tlf. 20 11 19 90", "a telephone number"),
    ("+45 12 34 56 78", "a telephone number"),
    ("+4512345678", "a telephone number"),
    ("004512345678", "a telephone number"),
    ("+0101901234", "a telephone number abroad"),
    ("2026-0042", "a case number"),
    ("Sag 2026-0042 og 2026-0043", "two case numbers"),
    ("2026-010190-1234", "a longer case number"),
    ("24.010190-1234", "a longer file number"),
    ("010190-1234-5678", "a longer number"),
    ("2026-11-20", "an ISO date"),
    ("2026-11-20T14:30", "an ISO moment"),
    ("20.11.2026 kl. 14.30", "a Danish moment"),
    ("20112026", "a date"),
    ("20112026 1430", "a date and a clock"),
    ("01019012345", "eleven digits"),
    ("010190123", "nine digits"),
    ("5790001012345", "an EAN number"),
    ("DK5000400440116243", "an account"),
    ("4571 1234 5678 9012", "a card"),
    ("0101901234 kr.", "an amount"),
    ("0101901234kr", "an amount"),
    ("kr. 0101901234", "an amount"),
    ("DKK 0101901234", "an amount"),
    ("€0101901234", "an amount"),
    ("0101901234,50", "an amount"),
    ("0101901234,-", "an amount"),
    ("1.010.190.123", "an amount"),
    ("320190-1234", "no day 32"),
    ("000190-1234", "no day 0"),
    ("011390-1234", "no month 13"),
    ("310490-1234", "no 31 April"),
    ("290290-1234", "no leap year"),
    ("010190--1234", "two hyphens"),
    ("010190\n1234", "two lines"),
    ("010190-123a", "a letter"),
    ("a0101901234", "a part of a code"),
    ("٠١٠١٩٠-١٢٣٤", "digits nobody writes it with"),
]


@pytest.mark.parametrize(("text", "number"), FOUND)
def test_a_cpr_number_is_found_as_it_is_written(text: str, number: str) -> None:
    assert cpr_like(text) == (number,)


@pytest.mark.parametrize(("text", "what"), OTHER)
def test_another_number_is_left_alone(text: str, what: str) -> None:
    assert cpr_like(text) == (), what


def test_several_are_told_once_each_in_order() -> None:
    text = "020290-5678 og 010190-1234, 020290-5678,010190-1234/030390-1111"
    assert cpr_like(text) == ("020290-5678", "010190-1234", "030390-1111")


births = st.dates(date(1858, 1, 1), date(2057, 12, 31))
serials = st.integers(1, 9999).map("{:04}".format)
joints = st.sampled_from(["", "-", " "])
around = st.sampled_from(["", " ", "\n", "(", ")", ",", ". ", " mit cpr er ", " er det. "])


@given(births, serials, joints, around, around)
def test_every_number_is_found_in_a_sentence(
    birth: date, serial: str, joint: str, pre: str, post: str
) -> None:
    number = f"{birth:%d%m%y}{joint}{serial}"
    expected = () if (birth.month, birth.day, birth.year % 100) == (2, 29, 1) else (number,)
    assert cpr_like(f"{pre}{number}{post}") == expected


@given(st.integers(0, 99_999_999).map("{:08}".format) | st.dates().map(date.isoformat))
def test_neither_a_telephone_number_nor_a_date_is_found(number: str) -> None:
    assert cpr_like(f"Det var {number}.") == ()


@given(st.text(max_size=300) | st.text("0123456789- .,kr", max_size=300))
def test_what_is_found_has_ten_digits_and_stands_in_the_text(text: str) -> None:
    for number in cpr_like(text):
        assert number in text
        assert sum(sign.isdigit() for sign in number) == 10


@pytest.mark.parametrize("text", ["0" * 40_000, "010190 " * 6_000, "010190-" * 6_000, " " * 40_000])
def test_forty_thousand_characters_cost_no_time(text: str) -> None:
    begun = time.process_time()
    assert cpr_like(text) == ()
    assert time.process_time() - begun < 5
