"""The kinds of digital harassment, in the order in which they are asked."""

from __future__ import annotations

from flows.report.kinds_of_exposure import EXPOSURES
from flows.report.kinds_of_threat import THREATS
from flows.report.kinds_of_words import WORDS
from flows.typed.phrases import listed

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

NOT_A_KIND = listed("""
    i had, he had, she had, they had, we had, you had, who had, has had, had to, had a, had an, had the,
    had my, had his, had her, had been, had it, had me
""")
"""English words that look like Danish ones which name a kind."""
