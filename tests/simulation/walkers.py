"""People who act at random, upon what is on their screens and upon nothing else.

Each is likelier to do what brings a report or a case on, so that many histories come to a case that is sent,
decided, closed, withdrawn or erased.
"""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.simulation import texts
from tests.simulation.forms import values_for
from tests.workspace.control import GESTURES
from tests.workspace.gestures.ability import CannotDo
from tests.workspace.snapshot import snapshot

if TYPE_CHECKING:
    from tests.simulation.history import History

Json = dict[str, Any]
PEOPLE = {"METTE": 12, "LARS": 6, "ANNE": 3, "OMAR": 3, "DORTE": 2, "HANNE": 2, "SOFIE": 2}
NEWEST = 10
"""Messages of each conversation that somebody may press a button in."""
LIKELY = 6.0
"""How much likelier the newest message is than each before it."""
BY_LABEL = {
    **dict.fromkeys(("Afbryd", "Slet", "Delete", "Stop", "Træk", "Withdraw"), 0.1),
    **dict.fromkeys(("Tilbage", "Back", "Jeg er i fare", "I am in danger", "Ret", "Change"), 0.15),
    **dict.fromkeys(
        ("Er det chikane", "Is it harass", "Gode råd", "Good advice", "Hold pause", "Sig til"), 0.15
    ),
    **dict.fromkeys(("English", "Dansk", "Anmeld", "Report", "Udfyld", "Fill"), 0.15),
    **dict.fromkeys(("Nej", "No", "Videre", "Continue", "Gå videre", "Go on"), 3.0),
    **dict.fromkeys(("Send", "Ja, det er de rigtige", "Yes, they are"), 6.0),
}
"""How much likelier or less likely a button is whose label begins so; the others are once as likely."""
MENU = 0.15
"""The same for a choice of a menu."""
MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
ADMINISTERED = 0.04
"""How often something of that is done between two acts."""
CHANNEL_ACTS: tuple[tuple[str, Json], ...] = (
    ("join", {"user": "U0OMAR"}),
    ("join", {"user": "U0SOFIE"}),
    ("leave", {"user": "U0LARS"}),
    ("leave", {"user": "U0VAERN"}),
    ("archive", {}),
    ("unarchive", {}),
    ("make_public", {}),
)
OFF = (0, 0, 0, 0, -7200, 600, 86400 * 3, -86400 * 40)
"""Seconds by which the clock of the machine is set wrong, or right again."""
PAUSES = ((4, (0.0, 0.0)), (8, (0.1, 4)), (4, (4, 40)), (1.2, (MINUTE, 20 * MINUTE)))
PASSES = ((0.5, (HOUR, 8 * HOUR)), (0.35, (8 * HOUR, 3 * DAY)), (0.06, (3 * DAY, 16 * DAY)))


@dataclass(frozen=True)
class Act:
    """What somebody can do: a gesture of Slack's, and in words what it is."""

    gesture: str
    body: Json
    name: str


