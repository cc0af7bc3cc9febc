"""What nobody needs any more is erased when its time is over: not before, and not while it is held."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from bot.housekeeping import retain
from bot.world import World as Product
from storage import ahead
from storage.database_key import DATABASE
from storage.key_files import KeyFiles
from tests.conftest import Loop
from tests.deciding import brings_hr, hears
from tests.e2e.test_dossier import archives, lie_there
from tests.e2e.test_operator_commands import told, vaern
from tests.looking import gets
from tests.people import Json, Person, World, texts
from tests.reminding import hears_first_at
from tests.reporting import STORY, number_of
from tests.settling import is_quiet
from tests.workspace.server import Workspace

pytestmark = [pytest.mark.long, pytest.mark.begins("drafted")]

DAY = 86_400
DUE = "Du har en anmeldelse, som ikke er sendt."
ERASED = "Den anmeldelse, du begyndte på, er slettet, som jeg skrev."
HELD = "Det er besluttet, at sagen ikke skal slettes lige nu."


class Clock:
    """Time passes, and the product looks what is due."""

    def __init__(self, loop: Loop, product: Product, world: World) -> None:
        self.loop, self.product, self.world = loop, product, world

    def settles(self) -> None:
        """What is due by now is over, and written down."""
        is_over = partial(is_quiet, self.product)
        self.world.person("mette").until(lambda _: self.loop.run(is_over()), "nothing that is due now")

    def passes(self, days: float) -> None:
        """So many days later, at the next look; nothing is under way for so long."""
        self.settles()
        self.world.jump(by=days * DAY)
        self.looks()

    def looks(self) -> None:
        """It is looked what is due."""
        self.loop.run(retain(self.product))


@pytest.fixture
def clock(loop: Loop, product: Product, world: World) -> Clock:
    return Clock(loop, product, world)


@pytest.fixture
def keys(tmp_path: Path) -> KeyFiles:
    return KeyFiles(tmp_path / "data" / "keys")


def shows(person: Person) -> str:
    """Everything that the person's conversation with Værn shows."""
    return "\n".join(
        texts(message["blocks"] or []) + str(message.get("text")) for message in person.messages()
    )


def with_keys(keys: KeyFiles) -> list[str]:
    """The drafts and cases that can be read; the journal has a key too, which stays."""
    return [subject for subject in keys.subjects() if subject != DATABASE]


def sees_nothing_of(person: Person, *words: str) -> None:
    """Waits until their conversation with Værn holds none of it."""
    person.until(lambda _: not any(word in shows(person) for word in words), f"nothing of {words}")


def is_archived(clock: Clock, mette: Person, lars: Person, workspace: Workspace) -> str:
    """A whole case, in which Lars has had a copy of the screenshot, and whose dossier lies in the folder."""
    number = archives(clock.world, mette, lars)
    lie_there(mette, workspace, number)
    clock.settles()
    return number


def own_files(workspace: Workspace) -> list[str]:
    """The files that Værn has uploaded and that are there still."""
    files = workspace.store.files.values()
    return [file.id for file in files if file.owner == "U0VAERN" and not file.is_deleted]


def test_a_forgotten_report_is_announced_and_then_erased(
    world: World, mette: Person, clock: Clock, keys: KeyFiles
) -> None:
    mette.sees("Det her er din anmeldelse.")
    clock.passes(days=24)
    mette.does_not_see(DUE)
    clock.passes(days=3)
    hears(mette, DUE, "Jeg gemmer den til lørdag 26. december kl. 09.30.")
    clock.passes(days=4.9)
    assert with_keys(keys) == ["draft1"]
    clock.passes(days=0.2)
    assert with_keys(keys) == []
    sees_nothing_of(mette, DUE, STORY)
    world.jump(to="2026-12-28T10:00:00")
    hears(mette, ERASED)
    mette.says("hej")
    mette.sees("Er du eller andre i fare lige nu?")


