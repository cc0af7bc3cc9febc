"""Whoever opens an item is told what it is before they see it, and sees a picture small first."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from storage.pictures import SMALL_SIDE
from tests.looking import FULL, SMALL, SMALL_COMES, copies, gets, gets_small, looks_at
from tests.people import Json, Person, World
from tests.reporting import screenshot, sends
from tests.storage.samples import OGG, PDF

pytestmark = pytest.mark.begins("sent")

HISTORY = "Hvem har set hvad"


def sent(world: World, person: Person, file: Json) -> Image.Image:
    return Image.open(io.BytesIO(world.file(person.id, file["id"])))


def comes(person: Person, count: int) -> Json:
    return dict(person.until(lambda _: copies(person)[count - 1 :], f"copy {count}")[-1])


def uploads(world: World) -> int:
    return [call["method"] for call in world.get("calls")["calls"]].count("files.getUploadURLExternal")


def test_lars_is_told_what_it_is_then_sees_it_small_and_only_then_in_full_size(
    world: World, mette: Person, lars: Person
) -> None:
    lars.presses("Vis sagen")
    told = looks_at(lars, "opslag.png")
    assert "Et billede, " in told.replace("*", "")
    assert "fra Mette." in told
    assert "Det kan være ubehageligt. Der bliver ikke sendt noget, før du trykker." in told
    assert "opslag" not in told
    assert (copies(lars), uploads(world)) == ([], 0)

    lars.presses(SMALL)
    lars.sees(SMALL_COMES)
    small = sent(world, lars, comes(lars, 1))
    assert max(small.size) == SMALL_SIDE < max(Image.open(io.BytesIO(screenshot())).size)
    assert uploads(world) == 1
    lars.closes()
    lars.sees("Dokumentation")

    lars.presses(FULL)
    assert sent(world, lars, comes(lars, 2)).size == Image.open(io.BytesIO(screenshot())).size


def test_to_be_told_what_it_is_is_no_look_and_a_small_copy_is_one(mette: Person, lars: Person) -> None:
    lars.presses("Vis sagen")
    looks_at(lars, "opslag.png")
    mette.presses("Vis sagen")
    mette.presses(HISTORY)
    mette.sees("Lars Bak: 1 gang")
    mette.does_not_see("Lars Bak bad om en kopi")
    mette.closes()
    lars.closes()
    gets_small(lars, "opslag.png")
    comes(lars, 1)
    # Offered once it is written down that the copy came.
    lars.sees(FULL)
    mette.presses(HISTORY)
    mette.sees("Lars Bak bad om en kopi")
    mette.sees("Lars Bak fik en kopi")


def test_mette_looks_at_her_own_item_in_the_same_way(world: World, mette: Person) -> None:
    mette.presses("Vis sagen")
    assert "fra dig." in looks_at(mette)
    assert copies(mette) == []
    mette.presses(SMALL)
    mette.sees(SMALL_COMES)
    assert max(sent(world, mette, comes(mette, 1)).size) == SMALL_SIDE


@pytest.mark.parametrize(
    ("name", "data", "kind"), [("brev.pdf", PDF, "En PDF"), ("talebesked.opus", OGG, "En lydoptagelse")]
)
def test_what_is_no_picture_comes_as_it_is_when_lars_says_so(
    mette: Person, lars: Person, name: str, data: bytes, kind: str
) -> None:
    mette.says("", (name, data))
    mette.sees(f"Modtaget: {name}")
    lars.presses("Vis sagen")
    told = looks_at(lars, name)
    assert kind in told
    assert SMALL not in told
    assert copies(lars) == []
    lars.closes()
    gets(lars, name)
    comes(lars, 1)


@pytest.mark.begins("drafted")
def test_whoever_reads_english_goes_the_same_way(mette: Person, lars: Person) -> None:
    lars.opens_home()
    lars.picks("Sprog / Language", "English")
    sends(mette)
    lars.presses("Show the case")
    lars.presses_in("opslag.png", "Look at it")
    lars.sees("It may be unpleasant. Nothing is sent before you press.")
    lars.presses("Show it small")
    lars.sees("A small copy is on its way to your conversation with Værn. Full size is offered there.")
    lars.presses("Send it in full size")
    comes(lars, 2)
