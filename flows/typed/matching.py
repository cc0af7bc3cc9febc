"""Which choices a typed line names: words in any inflection, with articles, prepositions and typing errors.

Each choice has a table of phrases beside it (`Option.typed`). A phrase is of patterns
(flows/typed/phrases.py), between which at most two other words may stand. A phrase with more words, or
words that cover another's, says more than that one and wins. A phrase that stands at several choices is
unclear on purpose: "trusler" may be either of two kinds, and the milder one is never chosen in silence.

`Option.hints` are phrases that make one think of a choice and do not name it: with them, as with words that
are only alike, a choice is offered and never taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from flows.typed.phrases import Fit, Patterns, folded, listed, pattern, patterns

SHORTEST_STEM = 3
"""Letters. Nearly every word begins with one that is shorter."""

LARGEST_GAP = 2
"""Words that may stand between two words of a phrase."""

NEGATING = frozenset(
    ("ik", "ike", "ikek", "ingen", "aldrig", "hverken", "udover", "not", "no", "never", "isnt", "wasnt")
)
"""Folded. A line that denies something may deny the very choice that it names."""

COMMON = frozenset(
    word
    for spelt in (
        *("nogen", "noget", "nogle", "andre", "bliver", "skriver", "siger", "efter", "under", "mange"),
        *("flere", "hvordan", "ligger", "lægger", "kommer", "kender", "holder", "sender", "sætter"),
        *("there", "their", "about", "would", "could", "other", "where", "which", "these"),
    )
    for word in folded(spelt)
)
"""Words that are no typing error of any other."""

DOUBTING = frozenset(
    ("maske", "mske", "tror", "vist", "eler", "mest", "maybe", "perhaps", "think", "or", "either")
)

DOUBTING_PAIRS = frozenset(
    (("noget", "med"), ("noget", "om"), ("something", "with"), ("something", "about"), ("en", "slags"))
)
"""Of "noget med billeder" nobody knows what about them."""

_FUNCTION_WORDS = """
    a, af, al, alle, alt, and, at, bare, be, been, begge, blev, bliver, by, da, de, dem, den, der,
    dere, deres, det, dig, din, dine, dit, du, een, en, er, et, for, fra, from, går, ham, han, hans,
    har, have, he, her, hende, him, his, hun, i, in, is, it, its, ja, jeg, jer, jo, kun, man, me,
    med, meget, men, min, mine, mit, mod, my, nogen, noget, nogle, nu, nok, of, og, også, om, on,
    op, os, over, på, så, sa, she, sig, sin, som, the, their, them, then, they, this, til, to, ud,
    ved, vi, via, vores, var, was, we, were, with, you, your, lige, igen, altså, lidt, både, først,
    sidst, end, samt, inde, ude, nede, hvor, når, mens, fordi, gerne, helst, tak, please, thanks, desværre,
    faktisk, egentlig, vel, simpelthen, helt, ret, virkelig, heldigvis, især, mest, just, really, actually,
    sgu, fandme, kraftedme, satme, fucking, fuck, fucked, pis, skide, satan, helvede, fanden, lort, bloody,
    lol, omg, tbh, hej, hi, hello, stå, står, are, am, been, be, that, who, which, an, our, us, me, too
"""
"""Words that say nothing of their own: beside a choice they leave nothing unsaid."""

_FUNCTION = frozenset(word for spelt in listed(_FUNCTION_WORDS) for word in folded(spelt))


@dataclass(frozen=True)
class Named:
    """What a line says of the choices, by key.

    `clear` are those that it names; of `unclear` it means one, and does not say which. `hinted` are those
    that it makes one think of, the likeliest first. `is_doubtful` says that it denies or doubts something,
    by a word that is none of a phrase's own. `beside` are the words that name nothing, `others` is the number
    of those that carry meaning.
    """

    clear: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    hinted: tuple[str, ...] = ()
    is_doubtful: bool = False
    others: int = 0
    beside: tuple[str, ...] = ()


Phrases = tuple[tuple[str, str], ...]
"""Pairs of a choice's key and one of its phrases."""


@dataclass(frozen=True)
class _Phrase:
    key: str
    words: tuple[str, ...]
    is_hint: bool


@dataclass(frozen=True)
class _Match:
    phrase: _Phrase
    words: frozenset[int]
    fit: Fit

    @property
    def key(self) -> str:
        return self.phrase.key

    @property
    def is_naming(self) -> bool:
        return self.fit > Fit.ALIKE and not self.phrase.is_hint


@dataclass(frozen=True)
class _Place:
    """Where in the line a pattern is found: in one word, or in two that somebody may have split."""

    first: int
    last: int
    fit: Fit


