"""Everything that Værn needs around it, looked at beside a running product and without changing it."""

from __future__ import annotations

import asyncio
import os
import shutil
import stat
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import aiohttp
from pyrage.x25519 import Recipient
from sqlalchemy.exc import DBAPIError

from bot import organisation
from bot.finding import Finding
from bot.graph.inspection import graph_findings
from bot.master_key import RESTORE, RESTORE_KEYS, file_of, found_master, is_in_file, is_with_the_data
from bot.misconfigured import Misconfigured
from bot.opening import database_fault
from bot.patience import Patience
from bot.roster import Roster
from bot.settings import Settings
from bot.slack.answers import SlackRefused, SlackUnavailable, answer_of
from bot.slack.calls import Slack
from bot.slack.connection import web_client
from bot.starting import identity_of, socket_address_of
from flows.guidance.platforms import PLATFORMS
from flows.times import periods
from flows.times.times import STANDARD, differences, settings_of
from storage import addresses, database_key, missing_keys, people, rewrapping
from storage.database import Storage, connect
from storage.keys import Keyring, read_recipient
from storage.migrating import newest, version_of

ENOUGH_ROOM = 1_000_000_000
"""Bytes, below which the disk of the data folder is nearly full."""
AGREES = timedelta(minutes=1)
SECONDS = 20.0
PACE = 1.3
"""Seconds between two look-ups of people: Slack's Tier 3 is 50 a minute."""


async def inspected(settings: Settings) -> AsyncIterator[Finding]:
    """Every finding, as soon as it is known."""
    file = organisation.load(settings.store.organisation)
    yield Finding("settings", f"{len(file.departments)} departments")
    for finding in (*_own(file), *of_env_file(Path(".env")), *_folder(settings), *_network()):
        yield finding
    found: dict[str, str] = {}
    recovery = tuple(map(read_recipient, file.recovery_recipients))
    for finding in await asyncio.to_thread(_database, settings, recovery, found):
        yield finding
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        slack = _slack(settings, session)
        async for finding in _slack_findings(settings, slack):
            yield finding
        yield await _people(Roster(file, found), slack)
    if settings.graph:
        async for finding in graph_findings(settings.graph, file):
            yield finding


def _own(file: organisation.File) -> Iterator[Finding]:
    """What the organisation has made other than the standard, which is as it should be."""
    standard, changed = settings_of(STANDARD), differences(file.times)
    told = (f"{name} {_written(value)}, not {_written(standard[name])}" for name, value in changed.items())
    yield Finding("times of the steps", "; ".join(told) or "are the standard's")
    kept = (
        f"{n} {value}, not {getattr(periods.STANDARD, n)}"
        for n, value in periods.differences(file.retention).items()
    )
    yield Finding("periods of retention", "; ".join(kept) or "are the standard's")
    ours = {platform.key for platform in PLATFORMS}
    links = (f"{link.key}{' in place of ours' if link.key in ours else ''}" for link in file.platforms)
    yield Finding("links of your own", ", ".join(links) or "none")


def _written(value: int | tuple[int, ...]) -> str:
    """As it stands in organisation.toml."""
    return str(value if isinstance(value, int) else list(value))


def of_env_file(file: Path) -> Iterator[Finding]:
    """Whether others than its owner and its group can read the tokens in it; nothing where there is none."""
    if file.is_file():
        mode = stat.S_IMODE(file.stat().st_mode)
        yield Finding(".env", f"mode {mode:04o}", "Run chmod 0640 on it." if mode & 0o007 else "")


def _folder(settings: Settings) -> Iterator[Finding]:
    what, path = f"data folder {settings.store.data}", settings.store.data
    if not path.is_dir():
        mend = "It is made at the first start; check VAERN_DATA if there was one."
        yield Finding(what, "is not there", mend)
        return
    mode = stat.S_IMODE(path.stat().st_mode)
    is_open = mode & 0o077
    yield Finding(what, f"mode {mode:04o}", "Run chmod 0700 on it." if is_open else "")
    if not os.access(path, os.W_OK | os.X_OK):
        yield Finding(what, "cannot be written", "Give it to the user that runs Værn.")
    free = shutil.disk_usage(path).free
    mend = "Make room, or give it another disk." if free < ENOUGH_ROOM else ""
    yield Finding("disk of the data folder", f"{free / 1e9:.1f} GB free", mend)
    yield from _key(settings)


def _key(settings: Settings) -> Iterator[Finding]:
    try:
        found = found_master(settings.store)
    except Misconfigured as wrong:
        yield Finding("master key", "cannot be used", " ".join(wrong.faults))
        return
    path = file_of(settings.store)
    if found is None:
        yield Finding("master key", "is not there", f"It is made at the first start; else: {RESTORE}")
    elif is_with_the_data(settings.store, found):
        mend = "Keep it elsewhere, as docs/administration.md tells."
        yield Finding("master key", "lies with the data", mend)
    else:
        yield Finding("master key", "is given from outside the data folder")
    if found is not None and is_in_file(settings.store, found) and stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield Finding("file of the master key", "can be read by others", f"Run chmod 0600 on {path}.")


