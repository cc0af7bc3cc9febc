"""The control calls of the stand-in workspace, as the tests make them: a hundred in a story."""

from __future__ import annotations

from http.client import HTTPConnection
from threading import local
from typing import Any
from urllib.parse import urlencode, urlsplit

PATIENCE = 300.0
"""Seconds in which an answer has begun."""


class Declined(Exception):
    """The stand-in answered with a status other than 200, which it says with what it answered."""


class Controls:
    """Calls over a connection of each thread; httpx would take four times as long for each."""

    def __init__(self, url: str) -> None:
        self._host = urlsplit(url).netloc
        self._of_this_thread = local()

    def get(self, call: str, query: dict[str, Any]) -> bytes:
        """What the look-up answers. Raises Declined."""
        return self._answer("GET", f"{call}?{urlencode(query)}")

    def post(self, call: str, body: bytes) -> bytes:
        """What comes of the call with this JSON. Raises Declined."""
        return self._answer("POST", call, body)

    def _answer(self, method: str, call: str, body: bytes | None = None) -> bytes:
        connection = self._connection()
        connection.request(method, f"/_control/{call}", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise Declined(f"{call}: {answer.status} {content[:500]!r}")
        return content

    def _connection(self) -> HTTPConnection:
        if not hasattr(self._of_this_thread, "connection"):
            self._of_this_thread.connection = HTTPConnection(self._host, timeout=PATIENCE)
        connection: HTTPConnection = self._of_this_thread.connection
        return connection
