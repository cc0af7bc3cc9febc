"""A number or a channel in our own words can be tapped, and nobody else's words become one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.block_texts import mrkdwn
from flows.screens.elements import (
    AFTER_CHANNEL,
    AFTER_NUMBER,
    BEFORE_CHANNEL,
    BEFORE_NUMBER,
    to_call,
    to_channel,
)

MARKS = {BEFORE_NUMBER, AFTER_NUMBER, BEFORE_CHANNEL, AFTER_CHANNEL}

TAPPED = [
    ("Ring 112 nu.", "", "Ring <tel:112|112> nu."),
    ("Ring til politiet på 114.", "", "Ring til politiet på <tel:114|114>."),
    ("Vagten: +45 00 00 00 01", "+45 00 00 00 01", "Vagten: <tel:+4500000001|+45 00 00 00 01>"),
    ("Krisehjælp (45) 60-11.11", "(45) 60-11.11", "Krisehjælp <tel:45601111|(45) 60-11.11>"),
    ("Sag 2026-1142 og 1120", "", "Sag 2026-1142 og 1120"),
]


@pytest.mark.parametrize(("text", "number", "shown"), TAPPED)
def test_our_numbers_are_tapped_and_can_be_read(text: str, number: str, shown: str) -> None:
    assert mrkdwn(to_call(text, number))["text"] == shown


@pytest.mark.parametrize("number", ["ring nu", "<!channel>", "1|2", ""])
def test_what_is_no_number_is_read_and_never_a_link(number: str) -> None:
    shown = mrkdwn(f"a{BEFORE_NUMBER}{number}{AFTER_NUMBER}b")["text"]
    assert "<tel:" not in shown


def test_a_channel_is_a_link() -> None:
    assert mrkdwn(f"Den er her: {to_channel('C0SAG')}")["text"] == "Den er her: <#C0SAG>"


@pytest.mark.parametrize("channel", ["sag-1", "C0SAG|x", "!channel", "C0 SAG", ""])
def test_what_is_no_channel_is_no_link(channel: str) -> None:
    assert "<" not in mrkdwn(f"a{BEFORE_CHANNEL}{channel}{AFTER_CHANNEL}b")["text"]


@given(st.text(alphabet=st.sampled_from([*MARKS, *"112 <>|&ab"]), max_size=40))
def test_no_mark_is_ever_shown(text: str) -> None:
    assert not MARKS & set(mrkdwn(text)["text"])
