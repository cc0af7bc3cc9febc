"""Evidence in numbers, in trouble, at the wrong moment: nothing stops for it, no copy tells too much."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageDraw

from bot.threads import MOST_TRANSFERS
from storage.pictures import SMALL_SIDE, boxes
from tests.looking import FULL, copies, gets, gets_small
from tests.people import Json, Person, World, texts
from tests.reporting import answers_to_the_end, answers_until_evidence, erases, screenshot, sends
from tests.storage.drawn import as_it_is, difference
from tests.storage.samples import MAIL_CLASS, OGG, PDF, bomb, ole, picture
from tests.stored import owed
from tests.workspace.server import Workspace
from tests.workspace.store import StoredFile

CANARY = "kanariefugl"
LARGE = 40_000_000
NOT_DRAWN = "Jeg kan ikke vise dig det her billede."


@pytest.fixture
def workspace(workspace: Workspace) -> Workspace:
    """Slack by a name that must be resolved, as in the world."""
    workspace.url = workspace.rooms.base_url = workspace.url.replace("127.0.0.1", "localhost")
    return workspace


def held(world: World, count: int = 1) -> list[Json]:
    """Waits until so many calls are held back."""
    while len(found := world.get("faults", wait=1, timeout=60)["held"]) < count:
        pass
    return found


def reported(
    mette: Person, lars: Person, name: str, data: bytes, asks: Callable[[Person], None] = gets
) -> None:
    """A case with one file, which Lars has sent to himself."""
    answers_until_evidence(mette)
    mette.says("", (name, data))
    mette.sees(f"{name}: modtaget og gemt")
    mette.presses("Det var det")
    answers_to_the_end(mette)
    sends(mette)
    lars.presses("Vis sagen")
    asks(lars)


def arrived(person: Person, count: int = 1) -> Json:
    """Waits for so many copies, and gives the last: of a picture the second is in full size."""
    return dict(person.until(lambda _: copies(person)[count - 1 :], f"copy {count}")[-1])


def content(world: World, person: Person, file: Json) -> bytes:
    return world.file(person.id, file["id"])


def fetched(data: Path) -> bool:
    return all(row.done_at for row in owed(data, "FetchFile"))


def waits(mette: Person, is_so: Callable[[], bool], what: str) -> None:
    mette.until(lambda _: is_so(), what)


def test_twelve_files_at_once_keep_nobody_else_waiting(world: World, mette: Person, omar: Person) -> None:
    answers_until_evidence(mette)
    omar.says("hello")
    omar.sees("Hello Omar.")
    world.post("faults", method="download", hold="before", times=MOST_TRANSFERS)
    names = [f"opslag{number}.png" for number in range(12)]
    mette.says("", *((name, screenshot()) for name in names))
    assert len(held(world, MOST_TRANSFERS)) == MOST_TRANSFERS
    omar.presses("No")
    omar.sees("Who is behind it?")
    assert len(held(world)) == MOST_TRANSFERS
    world.post("release")
    for name in names:
        mette.sees(f"{name}: modtaget og gemt")


def telling() -> Image.Exif:
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSMapDatum] = CANARY
    return exif


@pytest.mark.parametrize(("name", "kind"), [("foto.heic", "HEIF"), ("foto.jpg", "JPEG")])
def test_a_telephones_picture_is_sent_without_where_it_was_taken(
    world: World, mette: Person, lars: Person, name: str, kind: str
) -> None:
    data = picture(kind, (40, 30), exif=telling())
    assert CANARY.encode() in data
    reported(mette, lars, name, data)
    arrived(lars, 2)
    for file in copies(lars):
        copy = content(world, lars, file)
        assert CANARY.encode() not in copy
        assert Image.open(io.BytesIO(copy)).format == "PNG"


def long_screenshot() -> Image.Image:
    """A conversation that was scrolled through, 12,000 pixels of it."""
    image = Image.new("RGB", (1080, 12_000), "white")
    for top in range(40, 12_000, 60):
        ImageDraw.Draw(image).text((20, top), f"{top}: Jeg ved, hvor du bor", fill="black", font_size=32)
    return image


def as_png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def test_a_long_screenshot_comes_small_as_one_then_as_pages_in_one_message_each_as_wide_as_it_was(
    world: World, workspace: Workspace, mette: Person, lars: Person
) -> None:
    image = long_screenshot()
    reported(mette, lars, "samtale.png", as_png(image))
    arrived(lars, 6)
    assert len([m for m in lars.messages() if m.get("files")]) == 2
    small, *files = copies(lars)
    assert max(Image.open(io.BytesIO(content(world, lars, small))).size) == SMALL_SIDE
    told = [workspace.store.files[file["id"]].alt_txt for file in files]
    assert [alt.partition(", ")[2] for alt in told] == [f"side {page} af 5" for page in range(1, 6)]
    shown = [Image.open(io.BytesIO(content(world, lars, file))) for file in files]
    places = boxes(image.size)
    for page, place in zip(shown, places, strict=True):
        assert difference(page, image.crop(place)) == 0


def test_pages_whose_sharing_is_cut_off_come_once(world: World, mette: Person, lars: Person) -> None:
    world.post("faults", method="files.completeUploadExternal", drop="after", skip=1)
    reported(mette, lars, "samtale.png", as_png(long_screenshot()))
    gets(lars)
    arrived(lars, 12)
    assert len(copies(lars)) == 12


def test_black_words_on_nothing_are_read_on_white(world: World, mette: Person, lars: Person) -> None:
    image = Image.new("RGBA", (300, 60))
    ImageDraw.Draw(image).text((10, 20), "Jeg ved, hvor du bor", fill="black")
    reported(mette, lars, "opslag.png", as_png(image))
    copy = Image.open(io.BytesIO(content(world, lars, arrived(lars, 2))))
    assert difference(copy, as_it_is(as_png(image))) == 0
    assert copy.getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("name", "data", "suffix"),
    [
        ("talebesked.opus", OGG, ".ogg"),
        ("mail.msg", ole("__nameid_version1.0", kind=MAIL_CLASS), ".msg"),
        ("Untitled", "MZ skrev: Jeg ved, hvor du bor.".encode("utf-16"), ".txt"),
    ],
)
def test_what_telephones_and_outlook_make_is_kept_and_comes_as_it_was(
    world: World, mette: Person, lars: Person, name: str, data: bytes, suffix: str
) -> None:
    reported(mette, lars, name, data)
    copy = arrived(lars)
    assert content(world, lars, copy) == data
    assert copy["name"].endswith(suffix)


@pytest.mark.parametrize("made", [lambda: screenshot()[:-900], bomb], ids=["broken", "too many pixels"])
def test_a_picture_that_cannot_be_drawn_anew_is_not_sent_small_either_and_lars_is_told(
    mette: Person, lars: Person, made: Callable[[], bytes]
) -> None:
    reported(mette, lars, "foto.png", made(), gets_small)
    lars.sees(NOT_DRAWN)
    gets_small(lars)
    lars.until(lambda _: said(lars, NOT_DRAWN) == 2, "the second answer")
    lars.does_not_see(FULL)
    assert copies(lars) == []


def said(person: Person, text: str) -> int:
    return sum(text in texts(m["blocks"]) for m in person.messages())


def test_telling_that_is_cut_off_is_not_told_twice(world: World, mette: Person, lars: Person) -> None:
    reported(mette, lars, "brev.pdf", PDF)
    arrived(lars)
    mette.says("", ("foto.png", screenshot()[:-900]))
    mette.sees("Modtaget: foto.png")
    lars.presses("Vis sagen")
    lars.sees("foto.png, modtaget")
    world.post("faults", method="chat.postMessage", drop="after")
    gets_small(lars, "foto.png")
    lars.sees(NOT_DRAWN)
    gets(lars, "brev.pdf")
    lars.until(lambda _: len(copies(lars)) == 2, "the next copy")
    assert said(lars, NOT_DRAWN) == 1


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize(("name", "data", "sizes"), [("brev.pdf", PDF, 1), ("foto.png", screenshot(), 2)])
def test_a_copy_whose_sharing_is_cut_off_comes_once(
    world: World, mette: Person, lars: Person, moment: str, name: str, data: bytes, sizes: int
) -> None:
    world.post("faults", method="files.completeUploadExternal", drop=moment)
    reported(mette, lars, name, data)
    arrived(lars, sizes)
    gets(lars)
    arrived(lars, 2 * sizes)
    assert len({file["id"] for file in copies(lars)}) == len(copies(lars)) == 2 * sizes


def test_a_share_that_slack_does_not_show_yet_is_looked_for_again(
    world: World, workspace: Workspace, mette: Person, lars: Person
) -> None:
    world.post("faults", method="files.completeUploadExternal", drop="after")
    world.post("faults", method="files.info", hold="before", skip=1, times=2)
    reported(mette, lars, "brev.pdf", PDF)
    held(world)
    file = uploaded(workspace)
    shares, file.shares = file.shares, {}
    world.post("release")
    lars.until(lambda _: looks(world) == 1, "that it was looked for")
    held(world)
    file.shares = shares
    world.post("release")
    lars.until(lambda _: looks(world) == 2, "that it was looked for again")
    gets(lars)
    lars.until(lambda _: len(copies(lars)) == 2, "the next copy")
    assert completions(world) == 2


def uploaded(workspace: Workspace) -> StoredFile:
    return next(file for file in workspace.store.files.values() if file.owner == "U0VAERN")


def looks(world: World) -> int:
    """How often a file of the bot's own was looked for: the first look is for the file that came."""
    return len(calls(world, "files.info")) - 1


