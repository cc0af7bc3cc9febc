"""The log: ids and codes at INFO, as text or as one JSON object a line, and no value of an exception."""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal

LogFormat = Literal["text", "json"]
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

log = logging.getLogger(__name__)

QUIET = (
    "bot.bolt",
    "slack_bolt",
    "slack_sdk",
    "apscheduler",
    "httpx",
    "azure",
    "aiohttp",
    "alembic",
    "fontTools",
    "fpdf",
)
"""What passes through these libraries they would write; only their errors are let through."""
OURS = frozenset({"bot", "storage", "flows", "__main__"})


def configure_logging(log_format: LogFormat = "text") -> None:
    """Has everything logged from INFO on, to the error output."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter() if log_format == "json" else TextFormatter())
    handler.addFilter(may_be_written)
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)


def keep_words_out() -> None:
    """Has what nobody catches told by its kind and place, in any thread and where nobody could catch it."""
    sys.excepthook = lambda kind, error, trace: _tell(error)
    threading.excepthook = lambda args: _tell(args.exc_value)
    sys.unraisablehook = lambda args: _tell(args.exc_value)


def _tell(error: BaseException | None) -> None:
    """In the log, or to whoever has given a command, which has none."""
    if logging.root.handlers:
        log.critical("nobody has caught it", exc_info=error)
    else:
        sys.stderr.write(f"{traceback_of(error)}\n")


def may_be_written(record: logging.LogRecord) -> bool:
    """Our own lines, and of every library its errors alone, whatever level somebody gives its logger."""
    return _is_ours(record) or record.levelno >= logging.ERROR


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in OURS and not record.name.startswith("bot.bolt")


class TextFormatter(logging.Formatter):
    """A line of text, and the lines of a traceback after it."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The line."""
        record.message = message_of(record)
        return super().formatMessage(record)

    def formatException(self, ei: ExcInfo) -> str:
        """The traceback without the words of any exception."""
        return traceback_of(ei[1])


class JsonFormatter(logging.Formatter):
    """An object on a line: time in UTC, level, logger, message, and the traceback where there is one.

    What libraries add to a record is left out.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
        }
        if record.exc_info and record.exc_info[1]:
            entry["traceback"] = traceback_of(record.exc_info[1])
        return json.dumps(entry)


def message_of(record: logging.LogRecord) -> str:
    """The first line of its message: below it libraries show the objects that they had to do with.

    Of theirs the words of the exception are left out that is logged or being handled, and of asyncio's what
    a callback was called with.
    """
    message = record.getMessage()
    if not _is_ours(record):
        handled = record.exc_info[1] if record.exc_info else sys.exc_info()[1]
        for error in chain_of(handled):
            if words := str(error):
                message = message.replace(words, type(error).__name__)
    line = message.partition("\n")[0]
    return re.split("[(<]", line)[0] if record.name == "asyncio" else line


def chain_of(error: BaseException | None) -> list[BaseException]:
    """The exception after those behind it, the first one first."""
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.insert(0, error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return chain


def traceback_of(error: BaseException | None) -> str:
    """Where an exception came from and of which kind it is, with those behind it, the first one first.

    Neither its words nor the source, since both may hold what somebody wrote.
    """
    return "\n".join(line for found in chain_of(error) for line in _lines(found))


def _lines(error: BaseException) -> list[str]:
    frames = traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__), lookup_lines=False)
    kind = type(error)
    return [
        *(f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames),
        f"{kind.__module__}.{kind.__qualname__}",
    ]
