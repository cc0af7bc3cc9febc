"""What can be pressed keeps its id while the rest of the surface changes, so that no press is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from bot.slack import blocks
from flows.screens.elements import (
    Button,
    Buttons,
    Choice,
    FormScreen,
    Heading,
    Menu,
    Part,
    Pick,
    PickPerson,
    Row,
    Screen,
    Text,
)
from tests.bot.slack.test_blocks import parts

Json = dict[str, Any]
MARK = "m" * 32
DECIDED = (Row("3. Krisehjælp er bestilt", Button("Åbn trin 3", "open_step", "sag|3")),)
OPEN = (
    Row("3. Lars beslutter", Button("Beslut", "decide", "sag|3")),
    Buttons((Button("Åbn trin 3", "open_step", "sag|3"), Button("Book samtale", "book", "sag|3"))),
)
OTHERS = (
    Row("4. Lars beslutter", Button("Beslut", "decide", "sag|4")),
    Buttons((Button("Åbn trin 4", "open_step", "sag|4"),)),
    PickPerson("involve:draft1", "Leder"),
    Pick("rechoose", "Ret et svar", (Choice("a", "Tid"),)),
)


def message(*shown: Part) -> list[Json]:
    return blocks.message(Screen("", shown), MARK)


def home(*shown: Part) -> list[Json]:
    return list(blocks.home(Screen("", shown))["blocks"])


def modal(*shown: Part) -> list[Json]:
    return list(blocks.modal(FormScreen("Sag", shown, "Luk"))["blocks"])


def pressed(drawn: list[Json]) -> list[str]:
    """The ids of what can be pressed, in order, the first block apart."""
    return [str(block.get("block_id")) for block in drawn[1:] if {"accessory", "elements"} & block.keys()]


def test_a_row_that_changes_leaves_the_ids_of_the_others() -> None:
    before, after = (pressed(message(Heading("Sag"), *row, *OTHERS)) for row in (OPEN, DECIDED))
    assert len(before) == len(after) + 1 == 6
    assert before[2:] == after[1:]
    assert pressed(message(Heading("Sag"), *OTHERS)) == before[2:]


def test_so_it_is_for_the_menus_of_rows() -> None:
    rows = [
        Row(f"{item}: modtaget og gemt", Menu((Button("Tag det ud", "take_out", f"draft1|{item}"),)))
        for item in ("file1", "file2", "file3")
    ]
    before, after = (pressed(message(Heading("Sag"), *shown)) for shown in (rows, rows[1:]))
    assert before[1:] == after
    assert len(set(before)) == 3


@pytest.mark.parametrize("surface", [home, modal])
def test_so_it_is_for_buttons_in_a_view(surface: Any) -> None:
    before, after = (pressed(surface(Text("Sag"), *row, *OTHERS[:2])) for row in (OPEN, DECIDED))
    assert before[2:] == after[1:]
    assert "None" not in before


@pytest.mark.parametrize("surface", [home, modal])
def test_a_selection_in_a_view_is_named_by_slack(surface: Any) -> None:
    assert pressed(surface(Text("Sag"), *OTHERS[2:])) == ["None", "None"]


def test_the_row_itself_has_no_id_of_another() -> None:
    before = pressed(message(Heading("Sag"), *OPEN, *DECIDED))
    assert len(set(before)) == 3


def test_the_same_twice_is_told_apart_by_its_turn() -> None:
    drawn = message(Heading("Sag"), *DECIDED, *DECIDED, *DECIDED)
    first, second, third = pressed(drawn)
    assert (second, third) == (f"{first}.2", f"{first}.3")


@given(parts)
def test_no_two_are_alike_and_none_is_too_long(shown: tuple[Part, ...]) -> None:
    for drawn in (message(*shown), home(*shown), modal(*shown)):
        ids = [block["block_id"] for block in drawn if "block_id" in block]
        assert len(ids) == len(set(ids))
        assert all(len(name) <= 255 for name in ids)
    assert message(*shown)[0]["block_id"] == MARK
