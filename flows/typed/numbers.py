"""Numbers as words, in Danish and English, as people write them about time."""

from __future__ import annotations

_WORDS = (
    ("en", "et", "one"),
    ("to", "two"),
    ("tre", "three"),
    ("fire", "four"),
    ("fem", "five"),
    ("seks", "six"),
    ("syv", "seven"),
    ("otte", "eight"),
    ("ni", "nine"),
    ("ti", "ten"),
    ("elleve", "eleven"),
    ("tolv", "twelve"),
)
HOURS = {word: number for number, words in enumerate(_WORDS, 1) for word in words}
"""The hours of a clock."""

COUNTS = HOURS | {"a": 1, "an": 1, "fjorten": 14, "fourteen": 14, "tyve": 20, "twenty": 20}
"""How many days, weeks, hours or minutes."""


def any_of(words: dict[str, int]) -> str:
    """A pattern of these words or a number of at most three digits, the longest word first."""
    return "|".join(("[0-9]{1,3}", *sorted(words, key=len, reverse=True)))


def number(said: str) -> int:
    """The number that a match of that pattern is."""
    return int(said) if said.isdigit() else COUNTS[said]
