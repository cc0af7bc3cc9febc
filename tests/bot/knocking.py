"""Requests to the door as anybody could send them: signed as Slack does it, or not."""

from __future__ import annotations

import json
import sqlite3
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
from slack_sdk.signature import SignatureVerifier

from tests.workspace.people import SIGNING_SECRET

Json = dict[str, Any]
Headers = dict[str, str]
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
REACHED = ("inbox", "draft", "outbox")


def signed(body: bytes, at: float = 0, secret: str = SIGNING_SECRET, content_type: str = JSON) -> Headers:
    """Slack's headers for that body, `at` seconds from now."""
    timestamp = str(int(time.time() + at))
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
    return {
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": str(signature),
        "Content-Type": content_type,
    }


def encoded(payload: Any) -> tuple[bytes, str]:
    """As Slack encodes it, and its content type: events as JSON, commands and all else as a form."""
    if isinstance(payload, dict) and "command" in payload:
        return urlencode(payload, errors="surrogatepass").encode(), FORM
    if isinstance(payload, dict) and "event" not in payload and payload.get("type") != "url_verification":
        return urlencode({"payload": json.dumps(payload)}).encode(), FORM
    return json.dumps(payload).encode(), JSON


class Door:
    """Where Slack's requests arrive."""

    def __init__(self, url: str, data: Path) -> None:
        self.url, self.data = url, data

    def post(self, body: bytes, headers: list[tuple[bytes, bytes]] | Headers) -> int:
        """The status of the answer."""
        return httpx.post(self.url, content=body, headers=headers, trust_env=False).status_code

    def sends(self, payload: Any) -> int:
        """The same for a payload that is encoded and signed as Slack does it."""
        body, content_type = encoded(payload)
        return self.post(body, signed(body, content_type=content_type))

    def stored(self) -> dict[str, int]:
        """The number of rows in the tables that an arrival reaches; into others the clock writes as well."""
        with sqlite3.connect(f"file:{self.data}/vaern.db?mode=ro", uri=True) as database:
            count = 'SELECT count(*) FROM "{}"'
            return {name: database.execute(count.format(name)).fetchone()[0] for name in REACHED}

    def undone(self) -> int:
        """The number of arrivals that are not done with, and wait for nobody's choice."""
        undone = "SELECT count(*) FROM inbox WHERE done_at IS NULL AND held_until IS NULL"
        with sqlite3.connect(f"file:{self.data}/vaern.db?mode=ro", uri=True) as database:
            return int(database.execute(undone).fetchone()[0])
