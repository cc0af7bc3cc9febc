"""A file on its way to SharePoint, piece by piece.

Our own loop, since the SDK's LargeFileUploadTask sends the token along and ends in an exception:
github.com/microsoftgraph/msgraph-sdk-python-core/issues/718. The rules of an upload session:
learn.microsoft.com/graph/api/driveitem-createuploadsession.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any, Protocol
from urllib.parse import urlsplit

import httpx

from bot.graph.answers import GraphRefused, GraphUnavailable
from bot.graph.connection import PERHAPS_DONE, TRY_LATER, unavailable

PIECE = 10 * 320 * 1024
"""Pieces are multiples of 320 KiB."""
TRIES = 4
LONGEST_WAIT = 20.0
HOSTS = (".sharepoint.com", ".sharepoint.us", ".sharepoint.cn")
STAND_IN = "127.0.0.1"


def is_upload_address(address: str, graph: str) -> bool:
    """Whether a file may go there: to SharePoint by https, or beside a stand-in on this machine."""
    try:
        to, own = urlsplit(address), urlsplit(graph)
    except ValueError:
        return False
    if own.hostname == STAND_IN:
        return to[:2] == own[:2]
    return to.scheme == "https" and (to.hostname or "").endswith(HOSTS)


class Data(Protocol):
    """What is uploaded, a slice at a time: bytes, or what has to be made while it is sent."""

    def __len__(self) -> int:
        """Its size in bytes."""
        ...

    def __getitem__(self, span: slice, /) -> bytes:
        """The bytes of that slice, asked for in a thread."""
        ...


class Upload:
    """One file to the pre-authenticated address of its session, which is never logged."""

    def __init__(self, http: httpx.AsyncClient, address: str, data: Data, pause: float = 1.0) -> None:
        self._http, self._address, self._data, self._pause = http, address, data, pause

    async def run(self) -> None:
        """Raises GraphRefused and GraphUnavailable; it may all be done again from the beginning."""
        place, stalls = 0, 0
        while True:
            answer = await self._tried(place)
            if _is_whole(answer):
                return
            following = await self._following(answer)
            stalls = stalls + 1 if following <= place else 0
            if stalls >= TRIES:
                raise GraphUnavailable("stalled")
            place = following

    async def _tried(self, place: int) -> httpx.Response:
        """The answer to the piece that begins there."""
        piece = await asyncio.to_thread(self._data.__getitem__, slice(place, place + PIECE))
        is_last = place + len(piece) == len(self._data)
        span = f"bytes {place}-{place + len(piece) - 1}/{len(self._data)}"
        headers = {"Content-Type": "application/octet-stream", "Content-Range": span}
        failure = GraphUnavailable("unsent")
        for attempt in range(TRIES):
            try:
                answer = await self._http.put(self._address, content=piece, headers=headers)
            except httpx.HTTPError as error:
                failure = GraphUnavailable(type(error).__name__, is_unknown=is_last)
                wait = None
            else:
                if answer.status_code not in TRY_LATER:
                    return answer
                is_unknown = is_last and answer.status_code in PERHAPS_DONE
                failure = unavailable(answer.status_code, answer.headers, is_unknown)
                wait = failure.retry_after
            wait = self._pause * 2**attempt if wait is None else wait
            if wait > LONGEST_WAIT or attempt == TRIES - 1:
                break
            await asyncio.sleep(wait)
        raise failure

    async def _following(self, answer: httpx.Response) -> int:
        """Where the next piece begins. 416 tells that this one had arrived: then it is asked where we are."""
        if answer.status_code == 416:
            try:
                answer = await self._http.get(self._address)
            except httpx.HTTPError as error:
                raise GraphUnavailable(type(error).__name__) from None
        if answer.status_code not in {200, 202}:
            raise GraphRefused(answer.status_code)
        place = _beginning(_json(answer))
        if place is None or place >= len(self._data):
            raise GraphUnavailable("unreadable")
        return place


def _is_whole(answer: httpx.Response) -> bool:
    return answer.status_code == 201 or (
        answer.status_code == 200 and "nextExpectedRanges" not in _json(answer)
    )


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise GraphUnavailable("unreadable")
    return found


def _beginning(told: dict[str, Any]) -> int | None:
    """Of the first range expected, which is like "26-", "123-456" or "2097152"."""
    ranges = told.get("nextExpectedRanges")
    first = str(ranges[0]) if isinstance(ranges, list) and ranges else ""
    found = re.match(r"[0-9]{1,15}", first)
    return int(found[0]) if found else None