def test_any_message_keeps_it(mette: Person, clock: Clock, keys: KeyFiles) -> None:
    mette.sees("Det her er din anmeldelse.")
    clock.passes(days=27)
    hears(mette, DUE)
    mette.says("hej")
    mette.until(lambda _: mette.messages()[-1]["user"] != mette.id, "an answer")
    clock.passes(days=24)
    assert with_keys(keys) == ["draft1"]
    assert shows(mette).count(DUE) == 1
    clock.passes(days=7)
    mette.until(lambda _: shows(mette).count(DUE) == 2, "a notice of its own")


def test_it_is_said_by_day(mette: Person, world: World, clock: Clock) -> None:
    mette.sees("Det her er din anmeldelse.")
    world.jump(to="2026-12-21T22:30:00")
    clock.looks()
    mette.does_not_see(DUE)
    world.jump(to="2026-12-22T08:01:00")
    hears(mette, DUE)


def test_it_is_said_by_day_also_after_a_start_in_the_night(
    mette: Person, world: World, clock: Clock, loop: Loop, product: Product
) -> None:
    mette.sees("Det her er din anmeldelse.")
    world.jump(to="2026-12-21T22:30:00")
    clock.looks()
    # The first sweep of a process lets nothing wait for a time that was perhaps wrong.
    loop.run(product.run(partial(ahead.put_right, now=product.clock())))
    clock.settles()
    world.jump(to="2026-12-22T08:01:00")
    assert f"{hears_first_at(mette, DUE):%d %H}" == "22 08"


