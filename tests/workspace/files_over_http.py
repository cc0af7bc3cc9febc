"""The bytes of files: uploads to a ticket's URL, downloads with a token.

Without a good token, or without `files:read`, Slack answers a download with its login page and status 200.
"""

import base64
import mimetypes
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.workspace.faults import Fault
from tests.workspace.people import BOT_TOKEN
from tests.workspace.store import StoredFile

if TYPE_CHECKING:
    from tests.workspace.server import Workspace

HEADS = {".pdf": b"%PDF-1.4\n", ".wav": b"RIFF\0\0\0\0WAVEfmt "}
"""How a generated file of that name begins, so that it is what its name says."""

LOGIN_PAGE = "<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>Sign in</body></html>"


def mimetype_of(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def content_of(file: StoredFile) -> bytes:
    if file.content is not None:
        return file.content
    head = HEADS.get(Path(file.name).suffix, b"")[: file.size]
    return head + bytes(file.size - len(head))


def file_from_person(workspace: "Workspace", person: str, given: dict[str, Any]) -> StoredFile:
    """A file a person drops: `name` with `base64`, `path`, or `size` for a head and zeros.

    One of another `mode` than "hosted" needs no bytes; `told` is what else Slack's record of it says.
    """
    content: bytes | None = None
    if "base64" in given:
        content = base64.b64decode(given["base64"], validate=True)
    elif "path" in given:
        content = Path(given["path"]).read_bytes()
    name = given.get("name") or Path(given["path"]).name
    store = workspace.store
    mode = given.get("mode", "hosted")
    size = (
        int(given["size"] if mode == "hosted" else given.get("size", 0)) if content is None else len(content)
    )
    file = StoredFile(
        store.number("F0"), name, name, mimetype_of(name), size, person, store.seconds(), content
    )
    file.mode, file.told = mode, given.get("told", {})
    store.files[file.id] = file
    return file


class Uploads:
    """The first step of an upload: the bytes, exactly as many as announced."""

    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace
        self._tickets: dict[str, str] = {}

    def new_ticket(self, file_id: str) -> str:
        ticket = secrets.token_urlsafe(24)
        self._tickets[ticket] = file_id
        return ticket

    async def receive(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request)
        return await self.workspace.faults.around(
            "upload", request, lambda: self._stored(request.match_info["ticket"], body), self._faulty
        )

    def _stored(self, ticket: str, body: bytes) -> web.Response:
        file_id = self._tickets.get(ticket)
        if file_id is None:
            return self._refused(404, "unknown ticket")
        file = self.workspace.store.files[file_id]
        if len(body) != file.size:
            return self._refused(400, f"expected {file.size} bytes, got {len(body)}")
        file.content = body
        del self._tickets[ticket]
        self.workspace.log_call("upload", ok=True)
        return web.Response(text=f"OK - {file.size}")

    def _faulty(self, fault: Fault) -> web.Response | None:
        if not fault.status:
            return None
        answer = self._refused(fault.status, fault.error or "upload failed")
        answer.headers.update(_waits(fault))
        return answer

    def _refused(self, status: int, reason: str) -> web.Response:
        self.workspace.log_call("upload", ok=False, error=reason)
        return web.Response(status=status, text=reason)


async def _body(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    fields = (await request.post()).values()
    return next((field.file.read() for field in fields if isinstance(field, web.FileField)), b"")


class Downloads:
    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace

    async def send(self, request: web.Request) -> web.StreamResponse:
        return await self.workspace.faults.around(
            "download", request, lambda: self._answer(request), self._faulty
        )

    def _answer(self, request: web.Request) -> web.Response:
        file_id = request.match_info["file"].rpartition("-")[2]
        is_known = request.headers.get("Authorization") == f"Bearer {BOT_TOKEN}"
        file = self.workspace.store.files.get(file_id)
        may_read = is_known and "files:read" in self.workspace.manifest.scopes
        if not may_read or (file and not self.workspace.is_file_visible_to_app(file)):
            return self._login_page()
        if file is None or file.is_deleted or not file.is_complete:
            self.workspace.log_call("download", ok=False, error="file gone")
            return web.Response(status=404, text="<!DOCTYPE html><html>404</html>", content_type="text/html")
        self.workspace.log_call("download", ok=True)
        return web.Response(body=content_of(file), content_type=file.mimetype)

    def _login_page(self) -> web.Response:
        self.workspace.log_call("download", ok=False, error="login page")
        return web.Response(text=LOGIN_PAGE, content_type="text/html")

    def _faulty(self, fault: Fault) -> web.Response | None:
        if fault.html_login:
            return self._login_page()
        if fault.status:
            self.workspace.log_call("download", ok=False, error=f"http {fault.status}")
            return web.Response(status=fault.status, text="", headers=_waits(fault))
        return None


def _waits(fault: Fault) -> dict[str, str]:
    return {"Retry-After": str(fault.retry_after)} if fault.retry_after else {}
