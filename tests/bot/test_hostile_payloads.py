"""A hundred thousand hostile payloads (`make soak`; a sample in `make test`): no answer of 5xx, no trace."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from aiohttp import ClientSession
from hypothesis import HealthCheck, given, settings

from tests.bot.hostile import TRUE, Knock, batches, fresh
from tests.bot.knocking import Door, Headers, encoded, signed
from tests.conftest import Loop
from tests.people import World, texts
from tests.searching import searching
from tests.workspace.server import Workspace

pytestmark = [
    pytest.mark.begins("drafted"),
    # Hypothesis watches Python's own random numbers, which the product draws in its thread meanwhile.
    pytest.mark.filterwarnings("ignore:Do not use the `random` module"),
]

UNSIGNED = {
    "nothing": lambda body, content_type: {"Content-Type": content_type},
    "another secret": lambda body, content_type: signed(body, secret="another", content_type=content_type),
    "another body": lambda body, content_type: signed(body + b" ", content_type=content_type),
    "ten minutes ago": lambda body, content_type: signed(body, -600, content_type=content_type),
}


@pytest.fixture
def transport() -> str:
    """All of it over HTTP."""
    return "http"


@pytest.fixture
def door(world: World, workspace: Workspace, tmp_path: Path) -> Door:
    assert world
    return Door(workspace.delivery.transport.url, tmp_path / "data")  # type: ignore[attr-defined]


async def _answers(url: str, knocks: Iterable[tuple[Knock, Headers]]) -> Counter[int]:
    async with ClientSession(trust_env=False, skip_auto_headers=["Content-Type"]) as session:

        async def status(knock: Knock, headers: Headers) -> int:
            async with session.post(url, data=knock.body, headers=headers) as answer:
                return answer.status

        return Counter(await asyncio.gather(*(status(*knock) for knock in knocks)))


def test_what_slack_sends_is_let_in(door: Door, loop: Loop) -> None:
    knocks = [Knock(*encoded(fresh(payload, number))) for number, payload in enumerate(TRUE)]
    assert loop.run(_answers(door.url, [(one, one.headers()) for one in knocks])) == {200: len(TRUE)}


@pytest.mark.soak
def test_what_is_not_signed_is_answered_401_and_leaves_no_trace(door: Door, loop: Loop) -> None:
    before = door.stored()

    @settings(searching(sample=30, soak=2000), suppress_health_check=list(HealthCheck))
    @given(batches)
    def knock(batch: list[Knock]) -> None:
        ways = list(UNSIGNED.values())
        sent = [(one, one.headers(ways[n % len(ways)])) for n, one in enumerate(batch)]
        assert loop.run(_answers(door.url, sent)).keys() == {401}

    knock()
    assert door.stored() == before


@pytest.mark.soak
def test_what_is_signed_is_never_answered_5xx_and_is_done_with(
    world: World, door: Door, loop: Loop, record_property: Callable[[str, object], None]
) -> None:
    total: Counter[int] = Counter()

    @settings(searching(sample=30, soak=2000), suppress_health_check=list(HealthCheck))
    @given(batches)
    def knock(batch: list[Knock]) -> None:
        answers = loop.run(_answers(door.url, [(one, one.headers()) for one in batch]))
        total.update(answers)
        assert answers.keys() <= {200, 400}

    knock()
    record_property("measured", f"answers to what is signed and hostile: {dict(total)}")
    omar = world.person("omar")
    assert omar.commands("/chikane", "hjælp")["ok"]
    omar.until(lambda view: any(texts(modal["view"]) for modal in view["modals"]), "the guidance")
    omar.until(lambda _: door.undone() == 0, "nothing under way", patience=900)
