"""People at the keyboard: they see what Slack shows them, and press what they can see.

Every wait is for something a person would see; nothing sleeps.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.controls import Controls
from tests.filling import field_of, filled, held, top_form
from tests.shown import on_screen, texts

GONE = ("there is no such element", "sees no such message")
"""What the stand-in says of a press on what went while somebody aimed at it."""
PATIENCE = 60.0
"""Seconds: more than a busy machine ever needs, and nothing is lost by it where all is well."""
GLANCE = 0.25
"""Seconds after which somebody looks again at what no screen tells, such as whether all is delivered."""

Json = dict[str, Any]


class NotSeen(AssertionError):
    """Somebody waited for something that never came on their screen."""


class World:
    """The stand-in workspace as the tests steer it."""

    def __init__(self, url: str) -> None:
        self._controls = Controls(url)

    def post(self, call: str, **body: Any) -> Json:
        """A control call. Raises Declined for one that is malformed."""
        return dict(json.loads(self._controls.post(call, json.dumps(body).encode())))

    def get(self, call: str, **query: Any) -> Json:
        """A control look-up. Raises Declined for one that is malformed."""
        return dict(json.loads(self._controls.get(call, query)))

    def file(self, person: str, file: str) -> bytes:
        """The content of a file that the person may read. Raises Declined for another."""
        return self._controls.get("file", {"as": person, "id": file})

    def person(self, name: str) -> Person:
        """Somebody by first name."""
        return Person(self, f"U0{name.upper()}")

    def jump(self, **to: Any) -> Json:
        """Moves the clock: `by` seconds, `to` a moment, or `next` hour, working_day or monday."""
        return self.post("clock", **to)


@dataclass(frozen=True)
class Place:
    """Where an element is: the address fields of a control call."""

    address: Json
    block: Json
    element: Json


class Person:
    """One person with one screen."""

    def __init__(self, world: World, person: str) -> None:
        self.world, self.id = world, person

    def view(self, since: int | None = None, patience: float = 0) -> Json:
        """What the person's screen shows, at once without `since`.

        With it, as soon as the revision is another one, or `rev` alone after `patience` seconds.
        """
        query: Json = {"as": self.id, "timeout": patience}
        if since is not None:
            query["since"] = since
        return self.world.get("view", **query)

    def until(self, is_seen: Callable[[Json], Any], what: str, patience: float = PATIENCE) -> Any:
        """Waits for the screen to satisfy; gives what `is_seen` found. Raises NotSeen."""
        end = time.monotonic() + patience
        view = self.view()
        while not (found := is_seen(view)):
            left = end - time.monotonic()
            if left <= 0:
                raise NotSeen(f"{self.id} never saw {what}. On the screen:\n{on_screen(view)}")
            view |= self.view(view["rev"], min(left, GLANCE))
        return found

    def says(self, text: str, *files: Path | tuple[str, bytes], to: str = "vaern") -> None:
        """Writes a message, with files dropped on it."""
        dropped = [
            {"name": f.name, "base64": base64.b64encode(f.read_bytes()).decode()}
            if isinstance(f, Path)
            else {"name": f[0], "base64": base64.b64encode(f[1]).decode()}
            for f in files
        ]
        self._ok(self.world.post("say", **{"as": self.id}, conversation=to, text=text, files=dropped))

    def forwards(self, message: Json, comment: str = "") -> None:
        """Sends a message on to the bot; `message` says where it stands."""
        self._ok(self.world.post("forward", **{"as": self.id}, to="vaern", text=comment, **message))

    def deletes(self, text: str) -> None:
        """Deletes the own message that holds the text, or a file of that name, from the own conversation."""
        own = (m for m in self.messages() if m["user"] == self.id and text in str((m["text"], m["files"])))
        place = {"conversation": "vaern", "ts": next(own)["ts"]}
        self._ok(self.world.post("delete_message", **{"as": self.id}, **place))

    def sees(self, text: str, patience: float = PATIENCE) -> None:
        """Waits until the text is somewhere on the screen."""
        self.until(lambda view: text in on_screen(view), repr(text), patience)

    def does_not_see(self, text: str) -> None:
        """The text is nowhere on the screen now."""
        if text in on_screen(self.view()):
            raise AssertionError(f"{self.id} can see {text!r}")

    def messages(self, conversation: str = "vaern") -> list[Json]:
        """The messages of a conversation, oldest first; "vaern" is the own one with the bot."""
        return [m for c in self.view()["conversations"] if _is(c, conversation) for m in c["messages"]]

    def channels(self) -> list[Json]:
        """The channels in the person's sidebar."""
        return [c for c in self.view()["conversations"] if c["kind"] == "channel"]

    def case_channel(self) -> Json:
        """Waits for the case's channel in the sidebar."""
        found = self.until(
            lambda view: [c for c in view["conversations"] if c["name"].startswith("sag-")], "a channel"
        )
        return dict(found[-1])

    def presses(self, label: str) -> Json:
        """Presses the newest button, or choice of a menu, of that label that can be seen, once it can be."""
        return self._press_found(label, _has_label(label), f"a button {label!r}")

    def presses_in(self, text: str, label: str) -> Json:
        """Presses the button of that label in the block that holds the text."""

        def wanted(block: Json, element: Json) -> bool:
            return _has_label(label)(block, element) and text in texts(block)

        return self._press_found(label, wanted, f"a button {label!r} beside {text!r}")

    def picks(self, label: str, *options: str) -> None:
        """Chooses options, by their label, in the selection of that label."""
        place = self.until(lambda view: _find(view, _has_options(label)), f"a selection {label!r}")
        found = [o for o in place.element["options"] if o["text"]["text"] in options]
        if len(found) != len(options):
            raise AssertionError(f"the selection {label!r} does not offer all of {options}")
        many = place.element["type"].startswith("multi")
        self._press(place, {"selected_options": found} if many else {"selected_option": found[0]})

    def picks_person(self, label: str, person: str) -> None:
        """Chooses a person in the selection of that label."""
        place = self.until(lambda view: _find(view, _has_kind("users_select", label)), f"{label!r}")
        self._press(place, {"selected_user": f"U0{person.upper()}"})

    def fills(self, label: str, *values: str) -> None:
        """Fills in the field of that label in the top modal; without values it is emptied.

        Values are words, options by label, people by first name, or an ISO day.
        """
        modal, block = self.until(lambda view: field_of(view, label), f"a field {label!r}")
        address = {"view_id": modal["id"], "block_id": block["block_id"]}
        element = block["element"]
        value = filled(element, *values)
        act = {"action_id": element["action_id"], "value": value}
        self._ok(self.world.post("change", **{"as": self.id}, **address, **act))

    def field(self, label: str) -> Any:
        """What the field of that label in the top modal holds: words, labels of options, ids or a day."""
        modal, block = self.until(lambda view: field_of(view, label), f"a field {label!r}")
        return held(modal["state"][block["block_id"]][block["element"]["action_id"]])

    def submits(self, **fields: str) -> Json:
        """Fills the top modal in, fields by block id, options by label, and submits it."""
        modal = self.until(top_form, "a form to submit")
        asked = {block["block_id"] for block in modal["view"]["blocks"] if block["type"] == "input"}
        assert fields.keys() <= asked, f"the form has no field {sorted(fields.keys() - asked)}"
        values: Json = {}
        for block in modal["view"]["blocks"]:
            if block["type"] == "input" and block["block_id"] in fields:
                values[block["block_id"]] = {
                    block["element"]["action_id"]: filled(block["element"], fields[block["block_id"]])
                }
        return self.world.post("submit", **{"as": self.id}, view_id=modal["id"], values=values)

    def closes(self) -> None:
        """Closes the top modal."""
        modal = self.until(lambda view: view["modals"][-1:], "an open modal")[0]
        self._ok(self.world.post("close", **{"as": self.id}, view_id=modal["id"]))

    def commands(self, command: str, text: str = "") -> Json:
        """Types a slash command in the conversation with the bot."""
        return self.world.post("command", **{"as": self.id}, conversation="vaern", command=command, text=text)

    def opens_home(self) -> None:
        """Opens the Home tab."""
        self._ok(self.world.post("home", **{"as": self.id}))

    def opens_messages(self) -> None:
        """Opens the messages with Værn."""
        self._ok(self.world.post("messages_tab", **{"as": self.id}))

    def _press_found(self, label: str, is_wanted: Callable[[Json, Json], bool], what: str) -> Json:
        """Presses what is seen; when the screen changed under the finger, what is there then."""
        while True:
            place = self.until(lambda view: _find(view, is_wanted), what)
            body = {"as": self.id, **place.address}
            body |= {"block_id": place.block["block_id"], "action_id": place.element["action_id"]}
            if choice := _choice(place.element, label):
                body["value"] = {"selected_option": choice}
            answer = self.world.post("press", **body)
            if answer["ok"] or not answer["error"].endswith(GONE):
                return self._ok(answer)

    def _press(self, place: Place, value: Json | None) -> Json:
        body = {"as": self.id, **place.address}
        body |= {"block_id": place.block["block_id"], "action_id": place.element["action_id"]}
        if value is not None:
            body["value"] = value
        return self._ok(self.world.post("press", **body))

    @staticmethod
    def _ok(answer: Json) -> Json:
        if not answer["ok"]:
            raise AssertionError(answer["error"])
        return answer


