"""Settings from `.env` and the environment: read once, all faults told together."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

SLACK_API = "https://slack.com/api/"
GRAPH_API = "https://graph.microsoft.com/v1.0"


class Misconfigured(Exception):
    """The product cannot start. `faults` are sentences, each with what mends it."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class GraphSettings:
    """The Entra app by which Microsoft Graph is asked."""

    tenant: str
    client: str
    secret: str
    base_url: str


@dataclass(frozen=True)
class Settings:
    """`app_token` set means Socket Mode, `signing_secret` set means signed HTTP; exactly one is."""

    bot_token: str
    app_token: str
    signing_secret: str
    host: str
    port: int
    slack_api: str
    data: Path
    database_url: str
    master_key: str
    organisation: Path
    largest_file: int
    graph: GraphSettings | None


def load(environment: Mapping[str, str] | None = None, env_file: Path = Path(".env")) -> Settings:
    """The settings; the environment wins over the file. Raises Misconfigured with every fault at once."""
    values = {k: v for k, v in dotenv_values(env_file).items() if v} if env_file.exists() else {}
    values |= {k: v for k, v in (os.environ if environment is None else environment).items() if v}
    faults: list[str] = []
    settings = Settings(
        bot_token=_token(values, "SLACK_BOT_TOKEN", "xoxb-", faults),
        app_token=_optional_token(values, "SLACK_APP_TOKEN", "xapp-", faults),
        signing_secret=values.get("SLACK_SIGNING_SECRET", ""),
        host=values.get("VAERN_HOST", "127.0.0.1"),
        port=_number(values, "VAERN_PORT", 3000, faults),
        slack_api=_address(values, "SLACK_API_URL", SLACK_API, faults),
        data=Path(values.get("VAERN_DATA", "data")),
        database_url=values.get("DATABASE_URL", ""),
        master_key=values.get("VAERN_MASTER_KEY", ""),
        organisation=Path(values.get("VAERN_ORGANISATION", "organisation.toml")),
        largest_file=_number(values, "VAERN_LARGEST_FILE_MB", 100, faults) * 1_000_000,
        graph=_graph(values, faults),
    )
    _way_in(settings, faults)
    if faults:
        raise Misconfigured(faults)
    return settings


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


def _number(values: Mapping[str, str], name: str, default: int, faults: list[str]) -> int:
    text = values.get(name, str(default))
    if not text.isdigit() or int(text) == 0:
        faults.append(f"{name} must be a whole number above zero, for example {default}.")
        return default
    return int(text)


def _address(values: Mapping[str, str], name: str, default: str, faults: list[str]) -> str:
    text = values.get(name, default)
    if urlsplit(text).scheme not in {"https", "http"} or not urlsplit(text).hostname:
        faults.append(f"{name} must be a web address, for example {default}.")
    return text


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