def named(line: str, phrases: Phrases, hints: Phrases = ()) -> Named:
    """What the line names. A phrase of the key "" names nothing: "skrev til min leder" tells whom
    somebody wrote to.
    """
    words = folded(line)
    matches = list(_matches(words, *_table(phrases, hints)))
    naming = _telling([match for match in matches if match.is_naming])
    groups: dict[frozenset[int], dict[str, None]] = {}
    for match in sorted(naming, key=lambda m: min(m.words)):
        groups.setdefault(match.words, {})[match.key] = None
    clear = {key: None for keys in groups.values() if len(keys) == 1 for key in keys if key}
    unclear = {
        key: None
        for keys in groups.values()
        if len(keys) > 1 and not keys.keys() & clear.keys()
        for key in keys
        if key
    }
    covered = {place for match in naming for place in match.words}
    denying = [i for i, word in enumerate(words) if word in NEGATING | DOUBTING]
    is_vague = any(pair in DOUBTING_PAIRS for pair in pairwise(words))
    is_doubtful = is_vague or any(place not in covered for place in denying)
    beside = tuple(word for i, word in enumerate(words) if i not in covered)
    others = sum(word not in _FUNCTION for word in beside)
    weights = _weights(matches)
    likely = sorted(weights, key=lambda key: -weights[key])
    unclear_first = sorted(unclear, key=lambda key: -weights.get(key, 0))
    hinted = tuple(key for key in likely if key not in {*clear, *unclear})
    return Named(tuple(clear), tuple(unclear_first), hinted, is_doubtful, others, beside)


def _weights(matches: list[_Match]) -> dict[str, float]:
    """How much of the line makes one think of each choice: words, those only alike for half."""
    found: dict[str, dict[int, float]] = {}
    for match in matches:
        if match.key and not match.is_naming:
            places = found.setdefault(match.key, {})
            weight = 0.5 if match.fit == Fit.ALIKE else 1
            places.update({place: max(weight, places.get(place, 0)) for place in match.words})
    return {key: sum(places.values()) for key, places in found.items()}


def _telling(matches: list[_Match]) -> list[_Match]:
    """The matches that say most: what is spelt right before what may be, more words before fewer."""
    spelt = {place for match in matches if match.fit == Fit.SPELT for place in match.words}
    kept = [m for m in matches if m.fit == Fit.SPELT or not m.words <= spelt]
    return [m for m in kept if not any(m.words < other.words for other in kept)]


@lru_cache(maxsize=64)
def _table(phrases: Phrases, hints: Phrases) -> tuple[tuple[_Phrase, ...], Patterns]:
    all_of_them = (
        *(_Phrase(key, pattern(phrase), is_hint=False) for key, phrase in phrases),
        *(_Phrase(key, pattern(phrase), is_hint=True) for key, phrase in hints),
    )
    return all_of_them, patterns(word for phrase in all_of_them for word in phrase.words)


def _matches(words: Sequence[str], table: Sequence[_Phrase], known: Patterns) -> Iterator[_Match]:
    places = _places(words, known)
    # Of hundreds of phrases a line has the beginning of a few.
    for phrase in (phrase for phrase in table if phrase.words[0] in places):
        for at, fit in _found(phrase.words, places, None):
            yield _Match(phrase, at, fit)


def _places(words: Sequence[str], known: Patterns) -> Mapping[str, list[_Place]]:
    """Where in the line each pattern is found."""
    found: dict[str, list[_Place]] = {}
    for i, word in enumerate(words):
        fits = known.spelt(word)
        if not any(_is_telling_apart(wanted) for wanted in fits) and word not in COMMON | _FUNCTION:
            fits = known.alike(word) | known.mistyped(word) | fits
        for wanted, fit in fits.items():
            found.setdefault(wanted, []).append(_Place(i, i, fit))
    for i, (one, other) in enumerate(pairwise(words)):
        for wanted, fit in known.spelt(one + other).items():
            if _is_across(wanted, one, other):
                found.setdefault(wanted, []).append(_Place(i, i + 1, fit))
    return found


def _is_telling_apart(wanted: str) -> bool:
    """Whether what fits the pattern is that word: `p*` is for the second word of a phrase."""
    return not wanted.endswith("*") or len(wanted) > SHORTEST_STEM


def _is_across(wanted: str, one: str, other: str) -> bool:
    """Whether the pattern needs letters of both words: else they are two."""
    stem = wanted.strip("*")
    if not wanted.startswith("*"):
        return len(stem) > len(one)
    return stem not in one and stem not in other and len(stem) > len(other) * (not wanted.endswith("*"))


def _found(
    wanted: tuple[str, ...], places: Mapping[str, list[_Place]], after: int | None
) -> Iterator[tuple[frozenset[int], Fit]]:
    """Where the words of a phrase stand one after the other, and how well the worst of them fits."""
    if not wanted:
        yield frozenset(), Fit.SPELT
        return
    for place in places.get(wanted[0], ()):
        if after is not None and not after < place.first <= after + 1 + LARGEST_GAP:
            continue
        for at, fit in _found(wanted[1:], places, place.last):
            yield at | set(range(place.first, place.last + 1)), min(fit, place.fit)
