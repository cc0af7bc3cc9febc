"""Twenty events a second for a while: the CPU of each, and how soon it is acknowledged."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import cycle
from statistics import quantiles
from typing import Any

from tests.bench.bare import bare_app
from tests.bench.databases import Databases
from tests.bench.processes import Measured
from tests.bench.product import Site, product, site
from tests.bench.table import Row
from tests.counting.stored import employee, leader, settle, store
from tests.flows.given import context
from tests.workspace.gestures import opening, writing
from tests.workspace.gestures.interactions import interaction
from tests.workspace.server import Workspace

CASES = 200
A_SECOND = 20
SECONDS = 20
MIX = ("home", "step", "home", "step", "said")
"""40 % the Home tab, 40 % a step's modal, 20 % a line of a report."""
SAID = ("hej", "nej", "borger", "hadeside")
"""What somebody new to it says, one after the other."""
FIRST_NEW = CASES
Json = dict[str, Any]


@dataclass(frozen=True)
class Answered:
    """How soon the events of a run were acknowledged, in milliseconds, and the CPU of one."""

    milliseconds: tuple[float, ...]
    cpu: float

    @property
    def shares(self) -> dict[str, float]:
        found = quantiles(self.milliseconds, n=100, method="inclusive")
        return {"p50": found[49], "p99": found[98], "max": max(self.milliseconds)}


def rows(*places: Databases) -> Iterator[Row]:
    """The product on each database, and an app that only acknowledges, over signed HTTP."""
    what = f"at {A_SECOND} events/s with {CASES} cases"
    reference = _of_bare(places[0])
    for at in places:
        found = _of_product(at)
        yield Row(f"CPU an event {what}", at.name, (found.cpu,), (reference.cpu,), "ms")
        for share, value in found.shares.items():
            yield Row(f"acknowledged {what}, {share}", at.name, (value,), (reference.shares[share],), "ms")


def _of_product(at: Databases) -> Answered:
    with at.folder() as folder, site(folder, at.new()) as place, product(place, over_http=True) as process:
        _store(place)
        return _loaded(place, process, is_product=True)


def _of_bare(at: Databases) -> Answered:
    with at.folder() as folder, site(folder, at.new()) as place, bare_app(place, over_http=True) as process:
        settle(place.workspace, _everybody())
        return _loaded(place, process, is_product=False)


def _everybody() -> range:
    new = A_SECOND * SECONDS * MIX.count("said") // len(MIX) // len(SAID)
    return range(FIRST_NEW + new)


def _store(place: Site) -> None:
    settle(place.workspace, _everybody())
    now = place.workspace.now()
    with closing(place.storage()) as storage:
        store(storage, context(now), range(CASES), now)


def _loaded(place: Site, process: Measured, *, is_product: bool) -> Answered:
    """All events, and whatever follows from them."""
    log, before = place.workspace.delivery.log, process.cpu()
    first = len(log)
    place.loop.run(_sent(place.workspace))
    if is_product:
        place.settles()
    used = process.cpu() - before
    found = tuple(1000 * entry["seconds"] for entry in log[first:])
    return Answered(found, 1000 * used / len(found))


async def _sent(workspace: Workspace) -> None:
    """Each at its time, whether those before it are answered or not."""
    begun, tasks = asyncio.get_running_loop().time(), []
    new = cycle(_everybody()[FIRST_NEW:])
    kinds = cycle(MIX)
    for number in range(A_SECOND * SECONDS):
        await asyncio.sleep(begun + number / A_SECOND - asyncio.get_running_loop().time())
        kind = next(kinds)
        case = 7 * number % CASES
        tasks.append(asyncio.create_task(_event(workspace, kind, case, new, number)))
    await asyncio.gather(*tasks)


async def _event(workspace: Workspace, kind: str, case: int, new: Iterator[int], number: int) -> None:
    if kind == "home":
        await opening.home(workspace, {"as": leader(case)})
    elif kind == "step":
        workspace.store.modals.pop(leader(case), None)
        payload = _press(workspace, leader(case), f"stored{case}|support")
        await workspace.delivery.interact("interactive", payload["trigger_id"], payload)
    else:
        people = len(_everybody()) - FIRST_NEW
        line = SAID[number // len(MIX) // people % len(SAID)]
        who = {"as": employee(next(new)), "conversation": "vaern"}
        await writing.say(workspace, {**who, "text": line, "files": []})


def _press(workspace: Workspace, person: str, about: str) -> Json:
    """As it comes from the checklist of a case, which no stored case has in Slack."""
    room = workspace.store.dm(person).id
    act = {
        "type": "button",
        "action_ts": workspace.store.timestamps.next(),
        "action_id": "open_step.0",
        "block_id": "b",
        "value": about,
    }
    where = {"type": "message", "channel_id": room, "message_ts": "1.0"}
    fields = {"actions": [act], "state": {"values": {}}, "container": where}
    channel = {"id": room, "name": "directmessage"}
    who = workspace.store.people[person]
    return interaction(workspace, "block_actions", who, channel=channel, **fields)
