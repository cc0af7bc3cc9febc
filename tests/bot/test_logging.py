"""The log holds ids and codes: nothing that people wrote, and no text of an exception."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import httpx
import pytest

from bot.logs import configure_logging, may_be_written
from tests import reporting
from tests.bot.test_http import SAID, signed
from tests.deciding import begins, decides
from tests.people import Person, World
from tests.reporting import answers_to_the_end, answers_until_evidence, screenshot, sends
from tests.workspace.server import Workspace

CANARY = "kanariefugl"
OURS = ("bot", "storage", "flows")
SECRETS = ("xoxb-standin", "xapp-standin", "standin-graph-token", "standin-signing-secret", "AGE-SECRET-KEY")


class Log:
    """Everything that was logged, as it would be written."""

    FORMAT = logging.Formatter("%(levelname)s %(name)s %(message)s")

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self._caplog = caplog

    @property
    def records(self) -> list[logging.LogRecord]:
        """From the product's start on, whichever part of the test it was in; what would be written of it."""
        found = (r for when in ("setup", "call") for r in self._caplog.get_records(when))
        return [record for record in found if may_be_written(record)]

    def written(self) -> str:
        """The lines, tracebacks included."""
        return "\n".join(
            logging.Formatter("%(levelname)s %(name)s %(message)s").format(r) for r in self.records
        )

    def of_ours(self) -> list[logging.LogRecord]:
        """What the product's own modules wrote."""
        return [r for r in self.records if r.name.split(".")[0] in OURS]


@pytest.fixture
def is_forced() -> bool:
    """Whether somebody has every logger of every library tell all it can."""
    return False


@pytest.fixture(autouse=True)
def log(caplog: pytest.LogCaptureFixture, is_forced: bool) -> Iterator[Log]:
    """Our own loggers tell all they can, the libraries what we let them in production."""
    levels = {name: logger.level for name, logger in _loggers()}
    configure_logging()
    caplog.set_level(logging.INFO)
    for name in OURS:
        caplog.set_level(logging.DEBUG, logger=name)
    for name, _ in _loggers() if is_forced else ():
        caplog.set_level(logging.DEBUG, logger=name)
    yield Log(caplog)
    for name, logger in _loggers():
        logger.setLevel(levels.get(name, logging.NOTSET))


def _loggers() -> list[tuple[str, logging.Logger]]:
    known = logging.root.manager.loggerDict.items()
    return [(name, logger) for name, logger in known if isinstance(logger, logging.Logger)]


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> str:
    """What Mette tells."""
    told = f"Han skriver, at {CANARY}-story."
    monkeypatch.setattr(reporting, "STORY", told)
    return told


def fail(world: World) -> None:
    """One of each failure, at every kind of call, met on the way and got over."""
    for method in ("chat.postMessage", "chat.update", "files.info", "conversations.create", "users.info"):
        world.post("faults", method=method, drop="after", skip=1)
        world.post("faults", method=method, status=429, retry_after=0, skip=1)
    for method in ("conversations.invite", "conversations.members", "files.completeUploadExternal"):
        world.post("faults", method=method, drop="before")
    world.post("faults", method="graph", status=500, error=CANARY)
    world.post("faults", method="download", status=500)
    world.post("faults", method="upload", drop="after")


@pytest.mark.parametrize("is_forced", [False, True])
def test_a_whole_report_with_every_failure_leaves_nothing_of_it_in_the_log(
    world: World, mette: Person, lars: Person, story: str, log: Log
) -> None:
    mette.says(f"{CANARY}-typed")
    mette.sees("Er du eller andre i fare lige nu?")
    fail(world)
    answers_until_evidence(mette)
    mette.says("", (f"{CANARY}-fil.png", screenshot()), (f"{CANARY}-tom.png", b""))
    mette.sees(f"{CANARY}-fil.png: modtaget og gemt")
    mette.sees(f'Filen "{CANARY}-tom.png" er tom.')
    mette.presses("Det var det")
    answers_to_the_end(mette)
    sends(mette)
    begins(lars, 3)
    decides(lars, "Krisehjælp er bestilt", f"{CANARY}-reason")
    mette.sees("Krisehjælp er bestilt")
    lars.presses("Vis sagen")
    lars.sees(story)
    _tells_nothing(log)


def test_what_is_refused_for_good_is_logged_by_its_code_alone(
    world: World, mette: Person, hanne: Person, story: str, log: Log
) -> None:
    world.post("faults", method="graph", status=403, error=CANARY, times=9)
    answers_until_evidence(mette)
    world.post("faults", method="download", html_login=True)
    mette.says("", (f"{CANARY}-fil.png", screenshot()))
    mette.sees(f'Jeg kunne ikke hente filen "{CANARY}-fil.png".')
    world.post("faults", method="chat.update", error="not_in_channel")
    mette.presses("Det er væk")
    hanne.sees("Fejlkode: not_in_channel")
    written = log.written()
    assert "bot.directory graph gave no leader: status 403" in written
    assert "bot.delivery.loop Show was refused: not_in_channel" in written
    _tells_nothing(log)


@pytest.fixture
def transport(request: pytest.FixtureRequest) -> str:
    """Socket Mode, but for raw events."""
    return "http" if "raw" in request.node.name else "socket"


@pytest.mark.parametrize(
    ("files", "kind"), [([{"name": CANARY}], "KeyError"), ([CANARY], "TypeError"), (CANARY, "TypeError")]
)
def test_a_raw_event_that_breaks_a_listener_leaves_only_the_kind_of_error(
    world: World, workspace: Workspace, mette: Person, log: Log, *, files: object, kind: str
) -> None:
    event = {**SAID["event"], "text": CANARY, "files": files}  # type: ignore[dict-item]
    body = json.dumps(SAID | {"event": event}).encode()
    url = workspace.delivery.transport.url  # type: ignore[attr-defined]
    httpx.post(url, content=body, headers=signed(body), trust_env=False)
    mette.says("hej")
    mette.sees("Er du eller andre i fare lige nu?")
    assert f"ERROR bot.app a listener failed at event_callback: {kind}" in log.written()
    _tells_nothing(log)


def _tells_nothing(log: Log) -> None:
    written = log.written()
    assert log.of_ours()
    assert CANARY not in written
    assert [secret for secret in SECRETS if secret in written] == []
    assert [r.name for r in log.of_ours() if r.exc_info or r.exc_text or r.stack_info] == []
