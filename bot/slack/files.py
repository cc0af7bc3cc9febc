"""Files to and from Slack: only over the file's id, only from Slack's own hosts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Sequence
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.answers import SlackRefused, SlackUnavailable, asked, rate_limited
from bot.slack.connection import proxy_for

CHUNK = 1 << 18


class SlackFiles:
    """The workspace's files as the product uses them."""

    def __init__(self, client: AsyncWebClient, session: aiohttp.ClientSession) -> None:
        self.client = client
        self.session = session

    async def record(self, file: str) -> dict[str, Any]:
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
        proxy = proxy_for(url)
        asking = self.session.get(url, headers=headers, allow_redirects=False, timeout=limits, proxy=proxy)
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

    async def upload(
        self, name: str, size: int, pieces: AsyncIterable[bytes], alt: str, seconds: float
    ) -> str:
        """Brings a file to Slack within the seconds, seen by nobody yet, and gives its id.

        The pieces are exactly `size` bytes together. When they end in an error, so does the upload.
        """
        place = self.client.files_getUploadURLExternal(filename=name, length=size, alt_txt=alt)
        try:
            async with asyncio.timeout(seconds):
                answer = await asked(place)
                url = str(answer["upload_url"])
                if not self._is_ours(url):
                    raise SlackRefused("foreign_host")
                await self._send(url, size, pieces)
        except (aiohttp.ClientError, TimeoutError, OSError):
            raise SlackUnavailable(None, False, "upload_failed") from None
        return str(answer["file_id"])

    async def delete(self, file: str) -> None:
        """Removes a file of our own, wherever it is shown; one that is gone already is as good.

        Slack does not know one whose upload was never completed, and nobody has seen that.
        """
        try:
            await asked(self.client.files_delete(file=file))
        except SlackRefused as refusal:
            if refusal.error not in {"file_deleted", "file_not_found"}:
                raise

    async def _send(self, url: str, size: int, pieces: AsyncIterable[bytes]) -> None:
        limits = aiohttp.ClientTimeout(sock_connect=10)
        # Told beforehand, or the pieces would be sent chunked, of which Slack says nothing.
        length = {"Content-Length": str(size)}
        sending = self.session.post(
            url, data=pieces, headers=length, allow_redirects=False, timeout=limits, proxy=proxy_for(url)
        )
        async with sending as done:
            if done.status == 429:
                raise rate_limited(done.headers)
            if done.status != 200:
                raise SlackUnavailable(None, False, "upload_failed")

    async def share(self, files: Sequence[str], title: str, channel: str) -> None:
        """Shows uploaded files in a channel, all of them in one message."""
        shown: list[dict[str, str | None]] = [{"id": file, "title": title} for file in files]
        await asked(self.client.files_completeUploadExternal(files=shown, channel_id=channel))


def _check_download(answer: aiohttp.ClientResponse) -> None:
    if answer.status in {404, 410}:
        raise SlackRefused("file_not_found")
    if answer.status == 429:
        raise rate_limited(answer.headers)
    if answer.status >= 500:
        raise SlackUnavailable(None, False, "no_download")
    if answer.status != 200 or answer.content_type == "text/html":
        raise SlackRefused("login_page")
