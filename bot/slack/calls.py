"""Calls to Slack: rooms, messages, surfaces, channels and people."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import aiohttp

from bot.slack import blocks
from bot.slack.answers import SlackRefused, answer_of, asked
from bot.slack.block_texts import escaped
from bot.slack.budgets import Budgets
from bot.slack.connection import WebClient
from bot.slack.files import SlackFiles
from bot.slack.scopes import missing_scopes
from flows.screens.elements import FormScreen, Screen

TOO_LATE = frozenset({"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"})


ABOUT_A_PERSON = frozenset(
    [
        *("already_in_channel", "cant_invite", "cant_invite_self", "user_not_found", "user_is_restricted"),
        *("ura_max_channels", "org_user_not_in_team", "invitee_cant_see_channel"),
        "no_external_invite_permission",
    ]
)
"""Errors of an invitation that say something of whoever was invited, and nothing of the channel."""


def _by_person(errors: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Slack's error for each person of an invitation, where it names one."""
    return {str(e["user"]): str(e.get("error") or "refused") for e in errors if e.get("user")}


class Slack:
    """The workspace as the product uses it."""

    def __init__(
        self,
        client: WebClient,
        session: aiohttp.ClientSession,
        seconds_between_posts: float,
        seconds_between_lookups: float = 0.0,
    ) -> None:
        self.seconds_between_lookups = seconds_between_lookups
        self.client = client
        self.files = SlackFiles(client, session)
        self._pace = seconds_between_posts
        self._rooms: dict[str, str] = {}
        self._turns: dict[str, asyncio.Lock] = {}
        self._posted: dict[str, float] = {}

    @property
    def budgets(self) -> Budgets:
        """What its calls are made within."""
        return self.client.budgets

    async def tell_time(self) -> None:
        """Any answer tells the time, whatever it says: `bot.timekeeping` hears it."""
        await asked(self.client.auth_test())

    async def missing_scopes(self) -> list[str]:
        """The scopes of the manifest that the app was not granted, or has lost."""
        return missing_scopes((await answer_of(self.client.auth_test())).headers)

    async def room(self, person: str) -> str:
        """The direct message channel with a person."""
        if person not in self._rooms:
            answer = await asked(self.client.conversations_open(users=person))
            self._rooms[person] = str(answer["channel"]["id"])
        return self._rooms[person]

    @asynccontextmanager
    async def turn(self, channel: str) -> AsyncIterator[bool]:
        """The room is free for a post: no two within the pace that Slack asks for. Tells whether that took a
        wait.
        """
        lock = self._turns.setdefault(channel, asyncio.Lock())
        has_waited = lock.locked()
        async with lock:
            wait = self._posted.get(channel, 0) + self._pace - time.monotonic()
            if wait > 0:
                has_waited = True
                await asyncio.sleep(wait)
            yield has_waited
            self._posted[channel] = time.monotonic()

    async def post(self, channel: str, screen: Screen, mark: str) -> str:
        """Posts a message, in a turn of its room, and gives its ts."""
        call = self.client.chat_postMessage(
            channel=channel,
            text=escaped(screen.notice),
            blocks=blocks.message(screen, mark),
            unfurl_links=False,
            unfurl_media=False,
        )
        return str((await asked(call))["ts"])

    async def update(self, channel: str, ts: str, screen: Screen, mark: str) -> None:
        """Replaces what a message shows."""
        drawn = blocks.message(screen, mark)
        text = escaped(screen.notice)
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
        said = escaped(text)
        await asked(self.client.chat_postEphemeral(channel=channel, user=person, text=said))

    async def found(self, channel: str, mark: str, since: float) -> str | None:
        """The ts of our message with that mark in a direct message channel, None when it is not there."""
        async for found, ts in self._marks(channel, since):
            if found == mark:
                return ts
        return None

    async def marked(self, channel: str, beginning: str, since: float) -> dict[str, str]:
        """The ts of each of our messages there whose mark begins so, by mark."""
        return {mark: ts async for mark, ts in self._marks(channel, since) if mark.startswith(beginning)}

    async def _marks(self, channel: str, since: float) -> AsyncIterator[tuple[str, str]]:
        cursor = ""
        while True:
            answer = await asked(
                self.client.conversations_history(
                    channel=channel, oldest=f"{since:.6f}", limit=100, cursor=cursor or None
                )
            )
            for message in answer["messages"]:
                for block in (message.get("blocks") or ())[:1]:
                    yield str(block.get("block_id", "")), str(message["ts"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return

    async def show_home(self, person: str, screen: Screen) -> None:
        """Publishes a person's Home tab."""
        await asked(self.client.views_publish(user_id=person, view=blocks.home(screen)))

    async def open_modal(self, trigger: str, form: FormScreen, *, is_on_top: bool = False) -> str | None:
        """Opens a modal, or lays it on the one that is open, and gives its view id.

        None when the person's act is more than three seconds old.
        """
        view = blocks.modal(form)
        if is_on_top:
            call = self.client.views_push(trigger_id=trigger, view=view)
        else:
            call = self.client.views_open(trigger_id=trigger, view=view)
        try:
            answer = await asked(call)
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

    async def quiet_until(self, person: str, now: datetime) -> datetime | None:
        """When the Do Not Disturb that they are in ends; None while they may be disturbed.

        The snooze fields are given of the app itself only (docs.slack.dev/reference/methods/dnd.info).
        """
        answer = await asked(self.client.dnd_info(user=person))
        begins, ends = answer.get("next_dnd_start_ts") or 0, answer.get("next_dnd_end_ts") or 0
        snoozed = answer.get("snooze_endtime") if answer.get("snooze_enabled") else 0
        # Not dnd_enabled: it says that there is a schedule, and not that its time is now.
        last = max(ends if begins <= now.timestamp() else 0, snoozed or 0)
        return datetime.fromtimestamp(last, UTC) if last > now.timestamp() else None

    async def user_by_mail(self, mail: str) -> dict[str, Any] | None:
        """Slack's record of the user behind an e-mail address, None when Slack knows nobody by it."""
        try:
            answer = await asked(self.client.users_lookupByEmail(email=mail))
        except SlackRefused as refusal:
            if refusal.error in {"users_not_found", "user_not_found"}:
                return None
            raise
        return dict(answer["user"])

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

    async def invite(self, channel: str, persons: Collection[str]) -> dict[str, str]:
        """Brings people into a channel; gives the errors of those who could not be, by person.

        `force` lets the others in (docs.slack.dev/reference/methods/conversations.invite). Being there
        already is as good. Raises SlackRefused for an error that is about nobody in particular.
        """
        call = self.client.conversations_invite(channel=channel, users=",".join(persons), force=True)
        try:
            answer = await asked(call)
        except SlackRefused as refusal:
            if not refusal.errors and refusal.error not in ABOUT_A_PERSON:
                raise
            return _by_person(refusal.errors) or dict.fromkeys(persons, refusal.error)
        return _by_person(answer.get("errors") or ())

    async def remove(self, channel: str, person: str) -> None:
        """Takes one person out of a channel; being out of it already is as good."""
        try:
            await asked(self.client.conversations_kick(channel=channel, user=person))
        except SlackRefused as refusal:
            if refusal.error != "not_in_channel":
                raise

    async def archive(self, channel: str) -> None:
        """Archives a channel; one that is archived already is as good."""
        try:
            await asked(self.client.conversations_archive(channel=channel))
        except SlackRefused as refusal:
            if refusal.error != "already_archived":
                raise

    async def channel(self, channel: str) -> dict[str, Any]:
        """Slack's record of a channel."""
        return dict((await asked(self.client.conversations_info(channel=channel)))["channel"])

    async def app(self, bot: str) -> str:
        """The id of the app that a bot belongs to, for the links that open its messages; "" if not told."""
        return str((await asked(self.client.bots_info(bot=bot)))["bot"].get("app_id") or "")

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
