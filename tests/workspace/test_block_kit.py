"""Block Kit's limits, each refused with a pointer to the place."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.block_kit.blocks import check_blocks, check_view
from tests.workspace.hands import actions, button, modal, plain, refusal_in_full, text_input

Json = dict[str, Any]


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(**fields: Any) -> Json:
    return {"type": "section", **fields}


def options(count: int, label: str = "o", value: str = "v") -> list[Json]:
    return [{"text": plain(f"{label}{n}"), "value": f"{value}{n}"} for n in range(count)]


def select(kind: str = "static_select", **fields: Any) -> Json:
    return {"type": kind, "action_id": "pick", **fields}


def faults(*blocks: Json, surface: str = "message") -> list[str]:
    return check_blocks(list(blocks), surface, lambda _: True)  # type: ignore[arg-type]


CONFIRM = {"title": plain("t"), "text": plain("t"), "confirm": plain("yes"), "deny": plain("no")}
GOOD = [
    section(text=mrkdwn("x" * 3000), accessory=button("go", style="primary", confirm=CONFIRM)),
    section(fields=[mrkdwn("x" * 2000)] * 10),
    section(
        text=plain("x"), accessory={"type": "image", "image_url": "https://x.example/a", "alt_text": "a"}
    ),
    {"type": "header", "text": plain("x" * 150)},
    {"type": "context", "elements": [mrkdwn("x")] * 10},
    actions(*[button(f"b{n}") for n in range(25)]),
    actions(select(options=options(100), initial_option=options(1)[0])),
    actions(select("overflow", options=options(5))),
    actions(select("radio_buttons", options=options(10))),
    actions(select("datepicker", initial_date="2026-11-26", placeholder=plain("x" * 150))),
    text_input(max_length=3000, placeholder=plain("x")),
    {"type": "image", "alt_text": "x", "slack_file": {"id": "F1"}, "title": plain("x")},
    {"type": "divider"},
]


@pytest.mark.parametrize("block", GOOD, ids=lambda block: block["type"])
def test_what_is_within_the_limits_passes(block: Json) -> None:
    for surface in ("message", "modal", "home"):
        assert faults(block, surface=surface) == []


BAD = [
    (section(), "must define one of text, fields"),
    (section(text=mrkdwn("")), "/blocks/0/text/text"),
    (
        section(text=mrkdwn("x" * 3001)),
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    (section(fields=[mrkdwn("x")] * 11), "no more than 10 items allowed [json-pointer:/blocks/0/fields]"),
    (section(fields=[mrkdwn("x" * 2001)]), "/blocks/0/fields/0/text"),
    (section(text=mrkdwn("x"), colour="red"), "invalid additional property: colour"),
    ({"type": "header", "text": mrkdwn("x")}, "unsupported text type: mrkdwn"),
    ({"type": "header", "text": plain("x" * 151)}, "must be less than 151"),
    ({"type": "context", "elements": [mrkdwn("x")] * 11}, "no more than 10"),
    (actions(), "no fewer than 1"),
    (actions(*[button(f"b{n}") for n in range(26)]), "no more than 25"),
    (actions(button("go"), button("go")), "`action_id` go already exists"),
    (actions({"type": "button", "text": plain("x" * 76)}), "must be less than 76"),
    (actions(button("go", value="x" * 2001)), "must be less than 2001"),
    (actions(button("go", style="pretty")), "must be one of primary, danger"),
    (actions(button("go", confirm={**CONFIRM, "deny": plain("x" * 31)})), "/confirm/deny/text"),
    (actions(button("x" * 256)), "/action_id"),
    (actions(text_input()["element"]), "unsupported element type: plain_text_input"),
    (actions(select("checkboxes", options=options(11))), "no more than 10"),
    (actions(select(options=options(101))), "no more than 100"),
    (actions(select(options=options(1, label="x" * 75))), "must be less than 76"),
    (actions(select(options=options(1, value="x" * 150))), "must be less than 151"),
    (actions(select(options=options(2), initial_option=options(3)[2])), "must provide valid initial options"),
    (actions(select()), "must define exactly one of options, option_groups"),
    (actions(select("overflow", options=options(6))), "no more than 5"),
    (actions(select("datepicker", initial_date="26/11")), "failed to match"),
    (text_input(max_length=3001), "from 1 to 3000"),
    (text_input(min_length=10, max_length=5), "min_length must be less"),
    (text_input(placeholder=plain("x" * 151)), "must be less than 151"),
    ({"type": "image", "alt_text": "x"}, "exactly one of image_url, slack_file"),
    ({"type": "image", "image_url": "https://x.example/a"}, "missing required field: alt_text"),
    ({"type": "image", "alt_text": "x", "slack_file": {"id": "F1", "url": "x"}}, "exactly one of id, url"),
    ({"type": "banner"}, "unsupported block type: banner"),
]


@pytest.mark.parametrize(("block", "expected"), BAD, ids=lambda value: str(value)[:40])
def test_what_is_beyond_a_limit_is_refused(block: Json, expected: str) -> None:
    assert any(expected in fault for fault in faults(block)), faults(block)


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_each_surface_has_its_number_of_blocks(surface: str, most: int) -> None:
    divider = {"type": "divider"}
    assert faults(*[divider] * most, surface=surface) == []
    assert faults(*[divider] * (most + 1), surface=surface)


def test_some_blocks_live_on_one_surface_only() -> None:
    file_input = {"type": "input", "label": plain("x"), "element": {"type": "file_input", "action_id": "f"}}
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}
    assert faults(file_input, surface="modal") == []
    assert faults(file_input)
    assert faults(table) == []
    assert faults(table, table)
    assert faults(table, surface="home")
    assert faults({"type": "markdown", "text": "x"}, surface="modal")


def test_block_ids_and_focus_are_unique() -> None:
    assert "already exists" in faults(text_input(), text_input())[0]
    focused = [text_input(name, focus_on_load=True) for name in ("a", "b")]
    assert "focus_on_load" in faults(*focused)[0]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": plain("x" * 25)},
        {"submit": plain("x" * 25)},
        {"close": mrkdwn("x")},
        {"private_metadata": "x" * 3001},
        {"callback_id": "x" * 256},
        {"blocks": []},
        {"hash": "1"},
        {"type": "drawer"},
    ],
    ids=str,
)
def test_a_modal_has_its_limits(wrong: Json) -> None:
    assert check_view(modal(), lambda _: True) == []
    assert check_view(modal() | wrong, lambda _: True)


@pytest.mark.anyio
async def test_slack_answers_invalid_blocks_with_the_places(slack: AsyncWebClient) -> None:
    blocks = [section(text=plain("x" * 3001))]
    answer = await refusal_in_full(slack.chat_postMessage(channel="U0METTE", text="x", blocks=blocks))
    place = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"] == [place]
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {place}"]
