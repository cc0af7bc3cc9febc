"""The workspace as one aiohttp process: Web API, Socket Mode, HTTP events, Graph, control and the page."""

import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web

from tests.workspace.clock import Clock
from tests.workspace.control import Control
from tests.workspace.delivery import Delivery
from tests.workspace.events import Events
from tests.workspace.faults import Faults
from tests.workspace.files_over_http import Downloads, Uploads
from tests.workspace.graph import Graph
from tests.workspace.limits import Limits
from tests.workspace.manifest import Manifest
from tests.workspace.request_url import RequestUrl
from tests.workspace.responses import receive_response
from tests.workspace.rooms import Rooms
from tests.workspace.screens import Screens
from tests.workspace.socket_mode import SocketMode
from tests.workspace.store import Store, StoredFile
from tests.workspace.triggers import ResponseUrls, Triggers
from tests.workspace.web_api.answering import answer
from tests.workspace.web_api.lookups import is_file_visible_to_app

RETRY_DELAYS = (0.0, 60.0, 300.0)
SECONDS_TO_ACKNOWLEDGE = 3.0
LARGEST_BODY = 1024**3
PAGE = Path(__file__).with_name("page")


Coming = Callable[[], Awaitable[list[dict[str, Any]]]]


class Workspace:
    """One workspace with one installed app. Many may live in one process.

    `retry_delays` (seconds of real time before each redelivery), `seconds_to_acknowledge` and `monotonic`
    (the real time by which triggers and response URLs expire) are there for tests that cannot wait.
    `starts_at` is what the clock shows first; without it, the real time. `clock` is one that others read too,
    or a test's own. `coming` gives what a tab of the page shows besides what Slack has: the demo's reminders
    to come. `came` is the path of each request, and the port that it came from.
    """

    def __init__(
        self,
        manifest: Path,
        *,
        retry_delays: Sequence[float] = RETRY_DELAYS,
        seconds_to_acknowledge: float = SECONDS_TO_ACKNOWLEDGE,
        monotonic: Callable[[], float] = time.monotonic,
        starts_at: datetime | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.clock = clock or Clock(starts_at)
        self.manifest = Manifest.read(manifest)
        self.seconds_to_acknowledge = seconds_to_acknowledge
        self.store = Store(self.clock)
        self.socket = SocketMode(seconds_to_acknowledge)
        self.delivery = Delivery(self.socket, retry_delays)
        self.events = Events(self.store, self.manifest, self.delivery)
        self.rooms = Rooms(self.store, self.events)
        self.screens = Screens(self.store)
        self.faults = Faults()
        self.limits = Limits(self.clock)
        self.triggers = Triggers(monotonic)
        self.response_urls = ResponseUrls(monotonic)
        self.uploads = Uploads(self)
        self.graph = Graph(self)
        self.calls: list[dict[str, Any]] = []
        self.came: list[tuple[str, int]] = []
        self.url = ""
        self.coming: Coming | None = None
        self._seed()

    def _seed(self) -> None:
        people = [person.id for person in self.store.people.values() if not person.is_bot]
        self.store.new_channel("generelt", private=False, creator="U0DORTE", members=people)

    def now(self) -> datetime:
        """The stand-in's clock: what people see, message timestamps, `updated` fields."""
        return self.clock.now()

    async def start(self, port: int = 0) -> None:
        """Listens on 127.0.0.1; port 0 takes a free one. `url` is set afterwards."""
        self._session = ClientSession()
        self._runner = web.AppRunner(self._application(), handler_cancellation=True, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.rooms.base_url = self.url

    async def stop(self) -> None:
        await self.delivery.stop()
        await self.socket.disconnect(None)
        await self._runner.cleanup()
        await self._session.close()

    def use_request_url(self, url: str | None) -> None:
        """Signed HTTP to `url` from now on, or Socket Mode."""
        self.delivery.transport = (
            RequestUrl(self._session, url, self.seconds_to_acknowledge) if url else self.socket
        )

    def log_call(
        self, method: str, *, ok: bool, error: str | None = None, about: dict[str, Any] | None = None
    ) -> None:
        """`about` names whom and where: ids, never content."""
        call = {"n": len(self.calls) + 1, "method": method, "ok": ok, "error": error}
        self.calls.append(call | (about or {}))

    def is_file_visible_to_app(self, file: StoredFile) -> bool:
        return is_file_visible_to_app(self, file)

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=LARGEST_BODY)
        application.on_response_prepare.append(self._tell_time)
        downloads, router = Downloads(self), application.router
        router.add_route("*", "/api/{method}", self._answer_web_api)
        router.add_get("/link", self.socket.link)
        router.add_post("/upload/v1/{ticket}", self.uploads.receive)
        router.add_get("/files-pri/{file}/download/{name}", downloads.send)
        router.add_get("/files-pri/{file}/{name}", downloads.send)
        router.add_post("/response/{key}", self._receive_response)
        self.graph.add_routes(router)
        Control(self).add_routes(router)
        router.add_get("/_control/coming", self._coming)
        if PAGE.is_dir():
            router.add_get("/", self._page)
            router.add_static("/page", PAGE)
        return application

    async def _tell_time(self, request: web.Request, response: web.StreamResponse) -> None:
        """Every answer tells the time of the workspace's own clock, as any server does."""
        if request.transport:
            self.came.append((request.path, request.transport.get_extra_info("peername")[1]))
        response.headers["Date"] = format_datetime(self.now(), usegmt=True)

    async def _answer_web_api(self, request: web.Request) -> web.StreamResponse:
        return await answer(self, request)

    async def _receive_response(self, request: web.Request) -> web.StreamResponse:
        return await receive_response(self, request)

    async def _coming(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response({"cases": await self.coming() if self.coming else None})

    async def _page(self, _request: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html")
