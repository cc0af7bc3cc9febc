"""Which choices a typed line names: words in any inflection, with articles, prepositions and typing errors.

Each choice has a table of phrases beside it (`Option.typed`). In a phrase `trus*` stands for every word
that begins so, `*mail` for every word that ends so and `*mail*` for every word that holds it; between its
words at most two others may stand. A phrase with more words, or words that cover another's, says more than
that one and wins. A phrase that stands at several choices is unclear on purpose: "trusler" may be either of
two kinds, and the milder one is never chosen in silence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

LARGEST_GAP = 2
"""Words that may stand between two words of a phrase."""

SHORTEST_MISTYPED = 6
"""Letters. In a shorter word one other letter makes another word."""

NEAREST = 3
"""So many choices are offered for a line that names none."""

LEAST_ALIKE = 75
"""Of 100: what is less alike than that is not offered."""

ANY_NUMBER = "#"
"""In a phrase: a number of two digits or more, as in "100 beskeder"."""

NEGATING = frozenset(
    ("ik", "ike", "ikek", "ingen", "aldrig", "hverken", "udover", "not", "no", "never", "isnt", "wasnt")
)
"""Folded. A line that denies something may deny the very choice that it names."""

COMMON = frozenset(
    (
        *(
            "nogen",
            "noget",
            "nogle",
            "andre",
            "bliver",
            "skriver",
            "siger",
            "efter",
            "under",
            "mange",
            "flere",
        ),
        *("hvordan", "there", "their", "about", "would", "could", "other", "where", "which", "these"),
    )
)
"""Words that are no typing error of any other."""

DOUBTING = frozenset(
    ("maske", "mske", "tror", "vist", "eler", "mest", "maybe", "perhaps", "think", "or", "either")
)

_FUNCTION_WORDS = """
    a, af, al, alle, alt, and, at, bare, be, been, begge, blev, bliver, by, da, de, dem, den, der,
    dere, deres, det, dig, din, dine, dit, du, een, en, er, et, for, fra, from, går, ham, han, hans,
    har, have, he, her, hende, him, his, hun, i, in, is, it, its, ja, jeg, jer, jo, kun, man, me,
    med, meget, men, min, mine, mit, mod, my, nogen, noget, nogle, nu, nok, of, og, også, om, on,
    op, os, over, på, så, sa, she, sig, sin, som, the, their, them, then, they, this, til, to, ud,
    ved, vi, via, vores, var, was, we, were, with, you, your, lige, igen, altså, lidt, både, først,
    sidst, end, samt, inde, ude, nede, hvor, når, mens, fordi
"""
"""Words that say nothing of their own: beside a choice they leave nothing unsaid."""

_DOUBLED = re.compile(r"([^\W\d_])\1")
_LETTERS = str.maketrans({"å": "a", "æ": "e", "ø": "o", "é": "e", "ö": "o", "ä": "e", "ü": "u"})


@dataclass(frozen=True)
class Named:
    """What a line says of the choices, by key.

    `clear` are those that it names; of `unclear` it means one, and does not say which. `is_doubtful` says
    that it denies or doubts something. `others` is the number of words that name nothing and carry meaning.
    """

    clear: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    is_doubtful: bool = False
    others: int = 0


@dataclass(frozen=True)
class _Match:
    key: str
    words: frozenset[int]
    is_exact: bool

    def within(self, place: int) -> bool:
        return min(self.words) <= place <= max(self.words)


@dataclass(frozen=True)
class _Word:
    """A word of the line, or two that somebody may have split; its places are those that it takes.

    `least` is how much of it one of two such words holds already.
    """

    text: str
    first: int
    last: int
    least: int = 0


def listed(phrases: str) -> tuple[str, ...]:
    """The phrases of a table, which stand in it with commas between."""
    return tuple(" ".join(phrase.split()) for phrase in phrases.split(","))


def folded(text: str) -> tuple[str, ...]:
    """The words of a text without case, signs, doubled letters and the letters that keyboards lack."""
    plain = unicodedata.normalize("NFC", text.casefold()).replace("'", "").replace("’", "")
    return tuple(map(_shortest, re.findall(r"[^\W_]+", plain.translate(_LETTERS))))


def _shortest(word: str) -> str:
    """The word without doubled letters and with aa, ae and oe as the letters for which they stand."""
    while (shorter := _DOUBLED.sub(r"\1", _short(word))) != word:
        word = shorter
    return word


def _short(word: str) -> str:
    return word.replace("aa", "a").replace("ae", "e").replace("oe", "o")


_FUNCTION = frozenset(word for spelt in _FUNCTION_WORDS.split(",") for word in folded(spelt))


def named(line: str, phrases: Iterable[tuple[str, str]]) -> Named:
    """What the line names. `phrases` are pairs of a choice's key and one of its phrases.

    A phrase of the key "" names nothing: "skrev til min leder" tells whom somebody wrote to.
    """
    words = folded(line)
    matches = _telling(list(_matches(words, phrases)))
    groups: dict[frozenset[int], dict[str, None]] = {}
    for match in sorted(matches, key=lambda m: min(m.words)):
        groups.setdefault(match.words, {})[match.key] = None
    clear = {key: None for keys in groups.values() if len(keys) == 1 for key in keys if key}
    unclear = {
        key: None
        for keys in groups.values()
        if len(keys) > 1 and not keys.keys() & clear.keys()
        for key in keys
    }
    covered = {place for match in matches for place in match.words}
    denying = [i for i, word in enumerate(words) if word in NEGATING | DOUBTING]
    is_doubtful = any(not any(match.within(i) for match in matches) for i in denying)
    others = sum(i not in covered and word not in _FUNCTION for i, word in enumerate(words))
    return Named(tuple(clear), tuple(unclear), is_doubtful, others)


def nearest(line: str, phrases: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The choices that the line is most like, the most alike first; none where nothing is."""
    from rapidfuzz import fuzz

    said = " ".join(folded(line))
    alike: dict[str, float] = {}
    for key, phrase in phrases:
        plain = " ".join(_phrase(phrase)).replace("*", "")
        if key and len(plain) > 3 and len(said) > 2:
            alike[key] = max(alike.get(key, 0), fuzz.WRatio(said, plain))
    found = sorted((key for key in alike if alike[key] >= LEAST_ALIKE), key=lambda key: -alike[key])
    return tuple(found[:NEAREST])


