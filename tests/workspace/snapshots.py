"""Slack and Graph as they are at some moment, to go on from there in another workspace."""

from __future__ import annotations

import pickle
from typing import Any

from tests.workspace.server import Workspace


def taken(workspace: Workspace) -> bytes:
    """What stands in Slack and Graph, and when; not what is only open on somebody's screen."""
    parts = {
        name: {key: value for key, value in vars(part).items() if key not in left}
        for name, (part, left) in _parts(workspace).items()
    }
    return pickle.dumps((workspace.now(), workspace.store.timestamps.latest, parts))


def restored(workspace: Workspace, kept: bytes) -> None:
    """Slack and Graph as they were. The clock goes on from then, or from where it is when that is later."""
    now, latest, parts = pickle.loads(kept)  # noqa: S301 - our own
    workspace.clock.jump(max((now - workspace.now()).total_seconds(), 0.0))
    workspace.store.timestamps.latest = latest
    for name, (part, _) in _parts(workspace).items():
        vars(part).update(parts[name])


def _parts(workspace: Workspace) -> dict[str, tuple[Any, frozenset[str]]]:
    """What holds the state of the stand-in, and what of it is not kept."""
    graph = workspace.graph
    around = frozenset({"workspace"})
    return {
        "store": (workspace.store, frozenset({"clock", "timestamps", "_change"})),
        "mailboxes": (graph.mailboxes, around),
        "drives": (graph.drives, around),
        "entra": (graph.entra, around),
    }
