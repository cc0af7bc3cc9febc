"""Every word of the vocabulary is used: messages are told and drawn, surfaces are owed and shown."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from flows.effects import MessageKind, OfCase, OfPerson, OfReport, SurfaceKind
from flows.screens.messages import CASE_MESSAGES
from flows.screens.report.messages import SENTENCES

ROOT = Path(__file__).parents[1]
PLACES = (
    "flows/deciding",
    "flows/report",
    "flows/reminders",
    "flows/clock",
    "flows/effects.py",
    "storage",
    "bot",
)
DRAWN_APART = {"needed", "contact-missed", "contact-answered", "draft-due"}
"""Messages of a report that name somebody or a time, which are drawn by functions of their own."""


def words_of(name: str) -> set[str]:
    """The texts that stand in what is given to `name(...)` somewhere, also by the name of a constant."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in _files()]
    constants = dict(pair for tree in trees for pair in _constants(tree))
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    given = (argument for call in calls if _is(call, name) for argument in call.args)
    return {word for argument in given for node in ast.walk(argument) for word in _words(node, constants)}


def _files() -> Iterator[Path]:
    for place in PLACES:
        path = ROOT / place
        yield from path.rglob("*.py") if path.is_dir() else (path,)


def _constants(tree: ast.Module) -> Iterator[tuple[str, set[str]]]:
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            texts = {n.value for n in ast.walk(node.value) if isinstance(n, ast.Constant)}
            yield node.target.id, {text for text in texts if isinstance(text, str)}


def _is(call: ast.Call, name: str) -> bool:
    return (call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")) == name


def _words(node: ast.AST, constants: dict[str, set[str]]) -> set[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
    return constants.get(name, set())


def test_every_message_is_told_somewhere() -> None:
    told = words_of("Tell") | words_of("_opened")
    assert set(get_args(MessageKind)) - told == set(), "Nothing tells it: take it out of flows/effects.py."


def test_every_message_is_drawn() -> None:
    assert set(CASE_MESSAGES) == set(get_args(OfCase)), "Draw it, in the table of its messages."
    assert set(SENTENCES) | DRAWN_APART == set(get_args(OfReport))
    assert set(get_args(OfPerson)) == {"reminders", "weekly", "where-to", "greeting"}


def test_every_surface_is_owed_somewhere() -> None:
    assert set(get_args(SurfaceKind)) - words_of("Show") == set()