def completions(world: World) -> int:
    return len(calls(world, "files.completeUploadExternal"))


def calls(world: World, method: str) -> list[Json]:
    return [call for call in world.get("calls")["calls"] if call["method"] == method]


@pytest.mark.parametrize("name", ["besked.wav", "brev.pdf"])
def test_a_large_file_comes_out_as_it_came_in(world: World, mette: Person, lars: Person, name: str) -> None:
    answers_until_evidence(mette)
    dropped = [{"name": name, "size": LARGE}]
    said = world.post("say", **{"as": mette.id}, conversation="vaern", text="", files=dropped)
    mette.sees(f"{name}: modtaget og gemt")
    mette.presses("Det var det")
    answers_to_the_end(mette)
    sends(mette)
    lars.presses("Vis sagen")
    gets(lars)
    came, copy = content(world, mette, {"id": said["files"][0]}), content(world, lars, arrived(lars))
    assert (len(came), digest(copy)) == (LARGE, digest(came))


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("held_back", ["files.info", "download"])
def test_a_file_that_comes_after_the_report_is_erased_leaves_nothing(
    world: World, mette: Person, tmp_path: Path, held_back: str
) -> None:
    answers_until_evidence(mette)
    world.post("faults", method=held_back, hold="after")
    mette.says("", ("opslag.png", screenshot()))
    held(world)
    mette.sees("opslag.png: er på vej")
    erases(mette)
    world.post("release")
    waits(mette, lambda: fetched(tmp_path / "data"), "the end of the fetch")
    assert list((tmp_path / "data").glob("evidence/*")) == []
