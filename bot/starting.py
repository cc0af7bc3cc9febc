"""What has to be right before anything is sent to anybody: all is asked, and all faults are told together."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from pyrage.x25519 import Recipient
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy.exc import DBAPIError

from bot import organisation
from bot.directory import person_of
from bot.graph_check import NotLetIn, check_graph
from bot.misconfigured import Misconfigured, NotReachable
from bot.opening import Opened, database_fault, opened
from bot.patience import FIRST_PAUSE, LONGEST_PAUSE, Faults, Patience, answered
from bot.reload import NO_OPERATOR
from bot.roster import Roster
from bot.settings import GraphSettings, Settings
from bot.slack.answers import Answer, answer_of, asked
from bot.slack.calls import Slack
from bot.slack.connection import web_client
from bot.slack.scopes import missing_scopes
from flows.people.person import People
from storage import addresses, people
from storage.database import Storage
from storage.keys import read_recipient

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential

log = logging.getLogger(__name__)

Result = TypeVar("Result")

MENDS_OF_PORTS = {
    errno.EADDRINUSE: "Choose another port, or stop the program that has it.",
    errno.EACCES: "Choose a port from 1024 on.",
}
NOT_OURS = "The host must be an address of this machine, for example 127.0.0.1."
INSTALL = "Install the app again from its manifest."


@dataclass(frozen=True)
class Checked:
    """What a start goes on with. `first` is what Slack said of the first addresses, by address.

    `events` is the port at which Slack calls Værn, None in Socket Mode, and `socket_address` one of those at
    which Socket Mode connects, "" without it.
    """

    settings: Settings
    storage: Storage
    roster: Roster
    identity: AuthorizeResult
    link: str
    first: Mapping[str, dict[str, Any] | None]
    monitor: socket.socket
    events: socket.socket | None
    socket_address: str


async def checked(
    settings: Settings,
    slack: Slack,
    seconds: float,
    credential: AsyncTokenCredential | None,
    stack: AsyncExitStack,
) -> Checked:
    """Asks everything, and waits for what passes by itself, all together for so many seconds at most.

    Raises Misconfigured with every fault found, and NotReachable when all of them may pass.
    """
    file = organisation.load(settings.store.organisation)
    faults, patience = Faults(), Patience(seconds)
    monitor = await faults.of(_port(settings.monitor_port, stack))
    events = None if settings.app_token else await faults.of(_events_port(settings, stack))
    recovery = tuple(map(read_recipient, file.recovery_recipients))
    storage = await faults.of(_storage(settings, recovery, patience, stack))
    if faults.are_there:
        patience.end()
    identity = await faults.of(identity_of(slack, patience))
    at = await faults.of(socket_address_of(settings, patience)) if settings.app_token else ""
    ids, known = await faults.of(_known(storage, settings)) or ({}, {})
    if settings.graph:
        await faults.of(_graph(settings.graph, credential, is_first=not ids))
    roster = Roster(file, ids)
    first = await faults.of(first_people(roster, known, slack, patience)) if identity else {}
    link = await faults.of(link_of(slack, identity, patience)) if identity else ""
    faults.told()
    return Checked(
        settings,
        _given(storage),
        roster,
        _given(identity),
        _given(link),
        _given(first),
        _given(monitor),
        events,
        _given(at),
    )


async def _graph(settings: GraphSettings, credential: AsyncTokenCredential | None, *, is_first: bool) -> None:
    """Raises Misconfigured when Microsoft refuses us at the first start.

    A later one goes on without Graph, as a running Værn does when its secret runs out: the operators hear of
    it in the first round of look-ups.
    """
    try:
        await check_graph(settings, credential)
    except NotLetIn as wrong:
        if is_first:
            raise
        log.error("%s", " ".join(wrong.faults))


async def _known(storage: Storage | None, settings: Settings) -> tuple[dict[str, str], People]:
    """The addresses and the people that are known already. Raises Misconfigured and NotReachable."""
    if storage is None:
        return {}, {}
    try:
        return await asyncio.to_thread(storage.read, lambda tx: (addresses.known(tx), people.known(tx)))
    except DBAPIError as error:
        raise database_fault(error, settings) from None


def _given(found: Result | None) -> Result:
    """What a check gave that has found no fault."""
    if found is None:
        raise ValueError("a check gave nothing and told of no fault")
    return found


async def identity_of(slack: Slack, patience: Patience) -> AuthorizeResult:
    """Who we are at Slack, asked once: Bolt would ask before an event is kept, and lose it on a failure.

    Raises Misconfigured for a token that Slack refuses and for an app without a scope of its manifest.
    """
    refusal = "SLACK_BOT_TOKEN was refused by Slack ({error}). Copy it again from the app's page."
    answer = await answered(lambda: _who(slack), patience, "who Værn is", refusal)
    if missing := missing_scopes(answer.headers):
        raise Misconfigured([lacking(missing)])
    return AuthorizeResult(
        enterprise_id=answer.get("enterprise_id"),
        team_id=answer.get("team_id"),
        bot_user_id=answer["user_id"],
        bot_id=answer.get("bot_id"),
        bot_token=slack.client.token,
    )


async def _who(slack: Slack) -> Any:
    answer = await answer_of(slack.client.auth_test())
    for name in ("user_id", "team_id"):
        Answer(answer.data)[name]
    return answer


def lacking(scopes: Sequence[str]) -> str:
    """The sentence about an app that may not do all that its manifest asks for."""
    return f"The Slack app lacks {', '.join(scopes)}. {INSTALL}"


async def link_of(slack: Slack, identity: AuthorizeResult, patience: Patience) -> str:
    """Opens the conversation with Værn: api.slack.com/docs/deep-linking, "app_redirect"; "" if unknown."""
    refusal = f"Slack refused to tell the app's id ({{error}}). {INSTALL}"
    app = await answered(lambda: slack.app(str(identity.bot_id)), patience, "the app's id", refusal)
    return f"https://slack.com/app_redirect?app={app}&team={identity.team_id}" if app else ""


async def socket_address_of(settings: Settings, patience: Patience) -> str:
    """Where Socket Mode connects. Its client in the SDK would try a wrong token for ever, without a word."""
    client = web_client(settings.slack_api, timeout=20)
    mend = "Copy it again from the app's page, and see that it has the scope connections:write."

    async def address() -> str:
        return str((await asked(client.apps_connections_open(app_token=settings.app_token)))["url"])

    refusal = f"SLACK_APP_TOKEN was refused by Slack ({{error}}). {mend}"
    return await answered(address, patience, "a connection", refusal)


async def first_people(
    roster: Roster, known: People, slack: Slack, patience: Patience
) -> dict[str, dict[str, Any] | None]:
    """What Slack says of the addresses without which nobody can be told anything, where it was not asked yet.

    Raises Misconfigured when it knows none of the operators, and one of them is new: whoever has been at work
    with them goes on when all have left, since the cases need it.
    """
    refusal = f"Slack refused to look people up ({{error}}). {INSTALL}"
    found: dict[str, dict[str, Any] | None] = {}
    for address in roster.first_of_all(known):
        found[address] = await answered(partial(slack.user_by_mail, address), patience, "people", refusal)
    new = [found[one] for one in map(str.casefold, roster.file.operators) if one in found]
    if not roster.organisation(known).operators and not any(map(_is_colleague, new)):
        if new:
            raise Misconfigured([NO_OPERATOR])
        log.error(NO_OPERATOR)
    return found


def _is_colleague(user: dict[str, Any] | None) -> bool:
    """Whether Slack knows somebody there who has not left and is no guest."""
    person = person_of(user, "") if user else None
    return person is not None and person.is_active and person.is_member


async def _port(port: int, stack: AsyncExitStack) -> socket.socket:
    """Of the monitor, on this machine alone."""
    return _taken("127.0.0.1", port, "VAERN_MONITOR_PORT", stack)


async def _events_port(settings: Settings, stack: AsyncExitStack) -> socket.socket:
    return _taken(settings.host, settings.port, "VAERN_HOST and VAERN_PORT", stack)


def _taken(host: str, port: int, names: str, stack: AsyncExitStack) -> socket.socket:
    """A socket that listens there, so that nobody else takes it. Raises Misconfigured naming the settings."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        bound = socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:
        mend = MENDS_OF_PORTS.get(error.errno or 0, NOT_OURS) if isinstance(error, OSError) else NOT_OURS
        raise Misconfigured([f"Værn cannot listen at {names}. {mend}"]) from None
    stack.callback(bound.close)
    return bound


async def _storage(
    settings: Settings, recovery: tuple[Recipient, ...], patience: Patience, stack: AsyncExitStack
) -> Storage:
    storage, closing = await storage_of(settings, recovery, patience)
    stack.callback(closing.close)
    return storage


async def storage_of(settings: Settings, recovery: tuple[Recipient, ...], patience: Patience) -> Opened:
    """The storage, waited for while the database is away. Raises Misconfigured and NotReachable."""
    pause = FIRST_PAUSE
    while True:
        try:
            return await asyncio.to_thread(opened, settings, recovery)
        except NotReachable:
            if not await patience.pause(pause, "the database of DATABASE_URL"):
                raise
            pause = min(2 * pause, LONGEST_PAUSE)