def _network() -> Iterator[Finding]:
    """What of the network is set for this user; the service may have it from its unit instead."""
    for name in ("HTTPS_PROXY", "NO_PROXY"):
        if os.environ.get(name) or os.environ.get(name.lower()):
            yield Finding(name, "is set")
    if bundle := os.environ.get("SSL_CERT_FILE"):
        mend = "" if Path(bundle).is_file() else "Name a file of certificates in PEM format."
        yield Finding("SSL_CERT_FILE", "is a file" if not mend else "is no file", mend)


def _database(settings: Settings, recovery: tuple[Recipient, ...], found: dict[str, str]) -> list[Finding]:
    """Also takes into `found` whom the addresses lead to."""
    what = "database of DATABASE_URL" if settings.store.database_url else "database"
    if not settings.store.database_url and not (settings.store.data / "vaern.db").exists():
        return [Finding(what, "is not there yet", "It is made at the first start.")]
    try:
        master = found_master(settings.store)
    except Misconfigured:
        master = None
    if master is None:
        return [Finding(what, "cannot be read without the master key", RESTORE)]
    try:
        with closing(
            connect(settings.store.database_url, Keyring(master, recovery), settings.store.data)
        ) as storage:
            return list(_read(storage, what, found))
    except DBAPIError as error:
        return [Finding(what, "cannot be read", " ".join(database_fault(error, settings).faults))]


def _read(storage: Storage, what: str, found: dict[str, str]) -> Iterator[Finding]:
    with storage.reader.connect() as connection:
        version = version_of(connection)
    if version != newest():
        is_newer = version > newest()
        mend = "Start the version that made it." if is_newer else "The next start brings it forward."
        yield Finding(what, f"is of another version ({version or 'none'})", mend)
        return
    with storage.reading() as tx:
        lost = missing_keys.count(tx)
        found |= addresses.known(tx)
        found |= {person.mail.casefold(): person.id for person in people.known(tx).values() if person.mail}
    yield Finding(what, f"can be read, version {version}")
    fits, others = storage.keyring.opens_any(storage.keys), rewrapping.outdated(storage.keys, storage.keyring)
    yield Finding("master key and keys of cases", "fit" if fits else "do not fit", "" if fits else RESTORE)
    mend = f"{lost.missing} of {lost.all} are missing. {RESTORE_KEYS}" if lost.missing else ""
    yield Finding("keys of drafts and cases", f"{lost.all - lost.missing} are there", mend)
    mend = RESTORE_KEYS if database_key.is_missing(storage.keys) else ""
    yield Finding("key of the database", "is missing" if mend else "is there", mend)
    if storage.keyring.recovery:
        mend = "Run vaern keys rewrap." if others else ""
        yield Finding(
            "recovery recipients", f"do not open {others} keys" if others else "open all keys", mend
        )


def _slack(settings: Settings, session: aiohttp.ClientSession) -> Slack:
    client = web_client(settings.slack_api, token=settings.bot_token, session=session, retry_handlers=[])
    return Slack(client, session, 0.0)


async def _slack_findings(settings: Settings, slack: Slack) -> AsyncIterator[Finding]:
    def identity() -> Awaitable[object]:
        return identity_of(slack, Patience(0))

    yield await _asked("SLACK_BOT_TOKEN and scopes", identity)
    if settings.app_token:
        yield await _asked("SLACK_APP_TOKEN", lambda: socket_address_of(settings, Patience(0)))
    yield await _clock(slack)


async def clock_of(settings: Settings) -> Finding:
    """How far the machine's clock is from Slack's."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS)) as session:
        return await _clock(_slack(settings, session))


async def _clock(slack: Slack) -> Finding:
    try:
        answer = await answer_of(slack.client.auth_test())
    except (SlackRefused, SlackUnavailable) as error:
        return Finding("clock", f"Slack did not tell its time ({error})", "Check the network and the proxy.")
    told = next((value for name, value in answer.headers.items() if name.lower() == "date"), "")
    off = abs(datetime.now(UTC) - parsedate_to_datetime(told)) if told else timedelta()
    mend = "" if off < AGREES else "Set the clock by a time server."
    return Finding("clock", f"{off.total_seconds():.0f} s from Slack's", mend)


async def _asked(what: str, ask: Callable[[], Awaitable[object]]) -> Finding:
    try:
        await ask()
    except Misconfigured as wrong:
        return Finding(what, "is refused or not answered", " ".join(wrong.faults))
    return Finding(what, "is taken by Slack")


async def _people(roster: Roster, slack: Slack) -> Finding:
    """Those with a part in cases; whom nobody has looked up before, Slack is asked for at its pace."""
    what = "people of organisation.toml"
    try:
        for address in roster.not_asked({}):
            user = await slack.user_by_mail(address)
            roster.know({address: str(user["id"]) if user else ""})
            await asyncio.sleep(PACE)
    except (SlackRefused, SlackUnavailable) as error:
        return Finding(what, f"Slack did not look them up ({error})", "Try again in some minutes.")
    nobody = roster.nobody({})
    if nobody:
        return Finding(what, f"Slack knows nobody by {', '.join(nobody)}", "Mend or remove the address.")
    return Finding(what, "are all known to Slack")
