"""A story in which a process of the product is killed once, and people go on as people do.

Whoever waits for something that does not come after the kill, when all is done that is to be done, does the
same again: that is what somebody does whose press Slack has marked as not answered.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from tests.crashing.process import CrashingProcess, Died, Plan
from tests.deciding import rows_of
from tests.people import PATIENCE, Json, NotSeen, Person, World
from tests.shown import on_screen
from tests.workspace.delivery import Delivery

SHORT = 0.15
"""Seconds after which somebody who waits looks whether anything is still to come."""
PACE, WHILE = 10.0, 900.0
"""Seconds between two acts, and those after the last in which everybody is told of it."""
MEMBERS = ("mette", "lars", "anne", "hanne", "sofie", "dorte", "omar")

Seen = Callable[[], object]


class Processes:
    """One process on SQLite, two on PostgreSQL. On SQLite one that is killed is started again."""

    def __init__(self, plan: Plan, slack: Delivery, lose: Callable[[], None]) -> None:
        self.deaths, self._is_armed = 0, False
        self._plan, self._slack, self._lose = plan, slack, lose
        self._living: list[CrashingProcess] = []

    def start(self, *, is_armed: bool) -> None:
        """All that belong to the story are ready."""
        self._living = [CrashingProcess(self._plan) for _ in range(2 if self._plan.database else 1)]
        for process in self._living:
            process.is_ready()
        for process in self._living if is_armed else ():
            process.ask("arm", self._live)
        self._is_armed = is_armed

    def has_died(self) -> bool:
        """Whether one was killed of which nobody has heard yet; then the others go on without it."""
        gone = [process for process in self._living if not process.is_alive]
        for process in gone:
            self._living.remove(process)
            self._bury(process)
        while not self._living:
            assert self.deaths <= max(1, len(self._plan.chosen)), "the product does not start again"
            self._living = self._again()
        return bool(gone)

    def _bury(self, process: CrashingProcess) -> None:
        process.is_gone()
        self.deaths += 1
        self._lose()

    def _again(self) -> list[CrashingProcess]:
        """Started again; one that is killed in its start is none."""
        process = CrashingProcess(replace(self._plan, is_armed=self._is_armed))
        try:
            process.is_ready()
        except Died:
            self._bury(process)
            return []
        return [process]

    def settle(self, asked: str = "settle") -> None:
        """All is done that is to be done by now, with what Slack brings and what a killed one has left."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.has_died()
            was_at_rest = self._slack.is_at_rest
            try:
                for process in self._living:
                    process.ask("take over" if self.deaths and asked == "settle" else asked, self._live)
            except Died:
                self._until_dead()
                continue
            if was_at_rest and self._slack.is_at_rest:
                return
        raise AssertionError("Slack has always something new")

    def _live(self) -> bool:
        return all(process.is_alive for process in self._living)

    def _until_dead(self) -> None:
        end = time.monotonic() + PATIENCE
        while self._live():
            assert time.monotonic() < end, "a process of the product hangs up and goes on"
            time.sleep(0.005)

    def restart(self) -> None:
        """All end and are started again, as for an upgrade."""
        self.end()
        self.start(is_armed=self._is_armed)
        self.settle()

    def end(self) -> None:
        """All end as a service manager ends them."""
        for process in self._living:
            process.ends()

    def are_gone(self) -> None:
        """All are gone, whatever they do."""
        for process in self._living:
            process.is_gone()
        self._living = []


class StoryWorld(World):
    """The workspace, in which a jump of the clock is followed by all that it begins."""

    def __init__(self, url: str, processes: Processes) -> None:
        super().__init__(url)
        self.processes = processes

    def person(self, name: str) -> Person:
        """Somebody who does not wait for what cannot come any more."""
        return StoryPerson(self, f"U0{name.upper()}")

    def moves(self, seconds: float) -> None:
        """Time goes by, and nobody waits for what that begins."""
        super().jump(by=seconds)

    def jump(self, **to: Any) -> Json:
        """The same, and what the clock begins is over."""
        moved = super().jump(**to)
        self.processes.settle()
        return moved


class StoryPerson(Person):
    """Somebody who looks whether anything is still to come."""

    world: StoryWorld

    def until(self, is_seen: Callable[[Json], Any], what: str, patience: float = PATIENCE) -> Any:
        """The same; after a kill it is known when nothing comes any more."""
        end, processes = time.monotonic() + patience, self.world.processes
        view = self.view()
        while not (found := is_seen(view)):
            processes.has_died()
            if processes.deaths:
                processes.settle()
                view = self.view()
                if found := is_seen(view):
                    break
                end = 0.0
            if time.monotonic() > end:
                raise NotSeen(f"{self.id} never saw {what}. On the screen:\n{on_screen(view)}")
            view |= self.view(view["rev"], SHORT)
        return found


class Story:
    """What people do one after the other, each until it is seen to be done."""

    def __init__(self, world: StoryWorld) -> None:
        self.world, self.processes = world, world.processes
        self.everybody = tuple(map(world.person, MEMBERS))
        self.mette, self.lars, self.anne, self.hanne, self.sofie, self.dorte, self.omar = self.everybody

    def act(self, does: Callable[[], object], is_done: Seen) -> None:
        """Somebody does it, and again where the kill came between and it is not done."""
        self.world.moves(PACE)
        while True:
            deaths = self.processes.deaths
            failure = _tried(does)
            self.processes.settle()
            has_died = self.processes.deaths > deaths
            is_over = (failure is None or has_died) and self._looks(is_done)
            self.everybody_closes()
            if is_over:
                return
            if not has_died:
                raise failure or AssertionError("what somebody did has led to nothing")

    def _looks(self, is_done: Seen) -> bool:
        """Whether it is done; where the kill comes between a person and the look, they look again."""
        while True:
            deaths, holds = self.processes.deaths, _holds(is_done)
            self.processes.settle()
            if holds or self.processes.deaths == deaths:
                return holds
            self.everybody_closes()

    def ends(self) -> None:
        """What was owed for later is told too; nobody is killed any more."""
        self.processes.settle()
        self.processes.settle("disarm")
        self.world.jump(by=WHILE)

    def everybody_closes(self) -> None:
        """Whatever windows are open are closed."""
        opened = [(person, person.view()["modals"]) for person in self.everybody]
        for person, modals in opened:
            for _ in modals:
                with suppress(AssertionError):
                    person.closes()
        if any(modals for _, modals in opened):
            self.processes.settle()

    def sees(self, person: Person, *wanted: str) -> Seen:
        """Whether all of it stands on their screen."""
        return lambda: all(text in on_screen(person.view()) for text in wanted)

    def sees_no(self, person: Person, text: str) -> Seen:
        """Whether it stands nowhere on their screen any more."""
        return lambda: text not in on_screen(person.view())

    def reads(self, person: Person, number: int, text: str) -> Seen:
        """Whether the checklist says it of that step."""
        return lambda: any(text in row for row in rows_of(person.view(), number))

    def may_press(self, person: Person, label: str) -> Seen:
        """Whether they have a button of that label."""
        return lambda: f"'text': {label!r}" in str(person.view())


def _tried(does: Callable[[], object]) -> AssertionError | None:
    try:
        does()
    except AssertionError as failure:
        return failure
    return None


def _holds(is_done: Seen) -> bool:
    with suppress(AssertionError):
        return bool(is_done())
    return False
