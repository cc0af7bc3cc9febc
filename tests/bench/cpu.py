"""The CPU of an act in the product / in a bare Bolt app that makes the same calls and one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sized
from functools import partial
from pathlib import Path

from tests.bench.bare import BUTTON, bare_app
from tests.bench.databases import Databases
from tests.bench.processes import Measured
from tests.bench.product import Site, product, site
from tests.bench.table import Row
from tests.counting.product import migrated
from tests.counting.stored import employee, settle
from tests.deciding import begins, decides, looks_into
from tests.drafted import drafted
from tests.people import Person

RUNS = 5
REASON = "Det skal gøres om."
Calls = dict[str, Counter[str]]
Seconds = dict[str, list[float]]


def rows(at: Databases) -> Iterator[Row]:
    """An answer, a step opened and a step decided."""
    with at.folder() as folder:
        seconds, calls = _of_product(folder, at)
        reference = _of_bare(folder / "bare", at, calls)
    for act, taken in seconds.items():
        yield Row(f"CPU: {act}", at.name, _milliseconds(taken), _milliseconds(reference[act]), "ms")


def _milliseconds(taken: list[float]) -> tuple[float, ...]:
    return tuple(seconds * 1000 for seconds in taken)


def _of_product(folder: Path, at: Databases) -> tuple[Seconds, Calls]:
    seconds, calls = Seconds(), Calls()
    with site(folder, at.new()) as place:
        settle(place.workspace, range(RUNS))
        drafted(migrated(folder / "migrated"), place.data, place.workspace.now(), place.database)
        with product(place) as process:
            meter = _Meter(place, process, seconds, calls)
            _answers(meter)
            lars = place.people.person("lars")
            place.people.person("mette").presses("Send")
            place.settles()
            _opens(meter, lars)
            _decides(meter, lars)
    return seconds, calls


class _Meter:
    """Reads the CPU around an act, and which calls it led to."""

    def __init__(self, place: Site, process: Measured, seconds: Seconds, calls: Calls) -> None:
        self.place, self.process, self.seconds, self.calls = place, process, seconds, calls

    def measures(self, act: str, does: Callable[[], object]) -> None:
        self.place.settles()
        before, log = self.process.cpu(), self.place.workspace.calls
        first = len(log)
        does()
        self.place.settles()
        self.seconds.setdefault(act, []).append(self.process.cpu() - before)
        self.calls[act] = Counter(call["method"] for call in log[first:])


def _answers(meter: _Meter) -> None:
    for number in range(RUNS):
        person = Person(meter.place.people, employee(number))
        person.says("hej")
        person.presses("Nej")
        meter.measures("answer by button", partial(person.presses, "En borger i en af mine sager"))


def _opens(meter: _Meter, lars: Person) -> None:
    for _ in range(RUNS):
        meter.measures("step opened", lambda: lars.presses("Åbn trin 3"))
        lars.closes()


def _decides(meter: _Meter, lars: Person) -> None:
    """The same step again and again: it is opened again between."""
    for _ in range(RUNS):
        begins(lars, 3)
        meter.measures("step decided", lambda: decides(lars, "Krisehjælp er bestilt"))
        looks_into(lars, 3)
        lars.presses("Åbn trinnet igen")
        lars.submits(reason=REASON)
        lars.closes()


def _of_bare(folder: Path, at: Databases, calls: Calls) -> Seconds:
    """A press for each act, which makes the same calls."""
    with site(folder, at.new()) as place, bare_app(place) as process:
        mette = place.people.person("mette")
        process.asks("calls", [])
        mette.says("hej")
        return {act: _of_presses(place, process, mette, wanted) for act, wanted in calls.items()}


def _of_presses(place: Site, process: Measured, mette: Person, calls: Counter[str]) -> list[float]:
    """Without the first, which loads what is loaded once."""
    taken, log = list[float](), place.workspace.calls
    process.asks("calls", sorted(calls.elements()))
    for _ in range(RUNS + 1):
        if calls["views.open"]:
            place.workspace.store.modals.clear()
        before, last = process.cpu(), len(log) + calls.total()
        mette.presses(BUTTON)
        mette.until(partial(_is_as_long, log, last), "the end")
        taken.append(process.cpu() - before)
    return taken[1:]


def _is_as_long(log: Sized, wanted: int, _: object) -> bool:
    return len(log) >= wanted