def _telling(matches: list[_Match]) -> list[_Match]:
    """The matches that say most: what is spelt right before what may be, more words before fewer."""
    spelt = {place for match in matches if match.is_exact for place in match.words}
    kept = [m for m in matches if m.is_exact or not m.words <= spelt]
    return [m for m in kept if not any(m.words < other.words for other in kept)]


def _matches(words: Sequence[str], phrases: Iterable[tuple[str, str]]) -> Iterator[_Match]:
    line = [_Word(word, i, i) for i, word in enumerate(words)]
    line += [_Word(a + b, i, i + 1, len(a)) for i, (a, b) in enumerate(pairwise(words))]
    for key, phrase in phrases:
        pattern = _phrase(phrase)
        for places, is_exact in _found(pattern, line, None):
            yield _Match(key, places, is_exact)


def _found(
    pattern: tuple[str, ...], line: Sequence[_Word], after: int | None
) -> Iterator[tuple[frozenset[int], bool]]:
    """Where the words of a phrase stand one after the other, and whether all are spelt right."""
    if not pattern:
        yield frozenset(), True
        return
    for word in line:
        if after is not None and not after < word.first <= after + 1 + LARGEST_GAP:
            continue
        fit = _fit(pattern[0], word)
        if fit is None:
            continue
        for places, is_exact in _found(pattern[1:], line, word.last):
            yield places | set(range(word.first, word.last + 1)), is_exact and fit


@lru_cache(maxsize=4096)
def _phrase(phrase: str) -> tuple[str, ...]:
    return tuple(_pattern(word) for word in phrase.split())


def _pattern(word: str) -> str:
    if word == ANY_NUMBER:
        return word
    begins, ends = ("*" * word.startswith("*"), "*" * word.endswith("*"))
    return begins + "".join(folded(word)) + ends


@lru_cache(maxsize=65536)
def _fits(pattern: str, word: str) -> bool | None:
    """True for a word as it is to be spelt, False for one with a typing error, None for another word."""
    if pattern == ANY_NUMBER:
        return True if word.isdigit() and len(word) > 1 else None
    stem = pattern.strip("*")
    if pattern.startswith("*"):
        return True if (stem in word if pattern.endswith("*") else word.endswith(stem)) else None
    if pattern.endswith("*"):
        if word.startswith(stem):
            return True
        return False if _is_mistyped(stem, word, cut=True) else None
    if word == stem:
        return True
    return False if _is_mistyped(stem, word, cut=False) else None


def _fit(pattern: str, word: _Word) -> bool | None:
    """Two words that are one when joined have to be spelt right otherwise: else they are two."""
    fit = _fits(pattern, word.text)
    is_joined = word.first != word.last
    return None if is_joined and (fit is False or len(pattern.strip("*")) <= word.least) else fit


def _is_mistyped(stem: str, word: str, *, cut: bool) -> bool:
    if (
        len(stem) < SHORTEST_MISTYPED
        or len(word) < SHORTEST_MISTYPED - 1
        or stem[0] != word[0]
        or word in COMMON
    ):
        return False
    from rapidfuzz.distance import OSA

    most = 1 if len(stem) < 11 else 2
    lengths = range(len(stem) - most, len(stem) + most + 1) if cut else (len(word),)
    return any(OSA.distance(stem, word[:length], score_cutoff=most) <= most for length in lengths)
