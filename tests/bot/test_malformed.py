"""What is signed and still is nothing that Slack sends, or nothing that anybody listens to or understands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.running import running
from tests.bot.knocking import FORM, JSON, Door, encoded, signed
from tests.conftest import Loop, free_port
from tests.people import Person, World
from tests.standin import MANIFEST, settings, surroundings
from tests.workspace.outcomes import Envelope
from tests.workspace.people import SIGNING_SECRET
from tests.workspace.server import Workspace

Json = dict[str, Any]
METTE = {"id": "U0METTE", "username": "mette", "team_id": "T01VAERN"}
EVENT: Json = {
    "type": "event_callback",
    "team_id": "T01VAERN",
    "event_id": "Ev1",
    "event": {"type": "message", "channel_type": "im", "user": "U0METTE", "channel": "D1", "ts": "1.0"},
}
PRESS: Json = {
    "type": "block_actions",
    "user": METTE,
    "team": {"id": "T01VAERN"},
    "trigger_id": "1.2.a",
    "actions": [{"type": "button", "action_id": "answer.0", "value": "draft1|danger|no"}],
}
FORM_SENT: Json = {
    "type": "view_submission",
    "user": METTE,
    "trigger_id": "1.2.b",
    "view": {"id": "V1", "type": "modal", "callback_id": "snooze", "state": {"values": {}}},
}
COMMAND: Json = {"command": "/chikane", "user_id": "U0METTE", "team_id": "T01VAERN", "trigger_id": "1.2.c"}


def deep(levels: int) -> Json:
    """Lists within lists."""
    found: list[Any] = []
    for _ in range(levels):
        found = [found]
    return {**EVENT, "event": EVENT["event"] | {"blocks": found}}


IN_A_WINDOW: Json = PRESS | {
    "view": {"id": "V1", "type": "modal"},
    "actions": [{"type": "button", "action_id": "guidance.0", "value": ""}],
}


MALFORMED: dict[str, Any] = {
    "a list": [1],
    "a number": 7,
    "nothing": {},
    "of no type": {"hello": "world"},
    "type is a list": EVENT | {"type": ["event_callback"]},
    "no event": {"type": "event_callback", "event_id": "Ev1"},
    "event is text": EVENT | {"event": "message"},
    "event without a type": EVENT | {"event": {"user": "U0METTE"}},
    "user of an event is a number": EVENT | {"event": EVENT["event"] | {"user": 7}},
    "user of an event is a list": EVENT | {"event": EVENT["event"] | {"user": ["U0METTE"]}},
    "channel is an object without an id": EVENT | {"event": EVENT["event"] | {"channel": {}}},
    "a message from nowhere": EVENT | {"event": {"type": "message", "user": "U0METTE", "ts": "1.0"}},
    "ts is no time": EVENT | {"event": EVENT["event"] | {"ts": "soon"}},
    "id of an event holds a zero byte": EVENT | {"event_id": "Ev\0"},
    "team is a number": EVENT | {"team_id": 7},
    "authorizations are text": EVENT | {"authorizations": "all"},
    "user is text": PRESS | {"user": "U0METTE"},
    "user without an id": PRESS | {"user": {}},
    "actions are an object": PRESS | {"actions": {}},
    "no actions": PRESS | {"actions": []},
    "an action is text": PRESS | {"actions": ["answer.0"]},
    "action_id is a number": PRESS | {"actions": [{"type": "button", "action_id": 7}]},
    "view is text": FORM_SENT | {"view": "V1"},
    "callback_id is a list": FORM_SENT | {"view": FORM_SENT["view"] | {"callback_id": []}},
    "no user": {"type": "shortcut", "callback_id": "report", "trigger_id": "1.2.d"},
    "command without a user": {"command": "/chikane", "trigger_id": "1.2.e"},
    "deeper than Slack ever nests": deep(150),
}
UNREADABLE = {
    "no JSON": (b"{not json", JSON),
    "no JSON in the form": (b"payload={not json", FORM),
    "an empty form": (b"", FORM),
    "a number that no machine reads": (b'{"type": ' + b"9" * 5000 + b"}", JSON),
    "JSON as deep as it is long": (b"[" * 100_000, JSON),
}
HEARD_BY_NOBODY: dict[str, Json] = {
    "event": EVENT | {"event": {"type": "emoji_changed"}},
    "press": PRESS | {"actions": [{"type": "button", "action_id": "of another app"}]},
    "form": FORM_SENT | {"view": FORM_SENT["view"] | {"callback_id": "of another app"}},
    "closed form": FORM_SENT | {"type": "view_closed"},
    "command": COMMAND | {"command": "/andet"},
    "shortcut": {"type": "shortcut", "user": METTE, "callback_id": "other", "trigger_id": "1.2.f"},
    "shortcut on a message": {
        "type": "message_action",
        "user": METTE,
        "callback_id": "o",
        "trigger_id": "1.g",
    },
    "choices that are asked for": {"type": "block_suggestion", "user": METTE, "action_id": "of another app"},
    "a kind that is new": {"type": "hologram", "user": METTE},
}
NOT_UNDERSTOOD: dict[str, tuple[Json, int]] = {
    "a message whose files are no files": (EVENT | {"event": EVENT["event"] | {"files": [7]}}, 200),
    "a button with too many ids": (
        PRESS | {"actions": [{"type": "button", "action_id": "answer.0", "value": "a|b|c|d|e"}]},
        200,
    ),
    "a form without what it carries": (FORM_SENT, 400),
}


@pytest.fixture
def door(world: World, workspace: Workspace, tmp_path: Path) -> Door:
    assert world
    return Door(getattr(workspace.delivery.transport, "url", ""), tmp_path / "data")


class TestOverHttp:
    @pytest.fixture
    def transport(self) -> str:
        return "http"

    def test_what_is_malformed_is_refused_without_a_trace(self, door: Door) -> None:
        before = door.stored()
        assert {name: door.sends(payload) for name, payload in MALFORMED.items()} == dict.fromkeys(
            MALFORMED, 400
        )
        for name, (body, content_type) in UNREADABLE.items():
            assert door.post(body, signed(body, content_type=content_type)) == 400, name
            unsigned = {"X-Slack-Signature": "v0=" + "0" * 64, "X-Slack-Request-Timestamp": "1"}
            assert door.post(body, unsigned | {"Content-Type": content_type}) == 401, name
        for name, payload in MALFORMED.items():
            body, content_type = encoded(payload)
            assert door.post(body, signed(body, secret="other", content_type=content_type)) == 401, name
        assert door.stored() == before

    def test_what_nobody_listens_to_is_done_with(self, door: Door) -> None:
        assert {name: door.sends(sent) for name, sent in HEARD_BY_NOBODY.items()} == dict.fromkeys(
            HEARD_BY_NOBODY, 200
        )
        # A form is kept by the turn that takes it, and none takes this one.
        assert (door.undone(), door.stored()["inbox"]) == (0, len(HEARD_BY_NOBODY) - 1)

    @pytest.mark.parametrize("name", NOT_UNDERSTOOD)
    def test_what_no_listener_understands_is_told_once_and_done_with(
        self, world: World, door: Door, mette: Person, hanne: Person, name: str
    ) -> None:
        payload, status = NOT_UNDERSTOOD[name]
        assert door.sends(payload) == status
        mette.sees("Noget gik galt, så det, du lige gjorde, kom ikke med. Prøv igen.")
        hanne.sees("kunne ikke behandles")
        assert door.undone() == 0

    def test_what_slack_refuses_for_good_is_told_once_and_done_with(
        self, world: World, door: Door, mette: Person
    ) -> None:
        world.post("faults", method="views.update", error="invalid_arguments")
        assert door.sends(IN_A_WINDOW) == 200
        mette.sees("Noget gik galt, så det, du lige gjorde, kom ikke med. Prøv igen.")
        assert door.undone() == 0


def test_over_the_socket_what_is_malformed_is_acknowledged_and_dropped(
    door: Door, workspace: Workspace, loop: Loop, caplog: pytest.LogCaptureFixture
) -> None:
    before = door.stored()
    for payload in MALFORMED.values():
        if not isinstance(payload, dict):
            continue  # Fails within slack_sdk, before it comes to anybody.
        outcome = loop.run(workspace.delivery.transport.deliver(Envelope("events_api", "Ev1", payload)))
        assert outcome.is_acknowledged
    assert door.stored() == before
    assert sum("was not let in" in line for line in caplog.messages) == 1


@pytest.mark.anyio
async def test_nothing_is_under_way_after_what_nobody_listens_to(tmp_path: Path) -> None:
    slack, port = Workspace(MANIFEST), free_port()
    await slack.start()
    over_http = {"app_token": "", "signing_secret": SIGNING_SECRET, "port": port}
    async with (
        running(settings(slack.url, tmp_path, **over_http), surroundings(slack.clock)) as product,
        httpx.AsyncClient(trust_env=False) as http,
    ):
        for payload in HEARD_BY_NOBODY.values():
            body, content_type = encoded(payload)
            headers = signed(body, content_type=content_type)
            await http.post(f"http://127.0.0.1:{port}/slack/events", content=body, headers=headers)
        assert product.arrivals.under_way == set(), "an end waits ten seconds for what is under way"
    await slack.stop()
