"""Hears of every point: calls by aiohttp and httpx, SQLAlchemy's commits, and the socket's acknowledgements.

Nothing is replaced that decides or delivers: each function is called as it is, between two points.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import httpx
from slack_bolt.adapter.socket_mode import aiohttp as socket_mode
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

import bot.delivery.loop
from bot.arrival import changes_nothing
from storage import claiming, forgetting, inbox, journal, settling
from storage.database import Transaction
from tests.crashing.points import BY_ITSELF, EFFECT, Noted, Points, name_of, place_of
from tests.workspace.people import BOT_USER

WRITES = ("INSERT", "UPDATE", "DELETE")
CHANGES = ("chat.", "views.", "conversations.open", "graph POST")
"""Calls that change something also where no effect is delivered; what is only asked there is no point."""
IS_NO_EFFECT = frozenset({"apps.connections.open", "auth.test", "link", "token"})

ON_DISK = frozenset({"os.remove", "os.rename", "os.link", "os.rmdir"})
"""By Python's names of audit events."""

noted = Noted()


def listen(points: Points, data: Path) -> None:
    """From now on the points of this process are heard of, with those in its data folder."""
    _to_files(points, data)
    _to_calls(points)
    _to_transactions(points)
    _to_acknowledgements(points)
    _to_what_is_done()


def _to_calls(points: Points) -> None:
    by_aiohttp, by_httpx = aiohttp.ClientSession._request, httpx.AsyncClient.send

    async def requested(session: Any, verb: str, address: Any, **given: Any) -> Any:
        return await _between(points, _call(verb, str(address)), by_aiohttp(session, verb, address, **given))

    async def sent(client: Any, request: httpx.Request, **given: Any) -> Any:
        what = _call(request.method, str(request.url))
        return await _between(points, what, by_httpx(client, request, **given))

    aiohttp.ClientSession._request = requested  # type: ignore[method-assign]
    httpx.AsyncClient.send = sent  # type: ignore[method-assign, assignment]


async def _between(points: Points, what: str, call: Any) -> Any:
    effect = EFFECT.get()
    is_point = what not in IS_NO_EFFECT and (effect or what.startswith(CHANGES))
    name = f"{what} of {effect}" if effect else what
    if is_point:
        points.reach(f"before {name}")
    answer = await call
    if is_point:
        points.reach(f"after {name}")
    return answer


def _to_files(points: Points, data: Path) -> None:
    """Before a file gets its name or goes; what comes after it is the next transaction's."""

    def heard(what: str, given: tuple[Any, ...]) -> None:
        if what in ON_DISK and points.is_armed:
            place = Path(os.fsdecode(given[0])) if isinstance(given[0], str | bytes | os.PathLike) else data
            if place.is_relative_to(data) and place != data:
                points.reach(f"before {what} in {place.relative_to(data).parts[0]}")

    sys.addaudithook(heard)


def _call(verb: str, address: str) -> str:
    path = urlsplit(address).path
    for begin, name in (("/upload/", "upload"), ("/files-pri/", "download"), ("/response/", "response")):
        if path.startswith(begin):
            return name
    if path.startswith("/graph-upload/"):
        return f"graph {verb} piece"
    if path.startswith("/graph/") and not path.endswith("/token"):
        parts = path.removeprefix("/graph/v1.0/").split("/")
        return f"graph {verb} {parts[0] if len(parts) == 2 else re.sub(r'^AA.*', 'event', parts[-1])}"
    return path.rpartition("/")[2]


def _to_transactions(points: Points) -> None:
    def begins(_: Session, transaction: Any) -> None:
        if transaction.parent is None:
            noted.forget()

    def executed(_: Any, __: Any, statement: str, *___: Any) -> None:
        if statement.lstrip().upper().startswith(WRITES):
            noted.is_writing = True
            noted.place = noted.place or place_of(statement)

    def ends(_: Any) -> None:
        points.reach(*(f"before the transaction of {what}" for what in noted.what()))

    def has_ended(_: Any) -> None:
        points.reach(*(f"after the transaction of {what}" for what in noted.what()))
        noted.forget()

    event.listen(Session, "after_transaction_create", begins)
    event.listen(Engine, "before_cursor_execute", executed)
    event.listen(Engine, "commit", ends)
    event.listen(Session, "after_commit", has_ended)


def _to_acknowledgements(points: Points) -> None:
    send = socket_mode.send_async_response

    async def sends(client: Any, request: Any, response: Any, start: float) -> None:
        if changes_nothing(request.payload, BOT_USER) or _is_own(request.payload):
            await send(client, request, response, start)
            return
        what = f"the acknowledgement of {_arrival(request.payload)}"
        points.reach(f"before {what}")
        await send(client, request, response, start)
        points.reach(f"after {what}")

    socket_mode.send_async_response = sends


def _is_own(body: dict[str, Any]) -> bool:
    """Whether Slack tells of a message that Værn has written itself, which nothing is done with."""
    told = body.get("event") or {}
    about = told.get("message") or told.get("previous_message") or told
    return about.get("user") == BOT_USER or bool(about.get("bot_id"))


def _arrival(body: dict[str, Any]) -> str:
    told = body.get("event") or {}
    return str(told.get("type") or body.get("type") or "command")


def _to_what_is_done() -> None:
    """What a transaction is about is told by the functions that are called in it."""
    _before(journal, "write_all", lambda _, lines: [line.act for _, line in lines])
    _before(settling, "_settle", lambda _, found, __: [f"settling {name_of(found.item.effect)}"])
    _before(inbox, "take_in", lambda _, __, payload, ___: [f"taking in {_arrival(json.loads(payload))}"])
    _before(forgetting, "forget", lambda *_: [BY_ITSELF])
    _before(Transaction, "erase", lambda *_: ["erasing"])
    claim, perform = claiming.claim, bot.delivery.loop.performed

    def claims(*given: Any, **more: Any) -> claiming.Claim:
        found = claim(*given, **more)
        noted.names += [f"claiming {name_of(item.effect)}" for item in found.items]
        return found

    async def performs(world: Any, item: claiming.OutboxItem, *given: Any) -> Any:
        EFFECT.set(name_of(item.effect))
        return await perform(world, item, *given)

    claiming.claim, bot.delivery.loop.performed = claims, performs  # type: ignore[assignment]


def _before(place: Any, name: str, told: Callable[..., list[str]]) -> None:
    done = getattr(place, name)

    @wraps(done)
    def doing(*given: Any, **more: Any) -> Any:
        noted.names += told(*given)
        return done(*given, **more)

    setattr(place, name, doing)
