"""Calls to Slack: what each needs, and the two ways in which one can fail."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot import blocks
from flows.screen import FormScreen, Screen

TRANSIENT = frozenset(
    ["ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"]
)
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
CHUNK = 1 << 18
TOO_LATE = frozenset({"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"})


class SlackRefused(Exception):
    """Slack said no, and will again. `error` is its code."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class SlackUnavailable(Exception):
    """Slack did not do it now. `is_unknown` when it may have done it without our seeing the answer."""

    def __init__(self, retry_after: float | None, is_unknown: bool, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after
        self.is_unknown = is_unknown


async def asked(call: Awaitable[Any]) -> dict[str, Any]:
    """The answer of a Web API call. Raises SlackRefused or SlackUnavailable."""
    try:
        answer = await call
    except SlackApiError as error:
        raise _failure(error) from None
    except (aiohttp.ClientConnectorError, ConnectionRefusedError):
        raise SlackUnavailable(None, False, "not_reached") from None
    except (aiohttp.ClientError, TimeoutError, SlackRequestError, OSError):
        raise SlackUnavailable(None, True, "no_answer") from None
    return dict(answer.data)


def _failure(error: SlackApiError) -> Exception:
    response = error.response
    status, code = getattr(response, "status_code", 0), "unreadable"
    if isinstance(getattr(response, "data", None), dict):
        code = str(response.get("error") or code)
    if status == 429 or code in {"ratelimited", "rate_limited"}:
        after = response.headers.get("Retry-After") or response.headers.get("retry-after") or ""
        return SlackUnavailable(float(after) if after.isdecimal() else 1.0, False, "ratelimited")
    if code in WHOLE_APP:
        return SlackUnavailable(60.0, False, code)
    if status >= 500 or code in TRANSIENT or code == "unreadable":
        return SlackUnavailable(None, True, code)
    return SlackRefused(code)


class Slack:
    """The workspace as the product uses it."""

    def __init__(
        self, client: AsyncWebClient, session: aiohttp.ClientSession, seconds_between_posts: float
    ) -> None:
        self.client = client
        self.session = session
        self._pace = seconds_between_posts
        self._rooms: dict[str, str] = {}
        self._turns: dict[str, asyncio.Lock] = {}
        self._posted: dict[str, float] = {}

    async def room(self, person: str) -> str:
        """The direct message channel with a person."""
        if person not in self._rooms:
            answer = await asked(self.client.conversations_open(users=person))
            self._rooms[person] = str(answer["channel"]["id"])
        return self._rooms[person]

    async def post(self, channel: str, screen: Screen, mark: str) -> str:
        """Posts a message and gives its ts; no two in a channel within the pace that Slack asks for."""
        async with self._turns.setdefault(channel, asyncio.Lock()):
            wait = self._posted.get(channel, 0) + self._pace - time.monotonic()
            if wait > 0:
                await asyncio.sleep(wait)
            self._posted[channel] = time.monotonic()
            drawn = blocks.message(screen, mark)
            call = self.client.chat_postMessage(
                channel=channel,
                text=blocks.escaped(screen.notice),
                blocks=drawn,
                unfurl_links=False,
                unfurl_media=False,
            )
            return str((await asked(call))["ts"])

    async def update(self, channel: str, ts: str, screen: Screen, mark: str) -> None:
        """Replaces what a message shows."""
        drawn = blocks.message(screen, mark)
        text = blocks.escaped(screen.notice)
        await asked(self.client.chat_update(channel=channel, ts=ts, text=text, blocks=drawn))

    async def delete(self, channel: str, ts: str) -> None:
        """Removes one of our own messages; one that is gone already is as good."""
        try:
            await asked(self.client.chat_delete(channel=channel, ts=ts))
        except SlackRefused as refusal:
            if refusal.error != "message_not_found":
                raise

    async def whisper(self, channel: str, person: str, text: str) -> None:
        """A sentence that only this person sees."""
        said = blocks.escaped(text)
        await asked(self.client.chat_postEphemeral(channel=channel, user=person, text=said))

    async def found(self, channel: str, mark: str, since: float) -> str | None:
        """The ts of our message with that mark in a direct message channel, None when it is not there."""
        cursor = ""
        while True:
            answer = await asked(
                self.client.conversations_history(
                    channel=channel, oldest=f"{since:.6f}", limit=100, cursor=cursor or None
                )
            )
            for message in answer["messages"]:
                if any(block.get("block_id") == mark for block in message.get("blocks", ())):
                    return str(message["ts"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return None

    async def show_home(self, person: str, screen: Screen) -> None:
        """Publishes a person's Home tab."""
        await asked(self.client.views_publish(user_id=person, view=blocks.home(screen)))

    async def open_modal(self, trigger: str, form: FormScreen) -> str | None:
        """Opens a modal and gives its view id; None when the person's act is more than three seconds old."""
        try:
            answer = await asked(self.client.views_open(trigger_id=trigger, view=blocks.modal(form)))
        except SlackRefused as refusal:
            if refusal.error in TOO_LATE:
                return None
            raise
        return str(answer["view"]["id"])

    async def change_modal(self, view: str, form: FormScreen) -> None:
        """Shows something else in an open modal; one that is closed meanwhile is left so."""
        try:
            await asked(self.client.views_update(view_id=view, view=blocks.modal(form)))
        except SlackRefused as refusal:
            if refusal.error != "not_found":
                raise

    async def person(self, person: str) -> dict[str, Any]:
        """Slack's record of a person, with locale."""
        answer = await asked(self.client.users_info(user=person, include_locale=True))
        return dict(answer["user"])

    async def person_by_mail(self, mail: str) -> str:
        """The user id behind an e-mail address, "" when Slack knows nobody by it."""
        try:
            answer = await asked(self.client.users_lookupByEmail(email=mail))
        except SlackRefused as refusal:
            if refusal.error in {"users_not_found", "user_not_found"}:
                return ""
            raise
        return str(answer["user"]["id"])

    async def file(self, file: str) -> dict[str, Any]:
        """Slack's record of a file."""
        return dict((await asked(self.client.files_info(file=file)))["file"])

    async def content(self, url: str, seconds: float) -> AsyncGenerator[bytes, None]:
        """The bytes of a private file, in pieces, all of them within the seconds.

        Raises SlackRefused for an address outside Slack's hosts, and for the login page that Slack sends
        with status 200 where the token may not read. Redirects are not followed: it would go along.
        """
        if not self._is_ours(url):
            raise SlackRefused("foreign_host")
        headers = {"Authorization": f"Bearer {self.client.token}"}
        limits = aiohttp.ClientTimeout(total=seconds, sock_connect=10)
        asking = self.session.get(url, headers=headers, allow_redirects=False, timeout=limits)
        try:
            async with asking as answer:
                _check_download(answer)
                async for piece in answer.content.iter_chunked(CHUNK):
                    yield piece
        except (aiohttp.ClientError, TimeoutError, OSError):
            raise SlackUnavailable(None, False, "no_download") from None

    def _is_ours(self, url: str) -> bool:
        """Files are fetched from slack.com and the host of the Web API, and from nowhere else."""
        try:
            at, base = urlsplit(url), urlsplit(self.client.base_url)
        except ValueError:
            return False
        host = at.hostname or ""
        if (at.scheme, at.netloc) == (base.scheme, base.netloc):
            return True
        return at.scheme == "https" and (host == "slack.com" or host.endswith(".slack.com"))

    async def upload(self, name: str, data: bytes, alt: str, seconds: float) -> str:
        """Brings a file to Slack within the seconds, seen by nobody yet, and gives its id."""
        place = self.client.files_getUploadURLExternal(filename=name, length=len(data), alt_txt=alt)
        try:
            async with asyncio.timeout(seconds):
                answer = await asked(place)
                url = str(answer["upload_url"])
                if not self._is_ours(url):
                    raise SlackRefused("foreign_host")
                limits = aiohttp.ClientTimeout(sock_connect=10)
                async with self.session.post(url, data=data, allow_redirects=False, timeout=limits) as done:
                    if done.status != 200:
                        raise SlackUnavailable(None, False, "upload_failed")
        except (aiohttp.ClientError, TimeoutError, OSError):
            raise SlackUnavailable(None, False, "upload_failed") from None
        return str(answer["file_id"])

    async def share(self, file: str, title: str, channel: str) -> None:
        """Shows an uploaded file in a channel."""
        files: list[dict[str, str | None]] = [{"id": file, "title": title}]
        await asked(self.client.files_completeUploadExternal(files=files, channel_id=channel))

    async def create_channel(self, name: str) -> str:
        """A private channel of that name, never a public one; gives its id."""
        return str(
            (await asked(self.client.conversations_create(name=name, is_private=True)))["channel"]["id"]
        )

    async def own_channel(self, name: str, creator: str) -> str | None:
        """The private channel of that name that we ourselves created; never anybody else's."""
        cursor = ""
        while True:
            answer = await asked(
                self.client.users_conversations(types="private_channel", limit=200, cursor=cursor or None)
            )
            for channel in answer["channels"]:
                if channel["name"] == name and channel.get("creator") == creator:
                    return str(channel["id"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return None

    async def invite(self, channel: str, person: str) -> None:
        """Brings one person into a channel; being there already is as good."""
        try:
            await asked(self.client.conversations_invite(channel=channel, users=person))
        except SlackRefused as refusal:
            if refusal.error != "already_in_channel":
                raise

    async def members(self, channel: str) -> set[str]:
        """Who really is in a channel: an invitation may fail in silence."""
        found: set[str] = set()
        cursor = ""
        while True:
            answer = await asked(
                self.client.conversations_members(channel=channel, limit=200, cursor=cursor or None)
            )
            found |= set(answer["members"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return found


def _check_download(answer: aiohttp.ClientResponse) -> None:
    if answer.status in {404, 410}:
        raise SlackRefused("file_not_found")
    if answer.status == 429 or answer.status >= 500:
        raise SlackUnavailable(None, False, "no_download")
    if answer.status != 200 or answer.content_type == "text/html":
        raise SlackRefused("login_page")
