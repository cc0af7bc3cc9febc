"""Behind a proxy that looks into TLS: SSL_CERT_FILE names its authority, and nobody else knows the names."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from tests.authority import Authority
from tests.conftest import Loop, free_port, patient
from tests.forward_proxy import ForwardProxy
from tests.looking import gets
from tests.people import Person, World
from tests.reporting import answers_to_the_end, answers_until_evidence, screenshot, sends
from tests.standin import MANIFEST, ORGANISATION
from tests.workspace.server import Workspace

ROOT = Path(__file__).parents[2]
SLACK, GRAPH, LOGIN = "slack.test", "graph.test", "login.test"
SHAREPOINT = "herlev-test.sharepoint.com"
PASSWORD = "hunter2"
pytestmark = pytest.mark.long

UPLOADS = """
import asyncio
from bot.graph.calls import Graph
from bot.settings import load

async def main():
    graph = Graph(load().graph)
    await graph.upload("b!herlev-hr", "Sager/2026-0042.zip", b"dossier")
    await graph.close()

asyncio.run(main())
"""


@pytest.fixture
def workspace(loop: Loop) -> Iterator[Workspace]:
    """A stand-in at the time of this machine, since the product is a process of its own."""
    made = Workspace(MANIFEST, retry_delays=(0.0, 0.3, 0.6), seconds_to_acknowledge=30.0, monotonic=patient)
    loop.run(made.start())
    yield made
    loop.run(made.stop())


@pytest.fixture
def world(workspace: Workspace) -> World:
    """The stand-in as the test steers it, past the proxy."""
    return World(workspace.url)


@pytest.fixture
def proxy(loop: Loop, workspace: Workspace, world: World, tmp_path: Path) -> Iterator[ForwardProxy]:
    """The proxy before the stand-in, which from now on calls itself by a name that nobody else knows."""
    behind = int(workspace.url.rpartition(":")[2])
    made = ForwardProxy(Authority(tmp_path), behind, f"vaern:{PASSWORD}")
    loop.run(made.start())
    workspace.url = workspace.rooms.base_url = f"https://{SLACK}"
    yield made
    loop.run(made.stop())


@pytest.fixture
def environment(proxy: ForwardProxy, tmp_path: Path) -> dict[str, str]:
    """As an administrator sets it."""
    organisation = tmp_path / "organisation.toml"
    organisation.write_text(ORGANISATION, encoding="utf-8")
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "HTTPS_PROXY": proxy.url.replace("//", f"//vaern:{PASSWORD}@"),
        "SSL_CERT_FILE": str(tmp_path / "authority.pem"),
        "SLACK_BOT_TOKEN": "xoxb-standin",
        "SLACK_APP_TOKEN": "xapp-standin",
        "SLACK_API_URL": f"https://{SLACK}/api/",
        "GRAPH_BASE_URL": f"https://{GRAPH}/graph/v1.0",
        "AZURE_AUTHORITY_HOST": f"https://{LOGIN}",
        "GRAPH_TENANT_ID": "tenant",
        "GRAPH_CLIENT_ID": "client",
        "GRAPH_CLIENT_SECRET": "secret",
        "VAERN_MONITOR_PORT": str(free_port()),
        "VAERN_DATA": str(tmp_path / "data"),
        "VAERN_ORGANISATION": str(organisation),
    }


@pytest.fixture
def log(tmp_path: Path) -> Iterator[IO[bytes]]:
    """What the product writes."""
    with (tmp_path / "log").open("w+b") as opened:
        yield opened


@pytest.fixture
def product(environment: dict[str, str], tmp_path: Path, log: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Værn as it is installed."""
    started = subprocess.Popen([sys.executable, "-m", "bot"], env=environment, cwd=tmp_path, stderr=log)
    yield started
    started.terminate()
    assert started.wait(60) == 0


@pytest.mark.usefixtures("product")
def test_everything_goes_through_it_and_its_password_into_no_log(
    world: World, workspace: Workspace, loop: Loop, proxy: ForwardProxy, tmp_path: Path
) -> None:
    mette, lars = world.person("mette"), world.person("lars")
    loop.run(workspace.socket.ready())
    _reports_with_a_file(mette)
    lars.presses("Vis sagen")
    gets(lars)
    lars.until(lambda _: [m for m in lars.messages() if m.get("files")], "the copy")
    assert set(proxy.asked) == {SLACK, GRAPH, LOGIN}
    assert _paths(workspace) >= {"api", "link", "files-pri", "upload", "graph"}
    # The proxy takes another password now, and the WebSocket has to be connected anew.
    proxy.credentials = "vaern:another"
    loop.run(workspace.socket.disconnect(None))
    log = tmp_path / "log"
    mette.until(lambda _: b"407" in log.read_bytes(), "a word of the proxy that refuses")
    assert PASSWORD.encode() not in log.read_bytes()


def _reports_with_a_file(mette: Person) -> None:
    answers_until_evidence(mette)
    mette.says("", ("opslag.png", screenshot()))
    mette.sees("opslag.png: modtaget og gemt")
    mette.presses("Det var det")
    answers_to_the_end(mette)
    sends(mette)


def _paths(workspace: Workspace) -> set[str]:
    return {path.split("/")[1] for path, _ in workspace.came}


def test_a_dossier_goes_through_it(
    workspace: Workspace, proxy: ForwardProxy, environment: dict[str, str], tmp_path: Path
) -> None:
    workspace.url = f"https://{SHAREPOINT}"
    subprocess.run([sys.executable, "-c", UPLOADS], env=environment, cwd=tmp_path, check=True, timeout=60)
    assert workspace.graph.drives.files == {("b!herlev-hr", "Sager/2026-0042.zip"): b"dossier"}
    assert set(proxy.asked) == {GRAPH, LOGIN, SHAREPOINT}
