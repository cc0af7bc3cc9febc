"""Behind a proxy every call that leaves goes through it, and with NO_PROXY none does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import Loop
from tests.e2e.test_dossier import archives, lie_there
from tests.forward_proxy import ForwardProxy
from tests.looking import gets
from tests.people import Person, World
from tests.reporting import answers_to_the_end, answers_until_evidence, screenshot, sends
from tests.workspace.server import Workspace

pytestmark = pytest.mark.long

KINDS = {"api", "link", "files-pri", "upload", "graph", "graph-upload"}
"""Calls of Slack, its WebSocket, files from it and to it, calls of Graph, and files to SharePoint."""
VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@pytest.fixture(autouse=True)
def proxy(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> Iterator[ForwardProxy]:
    """The only way out, as the environment says before the product starts."""
    made = ForwardProxy(credentials="vaern:pass")
    loop.run(made.start())
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name in ("HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, made.url.replace("//", "//vaern:pass@"))
    yield made
    loop.run(made.stop())


def tells_the_whole_story(world: World, workspace: Workspace, mette: Person, lars: Person) -> None:
    """A report with a file, a copy of it for the leader, decisions, and the dossier of the closed case."""
    answers_until_evidence(mette)
    mette.says("", ("opslag.png", screenshot()))
    mette.sees("opslag.png: modtaget og gemt")
    mette.presses("Det var det")
    answers_to_the_end(mette)
    sends(mette)
    number = archives(world, mette, lars)
    lie_there(mette, workspace, number)
    lars.presses("Vis sagen")
    gets(lars)
    lars.until(lambda _: [m for m in lars.messages() if m.get("files")], "the copy")


def kinds(workspace: Workspace, proxy: ForwardProxy, *, through: bool) -> set[str]:
    """What came to the stand-in through the proxy, or past it; but for what the test itself asks."""
    came = {path.split("/")[1] for path, port in workspace.came if (port in proxy.ports) == through}
    return came - {"_control"}


def test_every_call_goes_through_the_proxy(
    world: World, workspace: Workspace, proxy: ForwardProxy, mette: Person, lars: Person
) -> None:
    tells_the_whole_story(world, workspace, mette, lars)
    assert kinds(workspace, proxy, through=False) == set()
    assert kinds(workspace, proxy, through=True) == KINDS
    assert set(proxy.asked) == {"127.0.0.1"}


class TestPastTheProxy:
    @pytest.fixture(autouse=True)
    def no_proxy(self, proxy: ForwardProxy, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NO_PROXY", "intranet.example,127.0.0.1")

    def test_goes_every_call_to_what_no_proxy_names(
        self, world: World, workspace: Workspace, proxy: ForwardProxy, mette: Person, lars: Person
    ) -> None:
        tells_the_whole_story(world, workspace, mette, lars)
        assert kinds(workspace, proxy, through=False) == KINDS
        assert proxy.asked == {}
