"""What the commands of the operator begin with."""

from __future__ import annotations

from pathlib import Path

import pytest


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
