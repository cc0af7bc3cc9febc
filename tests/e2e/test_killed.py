"""The product is killed at every effect of "send", before and after Slack performed it, and started again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.bot_process import bot_process
from tests.drafted import drafted
from tests.people import Json, World, texts
from tests.workspace.server import Workspace

EFFECTS = {
    "chat.update": 1,
    "conversations.create": 1,
    "conversations.invite": 1,
    "chat.postMessage": 5,
    "views.publish": 3,
}
POINTS = [
    (method, number, moment)
    for method, count in EFFECTS.items()
    for number in range(count)
    for moment in ("before", "after")
]
CARD = "Værn læser ikke det, I skriver i kanalen."
DIRECT = {"METTE": "Tak. Din sag har nummer", "LARS": "har anmeldt digital", "ANNE": "har anmeldt digital"}


def everybody_has_opened_their_home(world: World) -> None:
    """From then on each Home tab is kept up to date."""
    for name in DIRECT:
        person = world.person(name.lower())
        person.opens_home()
        person.sees("Er du udsat for digital chikane på arbejdet?")


@pytest.fixture
def waiting(workspace: Workspace, migrated: Path, tmp_path: Path) -> World:
    """A workspace and a report that only has to be sent."""
    drafted(migrated, tmp_path / "data", workspace.now())
    return World(workspace.url)


def is_done(answer: Json) -> None:
    assert answer["ok"], answer


def _is_settled(world: World) -> bool:
    def is_told(name: str) -> bool:
        return any(DIRECT[name] in texts(m["blocks"]) for m in world.person(name).messages())

    lars = world.person("lars")
    lars.sees("Det, der skal gøres")
    for name, text in DIRECT.items():
        world.person(name).until(lambda _, name=name: is_told(name), text)
    return True


def _everybody_has_what_they_should_once(world: World) -> None:
    lars = world.person("lars")
    channels = [c for c in lars.channels() if c["name"].startswith("sag-")]
    assert len(channels) == 1
    assert set(channels[0]["members"]) == {"U0VAERN", "U0METTE", "U0LARS", "U0ANNE"}
    assert all(c["is_private"] for c in channels)
    for name, text in DIRECT.items():
        told = [m for m in world.person(name).messages() if text in texts(m["blocks"])]
        assert len(told) == 1, f"{name} was told {len(told)} times"
    for mark in (CARD, "Det, der skal gøres"):
        shown = [m for m in channels[0]["messages"] if mark in texts(m["blocks"])]
        assert 1 <= len(shown) <= 2, f"{mark} stands {len(shown)} times"
    assert len(_case_numbers(world)) == 1


def _case_numbers(world: World) -> set[str]:
    told = [texts(m["blocks"]) for n in DIRECT for m in world.person(n).messages()]
    words = " ".join(told).replace(".", " ").split()
    return {word for word in words if word.startswith("2026-") and len(word) == 9}


def _made(world: World, since: int) -> Counter[str]:
    calls = world.get("calls")["calls"][since:]
    return Counter(call["method"] for call in calls if call["method"] in EFFECTS)


def test_sending_owes_exactly_the_effects_at_which_it_is_killed(
    waiting: World, workspace: Workspace, tmp_path: Path
) -> None:
    mette = waiting.person("mette")
    with bot_process(workspace.url, tmp_path / "data", workspace.clock.offset):
        mette.sees("Det her er din anmeldelse.")
        is_done(waiting.get("wait_connected", timeout=60))
        everybody_has_opened_their_home(waiting)
        before = len(waiting.get("calls")["calls"])
        mette.presses("Send")
        _is_settled(waiting)
        _everybody_has_what_they_should_once(waiting)
        mette.until(lambda _: _made(waiting, before).total() >= sum(EFFECTS.values()), "every effect")
    assert _made(waiting, before) == EFFECTS


@pytest.mark.parametrize("point", POINTS, ids=lambda point: "-".join(map(str, point)))
def test_killed_there_and_started_again_leaves_everything_once(
    waiting: World, workspace: Workspace, tmp_path: Path, point: tuple[str, int, str]
) -> None:
    method, number, moment = point
    mette = waiting.person("mette")
    with bot_process(workspace.url, tmp_path / "data", workspace.clock.offset) as first:
        mette.sees("Det her er din anmeldelse.")
        is_done(waiting.get("wait_connected", timeout=60))
        everybody_has_opened_their_home(waiting)
        waiting.post("faults", method=method, hold=moment, skip=number)
        mette.presses("Send")
        held: Json = waiting.get("faults", wait=1, timeout=60)
        assert [call["method"] for call in held["held"]] == [method]
        first.is_killed()
    waiting.post("release")
    with bot_process(workspace.url, tmp_path / "data", workspace.clock.offset):
        is_done(waiting.get("wait_connected", timeout=60))
        _is_settled(waiting)
        _everybody_has_what_they_should_once(waiting)
        _an_orphan_goes_at_its_first_press(waiting)


def _an_orphan_goes_at_its_first_press(world: World) -> None:
    lars = world.person("lars")

    def cards() -> list[Json]:
        return [m for m in lars.case_channel()["messages"] if CARD in texts(m["blocks"])]

    if len(found := cards()) == 2:
        oldest = found[0]
        button = next(e for b in oldest["blocks"] if b["type"] == "actions" for e in b["elements"])
        block = next(b for b in oldest["blocks"] if b["type"] == "actions")
        where = {"conversation": lars.case_channel()["id"], "ts": oldest["ts"]}
        body = {"as": lars.id, "block_id": block["block_id"], "action_id": button["action_id"], **where}
        is_done(world.post("press", **body))
        lars.until(lambda _: len(cards()) == 1, "the orphan card going")
        lars.sees("Fingeraftryk")
