"""Settings from `.env` and the environment: read once, all faults told together."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from bot import env_file as env_files
from bot import organisation
from bot.logs import LogFormat
from bot.misconfigured import Misconfigured
from bot.urls import is_database_address, is_web_address
from storage.keys import read_identity

SLACK_API = "https://slack.com/api/"
GRAPH_API = "https://graph.microsoft.com/v1.0"
HIGHEST_PORT = 65535
KEY_FILE, KEY_COMMAND = "VAERN_MASTER_KEY_FILE", "VAERN_MASTER_KEY_COMMAND"
NAMES = frozenset(
    [
        *("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL", "DATABASE_URL"),
        *("VAERN_HOST", "VAERN_PORT", "VAERN_MONITOR_PORT", "VAERN_DATA", "VAERN_MASTER_KEY"),
        *(KEY_FILE, KEY_COMMAND),
        *("VAERN_ORGANISATION", "VAERN_LARGEST_FILE_MB", "VAERN_LOG_FORMAT"),
        *("GRAPH_TENANT_ID", "GRAPH_CLIENT_ID", "GRAPH_CLIENT_SECRET", "GRAPH_BASE_URL"),
    ]
)
OUR_PREFIXES = ("VAERN_", "GRAPH_")
"""Nobody else's: what begins so in the environment and is no setting is misspelt."""


@dataclass(frozen=True)
class GraphSettings:
    """The Entra app by which Microsoft Graph is asked."""

    tenant: str
    client: str
    secret: str
    base_url: str


@dataclass(frozen=True)
class Store:
    """What is needed to open what is stored.

    At most one of the three is given by which the master key is found (bot/master_key.py).
    """

    data: Path
    database_url: str
    master_key: str
    organisation: Path
    key_file: Path | None = None
    key_command: str = ""


@dataclass(frozen=True)
class Settings:
    """What the product is set up with; `store` is where it keeps things.

    `app_token` set means Socket Mode, `signing_secret` set means signed HTTP; exactly one is.
    """

    bot_token: str
    app_token: str
    signing_secret: str
    host: str
    port: int
    monitor_port: int
    slack_api: str
    store: Store
    largest_file: int
    graph: GraphSettings | None


def load(environment: Mapping[str, str] | None = None, env_file: Path = Path(".env")) -> Settings:
    """The settings; the environment wins over the file. Raises Misconfigured with every fault at once."""
    faults: list[str] = []
    values = _values(environment, env_file, faults)
    settings = Settings(
        bot_token=_token(values, "SLACK_BOT_TOKEN", "xoxb-", faults),
        app_token=_optional_token(values, "SLACK_APP_TOKEN", "xapp-", faults),
        signing_secret=_signing_secret(values, faults),
        host=values.get("VAERN_HOST", "127.0.0.1"),
        port=_number(values, "VAERN_PORT", 3000, faults, HIGHEST_PORT),
        monitor_port=_number(values, "VAERN_MONITOR_PORT", 3001, faults, HIGHEST_PORT),
        slack_api=_address(values, "SLACK_API_URL", SLACK_API, faults),
        store=_store(values, faults),
        largest_file=_number(values, "VAERN_LARGEST_FILE_MB", 100, faults) * 1_000_000,
        graph=_graph(values, faults),
    )
    _way_in(settings, faults)
    _log_format(values, faults)
    faults += organisation.faults_of(settings.store.organisation, has_graph=settings.graph is not None)
    if faults:
        raise Misconfigured(faults)
    return settings


def load_store(environment: Mapping[str, str] | None = None, env_file: Path = Path(".env")) -> Store:
    """Where the store and the organisation's file are, for a command that needs no Slack.

    Raises Misconfigured with every fault at once.
    """
    faults: list[str] = []
    store = _store(_values(environment, env_file, faults), faults)
    if faults:
        raise Misconfigured(faults)
    return store


def _store(values: Mapping[str, str], faults: list[str]) -> Store:
    return Store(
        data=_path(values, "VAERN_DATA", "data", faults),
        database_url=_database(values, faults),
        master_key=_master_key(values, faults),
        organisation=_path(values, "VAERN_ORGANISATION", "organisation.toml", faults),
        key_file=_path(values, KEY_FILE, "", faults) if KEY_FILE in values else None,
        key_command=values.get(KEY_COMMAND, ""),
    )


def load_log_format(environment: Mapping[str, str] | None = None, env_file: Path = Path(".env")) -> LogFormat:
    """How the log is written. Raises Misconfigured for a format that there is not."""
    faults: list[str] = []
    found = _log_format(_values(environment, env_file, faults), faults)
    if faults:
        raise Misconfigured(faults)
    return found


def _log_format(values: Mapping[str, str], faults: list[str]) -> LogFormat:
    match values.get("VAERN_LOG_FORMAT", "text"):
        case "text" | "json" as found:
            return found
    faults.append("VAERN_LOG_FORMAT must be text or json.")
    return "text"


