"""What Slack answers to a call, and the two ways in which a call can fail."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Iterable, Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError

log = logging.getLogger(__name__)

TRANSIENT = frozenset(
    ["ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"]
)
UNREADABLE = "unreadable"
"""Our own code for an answer that is no JSON of Slack's."""
WHOLE_APP = frozenset(
    [
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "missing_scope",
        "access_denied",
        "org_login_required",
        "team_added_to_org",
        "team_access_not_granted",
    ]
)
"""Errors about the app as a whole: an administrator mends them, and what is owed waits until then."""


class SlackRefused(Exception):
    """Slack said no, and will again. `error` is its code, `errors` what it says of each thing or person."""

    def __init__(self, error: str, errors: Iterable[dict[str, Any]] = ()) -> None:
        super().__init__(error)
        self.error = error
        self.errors = tuple(errors)


class SlackUnavailable(Exception):
    """Slack did not do it now. `is_unknown` when it may have done it without our seeing the answer.

    Without `is_failure` it only has to wait, for as long as it takes: nothing is given up for that.
    """

    def __init__(
        self, retry_after: float | None, is_unknown: bool, reason: str, *, is_failure: bool = True
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after
        self.is_unknown = is_unknown
        self.is_failure = is_failure

    @property
    def is_about_the_app(self) -> bool:
        """Whether it is refused as a whole, until an administrator mends that."""
        return self.reason in WHOLE_APP


class HeldBack(SlackUnavailable):
    """It has to wait for so many seconds, by Slack's word or by our own budget. Nothing was done."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds, False, "ratelimited", is_failure=False)
        self.seconds = seconds


def rate_limited(headers: Mapping[str, str]) -> HeldBack:
    """Slack asks to wait: for a second where it does not say how long."""
    after = headers.get("Retry-After") or headers.get("retry-after") or ""
    return HeldBack(float(after) if after.isdecimal() else 1.0)


class Answer(dict[str, Any]):
    """What a Web API call gives. Raises SlackUnavailable for a part that Slack promises and has left out."""

    def __missing__(self, name: str) -> Any:
        raise SlackUnavailable(None, True, f"without_{name}")


async def asked(call: Awaitable[Any]) -> Answer:
    """The answer of a Web API call. Raises SlackRefused or SlackUnavailable."""
    return Answer((await answer_of(call)).data)


async def answer_of(call: Awaitable[Any]) -> Any:
    """The same with the headers of the answer."""
    try:
        return await call
    except SlackApiError as error:
        raise _failure(error) from None
    except (aiohttp.ClientConnectorError, aiohttp.ClientHttpProxyError, ConnectionRefusedError):
        raise SlackUnavailable(None, False, "not_reached") from None
    except (aiohttp.ClientError, TimeoutError, SlackRequestError, OSError):
        raise SlackUnavailable(None, True, "no_answer") from None
    except UnicodeDecodeError:
        raise SlackUnavailable(None, True, UNREADABLE) from None


def _failure(error: SlackApiError) -> Exception:
    response = error.response
    status, code = getattr(response, "status_code", 0), UNREADABLE
    if isinstance(getattr(response, "data", None), dict):
        code = str(response.get("error") or code)
    if is_rate_limited(response):
        return rate_limited(response.headers)
    if code in WHOLE_APP:
        _log_refusal(response, code)
        return SlackUnavailable(60.0, False, code, is_failure=False)
    if status >= 500 or code in TRANSIENT or code == UNREADABLE:
        return SlackUnavailable(None, True, f"http_{status}" if status and code == UNREADABLE else code)
    data = getattr(response, "data", None)
    return SlackRefused(code, _errors(data if isinstance(data, dict) else {}))


def is_rate_limited(response: Any) -> bool:
    """Whether Slack asks to wait with this method."""
    data = getattr(response, "data", None)
    code = data.get("error") if isinstance(data, dict) else ""
    return getattr(response, "status_code", 0) == 429 or code in {"ratelimited", "rate_limited"}


def _log_refusal(response: Any, code: str) -> None:
    """What an administrator is to mend, by Slack's codes alone: the method, the error, the scope it needs."""
    data = getattr(response, "data", None)
    needed = str(data.get("needed") or "") if isinstance(data, dict) else ""
    method = str(getattr(response, "api_url", "")).rstrip("/").rpartition("/")[2]
    log.error("slack refused %s: %s%s", method, code, f", needed: {needed}" if needed else "")


def _errors(data: dict[str, Any]) -> list[dict[str, Any]]:
    found = data.get("errors")
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []
