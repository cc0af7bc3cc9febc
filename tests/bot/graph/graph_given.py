"""Our Graph and the stand-in's, which is listening."""

from __future__ import annotations

import asyncio
import importlib.util
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError

from bot.graph.calls import SECONDS, UPLOAD_SECONDS, Graph
from bot.settings import GraphSettings
from tests.standin import MANIFEST, StandInCredential
from tests.workspace.faults import Fault
from tests.workspace.graph_mailboxes import Mailboxes
from tests.workspace.server import Workspace

METTE, LARS, DORTE = "mette@herlev.example", "lars@herlev.example", "dorte@herlev.example"
CHECKER = os.environ.get("GRAPH_CHECK", "")
"""The path of a program that holds a body against Microsoft's own description; it is no part of Værn."""


class Stranger(StandInCredential):
    """Vouched for by nobody that the directory knows."""

    async def get_token(self, *scopes: str, **_: Any) -> AccessToken:
        """A token of another directory."""
        return AccessToken("of-another", 2**31)


class Refused(StandInCredential):
    """The secret of the Entra app has run out."""

    async def get_token(self, *scopes: str, **_: Any) -> AccessToken:
        """Raises what azure-identity raises."""
        raise ClientAuthenticationError("AADSTS7000222")


class Busy(StandInCredential):
    """Microsoft's sign-in lets nobody in for a while."""

    async def get_token(self, *scopes: str, **_: Any) -> AccessToken:
        """Raises what azure-identity raises."""
        busy = SimpleNamespace(status_code=503, reason="", text=lambda *_: "")
        raise ClientAuthenticationError("AADSTS90033", response=busy)


class Slow(StandInCredential):
    """Microsoft's sign-in is silent."""

    async def get_token(self, *scopes: str, **_: Any) -> AccessToken:
        """Never comes."""
        await asyncio.Event().wait()
        return await super().get_token(*scopes)


class Remembering(StandInCredential):
    """Keeps what a token was asked for."""

    def __init__(self) -> None:
        self.scopes: list[str] = []

    async def get_token(self, *scopes: str, **_: Any) -> AccessToken:
        """The fixed token."""
        self.scopes += scopes
        return await super().get_token(*scopes)


@dataclass
class Given:
    """The two, and what a test says about them."""

    workspace: Workspace
    graph: Graph

    @property
    def mailboxes(self) -> Mailboxes:
        """The stand-in's."""
        return self.workspace.graph.mailboxes

    @property
    def calls(self) -> list[str]:
        """What Graph was asked, in turn."""
        return [call["method"] for call in self.workspace.calls]

    def meets(self, method: str = "graph", **fault: Any) -> None:
        """The next call meets a fault."""
        self.workspace.faults.rules.append(Fault(method, **fault))


@asynccontextmanager
async def asking(
    url: str,
    credential: StandInCredential | None = None,
    seconds: float = SECONDS,
    upload_seconds: float = UPLOAD_SECONDS,
) -> AsyncIterator[Graph]:
    """Our Graph at that address."""
    settings = GraphSettings("tenant", "client", "secret", url)
    vouching = credential or StandInCredential()
    made = Graph(settings, vouching, seconds=seconds, upload_seconds=upload_seconds)
    yield made
    await made.close()


@asynccontextmanager
async def given(credential: StandInCredential | None = None, **limits: float) -> AsyncIterator[Given]:
    """Both, until the block ends. What the stand-in then has received is held against the checker, if any."""
    workspace = Workspace(MANIFEST)
    await workspace.start()
    async with asking(f"{workspace.url}/graph/v1.0", credential, **limits) as graph:
        yield Given(workspace, graph)
    workspace.faults.release()
    await workspace.stop()
    assert faults_of_bodies(workspace) == []


def faults_of_bodies(workspace: Workspace) -> list[str]:
    """What Microsoft's description does not know in the bodies received, nothing without the checker."""
    if not CHECKER:
        return []
    spec = importlib.util.spec_from_file_location("graph_check", CHECKER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    checker, found = module.Graph(), list[str]()
    for sort, name, body in workspace.graph.received:
        is_entity = sort == "entity"
        found += (
            checker.faults(body, f"microsoft.graph.{name}")
            if is_entity
            else checker.action_faults(name, body)
        )
    return found
