"""Every sentence has a Danish one, the Danish is easy to read, and no word in it judges anybody."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from string import Formatter

import pytest
from babel.messages.catalog import Message

from flows.words import Voice, catalogues, language_of
from tests.flows.given import danish
from tests.flows.words.sentences import said

HIGHEST_LIX = 30.0
MESSAGES = danish()
JUDGING_DANISH = re.compile(r"\b(ulovlig|kriminel|skyldig|gerningsm[aæ]nd|offer\b|ofre)", re.IGNORECASE)
JUDGING_ENGLISH = re.compile(r"\b(illegal|criminal|guilt|perpetrator|victim|offender)", re.IGNORECASE)
EMOJI = {"So", "Sk", "Cs", "Co"}


def ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def places(text: str) -> Counter[str]:
    return Counter(name for _, name, _, _ in Formatter().parse(text) if name is not None)


TEXTS = [text for message in MESSAGES for text in strings(message)]


def test_every_sentence_of_the_code_has_a_danish_one() -> None:
    assert said() - {ids(message)[0] for message in MESSAGES} == set()


def test_no_danish_sentence_is_left_over() -> None:
    assert {ids(message)[0] for message in MESSAGES} - said() == set()


def test_no_sentence_is_translated_twice_unfinished_or_empty() -> None:
    raw = b"\n\n".join(catalogues("da")).decode()
    written = Counter(re.findall(r"^msgid ((?:\".*\"\n?)+)", raw, re.MULTILINE))
    assert [key for key, count in written.items() if count > 1 and key != '""\n'] == []
    assert "fuzzy" not in raw
    assert all(text.strip() for text in TEXTS)


def test_a_translation_fills_the_same_places() -> None:
    pairs = [(ids(message)[-1], text) for message in MESSAGES for text in strings(message)]
    assert [text for source, text in pairs if set(places(text)) != set(places(source))] == []


def test_a_sentence_without_a_translation_would_be_said_in_english_and_not_break() -> None:
    assert Voice("da")("Nobody wrote this.") == "Nobody wrote this."
    assert Voice("da")("") == ""


LOCALES = [
    ("da-DK", "da"),
    ("en-US", "en"),
    ("en-GB", "en"),
    ("EN", "en"),
    ("de-DE", "da"),
    ("", "da"),
    (None, "da"),
]


@pytest.mark.parametrize(("locale", "language"), LOCALES)
def test_danish_is_spoken_to_everybody_but_those_who_chose_english(locale: str | None, language: str) -> None:
    assert language_of(locale) == language


WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+(?:[.,:]\d+)*")
SENTENCE_END = re.compile(r"(?<!\bfx)[.!?:](?=\s|$)|\n")


def counts(text: str) -> tuple[int, int, int]:
    """Words, sentences and long words of a text; a filled-in place counts as one short word."""
    plain = re.sub(r"\{\w+\}", "Lars", text)
    words = WORD.findall(plain)
    sentences = [part for part in SENTENCE_END.split(plain) if WORD.search(part)]
    return len(words), max(len(sentences), 1), sum(len(word) > 6 for word in words)


def lix(texts: list[str]) -> float:
    """Läsbarhetsindex: words a sentence, and long words (over six letters) in a hundred."""
    rows = [counts(text) for text in texts]
    words, sentences, long_words = (sum(row[column] for row in rows) for column in range(3))
    return words / sentences + 100 * long_words / words


def test_the_reading_index_is_computed_as_by_hand() -> None:
    assert counts("Tak. Din sag har nummer {number}.") == (6, 2, 0)
    assert counts("Kontakt medarbejderen, og tilbyd krisehjælp") == (5, 1, 3)
    assert lix(["Tak. Din sag har nummer {number}."]) == 3.0
    assert lix(["Kontakt medarbejderen, og tilbyd krisehjælp"]) == 65.0


def test_the_danish_is_easy_to_read(record_property: Callable[[str, str], None]) -> None:
    sentences = [text for text in TEXTS if text.rstrip().endswith((".", "?", ":"))]
    everything, whole = lix(TEXTS), lix(sentences)
    numbers = f"LIX of all {len(TEXTS)} texts {everything:.1f}, of the {len(sentences)} sentences {whole:.1f}"
    record_property("measured", numbers)
    assert everything < HIGHEST_LIX
    assert whole < HIGHEST_LIX


ENGLISH = [text for message in MESSAGES for text in ids(message)]


def test_no_text_judges_anybody_in_either_language() -> None:
    assert [text for text in TEXTS if JUDGING_DANISH.search(text)] == []
    assert [text for text in ENGLISH if JUDGING_ENGLISH.search(text)] == []


def test_no_text_shouts_or_winks() -> None:
    assert [text for text in [*TEXTS, *ENGLISH] if "!" in text] == []
    assert [
        text for text in [*TEXTS, *ENGLISH] if {unicodedata.category(sign) for sign in text} & EMOJI
    ] == []


@pytest.mark.parametrize("bad", ["Gerningsmanden", "det er ulovligt", "et offer", "ofret", "kriminelle"])
def test_a_judging_word_is_recognised(bad: str) -> None:
    assert JUDGING_DANISH.search(bad)


@pytest.mark.parametrize("good", ["offentligt", "det offentlige", "skyld"])
def test_a_word_that_only_looks_like_one_is_not(good: str) -> None:
    assert not JUDGING_DANISH.search(good)
