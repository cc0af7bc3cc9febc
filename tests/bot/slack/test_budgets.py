"""The budgets of calls: what nobody waits for leaves half, what cannot wait goes, processes share."""

from __future__ import annotations

import ast
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.answers import HeldBack
from bot.slack.budgets import HALF, PER_MINUTE, SEVERAL_HUNDRED, UNLIMITED, WHOLE, Budgets, within

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[3]
DOCUMENTED = json.loads((ROOT / "tests/workspace/methods.json").read_text(encoding="utf-8"))["methods"]
CREATE, UPDATE = "conversations.create", "chat.update"


class Clock:
    """A clock that only a test moves."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 24, 9, 30, 15, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.time.timestamp()

    def passes(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def budgets(clock: Clock) -> Budgets:
    return Budgets(clock, clock.monotonic)


async def made(budgets: Budgets, method: str, share: float, times: int = 1) -> int:
    """How many of so many calls are made; the others are held back."""
    count = 0
    for _ in range(times):
        with within(share):
            try:
                await budgets.take(method)
                count += 1
            except HeldBack:
                continue
    return count


async def wait_of(budgets: Budgets, method: str, share: float = WHOLE) -> float:
    """The seconds that a call has to wait, 0 for none."""
    with within(share):
        try:
            await budgets.take(method)
        except HeldBack as held:
            return held.seconds
    return 0


def called() -> Iterator[str]:
    """Every method of the Web API that the product calls, as slack_sdk writes it."""
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                of = ast.unparse(node.func.value)
                # What is said over the WebSocket is no call of the Web API.
                is_said = node.func.attr == "send_socket_mode_response"
                if (of == "client" or of.endswith(".client")) and not is_said:
                    yield node.func.attr


def test_every_method_that_is_called_has_a_budget_and_no_other() -> None:
    assert {name.replace("_", ".") for name in called()} == set(PER_MINUTE)


def test_each_budget_is_what_slack_documents() -> None:
    documented = {method: DOCUMENTED[method]["per_minute"] or SEVERAL_HUNDRED for method in PER_MINUTE}
    assert documented == PER_MINUTE


async def test_a_method_without_a_budget_cannot_be_called(budgets: Budgets) -> None:
    with pytest.raises(KeyError):
        await budgets.take("admin.users.list")


async def test_what_nobody_waits_for_leaves_half_to_whoever_does(budgets: Budgets) -> None:
    assert await made(budgets, UPDATE, HALF, 60) == 25
    assert await made(budgets, UPDATE, WHOLE, 60) == 25
    assert await made(budgets, CREATE, WHOLE, 60) == 20, "each method has its own"


async def test_what_cannot_wait_goes_out_and_counts(budgets: Budgets) -> None:
    assert await made(budgets, UPDATE, UNLIMITED, 60) == 60
    assert await made(budgets, UPDATE, WHOLE) == 0
    assert await made(budgets, UPDATE, UNLIMITED) == 1


async def test_a_call_waits_for_the_next_minute_one_after_the_other(budgets: Budgets, clock: Clock) -> None:
    await made(budgets, CREATE, WHOLE, 20)
    waits = [await wait_of(budgets, CREATE) for _ in range(300)]
    assert waits == sorted(waits)
    assert 45 < waits[0] < 46
    assert waits[-1] == 55
    assert budgets.held_back == 300
    clock.passes(waits[0])
    assert await made(budgets, CREATE, WHOLE, 30) == 20


async def test_what_slack_asks_to_wait_for_waits_and_danger_does_not(budgets: Budgets, clock: Clock) -> None:
    budgets.close(UPDATE, 90)
    assert await wait_of(budgets, UPDATE) == 90
    clock.passes(60)
    assert await wait_of(budgets, UPDATE, HALF) == 30
    assert await wait_of(budgets, UPDATE, UNLIMITED) == 0
    assert await wait_of(budgets, CREATE) == 0
    clock.passes(30)
    assert await wait_of(budgets, UPDATE) == 0


class Shared:
    """What all processes have drawn."""

    def __init__(self) -> None:
        self.drawn: Counter[tuple[str, datetime]] = Counter()
        self.asked = 0

    async def draw(self, method: str, minute: datetime, more: int) -> int:
        self.asked += 1
        self.drawn[method, minute] += more
        return self.drawn[method, minute]


def processes(count: int, shared: Shared) -> list[Budgets]:
    """So many processes over one database, whose clocks agree."""
    clock = Clock()
    found = [Budgets(clock) for _ in range(count)]
    for budgets in found:
        budgets.share_by(shared.draw)
    return found


@given(
    acts=st.lists(st.tuples(st.integers(0, 2), st.sampled_from([HALF, WHOLE, WHOLE])), max_size=120),
    method=st.sampled_from([CREATE, UPDATE]),
)
async def test_processes_together_make_no_more_calls_than_one(
    acts: list[tuple[int, float]], method: str
) -> None:
    together = processes(3, Shared())
    count = Counter[float]()
    for process, share in acts:
        count[share] += await made(together[process], method, share)
    assert count.total() <= PER_MINUTE[method]
    at_once = PER_MINUTE[method] // 20
    assert count[HALF] <= PER_MINUTE[method] * HALF + 2 * at_once, "but for what others have just drawn"


async def test_one_of_several_processes_may_use_all_in_few_draws() -> None:
    shared = Shared()
    one, other = processes(2, shared)
    assert await made(one, UPDATE, WHOLE, 80) == 50
    assert shared.asked == 25
    assert await made(other, UPDATE, WHOLE, 5) == 0
    assert await made(other, UPDATE, UNLIMITED, 5) == 5


async def test_twenty_channels_are_twenty_whichever_process_opens_them() -> None:
    one, other = processes(2, Shared())
    opened = [await made(budgets, CREATE, WHOLE) for budgets in (one, one, one, other) * 8]
    assert sum(opened) == 20


async def test_what_could_not_wait_is_told_to_the_others_with_the_next_draw() -> None:
    one, other = processes(2, Shared())
    await made(one, UPDATE, UNLIMITED, 40)
    await made(one, UPDATE, WHOLE)
    assert await made(other, UPDATE, WHOLE, 20) == 8