@dataclass
class Walkers:
    """The people of the small municipality. `reporters` are those with something to report."""

    history: History
    reporters: set[str] = field(init=False)
    _under_way: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        chance = self.history.fates.people
        self.reporters = {"U0METTE"} | (
            {chance.choice(("U0OMAR", "U0LARS", "U0ANNE"))} if chance.random() < 0.4 else set()
        )

    async def act(self) -> None:
        """Somebody acts, and some time goes by."""
        fates = self.history.fates
        person = "U0" + fates.chosen([(weight, name) for name, weight in PEOPLE.items()])
        act = self._chosen(person)
        fates.acts += 1
        fates.notes(f"{person} {act.name}")
        task = asyncio.create_task(self._does(person, act))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        await self.administers()
        await self._pauses()

    def _administers(self) -> Iterator[tuple[float, Act]]:
        """What admins do, what people do elsewhere, and what happens to the machine."""
        chance, store = self.history.fates.people, self.history.workspace.store
        yield 1.0, Act("", {}, "the clock of the machine is set")
        person = chance.choice(tuple(texts.PICKED))
        if not store.people[person].deleted:
            until = (self.history.fates.now() + timedelta(hours=chance.uniform(1, 100))).isoformat()
            yield 1.0, Act("dnd", {"as": person, "until": until}, f"{person} pauses notifications")
            replies = {"as": person, "on": chance.random() < 0.6, "until": until}
            yield 1.0, Act("automatic_replies", replies, f"{person} is away: {replies['on']}")
        channels = [c.id for c in store.conversations.values() if c.name.startswith("sag-")]
        if channels:
            act, more = chance.choice(CHANNEL_ACTS)
            body = {"conversation": chance.choice(channels), "act": act, **more}
            yield 1.0, Act("channel", body, f"somebody does {act} with a channel {more}")

    async def administers(self) -> None:
        """One of these, now and then."""
        fates = self.history.fates
        if fates.people.random() >= ADMINISTERED:
            return
        act = fates.chosen(list(self._administers()))
        fates.acts += 1
        fates.notes(act.name)
        if act.gesture:
            await self._does(str(act.body.get("as", "U0DORTE")), act)
        else:
            self.history.machine.is_set(timedelta(seconds=fates.people.choice(OFF)))

    async def end(self) -> None:
        """Until nobody waits for an answer of Slack's."""
        if self._under_way:
            await asyncio.wait(self._under_way)

    async def _pauses(self) -> None:
        fates = self.history.fates
        shortest, longest = fates.chosen(PAUSES + PASSES)
        seconds = fates.people.uniform(shortest, longest)
        if longest <= MINUTE:
            await asyncio.sleep(seconds)
            return
        fates.acts += 1
        fates.notes(f"{seconds:.0f} seconds go by")
        await self.history.passes(seconds, HOUR if longest <= DAY else 4 * HOUR)

    async def _does(self, person: str, act: Act) -> None:
        self.history.watch.wrote(person, json.dumps(act.body))
        for file in act.body.get("files", ()):
            self.history.watch.wrote(person, base64.b64decode(file["base64"]).decode("latin-1"))
        try:
            await GESTURES[act.gesture](self.history.workspace, {"as": person, **act.body})
        except CannotDo:
            return

    def _chosen(self, person: str) -> Act:
        """First what kind of thing somebody does, or whoever has many buttons would do nothing else."""
        kinds = [(weight, list(acts)) for weight, acts in self._possible(person)]
        return self.history.fates.chosen(self.history.fates.chosen([kind for kind in kinds if kind[1]]))

    def _possible(self, person: str) -> Iterator[tuple[float, Iterable[tuple[float, Act]]]]:
        someone = self.history.workspace.store.people[person]
        if someone.deleted:
            yield 1.0, [(1.0, Act("person", {"id": person, "deleted": False}, "comes back"))]
            return
        screen = snapshot(self.history.workspace, someone)
        if screen["modals"]:
            yield 1.0, self._in_modal(screen["modals"][-1])
            return
        yield (2.5 if person in self.reporters else 0.15), self._begins()
        yield 6.0, self._presses(screen)
        yield 0.8, self._presses_at_home(screen)
        tabs = ((3.0, "home"), (1.0, "messages_tab"))
        yield 0.5, [(weight, Act(tab, {}, f"opens {tab}")) for weight, tab in tabs]
        yield 0.4, self._own_messages(person, screen)
        yield 0.01, [(1.0, Act("person", {"id": person, "deleted": True}, "leaves"))]

    def _begins(self) -> Iterator[tuple[float, Act]]:
        """What somebody with something to report does, and others hardly ever."""
        fates = self.history.fates
        yield 0.2, Act("command", {"conversation": "vaern", "command": "/chikane", "text": ""}, "/chikane")
        yield 0.3, Act("shortcut", {"callback_id": "report_form"}, "opens the form")
        for weight, text in ((1.0, texts.short(fates)), (1.6, texts.long(fates))):
            yield weight, Act("say", {"conversation": "vaern", "text": text}, f"says {text}")
        file = texts.file(fates)
        yield 0.8, Act("say", {"conversation": "vaern", "text": "", "files": [file]}, f"drops {file['name']}")

    def _own_messages(self, person: str, screen: Json) -> Iterator[tuple[float, Act]]:
        own = [
            (c["id"], m["ts"])
            for c in screen["conversations"]
            if c["kind"] == "dm"
            for m in c["messages"]
            if m["user"] == person
        ]
        if not own:
            return
        conversation, ts = self.history.fates.people.choice(own)
        place = {"conversation": conversation, "ts": ts}
        yield 0.15, Act("delete_message", place, "deletes an own message")
        changed = {**place, "text": texts.long(self.history.fates)}
        yield 0.1, Act("edit_message", changed, "edits an own message")
        yield 0.1, Act("shortcut", {"callback_id": "save", **place}, "saves an own message")

    def _in_modal(self, modal: Json) -> Iterator[tuple[float, Act]]:
        address = {"view_id": modal["id"]}
        if "submit" in modal["view"]:
            values = values_for(modal, self.history.fates)
            yield 6.0, Act("submit", {**address, "values": values}, f"submits {_title(modal)}")
        else:
            yield 1.0, Act("close", address, "closes")
        yield 1.0, Act("close", address, f"closes {_title(modal)}")
        for block, element in _elements(modal["view"]["blocks"]):
            yield from self._act_on(address, block, element, 1.5)

    def _presses(self, screen: Json) -> Iterator[tuple[float, Act]]:
        for conversation in screen["conversations"]:
            newest = [m for m in conversation["messages"] if m["user"] == "U0VAERN"][-NEWEST:]
            for age, message in enumerate(reversed(newest)):
                address = {"conversation": conversation["id"], "ts": message["ts"]}
                for block, element in _elements(message.get("blocks") or ()):
                    yield from self._act_on(address, block, element, LIKELY / (1 + 2 * age))

    def _presses_at_home(self, screen: Json) -> Iterator[tuple[float, Act]]:
        if screen["home"]:
            for block, element in _elements(screen["home"]["view"]["blocks"]):
                yield from self._act_on({"home": True}, block, element, 1.0)

    def _act_on(
        self, address: Json, block: Json, element: Json, weight: float
    ) -> Iterator[tuple[float, Act]]:
        where = {**address, "block_id": block["block_id"], "action_id": element["action_id"]}
        if element["type"] == "button":
            label = element["text"]["text"]
            less = next((odd for begins, odd in BY_LABEL.items() if label.startswith(begins)), 1.0)
            more = 4.0 if element.get("style") == "primary" else 1.0
            yield weight * less * more, Act("press", where, f"presses {label}")
            return
        value = texts.value_of(element, self.history.fates)
        if value is not None:
            weight *= MENU if element["type"] == "overflow" else 1.0
            yield weight, Act("press", {**where, "value": value}, f"chooses {texts.named(value)}")


def _title(modal: Json) -> str:
    return str(modal["view"]["title"]["text"])


def _elements(blocks: Any) -> Iterator[tuple[Json, Json]]:
    for block in blocks:
        found = list(block.get("elements") or ()) if block["type"] == "actions" else []
        for element in [*found, *([block["accessory"]] if "accessory" in block else [])]:
            if "action_id" in element:
                yield block, element
