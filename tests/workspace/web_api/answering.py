"""A Web API request from its headers to its answer."""

import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.workspace.faults import Fault
from tests.workspace.people import APP_TOKEN, BOT_TOKEN
from tests.workspace.web_api import (  # noqa: F401 - importing registers the methods
    chat,
    conversations,
    files,
    membership,
    pins,
    users,
    views,
)
from tests.workspace.web_api.registry import METHODS, NOT_PLAYED, Call, Refused, checked_arguments
from tests.workspace.web_api.scopes import check_scopes

if TYPE_CHECKING:
    from tests.workspace.server import Workspace

Json = dict[str, Any]
APP_LEVEL = {"apps.connections.open"}


async def answer(workspace: "Workspace", request: web.Request) -> web.StreamResponse:
    method = request.match_info["method"]
    if seconds := workspace.limits.seconds_to_wait(method):
        return _too_many(workspace, method, seconds)
    raw = await _raw_arguments(request)
    token = _token(method, request, raw)

    def perform() -> web.Response:
        try:
            body = _performed(workspace, method, token, raw)
        except Refused as refusal:
            body = {"ok": False, "error": refusal.error, **refusal.fields}
        return _respond(workspace, method, body, about=_about(raw))

    return await workspace.faults.around(
        method, request, perform, lambda fault: _faulty(workspace, method, fault)
    )


def _performed(workspace: "Workspace", method: str, token: str, raw: Json | str) -> Json:
    if method in NOT_PLAYED:
        raise Refused("not_played_by_the_stand_in")
    if method not in METHODS:
        raise Refused("unknown_method", req_method=method)
    _check_token(method, token)
    if isinstance(raw, str):
        raise Refused(raw)
    args = checked_arguments(method, raw)
    if method not in APP_LEVEL:
        check_scopes(method, args, workspace.manifest.scopes, workspace.store)
    return {"ok": True, **METHODS[method](Call(workspace, method, args))}


def _check_token(method: str, token: str) -> None:
    if not token:
        raise Refused("not_authed")
    if token not in (BOT_TOKEN, APP_TOKEN):
        raise Refused("invalid_auth")
    if (token == APP_TOKEN) != (method in APP_LEVEL):
        raise Refused("not_allowed_token_type")


def _token(method: str, request: web.Request, raw: Json | str) -> str:
    """From the header, or from the body except for app-level methods, which take the header only."""
    in_body = raw.pop("token", "") if isinstance(raw, dict) else ""
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    if scheme == "Bearer":
        return bearer
    return "" if method in APP_LEVEL else str(in_body)


async def _raw_arguments(request: web.Request) -> Json | str:
    """The arguments of query and body, or the error code of a body that cannot be read."""
    raw: Json = dict(request.query)
    if request.method == "GET" or not request.can_read_body:
        return raw
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError:
            return "invalid_json"
        return raw | body if isinstance(body, dict) else "json_not_object"
    if request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return raw | dict(await request.post())
    return "invalid_post_type" if await request.read() else raw


def _faulty(workspace: "Workspace", method: str, fault: Fault) -> web.Response | None:
    if fault.retry_after is not None:
        return _too_many(workspace, method, fault.retry_after, fault.error or "ratelimited")
    if fault.error:
        return _respond(workspace, method, {"ok": False, "error": fault.error}, status=fault.status or 200)
    if fault.status:
        workspace.log_call(method, ok=False, error=f"http {fault.status}")
        return web.Response(status=fault.status, text="<html>Server Error</html>", content_type="text/html")
    return None


def _too_many(workspace: "Workspace", method: str, seconds: int, error: str = "ratelimited") -> web.Response:
    response = _respond(workspace, method, {"ok": False, "error": error}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _about(raw: Json | str) -> Json:
    """Whom and where a call concerned, for the log of calls."""
    named = raw if isinstance(raw, dict) else {}
    user, channel = named.get("user") or named.get("user_id"), named.get("channel")
    return {name: value for name, value in (("user", user), ("channel", channel)) if value}


def _respond(
    workspace: "Workspace", method: str, body: Json, status: int = 200, about: Json | None = None
) -> web.Response:
    workspace.log_call(method, ok=body["ok"], error=body.get("error"), about=about)
    headers = {"x-oauth-scopes": ",".join(workspace.manifest.scopes), "x-slack-req-id": "stand-in"}
    return web.json_response(body, status=status, headers=headers)
