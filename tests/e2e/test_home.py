"""The Home tab tells where everything stands, from before the report to after the case has ended."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import connect
from storage.keys import Keyring, read_identity
from tests.counting.stored import settle, store
from tests.deciding import begins, brings_hr, decides, the_sitting_ends
from tests.flows.given import context
from tests.in_form import reads
from tests.people import Json, Person, World, on_screen, texts
from tests.reporting import (
    STORY,
    answers_to_the_end,
    answers_until_evidence,
    confirms_the_people,
    has_no_documentation,
    keeps_lars_out,
    reports,
    screenshot,
    sends,
)
from tests.workspace.server import Workspace


def tab(person: Person) -> str:
    """What the Home tab shows now, line by line."""
    return "\n".join(line for line in texts(person.view()["home"]["view"]).splitlines() if line)


def home_says(person: Person, text: str) -> None:
    """Waits for the Home tab to show it, without opening it again."""
    person.until(lambda view: view["home"] and text in tab(person), f"{text!r} on Home")


def opens(person: Person, text: str) -> None:
    """Opens the Home tab and waits for it to show the text."""
    person.opens_home()
    home_says(person, text)


def labels(person: Person) -> list[str]:
    """The buttons of the Home tab, in order."""
    blocks = person.view()["home"]["view"]["blocks"]
    found = [e for b in blocks for e in [*b.get("elements", ()), b.get("accessory") or {}]]
    return [e["text"]["text"] for e in found if e.get("type") == "button"]


def test_home_follows_a_report_until_it_is_sent(world: World, mette: Person) -> None:
    opens(mette, "I fare nu? Ring 112. Haster det ikke: politiet på 114.")
    assert labels(mette) == ["Anmeld digital chikane", "Udfyld som skema", "Er det chikane?", "Gode råd"]
    mette.presses("Anmeld digital chikane")
    mette.sees("Er du eller andre i fare lige nu?")
    mette.presses("Nej")
    mette.sees("Hvem står bag?")
    opens(mette, "Du begyndte på den tirsdag 24. november kl. 09.30.")
    assert "Du har svaret på 1 af 10 spørgsmål." in tab(mette)
    assert labels(mette)[0] == "Fortsæt med anmeldelsen"
    mette.presses("En borger i en af mine sager")
    for answer in ("hadeside", "fb", "i går kl. 14.30", STORY):
        mette.says(answer)
    mette.sees("Send dit skærmprint her")
    opens(mette, "Du har svaret på 6 af 10 spørgsmål.")
    mette.says("", ("opslag.png", screenshot()))
    mette.sees("opslag.png: modtaget og gemt")
    mette.presses("Det var det")
    answers_to_the_end(mette)
    opens(mette, "Du har svaret på det hele. Læs det igennem, og send det.")
    home_says(mette, f"*Sag {sends(mette)}*")


def test_home_follows_a_case_and_who_has_read_it(
    world: World, mette: Person, lars: Person, anne: Person
) -> None:
    number = reports(mette)
    opens(mette, "Det næste")
    home_says(mette, f"*Sag {number}*")
    home_says(mette, "Det næste: *Aftal næste skridt med leder eller arbejdsmiljørepræsentant*")
    home_says(mette, "Lars beslutter, senest tirsdag 24. november kl. 11.30.")
    home_says(mette, "Ingen af de andre har læst sagen endnu.")
    assert labels(mette)[0] == "Anmeld digital chikane"
    lars.sees("Mette har anmeldt digital chikane")
    lars.presses("Vis sagen")
    lars.sees(STORY)
    # Looks that come together are told together, a minute after the first.
    world.jump(by=60)
    home_says(mette, "Lars læste sidst sagen tirsdag 24. november kl. 09.3")
    lars.closes()
    begins(lars, 3)
    decides(lars, "Krisehjælp er bestilt")
    home_says(mette, "Besluttet af Lars tirsdag 24. november kl. 09.3")
    home_says(mette, "Krisehjælp er bestilt")
    assert STORY not in tab(mette)
    opens(lars, "Dine åbne trin")
    assert "Din sag" not in tab(lars)


def test_everything_on_home_can_be_pressed(world: World, mette: Person) -> None:
    opens(mette, "Anmeld digital chikane")
    mette.presses("Er det chikane?")
    mette.until(
        lambda view: [m["view"]["title"]["text"] for m in view["modals"]] == ["Er det chikane?"], "it"
    )
    mette.closes()
    mette.presses("Gode råd")
    mette.until(lambda view: [m["view"]["title"]["text"] for m in view["modals"]] == ["Vejledning"], "it")
    assert mette.view()["problems"] == []


@pytest.mark.parametrize("moment", ["decided", "withdrawn"])
def test_a_leader_who_is_kept_out_never_sees_anything_of_it(
    world: World, mette: Person, lars: Person, anne: Person, moment: str
) -> None:
    opens(lars, "Anmeld digital chikane")
    before = on_screen(lars.view())

    def learns_nothing() -> None:
        lars.opens_home()
        assert on_screen(lars.view()) == before
        assert lars.view()["notifications"] == []

    answers_until_evidence(mette)
    has_no_documentation(mette)
    keeps_lars_out(mette)
    learns_nothing()
    confirms_the_people(mette)
    sends(mette)
    dorte = world.person("dorte")
    dorte.sees("Mette har anmeldt digital chikane")
    dorte.presses("Vis sagen")
    dorte.sees(STORY)
    dorte.closes()
    learns_nothing()
    if moment == "decided":
        begins(dorte, 3)
        decides(dorte, "Krisehjælp er bestilt")
        the_sitting_ends(mette.world)
        mette.sees("Dorte har besluttet: Krisehjælp er bestilt.")
    else:
        mette.presses("Vis sagen")
        mette.presses("Træk sagen tilbage")
        modal = mette.until(lambda view: [m for m in view["modals"] if "submit" in m["view"]], "the form")[0]
        world.post("submit", **{"as": mette.id}, view_id=modal["id"], values={})
        dorte.sees("Mette har trukket den tilbage.")
    world.post("person", id=lars.id, real_name="Lars Erik Bak")
    world.jump(by=15 * 86400)
    world.jump(next="monday")
    learns_nothing()


def test_a_leader_of_many_cases_sees_six_and_the_next_six_in_a_window(
    world: World, workspace: Workspace, tmp_path: Path
) -> None:
    many, data = range(14), tmp_path / "data"
    settle(workspace, many, len(many))
    storage = connect("", Keyring(read_identity((data / "master.key").read_text())), data)
    with closing(storage):
        store(storage, context(workspace.now()), many, workspace.now(), cases_a_leader=len(many))
    ellen = world.person("l0")
    opens(ellen, "8 sager mere")
    seen = cases_in(tab(ellen))
    for count in (6, 2):
        ellen.presses("Vis flere")
        seen += ellen.until(lambda view: next_cases(view, seen, count), f"the next {count} cases")  # noqa: B023
    assert sorted(seen) == [f"2026-{number:05}" for number in many]
    assert "Vis flere" not in texts(ellen.view()["modals"][-1]["view"])


def next_cases(view: Json, seen: list[str], count: int) -> list[str]:
    """The cases in the window once it shows so many others; until then none."""
    shown = cases_in(texts(view["modals"][-1]["view"])) if view["modals"] else []
    return shown if len(shown) == count and not set(shown) & set(seen) else []


def cases_in(text: str) -> list[str]:
    """The numbers of the cases that it names, each once."""
    return list(dict.fromkeys(re.findall(r"2026-\d{5}", text)))


def test_everybody_who_is_in_a_case_finds_it_on_home(mette: Person, lars: Person, hanne: Person) -> None:
    number = reports(mette)
    brings_hr(lars, hanne)
    opens(hanne, "Sager, du er med i")
    home_says(hanne, f"*Sag {number}* (HR)\n2. Aftal næste skridt. Lars, senest tirs. 24. nov. kl. 11.30.")
    hanne.presses("Vis sagen")
    hanne.sees(STORY)


def test_the_command_offers_open_steps_beside_a_report(mette: Person, lars: Person) -> None:
    number = reports(mette)
    lars.sees(f"Det er sag {number}.")
    lars.commands("/chikane")
    reads(lars, "Vil du selv anmelde noget?")
    reads(lars, f"*Sag {number}*: Svar medarbejderen, og aftal næste skridt.")
    lars.does_not_see("Er du eller andre i fare lige nu?")
    lars.presses("Åbn trin 2")
    lars.sees("Trin 2 · ")
    lars.closes()
    lars.presses("Anmeld digital chikane")
    lars.sees("Er du eller andre i fare lige nu?")
