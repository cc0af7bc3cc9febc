"""Settings that are wrong in the environment or in .env, each with the sentences that tell of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SLACK_PAGE = "Copy it again from the Slack app's page."
PORT = "must be a whole number from 1 to 65535, for example 3000."
SLACK_ADDRESS = "SLACK_API_URL must be a web address, for example https://slack.com/api/."
DATABASE = "DATABASE_URL must be like postgresql://user:password@host/vaern. Leave it out for SQLite."
NO_SETTING = "is no setting. Write NAME=value there, and close what stands in quotes."
UNSEEN = "has a line break or another sign that cannot be seen. Write it again without."
UNKNOWN = "is not a setting. Remove it, or mend its spelling."
SECRET = (
    "SLACK_SIGNING_SECRET is not a signing secret. Copy it from Basic Information on the Slack app's page."
)
WAY_IN = "Set SLACK_APP_TOKEN for Socket Mode or SLACK_SIGNING_SECRET for HTTP, and not both"
UNREADABLE = ".env cannot be read. Make it a text file in UTF-8 that Værn may read."
HALF_OF_GRAPH = "missing. Set all three for Microsoft Graph, or none of them."
NOT_A_KEY = "VAERN_MASTER_KEY is not an age secret key. Restore it from your copy; never make a new one."
NOBODY = "begins with ~ and a user whom this machine does not know. Write the whole path."
GRAPH = {"GRAPH_TENANT_ID": "t", "GRAPH_CLIENT_ID": "c", "GRAPH_CLIENT_SECRET": "s"}
BY_HTTP = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": "5f2d"}


@dataclass(frozen=True)
class Wrong:
    """What is wrong, the beginning of each sentence about it, and what is otherwise than in a right start.

    `told` has a line for each sentence, and `file` is what .env holds. "" leaves a setting out.
    """

    name: str
    told: str
    environment: Mapping[str, str] = field(default_factory=dict)
    file: str | bytes = ""


def one(name: str, told: str, setting: str, value: str) -> Wrong:
    """One setting with a wrong value."""
    return Wrong(name, told, {setting: value})


ENVIRONMENT = (
    one("no bot token", "SLACK_BOT_TOKEN is missing. Copy it from the", "SLACK_BOT_TOKEN", ""),
    one(
        "the app token as bot token",
        f"SLACK_BOT_TOKEN must begin with xoxb-. {SLACK_PAGE}",
        "SLACK_BOT_TOKEN",
        "xapp-1",
    ),
    one("a person's token", "SLACK_BOT_TOKEN must begin with xoxb-.", "SLACK_BOT_TOKEN", "xoxp-hunter2"),
    one("a token in quotes", "SLACK_BOT_TOKEN must begin with xoxb-.", "SLACK_BOT_TOKEN", '"xoxb-hunter2"'),
    one("only the beginning of a token", "SLACK_BOT_TOKEN is cut short", "SLACK_BOT_TOKEN", "xoxb-"),
    one("a space in a token", "SLACK_BOT_TOKEN is cut short", "SLACK_BOT_TOKEN", "xoxb-1 hunter2"),
    one("a letter that no token has", "SLACK_BOT_TOKEN is cut short", "SLACK_BOT_TOKEN", "xoxb-hunter2ø"),
    one("a token of two lines", f"SLACK_BOT_TOKEN {UNSEEN}", "SLACK_BOT_TOKEN", "xoxb-1\nhunter2"),
    one("a line end of Windows", f"VAERN_PORT {UNSEEN}", "VAERN_PORT", "3000\r"),
    one("bytes that are no text", f"VAERN_HOST {UNSEEN}", "VAERN_HOST", "h\udcf8st"),
    one("the bot token as app token", "SLACK_APP_TOKEN must begin with xapp-.", "SLACK_APP_TOKEN", "xoxb-1"),
    one("no way in", WAY_IN, "SLACK_APP_TOKEN", ""),
    one("both ways in", WAY_IN, "SLACK_SIGNING_SECRET", "5f2d"),
    Wrong("a token as signing secret", SECRET, BY_HTTP | {"SLACK_SIGNING_SECRET": "xapp-hunter2"}),
    Wrong("a space in the signing secret", SECRET, BY_HTTP | {"SLACK_SIGNING_SECRET": "5f 2d"}),
    Wrong(
        "one port for two",
        "VAERN_PORT and VAERN_MONITOR_PORT are the same port.",
        BY_HTTP | {"VAERN_PORT": "3001"},
    ),
    one("a port that is a word", f"VAERN_PORT {PORT}", "VAERN_PORT", "http"),
    one("a port of zero", f"VAERN_PORT {PORT}", "VAERN_PORT", "0"),
    one(
        "a port that there is not",
        "VAERN_MONITOR_PORT must be a whole number from 1 to 65535,",
        "VAERN_MONITOR_PORT",
        "65536",
    ),
    one("a port with a space", f"VAERN_PORT {PORT}", "VAERN_PORT", " 3000"),
    one("a number of other digits", f"VAERN_PORT {PORT}", "VAERN_PORT", "²"),
    one("a number without end", f"VAERN_PORT {PORT}", "VAERN_PORT", "9" * 5000),
    one(
        "a size with its unit",
        "VAERN_LARGEST_FILE_MB must be a whole number",
        "VAERN_LARGEST_FILE_MB",
        "10 MB",
    ),
    one("a size below zero", "VAERN_LARGEST_FILE_MB must be a whole number", "VAERN_LARGEST_FILE_MB", "-1"),
    one("an address without its kind", SLACK_ADDRESS, "SLACK_API_URL", "slack.com/api/"),
    one("an address of another kind", SLACK_ADDRESS, "SLACK_API_URL", "ftp://slack.com/api/"),
    one("an address without https", SLACK_ADDRESS, "SLACK_API_URL", "http://slack.com/api/"),
    one("an address whose port is a word", SLACK_ADDRESS, "SLACK_API_URL", "https://slack.com:abc/api/"),
    one("an address with a space", SLACK_ADDRESS, "SLACK_API_URL", " https://slack.com/api/"),
    one("an address with a question", SLACK_ADDRESS, "SLACK_API_URL", "https://slack.com/api/?x=1"),
    one("a bracket left open", SLACK_ADDRESS, "SLACK_API_URL", "https://["),
    one("a name too long for a host", SLACK_ADDRESS, "SLACK_API_URL", f"https://{'a' * 70}.dk/api/"),
    one("two dots in a host", SLACK_ADDRESS, "SLACK_API_URL", "https://slack..com/api/"),
    one("a home of nobody", f"VAERN_DATA {NOBODY}", "VAERN_DATA", "~nobody-has-this-name/data"),
    one(
        "an organisation in a home of nobody",
        f"VAERN_ORGANISATION {NOBODY}\norganisation.toml is missing.",
        "VAERN_ORGANISATION",
        "~nobody-has-this-name/organisation.toml",
    ),
    one("a log in another format", "VAERN_LOG_FORMAT must be text or json.", "VAERN_LOG_FORMAT", "xml"),
    one("a key cut short", NOT_A_KEY, "VAERN_MASTER_KEY", "AGE-SECRET-KEY-1HUNTER2"),
    one("the public half of a key", NOT_A_KEY, "VAERN_MASTER_KEY", "age1hunter2"),
    one("a key of bytes", NOT_A_KEY, "VAERN_MASTER_KEY", "AGE\udcff"),
    one(
        "a name in the environment misspelt",
        f"VAERN_PRT {UNKNOWN} Did you mean VAERN_PORT?",
        "VAERN_PRT",
        "1",
    ),
    one("a name in small letters", f"vaern_port {UNKNOWN} Did you mean VAERN_PORT?", "vaern_port", "1"),
    one("a third of Graph", f"GRAPH_CLIENT_ID, GRAPH_CLIENT_SECRET {HALF_OF_GRAPH}", "GRAPH_TENANT_ID", "t"),
    Wrong(
        "an address of Graph without https",
        "GRAPH_BASE_URL must be a web address",
        GRAPH | {"GRAPH_BASE_URL": "http://graph.example.dk"},
    ),
    one("a database without its kind", DATABASE, "DATABASE_URL", "host/vaern"),
    one("a database of another kind", DATABASE, "DATABASE_URL", "mysql://u:hunter2@host/vaern"),
    one("a driver that is not there", DATABASE, "DATABASE_URL", "postgresql+asyncpg://u:hunter2@host/vaern"),
    one("SQLite where no process holds it", DATABASE, "DATABASE_URL", "sqlite:///vaern.db"),
    one("a database whose port is a word", DATABASE, "DATABASE_URL", "postgresql://u:hunter2@host:abc/vaern"),
    one(
        "a database whose port there is not",
        DATABASE,
        "DATABASE_URL",
        "postgresql://u:hunter2@host:99999/vaern",
    ),
    one("an @ in the password", DATABASE, "DATABASE_URL", "postgresql://u:hunter2 @x @host/vaern"),
)

ENV_FILE = (
    Wrong(
        "an unknown name",
        f"SLACK_BOT_TOKN {UNKNOWN} Did you mean SLACK_BOT_TOKEN?",
        file="SLACK_BOT_TOKN=xoxb-1",
    ),
    Wrong("an unknown name without a value", f"SLACK_BOT_TOKN {UNKNOWN}", file="SLACK_BOT_TOKN="),
    Wrong(
        "a name of another program",
        f"DATABASE_URI {UNKNOWN} Did you mean DATABASE_URL?",
        file="DATABASE_URI=x",
    ),
    Wrong("a name alone", f".env: line 3 {NO_SETTING}", file="# ports\n\nVAERN_PORT\n"),
    Wrong("a secret alone", f".env: line 1 {NO_SETTING}", file="xoxb-hunter2"),
    Wrong("a secret as a name", f".env: line 1 {NO_SETTING}", file="xoxb-hunter2=1"),
    Wrong("a colon", f".env: line 1 {NO_SETTING}", file="VAERN_PORT: 3000"),
    Wrong("a quote left open", f".env: line 2 {NO_SETTING}", file="VAERN_PORT=3000\nVAERN_HOST='127.0.0.1"),
    Wrong("words after a quote", f".env: line 1 {NO_SETTING}", file="VAERN_PORT='3000' or so"),
    Wrong("a section", f".env: line 1 {NO_SETTING}", file="[settings]\nVAERN_PORT=3000"),
    Wrong("a command of Windows", f".env: line 1 {NO_SETTING}", file="set VAERN_PORT=3000"),
    Wrong(
        "a name twice",
        ".env: VAERN_PORT stands there twice, with different values.",
        file="VAERN_PORT=1\nVAERN_PORT=2",
    ),
    Wrong("a place to fill in", DATABASE, file="DATABASE_URL=${POSTGRES}"),
    Wrong("a wrong value", f"VAERN_PORT {PORT}", file="VAERN_PORT=http"),
    Wrong("a sign that cannot be seen", f"VAERN_DATA {UNSEEN}", file="VAERN_DATA=a\0b"),
    Wrong("another alphabet", UNREADABLE, file="VAERN_DATA=miljø".encode("latin-1")),
    Wrong("the encoding that Notepad calls Unicode", UNREADABLE, file="VAERN_PORT=3000".encode("utf-16")),
)