def _is(conversation: Json, wanted: str) -> bool:
    if wanted == "vaern":
        return conversation["kind"] == "dm" and conversation.get("with") == "U0VAERN"
    return wanted in {conversation["id"], conversation["name"]}


def _surfaces(view: Json) -> Iterator[tuple[Json, list[Json]]]:
    """What can be pressed, the top first: modals, newest messages, Home tab."""
    for modal in reversed(view["modals"]):
        yield {"view_id": modal["id"]}, modal["view"]["blocks"]
    newest = [(m["ts"], c["id"], m) for c in view["conversations"] for m in c["messages"]]
    for ts, conversation, message in sorted(newest, key=lambda entry: entry[0], reverse=True):
        yield {"conversation": conversation, "ts": ts}, message.get("blocks") or []
    if view["home"]:
        yield {"home": True}, view["home"]["view"]["blocks"]


def _elements(block: Json) -> list[Json]:
    found = list(block.get("elements") or ()) if block["type"] == "actions" else []
    return [*found, *([block["accessory"]] if "accessory" in block else [])]


def _find(view: Json, is_wanted: Callable[[Json, Json], bool]) -> Place | None:
    for address, drawn in _surfaces(view):
        for block in drawn:
            for element in _elements(block):
                if is_wanted(block, element):
                    return Place(address, block, element)
    return None


def _has_label(label: str) -> Callable[[Json, Json], bool]:
    def is_it(_: Json, element: Json) -> bool:
        is_button = element["type"] == "button" and element["text"]["text"] == label
        return is_button or _choice(element, label) is not None

    return is_it


def _choice(element: Json, label: str) -> Json | None:
    """The choice of that label in a menu behind three dots."""
    choices = element["options"] if element["type"] == "overflow" else []
    return next((choice for choice in choices if choice["text"]["text"] == label), None)


def _has_options(label: str) -> Callable[[Json, Json], bool]:
    return lambda block, element: _is_select(element) and label in texts(block)


def _is_select(element: Json) -> bool:
    return "options" in element and element["type"] != "overflow"


def _has_kind(kind: str, label: str) -> Callable[[Json, Json], bool]:
    return lambda block, element: element["type"] == kind and label in texts(block)
