"""Signed HTTP: what Slack has not signed, or not just now, is refused and leaves no trace."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp

from bot.http import web_app
from bot.monitor import monitor_app
from bot.world import World as Product
from tests.bot.knocking import Door, Headers, signed
from tests.people import Person, World
from tests.workspace.server import Workspace

SAID = {
    "type": "event_callback",
    "team_id": "T01VAERN",
    "api_app_id": "A0VAERN",
    "event_id": "Ev-one",
    "event": {
        "type": "message",
        "channel_type": "im",
        "user": "U0METTE",
        "text": "hej",
        "ts": "1.0",
        "channel": "D1",
    },
    "authorizations": [{"team_id": "T01VAERN", "user_id": "U0VAERN", "is_bot": True}],
}
BODY = json.dumps(SAID).encode()
ROOT = Path(__file__).parents[2] / "bot"


@pytest.fixture
def transport() -> str:
    """All of it over HTTP."""
    return "http"


@pytest.fixture
def door(world: World, workspace: Workspace, tmp_path: Path) -> Door:
    assert world
    return Door(workspace.delivery.transport.url, tmp_path / "data")  # type: ignore[attr-defined]


def test_a_good_signature_is_let_in_and_a_repetition_does_nothing_twice(door: Door, mette: Person) -> None:
    headers = signed(BODY)
    assert door.post(BODY, headers) == 200
    mette.sees("Er du eller andre i fare lige nu?")
    assert door.post(BODY, headers) == 200
    assert door.post(BODY, signed(BODY, 5) | {"X-Slack-Retry-Num": "1"}) == 200
    assert (door.stored()["inbox"], door.stored()["draft"]) == (1, 1)
    mette.presses("Nej")
    mette.sees("Hvem står bag?")
    assert len(mette.messages()) == 2


# Made when they are sent: a signature grows old while other tests run.
@pytest.mark.parametrize(
    "make",
    [
        lambda: signed(BODY, secret="of somebody else"),
        lambda: signed(b"another body"),
        lambda: signed(BODY) | {"X-Slack-Signature": "v0="},
        lambda: signed(BODY) | {"X-Slack-Signature": "v1=" + "0" * 64},
        lambda: signed(BODY, -310),
        lambda: signed(BODY, 310),
        lambda: signed(BODY) | {"X-Slack-Request-Timestamp": "soon"},
        lambda: signed(BODY) | {"X-Slack-Request-Timestamp": "-1"},
        lambda: signed(BODY) | {"X-Slack-Request-Timestamp": "1e9"},
        lambda: signed(BODY) | {"X-Slack-Request-Timestamp": ""},
        lambda: signed(BODY) | {"X-Slack-Request-Timestamp": "9" * 5000},
        lambda: {"Content-Type": "application/json"},
        lambda: {"X-Slack-Request-Timestamp": str(int(time.time()))},
        lambda: {"X-Slack-Signature": signed(BODY)["X-Slack-Signature"]},
    ],
)
def test_anything_else_is_refused_and_leaves_no_trace(door: Door, make: Callable[[], Headers]) -> None:
    before = door.stored()
    assert door.post(BODY, make()) == 401
    assert door.stored() == before


def test_a_timestamp_of_strange_digits_is_refused(door: Door) -> None:
    headers = {k.encode(): v.encode() for k, v in signed(BODY).items()}
    headers[b"X-Slack-Request-Timestamp"] = "²".encode("latin-1")
    assert door.post(BODY, list(headers.items())) == 401


@pytest.mark.parametrize("signature", ["v0=æøå", "v0=²", "v0=" + "g" * 64, "\x7f", "v0=" + "0" * 100_00])
def test_a_signature_of_strange_signs_is_refused(door: Door, signature: str) -> None:
    headers = {k.encode(): v.encode() for k, v in signed(BODY).items()}
    headers[b"X-Slack-Signature"] = signature.encode("latin-1")
    before = door.stored()
    assert door.post(BODY, list(headers.items())) in {400, 401}
    assert door.stored() == before


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "nonsense"])
def test_a_body_that_is_not_packed_as_it_says_is_refused(door: Door, encoding: str) -> None:
    before = door.stored()
    for body in (BODY, b"\x1f\x8b\x08\x00", b""):
        assert door.post(body, signed(BODY) | {"Content-Encoding": encoding}) in {400, 401, 415}
    assert door.stored() == before


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"{not json", "application/json"),
        (b"payload={not json", "application/x-www-form-urlencoded"),
        (b"\xff\xfe", "application/json; charset=utf-8"),
        (b"\xff\xfe", "text/plain; charset=nonsense"),
        (b"[" * 100_000, "application/json"),
        (b"", "application/json"),
    ],
)
def test_an_unsigned_body_that_cannot_be_read_is_refused_too(
    door: Door, body: bytes, content_type: str
) -> None:
    before = door.stored()
    headers = {"X-Slack-Request-Timestamp": str(int(time.time())), "X-Slack-Signature": "v0=0"}
    assert door.post(body, headers | {"Content-Type": content_type}) == 401
    assert door.stored() == before


def test_a_body_larger_than_slack_ever_sends_is_refused(door: Door) -> None:
    before = door.stored()
    body = b"x" * (4 * 1024**2 + 1)
    assert door.post(body, signed(body)) == 413
    assert door.stored() == before


def test_the_check_of_the_address_is_answered_only_when_signed(door: Door) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc"}).encode()
    assert door.post(body, signed(body, secret="of somebody else")) == 401
    answer = httpx.post(door.url, content=body, headers=signed(body), trust_env=False)
    assert (answer.status_code, answer.json()) == (200, {"challenge": "abc"})
    assert door.stored()["inbox"] == 0


def test_there_is_no_address_but_slacks_and_those_of_the_monitor(product: Product) -> None:
    """The first refuses whoever does not sign, and the others tell no name and no content."""
    slacks = web_app(build_nothing(), product.progress, "secret")
    assert addresses(slacks) == {("POST", "/slack/events")}
    assert addresses(monitor_app(product)) == {("GET", "/health"), ("GET", "/ready"), ("GET", "/metrics")}
    serving = [path.name for path in ROOT.rglob("*.py") if "web.Application(" in path.read_text()]
    assert sorted(serving) == ["http.py", "monitor.py"]


def build_nothing() -> AsyncApp:
    """A Bolt app that is never asked."""
    return AsyncApp(token="xoxb-standin", signing_secret="secret")


def addresses(served: web.Application) -> set[tuple[str, str]]:
    """What it answers, by method and path."""
    found = {(route.method, route.resource.canonical) for route in served.router.routes() if route.resource}
    return {(method, path) for method, path in found if method != "HEAD"}


def test_other_addresses_and_methods_are_not_there(door: Door) -> None:
    base = door.url.removesuffix("/slack/events")
    assert httpx.get(door.url, trust_env=False).status_code == 405
    assert httpx.post(f"{base}/", trust_env=False).status_code == 404
    assert httpx.get(f"{base}/health", trust_env=False).status_code == 404
