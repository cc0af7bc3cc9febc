"""Signed HTTP: Slack posts to /slack/events."""

from __future__ import annotations

import re
import time

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.payload import MALFORMED, NOT_UNDERSTOOD, check
from bot.progress import Progress
from bot.refusals import Refusals

EVENTS = "/slack/events"
LARGEST_BODY = 4 * 1024**2
OLDEST = 300
"""Seconds after which the verifier takes a signed request for a copy of an old one, as Slack says it should:
docs.slack.dev/authentication/verifying-requests-from-slack.
"""


def _why(stamp: str) -> str:
    """Why one with that timestamp of its sender's clock is not let in."""
    off = abs(time.time() - int(stamp)) if re.fullmatch(r"[0-9]{1,12}", stamp) else 0
    if off > OLDEST:
        apart = f"its time and this machine's are {off / 60:.0f} minutes apart"
        return f"{apart}; set the clock by a time server"
    return "it is not signed with SLACK_SIGNING_SECRET; copy that again from the app's page"


def _has_form(request: web.Request, stamp: str, signature: str) -> bool:
    """Whether it may be one of Slack's at all: what else there is the verifier cannot read."""
    is_plain = request.headers.get("Content-Encoding", "identity") == "identity"
    has_signature = re.fullmatch(r"v0=[0-9a-f]{64}", signature) is not None
    return is_plain and has_signature and re.fullmatch(r"[0-9]{1,12}", stamp) is not None


def _is_signed(verifier: SignatureVerifier, raw: bytes, stamp: str, signature: str) -> bool:
    try:
        return verifier.is_valid(raw, stamp, signature)
    except UnicodeDecodeError:
        # The verifier reads the body as UTF-8, in which all of Slack's is.
        return False


def _answer(status: int) -> web.Response:
    return web.json_response({"error": "invalid request"}, status=status)


def web_app(app: AsyncApp, progress: Progress, signing_secret: str) -> web.Application:
    """The address that Slack calls. The signature is checked over the raw body before that is read."""
    verifier = SignatureVerifier(signing_secret)
    unsigned, malformed = Refusals(progress), Refusals(progress)

    async def events(request: web.Request) -> web.Response:
        stamp = request.headers.get("X-Slack-Request-Timestamp", "")
        signature = request.headers.get("X-Slack-Signature", "")
        has_form = _has_form(request, stamp, signature)
        raw = await request.read() if has_form else b""
        if not has_form or not _is_signed(verifier, raw, stamp, signature):
            unsigned.refused(_why(stamp))
            return _answer(401)
        try:
            asked = AsyncBoltRequest(body=raw.decode(), headers=dict(request.headers))
            check(asked.body)
        except NOT_UNDERSTOOD:
            malformed.refused(MALFORMED)
            return _answer(400)
        return await to_aiohttp_response(await app.async_dispatch(asked))

    served = web.Application(client_max_size=LARGEST_BODY)
    served.add_routes([web.post(EVENTS, events)])
    return served
