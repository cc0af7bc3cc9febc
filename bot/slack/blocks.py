"""Screens drawn in Block Kit, inside its limits.

Limits: docs.slack.dev/reference/block-kit. Our own texts are mrkdwn with everything from people escaped;
people's own words are plain text, in which nothing pings, links or formats.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from bot.slack.block_fields import MOST_OPTIONS, field
from bot.slack.block_texts import Block, mrkdwn, option, plain
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

LONGEST_SECTION = 2900
MOST_IN_MESSAGE = 50
MOST_IN_VIEW = 100
MOST_BUTTONS = 25
MENU = "menu"
"""The action id of every menu behind three dots."""
LARGEST_SURFACE = 240_000


def message(screen: Screen, mark: str) -> list[Block]:
    """The blocks of a message. `mark` is the first block's id, by which the message is found again.

    The ids stay the same when the message changes, so that nothing a person is picking is lost.
    """
    blocks = _with_ids(_fitting(screen.parts, MOST_IN_MESSAGE), f"{mark}.")
    for number, block in enumerate(blocks):
        block.setdefault("block_id", f"{mark}.{number}")
    blocks[0]["block_id"] = mark
    return blocks


def home(screen: Screen) -> Block:
    """A Home tab."""
    return {"type": "home", "blocks": _with_ids(_fitting(screen.parts, MOST_IN_VIEW))}


def modal(form: FormScreen) -> Block:
    """A modal; its `act` comes back as callback id, its `about` as private metadata."""
    view: Block = {
        "type": "modal",
        "title": plain(form.title, 24),
        "close": plain(form.close, 24),
        "blocks": _with_ids(_fitting(form.parts, MOST_IN_VIEW)),
        "private_metadata": form.about,
        "callback_id": form.act or "shown",
    }
    if form.submit:
        view["submit"] = plain(form.submit, 24)
    return view


def digest(value: Any) -> str:
    """What a surface last showed, so that showing the same again sends nothing."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:32]


def _with_ids(blocks: list[Block], prefix: str = "") -> list[Block]:
    """Names what can be pressed by what it carries, so that a press holds while other rows come and go.

    Outside messages selections are left to Slack: one that keeps its id never shows a new choice of ours.
    """
    named = Counter[str]()
    for block in blocks:
        used: Block = block.get("accessory") or next(iter(block.get("elements", ())), {})
        if "action_id" in used and (prefix or used["type"] == "button"):
            name = digest([block["type"], used["action_id"], _carried(used)])[:16]
            named[name] += 1
            block["block_id"] = f"{prefix}{name}" + (f".{named[name]}" if named[name] > 1 else "")
    return blocks


def _carried(used: Block) -> Any:
    """What an element that can be pressed carries: a button its value, a menu that of its first choice."""
    return used["options"][0]["value"] if used["type"] == "overflow" else used.get("value")


def _fitting(parts: tuple[Part, ...], most: int) -> list[Block]:
    """All of it, or as much as a surface holds: what can be used stays longest, "…" tells of the rest."""
    kept = dict(enumerate(drawn(parts) or [_section(plain(""))]))
    sizes = {i: len(json.dumps(block, ensure_ascii=False).encode()) for i, block in kept.items()}
    if len(kept) <= most and sum(sizes.values()) <= LARGEST_SURFACE:
        return list(kept.values())
    going = sorted(kept, key=lambda i: (_place_in_line(kept[i]), i))
    while len(kept) >= most or sum(sizes.values()) > LARGEST_SURFACE:
        first = going.pop()
        del kept[first], sizes[first]
    kept[first] = _section(plain(""))
    return [kept[i] for i in sorted(kept)]


def _place_in_line(block: Block) -> int:
    """What goes last where there is no room for all: what leads on, then what has a button of its own."""
    if block["type"] in {"actions", "input"}:
        return 0
    return 1 if "accessory" in block else 2


def drawn(parts: tuple[Part, ...]) -> list[Block]:
    """The parts as blocks, in order."""
    return [block for part in parts for block in _draw(part)]


def _draw(part: Part) -> list[Block]:
    match part:
        case Heading():
            return [{"type": "header", "text": plain(part.text, 150)}]
        case Text():
            return [{"type": "section", "text": mrkdwn(part.text)}]
        case Note():
            return [{"type": "context", "elements": [mrkdwn(part.text)]}]
        case Quote():
            return [_section(plain(piece, 3000)) for piece in _pieces(part.text)]
        case Rule():
            return [{"type": "divider"}]
        case Row():
            return [_section(mrkdwn(part.text), part.button)]
        case Buttons():
            buttons = [_pressed(b, i) for i, b in enumerate(part.buttons)]
            rows = [buttons[i : i + MOST_BUTTONS] for i in range(0, len(buttons), MOST_BUTTONS)]
            return [{"type": "actions", "elements": row} for row in rows]
        case Input():
            return field(part)
        case _:
            return _pick(part)


def _section(text: Block, button: Button | Menu | None = None) -> Block:
    section: Block = {"type": "section", "text": text}
    if button:
        section["accessory"] = _pressed(button, 0)
    return section


def _pressed(what: Button | Menu, number: int) -> Block:
    return _menu(what) if isinstance(what, Menu) else _button(what, number)


def _menu(menu: Menu) -> Block:
    """Three dots; each option carries what its listener is called and the ids for it."""
    choices = [Choice(f"{choice.act}|{choice.value}", choice.label) for choice in menu.choices]
    return {"type": "overflow", "action_id": MENU, "options": [option(choice) for choice in choices]}


def _pieces(text: str) -> list[str]:
    kept = text.strip() or "…"
    return [kept[i : i + LONGEST_SECTION] for i in range(0, len(kept), LONGEST_SECTION)]


def _button(button: Button, number: int) -> Block:
    drawn_button: Block = {
        "type": "button",
        "text": plain(button.label),
        "action_id": f"{button.act}.{number}",
        "value": button.value or "-",
    }
    if button.url:
        drawn_button["url"] = button.url
    if button.style:
        drawn_button["style"] = button.style
    if button.confirm:
        drawn_button["confirm"] = {
            "title": plain(button.label, 100),
            "text": plain(button.confirm, 300),
            "confirm": plain(button.label, 30),
            "deny": plain(button.deny, 30),
        }
    return drawn_button


def _pick(part: Pick | PickPerson | PickDate) -> list[Block]:
    match part:
        case Pick(choices=()):
            return []
        case Pick():
            element = _select(part)
        case PickPerson():
            element = {"type": "users_select", "action_id": part.act, "placeholder": plain(part.label, 150)}
            if part.chosen:
                element["initial_user"] = part.chosen
        case PickDate():
            element = {"type": "datepicker", "action_id": part.act, "placeholder": plain(part.label, 150)}
            if part.chosen:
                element["initial_date"] = part.chosen
    if isinstance(part, PickDate | Pick):
        return [{"type": "actions", "elements": [element]}]
    return [{"type": "section", "text": mrkdwn(part.label), "accessory": element}]


def _select(part: Pick) -> Block:
    kind = "multi_static_select" if part.many else "static_select"
    options = [option(choice) for choice in part.choices[:MOST_OPTIONS]]
    element: Block = {
        "type": kind,
        "action_id": part.act,
        "placeholder": plain(part.label, 150),
        "options": options,
    }
    chosen = [option for option in options if option["value"] in part.chosen]
    if chosen and part.many:
        element["initial_options"] = chosen
    elif chosen:
        element["initial_option"] = chosen[0]
    return element