@pytest.mark.begins("sent")
def test_an_exported_case_is_gone_after_thirty_days(
    world: World,
    workspace: Workspace,
    clock: Clock,
    keys: KeyFiles,
    mette: Person,
    lars: Person,
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    number = is_archived(clock, mette, lars, workspace)
    mette.presses("Vis sagen")
    mette.sees("Sagen ligger i organisationens arkiv, og den er gemt her til")
    mette.closes()
    clock.passes(days=29.9)
    assert with_keys(keys) == ["draft1"]
    (due,) = told(vaern(data, "retention", "--json"))
    assert [(line["case"], line["why"]) for line in due["due"]] == [(number, "exported")]
    clock.passes(days=0.2)
    assert with_keys(keys) == []
    world.jump(by=600)
    for person in (mette, lars):
        sees_nothing_of(person, number)
        person.opens_home()
        person.until(lambda view: number not in str(view["home"]), "a Home tab without the case")
    lie_there(mette, workspace, number)
    (found,) = told(vaern(data, "retention", "certificate", number, "--json"))
    assert (found["is_gone"], found["in_slack"]["to_be_deleted"]) == (True, 0)
    # The card and the checklist are in the archived channel, in which Slack lets a bot do nothing.
    assert found["in_slack"]["not_deletable"] == 2
    written = vaern(data, "retention", "certificate", number).stdout
    assert f"Attest: Sag {number} er slettet" in written
    assert "2 af Værns beskeder eller filer, som Slack beholder" in written
    *_, summary = told(vaern(data, "audit", "verify", "--json"))
    assert summary["holds"]


@pytest.mark.begins("sent")
def test_what_the_clock_has_said_of_it_goes_too(
    world: World, workspace: Workspace, clock: Clock, mette: Person, lars: Person
) -> None:
    world.jump(next="working_day")
    lars.sees("Har Mette måttet lade sit normale arbejde ligge?")
    number = is_archived(clock, mette, lars, workspace)
    clock.passes(days=31)
    world.jump(by=600)
    sees_nothing_of(lars, number, "Mette")


@pytest.mark.begins("sent")
def test_what_is_owed_to_slack_goes_on_where_it_was(
    world: World, workspace: Workspace, clock: Clock, mette: Person, lars: Person, tmp_path: Path
) -> None:
    number = is_archived(clock, mette, lars, workspace)
    world.post("faults", method="chat.delete", times=1, skip=2, status=429, retry_after=30)
    world.post("faults", method="chat.delete", times=1, skip=3, status=503)
    clock.passes(days=31)

    def is_gone_by_and_by(_: Json) -> bool:
        # Each try waits for its time, and how many there are depends on what is delivered beside it.
        world.jump(by=60)
        return not any(number in shows(person) for person in (mette, lars))

    mette.until(is_gone_by_and_by, f"nothing of {number}", patience=120)


@pytest.mark.begins("sent")
def test_a_message_that_is_on_its_way_goes_with_its_case(
    world: World, workspace: Workspace, clock: Clock, mette: Person, lars: Person
) -> None:
    is_archived(clock, mette, lars, workspace)
    decided = "Lars har besluttet: APV er opdateret."
    mette.does_not_see(decided)
    world.post("faults", method="chat.postMessage", hold="after")
    world.jump(by=31 * DAY)
    mette.sees(decided)
    clock.looks()
    world.post("release")
    world.jump(by=600)
    sees_nothing_of(mette, decided)


@pytest.mark.begins("sent")
def test_a_withdrawn_case_goes_after_five_years_and_its_channel_is_archived(
    world: World, workspace: Workspace, clock: Clock, keys: KeyFiles, mette: Person, lars: Person
) -> None:
    number = number_of(mette)
    lars.case_channel()
    lars.presses("Vis sagen")
    gets(lars)
    lars.closes()
    mette.until(lambda _: len(own_files(workspace)) == 2, "a small and a full copy of the screenshot")
    mette.presses("Vis sagen")
    mette.presses("Træk sagen tilbage")
    mette.submits()
    lars.sees("har trukket den tilbage")
    mette.presses("Vis sagen")
    mette.sees("Sagen er gemt her til mandag 24. november 2031")
    mette.closes()
    clock.passes(days=5 * 365)
    assert with_keys(keys) == ["draft1"]
    clock.passes(days=2)
    assert with_keys(keys) == []
    world.jump(by=600)
    for person in (mette, lars):
        sees_nothing_of(person, number)
    lars.until(lambda _: not own_files(workspace), "no copy of the screenshot")

    def is_archived_and_empty(_: Json) -> bool:
        (channel,) = (c for c in lars.channels() if c["name"].startswith("sag-"))
        return channel["is_archived"] and number not in str(lars.messages(channel["id"]))

    lars.until(is_archived_and_empty, "an archived channel without the card")


@pytest.mark.begins("sent")
def test_hr_holds_a_case_and_lets_it_go(
    world: World,
    workspace: Workspace,
    clock: Clock,
    keys: KeyFiles,
    mette: Person,
    lars: Person,
    hanne: Person,
) -> None:
    number = number_of(mette)
    brings_hr(lars, hanne)
    hanne.presses("Vis sagen")
    hanne.presses("Sagen må ikke slettes")
    hanne.submits(reason="Politiet har bedt om den.")
    for person in (mette, lars):
        hears(person, HELD, "Politiet har bedt om den.")
    lars.sees("Sagen bliver ikke slettet. Det blev besluttet")
    mette.presses("Vis sagen")
    mette.sees("Sagen bliver ikke slettet. Det blev besluttet")
    mette.presses("Træk sagen tilbage")
    mette.submits()
    clock.passes(days=2000)
    assert with_keys(keys) == ["draft1"]
    hanne.presses("Vis sagen")
    hanne.presses("Den må slettes igen")
    hanne.submits(reason="Politiet er færdige med den.")
    hears(mette, "Sagen må slettes igen, når dens tid er gået.")
    clock.passes(days=13)
    assert with_keys(keys) == ["draft1"]
    clock.passes(days=1.1)
    assert with_keys(keys) == []
    world.jump(by=600)
    sees_nothing_of(hanne, number)
