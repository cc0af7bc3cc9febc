"""The control API: what tests and the page do as people, admins, fate and time. All JSON, under `/_control/`.

A gesture answers when Slack's side of it is over: acknowledged, refused, or three seconds gone. The answer is
`{"ok": true, …}` or `{"ok": false, "error": "a sentence"}`, both with HTTP 200; 400 means a malformed call.

| call | body or query | does |
|---|---|---|
| GET people | | everybody |
| GET view | `as, since, timeout` | what that person sees (snapshot.py), or `rev` if that is still `since` |
| POST say | `as, conversation, text, files` | `conversation`: id or `vaern`; writing.py, files_over_http.py |
| POST forward | `as, conversation, ts, to, text` | sends a message on, with a comment |
| POST integration | `conversation, username` and `text, blocks, attachments, files` | an integration posts |
| POST message_event | `as` and an event | any message event, in that person's direct message |
| POST edit_message, delete_message | `as, conversation, ts, text` | |
| POST press, change | `as`, `conversation, ts` or `view_id` or `home`, `block_id, action_id, value` | |
| POST submit, close | `as, view_id, values` | view_submission, view_closed |
| POST command | `as, conversation, command, text` | a slash command |
| POST shortcut | `as, callback_id` (and `conversation, ts`) | a global or message shortcut |
| POST home, messages_tab | `as` | app_home_opened |
| POST read | `as, conversation` | marks it read |
| GET clock | `since, timeout` | `{now, offset}`; long poll on the offset |
| POST clock | `to` (ISO), `by` (seconds) or `next` (`hour`, `working_day`, `monday`) | jumps forward |
| POST stop_clock | | from now on it only jumps |
| POST person | `id` and what changes | with user_change |
| POST dnd | `as, until` (ISO) or null | pauses notifications from now on, or lets them through |
| POST automatic_replies | `as, on` and `until` (ISO) or null | Outlook's, with an end or without |
| POST channel | `conversation, act` and `name`, `user` or `ts` | administering.py |
| POST file | `id, act: delete` | with file_deleted |
| GET file | `as, id` | the bytes, for who may see them |
| POST faults | faults.py | injects a fault |
| GET faults | `wait, timeout` | rules left and calls held; `wait=1` until one is held |
| POST limits | `are_held` | holds Slack's limits by method and minute, or not |
| GET limits | | how many calls of each method were refused for them |
| POST release, clear_faults | | lets held calls go on; forgets all rules |
| GET calls | `since` | Web API, upload, download, response_url and Graph calls so far, without content |
| POST redeliver | `event_id` | the last or the named event once more |
| GET deliveries | | every attempt to reach the app |
| POST request_url | `url` or null | signed HTTP delivery, or Socket Mode |
| POST disconnect | `reason` or null | warns the sockets (`warning`, `refresh_requested`, …), or cuts them |
| POST scopes | `bot` | the granted scopes from now on |
| GET wait_connected | `timeout` | until a socket is up |
| GET mail | | what Graph was asked to send and to book |
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.workspace.clock import COPENHAGEN
from tests.workspace.faults import Fault
from tests.workspace.files_over_http import content_of
from tests.workspace.gestures import (
    administering,
    forwarding,
    integrating,
    opening,
    pressing,
    resting,
    submitting,
    writing,
)
from tests.workspace.gestures.ability import CannotDo
from tests.workspace.snapshot import may_read_file, people, snapshot

if TYPE_CHECKING:
    from tests.workspace.server import Workspace

Json = dict[str, Any]
Gesture = Callable[["Workspace", Json], Awaitable[Json]]
GESTURES: dict[str, Gesture] = {
    "say": writing.say,
    "forward": forwarding.forward,
    "integration": integrating.post,
    "message_event": integrating.send_event,
    "edit_message": writing.edit_message,
    "delete_message": writing.delete_message,
    "read": writing.read,
    "press": pressing.press,
    "change": pressing.change,
    "submit": submitting.submit,
    "close": submitting.close,
    "command": opening.command,
    "shortcut": opening.shortcut,
    "home": opening.home,
    "messages_tab": opening.messages_tab,
    "dnd": resting.pause_notifications,
    "automatic_replies": resting.reply_automatically,
    "person": administering.change_person,
    "channel": administering.change_channel,
    "file": administering.change_file,
}
LONGEST_POLL = 60.0


class Control:
    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace

    def add_routes(self, router: web.UrlDispatcher) -> None:
        reads = (
            self.people,
            self.view,
            self.clock,
            self.faults,
            self.limits,
            self.calls,
            self.deliveries,
            self.wait_connected,
            self.mail,
        )
        for read in reads:
            router.add_get(f"/_control/{read.__name__}", self._reading(read))
        router.add_get("/_control/file", self.file)
        acts: dict[str, Gesture] = {
            **GESTURES,
            "clock": self.jump,
            "faults": self.add_fault,
            "limits": self.hold_limits,
            "stop_clock": self.stop_clock,
            "release": self.release,
            "clear_faults": self.clear_faults,
            "redeliver": self.redeliver,
            "request_url": self.request_url,
            "disconnect": self.disconnect,
            "scopes": self.scopes,
        }
        for name, gesture in acts.items():
            router.add_post(f"/_control/{name}", self._acting(gesture))

    def _reading(self, read: Callable[[Any], Awaitable[Json]]) -> Any:
        async def handle(request: web.Request) -> web.Response:
            try:
                return web.json_response(await read(request.query))
            except (KeyError, ValueError, TypeError) as error:
                return _malformed(error)

        return handle

    def _acting(self, gesture: Gesture) -> Any:
        async def handle(request: web.Request) -> web.Response:
            try:
                body = json.loads(await request.text() or "{}")
                # Shielded: a gesture goes on when the one who asked for it hangs up.
                done = await asyncio.shield(asyncio.create_task(_performed(gesture, self.workspace, body)))
            except (KeyError, ValueError, TypeError, AttributeError) as error:
                return _malformed(error)
            return web.json_response({"ok": True, **done})

        return handle

    async def people(self, _query: Any) -> Json:
        return {"people": people(self.workspace)}

    async def view(self, query: Any) -> Json:
        store = self.workspace.store
        person = store.people[query["as"]]
        if query.get("since") == str(store.revision):
            await store.wait_for_change(_timeout(query))
            if query["since"] == str(store.revision):
                return {"rev": store.revision}
        return snapshot(self.workspace, person)

    async def clock(self, query: Any) -> Json:
        clock = self.workspace.clock
        deadline = asyncio.get_running_loop().time() + _timeout(query)
        while "since" in query and float(query["since"]) == clock.offset:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                break
            await self.workspace.store.wait_for_change(left)
        return {"now": clock.now().isoformat(), "offset": clock.offset}

    async def jump(self, _workspace: "Workspace", body: Json) -> Json:
        clock = self.workspace.clock
        if "to" in body:
            moment = datetime.fromisoformat(body["to"])
            clock.jump_to(moment if moment.tzinfo else moment.replace(tzinfo=COPENHAGEN))
        elif "by" in body:
            clock.jump(float(body["by"]))
        else:
            clock.jump_to_next(body["next"])
        self.workspace.store.changed()
        return await self.clock({})

    async def file(self, request: web.Request) -> web.Response:
        file = self.workspace.store.files.get(request.query.get("id", ""))
        person = request.query.get("as", "")
        if file is None or file.is_deleted or not may_read_file(self.workspace, person, file):
            return web.Response(status=404)
        return web.Response(body=content_of(file), content_type=file.mimetype)

    async def faults(self, query: Any) -> Json:
        if query.get("wait") == "1":
            await self.workspace.faults.wait_until_held(_timeout(query))
        return self.workspace.faults.as_json()

    async def add_fault(self, _workspace: "Workspace", body: Json) -> Json:
        self.workspace.faults.rules.append(Fault.from_json(body))
        return {}

    async def limits(self, _query: Any) -> Json:
        return self.workspace.limits.as_json()

    async def hold_limits(self, _workspace: "Workspace", body: Json) -> Json:
        self.workspace.limits.are_held = bool(body["are_held"])
        return {}

    async def stop_clock(self, _workspace: "Workspace", _body: Json) -> Json:
        self.workspace.clock.stop()
        return {}

    async def release(self, _workspace: "Workspace", _body: Json) -> Json:
        self.workspace.faults.release()
        return {}

    async def clear_faults(self, _workspace: "Workspace", _body: Json) -> Json:
        self.workspace.faults.rules.clear()
        return {}

    async def calls(self, query: Any) -> Json:
        return {"calls": self.workspace.calls[int(query.get("since", 0)) :]}

    async def deliveries(self, _query: Any) -> Json:
        return {"deliveries": self.workspace.delivery.log}

    async def redeliver(self, _workspace: "Workspace", body: Json) -> Json:
        outcome = await self.workspace.delivery.redeliver(body.get("event_id"))
        if outcome is None:
            raise CannotDo("there was no such event")
        return {"status": outcome.status}

    async def request_url(self, _workspace: "Workspace", body: Json) -> Json:
        self.workspace.use_request_url(body["url"])
        return {}

    async def disconnect(self, _workspace: "Workspace", body: Json) -> Json:
        await self.workspace.socket.disconnect(body.get("reason"))
        return {}

    async def scopes(self, _workspace: "Workspace", body: Json) -> Json:
        self.workspace.manifest.scopes = list(body["bot"])
        return {}

    async def wait_connected(self, query: Any) -> Json:
        try:
            await asyncio.wait_for(self.workspace.socket.ready(), _timeout(query))
        except TimeoutError:
            return {"ok": False, "error": "no socket is up"}
        return {"ok": True}

    async def mail(self, _query: Any) -> Json:
        graph = self.workspace.graph
        return {"mail": graph.mail, "meetings": list(graph.meetings.values())}


async def _performed(gesture: Gesture, workspace: "Workspace", body: Json) -> Json:
    try:
        return await gesture(workspace, body)
    except CannotDo as refusal:
        return {"ok": False, "error": str(refusal)}


def _timeout(query: Any) -> float:
    return min(float(query.get("timeout", 25)), LONGEST_POLL)


def _malformed(error: Exception) -> web.Response:
    return web.json_response({"ok": False, "error": f"{type(error).__name__}: {error}"}, status=400)
