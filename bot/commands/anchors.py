"""A head of the journal that stands outside of the database, and whether the chain of heads still has it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

import typer

from storage import journal_heads
from storage.database import Storage

_WRITTEN = re.compile(r"\s*(\d{1,18})\s*:\s*([0-9a-fA-F]{16,64})\s*")


@dataclass(frozen=True)
class Anchor:
    """Its number and its hash, or how that begins, as the operators got them or a dossier names them."""

    number: int
    hash: str


def anchor(text: str) -> Anchor:
    """What the command line says. Raises BadParameter when it is none."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise typer.BadParameter("Write its number, a colon, and at least the first 16 signs of its hash.")
    return Anchor(int(found[1]), found[2].lower())


def is_held(storage: Storage, one: Anchor, broken: int | None) -> bool:
    """Whether that head is in the chain, which holds to before the head of the number `broken`."""
    found = storage.read(partial(journal_heads.find, number=one.number))
    is_there = found is not None and found.hash.startswith(one.hash)
    return is_there and (broken is None or one.number < broken)