def _values(environment: Mapping[str, str] | None, env_file: Path, faults: list[str]) -> dict[str, str]:
    given = os.environ if environment is None else environment
    from_file = env_files.read(env_file, faults)
    ours = (name for name in given if name.upper().startswith(OUR_PREFIXES))
    for name in sorted({*from_file, *ours} - NAMES):
        near = "".join(f" Did you mean {other}?" for other in get_close_matches(name.upper(), NAMES, 1))
        faults.append(f"{name} is not a setting. Remove it, or mend its spelling.{near}")
    values = {k: v for k, v in {**from_file, **{k: v for k, v in given.items() if v}}.items() if v}
    return {name: _visible(name, value, faults) if name in NAMES else value for name, value in values.items()}


def _visible(name: str, value: str, faults: list[str]) -> str:
    """The value of a setting without what cannot be seen, which is a fault; a key may have lines."""
    if name == "VAERN_MASTER_KEY" or value.isprintable():
        return value
    faults.append(f"{name} has a line break or another sign that cannot be seen. Write it again without.")
    return "".join(filter(str.isprintable, value))


def _way_in(settings: Settings, faults: list[str]) -> None:
    if bool(settings.app_token) == bool(settings.signing_secret):
        faults.append(
            "Set SLACK_APP_TOKEN for Socket Mode or SLACK_SIGNING_SECRET for HTTP, and not both: "
            "they decide how Slack reaches Værn."
        )
    if settings.signing_secret and settings.port == settings.monitor_port:
        faults.append(
            "VAERN_PORT and VAERN_MONITOR_PORT are the same port. Choose another one for one of them."
        )


def _token(values: Mapping[str, str], name: str, prefix: str, faults: list[str]) -> str:
    if name not in values:
        faults.append(f"{name} is missing. Copy it from the Slack app's page, where it begins with {prefix}.")
    return _optional_token(values, name, prefix, faults)


def _optional_token(values: Mapping[str, str], name: str, prefix: str, faults: list[str]) -> str:
    value = values.get(name, "")
    again = "Copy it again from the Slack app's page."
    if value and not value.startswith(prefix):
        faults.append(f"{name} must begin with {prefix}. {again}")
    elif value and not re.fullmatch(r"[!-~]+", value.removeprefix(prefix)):
        faults.append(f"{name} is cut short, or has a space or a sign that no token has. {again}")
    return value


def _signing_secret(values: Mapping[str, str], faults: list[str]) -> str:
    value = values.get("SLACK_SIGNING_SECRET", "")
    if value.startswith("xox") or value.startswith("xapp-") or not re.fullmatch(r"[!-~]*", value):
        mend = "Copy it from Basic Information on the Slack app's page."
        faults.append(f"SLACK_SIGNING_SECRET is not a signing secret. {mend}")
    return value


def _number(
    values: Mapping[str, str], name: str, default: int, faults: list[str], highest: int = 10**6
) -> int:
    text = values.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,9}", text) or not 0 < int(text) <= highest:
        faults.append(f"{name} must be a whole number from 1 to {highest}, for example {default}.")
        return default
    return int(text)


def _address(values: Mapping[str, str], name: str, default: str, faults: list[str]) -> str:
    text = values.get(name, default)
    if not is_web_address(text):
        faults.append(
            f"{name} must be a web address, for example {default}. Only on this machine may it be http."
        )
    return text


def _path(values: Mapping[str, str], name: str, default: str, faults: list[str]) -> Path:
    path = Path(values.get(name, default))
    try:
        return path.expanduser()
    except RuntimeError:
        faults.append(
            f"{name} begins with ~ and a user whom this machine does not know. Write the whole path."
        )
        return path


def _database(values: Mapping[str, str], faults: list[str]) -> str:
    address = values.get("DATABASE_URL", "")
    if address and not is_database_address(address):
        faults.append(
            "DATABASE_URL must be like postgresql://user:password@host/vaern. Leave it out for SQLite."
        )
    return address


def _master_key(values: Mapping[str, str], faults: list[str]) -> str:
    key = values.get("VAERN_MASTER_KEY", "")
    given = [name for name in ("VAERN_MASTER_KEY", KEY_FILE, KEY_COMMAND) if name in values]
    if len(given) > 1:
        faults.append(f"{' and '.join(given)} are both set. Keep one: there is only one master key.")
    try:
        if key:
            read_identity(key)
    except ValueError:
        faults.append(
            "VAERN_MASTER_KEY is not an age secret key. Restore it from your copy; never make a new one."
        )
    return key


def _graph(values: Mapping[str, str], faults: list[str]) -> GraphSettings | None:
    names = ("GRAPH_TENANT_ID", "GRAPH_CLIENT_ID", "GRAPH_CLIENT_SECRET")
    missing = [name for name in names if name not in values]
    if len(missing) == len(names):
        return None
    if missing:
        faults.append(f"{', '.join(missing)} missing. Set all three for Microsoft Graph, or none of them.")
        return None
    base = _address(values, "GRAPH_BASE_URL", GRAPH_API, faults).rstrip("/")
    tenant, client, secret = (values[name] for name in names)
    return GraphSettings(tenant, client, secret, base)
