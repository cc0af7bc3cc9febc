"""What looks for markers finds one in each way in which it can lie there."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

import pytest

from tests.canaries.markers import Canaries

LYING: dict[str, Callable[[str], bytes]] = {
    "UTF-8": str.encode,
    "JSON": lambda text: json.dumps({"text": text}).encode(),
    "hex": lambda text: text.encode().hex().encode(),
    "HEX": lambda text: text.encode().hex().upper().encode(),
    "UTF-16-LE": lambda text: text.encode("utf-16-le"),
    "UTF-16-BE": lambda text: text.encode("utf-16-be"),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64 after one byte": lambda text: base64.b64encode(b"1" + text.encode()),
    "base64 after two": lambda text: base64.b64encode(b"12" + text.encode()),
}


@pytest.mark.parametrize("lying", LYING.values(), ids=LYING)
def test_it_is_found(lying: Callable[[str], bytes]) -> None:
    canaries = Canaries()
    written = b"before " + lying(canaries("a story")) + b" after"
    assert canaries.found(written) != []


def test_those_of_another_story_are_not() -> None:
    assert Canaries().found(Canaries()("a story").encode()) == []


def test_the_name_of_a_file_is_found_as_it_stands() -> None:
    canaries = Canaries()
    canaries.names.append("2026-0042-police.json")
    assert canaries.found(b"PK\x03\x04 2026-0042-police.json") != []
