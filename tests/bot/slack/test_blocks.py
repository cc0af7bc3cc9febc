"""Whatever a screen holds, what is drawn of it stays within Slack's limits and pings nobody."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack import blocks
from flows.screens.elements import (
    Button,
    Buttons,
    Choice,
    FormScreen,
    Heading,
    Input,
    Menu,
    Note,
    Part,
    Pick,
    PickDate,
    PickPerson,
    Quote,
    Row,
    Rule,
    Screen,
    Text,
)
from tests.workspace.block_kit.blocks import check_blocks, check_view, is_too_large

Json = dict[str, Any]
LONG = 40_000
HOSTILE = [
    "",
    " \n\t",
    "<!channel>",
    "<!here|x> <@U0LARS> <#C1> <https://x.example|y>",
    "&lt;!channel&gt;",
    "&" * 3000,
    "<" * LONG,
    "\u202eedoc \u2067lår\u2069",
    "שלום <!everyone>",
    "```*_~> citat",
    "👩‍👩‍👧‍👦" * 500,
    "x" * LONG,
    " " * LONG,
    "\x00\x07",
]
said = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=200))
ids = st.text("abcdefghij0123456789|:_-", min_size=1, max_size=60)
choices = st.integers(0, 120).map(lambda n: tuple(Choice(f"k{i}", f"Valg {i}" * (i % 20)) for i in range(n)))
buttons = st.builds(
    Button,
    label=said,
    act=ids,
    value=st.one_of(st.just(""), ids),
    style=st.sampled_from(["", "primary", "danger"]),
    confirm=said,
    deny=said,
)
menus = st.builds(Menu, st.lists(buttons, min_size=1, max_size=5).map(tuple))
PARTS: list[st.SearchStrategy[Part]] = [
    st.builds(Heading, said),
    st.builds(Text, said),
    st.builds(Note, said),
    st.builds(Quote, said),
    st.just(Rule()),
    st.builds(
        lambda row, more: Buttons((*row, *more)),
        st.lists(buttons, max_size=30),
        st.lists(menus, max_size=1),
    ),
    st.builds(Row, said, st.none() | buttons | menus),
    st.builds(Pick, ids, said, choices, st.just(("k0", "gone")), st.booleans()),
    st.builds(PickPerson, ids, said, st.sampled_from(["", "U0LARS"])),
    st.builds(PickDate, ids, said),
]
some_parts = st.lists(st.one_of(PARTS), max_size=12).map(tuple)
# A few parts many times over: 120 parts without the time it takes to make up 120.
many_parts = st.lists(st.one_of(PARTS), min_size=1, max_size=4).map(lambda few: tuple(few * 40)[:120])
parts = st.one_of(some_parts, many_parts)
FILLED: dict[str, st.SearchStrategy[tuple[str, ...]]] = {
    "": st.one_of(said.map(lambda text: (text,)), st.just(("k0",)), st.just(())),
    "line": said.map(lambda text: (text,)),
    "list": st.sampled_from([(), ("",), ("k1",), ("gone",)]),
    "many": st.sampled_from([(), ("k0", "k7"), ("gone",)]),
    "person": st.sampled_from([(), ("",), ("U0LARS",)]),
    "people": st.sampled_from([(), ("U0LARS", "U0ANNE")]),
    "day": st.sampled_from([(), ("",), ("2026-11-23",)]),
}


def fields_of(kind: Any) -> st.SearchStrategy[Input]:
    longest = st.sampled_from([1, 120, 3000])
    return st.builds(
        Input, st.just(""), said, said, choices, st.booleans(), st.just(kind), FILLED[kind], longest
    )


fields = st.sampled_from(sorted(FILLED)).flatmap(fields_of)


def keyed(found: list[Input]) -> tuple[Input, ...]:
    return tuple(replace(field, key=f"field{n}") for n, field in enumerate(found))


forms = st.builds(
    lambda title, shown, asked, act, submit, about: FormScreen(
        title, shown + keyed(asked), "Luk", act, submit or "Gem", about
    ),
    said,
    parts,
    st.lists(fields, max_size=6),
    st.one_of(st.just(""), ids),
    said,
    st.one_of(st.just(""), ids),
)


def mrkdwn_of(node: Any) -> Iterator[str]:
    """Every text that Slack will read as markup."""
    if isinstance(node, list):
        for item in node:
            yield from mrkdwn_of(item)
    elif isinstance(node, dict):
        if node.get("type") == "mrkdwn":
            yield node["text"]
        for value in node.values():
            yield from mrkdwn_of(value)


def message_faults(drawn: list[Json]) -> list[str]:
    return check_blocks(drawn, "message", lambda _: False)


@given(parts)
def test_a_message_stays_within_the_limits_and_has_its_mark(shown: tuple[Part, ...]) -> None:
    drawn = blocks.message(Screen("Sag 1", shown), "mark")
    assert message_faults(drawn) == []
    assert [block.get("block_id") for block in drawn].index("mark") == 0


@given(parts)
def test_a_home_tab_stays_within_the_limits(shown: tuple[Part, ...]) -> None:
    view = blocks.home(Screen("", shown))
    assert check_view(view, lambda _: False) == []
    assert not is_too_large(view)


@given(forms)
def test_a_modal_stays_within_the_limits(form: FormScreen) -> None:
    view = blocks.modal(form)
    assert check_view(view, lambda _: False) == []
    assert not is_too_large(view)


@given(parts)
def test_no_text_can_break_out_of_its_markup(shown: tuple[Part, ...]) -> None:
    for text in mrkdwn_of(blocks.drawn(shown)):
        assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", text)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("part", [Text, Note, Row])
def test_what_is_read_is_what_was_written(part: type[Text | Note | Row], text: str) -> None:
    (shown,) = mrkdwn_of(blocks.drawn((part(text),)))
    read = html.unescape(shown)
    assert read == text or (read.endswith("…") and text.startswith(read[:-1]))


@pytest.mark.parametrize("text", [t for t in HOSTILE if t.strip()])
def test_a_quote_is_whole_and_plain(text: str) -> None:
    drawn = blocks.drawn((Quote(text),))
    assert {block["text"]["type"] for block in drawn} == {"plain_text"}
    assert "".join(block["text"]["text"] for block in drawn) == text.strip()


def test_a_quote_of_nothing_is_drawn_as_left_out() -> None:
    (block,) = blocks.drawn((Quote(" \n"),))
    assert block["text"]["text"] == "…"


def test_the_longest_message_of_slack_fits_with_everything_around_it() -> None:
    drawn = blocks.message(Screen("", (Heading("Sag"), Quote("å" * LONG), Buttons((_button("Send"),)))), "m")
    assert message_faults(drawn) == []
    assert sum(block["text"]["text"].count("å") for block in drawn if "text" in block) == LONG


def _button(label: str) -> Button:
    return Button(label, "send", "id", "primary")


def test_too_many_rows_never_push_out_the_buttons_below_them() -> None:
    rows = tuple(Row(f"fil{n}.png: modtaget og gemt") for n in range(120))
    drawn = blocks.message(Screen("", (Text("Billeder"), *rows, Buttons((_button("Det var det"),)))), "m")
    assert message_faults(drawn) == []
    assert drawn[-1]["elements"][0]["text"]["text"] == "Det var det"
    assert drawn[-2]["text"]["text"] == "…"
    assert drawn[-3]["text"]["text"].startswith("fil46")


def test_long_words_never_push_out_the_buttons_below_them() -> None:
    view = blocks.home(Screen("", (*[Quote("😱" * LONG)] * 3, Buttons((_button("Send"),)))))
    assert not is_too_large(view)
    assert view["blocks"][-1]["type"] == "actions"


def test_buttons_beyond_a_row_go_into_the_next() -> None:
    drawn = blocks.drawn((Buttons(tuple(_button(str(n)) for n in range(30))),))
    assert [len(block["elements"]) for block in drawn] == [25, 5]
    ids = [element["action_id"] for block in drawn for element in block["elements"]]
    assert len(set(ids)) == 30


def test_a_choice_among_nothing_is_not_drawn() -> None:
    assert blocks.drawn((Pick("choose", "Vælg", ()), Buttons(()))) == []


def test_the_same_screen_has_the_same_digest_and_another_has_another() -> None:
    one, same, other = (blocks.drawn((Text(text),)) for text in ("a", "a", "b"))
    assert blocks.digest(one) == blocks.digest(same) != blocks.digest(other)


def field(asked: Input) -> Json:
    (block,) = blocks.drawn((asked,))
    return dict(block["element"])


CHOICES = (Choice("a", "Først"), Choice("b", "Så"))


@pytest.mark.parametrize(
    ("asked", "kind", "holds"),
    [
        (Input("k", "?", filled=("ord",)), "plain_text_input", {"multiline": True, "initial_value": "ord"}),
        (Input("k", "?", kind="line", filled=("i går",)), "plain_text_input", {"multiline": False}),
        (Input("k", "?", choices=CHOICES), "radio_buttons", {}),
        (Input("k", "?", choices=CHOICES * 6), "static_select", {}),
        (
            Input("k", "?", choices=CHOICES, kind="list", filled=("b",)),
            "static_select",
            {"initial_option": "b"},
        ),
        (
            Input("k", "?", choices=CHOICES, kind="many", filled=("b", "a")),
            "multi_static_select",
            {"initial_options": ["a", "b"]},
        ),
        (Input("k", "?", kind="person", filled=("U0LARS",)), "users_select", {"initial_user": "U0LARS"}),
        (
            Input("k", "?", kind="people", filled=("U1", "U2")),
            "multi_users_select",
            {"initial_users": ["U1", "U2"]},
        ),
        (Input("k", "?", kind="day", filled=("2026-11-23",)), "datepicker", {"initial_date": "2026-11-23"}),
    ],
)
def test_a_field_holds_at_first_what_it_is_filled_with(asked: Input, kind: str, holds: Json) -> None:
    drawn = field(asked)
    assert drawn["type"] == kind
    assert {key: keys_of(drawn[key]) for key in holds} == holds
    empty = field(replace(asked, filled=()))
    assert not [key for key in empty if key.startswith("initial")]


def keys_of(initial: Any) -> Any:
    """Options by their keys."""
    if isinstance(initial, list):
        return [keys_of(item) for item in initial]
    return initial["value"] if isinstance(initial, dict) else initial


@pytest.mark.parametrize("letter", ["å", "😱"])
def test_words_too_long_for_a_field_are_left_out_and_never_cut(letter: str) -> None:
    most = 3000 // (2 if letter == "😱" else 1)
    fitting, long = (Input("k", "?", filled=(letter * count,)) for count in (most, most + 1))
    assert field(fitting)["initial_value"] == letter * most
    assert "initial_value" not in field(long)
    assert [fitting.is_fitting, long.is_fitting] == [True, False]


def test_a_field_with_nothing_to_choose_is_not_drawn() -> None:
    assert blocks.drawn((Input("k", "?", kind="list"), Input("k", "?", kind="many"))) == []


def test_a_form_drawn_again_keeps_its_ids_and_so_what_is_typed() -> None:
    asked = Input("when", "Hvornår?", kind="line")
    first, again = (
        blocks.modal(FormScreen("Skema", shown, "Luk", "form", "Gem"))
        for shown in ((asked,), (Rule(), asked))
    )
    (field_first, *_), (*_, field_again) = first["blocks"], again["blocks"]
    assert field_first == field_again
    assert (field_first["block_id"], field_first["element"]["action_id"]) == ("when", "input")
