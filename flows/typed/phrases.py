"""Words as people spell them, and the patterns that they fit.

A pattern is a word; `trus*` stands for every word that begins so, `*mail` for every word that ends so,
`*mail*` for every word that holds it, and `#` for a number of two digits or more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

ANY_NUMBER = "#"

SHORTEST_MISTYPED = 6
"""Letters. In a shorter word one other letter makes another word."""

SHORTEST_ALIKE = 5
"""Letters. Shorter words are too easily like one another, and too easily the end of a compound."""

LONGEST_WORD = 60
"""Letters. What is longer is no word that anybody could mean."""

LEAST_ALIKE = 0.72
"""Of 1: what is less alike than that is not thought of."""


class Fit(IntEnum):
    """How well a word fits a pattern: as it is to be spelt, with a typing error, or only likely."""

    ALIKE = 1
    MISTYPED = 2
    SPELT = 3


Fits = dict[str, Fit]
"""The patterns that a word fits, and how well."""

_DOUBLED = re.compile(r"([^\W\d_])\1")
_LETTERS = str.maketrans({"å": "a", "æ": "e", "ø": "o", "é": "e", "ö": "o", "ä": "e", "ü": "u"})
_SOUNDS = (("hv", "v"), ("hj", "j"), ("nd", "n"), ("ld", "l"), ("ph", "f"), ("gt", "t"), ("ck", "k"))
_SOUND = str.maketrans(
    {"c": "k", "g": "k", "q": "k", "z": "s", "w": "v", "d": "t", "b": "p", "y": "i", "j": "i"}
)


def listed(phrases: str) -> tuple[str, ...]:
    """The phrases of a table, which stand in it with commas between."""
    return tuple(" ".join(phrase.split()) for phrase in phrases.split(","))


def folded(text: str) -> tuple[str, ...]:
    """The words of a text without case, signs, doubled letters and the letters that keyboards lack."""
    plain = unicodedata.normalize("NFC", text.casefold()).replace("'", "").replace("’", "")
    return tuple(map(_shortest, re.findall(r"[^\W_]+", plain.translate(_LETTERS))))


@lru_cache(maxsize=4096)
def pattern(phrase: str) -> tuple[str, ...]:
    """The patterns of the words of a phrase."""
    return tuple(_pattern(word) for word in phrase.split())


def _pattern(word: str) -> str:
    if word == ANY_NUMBER:
        return word
    begins, ends = ("*" * word.startswith("*"), "*" * word.endswith("*"))
    return begins + "".join(folded(word)) + ends


def _shortest(word: str) -> str:
    """The word without doubled letters and with aa, ae and oe as the letters for which they stand."""
    while (shorter := _DOUBLED.sub(r"\1", _short(word))) != word:
        word = shorter
    return word


def _short(word: str) -> str:
    return word.replace("aa", "a").replace("ae", "e").replace("oe", "o")


@dataclass(frozen=True)
class Patterns:
    """All patterns of a question, ordered so that those which a word fits are found without trying each.

    `stems` are, by their first letter, those that may be mistyped; `sounds` are stems by how they sound.
    """

    known: frozenset[str]
    within: tuple[str, ...]
    stems: Mapping[str, tuple[str, ...]]
    sounds: Mapping[str, tuple[str, ...]]

    def spelt(self, word: str) -> Fits:
        """The patterns of which the word is one as it is to be spelt."""
        if len(word) > LONGEST_WORD:
            return {}
        ends = (word[i:] for i in range(len(word)))
        begins = (word[:i] for i in range(1, len(word) + 1))
        tried = (word, *(f"{part}*" for part in begins), *(f"*{part}" for part in ends))
        number = (ANY_NUMBER,) if word.isdigit() and len(word) > 1 else ()
        held = (p for p in self.within if p.strip("*") in word)
        return {p: Fit.SPELT for p in (*tried, *number) if p in self.known} | {p: Fit.SPELT for p in held}

    def mistyped(self, word: str) -> Fits:
        """The patterns that the word fits but for a typing error."""
        return {p: Fit.MISTYPED for p in self.stems.get(word[:1], ()) if _is_mistyped(p, word)}

    def alike(self, word: str) -> Fits:
        """The patterns that the word brings to mind: by sound, by looks, or as a compound that ends so."""
        if not SHORTEST_ALIKE <= len(word) <= LONGEST_WORD:
            return {}
        likely = [*self.sounds.get(_sound(word), ()), *self._in_compound(word)]
        likely += (p for p in self.stems.get(word[:1], ()) if _is_alike(p, word))
        return dict.fromkeys(likely, Fit.ALIKE)

    def _in_compound(self, word: str) -> Iterator[str]:
        for start in range(3, len(word) - SHORTEST_ALIKE + 1):
            for end in range(start + SHORTEST_ALIKE, len(word) + 1):
                if (found := f"{word[start:end]}*") in self.known:
                    yield found


def patterns(words: Iterable[str]) -> Patterns:
    """The patterns, ordered."""
    known = frozenset(words)
    stems: dict[str, tuple[str, ...]] = {}
    sounds: dict[str, tuple[str, ...]] = {}
    for word in sorted(known):
        stem = word.strip("*")
        if word.startswith("*") or len(stem) < SHORTEST_ALIKE:
            continue
        stems[stem[0]] = (*stems.get(stem[0], ()), word)
        sounds[_sound(stem)] = (*sounds.get(_sound(stem), ()), word)
    within = tuple(p for p in known if p.startswith("*") and p.endswith("*"))
    return Patterns(known, within, stems, sounds)


def _sound(word: str) -> str:
    for spelt, sound in _SOUNDS:
        word = word.replace(spelt, sound)
    return _shortest(word.translate(_SOUND))


def _is_mistyped(wanted: str, word: str) -> bool:
    from rapidfuzz.distance import OSA

    stem = wanted.strip("*")
    if len(stem) < SHORTEST_MISTYPED or len(word) < SHORTEST_MISTYPED - 1:
        return False
    most = 1 if len(stem) < 11 else 2
    is_cut = wanted.endswith("*")
    lengths = range(len(stem) - most, len(stem) + most + 1) if is_cut else (len(word),)
    return any(OSA.distance(stem, word[:length], score_cutoff=most) <= most for length in lengths)


def _is_alike(wanted: str, word: str) -> bool:
    from rapidfuzz.distance import OSA

    stem = wanted.strip("*")
    part = word[: len(stem) + 1] if wanted.endswith("*") else word
    return OSA.normalized_similarity(stem, part, score_cutoff=LEAST_ALIKE) >= LEAST_ALIKE
