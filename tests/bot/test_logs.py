"""The log as JSON: an object on a line with time, level, logger, message and traceback, and no value."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from bot.logs import JsonFormatter, TextFormatter, configure_logging
from tests.conftest import free_port
from tests.standin import ORGANISATION
from tests.workspace.server import Workspace

CANARY = "kanariefugl"
ROOT = Path(__file__).parents[2]
HERE = Path(__file__).name


def test_what_libraries_tell_below_an_error_is_written_by_no_level() -> None:
    root = logging.getLogger()
    before, root.handlers = root.handlers, []
    try:
        configure_logging()
        (handler,) = root.handlers
    finally:
        root.handlers = before
    lines = ("httpx", logging.INFO), ("bot.bolt", logging.DEBUG), ("bot.running", logging.INFO)
    written = [
        name
        for name, level in lines
        if handler.filter(logging.makeLogRecord({"name": name, "levelno": level}))
    ]
    assert written == ["bot.running"]


class Written:
    """A logger of its own, and what it has written."""

    def __init__(self, formatter: logging.Formatter) -> None:
        self.stream = StringIO()
        self.handler = logging.StreamHandler(self.stream)
        self.handler.setFormatter(formatter)
        self.logger = logging.Logger("bot.somewhere")
        self.logger.addHandler(self.handler)

    def one(self) -> dict[str, Any]:
        """The one object that was written."""
        (line,) = self.stream.getvalue().splitlines()
        found: dict[str, Any] = json.loads(line)
        return found


@pytest.fixture
def log() -> Written:
    return Written(JsonFormatter())


def test_a_line_has_time_level_logger_and_message_and_nothing_else(log: Written) -> None:
    before = datetime.now(UTC)
    log.logger.warning("case %s: %s", "case1", "not_in_channel", extra={"payload": CANARY})
    found = log.one()
    at = datetime.fromisoformat(found.pop("time"))
    assert at.utcoffset() is not None and not at.utcoffset()
    assert abs((at - before).total_seconds()) < 60
    message = "case case1: not_in_channel"
    assert found == {"level": "WARNING", "logger": "bot.somewhere", "message": message}


def test_a_line_stays_a_line_whatever_its_message_holds(log: Written) -> None:
    log.logger.error("begun 'æ\"\u2028\x85' %s", "here\nTask exception was never retrieved: " + CANARY)
    assert log.one()["message"] == "begun 'æ\"\u2028\x85' here"


def fails(story: str) -> None:
    try:
        {}[story]
    except KeyError as error:
        raise ValueError(f"not understood: {story}") from error


def test_a_traceback_is_one_field_with_places_and_kinds_and_no_value(log: Written) -> None:
    try:
        fails(CANARY)
    except ValueError:
        log.logger.exception("it failed")
    found = log.one()
    assert CANARY not in str(found)
    lines = found["traceback"].splitlines()
    assert [line for line in lines if "." in line and " in " not in line] == [
        "builtins.KeyError",
        "builtins.ValueError",
    ]
    assert [line.split(" in ")[1] for line in lines if HERE in line] == [
        "fails",
        "test_a_traceback_is_one_field_with_places_and_kinds_and_no_value",
        "fails",
    ]


def test_neither_has_the_log_as_text() -> None:
    log = Written(TextFormatter())
    try:
        fails(CANARY)
    except ValueError:
        log.logger.exception("it failed")
    written = log.stream.getvalue()
    assert " ERROR bot.somewhere it failed\n" in written
    assert "builtins.ValueError" in written
    assert CANARY not in written


def test_exceptions_that_name_one_another_come_to_an_end(log: Written) -> None:
    first, second = KeyError(CANARY), ValueError(CANARY)
    first.__context__, second.__context__ = second, first
    log.logger.error("it failed", exc_info=first)
    assert log.one()["traceback"] == "builtins.ValueError\nbuiltins.KeyError"


@contextmanager
def at_asyncio(log: Written) -> Iterator[None]:
    """It has what asyncio itself logs."""
    logger = logging.getLogger("asyncio")
    logger.addHandler(log.handler)
    yield
    logger.removeHandler(log.handler)


async def _forgotten() -> None:
    raise ValueError(CANARY)


async def _forgets() -> None:
    task = asyncio.ensure_future(_forgotten())
    await asyncio.wait([task])


async def _calls_back() -> None:
    asyncio.get_running_loop().call_soon(fails, CANARY)
    await asyncio.sleep(0)


@pytest.mark.parametrize("formatter", [JsonFormatter(), TextFormatter()], ids=["json", "text"])
@pytest.mark.parametrize(
    ("happens", "told"),
    [(_forgets, "Task exception was never retrieved"), (_calls_back, "Exception in callback fails")],
    ids=["nobody fetched", "nobody called"],
)
def test_an_exception_that_asyncio_tells_of_is_logged_without_its_value(
    formatter: logging.Formatter, happens: Callable[[], Coroutine[Any, Any, None]], told: str
) -> None:
    log = Written(formatter)
    with at_asyncio(log):
        asyncio.run(happens())
        gc.collect()
    written = log.stream.getvalue()
    assert told in written
    assert "builtins.ValueError" in written
    assert CANARY not in written


@pytest.mark.parametrize("formatter", [JsonFormatter(), TextFormatter()], ids=["json", "text"])
@pytest.mark.parametrize("has_traceback", [True, False])
def test_a_library_that_writes_the_words_of_an_exception_is_written_without_them(
    formatter: logging.Formatter, has_traceback: bool
) -> None:
    log = Written(formatter)
    log.logger.name = "slack_sdk.socket_mode"
    try:
        fails(CANARY)
    except ValueError as error:
        log.logger.error(f"Failed to run a listener: {error}, session: 1", exc_info=has_traceback)
    written = log.stream.getvalue()
    assert "Failed to run a listener: ValueError, session: 1" in written
    assert CANARY not in written


@pytest.mark.anyio
async def test_the_product_writes_its_whole_log_so_when_it_is_set(slack: Workspace, tmp_path: Path) -> None:
    (tmp_path / "organisation.toml").write_text(ORGANISATION.partition("[graph]")[0])
    given = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "SLACK_BOT_TOKEN": "xoxb-standin",
        "SLACK_APP_TOKEN": "xapp-standin",
        "SLACK_API_URL": f"{slack.url}/api/",
        "VAERN_MONITOR_PORT": str(free_port()),
        "VAERN_LOG_FORMAT": "json",
    }
    command = (sys.executable, "-m", "bot")
    process = await asyncio.create_subprocess_exec(
        *command, cwd=tmp_path, env=given, stdout=PIPE, stderr=PIPE
    )
    assert process.stderr and process.stdout
    messages = []
    async for line in process.stderr:
        found = json.loads(line)
        assert set(found) == {"time", "level", "logger", "message"}
        messages.append(found["message"])
        if messages[-1] == "Værn is ready":
            process.send_signal(signal.SIGTERM)
    assert (await process.wait(), await process.stdout.read()) == (0, b"")
    assert "Værn is ready" in messages
