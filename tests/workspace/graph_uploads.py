"""The drives of the Graph stand-in: files that come in pieces by an upload session."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.workspace.faults import Fault
from tests.workspace.graph_answers import GraphError, camel, checked, fault_answer, refused

if TYPE_CHECKING:
    from tests.workspace.server import Workspace

Json = dict[str, Any]
PLACE = "/graph-upload"
UNIT = 320 * 1024
LARGEST_PIECE = 60 * 1024 * 1024
BEHAVIOURS = {"fail", "replace", "rename"}


@dataclass
class Session:
    """An upload on its way."""

    drive: str
    path: str
    data: bytearray = field(default_factory=bytearray)


class Drives:
    """`files` by drive and path. The pieces meet the faults of `graph upload`."""

    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace
        self.drives = {"b!herlev-hr"}
        self.files: dict[tuple[str, str], bytes] = {}
        self.sessions: dict[str, Session] = {}

    def add_routes(self, router: web.UrlDispatcher) -> None:
        router.add_route("*", PLACE + "/{ticket}", self._piece)

    def open(self, request: web.Request, body: Json) -> web.Response:
        drive, path = request.match_info["drive"], request.match_info["path"]
        if drive not in self.drives:
            raise GraphError(404, "itemNotFound", "The resource could not be found.")
        given = camel(body)
        checked(given, "createUploadSession")
        behaviour = (given.get("item") or {}).get("@microsoft.graph.conflictBehavior", "fail")
        if behaviour not in BEHAVIOURS:
            raise GraphError(400, "invalidRequest", "The conflict behaviour is not known.")
        if behaviour == "fail" and (drive, path) in self.files:
            raise GraphError(409, "nameAlreadyExists", "The item exists.")
        ticket = self.workspace.store.number("up", 6)
        self.sessions[ticket] = Session(drive, path)
        url = f"{self.workspace.url}{PLACE}/{ticket}"
        return web.json_response({"uploadUrl": url, "nextExpectedRanges": ["0-"]})

    async def _piece(self, request: web.Request) -> web.StreamResponse:
        piece = await request.read()

        def perform() -> web.Response:
            try:
                response = self._answer(request, piece)
            except GraphError as error:
                response = refused(error)
            self._log(request, response)
            return response

        def refuse(fault: Fault) -> web.Response | None:
            response = fault_answer(fault)
            if response:
                self._log(request, response)
            return response

        return await self.workspace.faults.around("graph upload", request, perform, refuse)

    def _log(self, request: web.Request, response: web.Response) -> None:
        is_ok = response.status < 400
        error = None if is_ok else f"http {response.status}"
        self.workspace.log_call(f"graph {request.method} piece", ok=is_ok, error=error)

    def _answer(self, request: web.Request, piece: bytes) -> web.Response:
        if "Authorization" in request.headers:
            raise GraphError(401, "unauthenticated", "The address is already authenticated.")
        session = self.sessions.get(request.match_info["ticket"])
        if session is None:
            raise GraphError(404, "itemNotFound", "The upload session was not found.")
        if request.method == "PUT":
            return self._put(request, session, piece)
        return _expected(session, 200)

    def _put(self, request: web.Request, session: Session, piece: bytes) -> web.Response:
        told = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", request.headers.get("Content-Range", ""))
        if not told:
            raise GraphError(400, "invalidRequest", "Content-Range is missing")
        first, last, size = (int(number) for number in told.groups())
        is_last = last + 1 == size
        if last - first + 1 != len(piece) or not piece or len(piece) >= LARGEST_PIECE:
            raise GraphError(400, "invalidRequest", "The piece is not as long as its range")
        if len(piece) % UNIT and not is_last:
            raise GraphError(400, "invalidRequest", "A piece is a multiple of 320 KiB")
        if first != len(session.data):
            raise GraphError(416, "invalidRange", "The range has arrived already or is too early")
        session.data += piece
        if not is_last:
            return _expected(session, 202)
        self.files[session.drive, session.path] = bytes(session.data)
        del self.sessions[request.match_info["ticket"]]
        return web.json_response({"id": "01HR", "name": session.path.rsplit("/", 1)[-1]}, status=201)


def _expected(session: Session, status: int) -> web.Response:
    return web.json_response({"nextExpectedRanges": [f"{len(session.data)}-"]}, status=status)
