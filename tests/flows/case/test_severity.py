"""How serious a report is, rule by rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.case.severity import LEVELS, severity
from flows.report.choices import CIRCUMSTANCES
from flows.report.kinds import KINDS

DEFAULTS = {
    "threat_life": "RED",
    "threat_other": "ORANGE",
    "doxxing": "ORANGE",
    "media_shared": "YELLOW",
    "intimate": "RED",
    "fake_profile": "ORANGE",
    "hate_page": "ORANGE",
    "false_claim": "ORANGE",
    "degrading": "YELLOW",
    "flood": "YELLOW",
    "stalking": "ORANGE",
    "sexual": "ORANGE",
    "hate": "ORANGE",
    "extortion": "RED",
    "incite": "ORANGE",
    "review": "YELLOW",
    "false_order": "ORANGE",
    "other": "YELLOW",
}
kinds = st.lists(st.sampled_from([o.key for o in KINDS]), min_size=1, unique=True).map(tuple)
circumstances = st.lists(st.sampled_from([o.key for o in CIRCUMSTANCES]), unique=True).map(tuple)


def test_every_kind_has_a_level_and_no_other() -> None:
    assert set(DEFAULTS) == {option.key for option in KINDS}


@pytest.mark.parametrize(("kind", "level"), DEFAULTS.items())
def test_a_kind_has_its_default_level(kind: str, level: str) -> None:
    assert severity({"kinds": (kind,), "circumstances": ("none",)}) == level


RAISED = [
    ("degrading", "repeated", "ORANGE"),
    ("degrading", "address_family", "ORANGE"),
    ("degrading", "unsafe", "ORANGE"),
    ("stalking", "unsafe", "RED"),
    ("extortion", "unsafe", "RED"),
    ("degrading", "public", "YELLOW"),
    ("degrading", "visible", "YELLOW"),
    ("degrading", "child", "YELLOW"),
    ("threat_other", "address_family", "RED"),
    ("incite", "address_family", "RED"),
    ("doxxing", "public", "ORANGE"),
]


@pytest.mark.parametrize(("kind", "circumstance", "level"), RAISED)
def test_repetition_address_and_fear_raise_by_one_and_nothing_else_does(
    kind: str, circumstance: str, level: str
) -> None:
    assert severity({"kinds": (kind,), "circumstances": (circumstance,)}) == level


def test_several_reasons_raise_by_one_together() -> None:
    answers = {"kinds": ("review",), "circumstances": ("repeated", "address_family", "unsafe")}
    assert severity(answers) == "ORANGE"


def test_danger_is_red_whatever_else_is_said() -> None:
    assert severity({"danger": "yes", "kinds": ("review",), "circumstances": ("none",)}) == "RED"


def test_no_kind_at_all_is_yellow() -> None:
    assert severity({}) == "YELLOW"


@given(kinds, circumstances)
def test_the_worst_kind_counts_and_more_never_makes_it_milder(
    several: tuple[str, ...], also: tuple[str, ...]
) -> None:
    alone = [LEVELS.index(severity({"kinds": (kind,), "circumstances": also})) for kind in several]
    together = LEVELS.index(severity({"kinds": several, "circumstances": also}))
    plain = LEVELS.index(severity({"kinds": several, "circumstances": ("none",)}))
    assert together == max(alone)
    assert together - plain in {0, 1} or {"threat_other", "incite"} & set(several)
