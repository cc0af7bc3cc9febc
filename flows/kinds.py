"""The kinds of digital harassment, in the order in which they are asked."""

from __future__ import annotations

from flows.kinds_of_exposure import EXPOSURES
from flows.kinds_of_threat import THREATS
from flows.kinds_of_words import WORDS

_ORDER = (
    "threat_life",
    "threat_other",
    "doxxing",
    "media_shared",
    "intimate",
    "fake_profile",
    "hate_page",
    "false_claim",
    "degrading",
    "flood",
    "stalking",
    "sexual",
    "hate",
    "extortion",
    "incite",
    "review",
    "false_order",
    "other",
)

KINDS = tuple(sorted((*THREATS, *WORDS, *EXPOSURES), key=lambda kind: _ORDER.index(kind.key)))
