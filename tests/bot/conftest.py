"""What the tests of the outermost layer begin with."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.standin import MANIFEST
from tests.workspace.server import Workspace


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command is run: a folder without a .env, and settings that name the data alone."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "VAERN_MASTER_KEY", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("VAERN_DATA", str(folder))
    return folder


@pytest.fixture
def anyio_backend() -> str:
    """What the tests marked with anyio run on."""
    return "asyncio"


@pytest.fixture
async def slack() -> AsyncIterator[Workspace]:
    """A stand-in workspace, in which no product is at work yet."""
    made = Workspace(MANIFEST)
    await made.start()
    yield made
    await made.stop()
