"""Settings from `.env` and the environment: read once, all faults told together."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot import organisation
from bot.logs import LogFormat
from bot.misconfigured import Misconfigured
from storage.keys import read_identity

SLACK_API = "https://slack.com/api/"
GRAPH_API = "https://graph.microsoft.com/v1.0"
HIGHEST_PORT = 65535
NAMES = frozenset(
    [
        *("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL", "DATABASE_URL"),
        *("VAERN_HOST", "VAERN_PORT", "VAERN_MONITOR_PORT", "VAERN_DATA", "VAERN_MASTER_KEY"),
        *("VAERN_ORGANISATION", "VAERN_LARGEST_FILE_MB", "VAERN_LOG_FORMAT"),
        *("GRAPH_TENANT_ID", "GRAPH_CLIENT_ID", "GRAPH_CLIENT_SECRET", "GRAPH_BASE_URL"),
    ]
)
OUR_PREFIXES = ("VAERN_", "GRAPH_")
"""Nobody else's: what begins so in the environment and is no setting is misspelt."""

DATABASES = frozenset({"postgresql", "postgres", "sqlite"})


@dataclass(frozen=True)
class GraphSettings:
    """The Entra app by which Microsoft Graph is asked."""

    tenant: str
    client: str
    secret: str
    base_url: str


@dataclass(frozen=True)
class Store:
    """What is needed to open what is stored. `master_key` is empty when it is given in another way."""

    data: Path
    database_url: str
    master_key: str
    organisation: Path


@dataclass(frozen=True)
class Settings:
    """`app_token` set means Socket Mode, `signing_secret` set means signed HTTP; exactly one is."""

    bot_token: str
    app_token: str
    signing_secret: str
    host: str
    port: int
    monitor_port: int
    slack_api: str
    data: Path
    database_url: str
    master_key: str
    organisation: Path
    largest_file: int
    graph: GraphSettings | None


def load(environment: Mapping[str, str] | None = None, env_file: Path = Path(".env")) -> Settings:
    """The settings; the environment wins over the file. Raises Misconfigured with every fault at once."""
    faults: list[str] = []
    values = _values(environment, env_file, faults)
    settings = Settings(
        bot_token=_token(values, "SLACK_BOT_TOKEN", "xoxb-", faults),
        app_token=_optional_token(values, "SLACK_APP_TOKEN", "xapp-", faults),
        signing_secret=values.get("SLACK_SIGNING_SECRET", ""),
        host=values.get("VAERN_HOST", "127.0.0.1"),
        port=_number(values, "VAERN_PORT", 3000, faults, HIGHEST_PORT),
        monitor_port=_number(values, "VAERN_MONITOR_PORT", 3001, faults, HIGHEST_PORT),
        slack_api=_address(values, "SLACK_API_URL", SLACK_API, faults),
        data=_data(values),
        database_url=_database(values, faults),
        master_key=_master_key(values, faults),
        organisation=_organisation(values),
        largest_file=_number(values, "VAERN_LARGEST_FILE_MB", 100, faults) * 1_000_000,
        graph=_graph(values, faults),
    )
    _way_in(settings, faults)
    _log_format(values, faults)
    faults += organisation.faults_of(settings.organisation, has_graph=settings.graph is not None)
    if faults:
        raise Misconfigured(faults)
    return settings


def load_store(environment: Mapping[str, str] | None = None, env_file: Path = Path(".env")) -> Store:
    """Where the store and the organisation's file are, for a command that needs no Slack.

    Raises Misconfigured with every fault at once.
    """
    faults: list[str] = []
    values = _values(environment, env_file, faults)
    database, key = _database(values, faults), _master_key(values, faults)
    store = Store(_data(values), database, key, _organisation(values))
    if faults:
        raise Misconfigured(faults)
    return store


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
    from_file = _from_file(env_file, faults)
    ours = (name for name in given if name.startswith(OUR_PREFIXES))
    for name in sorted({*from_file, *ours} - NAMES):
        near = "".join(f" Did you mean {other}?" for other in get_close_matches(name, NAMES, 1))
        faults.append(f"{name} is not a setting. Remove it, or mend its spelling.{near}")
    return from_file | {k: v for k, v in given.items() if v}


def _organisation(values: Mapping[str, str]) -> Path:
    return Path(values.get("VAERN_ORGANISATION", "organisation.toml")).expanduser()


def _from_file(env_file: Path, faults: list[str]) -> dict[str, str]:
    if not env_file.exists():
        return {}
    try:
        return {k: v for k, v in dotenv_values(env_file).items() if v}
    except (OSError, UnicodeDecodeError):
        faults.append(f"{env_file.name} cannot be read. Make it a text file in UTF-8 that Værn may read.")
        return {}


def _way_in(settings: Settings, faults: list[str]) -> None:
    if bool(settings.app_token) == bool(settings.signing_secret):
        faults.append(
            "Set SLACK_APP_TOKEN for Socket Mode or SLACK_SIGNING_SECRET for HTTP, and not both: "
            "they decide how Slack reaches Værn."
        )


def _token(values: Mapping[str, str], name: str, prefix: str, faults: list[str]) -> str:
    if name not in values:
        faults.append(f"{name} is missing. Copy it from the Slack app's page, where it begins with {prefix}.")
    return _optional_token(values, name, prefix, faults)


def _optional_token(values: Mapping[str, str], name: str, prefix: str, faults: list[str]) -> str:
    value = values.get(name, "")
    if value and not value.startswith(prefix):
        faults.append(f"{name} must begin with {prefix}. Copy it again from the Slack app's page.")
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
    if _parts(text)[0] not in {"https", "http"} or not _parts(text)[1]:
        faults.append(f"{name} must be a web address, for example {default}.")
    return text


def _parts(address: str) -> tuple[str, str]:
    try:
        return urlsplit(address).scheme, urlsplit(address).hostname or ""
    except ValueError:
        return "", ""


def _data(values: Mapping[str, str]) -> Path:
    return Path(values.get("VAERN_DATA", "data")).expanduser()


def _database(values: Mapping[str, str], faults: list[str]) -> str:
    address = values.get("DATABASE_URL", "")
    if address and (_parts(address)[0] not in DATABASES or not _is_readable(address)):
        faults.append(
            "DATABASE_URL must be like postgresql://user:password@host/vaern. Leave it out for SQLite."
        )
    return address


def _is_readable(address: str) -> bool:
    """Whether its parts can be told apart, such as a port that is a number."""
    try:
        return bool(make_url(address))
    except (ArgumentError, ValueError):
        return False


def _master_key(values: Mapping[str, str], faults: list[str]) -> str:
    key = values.get("VAERN_MASTER_KEY", "")
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
