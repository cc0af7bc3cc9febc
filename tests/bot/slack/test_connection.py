"""The way out: which address goes through which proxy, and what it means when the proxy refuses."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.graph.answers import GraphUnavailable
from bot.slack.answers import SlackUnavailable, asked
from bot.slack.connection import proxy_for, web_client
from bot.slack.files import SlackFiles
from tests.bot.graph.graph_given import asking
from tests.forward_proxy import ForwardProxy

pytestmark = pytest.mark.anyio
API, SOCKET = "https://slack.com/api/", "wss://wss-primary.slack.com/link/?ticket=1"
ONE, OTHER = "http://one.example:3128", "http://other.example:3128"
NAMES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "WSS_PROXY")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what a test sets counts."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.mark.parametrize(
    ("variables", "address", "proxy"),
    [
        ({}, API, None),
        ({"HTTPS_PROXY": ONE, "HTTP_PROXY": OTHER}, API, ONE),
        ({"HTTPS_PROXY": ONE, "HTTP_PROXY": OTHER}, "http://slack.test/api/", OTHER),
        ({"https_proxy": ONE}, API, ONE),
        ({"HTTPS_PROXY": ONE}, SOCKET, ONE),
        ({"HTTP_PROXY": ONE}, "ws://slack.test/link", ONE),
        ({"HTTP_PROXY": ONE}, API, None),
        ({"HTTPS_PROXY": ""}, API, None),
        ({"HTTPS_PROXY": "one.example:3128"}, API, ONE),
        ({"HTTPS_PROXY": "http://user:pass@one.example:3128"}, API, "http://user:pass@one.example:3128"),
        ({"HTTPS_PROXY": ONE, "NO_PROXY": "intranet.example, slack.com"}, API, None),
        ({"HTTPS_PROXY": ONE, "NO_PROXY": "slack.com"}, SOCKET, None),
        ({"HTTPS_PROXY": ONE, "NO_PROXY": ".slack.com"}, SOCKET, None),
        ({"HTTPS_PROXY": ONE, "NO_PROXY": "slack.com:443"}, "https://slack.com:443/api/", None),
        ({"HTTPS_PROXY": ONE, "no_proxy": "*"}, API, None),
        ({"HTTPS_PROXY": ONE, "NO_PROXY": "ack.com"}, API, ONE),
        ({"HTTPS_PROXY": ONE, "NO_PROXY": "files.slack.com"}, API, ONE),
    ],
)
def test_an_address_goes_by_its_variable_unless_no_proxy_names_it(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], address: str, proxy: str | None
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert proxy_for(address) == proxy


class TestAProxyThatRefuses:
    """Nothing has left, so that nothing may have been done."""

    @pytest.fixture(autouse=True)
    async def proxy(self, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ForwardProxy]:
        made = ForwardProxy(credentials="vaern:secret")
        await made.start()
        monkeypatch.setenv("HTTPS_PROXY", made.url)
        yield made
        assert made.refused
        assert not made.asked
        await made.stop()

    async def test_a_call_of_slack(self) -> None:
        client = web_client("https://slack.test/api/", token="xoxb-standin", retry_handlers=[])
        with pytest.raises(SlackUnavailable, match="not_reached") as error:
            await asked(client.auth_test())
        assert not error.value.is_unknown

    async def test_a_file_from_slack(self) -> None:
        async with aiohttp.ClientSession() as session:
            files = SlackFiles(web_client("https://slack.test/api/", token="xoxb-standin"), session)
            with pytest.raises(SlackUnavailable, match="no_download"):
                await anext(files.content("https://slack.test/files-pri/F1", 5))

    async def test_a_mail_by_graph(self) -> None:
        async with asking("https://graph.test/v1.0") as graph:
            with pytest.raises(GraphUnavailable, match="ProxyError") as error:
                await graph.send_mail("vaern@herlev.example", "jura@herlev.example", "Sag", "Hej")
        assert not error.value.is_unknown
