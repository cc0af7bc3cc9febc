"""A stand-in for the Microsoft Graph calls the bot makes, under `/graph/v1.0/`. Minimal and strict.

Users are found by directory id or mail, as in Graph, and not by what Slack calls them.
"""

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.workspace.faults import Fault
from tests.workspace.graph_answers import GraphError, fault_answer, refused
from tests.workspace.graph_mailboxes import Mailboxes
from tests.workspace.graph_people import Entra
from tests.workspace.graph_uploads import Drives
from tests.workspace.people import GRAPH_TOKEN

if TYPE_CHECKING:
    from tests.workspace.server import Workspace

Json = dict[str, Any]
Answer = Callable[[web.Request, Json], web.Response]
PREFIX = "/graph/v1.0"


class Graph:
    """`received` holds each body that was understood: whether it is an entity or an action, which, and it."""

    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace
        self.entra = Entra(workspace)
        self.mailboxes = Mailboxes(workspace)
        self.drives = Drives(workspace)
        self.received: list[tuple[str, str, Json]] = []

    @property
    def mail(self) -> list[Json]:
        return self.mailboxes.mail

    @property
    def meetings(self) -> dict[str, Json]:
        return self.mailboxes.meetings

    def add_routes(self, router: web.UrlDispatcher) -> None:
        entra, boxes = self.entra, self.mailboxes
        event, drive = "/users/{user}/events/{event}", "/drives/{drive}/root:/{path:.+}:"
        for verb, path, answer, body in (
            ("GET", "/users/{user}", entra.user, ""),
            ("GET", "/users/{user}/manager", entra.manager, ""),
            ("GET", "/groups/{group}/members", entra.members, ""),
            ("GET", "/users/{user}/mailboxSettings", boxes.settings, ""),
            ("POST", "/users/{user}/calendar/getSchedule", boxes.schedule, "action getSchedule"),
            ("POST", "/users/{user}/events", boxes.create, "entity event"),
            ("PATCH", event, boxes.update, "entity event"),
            ("POST", event + "/cancel", boxes.cancel, "action cancel"),
            ("POST", "/users/{user}/sendMail", boxes.send, "action sendMail"),
            ("POST", drive + "/createUploadSession", self.drives.open, "action createUploadSession"),
        ):
            router.add_route(verb, PREFIX + path, self._handler(answer, body))
        router.add_post("/{tenant}/oauth2/v2.0/token", _signed_in)
        router.add_route("*", PREFIX + "/{rest:.*}", self._handler(self._unknown, ""))
        self.drives.add_routes(router)

    def _handler(self, answer: Answer, kind: str) -> Any:
        async def handle(request: web.Request) -> web.StreamResponse:
            text = await request.text()

            def perform() -> web.Response:
                try:
                    self._check_token(request)
                    body = _json(text)
                    response = answer(request, body)
                    if kind:
                        sort, _, name = kind.partition(" ")
                        self.received.append((sort, name, body))
                except GraphError as error:
                    response = refused(error)
                self._log(request, response)
                return response

            def refuse(fault: Fault) -> web.Response | None:
                response = fault_answer(fault)
                if response:
                    self._log(request, response)
                return response

            return await self.workspace.faults.around("graph", request, perform, refuse)

        return handle

    def _log(self, request: web.Request, response: web.Response) -> None:
        kind = re.sub(r"^.*/", "", request.path)
        is_user = request.path.count("/") == PREFIX.count("/") + 2
        name = f"graph {request.method} {'user' if is_user else kind}"
        is_ok = response.status < 400
        self.workspace.log_call(name, ok=is_ok, error=None if is_ok else f"http {response.status}")

    def _check_token(self, request: web.Request) -> None:
        if request.headers.get("Authorization") != f"Bearer {GRAPH_TOKEN}":
            raise GraphError(401, "InvalidAuthenticationToken", "Access token is empty or invalid.")

    def _unknown(self, request: web.Request, _body: Json) -> web.Response:
        raise GraphError(400, "BadRequest", f"Resource not found for the segment '{request.path}'.")


async def _signed_in(request: web.Request) -> web.Response:
    """Microsoft's sign-in, which takes any secret."""
    asked = await request.post()
    if asked.get("grant_type") != "client_credentials" or not asked.get("client_secret"):
        return web.json_response({"error": "invalid_request"}, status=400)
    return web.json_response({"token_type": "Bearer", "expires_in": 3599, "access_token": GRAPH_TOKEN})


def _json(text: str) -> Json:
    try:
        body = json.loads(text) if text else {}
    except ValueError:
        raise GraphError(400, "BadRequest", "Unable to read JSON request payload.") from None
    if not isinstance(body, dict):
        raise GraphError(400, "BadRequest", "Empty Payload. JSON content expected.")
    return body
