"""Slack's end of HTTP delivery: signed requests to the app's request URL.

https://docs.slack.dev/apis/events-api/using-http-request-urls,
https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import json
import time
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout
from slack_sdk.signature import SignatureVerifier

from tests.workspace.outcomes import Envelope, Outcome
from tests.workspace.people import SIGNING_SECRET

RETRY_REASONS = {"timed_out": "http_timeout", "connection_failed": "connection_failed"}


class RequestUrl:
    """One app behind one URL for events, interactions and commands."""

    def __init__(self, session: ClientSession, url: str, seconds_to_acknowledge: float) -> None:
        self.session = session
        self.url = url
        self.timeout = ClientTimeout(total=seconds_to_acknowledge)

    async def ready(self) -> None:
        """A URL is always worth a try."""

    async def deliver(self, envelope: Envelope) -> Outcome:
        body, content_type = _encoded(envelope)
        headers = _signed(body) | {"Content-Type": content_type}
        if envelope.attempt:
            reason = RETRY_REASONS.get(envelope.reason or "", "http_error")
            headers |= {"X-Slack-Retry-Num": str(envelope.attempt), "X-Slack-Retry-Reason": reason}
        try:
            async with self.session.post(
                self.url, data=body, headers=headers, timeout=self.timeout, max_redirects=2
            ) as response:
                return await _outcome_of(response)
        except TimeoutError:
            return Outcome("timed_out")
        except ClientError:
            return Outcome("connection_failed")


def _encoded(envelope: Envelope) -> tuple[bytes, str]:
    if envelope.kind == "events_api":
        return json.dumps(envelope.payload).encode(), "application/json"
    form: dict[str, Any] = envelope.payload
    if envelope.kind == "interactive":
        form = {"payload": json.dumps(envelope.payload)}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


def _signed(body: bytes) -> dict[str, str]:
    timestamp = str(int(time.time()))
    signature = SignatureVerifier(SIGNING_SECRET).generate_signature(timestamp=timestamp, body=body)
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature or ""}


async def _outcome_of(response: ClientResponse) -> Outcome:
    text = await response.text()
    if response.status // 100 != 2:
        return Outcome("http_error", may_retry=response.headers.get("X-Slack-No-Retry") != "1")
    if response.content_type == "application/json" and text:
        return Outcome("acknowledged", json.loads(text))
    return Outcome("acknowledged", {"text": text} if text else None)
