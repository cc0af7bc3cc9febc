"""The acts whose cost is counted, each where it comes in a report or in a case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import looking
from tests.counting.product import Product, at_work
from tests.counting.recording import Cost
from tests.deciding import decides
from tests.reporting import screenshot

ANSWER, TYPED, DROPPED = "answer by button", "answer typed", "screenshot dropped"
SEND, STEP, STORY, OWN = "Send", "step opened", "story opened", "own case opened"
ITEM, SMALL = "item opened", "small copy asked for"
FORM, DECIDED, HOME = "decision opened", "step decided", "Home unchanged"
ACTS = (ANSWER, TYPED, DROPPED, SEND, STEP, STORY, ITEM, SMALL, OWN, FORM, DECIDED, HOME)

Costs = dict[str, Cost]


def played(folder: Path, new_database: Callable[[], str] = str) -> Costs:
    """Every act once, in a workspace that nothing else has touched; "" is SQLite in the folder."""
    costs: Costs = {}
    with at_work(folder / "report", database=new_database()) as product:
        _reports(product, costs)
    with at_work(folder / "case", drafted_first=True, database=new_database()) as product:
        _works(product, costs)
    return costs


@contextmanager
def _counted(product: Product, act: str, costs: Costs) -> Iterator[None]:
    product.begins()
    yield
    costs[act] = product.ends()


def _reports(product: Product, costs: Costs) -> None:
    """Mette tells what has happened, as far as her screenshot."""
    mette = product.people.person("mette")
    mette.says("hej")
    product.settles()
    mette.presses("Nej")
    with _counted(product, ANSWER, costs):
        mette.presses("En borger i en af mine sager")
    mette.picks("Vælg alt, der passer", "Hadeside, gruppe eller kampagne")
    mette.presses("Videre")
    with _counted(product, TYPED, costs):
        mette.says("fb")
    for answer in ("i går kl. 14.30", "Han har lavet en side om mig."):
        mette.says(answer)
        product.settles()
    with _counted(product, DROPPED, costs):
        mette.says("", ("opslag.png", screenshot()))


def _works(product: Product, costs: Costs) -> None:
    """She sends her report, and Lars takes up the case."""
    mette, lars = product.people.person("mette"), product.people.person("lars")
    for person in (mette, lars, product.people.person("anne")):
        person.opens_home()
    with _counted(product, SEND, costs):
        mette.presses("Send")
    with _counted(product, STEP, costs):
        lars.presses("Åbn trin 3")
    lars.closes()
    with _counted(product, STORY, costs):
        lars.presses("Vis sagen")
    with _counted(product, ITEM, costs):
        looking.looks_at(lars)
    with _counted(product, SMALL, costs):
        lars.presses(looking.SMALL)
    for _ in range(2):
        lars.closes()
    with _counted(product, OWN, costs):
        mette.presses("Vis sagen")
    mette.closes()
    with _counted(product, FORM, costs):
        lars.presses("Beslut")
    with _counted(product, DECIDED, costs):
        decides(lars, "Vi har aftalt en plan", plan="Vi taler sammen i morgen.")
    lars.opens_home()
    with _counted(product, HOME, costs):
        lars.opens_home()
